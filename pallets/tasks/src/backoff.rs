//! Back-off: who fails may not offer again for a while that doubles with each failure
//! in a row.
//!
//! It is kept for the device and for its owner: a machine that is ill does not come
//! back at once, and an owner gains nothing by sending the next machine instead.

use crate::{pallet::*, Params};
use atous_primitives::ServedBlock;
use atous_support::Devices;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Why a device or an owner may not offer for a while.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct BackOff {
	/// Failures in a row; each checked result halves them.
	pub failures: u8,
	/// First served block in which it may offer again.
	pub until: ServedBlock,
}

impl BackOff {
	/// One more failure in a row.
	fn fail(&mut self, params: &Params, now: ServedBlock) {
		let times = 1u32.checked_shl(u32::from(self.failures)).unwrap_or(u32::MAX);
		let wait = params.backoff_base.saturating_mul(times).min(params.backoff_max);
		self.until = self.until.max(now.saturating_add(wait));
		self.failures = self.failures.saturating_add(1);
	}

	/// A checked result: half of the failures are forgotten, the present wait is not.
	pub(crate) fn redeem(&mut self) {
		self.failures /= 2;
	}
}

impl<T: Config> Pallet<T> {
	/// Whether neither the device nor its owner has to wait.
	pub(crate) fn may_offer(device: &T::AccountId, owner: &T::AccountId, now: ServedBlock) -> bool {
		Self::wait_of(device, owner) <= now
	}

	/// The first served block in which a device may offer.
	pub(crate) fn backs_off_until(device: &T::AccountId) -> Option<ServedBlock> {
		let owner = T::Ledger::owner_of(device)?;
		Some(Self::wait_of(device, &owner))
	}

	fn wait_of(device: &T::AccountId, owner: &T::AccountId) -> ServedBlock {
		let own = Workers::<T>::get(device).record.back_off;
		let owners = OwnerBackOff::<T>::get(owner).unwrap_or_default();
		own.until.max(owners.until)
	}

	/// The device was silent or wrong.
	pub(crate) fn note_failure(
		params: &Params,
		device: &T::AccountId,
		owner: &T::AccountId,
		now: ServedBlock,
	) {
		Self::update_worker(device, |worker| worker.record.back_off.fail(params, now));
		OwnerBackOff::<T>::mutate(owner, |back_off| {
			back_off.get_or_insert_default().fail(params, now);
		});
	}

	/// A device of the owner has agreed with others. Says whether that changed anything.
	pub(crate) fn redeem_owner(owner: &T::AccountId, now: ServedBlock) -> bool {
		let Some(mut back_off) = OwnerBackOff::<T>::get(owner) else { return false };
		back_off.redeem();
		if back_off.failures == 0 && back_off.until <= now {
			OwnerBackOff::<T>::remove(owner);
		} else {
			OwnerBackOff::<T>::insert(owner, back_off);
		}
		true
	}
}
