//! What the benchmarks of `pallet_credit` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{traits::Get, weights::Weight};

/// `enroll`: 131.2 µs.
///
/// Proof in the state measured on: 284 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(131_234_000, 26_469).saturating_add(T::DbWeight::get().reads_writes(10, 6))
}

/// `leave`: 218.9 µs.
///
/// Proof in the state measured on: 19_458 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(218_902_000, 111_191).saturating_add(T::DbWeight::get().reads_writes(38, 48))
}

/// `claim_bond`: 64.0 µs.
///
/// Proof in the state measured on: 573 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(63_991_000, 13_433).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 79.3 µs.
///
/// Proof in the state measured on: 887 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(79_298_000, 8_255).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `reduce_bond`: 30.9 µs.
///
/// Proof in the state measured on: 633 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(30_945_000, 5_559).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `write_off`: 137.6 µs.
///
/// Proof in the state measured on: 4_251 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(137_559_000, 35_017).saturating_add(T::DbWeight::get().reads_writes(13, 4))
}

/// `touch`: 17.7 µs.
///
/// Proof in the state measured on: 633 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(17_709_000, 2_984).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 10.0 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_029_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `on_initialize`: 9.3 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_259_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `migrate_one`: 12.2 µs.
///
/// Proof in the state measured on: 202 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_189_000, 5_511).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}
