//! How a task is paid: out of the requester's reservation, the surcharge and the
//! commons, to balances or to what is unvested.

use crate::{
	desk::{add_history, Desk},
	ledger::AccountOf,
	limit::{open_to_others, proportion, share},
	pallet::*,
	types::Deferral,
};
use atous_primitives::Credit;
use atous_support::{Pay, Reservation, Settlement};
use frame_support::defensive;
use sp_runtime::Rounding;

/// What a settlement has paid so far out of the reservation, in micro-credits.
#[derive(Default)]
struct Paid {
	/// For the work.
	pay: Credit,
	/// On top of it, out of the surcharge.
	bonus: Credit,
}

/// One device's part, in micro-credits.
struct Part {
	/// For the work.
	pay: Credit,
	/// Out of the surcharge.
	bonus: Credit,
	/// Out of the commons, if the device owes.
	matching: Credit,
	/// Whether the work was to check another's.
	is_check: bool,
}

/// A settlement under way.
struct Payroll<'a, T: Config> {
	desk: &'a mut Desk<T>,
	requester: &'a T::AccountId,
	/// The requester's account, up to date and not stored.
	account: &'a mut AccountOf<T>,
	reservation: &'a Reservation,
	settlement: &'a Settlement<'a, T::AccountId>,
}

impl<T: Config> Payroll<'_, T> {
	/// Pay every device its amount, bonus and matching, as far as the principal goes;
	/// then those that checked another's work, from the commons.
	///
	/// Matching only as far as the class is open to others, or friends could ask one another
	/// for what nobody else does and live on the help. And only to who has a record, or what
	/// was taken from liars would come back to those that owe because it was taken.
	fn pay_all(&mut self) -> Paid {
		let Reservation { principal, bonus, .. } = *self.reservation;
		let settlement = self.settlement;
		let matching = share(self.reservation.matching, open_to_others(settlement.openness));
		let mut paid = Paid::default();
		for pay in settlement.pays {
			let amount = pay.amount.min(principal - paid.pay).max(0);
			let of = |whole| proportion(whole, amount, principal, Rounding::Down);
			let matching = if pay.helped { of(matching) } else { 0 };
			let part = Part { pay: amount, bonus: of(bonus), matching, is_check: false };
			let bonus = part.bonus;
			if self.give(pay, part) {
				paid.pay += amount;
				paid.bonus += bonus;
			}
		}
		for pay in settlement.checks {
			let part = Part { pay: pay.amount.max(0), bonus: 0, matching: 0, is_check: true };
			self.give(pay, part);
		}
		paid
	}

	/// Give a device its part. Says whether it got anything: one that is not enrolled
	/// does not.
	fn give(&mut self, pay: &Pay<T::AccountId>, part: Part) -> bool {
		if part.pay == 0 {
			return false;
		}
		if pay.device == *self.requester {
			Self::credit(self.desk, self.settlement, self.account, false, pay, part);
			return true;
		}
		let Some(mut account) = Accounts::<T>::get(&pay.device) else { return false };
		let decayed = self.desk.accrue(&mut account);
		let foreign = account.owner != self.account.owner;
		Self::credit(self.desk, self.settlement, &mut account, foreign, pay, part);
		Desk::<T>::save(&pay.device, account, decayed);
		true
	}

	/// Put a part on the balance, or with what is unvested if nobody has checked the
	/// work. What was done for another owner (`foreign`) counts as history, as far as
	/// its class is open to everyone; levies do not.
	fn credit(
		desk: &mut Desk<T>,
		settlement: &Settlement<'_, T::AccountId>,
		account: &mut AccountOf<T>,
		foreign: bool,
		to: &Pay<T::AccountId>,
		part: Part,
	) {
		let Part { pay, bonus, is_check, .. } = part;
		let matching = if account.balance < 0 { part.matching } else { 0 };
		let amount = pay.saturating_add(bonus).saturating_add(matching);
		let history = if foreign { share(pay, settlement.openness) } else { 0 };
		account.earned = desk.now;
		account.active = desk.now;
		let (device, class) = (to.device.clone(), settlement.class);
		let event = if to.checked {
			desk.books.totals.pay(account, amount);
			account.history = add_history(account.history, history);
			if is_check {
				Event::CheckPaid { device, pay }
			} else {
				Event::Paid { device, pay, bonus, matching }
			}
		} else {
			desk.books.totals.defer(account, amount);
			account.defer(class, Deferral { amount, history });
			Event::Deferred { device, class, pay, bonus, matching }
		};
		Pallet::<T>::deposit_event(event);
	}
}

impl<T: Config> Pallet<T> {
	/// A device that is not enrolled is not paid, and its share goes back to the
	/// requester. Bonuses and matching are rounded down and the surcharge up: what is
	/// between them stays with the commons.
	pub(crate) fn do_settle(
		requester: &T::AccountId,
		reservation: &Reservation,
		settlement: &Settlement<'_, T::AccountId>,
	) {
		let total = reservation.total();
		let covered = |account: &AccountOf<T>| total >= 0 && account.reserved >= total;
		let Some(mut account) = Accounts::<T>::get(requester).filter(covered) else {
			// Paying what was not put aside could take a debt beyond its backing.
			defensive!("a settlement needs its reservation");
			return;
		};
		let mut desk = Desk::<T>::open();
		let decayed = desk.accrue(&mut account);
		desk.unpromise(reservation.matching);
		let (account_now, desk_now) = (&mut account, &mut desk);
		let Paid { pay, bonus } =
			Payroll { desk: desk_now, requester, account: account_now, reservation, settlement }
				.pay_all();

		let surcharge = proportion(reservation.surcharge, pay, reservation.principal, Rounding::Up);
		let premium = settlement.premium.clamp(0, reservation.premium.max(0));
		let charged = pay.saturating_add(surcharge).saturating_add(premium);
		desk.release(requester, account, decayed, reservation, charged);
		let requester = requester.clone();
		Self::deposit_event(Event::Charged { requester, pay, surcharge, bonus, premium });
	}
}
