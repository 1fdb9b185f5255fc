//! What the benchmarks of `pallet_credit` measured. Written by `make weights`: do not edit.
//!
//! * Machine: AMD EPYC, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50 --passes 8`
//! * Time: the least of 8 medians of 50 runs of the runtime's WebAssembly on a state
//!   in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{traits::Get, weights::Weight};

/// `enroll`: 145.0 µs.
///
/// Proof in the state measured on: 368 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(144_985_000, 26_501).saturating_add(T::DbWeight::get().reads_writes(10, 6))
}

/// `leave`: 227.0 µs.
///
/// Proof in the state measured on: 19_799 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(227_007_000, 116_238).saturating_add(T::DbWeight::get().reads_writes(38, 48))
}

/// `claim_bond`: 69.8 µs.
///
/// Proof in the state measured on: 573 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(69_773_000, 13_449).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 89.4 µs.
///
/// Proof in the state measured on: 903 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(89_423_000, 8_271).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `reduce_bond`: 30.9 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(30_936_000, 5_575).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `write_off`: 152.4 µs.
///
/// Proof in the state measured on: 4_272 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(152_417_000, 35_592).saturating_add(T::DbWeight::get().reads_writes(13, 4))
}

/// `touch`: 18.8 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(18_808_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 11.0 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_016_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `on_initialize`: 14.1 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(14_071_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `migrate_one`: 12.8 µs.
///
/// Proof in the state measured on: 202 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_789_000, 5_527).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `migrate_departure`: 6.4 µs.
///
/// Proof in the state measured on: 153 bytes.
pub fn migrate_departure<T: frame_system::Config>() -> Weight {
	Weight::from_parts(6_449_000, 2_475).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}
