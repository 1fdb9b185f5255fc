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

/// `enroll`: 123.8 µs.
///
/// Proof in the state measured on: 284 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(123_801_000, 26_469).saturating_add(T::DbWeight::get().reads_writes(10, 6))
}

/// `leave`: 182.6 µs.
///
/// Proof in the state measured on: 19_458 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(182_560_000, 111_191).saturating_add(T::DbWeight::get().reads_writes(38, 48))
}

/// `claim_bond`: 54.8 µs.
///
/// Proof in the state measured on: 573 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(54_828_000, 13_433).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 73.1 µs.
///
/// Proof in the state measured on: 887 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(73_134_000, 8_255).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `reduce_bond`: 26.8 µs.
///
/// Proof in the state measured on: 633 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(26_780_000, 5_559).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `write_off`: 121.6 µs.
///
/// Proof in the state measured on: 4_251 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(121_595_000, 35_017).saturating_add(T::DbWeight::get().reads_writes(13, 4))
}

/// `touch`: 15.8 µs.
///
/// Proof in the state measured on: 633 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(15_805_000, 2_984).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 9.2 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_226_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `on_initialize`: 8.8 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_757_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `migrate_one`: 10.6 µs.
///
/// Proof in the state measured on: 202 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_600_000, 5_511).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}
