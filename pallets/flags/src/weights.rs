//! What the calls cost.
//!
//! **Provisional**: these numbers are estimates with a margin, not benchmarks.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What each call costs.
pub trait WeightInfo {
	/// [`anchor`](crate::Pallet::anchor) with a proof of `hashes` hashes.
	fn anchor(hashes: u32) -> Weight;
}

/// Everything in an anchor but its proof and the database, in picoseconds of
/// execution: decoding, checks, an event. Provisional: 30 µs.
const ANCHOR_BASE: u64 = 30_000_000;

/// One hash of a proof, in picoseconds of execution: it is hashed into both
/// roots, two SHA-256 blocks each, in WebAssembly. Provisional: 10 µs.
const ANCHOR_PER_HASH: u64 = 10_000_000;

/// Storage proof of an anchor, in bytes: the device's account and its anchor,
/// each with a path in the trie. Provisional.
const ANCHOR_PROOF_SIZE: u64 = 8_192;

/// What one hash of a proof adds to the size of the call, in bytes.
const HASH_LEN: u64 = 32;

/// Provisional weights over the database costs of the runtime `T`.
pub struct ProvisionalWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for ProvisionalWeight<T> {
	fn anchor(hashes: u32) -> Weight {
		// Reads the device's account and its anchor; writes the anchor.
		estimate(hashes).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
}

/// The same without a database, for tests.
impl WeightInfo for () {
	fn anchor(hashes: u32) -> Weight {
		estimate(hashes)
	}
}

fn estimate(hashes: u32) -> Weight {
	let per_hash = Weight::from_parts(ANCHOR_PER_HASH, HASH_LEN);
	Weight::from_parts(ANCHOR_BASE, ANCHOR_PROOF_SIZE)
		.saturating_add(per_hash.saturating_mul(u64::from(hashes)))
}
