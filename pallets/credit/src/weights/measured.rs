//! What the benchmarks of `pallet_credit` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `enroll`: 134.7 µs.
///
/// Proof in the state measured on: 406 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(134_747_000, 31_334).saturating_add(T::DbWeight::get().reads_writes(12, 6))
}

/// `leave`: 257.5 µs.
///
/// Proof in the state measured on: 11_629 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(257_535_000, 132_085).saturating_add(T::DbWeight::get().reads_writes(50, 66))
}

/// `claim_bond`: 61.9 µs.
///
/// Proof in the state measured on: 671 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(61_944_000, 13_164).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 76.4 µs.
///
/// Proof in the state measured on: 983 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(76_447_000, 13_389).saturating_add(T::DbWeight::get().reads_writes(5, 4))
}

/// `reduce_bond`: 27.9 µs.
///
/// Proof in the state measured on: 729 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(27_940_000, 10_693).saturating_add(T::DbWeight::get().reads_writes(4, 3))
}

/// `write_off`: 164.3 µs.
///
/// Proof in the state measured on: 4_620 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(164_284_000, 67_529).saturating_add(T::DbWeight::get().reads_writes(26, 13))
}

/// `touch`: 17.6 µs.
///
/// Proof in the state measured on: 729 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(17_624_000, 8_118).saturating_add(T::DbWeight::get().reads_writes(3, 2))
}

/// `set_params`: 10.1 µs.
///
/// Proof in the state measured on: 277 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(10_124_000, 5_255).saturating_add(T::DbWeight::get().reads_writes(2, 1))
}

/// `on_initialize`: 9.6 µs.
///
/// Proof in the state measured on: 672 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_615_000, 7_878).saturating_add(T::DbWeight::get().reads_writes(3, 2))
}

/// `migrate_one`: 13.7 µs.
///
/// Proof in the state measured on: 300 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_686_000, 10_645).saturating_add(T::DbWeight::get().reads_writes(4, 2))
}
