//! What the lane costs: measured, see `docs/benchmarks.md`.

mod measured;

use core::marker::PhantomData;
use frame_support::weights::Weight;

/// What the lane's call and extension cost.
pub trait WeightInfo {
	/// `set_allowance`.
	fn set_allowance() -> Weight;
	/// The extension, for a device within its quota.
	fn quota() -> Weight;
	/// The extension, for a device past its quota whose owner pays; the charging of the
	/// fee is in it.
	fn owner_pays() -> Weight;
}

/// Measured times, and the runtime's own database weight for every read and write.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_allowance() -> Weight {
		measured::set_allowance::<T>()
	}
	fn quota() -> Weight {
		measured::quota::<T>()
	}
	fn owner_pays() -> Weight {
		measured::owner_pays::<T>()
	}
}
