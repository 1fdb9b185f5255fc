//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 268.6 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_948 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(37_665_000, 16_962)
		.saturating_add(T::DbWeight::get().reads_writes(6, 6))
		.saturating_add(Weight::from_parts(28_864_000, 10_654).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 182.4 µs.
///
/// Proof in the state measured on: 10_003 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(182_447_000, 94_468).saturating_add(T::DbWeight::get().reads_writes(35, 44))
}

/// `submit`: 57.9 µs.
///
/// Proof in the state measured on: 1_542 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(57_898_000, 17_014).saturating_add(T::DbWeight::get().reads_writes(6, 7))
}

/// `cancel`: 44.8 µs.
///
/// Proof in the state measured on: 1_614 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(44_775_000, 16_974).saturating_add(T::DbWeight::get().reads_writes(5, 7))
}

/// `commit`: 40.5 µs.
///
/// Proof in the state measured on: 4_294 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(40_462_000, 10_329).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 33.3 µs.
///
/// Proof in the state measured on: 4_222 bytes.
pub fn commit_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(33_273_000, 10_329).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `draw_later`: 1.9 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_877_000, 0).saturating_add(T::DbWeight::get().writes(1))
}

/// `vest`: 21.0 µs.
///
/// Proof in the state measured on: 676 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(21_048_000, 5_279).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `redeem`: 4.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_606_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 330.2 µs.
///
/// Proof in the state measured on: 10_642 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(330_236_000, 88_043).saturating_add(T::DbWeight::get().reads_writes(29, 29))
}

/// `open`: 764.8 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 16_870 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(95_595_000, 32_766).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 14).saturating_mul(n.into()))
}

/// `reveal_only`: 35.0 µs.
///
/// Proof in the state measured on: 2_694 bytes.
pub fn reveal_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(35_045_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `settle`: 341.1 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 8_218 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(38_788_000, 13_233)
		.saturating_add(T::DbWeight::get().reads_writes(5, 3))
		.saturating_add(Weight::from_parts(37_793_000, 11_414).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 2).saturating_mul(n.into()))
}

/// `wrong`: 651.2 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 14_411 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(11_102_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(80_018_000, 32_500).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 14).saturating_mul(n.into()))
}

/// `silence`: 340.7 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 11_511 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(42_584_000, 11_988).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 6).saturating_mul(n.into()))
}

/// `release`: 144.8 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 4_976 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(18_094_000, 6_322).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `expire`: 34.0 µs.
///
/// Proof in the state measured on: 1_095 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(33_999_000, 13_252).saturating_add(T::DbWeight::get().reads_writes(5, 5))
}

/// `enqueue`: 24.1 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(24_072_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `watch`: 3.2 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_231_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 3.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_349_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 90.1 µs.
///
/// Proof in the state measured on: 4_156 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(90_061_000, 26_277).saturating_add(T::DbWeight::get().reads_writes(8, 8))
}

/// `dispute`: 95.9 µs.
///
/// Proof in the state measured on: 4_468 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(95_924_000, 28_841).saturating_add(T::DbWeight::get().reads_writes(9, 9))
}

/// `calls_base`: 1.5 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_481_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 108.9 µs.
///
/// Proof in the state measured on: 4_729 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(108_888_000, 36_387).saturating_add(T::DbWeight::get().reads_writes(12, 13))
}

/// `report`: 11.7 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_686_000, 6_722).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 217.4 µs.
///
/// Proof in the state measured on: 9_105 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(217_413_000, 62_540).saturating_add(T::DbWeight::get().reads_writes(19, 21))
}

/// `give_back_only`: 77.4 µs.
///
/// Proof in the state measured on: 4_859 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(77_441_000, 15_579).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `announce`: 13.4 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_396_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 11.4 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_352_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 2.1 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_103_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 84.8 µs.
///
/// Proof in the state measured on: 1_458 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(84_768_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 10.0 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_962_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 392.3 µs.
///
/// Proof in the state measured on: 14_554 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(392_290_000, 110_351).saturating_add(T::DbWeight::get().reads_writes(36, 54))
}

/// `draw_check`: 56.0 µs.
///
/// Proof in the state measured on: 3_412 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(55_970_000, 18_286).saturating_add(T::DbWeight::get().reads_writes(5, 8))
}

/// `draw_check_only`: 21.9 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn draw_check_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(21_929_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `agenda_read`: 216.9 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(3_389_000, 2_520).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 37.5 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn agenda_idle<T: frame_system::Config>() -> Weight {
	Weight::from_parts(37_519_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `forget_task`: 30.3 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn forget_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(30_330_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `scan`: 953.0 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_726 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(20_802_000, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(9_710_000, 9_247).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `give_out`: 190.7 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 5_067 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(27_242_000, 5_026)
		.saturating_add(T::DbWeight::get().reads_writes(2, 3))
		.saturating_add(Weight::from_parts(20_432_000, 6_322).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `draw`: 615.8 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 35_902 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(11_445_000, 0)
		.saturating_add(Weight::from_parts(18_886_000, 11_988).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(4).saturating_mul(r.into()))
}

/// `park`: 9.2 µs.
///
/// Proof in the state measured on: 43 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_177_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}
