//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 335.2 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_494 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(97_394_000, 26_679)
		.saturating_add(T::DbWeight::get().reads_writes(10, 6))
		.saturating_add(Weight::from_parts(29_732_000, 10_654).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 179.3 µs.
///
/// Proof in the state measured on: 9_184 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(179_314_000, 95_874).saturating_add(T::DbWeight::get().reads_writes(36, 44))
}

/// `submit`: 65.3 µs.
///
/// Proof in the state measured on: 874 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(65_288_000, 31_693).saturating_add(T::DbWeight::get().reads_writes(12, 9))
}

/// `cancel`: 42.0 µs.
///
/// Proof in the state measured on: 2_272 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(42_036_000, 27_764).saturating_add(T::DbWeight::get().reads_writes(9, 6))
}

/// `commit`: 58.4 µs.
///
/// Proof in the state measured on: 3_610 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(58_439_000, 39_857).saturating_add(T::DbWeight::get().reads_writes(14, 3))
}

/// `reveal`: 295.2 µs.
///
/// Proof in the state measured on: 9_318 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(295_174_000, 69_977).saturating_add(T::DbWeight::get().reads_writes(25, 28))
}

/// `open`: 703.2 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 16_932 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(87_904_000, 31_693).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 16).saturating_mul(n.into()))
}

/// `reveal_only`: 61.4 µs.
///
/// Proof in the state measured on: 3_227 bytes.
pub fn reveal_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(61_414_000, 12_109).saturating_add(T::DbWeight::get().reads_writes(3, 1))
}

/// `settle`: 761.0 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 9_931 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 21_115)
		.saturating_add(T::DbWeight::get().reads_writes(8, 4))
		.saturating_add(Weight::from_parts(95_123_000, 12_877).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(5, 6).saturating_mul(n.into()))
}

/// `wrong`: 1182.6 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 14_055 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 10_365)
		.saturating_add(T::DbWeight::get().reads_writes(4, 2))
		.saturating_add(Weight::from_parts(147_825_000, 31_427).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 16).saturating_mul(n.into()))
}

/// `silence`: 559.4 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 13_052 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(15_202_000, 10_365)
		.saturating_add(T::DbWeight::get().reads_writes(4, 2))
		.saturating_add(Weight::from_parts(68_026_000, 15_980).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(6, 9).saturating_mul(n.into()))
}

/// `release`: 238.3 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 4_346 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(4_761_000, 5_403)
		.saturating_add(T::DbWeight::get().reads_writes(2, 1))
		.saturating_add(Weight::from_parts(29_196_000, 5_244).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 3).saturating_mul(n.into()))
}

/// `expire`: 55.8 µs.
///
/// Proof in the state measured on: 1_823 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(55_848_000, 21_134).saturating_add(T::DbWeight::get().reads_writes(8, 6))
}

/// `enqueue`: 36.7 µs.
///
/// Proof in the state measured on: 493 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(36_702_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `watch`: 4.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_579_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 5.3 µs.
///
/// Proof in the state measured on: 197 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(5_269_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 147.5 µs.
///
/// Proof in the state measured on: 3_979 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(147_480_000, 35_994).saturating_add(T::DbWeight::get().reads_writes(12, 8))
}

/// `dispute`: 158.0 µs.
///
/// Proof in the state measured on: 4_291 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(158_042_000, 38_558).saturating_add(T::DbWeight::get().reads_writes(13, 9))
}

/// `calls_base`: 2.2 µs.
///
/// Proof in the state measured on: 38 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_217_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 162.6 µs.
///
/// Proof in the state measured on: 4_615 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(162_603_000, 43_196).saturating_add(T::DbWeight::get().reads_writes(15, 13))
}

/// `report`: 18.7 µs.
///
/// Proof in the state measured on: 194 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(18_678_000, 12_109).saturating_add(T::DbWeight::get().reads(3))
}

/// `give_back`: 374.7 µs.
///
/// Proof in the state measured on: 7_941 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(374_749_000, 67_240).saturating_add(T::DbWeight::get().reads_writes(24, 29))
}

/// `give_back_only`: 142.6 µs.
///
/// Proof in the state measured on: 4_963 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(142_633_000, 27_825).saturating_add(T::DbWeight::get().reads_writes(9, 8))
}

/// `announce`: 16.5 µs.
///
/// Proof in the state measured on: 528 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(16_538_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 12.0 µs.
///
/// Proof in the state measured on: 794 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_986_000, 5_383).saturating_add(T::DbWeight::get().reads_writes(2, 1))
}

/// `same_session`: 2.0 µs.
///
/// Proof in the state measured on: 303 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_986_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 123.1 µs.
///
/// Proof in the state measured on: 2_069 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(123_117_000, 51_798).saturating_add(T::DbWeight::get().reads_writes(19, 18))
}

/// `serve_base`: 12.5 µs.
///
/// Proof in the state measured on: 539 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_496_000, 10_014).saturating_add(T::DbWeight::get().reads_writes(4, 1))
}

/// `look_at_task`: 649.6 µs.
///
/// Proof in the state measured on: 15_238 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(649_553_000, 129_937).saturating_add(T::DbWeight::get().reads_writes(47, 71))
}

/// `draw_check`: 85.8 µs.
///
/// Proof in the state measured on: 2_983 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(85_764_000, 22_561).saturating_add(T::DbWeight::get().reads_writes(7, 7))
}

/// `draw_check_only`: 50.5 µs.
///
/// Proof in the state measured on: 3_037 bytes.
pub fn draw_check_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(50_495_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `agenda_read`: 186.3 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 1_027 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(2_911_000, 2_520).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 44.1 µs.
///
/// Proof in the state measured on: 3_037 bytes.
pub fn agenda_idle<T: frame_system::Config>() -> Weight {
	Weight::from_parts(44_063_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `forget_task`: 39.8 µs.
///
/// Proof in the state measured on: 3_037 bytes.
pub fn forget_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(39_808_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `scan`: 1437.5 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 13_079 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 7_233)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(14_974_000, 9_245).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `match_copies`: 4197.2 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_983 bytes.
pub fn match_copies<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 15_396)
		.saturating_add(T::DbWeight::get().reads_writes(6, 7))
		.saturating_add(Weight::from_parts(524_644_000, 13_446).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(5, 3).saturating_mul(n.into()))
}

/// `draw`: 937.1 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 32_575 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(30_390_000, 12_759)
		.saturating_add(T::DbWeight::get().reads(5))
		.saturating_add(Weight::from_parts(28_336_000, 10_973).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(4).saturating_mul(r.into()))
}

/// `park`: 11.1 µs.
///
/// Proof in the state measured on: 273 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_098_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 4))
}
