//! What the benchmarks of `pallet_credit` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 10 --repeat 20`
//! * Time: median of 20 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `enroll`: 130.2 µs.
///
/// Proof in the state measured on: 322 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(130_189_000, 31_334).saturating_add(T::DbWeight::get().reads_writes(12, 6))
}

/// `leave`: 240.4 µs.
///
/// Proof in the state measured on: 11_629 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(240_383_000, 132_085).saturating_add(T::DbWeight::get().reads_writes(50, 66))
}

/// `claim_bond`: 60.0 µs.
///
/// Proof in the state measured on: 671 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(59_969_000, 13_164).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 81.8 µs.
///
/// Proof in the state measured on: 983 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(81_835_000, 13_389).saturating_add(T::DbWeight::get().reads_writes(5, 4))
}

/// `reduce_bond`: 26.5 µs.
///
/// Proof in the state measured on: 729 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(26_469_000, 10_693).saturating_add(T::DbWeight::get().reads_writes(4, 3))
}

/// `write_off`: 177.5 µs.
///
/// Proof in the state measured on: 4_620 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(177_534_000, 67_383).saturating_add(T::DbWeight::get().reads_writes(26, 13))
}

/// `touch`: 18.2 µs.
///
/// Proof in the state measured on: 729 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(18_157_000, 8_118).saturating_add(T::DbWeight::get().reads_writes(3, 2))
}

/// `set_params`: 9.7 µs.
///
/// Proof in the state measured on: 277 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_719_000, 5_255).saturating_add(T::DbWeight::get().reads_writes(2, 1))
}

/// `on_initialize`: 8.5 µs.
///
/// Proof in the state measured on: 672 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_545_000, 7_878).saturating_add(T::DbWeight::get().reads_writes(3, 2))
}

/// `migrate_one`: 14.8 µs.
///
/// Proof in the state measured on: 300 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(14_811_000, 10_645).saturating_add(T::DbWeight::get().reads_writes(4, 2))
}
