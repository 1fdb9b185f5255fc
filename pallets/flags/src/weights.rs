//! What the calls cost: measured, see `docs/benchmarks.md`.

mod measured;

use core::marker::PhantomData;
use frame_support::weights::Weight;

/// What each call costs.
pub trait WeightInfo {
	/// [`anchor`](crate::Pallet::anchor) with a proof of `hashes` hashes.
	fn anchor(hashes: u32) -> Weight;
}

/// Measured times, and the runtime's own database weight for every read and write.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn anchor(hashes: u32) -> Weight {
		measured::anchor::<T>(hashes)
	}
}
