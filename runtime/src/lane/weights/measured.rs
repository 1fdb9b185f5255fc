//! What the benchmarks of `lane` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `set_allowance`: 14.2 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn set_allowance<T: frame_system::Config>() -> Weight {
	Weight::from_parts(14_232_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `quota`: 19.0 µs.
///
/// Proof in the state measured on: 623 bytes.
pub fn quota<T: frame_system::Config>() -> Weight {
	Weight::from_parts(19_010_000, 7_729).saturating_add(T::DbWeight::get().reads_writes(3, 1))
}

/// `owner_pays`: 88.4 µs.
///
/// Proof in the state measured on: 971 bytes.
pub fn owner_pays<T: frame_system::Config>() -> Weight {
	Weight::from_parts(88_433_000, 12_903).saturating_add(T::DbWeight::get().reads_writes(5, 2))
}
