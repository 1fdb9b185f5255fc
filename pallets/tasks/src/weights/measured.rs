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

/// `offer`: 194.9 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_953 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(31_816_000, 15_300)
		.saturating_add(T::DbWeight::get().reads_writes(5, 5))
		.saturating_add(Weight::from_parts(20_388_000, 12_314).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 133.2 µs.
///
/// Proof in the state measured on: 18_723 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(133_219_000, 105_801).saturating_add(T::DbWeight::get().reads_writes(34, 43))
}

/// `submit`: 41.2 µs.
///
/// Proof in the state measured on: 1_585 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(41_196_000, 10_290).saturating_add(T::DbWeight::get().reads_writes(3, 4))
}

/// `cancel`: 24.9 µs.
///
/// Proof in the state measured on: 1_484 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(24_930_000, 10_539).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `commit`: 30.9 µs.
///
/// Proof in the state measured on: 5_773 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(30_940_000, 12_337).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 14.6 µs, `n` from 2 to 20 with the most of each.
///
/// Proof in the state measured on: 5_103 bytes.
pub fn commit_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(11_950_000, 7_539)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(133_000, 0).saturating_mul(n.into()))
}

/// `vacate`: 3.4 µs.
///
/// Proof in the state measured on: 1_200 bytes.
pub fn vacate<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_363_000, 4_798).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `draw_later`: 2.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_328_000, 0)
}

/// `vest`: 13.6 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_641_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `redeem`: 3.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_319_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 325.9 µs.
///
/// Proof in the state measured on: 33_812 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(325_944_000, 109_106).saturating_add(T::DbWeight::get().reads_writes(28, 27))
}

/// `open`: 584.3 µs, `n` from 2 to 12 with the most of each.
///
/// Proof in the state measured on: 35_538 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(23_168_000, 20_677)
		.saturating_add(T::DbWeight::get().reads_writes(6, 1))
		.saturating_add(Weight::from_parts(46_760_000, 10_438).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `reveal_only`: 21.4 µs, `n` from 2 to 20 with the most of each.
///
/// Proof in the state measured on: 5_103 bytes.
pub fn reveal_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(18_570_000, 7_539)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(144_000, 0).saturating_mul(n.into()))
}

/// `settle`: 406.1 µs, `n` from 2 to 12 with the most of each.
///
/// Proof in the state measured on: 30_431 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(21_264_000, 10_991)
		.saturating_add(T::DbWeight::get().reads_writes(4, 3))
		.saturating_add(Weight::from_parts(32_068_000, 10_326).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 2).saturating_mul(n.into()))
}

/// `wrong`: 527.0 µs, `n` from 1 to 12 with the most of each.
///
/// Proof in the state measured on: 31_050 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(43_913_000, 10_326).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `silence`: 437.2 µs, `n` from 1 to 12 with the most of each.
///
/// Proof in the state measured on: 31_050 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(36_430_000, 10_326).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `release`: 180.9 µs, `n` from 1 to 12 with the most of each.
///
/// Proof in the state measured on: 29_842 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(142_000, 0)
		.saturating_add(Weight::from_parts(15_067_000, 7_798).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `leave_seat`: 13.0 µs.
///
/// Proof in the state measured on: 3_889 bytes.
pub fn leave_seat<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_023_000, 14_594).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `expire`: 16.3 µs.
///
/// Proof in the state measured on: 962 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(16_303_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `enqueue`: 16.1 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(16_139_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `arrive`: 7.3 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn arrive<T: frame_system::Config>() -> Weight {
	Weight::from_parts(7_253_000, 0)
}

/// `arrivals`: 570.4 µs, `n` from 0 to 1024 with the most of each.
///
/// Proof in the state measured on: 38 bytes.
pub fn arrivals<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(557_000, 0).saturating_mul(n.into()))
}

/// `watch`: 2.1 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_077_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 2.2 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_216_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 65.6 µs.
///
/// Proof in the state measured on: 4_969 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(65_560_000, 26_328).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `dispute`: 65.5 µs.
///
/// Proof in the state measured on: 4_969 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(65_465_000, 26_328).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `calls_base`: 1.1 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_145_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 77.7 µs.
///
/// Proof in the state measured on: 5_092 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(77_673_000, 33_874).saturating_add(T::DbWeight::get().reads_writes(10, 10))
}

/// `report`: 8.2 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_237_000, 7_539).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 231.7 µs.
///
/// Proof in the state measured on: 33_644 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(231_709_000, 104_115).saturating_add(T::DbWeight::get().reads_writes(26, 27))
}

/// `give_back_only`: 55.2 µs.
///
/// Proof in the state measured on: 6_657 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(55_151_000, 15_337).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `announce`: 9.8 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_789_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 8.4 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_435_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 1.7 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_732_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 66.9 µs.
///
/// Proof in the state measured on: 1_239 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(66_948_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 9.1 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_054_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 464.4 µs.
///
/// Proof in the state measured on: 34_852 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(464_437_000, 136_934).saturating_add(T::DbWeight::get().reads_writes(39, 65))
}

/// `draw_check`: 40.0 µs.
///
/// Proof in the state measured on: 4_286 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(40_002_000, 18_337).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `draw_check_only`: 16.9 µs, `n` from 2 to 20 with the most of each.
///
/// Proof in the state measured on: 5_103 bytes.
pub fn draw_check_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(15_099_000, 7_539)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(88_000, 0).saturating_mul(n.into()))
}

/// `agenda_read`: 104.7 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_150_000, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(1_603_000, 3_129).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 11.0 µs, `n` from 2 to 20 with the most of each.
///
/// Proof in the state measured on: 5_103 bytes.
pub fn agenda_idle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(8_329_000, 7_539)
		.saturating_add(T::DbWeight::get().reads_writes(1, 3))
		.saturating_add(Weight::from_parts(136_000, 0).saturating_mul(n.into()))
}

/// `file_ended`: 2.6 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn file_ended<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_448_000, 2_475)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(11_000, 0).saturating_mul(n.into()))
}

/// `forget`: 37.3 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn forget<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_313_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(2_247_000, 0).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().writes(2).saturating_mul(n.into()))
}

/// `scan`: 694.7 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_668 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_407_000, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(7_201_000, 10_064).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `give_out`: 214.0 µs, `n` from 1 to 12 with the most of each.
///
/// Proof in the state measured on: 29_596 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(4_695_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(17_446_000, 7_798).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `draw`: 427.3 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 68_140 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(13_353_000, 10_326).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(3).saturating_mul(r.into()))
}

/// `park`: 5.7 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(5_663_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}
