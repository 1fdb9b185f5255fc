//! What the benchmarks of `pallet_credit` measured. Written by `make weights`: do not edit.
//!
//! * Machine: Intel(R) Xeon(R) Processor, 2 cores
//! * Command: `atous-lab weights --steps 20 --repeat 50`
//! * Time: median of 50 runs of the runtime's WebAssembly on a state in memory
//! * Proof: of values as large as they may be, in maps of a million entries

use frame_support::{traits::Get, weights::Weight};

/// `enroll`: 131.5 µs.
///
/// Proof in the state measured on: 284 bytes.
pub fn enroll<T: frame_system::Config>() -> Weight {
	Weight::from_parts(131_507_000, 25_931).saturating_add(T::DbWeight::get().reads_writes(10, 6))
}

/// `leave`: 238.8 µs.
///
/// Proof in the state measured on: 12_044 bytes.
pub fn leave<T: frame_system::Config>() -> Weight {
	Weight::from_parts(238_755_000, 125_276).saturating_add(T::DbWeight::get().reads_writes(47, 57))
}

/// `claim_bond`: 62.7 µs.
///
/// Proof in the state measured on: 573 bytes.
pub fn claim_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(62_686_000, 13_164).saturating_add(T::DbWeight::get().reads_writes(5, 6))
}

/// `top_up_bond`: 83.8 µs.
///
/// Proof in the state measured on: 618 bytes.
pub fn top_up_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(83_797_000, 7_986).saturating_add(T::DbWeight::get().reads_writes(3, 3))
}

/// `reduce_bond`: 31.3 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn reduce_bond<T: frame_system::Config>() -> Weight {
	Weight::from_parts(31_268_000, 5_290).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}

/// `write_off`: 169.1 µs.
///
/// Proof in the state measured on: 3_899 bytes.
pub fn write_off<T: frame_system::Config>() -> Weight {
	Weight::from_parts(169_087_000, 56_739).saturating_add(T::DbWeight::get().reads_writes(22, 12))
}

/// `touch`: 17.2 µs.
///
/// Proof in the state measured on: 364 bytes.
pub fn touch<T: frame_system::Config>() -> Weight {
	Weight::from_parts(17_177_000, 2_715).saturating_add(T::DbWeight::get().reads_writes(1, 1))
}

/// `set_params`: 12.3 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn set_params<T: frame_system::Config>() -> Weight {
	Weight::from_parts(12_330_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `on_initialize`: 13.3 µs.
///
/// Proof in the state measured on: 239 bytes.
pub fn on_initialize<T: frame_system::Config>() -> Weight {
	Weight::from_parts(13_277_000, 2_475).saturating_add(T::DbWeight::get().reads(1))
}

/// `migrate_one`: 16.6 µs.
///
/// Proof in the state measured on: 202 bytes.
pub fn migrate_one<T: frame_system::Config>() -> Weight {
	Weight::from_parts(16_646_000, 5_242).saturating_add(T::DbWeight::get().reads_writes(2, 2))
}
