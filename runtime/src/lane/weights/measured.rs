//! What the benchmarks of `lane` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `set_allowance`: 12.5 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn set_allowance<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_477_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `quota`: 17.8 µs.
///
/// Proof in the state measured on: 623 bytes.
pub fn quota<T: frame_system::Config>() -> Weight {
	Weight::from_parts(17_787_000, 7_729).saturating_add(T::DbWeight::get().reads_writes(3, 1))
}

/// `owner_pays`: 70.7 µs.
///
/// Proof in the state measured on: 971 bytes.
pub fn owner_pays<T: frame_system::Config>() -> Weight {
	Weight::from_parts(70_718_000, 12_903).saturating_add(T::DbWeight::get().reads_writes(5, 2))
}
