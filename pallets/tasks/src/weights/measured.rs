//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 255.9 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_426 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(39_448_000, 14_709)
		.saturating_add(T::DbWeight::get().reads_writes(5, 5))
		.saturating_add(Weight::from_parts(27_055_000, 11_739).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 171.4 µs.
///
/// Proof in the state measured on: 18_212 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(171_421_000, 100_626).saturating_add(T::DbWeight::get().reads_writes(34, 43))
}

/// `submit`: 54.1 µs.
///
/// Proof in the state measured on: 1_548 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(54_060_000, 9_699).saturating_add(T::DbWeight::get().reads_writes(3, 4))
}

/// `cancel`: 29.3 µs.
///
/// Proof in the state measured on: 1_466 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(29_254_000, 9_706).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `commit`: 39.1 µs.
///
/// Proof in the state measured on: 4_875 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(39_084_000, 10_945).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 19.3 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn commit_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(16_948_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(149_000, 0).saturating_mul(n.into()))
}

/// `vacate`: 5.0 µs.
///
/// Proof in the state measured on: 1_179 bytes.
pub fn vacate<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_993_000, 4_223).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `draw_later`: 3.0 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_033_000, 0)
}

/// `vest`: 17.5 µs.
///
/// Proof in the state measured on: 633 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(17_500_000, 2_984).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `redeem`: 4.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_564_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 294.2 µs.
///
/// Proof in the state measured on: 22_523 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(294_205_000, 72_353).saturating_add(T::DbWeight::get().reads_writes(20, 19))
}

/// `open`: 494.3 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 23_854 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(44_384_000, 19_382)
		.saturating_add(T::DbWeight::get().reads_writes(6, 1))
		.saturating_add(Weight::from_parts(56_244_000, 10_001).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `reveal_only`: 30.6 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_286 bytes.
pub fn reveal_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(27_516_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(194_000, 0).saturating_mul(n.into()))
}

/// `settle`: 327.0 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 20_083 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(79_708_000, 10_975)
		.saturating_add(T::DbWeight::get().reads_writes(4, 3))
		.saturating_add(Weight::from_parts(30_911_000, 9_735).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 2).saturating_mul(n.into()))
}

/// `wrong`: 437.0 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_191 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_289_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(54_217_000, 9_735).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `silence`: 354.6 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_191 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_418_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(43_903_000, 9_735).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `release`: 145.9 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_378 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_796_000, 0)
		.saturating_add(Weight::from_parts(17_887_000, 7_207).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `expire`: 22.6 µs.
///
/// Proof in the state measured on: 946 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(22_569_000, 5_984).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `enqueue`: 21.3 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(21_297_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `arrive`: 8.9 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn arrive<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_943_000, 0)
}

/// `arrivals`: 667.6 µs, `n` from 0 to 1024 with the most of each.
///
/// Proof in the state measured on: 38 bytes.
pub fn arrivals<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(652_000, 0).saturating_mul(n.into()))
}

/// `watch`: 3.1 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_125_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 3.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_298_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 84.9 µs.
///
/// Proof in the state measured on: 4_879 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(84_877_000, 24_904).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `dispute`: 83.9 µs.
///
/// Proof in the state measured on: 4_879 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(83_863_000, 24_904).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `calls_base`: 1.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_374_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 98.7 µs.
///
/// Proof in the state measured on: 5_002 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(98_736_000, 32_450).saturating_add(T::DbWeight::get().reads_writes(10, 10))
}

/// `report`: 10.8 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_783_000, 6_722).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 206.0 µs.
///
/// Proof in the state measured on: 22_354 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(205_993_000, 67_362).saturating_add(T::DbWeight::get().reads_writes(18, 19))
}

/// `give_back_only`: 65.7 µs.
///
/// Proof in the state measured on: 5_709 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(65_726_000, 13_929).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `announce`: 12.5 µs.
///
/// Proof in the state measured on: 633 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_491_000, 2_984).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 10.7 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_716_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 1.9 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_940_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 80.0 µs.
///
/// Proof in the state measured on: 1_239 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(80_012_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 11.4 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_432_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 387.1 µs.
///
/// Proof in the state measured on: 23_167 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(387_096_000, 90_069).saturating_add(T::DbWeight::get().reads_writes(27, 45))
}

/// `draw_check`: 51.5 µs.
///
/// Proof in the state measured on: 4_195 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(51_503_000, 16_913).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `draw_check_only`: 20.4 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn draw_check_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(17_322_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(191_000, 0).saturating_mul(n.into()))
}

/// `agenda_read`: 127.9 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_392_000, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(1_961_000, 3_129).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 14.7 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn agenda_idle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(11_434_000, 6_722)
		.saturating_add(T::DbWeight::get().reads_writes(1, 3))
		.saturating_add(Weight::from_parts(207_000, 0).saturating_mul(n.into()))
}

/// `file_ended`: 3.4 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn file_ended<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_336_000, 2_475)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(6_000, 0).saturating_mul(n.into()))
}

/// `forget`: 46.6 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn forget<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_781_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(2_804_000, 0).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().writes(2).saturating_mul(n.into()))
}

/// `scan`: 862.7 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_666 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_516_000, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(8_950_000, 9_247).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `give_out`: 183.7 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_164 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(7_733_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(21_994_000, 7_207).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `draw`: 635.8 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 66_284 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(19_869_000, 9_735).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(3).saturating_mul(r.into()))
}

/// `park`: 9.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_629_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}
