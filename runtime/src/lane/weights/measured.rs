//! What the benchmarks of `lane` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50 --passes 8`
//! * Time: the least of 8 medians of 50 runs of the runtime's WebAssembly on a state
//!   in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{traits::Get, weights::Weight};

/// `set_allowance`: 9.1 µs.
///
/// Proof in the state measured on: 385 bytes.
pub fn set_allowance<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_108_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `quota`: 13.8 µs.
///
/// Proof in the state measured on: 644 bytes.
pub fn quota<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_768_000, 8_014).saturating_add(T::DbWeight::get().reads_writes(3, 1))
}

/// `owner_pays`: 57.7 µs.
///
/// Proof in the state measured on: 992 bytes.
pub fn owner_pays<T: frame_system::Config>() -> Weight {
	Weight::from_parts(57_682_000, 13_188).saturating_add(T::DbWeight::get().reads_writes(5, 2))
}
