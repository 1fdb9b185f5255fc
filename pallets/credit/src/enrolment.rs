//! How a device comes and goes: consent, account, departure.

use crate::{desk::Desk, ledger::AccountOf, pallet::*, types::Account};
use alloc::vec::Vec;
use atous_primitives::consent;
use atous_support::Participation;
use frame_support::{ensure, traits::fungible::MutateHold};
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
		let desk = Desk::<T>::open();
		ensure!(bond >= desk.params.min_bond, Error::<T>::BondTooSmall);
		ensure!(owner != device, Error::<T>::OwnerIsDevice);
		ensure!(!Accounts::<T>::contains_key(&owner), Error::<T>::OwnerIsDevice);
		ensure!(!Accounts::<T>::contains_key(&device), Error::<T>::AlreadyEnrolled);
		ensure!(!OwnedDevices::<T>::contains_key(&device), Error::<T>::DeviceIsOwner);
		ensure!(!Releases::<T>::contains_key(&device), Error::<T>::StillLeaving);
		Self::ensure_consent(&owner, &device, expiry, &signature, desk.params.leave_cooldown)?;
		Self::take_in(&desk, owner, device, bond)
	}

	/// Open the account of a device that may have one.
	pub(crate) fn take_in(
		desk: &Desk<T>,
		owner: T::AccountId,
		device: T::AccountId,
		bond: u128,
	) -> DispatchResult {
		T::Currency::hold(&HoldReason::Bond.into(), &owner, bond)?;
		// A device needs no token: its account lives as long as it is enrolled.
		frame_system::Pallet::<T>::inc_sufficients(&device);
		Accounts::<T>::insert(&device, desk.new_account(owner.clone(), bond));
		OwnedDevices::<T>::mutate(&owner, |slot| {
			*slot = Some(slot.unwrap_or_default().saturating_add(1));
		});
		DeviceCount::<T>::mutate(|count| count.saturating_inc());
		Self::deposit_event(Event::Enrolled { device, owner, bond });
		Ok(())
	}

	/// The consent is the device's, for this owner on this chain, and for now: valid
	/// for less than `longest` blocks.
	fn ensure_consent(
		owner: &T::AccountId,
		device: &T::AccountId,
		expiry: u32,
		signature: &T::Signature,
		longest: u32,
	) -> DispatchResult {
		let now: u32 = frame_system::Pallet::<T>::block_number().saturated_into();
		ensure!(now <= expiry, Error::<T>::ConsentExpired);
		// A consent is void before the cool-down of a device that leaves is over,
		// so the same one can never bring a device back.
		ensure!(expiry - now < longest, Error::<T>::ConsentTooLong);
		let message = Self::consent_message(owner, device, expiry);
		ensure!(signature.verify(&message[..], device), Error::<T>::BadConsent);
		Ok(())
	}

	pub(crate) fn do_leave(who: T::AccountId, device: T::AccountId) -> DispatchResult {
		let mut account = Self::owned_by(&who, &device)?;
		let put_aside = account.reserved.saturating_add(account.collateral);
		ensure!(account.open == 0 && put_aside == 0, Error::<T>::HasReservations);
		let mut desk = Desk::<T>::open();
		let decayed = desk.accrue(&mut account);
		ensure!(account.balance >= 0, Error::<T>::HasDebt);

		Desk::<T>::tell_decayed(&device, decayed);
		Self::lose_unvested(&mut desk, &device, &mut account);
		let remainder = account.balance;
		desk.books.totals.collect(&mut account, remainder);
		desk.close();
		let Account { owner, bond, .. } = account;
		Accounts::<T>::remove(&device);
		DeviceCount::<T>::mutate(|count| count.saturating_dec());
		OwnedDevices::<T>::mutate_exists(&owner, |slot| {
			*slot = slot.map(|count| count.saturating_sub(1)).filter(|count| *count > 0);
		});
		let until = Self::set_free(&device, &owner, bond);
		Self::deposit_event(Event::Left { device: device.clone(), owner, remainder, until });
		// Last, so that the market finds no account of the device any more.
		T::Participation::has_left(&device);
		Ok(())
	}

	/// The account of a device, if `who` owns it.
	pub(crate) fn owned_by(
		who: &T::AccountId,
		device: &T::AccountId,
	) -> Result<AccountOf<T>, Error<T>> {
		let account = Accounts::<T>::get(device).ok_or(Error::<T>::NotEnrolled)?;
		ensure!(account.owner == *who, Error::<T>::NotOwner);
		Ok(account)
	}
}
