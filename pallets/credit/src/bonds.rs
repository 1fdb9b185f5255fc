//! What happens to a bond between enrolment and the end: more, less, and back to its
//! owner.
//!
//! Tokens that back nothing any more stay held for the cool-down. A device has one
//! entry for them: whatever is added, by reducing the bond again or by leaving, starts
//! its cool-down anew, and all of it is claimed at once.

use crate::{desk::Desk, pallet::*, types::Release};
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision},
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Saturating, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_top_up_bond(
		who: T::AccountId,
		device: T::AccountId,
		amount: u128,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::AmountIsZero);
		Self::owned_by(&who, &device)?;
		T::Currency::hold(&HoldReason::Bond.into(), &who, amount)?;
		let bond = Self::with_account(&device, |desk, account| {
			account.bond = account.bond.saturating_add(amount);
			desk.rebase(account);
			Ok(account.bond)
		})?;
		Self::deposit_event(Event::BondRaised { device, owner: who, amount, bond });
		Ok(())
	}

	pub(crate) fn do_reduce_bond(
		who: T::AccountId,
		device: T::AccountId,
		amount: u128,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::AmountIsZero);
		Self::owned_by(&who, &device)?;
		let bond = Self::with_account(&device, |desk, account| {
			let bond = account.bond.checked_sub(amount).ok_or(Error::<T>::BondTooSmall)?;
			ensure!(bond >= desk.params.min_bond, Error::<T>::BondTooSmall);
			let backing = desk.backing(bond);
			ensure!(account.fits(backing, &desk.params), Error::<T>::LimitReached);
			account.bond = bond;
			account.backing = backing;
			Ok(bond)
		})?;
		let until = Self::set_free(&device, &who, amount);
		Self::deposit_event(Event::BondReduced { device, owner: who, amount, bond, until });
		Ok(())
	}

	/// Let `amount` of a bond go back to its owner after the cool-down, with all that
	/// is on its way already. Returns the first block in which it can be claimed.
	pub(crate) fn set_free(
		device: &T::AccountId,
		owner: &T::AccountId,
		amount: u128,
	) -> BlockNumberFor<T> {
		let desk = Desk::<T>::open();
		let until = desk.now.saturating_add(desk.params.leave_cooldown.into());
		Releases::<T>::mutate(device, |slot| {
			let before = slot.take().map_or(0, |release| release.amount);
			let amount = before.saturating_add(amount);
			*slot = Some(Release { owner: owner.clone(), amount, until });
		});
		until
	}

	pub(crate) fn do_claim_bond(device: T::AccountId) -> DispatchResult {
		let Release { owner, amount, until } =
			Releases::<T>::take(&device).ok_or(Error::<T>::NothingToClaim)?;
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(now >= until, Error::<T>::CoolingDown);
		T::Currency::release(&HoldReason::Bond.into(), &owner, amount, Precision::Exact)?;
		if !Accounts::<T>::contains_key(&device) {
			// It has left; until now its account was kept alive.
			frame_system::Pallet::<T>::dec_sufficients(&device);
		}
		Self::deposit_event(Event::BondReleased { device, owner, amount });
		Ok(())
	}
}
