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

/// `offer`: 204.8 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_953 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(37_177_000, 15_300)
		.saturating_add(T::DbWeight::get().reads_writes(5, 5))
		.saturating_add(Weight::from_parts(20_956_000, 12_314).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 139.5 µs.
///
/// Proof in the state measured on: 18_723 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(139_481_000, 105_801).saturating_add(T::DbWeight::get().reads_writes(34, 43))
}

/// `submit`: 47.3 µs.
///
/// Proof in the state measured on: 1_585 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(47_343_000, 10_290).saturating_add(T::DbWeight::get().reads_writes(3, 4))
}

/// `cancel`: 26.6 µs.
///
/// Proof in the state measured on: 1_483 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(26_640_000, 9_738).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `commit`: 32.5 µs.
///
/// Proof in the state measured on: 4_939 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(32_513_000, 11_536).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 15.6 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_302 bytes.
pub fn commit_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(12_881_000, 6_738)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(168_000, 0).saturating_mul(n.into()))
}

/// `vacate`: 3.5 µs.
///
/// Proof in the state measured on: 1_200 bytes.
pub fn vacate<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_499_000, 4_798).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `draw_later`: 2.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_419_000, 0)
}

/// `vest`: 14.2 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(14_170_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `redeem`: 3.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_410_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 235.0 µs.
///
/// Proof in the state measured on: 23_123 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(235_031_000, 77_113).saturating_add(T::DbWeight::get().reads_writes(20, 19))
}

/// `open`: 413.7 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 24_454 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(31_820_000, 19_414)
		.saturating_add(T::DbWeight::get().reads_writes(6, 1))
		.saturating_add(Weight::from_parts(47_732_000, 10_592).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `reveal_only`: 24.9 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_302 bytes.
pub fn reveal_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(21_344_000, 6_738)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(220_000, 0).saturating_mul(n.into()))
}

/// `settle`: 291.1 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 20_675 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(25_901_000, 10_991)
		.saturating_add(T::DbWeight::get().reads_writes(4, 3))
		.saturating_add(Weight::from_parts(33_156_000, 10_326).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 2).saturating_mul(n.into()))
}

/// `wrong`: 355.4 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_767 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(6_061_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(43_668_000, 10_326).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `silence`: 298.5 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_767 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_814_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(37_085_000, 10_326).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `release`: 123.9 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_954 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(968_000, 0)
		.saturating_add(Weight::from_parts(15_361_000, 7_798).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `leave_seat`: 13.3 µs.
///
/// Proof in the state measured on: 3_889 bytes.
pub fn leave_seat<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_269_000, 14_594).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `expire`: 16.8 µs.
///
/// Proof in the state measured on: 962 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(16_800_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `enqueue`: 16.5 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(16_496_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `arrive`: 7.8 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn arrive<T: frame_system::Config>() -> Weight {
	Weight::from_parts(7_789_000, 0)
}

/// `arrivals`: 601.1 µs, `n` from 0 to 1024 with the most of each.
///
/// Proof in the state measured on: 38 bytes.
pub fn arrivals<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(587_000, 0).saturating_mul(n.into()))
}

/// `watch`: 2.2 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_244_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 2.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_386_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 70.3 µs.
///
/// Proof in the state measured on: 4_968 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(70_260_000, 25_527).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `dispute`: 70.4 µs.
///
/// Proof in the state measured on: 4_968 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(70_444_000, 25_527).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `calls_base`: 1.2 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_152_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 80.6 µs.
///
/// Proof in the state measured on: 5_091 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(80_556_000, 33_073).saturating_add(T::DbWeight::get().reads_writes(10, 10))
}

/// `report`: 8.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_554_000, 6_738).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 173.2 µs.
///
/// Proof in the state measured on: 22_955 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(173_175_000, 72_122).saturating_add(T::DbWeight::get().reads_writes(18, 19))
}

/// `give_back_only`: 56.0 µs.
///
/// Proof in the state measured on: 5_790 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(56_037_000, 14_536).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `announce`: 10.3 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_349_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 8.8 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_824_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 1.8 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_776_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 66.4 µs.
///
/// Proof in the state measured on: 1_239 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(66_413_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 9.2 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_200_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 324.7 µs.
///
/// Proof in the state measured on: 23_768 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(324_740_000, 94_829).saturating_add(T::DbWeight::get().reads_writes(27, 45))
}

/// `draw_check`: 43.8 µs.
///
/// Proof in the state measured on: 4_285 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(43_843_000, 17_536).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `draw_check_only`: 18.5 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_302 bytes.
pub fn draw_check_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(15_061_000, 6_738)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(212_000, 0).saturating_mul(n.into()))
}

/// `agenda_read`: 107.7 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_762_000, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(1_655_000, 3_129).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 12.1 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_302 bytes.
pub fn agenda_idle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(9_673_000, 6_738)
		.saturating_add(T::DbWeight::get().reads_writes(1, 3))
		.saturating_add(Weight::from_parts(149_000, 0).saturating_mul(n.into()))
}

/// `file_ended`: 2.8 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn file_ended<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_549_000, 2_475)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(14_000, 0).saturating_mul(n.into()))
}

/// `forget`: 38.5 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn forget<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_204_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(2_330_000, 0).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().writes(2).saturating_mul(n.into()))
}

/// `scan`: 715.8 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_667 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(678_000, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(7_449_000, 9_263).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `give_out`: 150.8 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_740 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(5_185_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(18_198_000, 7_798).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `draw`: 458.3 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 68_140 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(14_321_000, 10_326).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(3).saturating_mul(r.into()))
}

/// `park`: 6.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(6_410_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}
