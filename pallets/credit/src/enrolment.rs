//! How a device comes and goes: consent, bond, departure.

use crate::{
	pallet::*,
	types::{Account, Departure},
};
use alloc::vec::Vec;
use atous_primitives::consent;
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, Verify, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// The bytes a device signs to consent to its enrolment by `owner`, valid
	/// up to and in block `expiry`.
	pub fn consent_message(owner: &T::AccountId, device: &T::AccountId, expiry: u32) -> Vec<u8> {
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		consent::message(&genesis.into(), &owner.clone().into(), &device.clone().into(), expiry)
	}

	pub(crate) fn do_enroll(
		owner: T::AccountId,
		device: T::AccountId,
		bond: u128,
		expiry: u32,
		signature: T::Signature,
	) -> DispatchResult {
		let params = T::Params::get();
		ensure!(bond >= params.min_bond, Error::<T>::BondTooSmall);
		ensure!(owner != device, Error::<T>::OwnerIsDevice);
		ensure!(!Accounts::<T>::contains_key(&owner), Error::<T>::OwnerIsDevice);
		ensure!(!Accounts::<T>::contains_key(&device), Error::<T>::AlreadyEnrolled);
		ensure!(!Departures::<T>::contains_key(&device), Error::<T>::StillLeaving);
		Self::ensure_consent(&owner, &device, expiry, &signature)?;

		T::Currency::hold(&HoldReason::Bond.into(), &owner, bond)?;
		// A device needs no token: its account lives as long as it is enrolled.
		frame_system::Pallet::<T>::inc_sufficients(&device);
		let now = frame_system::Pallet::<T>::block_number();
		Accounts::<T>::insert(&device, Account::new(owner.clone(), bond, now));
		DeviceCount::<T>::mutate(|count| count.saturating_inc());
		Self::deposit_event(Event::Enrolled { device, owner, bond });
		Ok(())
	}

	/// The consent is the device's, for this owner on this chain, and for now.
	fn ensure_consent(
		owner: &T::AccountId,
		device: &T::AccountId,
		expiry: u32,
		signature: &T::Signature,
	) -> DispatchResult {
		let now: u32 = frame_system::Pallet::<T>::block_number().saturated_into();
		ensure!(now <= expiry, Error::<T>::ConsentExpired);
		// A consent is void before the cool-down of a device that leaves is over,
		// so the same one can never bring a device back.
		let longest = T::Params::get().leave_cooldown;
		ensure!(expiry - now < longest, Error::<T>::ConsentTooLong);
		let message = Self::consent_message(owner, device, expiry);
		ensure!(signature.verify(&message[..], device), Error::<T>::BadConsent);
		Ok(())
	}

	pub(crate) fn do_leave(who: T::AccountId, device: T::AccountId) -> DispatchResult {
		let mut account = Accounts::<T>::get(&device).ok_or(Error::<T>::NotEnrolled)?;
		ensure!(account.owner == who, Error::<T>::NotOwner);
		ensure!(account.balance >= 0, Error::<T>::HasDebt);
		ensure!(account.reserved == 0 && account.collateral == 0, Error::<T>::HasReservations);

		let remainder = account.balance;
		Books::<T>::mutate(|totals| totals.collect(&mut account, remainder));
		let until = frame_system::Pallet::<T>::block_number()
			.saturating_add(T::Params::get().leave_cooldown.into());
		let Account { owner, bond, .. } = account;
		Accounts::<T>::remove(&device);
		DeviceCount::<T>::mutate(|count| count.saturating_dec());
		Departures::<T>::insert(&device, Departure { owner: owner.clone(), bond, until });
		Self::deposit_event(Event::Left { device, owner, remainder, until });
		Ok(())
	}

	pub(crate) fn do_claim_bond(device: T::AccountId) -> DispatchResult {
		let Departure { owner, bond, until } =
			Departures::<T>::take(&device).ok_or(Error::<T>::NotLeaving)?;
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now >= until, Error::<T>::CoolingDown);
		T::Currency::release(&HoldReason::Bond.into(), &owner, bond, Precision::Exact)?;
		frame_system::Pallet::<T>::dec_sufficients(&device);
		Self::deposit_event(Event::BondReleased { device, owner, bond });
		Ok(())
	}
}
