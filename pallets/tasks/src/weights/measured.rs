//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 365.3 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_948 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(68_278_000, 16_962)
		.saturating_add(T::DbWeight::get().reads_writes(6, 6))
		.saturating_add(Weight::from_parts(37_123_000, 10_654).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 253.2 µs.
///
/// Proof in the state measured on: 10_003 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(253_210_000, 94_468).saturating_add(T::DbWeight::get().reads_writes(35, 44))
}

/// `submit`: 83.1 µs.
///
/// Proof in the state measured on: 1_542 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(83_053_000, 17_014).saturating_add(T::DbWeight::get().reads_writes(6, 7))
}

/// `cancel`: 69.0 µs.
///
/// Proof in the state measured on: 1_614 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(68_980_000, 16_974).saturating_add(T::DbWeight::get().reads_writes(5, 7))
}

/// `commit`: 69.3 µs.
///
/// Proof in the state measured on: 4_294 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(69_283_000, 10_329).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 55.2 µs.
///
/// Proof in the state measured on: 4_222 bytes.
pub fn commit_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(55_161_000, 10_329).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `draw_later`: 2.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_556_000, 0).saturating_add(T::DbWeight::get().writes(1))
}

/// `vest`: 34.7 µs.
///
/// Proof in the state measured on: 676 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(34_715_000, 5_279).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `redeem`: 6.7 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(6_694_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 483.0 µs.
///
/// Proof in the state measured on: 10_642 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(482_999_000, 88_043).saturating_add(T::DbWeight::get().reads_writes(29, 29))
}

/// `open`: 1069.1 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 16_870 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(133_634_000, 32_766).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 14).saturating_mul(n.into()))
}

/// `reveal_only`: 38.3 µs.
///
/// Proof in the state measured on: 2_694 bytes.
pub fn reveal_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(38_324_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `settle`: 514.3 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 8_218 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(37_098_000, 13_233)
		.saturating_add(T::DbWeight::get().reads_writes(5, 3))
		.saturating_add(Weight::from_parts(59_653_000, 11_414).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 2).saturating_mul(n.into()))
}

/// `wrong`: 886.5 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 14_411 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(61_339_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(103_146_000, 32_500).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 14).saturating_mul(n.into()))
}

/// `silence`: 452.3 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 11_511 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(56_540_000, 11_988).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 6).saturating_mul(n.into()))
}

/// `release`: 216.1 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 4_976 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_766_000, 0)
		.saturating_add(Weight::from_parts(26_540_000, 6_322).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `expire`: 30.5 µs.
///
/// Proof in the state measured on: 1_095 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(30_478_000, 13_252).saturating_add(T::DbWeight::get().reads_writes(5, 5))
}

/// `enqueue`: 31.5 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(31_548_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `watch`: 4.7 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_731_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 5.1 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(5_058_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 132.8 µs.
///
/// Proof in the state measured on: 4_156 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(132_800_000, 26_277).saturating_add(T::DbWeight::get().reads_writes(8, 8))
}

/// `dispute`: 136.3 µs.
///
/// Proof in the state measured on: 4_468 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(136_260_000, 28_841).saturating_add(T::DbWeight::get().reads_writes(9, 9))
}

/// `calls_base`: 2.1 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_069_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 159.9 µs.
///
/// Proof in the state measured on: 4_729 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(159_916_000, 36_387).saturating_add(T::DbWeight::get().reads_writes(12, 13))
}

/// `report`: 18.7 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(18_705_000, 6_722).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 313.2 µs.
///
/// Proof in the state measured on: 9_105 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(313_172_000, 62_540).saturating_add(T::DbWeight::get().reads_writes(19, 21))
}

/// `give_back_only`: 112.3 µs.
///
/// Proof in the state measured on: 4_859 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(112_289_000, 15_579).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `announce`: 20.9 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(20_885_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 16.3 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(16_278_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 2.8 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_828_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 122.8 µs.
///
/// Proof in the state measured on: 1_458 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(122_767_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 13.5 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_467_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 562.2 µs.
///
/// Proof in the state measured on: 14_554 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(562_198_000, 110_351).saturating_add(T::DbWeight::get().reads_writes(36, 54))
}

/// `draw_check`: 80.0 µs.
///
/// Proof in the state measured on: 3_412 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(80_028_000, 18_286).saturating_add(T::DbWeight::get().reads_writes(5, 8))
}

/// `draw_check_only`: 39.6 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn draw_check_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(39_609_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `agenda_read`: 203.3 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(3_177_000, 2_520).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 28.1 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn agenda_idle<T: frame_system::Config>() -> Weight {
	Weight::from_parts(28_113_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `forget_task`: 24.1 µs.
///
/// Proof in the state measured on: 2_693 bytes.
pub fn forget_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(24_139_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `scan`: 1119.1 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_726 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_473_000, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(11_621_000, 9_247).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `match_copies`: 1630.2 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 11_418 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 7_514)
		.saturating_add(T::DbWeight::get().reads_writes(3, 5))
		.saturating_add(Weight::from_parts(203_775_000, 11_988).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 2).saturating_mul(n.into()))
}

/// `draw`: 890.0 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 35_902 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(27_814_000, 11_988).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(4).saturating_mul(r.into()))
}

/// `park`: 16.6 µs.
///
/// Proof in the state measured on: 43 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(16_613_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 4))
}
