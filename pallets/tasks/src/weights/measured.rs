//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 10 --repeat 20`
//! * Time: median of 20 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 230.0 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_494 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(44_026_000, 26_533)
		.saturating_add(T::DbWeight::get().reads_writes(10, 6))
		.saturating_add(Weight::from_parts(23_248_000, 10_654).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 156.7 µs.
///
/// Proof in the state measured on: 9_184 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(156_707_000, 95_874).saturating_add(T::DbWeight::get().reads_writes(36, 44))
}

/// `submit`: 45.2 µs.
///
/// Proof in the state measured on: 874 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(45_151_000, 31_495).saturating_add(T::DbWeight::get().reads_writes(12, 9))
}

/// `cancel`: 31.1 µs.
///
/// Proof in the state measured on: 2_133 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(31_148_000, 25_022).saturating_add(T::DbWeight::get().reads_writes(8, 7))
}

/// `commit`: 41.9 µs.
///
/// Proof in the state measured on: 3_550 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(41_866_000, 16_906).saturating_add(T::DbWeight::get().reads_writes(5, 4))
}

/// `reveal`: 264.2 µs.
///
/// Proof in the state measured on: 9_258 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(264_153_000, 72_245).saturating_add(T::DbWeight::get().reads_writes(26, 30))
}

/// `open`: 686.6 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 16_872 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(85_827_000, 31_427).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(12, 16).saturating_mul(n.into()))
}

/// `report`: 11.1 µs.
///
/// Proof in the state measured on: 194 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_137_000, 11_894).saturating_add(T::DbWeight::get().reads(3))
}

/// `give_back`: 203.8 µs.
///
/// Proof in the state measured on: 7_881 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(203_808_000, 69_508).saturating_add(T::DbWeight::get().reads_writes(25, 31))
}

/// `announce`: 12.8 µs.
///
/// Proof in the state measured on: 528 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_829_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 10.1 µs.
///
/// Proof in the state measured on: 652 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_091_000, 5_237).saturating_add(T::DbWeight::get().reads_writes(2, 1))
}

/// `same_session`: 1.9 µs.
///
/// Proof in the state measured on: 303 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_903_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 78.6 µs.
///
/// Proof in the state measured on: 1_927 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(78_580_000, 51_652).saturating_add(T::DbWeight::get().reads_writes(19, 18))
}

/// `serve_base`: 3.7 µs.
///
/// Proof in the state measured on: 305 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_717_000, 7_539).saturating_add(T::DbWeight::get().reads_writes(3, 1))
}

/// `look_at_task`: 371.6 µs.
///
/// Proof in the state measured on: 15_178 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(371_622_000, 129_868).saturating_add(T::DbWeight::get().reads_writes(47, 70))
}

/// `draw_check`: 45.5 µs.
///
/// Proof in the state measured on: 2_930 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(45_459_000, 24_975).saturating_add(T::DbWeight::get().reads_writes(8, 8))
}

/// `scan`: 791.4 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 13_054 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_542_000, 7_113)
		.saturating_add(Weight::from_parts(8_217_000, 9_188).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(3).saturating_mul(n.into()))
}

/// `match_copies`: 1055.5 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 10_792 bytes.
pub fn match_copies<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 12_853)
		.saturating_add(T::DbWeight::get().reads_writes(5, 5))
		.saturating_add(Weight::from_parts(131_938_000, 13_446).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(5, 4).saturating_mul(n.into()))
}

/// `draw`: 537.9 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 32_542 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(6_133_000, 12_699)
		.saturating_add(T::DbWeight::get().reads(2))
		.saturating_add(Weight::from_parts(16_618_000, 10_988).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(5).saturating_mul(r.into()))
}

/// `park`: 8.1 µs.
///
/// Proof in the state measured on: 300 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_108_000, 4_971).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `accept`: one device is paid, counted by hand.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(110_000_000, 40_000).saturating_add(T::DbWeight::get().reads_writes(18, 19))
}

/// `dispute`: what was delivered stands, counted by hand.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(120_000_000, 40_000).saturating_add(T::DbWeight::get().reads_writes(20, 19))
}

/// `calls_base`: nothing is due, counted by hand.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_000_000, 2_000).saturating_add(T::DbWeight::get().reads_writes(2, 0))
}

/// `call_contract`: what was delivered stands, counted by hand.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(140_000_000, 45_000).saturating_add(T::DbWeight::get().reads_writes(24, 24))
}

/// `settle`: `n` agree, counted by hand.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(60_000_000, 25_000)
		.saturating_add(T::DbWeight::get().reads_writes(10, 8))
		.saturating_add(Weight::from_parts(40_000_000, 14_000).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(7, 7).saturating_mul(n.into()))
}

/// `wrong`: `n` are wrong, counted by hand.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_000_000, 0)
		.saturating_add(T::DbWeight::get().reads_writes(1, 0))
		.saturating_add(Weight::from_parts(80_000_000, 31_000).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(11, 14).saturating_mul(n.into()))
}

/// `silence`: `n` are silent, counted by hand.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_000_000, 0)
		.saturating_add(T::DbWeight::get().reads_writes(1, 0))
		.saturating_add(Weight::from_parts(40_000_000, 16_000).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(6, 9).saturating_mul(n.into()))
}

/// `release`: `n` are released, counted by hand.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_000_000, 0)
		.saturating_add(T::DbWeight::get().reads_writes(0, 0))
		.saturating_add(Weight::from_parts(20_000_000, 8_000).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 3).saturating_mul(n.into()))
}

/// `expire`: nobody has taken it, counted by hand.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(30_000_000, 20_000).saturating_add(T::DbWeight::get().reads_writes(9, 9))
}

/// `enqueue`: it leaves and joins a line, counted by hand.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(20_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `watch`: an entry is moved, counted by hand.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(5_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(0, 2))
}

/// `call_later`: a call is remembered, counted by hand.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(5_000_000, 500).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `reveal_only`: the tag is stored, counted by hand.
pub fn reveal_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(40_000_000, 10_000).saturating_add(T::DbWeight::get().reads_writes(3, 1))
}

/// `give_back_only`: another is asked, counted by hand.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(80_000_000, 30_000).saturating_add(T::DbWeight::get().reads_writes(8, 8))
}

/// `agenda_read`: `n` entries are read, counted by hand.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_000_000, 3_000)
		.saturating_add(T::DbWeight::get().reads_writes(1, 0))
		.saturating_add(Weight::from_parts(9_000_000, 3_000).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(1, 0).saturating_mul(n.into()))
}

/// `agenda_idle`: the entry is moved, counted by hand.
pub fn agenda_idle<T: frame_system::Config>() -> Weight {
	Weight::from_parts(20_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `forget_task`: the record is removed, counted by hand.
pub fn forget_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(20_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(1, 3))
}

/// `draw_check_only`: nobody checks, counted by hand.
pub fn draw_check_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(30_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}
