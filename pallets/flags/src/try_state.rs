//! What must hold of the pallet's storage at every moment.

use crate::{Anchors, Config, Pallet};
use atous_primitives::merkle::MAX_LEAVES;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check the invariants:
	///
	/// 1. every anchor covers at least one flag and at most 2^63;
	/// 2. the counts of its summary add up to its size;
	/// 3. it was not recorded in a block that is yet to come.
	///
	/// Anchors of devices that are not enrolled are no error: they stay as evidence.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let now = frame_system::Pallet::<T>::block_number();
		for anchor in Anchors::<T>::iter_values() {
			ensure!(
				(1..=MAX_LEAVES).contains(&anchor.size),
				"flags 1: anchor of an impossible size"
			);
			ensure!(anchor.summary.total() == anchor.size, "flags 2: summary does not add up");
			ensure!(anchor.block <= now, "flags 3: anchor from the future");
		}
		Ok(())
	}
}
