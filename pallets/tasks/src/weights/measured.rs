//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 244.9 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_494 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(47_490_000, 26_679)
		.saturating_add(T::DbWeight::get().reads_writes(10, 6))
		.saturating_add(Weight::from_parts(24_675_000, 10_654).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 176.8 µs.
///
/// Proof in the state measured on: 9_184 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(176_826_000, 95_874).saturating_add(T::DbWeight::get().reads_writes(36, 44))
}

/// `submit`: 54.3 µs.
///
/// Proof in the state measured on: 874 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(54_265_000, 31_693).saturating_add(T::DbWeight::get().reads_writes(12, 9))
}

/// `cancel`: 43.7 µs.
///
/// Proof in the state measured on: 2_272 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(43_732_000, 27_764).saturating_add(T::DbWeight::get().reads_writes(9, 8))
}

/// `commit`: 40.2 µs.
///
/// Proof in the state measured on: 3_611 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(40_192_000, 14_638).saturating_add(T::DbWeight::get().reads_writes(4, 4))
}

/// `reveal`: 321.4 µs.
///
/// Proof in the state measured on: 9_318 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(321_400_000, 69_977).saturating_add(T::DbWeight::get().reads_writes(25, 30))
}

/// `open`: 763.4 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 16_932 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(95_430_000, 31_693).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 16).saturating_mul(n.into()))
}

/// `reveal_only`: 35.9 µs.
///
/// Proof in the state measured on: 3_227 bytes.
pub fn reveal_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(35_938_000, 12_109).saturating_add(T::DbWeight::get().reads_writes(3, 1))
}

/// `settle`: 470.5 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 9_931 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(25_543_000, 21_115)
		.saturating_add(T::DbWeight::get().reads_writes(8, 4))
		.saturating_add(Weight::from_parts(55_622_000, 12_877).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(5, 6).saturating_mul(n.into()))
}

/// `wrong`: 666.0 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 14_055 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(9_026_000, 10_365)
		.saturating_add(T::DbWeight::get().reads_writes(4, 2))
		.saturating_add(Weight::from_parts(82_117_000, 31_427).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 16).saturating_mul(n.into()))
}

/// `silence`: 396.8 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 13_052 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 10_365)
		.saturating_add(T::DbWeight::get().reads_writes(4, 2))
		.saturating_add(Weight::from_parts(49_600_000, 15_980).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(6, 9).saturating_mul(n.into()))
}

/// `release`: 160.3 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 4_346 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 5_403)
		.saturating_add(T::DbWeight::get().reads_writes(2, 1))
		.saturating_add(Weight::from_parts(20_037_000, 5_244).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 3).saturating_mul(n.into()))
}

/// `expire`: 36.5 µs.
///
/// Proof in the state measured on: 1_823 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(36_505_000, 21_134).saturating_add(T::DbWeight::get().reads_writes(8, 6))
}

/// `enqueue`: 23.9 µs.
///
/// Proof in the state measured on: 493 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(23_891_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `watch`: 3.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_575_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 3.2 µs.
///
/// Proof in the state measured on: 197 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_241_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 88.3 µs.
///
/// Proof in the state measured on: 3_979 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(88_314_000, 35_994).saturating_add(T::DbWeight::get().reads_writes(12, 10))
}

/// `dispute`: 91.4 µs.
///
/// Proof in the state measured on: 4_291 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(91_397_000, 38_558).saturating_add(T::DbWeight::get().reads_writes(13, 11))
}

/// `calls_base`: 1.5 µs.
///
/// Proof in the state measured on: 38 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_547_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 109.5 µs.
///
/// Proof in the state measured on: 4_615 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(109_493_000, 43_196).saturating_add(T::DbWeight::get().reads_writes(15, 15))
}

/// `report`: 14.2 µs.
///
/// Proof in the state measured on: 194 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(14_159_000, 12_109).saturating_add(T::DbWeight::get().reads(3))
}

/// `give_back`: 243.7 µs.
///
/// Proof in the state measured on: 7_941 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(243_662_000, 67_240).saturating_add(T::DbWeight::get().reads_writes(24, 31))
}

/// `give_back_only`: 132.0 µs.
///
/// Proof in the state measured on: 4_963 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(131_975_000, 27_825).saturating_add(T::DbWeight::get().reads_writes(9, 8))
}

/// `announce`: 22.6 µs.
///
/// Proof in the state measured on: 528 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(22_560_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 16.0 µs.
///
/// Proof in the state measured on: 794 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(15_976_000, 5_383).saturating_add(T::DbWeight::get().reads_writes(2, 1))
}

/// `same_session`: 2.9 µs.
///
/// Proof in the state measured on: 303 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_935_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 127.1 µs.
///
/// Proof in the state measured on: 2_069 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(127_131_000, 51_798).saturating_add(T::DbWeight::get().reads_writes(19, 18))
}

/// `serve_base`: 13.8 µs.
///
/// Proof in the state measured on: 539 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_821_000, 10_014).saturating_add(T::DbWeight::get().reads_writes(4, 1))
}

/// `look_at_task`: 529.1 µs.
///
/// Proof in the state measured on: 15_238 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(529_073_000, 129_937).saturating_add(T::DbWeight::get().reads_writes(47, 71))
}

/// `draw_check`: 53.8 µs.
///
/// Proof in the state measured on: 2_983 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(53_805_000, 22_561).saturating_add(T::DbWeight::get().reads_writes(7, 9))
}

/// `draw_check_only`: 26.2 µs.
///
/// Proof in the state measured on: 3_037 bytes.
pub fn draw_check_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(26_246_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `agenda_read`: 131.2 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 1_027 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(4_494_000, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(1_979_000, 2_520).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 25.0 µs.
///
/// Proof in the state measured on: 3_037 bytes.
pub fn agenda_idle<T: frame_system::Config>() -> Weight {
	Weight::from_parts(25_002_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `forget_task`: 17.7 µs.
///
/// Proof in the state measured on: 3_037 bytes.
pub fn forget_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(17_668_000, 6_722).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `scan`: 983.0 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 13_079 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(14_505_000, 7_233)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(10_088_000, 9_245).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `match_copies`: 1093.0 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_983 bytes.
pub fn match_copies<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 15_396)
		.saturating_add(T::DbWeight::get().reads_writes(6, 7))
		.saturating_add(Weight::from_parts(136_624_000, 13_446).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(5, 3).saturating_mul(n.into()))
}

/// `draw`: 735.2 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 32_575 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(0, 12_759)
		.saturating_add(T::DbWeight::get().reads(5))
		.saturating_add(Weight::from_parts(22_975_000, 10_973).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(4).saturating_mul(r.into()))
}

/// `park`: 12.0 µs.
///
/// Proof in the state measured on: 273 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_959_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 4))
}

/// `commit_only`.
pub fn commit_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(38_000_000, 14_638).saturating_add(T::DbWeight::get().reads_writes(4, 2))
}

/// `draw_later`.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_000_000, 100).saturating_add(T::DbWeight::get().reads_writes(0, 1))
}

/// `vest`.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(30_000_000, 5_000).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `redeem`.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(5_000_000, 2_500).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}
