//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 381.5 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_948 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(59_852_000, 16_962)
		.saturating_add(T::DbWeight::get().reads_writes(6, 6))
		.saturating_add(Weight::from_parts(40_202_000, 10_654).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 285.0 µs.
///
/// Proof in the state measured on: 10_003 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(285_039_000, 94_468).saturating_add(T::DbWeight::get().reads_writes(35, 44))
}

/// `submit`: 93.2 µs.
///
/// Proof in the state measured on: 1_542 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(93_199_000, 17_014).saturating_add(T::DbWeight::get().reads_writes(6, 7))
}

/// `cancel`: 79.4 µs.
///
/// Proof in the state measured on: 1_614 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(79_375_000, 16_974).saturating_add(T::DbWeight::get().reads_writes(5, 7))
}

/// `commit`: 68.1 µs.
///
/// Proof in the state measured on: 4_294 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(68_079_000, 10_329).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 61.3 µs.
///
/// Proof in the state measured on: 4_222 bytes.
pub fn commit_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(61_329_000, 10_329).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `draw_later`: 3.0 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_959_000, 0).saturating_add(T::DbWeight::get().writes(1))
}

/// `vest`: 38.6 µs.
///
/// Proof in the state measured on: 676 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(38_598_000, 5_279).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `redeem`: 5.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(5_427_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 479.1 µs.
///
/// Proof in the state measured on: 10_642 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(479_133_000, 88_043).saturating_add(T::DbWeight::get().reads_writes(29, 29))
}

/// `open`: 1078.3 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 16_870 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(9_017_000, 0)
		.saturating_add(Weight::from_parts(133_655_000, 32_766).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 14).saturating_mul(n.into()))
}

/// `reveal_only`: 71.0 µs.
///
/// Proof in the state measured on: 2_694 bytes.
pub fn reveal_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(70_988_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `settle`: 402.5 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 8_218 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(112_389_000, 13_233)
		.saturating_add(T::DbWeight::get().reads_writes(5, 3))
		.saturating_add(Weight::from_parts(36_260_000, 11_414).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 2).saturating_mul(n.into()))
}

/// `wrong`: 808.5 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 14_411 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(101_067_000, 32_500).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 14).saturating_mul(n.into()))
}

/// `silence`: 414.9 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 11_511 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(33_872_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(47_624_000, 11_988).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 6).saturating_mul(n.into()))
}

/// `release`: 199.3 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 4_976 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(24_910_000, 6_322).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `expire`: 53.9 µs.
///
/// Proof in the state measured on: 1_095 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(53_901_000, 13_252).saturating_add(T::DbWeight::get().reads_writes(5, 5))
}

/// `enqueue`: 37.4 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(37_400_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `watch`: 3.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_631_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 6.7 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(6_690_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 152.0 µs.
///
/// Proof in the state measured on: 4_156 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(152_047_000, 26_277).saturating_add(T::DbWeight::get().reads_writes(8, 8))
}

/// `dispute`: 157.9 µs.
///
/// Proof in the state measured on: 4_468 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(157_858_000, 28_841).saturating_add(T::DbWeight::get().reads_writes(9, 9))
}

/// `calls_base`: 2.1 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_062_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 114.9 µs.
///
/// Proof in the state measured on: 4_729 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(114_866_000, 36_387).saturating_add(T::DbWeight::get().reads_writes(12, 13))
}

/// `report`: 13.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_343_000, 6_722).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 231.2 µs.
///
/// Proof in the state measured on: 9_105 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(231_230_000, 62_540).saturating_add(T::DbWeight::get().reads_writes(19, 21))
}

/// `give_back_only`: 120.1 µs.
///
/// Proof in the state measured on: 4_859 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(120_075_000, 15_579).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `announce`: 13.7 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_741_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 11.1 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_143_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 2.9 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_899_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 120.3 µs.
///
/// Proof in the state measured on: 1_458 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(120_258_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 13.4 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_391_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 587.7 µs.
///
/// Proof in the state measured on: 14_554 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(587_706_000, 110_351).saturating_add(T::DbWeight::get().reads_writes(36, 54))
}

/// `draw_check`: 60.1 µs.
///
/// Proof in the state measured on: 3_412 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(60_105_000, 18_286).saturating_add(T::DbWeight::get().reads_writes(5, 8))
}

/// `draw_check_only`: 40.4 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn draw_check_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(40_448_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `agenda_read`: 131.6 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(6_839_000, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(1_949_000, 2_520).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 26.6 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn agenda_idle<T: frame_system::Config>() -> Weight {
	Weight::from_parts(26_593_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `forget_task`: 19.0 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn forget_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(19_028_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `scan`: 1309.2 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_726 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(13_637_000, 9_247).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `give_out`: 255.6 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 5_067 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(53_246_000, 5_026)
		.saturating_add(T::DbWeight::get().reads_writes(2, 3))
		.saturating_add(Weight::from_parts(25_293_000, 6_322).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `draw`: 1001.8 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 35_902 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(31_305_000, 11_988).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(4).saturating_mul(r.into()))
}

/// `park`: 31.9 µs.
///
/// Proof in the state measured on: 81 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(31_887_000, 7_498).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}
