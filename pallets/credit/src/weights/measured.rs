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

/// `enroll`: 107.6 µs.
///
/// Proof in the state measured on: 284 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(107_643_000, 26_501).saturating_add(T::DbWeight::get().reads_writes(10, 6))
}

/// `leave`: 165.0 µs.
///
/// Proof in the state measured on: 19_943 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(164_963_000, 116_382).saturating_add(T::DbWeight::get().reads_writes(38, 48))
}

/// `claim_bond`: 48.6 µs.
///
/// Proof in the state measured on: 573 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(48_617_000, 13_449).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 61.8 µs.
///
/// Proof in the state measured on: 903 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(61_795_000, 8_271).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `reduce_bond`: 22.3 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(22_266_000, 5_575).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `write_off`: 107.3 µs.
///
/// Proof in the state measured on: 4_288 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(107_313_000, 35_608).saturating_add(T::DbWeight::get().reads_writes(13, 4))
}

/// `touch`: 13.5 µs.
///
/// Proof in the state measured on: 649 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_530_000, 3_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 7.8 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(7_804_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `on_initialize`: 10.0 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_015_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `migrate_one`: 9.1 µs.
///
/// Proof in the state measured on: 202 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_143_000, 5_527).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `migrate_departure`: 4.6 µs.
///
/// Proof in the state measured on: 153 bytes.
pub fn migrate_departure<T: frame_system::Config>() -> Weight {
	Weight::from_parts(4_593_000, 2_475).saturating_add(T::DbWeight::get().reads_writes(1, 2))
}
