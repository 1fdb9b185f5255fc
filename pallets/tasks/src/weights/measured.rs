//! What the benchmarks of `pallet_tasks` measured. Written by `make weights`: do not edit.
//!
//! * Machine: AMD EPYC, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50 --passes 8`
//! * Time: the least of 8 medians of 50 runs of the runtime's WebAssembly on a state
//!   in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{traits::Get, weights::Weight};

/// `offer`: 271.9 µs, `c` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_809 bytes.
pub fn offer<T: frame_system::Config>(c: u32) -> Weight {
	Weight::from_parts(43_031_000, 15_284)
		.saturating_add(T::DbWeight::get().reads_writes(5, 5))
		.saturating_add(Weight::from_parts(28_603_000, 12_298).saturating_mul(c.into()))
		.saturating_add(T::DbWeight::get().reads_writes(4, 5).saturating_mul(c.into()))
}

/// `withdraw`: 185.0 µs.
///
/// Proof in the state measured on: 18_579 bytes.
pub fn withdraw<T: frame_system::Config>() -> Weight {
	Weight::from_parts(185_025_000, 105_657).saturating_add(T::DbWeight::get().reads_writes(34, 43))
}

/// `submit`: 58.6 µs.
///
/// Proof in the state measured on: 1_569 bytes.
pub fn submit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(58_647_000, 10_274).saturating_add(T::DbWeight::get().reads_writes(3, 4))
}

/// `cancel`: 34.9 µs.
///
/// Proof in the state measured on: 1_482 bytes.
pub fn cancel<T: frame_system::Config>() -> Weight {
	Weight::from_parts(34_942_000, 9_738).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `commit`: 39.8 µs.
///
/// Proof in the state measured on: 4_923 bytes.
pub fn commit<T: frame_system::Config>() -> Weight {
	Weight::from_parts(39_829_000, 11_520).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `commit_only`: 20.8 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_301 bytes.
pub fn commit_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(17_205_000, 6_738)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(222_000, 0).saturating_mul(n.into()))
}

/// `vacate`: 4.7 µs.
///
/// Proof in the state measured on: 1_184 bytes.
pub fn vacate<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_657_000, 4_782).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `draw_later`: 3.4 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn draw_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_395_000, 0)
}

/// `vest`: 18.9 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn vest<T: frame_system::Config>() -> Weight {
	Weight::from_parts(18_918_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `redeem`: 4.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn redeem<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_607_000, 2_528).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `reveal`: 313.4 µs.
///
/// Proof in the state measured on: 22_995 bytes.
pub fn reveal<T: frame_system::Config>() -> Weight {
	Weight::from_parts(313_416_000, 76_985).saturating_add(T::DbWeight::get().reads_writes(20, 19))
}

/// `open`: 542.8 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 24_326 bytes.
pub fn open<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(41_718_000, 19_414)
		.saturating_add(T::DbWeight::get().reads_writes(6, 1))
		.saturating_add(Weight::from_parts(62_634_000, 10_576).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `reveal_only`: 32.1 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_302 bytes.
pub fn reveal_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(28_236_000, 6_738)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(244_000, 0).saturating_mul(n.into()))
}

/// `settle`: 389.2 µs, `n` from 2 to 8 with the most of each.
///
/// Proof in the state measured on: 20_547 bytes.
pub fn settle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(29_805_000, 10_991)
		.saturating_add(T::DbWeight::get().reads_writes(4, 3))
		.saturating_add(Weight::from_parts(44_924_000, 10_310).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 2).saturating_mul(n.into()))
}

/// `wrong`: 480.3 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_639 bytes.
pub fn wrong<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_548_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(59_841_000, 10_310).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `silence`: 398.2 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 20_639 bytes.
pub fn silence<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_007_000, 2_483)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(49_518_000, 10_310).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(3, 5).saturating_mul(n.into()))
}

/// `release`: 165.3 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_826 bytes.
pub fn release<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_639_000, 0)
		.saturating_add(Weight::from_parts(20_458_000, 7_782).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `leave_seat`: 17.9 µs.
///
/// Proof in the state measured on: 3_857 bytes.
pub fn leave_seat<T: frame_system::Config>() -> Weight {
	Weight::from_parts(17_866_000, 14_562).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `expire`: 23.2 µs.
///
/// Proof in the state measured on: 962 bytes.
pub fn expire<T: frame_system::Config>() -> Weight {
	Weight::from_parts(23_225_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(2, 3))
}

/// `enqueue`: 23.1 µs.
///
/// Proof in the state measured on: 218 bytes.
pub fn enqueue<T: frame_system::Config>() -> Weight {
	Weight::from_parts(23_054_000, 5_070).saturating_add(T::DbWeight::get().reads_writes(2, 4))
}

/// `arrive`: 8.0 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn arrive<T: frame_system::Config>() -> Weight {
	Weight::from_parts(7_982_000, 0)
}

/// `arrivals`: 742.4 µs, `n` from 0 to 1024 with the most of each.
///
/// Proof in the state measured on: 38 bytes.
pub fn arrivals<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(0, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(725_000, 0).saturating_mul(n.into()))
}

/// `watch`: 3.1 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn watch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_075_000, 0).saturating_add(T::DbWeight::get().writes(2))
}

/// `call_later`: 3.1 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn call_later<T: frame_system::Config>() -> Weight {
	Weight::from_parts(3_104_000, 2_483).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}

/// `accept`: 92.8 µs.
///
/// Proof in the state measured on: 4_952 bytes.
pub fn accept<T: frame_system::Config>() -> Weight {
	Weight::from_parts(92_798_000, 25_511).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `dispute`: 90.8 µs.
///
/// Proof in the state measured on: 4_952 bytes.
pub fn dispute<T: frame_system::Config>() -> Weight {
	Weight::from_parts(90_835_000, 25_511).saturating_add(T::DbWeight::get().reads_writes(7, 6))
}

/// `calls_base`: 1.6 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn calls_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(1_592_000, 4_966).saturating_add(T::DbWeight::get().reads(2))
}

/// `call_contract`: 106.5 µs.
///
/// Proof in the state measured on: 5_075 bytes.
pub fn call_contract<T: frame_system::Config>() -> Weight {
	Weight::from_parts(106_508_000, 33_057).saturating_add(T::DbWeight::get().reads_writes(10, 10))
}

/// `report`: 11.7 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn report<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_728_000, 6_738).saturating_add(T::DbWeight::get().reads(1))
}

/// `give_back`: 226.3 µs.
///
/// Proof in the state measured on: 22_826 bytes.
pub fn give_back<T: frame_system::Config>() -> Weight {
	Weight::from_parts(226_286_000, 71_994).saturating_add(T::DbWeight::get().reads_writes(18, 19))
}

/// `give_back_only`: 71.4 µs.
///
/// Proof in the state measured on: 5_773 bytes.
pub fn give_back_only<T: frame_system::Config>() -> Weight {
	Weight::from_parts(71_356_000, 14_520).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `announce`: 14.0 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn announce<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_960_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 12.1 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_068_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `same_session`: 2.3 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn same_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(2_334_000, 4_954).saturating_add(T::DbWeight::get().reads(2))
}

/// `new_session`: 93.2 µs.
///
/// Proof in the state measured on: 1_239 bytes.
pub fn new_session<T: frame_system::Config>() -> Weight {
	Weight::from_parts(93_168_000, 48_890).saturating_add(T::DbWeight::get().reads_writes(18, 17))
}

/// `serve_base`: 12.6 µs.
///
/// Proof in the state measured on: 501 bytes.
pub fn serve_base<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_628_000, 7_535).saturating_add(T::DbWeight::get().reads(3))
}

/// `look_at_task`: 429.1 µs.
///
/// Proof in the state measured on: 23_639 bytes.
pub fn look_at_task<T: frame_system::Config>() -> Weight {
	Weight::from_parts(429_126_000, 94_701).saturating_add(T::DbWeight::get().reads_writes(27, 45))
}

/// `draw_check`: 55.6 µs.
///
/// Proof in the state measured on: 4_268 bytes.
pub fn draw_check<T: frame_system::Config>() -> Weight {
	Weight::from_parts(55_562_000, 17_520).saturating_add(T::DbWeight::get().reads_writes(4, 5))
}

/// `draw_check_only`: 21.7 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_301 bytes.
pub fn draw_check_only<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(17_949_000, 6_738)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(234_000, 0).saturating_mul(n.into()))
}

/// `agenda_read`: 156.7 µs, `n` from 0 to 64 with the most of each.
///
/// Proof in the state measured on: 952 bytes.
pub fn agenda_read<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(2_012_000, 2_475)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(2_417_000, 3_129).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
}

/// `agenda_idle`: 15.5 µs, `n` from 2 to 16 with the most of each.
///
/// Proof in the state measured on: 4_301 bytes.
pub fn agenda_idle<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(11_758_000, 6_738)
		.saturating_add(T::DbWeight::get().reads_writes(1, 3))
		.saturating_add(Weight::from_parts(232_000, 0).saturating_mul(n.into()))
}

/// `file_ended`: 3.7 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn file_ended<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(3_514_000, 2_475)
		.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		.saturating_add(Weight::from_parts(13_000, 0).saturating_mul(n.into()))
}

/// `forget`: 54.5 µs, `n` from 1 to 16 with the most of each.
///
/// Proof in the state measured on: 0 bytes.
pub fn forget<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(1_646_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(3_304_000, 0).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().writes(2).saturating_mul(n.into()))
}

/// `scan`: 1055.0 µs, `n` from 0 to 96 with the most of each.
///
/// Proof in the state measured on: 12_666 bytes.
pub fn scan<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(540_000, 7_679)
		.saturating_add(T::DbWeight::get().reads(3))
		.saturating_add(Weight::from_parts(10_984_000, 9_263).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads(2).saturating_mul(n.into()))
}

/// `give_out`: 200.4 µs, `n` from 1 to 8 with the most of each.
///
/// Proof in the state measured on: 19_612 bytes.
pub fn give_out<T: frame_system::Config>(n: u32) -> Weight {
	Weight::from_parts(7_824_000, 0)
		.saturating_add(T::DbWeight::get().writes(1))
		.saturating_add(Weight::from_parts(24_070_000, 7_782).saturating_mul(n.into()))
		.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
}

/// `draw`: 627.6 µs, `r` from 1 to 32 with the most of each.
///
/// Proof in the state measured on: 67_628 bytes.
pub fn draw<T: frame_system::Config>(r: u32) -> Weight {
	Weight::from_parts(0, 0)
		.saturating_add(Weight::from_parts(19_613_000, 10_310).saturating_mul(r.into()))
		.saturating_add(T::DbWeight::get().reads(3).saturating_mul(r.into()))
}

/// `park`: 8.0 µs.
///
/// Proof in the state measured on: 0 bytes.
pub fn park<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_042_000, 2_488).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}
