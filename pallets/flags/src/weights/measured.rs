//! What the benchmarks of `pallet_flags` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50 --passes 8`
//! * Time: the least of 8 medians of 50 runs of the runtime's WebAssembly on a state
//!   in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{traits::Get, weights::Weight};

/// `anchor`: 88.2 µs, `p` from 3 to 64 with the most of each.
///
/// Proof in the state measured on: 629 bytes.
pub fn anchor<T: frame_system::Config>(p: u32) -> Weight {
	Weight::from_parts(11_242_000, 5_591)
		.saturating_add(T::DbWeight::get().reads_writes(2, 1))
		.saturating_add(Weight::from_parts(1_203_000, 0).saturating_mul(p.into()))
}
