//! Offers and the dense vectors that hold them: insertion at the end, removal by
//! moving the last one into the gap, so that a draw is one read whatever the number.

use crate::{pallet::*, Address, Offer};
use atous_primitives::{class::Accelerator, profile, Class, OfferSpec, RuntimeKind, ServedBlock};
use atous_support::{Devices, Ledger, Participation, Quarantine};
use frame_support::{ensure, BoundedVec};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(device: T::AccountId, spec: OfferSpec) -> DispatchResult {
		let standing = T::Ledger::standing(&device).ok_or(Error::<T>::NotEnrolled)?;
		ensure!(!T::Quarantine::is_quarantined(&device), Error::<T>::Quarantined);
		ensure!(Self::is_valid_offer(&spec), Error::<T>::InvalidOffer);
		let longest = Self::params().max_offer_lifetime;
		ensure!((1..=longest).contains(&spec.lifetime), Error::<T>::LifetimeOutOfRange);
		let now = Served::<T>::get();
		ensure!(Self::may_offer(&device, &standing.owner, now), Error::<T>::BackingOff);

		Self::remove_offer(&device);
		let expires = now.saturating_add(spec.lifetime);
		let bond = standing.bond;
		let mut slots = BoundedVec::new();
		for class in &spec.classes {
			let slot = SlotCount::<T>::get(class);
			Slots::<T>::insert(class, slot, &device);
			SlotCount::<T>::insert(class, slot.saturating_add(1));
			ClassBonds::<T>::mutate(class, |sum| *sum = sum.saturating_add(bond));
			slots.try_push(slot).map_err(|_| Error::<T>::InvalidOffer)?;
		}
		LiveBonds::<T>::mutate(|sum| *sum = sum.saturating_add(bond));
		let entry = Self::schedule_offer(expires, &device);
		Self::update_worker(&device, |worker| {
			Self::take_seat(worker, &device, &spec);
			worker.offer = Some(Offer { spec, expires, slots, bond, entry });
		});
		Self::deposit_event(Event::Offered { device, expires });
		Ok(())
	}

	pub(crate) fn do_withdraw(device: &T::AccountId) -> DispatchResult {
		ensure!(Self::remove_offer(device), Error::<T>::NoOffer);
		Self::deposit_event(Event::Withdrawn { device: device.clone() });
		Ok(())
	}

	pub(crate) fn do_announce(device: T::AccountId, address: Address) -> DispatchResult {
		ensure!(T::Ledger::owner_of(&device).is_some(), Error::<T>::NotEnrolled);
		let is_text = core::str::from_utf8(&address).is_ok_and(|text| text.starts_with('/'));
		ensure!(is_text, Error::<T>::InvalidAddress);
		Peers::<T>::insert(&device, address);
		Self::deposit_event(Event::Announced { device });
		Ok(())
	}

	fn is_valid_offer(spec: &OfferSpec) -> bool {
		let mut seen = alloc::collections::BTreeSet::new();
		// A class that the device could never serve would count as its bond's: it would
		// make work there seem open to more than it is.
		let serves = |class: &Class| {
			let limits = class.limits();
			(limits.accelerator == Accelerator::None || limits.accelerator == spec.accelerator)
				&& (limits.runtime == RuntimeKind::Wasm || !spec.code_hashes.is_empty())
		};
		!spec.classes.is_empty()
			&& spec.classes.iter().all(|class| seen.insert(class) && serves(class))
			&& profile::is_known(spec.profile)
			&& spec.cores > 0
			&& spec.memory_mib > 0
	}

	/// Let no more work be given on an offer that has failed its duty. It is taken out
	/// of the vectors in the next block: here that would make every settlement weigh
	/// what the ends of all its devices' offers in all classes weigh.
	pub(crate) fn expire_offer(device: &T::AccountId, now: ServedBlock) {
		Self::update_worker(device, |worker| {
			let Some(offer) = worker.offer.as_mut().filter(|offer| offer.expires > now) else {
				return;
			};
			Agenda::<T>::remove(offer.entry);
			offer.expires = now;
			offer.entry = Self::schedule_offer(now, device);
		});
	}

	/// End the offer, if there is one.
	pub(crate) fn end_offer(device: &T::AccountId) {
		if Self::remove_offer(device) {
			Self::deposit_event(Event::Withdrawn { device: device.clone() });
		}
	}

	/// Take the offer out of all vectors and the agenda. Says whether there was one.
	fn remove_offer(device: &T::AccountId) -> bool {
		let now = Served::<T>::get();
		let taken = Self::update_worker(device, |worker| {
			let offer = worker.offer.take()?;
			worker.record.last_offered = now;
			Some(offer)
		});
		let Some(offer) = taken else { return false };
		let bond = offer.bond;
		for (class, slot) in offer.spec.classes.iter().zip(offer.slots) {
			Self::remove_slot(*class, slot);
			ClassBonds::<T>::mutate(class, |sum| *sum = sum.saturating_sub(bond));
		}
		LiveBonds::<T>::mutate(|sum| *sum = sum.saturating_sub(bond));
		Agenda::<T>::remove(offer.entry);
		true
	}

	/// Close the gap at `slot` with the last device of the class.
	fn remove_slot(class: Class, slot: u32) {
		let count = SlotCount::<T>::get(class);
		let Some(last) = count.checked_sub(1) else { return };
		if let Some(moved) = Slots::<T>::take(class, last) {
			if slot != last {
				Slots::<T>::insert(class, slot, &moved);
				Self::update_worker(&moved, |worker| {
					if let Some(at) = worker.offer.as_mut().and_then(|o| o.slot_mut(class)) {
						*at = slot;
					}
				});
			}
		}
		SlotCount::<T>::insert(class, last);
	}
}

impl<T: Config> Participation<T::AccountId> for Pallet<T> {
	fn is_willing(device: &T::AccountId) -> bool {
		let Some(offer) = Workers::<T>::get(device).offer else { return false };
		let params = Self::params();
		offer.expires > Served::<T>::get()
			&& offer
				.spec
				.classes
				.into_iter()
				.any(|class| offer.spec.reserve_price <= Self::posted(&params, class))
	}

	fn has_left(device: &T::AccountId) {
		Self::end_offer(device);
		Self::leave_seat(device);
		Peers::<T>::remove(device);
		Workers::<T>::remove(device);
	}
}
