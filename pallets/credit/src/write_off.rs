//! Debts that nobody will pay: the bond is taken in proportion, and the commons takes
//! over the debt.

use crate::{desk::Desk, ledger::AccountOf, limit::proportion, pallet::*};
use atous_primitives::Credit;
use atous_support::Participation;
use frame_support::{
	ensure,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	},
};
use sp_runtime::{
	traits::{SaturatedConversion, Saturating},
	DispatchResult, Rounding,
};

impl<T: Config> Pallet<T> {
	/// What was never checked does not pay a debt, or an unchecked lie would save a
	/// bond: it is lost first.
	pub(crate) fn do_write_off(caller: T::AccountId, device: T::AccountId) -> DispatchResult {
		let mut account = Accounts::<T>::get(&device).ok_or(Error::<T>::NotEnrolled)?;
		let mut desk = Desk::<T>::open();
		let decayed = desk.accrue(&mut account);
		ensure!(account.balance < 0, Error::<T>::HasNoDebt);
		ensure!(Self::has_given_up(&desk, &device, &account), Error::<T>::StillTakingPart);

		Self::lose_unvested(&mut desk, &device, &mut account);
		let (debt, slashed) = Self::take_over_debt(&mut desk, &mut account);
		let owner = account.owner.clone();
		let reward =
			if caller == owner { 0 } else { desk.params.write_off_reward.mul_floor(slashed) };
		Desk::<T>::save(&device, account, decayed);
		desk.close();
		Self::slash(&owner, &caller, slashed, reward)?;
		Self::deposit_event(Event::WrittenOff { device, owner, debt, slashed, reward, caller });
		Ok(())
	}

	/// Whether a debtor offers no work, and has done nothing, or earned nothing, for as
	/// long as that may be.
	fn has_given_up(desk: &Desk<T>, device: &T::AccountId, account: &AccountOf<T>) -> bool {
		let past = |block, most: u32| desk.now.saturating_sub(block) >= most.saturated_into();
		let waited = past(account.active, desk.params.inactivity)
			|| past(account.earned, desk.params.declining);
		waited && !T::Participation::is_willing(device)
	}

	/// Move the debt to the commons, and take from the bond what backed it. Returns
	/// both.
	///
	/// What is put aside stays covered. With a backing B, a debt d, and r and c put
	/// aside, d + r + c ≤ B held before, so r + c ≤ B − d holds after. Where d + r was
	/// within the limit, r is after too: the limit's slope in B is at most one
	/// (with h = H/(B + H) it is (1 + 3h²)/4), so limit(B − d) ≥ limit(B) − d.
	fn take_over_debt(desk: &mut Desk<T>, account: &mut AccountOf<T>) -> (Credit, u128) {
		let debt = account.balance.saturating_neg();
		let bond = Credit::try_from(account.bond).unwrap_or(Credit::MAX);
		let slashed = proportion(bond, debt, account.backing, Rounding::Up).min(bond);
		let slashed = slashed.unsigned_abs();
		desk.books.totals.pay(account, debt);
		let written_off = &mut desk.books.rate.written_off;
		*written_off = written_off.saturating_add(debt);
		account.bond = account.bond.saturating_sub(slashed);
		account.backing = account.backing.saturating_sub(debt).max(0);
		// The rest of the bond is worth at most this at the rate of before, and less
		// is taken only if that covers what is put aside.
		desk.rebase(account);
		(debt, slashed)
	}

	/// Take `slashed` of an owner's bond: `reward` for the caller, the rest burnt.
	fn slash(
		owner: &T::AccountId,
		caller: &T::AccountId,
		slashed: u128,
		reward: u128,
	) -> DispatchResult {
		let reason = HoldReason::Bond.into();
		let (exact, force) = (Precision::Exact, Fortitude::Force);
		if reward > 0 {
			let free = Restriction::Free;
			T::Currency::transfer_on_hold(&reason, owner, caller, reward, exact, free, force)?;
		}
		T::Currency::burn_held(&reason, owner, slashed.saturating_sub(reward), exact, force)?;
		Ok(())
	}
}
