//! Whether a log may be anchored, and the recording of it.

use crate::{Anchor, AnchorOf, Anchors, Config, Error, Event, Pallet};
use atous_primitives::{
	merkle::{self, EMPTY_ROOT, MAX_LEAVES},
	FlagSummary, Hash,
};
use atous_support::Devices;
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
	/// Whether [`anchor`](Pallet::anchor) by `device` would succeed now, without
	/// changing anything: for whoever must know before the call is dispatched.
	///
	/// The checks stand in order of their price, the hashing last.
	pub fn check_anchor(
		device: &T::AccountId,
		size: u64,
		root: &Hash,
		proof: &[Hash],
		summary: &FlagSummary,
	) -> Result<(), Error<T>> {
		ensure!(T::Devices::owner_of(device).is_some(), Error::<T>::NotEnrolled);
		// Before anything adds the counts up: below this bound the sum is exact.
		ensure!(size <= MAX_LEAVES, Error::<T>::TooLarge);
		ensure!(summary.total() == size, Error::<T>::SummaryMismatch);

		let (old_size, old_root, old_summary) = match Anchors::<T>::get(device) {
			Some(Anchor { size, root, summary, .. }) => (size, root, summary),
			None => (0, EMPTY_ROOT, FlagSummary::default()),
		};
		ensure!(size > old_size, Error::<T>::NotLarger);
		ensure!(none_fell(&old_summary, summary), Error::<T>::SummaryFell);
		merkle::verify_consistency(old_size, &old_root, size, root, proof)
			.map_err(|_| Error::<T>::BadProof)
	}

	/// Record an anchor after [`check_anchor`](Pallet::check_anchor).
	pub(crate) fn do_anchor(
		device: T::AccountId,
		size: u64,
		root: Hash,
		proof: &[Hash],
		summary: FlagSummary,
	) -> DispatchResult {
		Self::check_anchor(&device, size, &root, proof, &summary)?;
		let block = frame_system::Pallet::<T>::block_number();
		let anchor: AnchorOf<T> = Anchor { size, root, summary, block };
		Anchors::<T>::insert(&device, anchor);
		Self::deposit_event(Event::Anchored { device, size, root });
		Ok(())
	}
}

/// Whether no count of `new` is below that of `old`.
fn none_fell(old: &FlagSummary, new: &FlagSummary) -> bool {
	new.info >= old.info && new.warning >= old.warning && new.critical >= old.critical
}
