//! What the benchmarks of `pallet_credit` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `enroll`: 181.0 µs.
///
/// Proof in the state measured on: 322 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(181_010_000, 31_334).saturating_add(T::DbWeight::get().reads_writes(12, 6))
}

/// `leave`: 272.9 µs.
///
/// Proof in the state measured on: 11_629 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(272_890_000, 132_085).saturating_add(T::DbWeight::get().reads_writes(50, 66))
}

/// `claim_bond`: 60.2 µs.
///
/// Proof in the state measured on: 671 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(60_208_000, 13_164).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 75.6 µs.
///
/// Proof in the state measured on: 983 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(75_566_000, 13_389).saturating_add(T::DbWeight::get().reads_writes(5, 4))
}

/// `reduce_bond`: 34.1 µs.
///
/// Proof in the state measured on: 729 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(34_100_000, 10_693).saturating_add(T::DbWeight::get().reads_writes(4, 3))
}

/// `write_off`: 189.1 µs.
///
/// Proof in the state measured on: 4_620 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(189_135_000, 67_529).saturating_add(T::DbWeight::get().reads_writes(26, 13))
}

/// `touch`: 18.9 µs.
///
/// Proof in the state measured on: 729 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(18_867_000, 8_118).saturating_add(T::DbWeight::get().reads_writes(3, 2))
}

/// `set_params`: 9.3 µs.
///
/// Proof in the state measured on: 277 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(9_306_000, 5_255).saturating_add(T::DbWeight::get().reads_writes(2, 1))
}

/// `on_initialize`: 8.5 µs.
///
/// Proof in the state measured on: 672 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(8_482_000, 7_878).saturating_add(T::DbWeight::get().reads_writes(3, 2))
}

/// `migrate_one`: 11.6 µs.
///
/// Proof in the state measured on: 300 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(11_644_000, 10_645).saturating_add(T::DbWeight::get().reads_writes(4, 2))
}
