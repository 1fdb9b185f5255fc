//! What the benchmarks of `pallet_credit` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `enroll`: 194.5 µs.
///
/// Proof in the state measured on: 284 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(194_483_000, 25_931).saturating_add(T::DbWeight::get().reads_writes(10, 6))
}

/// `leave`: 334.8 µs.
///
/// Proof in the state measured on: 12_044 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(334_837_000, 125_276).saturating_add(T::DbWeight::get().reads_writes(47, 57))
}

/// `claim_bond`: 87.3 µs.
///
/// Proof in the state measured on: 573 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(87_283_000, 13_164).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 120.5 µs.
///
/// Proof in the state measured on: 618 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(120_451_000, 7_986).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `reduce_bond`: 40.6 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(40_632_000, 5_290).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `write_off`: 246.4 µs.
///
/// Proof in the state measured on: 3_899 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(246_383_000, 56_739).saturating_add(T::DbWeight::get().reads_writes(22, 12))
}

/// `touch`: 26.7 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(26_683_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 14.2 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(14_234_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `on_initialize`: 13.1 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_061_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `migrate_one`: 17.3 µs.
///
/// Proof in the state measured on: 202 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(17_296_000, 5_242).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}
