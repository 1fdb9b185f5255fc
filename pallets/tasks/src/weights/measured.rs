//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50 --passes 8`
//! * Time: the least of 8 medians of 50 runs of the runtime's WebAssembly on a state
//!   in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 243.6 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_426 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(39_098_000, 14_709)
		.saturating_add(T::DbWeight::get().reads_writes(5, 5))
		.saturating_add(Weight::from_parts(25_562_000, 11_739).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 144.9 µs.
///
/// Proof in the state measured on: 18_212 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(144_920_000, 100_626).saturating_add(T::DbWeight::get().reads_writes(34, 43))
}

/// `submit`: 51.1 µs.
///
/// Proof in the state measured on: 1_548 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(51_140_000, 9_699).saturating_add(T::DbWeight::get().reads_writes(3, 4))
}

/// `cancel`: 27.4 µs.
///
/// Proof in the state measured on: 1_466 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(27_364_000, 9_706).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `commit`: 32.7 µs.
///
/// Proof in the state measured on: 4_875 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(32_701_000, 10_945).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 16.4 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn commit_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(13_934_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(152_000, 0).saturating_mul(n.into()))
}

/// `vacate`: 3.8 µs.
///
/// Proof in the state measured on: 1_179 bytes.
pub fn vacate<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_806_000, 4_223).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `draw_later`: 2.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_586_000, 0)
}

/// `vest`: 15.6 µs.
///
/// Proof in the state measured on: 633 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(15_569_000, 2_984).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `redeem`: 3.9 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_854_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 256.9 µs.
///
/// Proof in the state measured on: 22_523 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(256_914_000, 72_353).saturating_add(T::DbWeight::get().reads_writes(20, 19))
}

/// `open`: 452.8 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 23_854 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(25_102_000, 19_382)
		.saturating_add(T::DbWeight::get().reads_writes(6, 1))
		.saturating_add(Weight::from_parts(53_465_000, 10_001).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `reveal_only`: 29.0 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_286 bytes.
pub fn reveal_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(21_930_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(441_000, 0).saturating_mul(n.into()))
}

/// `settle`: 314.8 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 20_083 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(29_381_000, 10_975)
		.saturating_add(T::DbWeight::get().reads_writes(4, 3))
		.saturating_add(Weight::from_parts(35_675_000, 9_735).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 2).saturating_mul(n.into()))
}

/// `wrong`: 369.8 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_191 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_849_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(45_871_000, 9_735).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `silence`: 364.4 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_191 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(45_547_000, 9_735).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `release`: 145.5 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_378 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(5_976_000, 0)
		.saturating_add(Weight::from_parts(17_440_000, 7_207).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `expire`: 26.4 µs.
///
/// Proof in the state measured on: 946 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(26_358_000, 5_984).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `enqueue`: 27.5 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(27_539_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `arrive`: 10.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn arrive<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_584_000, 0)
}

/// `arrivals`: 721.9 µs, `n` from 0 to 1024 with the most of each.
///
/// Proof in the state measured on: 38 bytes.
pub fn arrivals<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(705_000, 0).saturating_mul(n.into()))
}

/// `watch`: 2.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_561_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 2.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_571_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 73.2 µs.
///
/// Proof in the state measured on: 4_879 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(73_160_000, 24_904).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `dispute`: 70.4 µs.
///
/// Proof in the state measured on: 4_879 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(70_396_000, 24_904).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `calls_base`: 1.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_254_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 83.7 µs.
///
/// Proof in the state measured on: 5_002 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(83_739_000, 32_450).saturating_add(T::DbWeight::get().reads_writes(10, 10))
}

/// `report`: 9.2 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_221_000, 6_722).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 179.6 µs.
///
/// Proof in the state measured on: 22_354 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(179_572_000, 67_362).saturating_add(T::DbWeight::get().reads_writes(18, 19))
}

/// `give_back_only`: 55.7 µs.
///
/// Proof in the state measured on: 5_709 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(55_745_000, 13_929).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `announce`: 11.7 µs.
///
/// Proof in the state measured on: 633 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_667_000, 2_984).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 9.3 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_341_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 1.8 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_831_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 71.1 µs.
///
/// Proof in the state measured on: 1_239 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(71_089_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 10.1 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_051_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 347.7 µs.
///
/// Proof in the state measured on: 23_167 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(347_691_000, 90_069).saturating_add(T::DbWeight::get().reads_writes(27, 45))
}

/// `draw_check`: 44.8 µs.
///
/// Proof in the state measured on: 4_195 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(44_813_000, 16_913).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `draw_check_only`: 17.1 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn draw_check_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(15_428_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(104_000, 0).saturating_mul(n.into()))
}

/// `agenda_read`: 110.5 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_582_000, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(1_671_000, 3_129).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 12.1 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn agenda_idle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(9_364_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 3))
		.saturating_add(Weight::from_parts(172_000, 0).saturating_mul(n.into()))
}

/// `file_ended`: 2.9 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn file_ended<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_660_000, 2_475)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(14_000, 0).saturating_mul(n.into()))
}

/// `forget`: 39.9 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn forget<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_700_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(2_387_000, 0).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().writes(2).saturating_mul(n.into()))
}

/// `scan`: 785.0 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_666 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(399_000, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(8_173_000, 9_247).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `give_out`: 152.1 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_164 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(7_417_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(18_083_000, 7_207).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `draw`: 467.4 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 66_284 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(14_607_000, 9_735).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(3).saturating_mul(r.into()))
}

/// `park`: 6.5 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(6_464_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}
