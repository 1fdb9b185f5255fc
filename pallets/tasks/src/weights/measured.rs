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

/// `offer`: 265.6 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_442 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(12_404_000, 14_725)
		.saturating_add(T::DbWeight::get().reads_writes(5, 5))
		.saturating_add(Weight::from_parts(31_651_000, 11_739).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `leave_seat`: 40.0 µs.
///
/// Proof in the state measured on: 4_000 bytes.
pub fn leave_seat<T: frame_system::Config>() -> Weight {
	Weight::from_parts(40_000_000, 20_000).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `withdraw`: 200.6 µs.
///
/// Proof in the state measured on: 18_212 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(200_639_000, 100_626).saturating_add(T::DbWeight::get().reads_writes(34, 43))
}

/// `submit`: 64.6 µs.
///
/// Proof in the state measured on: 1_564 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(64_642_000, 9_715).saturating_add(T::DbWeight::get().reads_writes(3, 4))
}

/// `cancel`: 32.8 µs.
///
/// Proof in the state measured on: 1_482 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(32_803_000, 9_722).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `commit`: 39.8 µs.
///
/// Proof in the state measured on: 4_875 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(39_786_000, 10_945).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 19.9 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn commit_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(15_121_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(300_000, 0).saturating_mul(n.into()))
}

/// `vacate`: 3.7 µs.
///
/// Proof in the state measured on: 1_179 bytes.
pub fn vacate<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_737_000, 4_223).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `draw_later`: 3.0 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_984_000, 0)
}

/// `vest`: 18.5 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(18_486_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `redeem`: 4.0 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_014_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 310.0 µs.
///
/// Proof in the state measured on: 22_667 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(310_024_000, 72_497).saturating_add(T::DbWeight::get().reads_writes(20, 19))
}

/// `open`: 528.4 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 23_998 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(20_412_000, 19_398)
		.saturating_add(T::DbWeight::get().reads_writes(6, 1))
		.saturating_add(Weight::from_parts(63_504_000, 10_017).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `reveal_only`: 24.8 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_286 bytes.
pub fn reveal_only<T: frame_system::Config>(_n: u32) -> Weight {
	Weight::from_parts(24_781_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `settle`: 305.8 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 20_227 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(25_426_000, 10_991)
		.saturating_add(T::DbWeight::get().reads_writes(4, 3))
		.saturating_add(Weight::from_parts(35_047_000, 9_751).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 2).saturating_mul(n.into()))
}

/// `wrong`: 427.7 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_319 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(8_624_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(52_389_000, 9_751).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `silence`: 324.0 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_319 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(40_503_000, 9_751).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `release`: 135.3 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_506 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(826_000, 0)
		.saturating_add(Weight::from_parts(16_805_000, 7_223).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `expire`: 20.2 µs.
///
/// Proof in the state measured on: 962 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(20_216_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `enqueue`: 18.3 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(18_261_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `arrive`: 9.5 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn arrive<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_476_000, 0)
}

/// `arrivals`: 644.1 µs, `n` from 0 to 1024 with the most of each.
///
/// Proof in the state measured on: 38 bytes.
pub fn arrivals<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(629_000, 0).saturating_mul(n.into()))
}

/// `watch`: 2.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_286_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 2.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_417_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 73.5 µs.
///
/// Proof in the state measured on: 4_911 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(73_484_000, 24_936).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `dispute`: 73.4 µs.
///
/// Proof in the state measured on: 4_911 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(73_392_000, 24_936).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `calls_base`: 1.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_254_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 85.6 µs.
///
/// Proof in the state measured on: 5_034 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(85_556_000, 32_482).saturating_add(T::DbWeight::get().reads_writes(10, 10))
}

/// `report`: 9.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_431_000, 6_722).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 211.4 µs.
///
/// Proof in the state measured on: 22_498 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(211_400_000, 67_506).saturating_add(T::DbWeight::get().reads_writes(18, 19))
}

/// `give_back_only`: 59.2 µs.
///
/// Proof in the state measured on: 5_725 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(59_169_000, 13_945).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `announce`: 11.0 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_001_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 9.4 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_408_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 1.9 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_871_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 72.2 µs.
///
/// Proof in the state measured on: 1_239 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(72_249_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 9.9 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_929_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 340.9 µs.
///
/// Proof in the state measured on: 23_311 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(340_941_000, 90_213).saturating_add(T::DbWeight::get().reads_writes(27, 45))
}

/// `draw_check`: 50.4 µs.
///
/// Proof in the state measured on: 4_227 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(50_367_000, 16_945).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `draw_check_only`: 17.8 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn draw_check_only<T: frame_system::Config>(_n: u32) -> Weight {
	Weight::from_parts(17_784_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `agenda_read`: 112.8 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_619_000, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(1_721_000, 3_129).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 12.2 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn agenda_idle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(10_162_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 3))
		.saturating_add(Weight::from_parts(125_000, 0).saturating_mul(n.into()))
}

/// `file_ended`: 3.0 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn file_ended<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_662_000, 2_475)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(20_000, 0).saturating_mul(n.into()))
}

/// `forget`: 41.0 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn forget<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_899_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(2_442_000, 0).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().writes(2).saturating_mul(n.into()))
}

/// `scan`: 766.9 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_666 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(961_000, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(7_979_000, 9_247).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `give_out`: 168.8 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_292 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_116_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(20_715_000, 7_223).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `draw`: 497.6 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 66_348 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(2_856_000, 0)
		.saturating_add(Weight::from_parts(15_462_000, 9_751).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(3).saturating_mul(r.into()))
}

/// `park`: 6.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(6_420_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}
