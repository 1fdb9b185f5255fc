//! Weights of the calls.
//!
//! **Provisional**: set by hand above what similar calls of the SDK measure, and
//! to be replaced by benchmarks on the reference machine. Storage costs come
//! from the runtime's own database weight.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What each call may cost at most.
pub trait WeightInfo {
	/// [`Call::enroll`](crate::Call::enroll).
	fn enroll() -> Weight;
	/// [`Call::leave`](crate::Call::leave).
	fn leave() -> Weight;
	/// [`Call::claim_bond`](crate::Call::claim_bond).
	fn claim_bond() -> Weight;
}

/// Proof size of one map entry with its trie nodes, in bytes.
const ENTRY_PROOF: u64 = 4_000;

/// Provisional weights over the runtime's database weight.
pub struct ProvisionalWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> ProvisionalWeight<T> {
	/// `micros` of computing, and the reads and writes; every read is proved.
	fn of(micros: u64, reads: u64, writes: u64) -> Weight {
		Weight::from_parts(micros.saturating_mul(1_000_000), reads.saturating_mul(ENTRY_PROOF))
			.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
	}
}

impl<T: frame_system::Config> WeightInfo for ProvisionalWeight<T> {
	/// One signature is verified. Reads: two accounts, departure, genesis hash,
	/// device count, the owner's holds and balance, the device's references.
	fn enroll() -> Weight {
		Self::of(150, 8, 5)
	}

	/// Reads and writes: account, departure, totals, device count.
	fn leave() -> Weight {
		Self::of(40, 4, 4)
	}

	/// Reads and writes: departure, the owner's holds and balance, the device's
	/// references.
	fn claim_bond() -> Weight {
		Self::of(60, 4, 4)
	}
}
