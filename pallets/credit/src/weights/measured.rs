//! What the benchmarks of `pallet_credit` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50 --passes 8`
//! * Time: the least of 8 medians of 50 runs of the runtime's WebAssembly on a state
//!   in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{traits::Get, weights::Weight};

/// `enroll`: 122.4 µs.
///
/// Proof in the state measured on: 284 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(122_442_000, 26_501).saturating_add(T::DbWeight::get().reads_writes(10, 6))
}

/// `leave`: 183.8 µs.
///
/// Proof in the state measured on: 19_474 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(183_842_000, 111_207).saturating_add(T::DbWeight::get().reads_writes(38, 48))
}

/// `claim_bond`: 55.4 µs.
///
/// Proof in the state measured on: 573 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(55_402_000, 13_449).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 68.8 µs.
///
/// Proof in the state measured on: 903 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(68_768_000, 8_271).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `reduce_bond`: 24.7 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(24_683_000, 5_575).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `write_off`: 120.2 µs.
///
/// Proof in the state measured on: 4_267 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(120_223_000, 35_033).saturating_add(T::DbWeight::get().reads_writes(13, 4))
}

/// `touch`: 15.1 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(15_090_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 8.5 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_461_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `on_initialize`: 10.7 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_722_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `migrate_one`: 10.3 µs.
///
/// Proof in the state measured on: 202 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_307_000, 5_527).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `migrate_departure`: 5.2 µs.
///
/// Proof in the state measured on: 153 bytes.
pub fn migrate_departure<T: frame_system::Config>() -> Weight {
	Weight::from_parts(5_174_000, 2_475).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}
