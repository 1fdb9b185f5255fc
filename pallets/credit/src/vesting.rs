//! Pay for work that nobody has checked: how it becomes a device's own, or is lost.

use crate::{
	desk::{add_history, Desk},
	ledger::AccountOf,
	pallet::*,
};
use atous_primitives::{Class, Credit};

impl<T: Config> Pallet<T> {
	/// What the device earned unchecked in `class` goes to its balance, and counts as
	/// history from now on.
	pub(crate) fn do_vest(device: &T::AccountId, class: Class) -> bool {
		let Some(mut account) = Accounts::<T>::get(device) else { return false };
		let Some(deferral) = account.take_deferral(class) else { return false };
		let mut desk = Desk::<T>::open();
		let decayed = desk.accrue(&mut account);
		let totals = &mut desk.books.totals;
		totals.revoke(&mut account, deferral.amount);
		totals.pay(&mut account, deferral.amount);
		account.history = add_history(account.history, deferral.history);
		account.earned = desk.now;
		account.active = desk.now;
		Desk::<T>::save(device, account, decayed);
		desk.close();
		let (device, amount) = (device.clone(), deferral.amount);
		Self::deposit_event(Event::Vested { device, class, amount });
		true
	}

	/// All that the device earned unchecked goes to the commons. Says how much that was.
	pub(crate) fn do_forfeit_unvested(device: &T::AccountId) -> Credit {
		let Some(mut account) = Accounts::<T>::get(device).filter(|a| a.unvested > 0) else {
			return 0;
		};
		let mut desk = Desk::<T>::open();
		let decayed = desk.accrue(&mut account);
		let lost = Self::lose_unvested(&mut desk, device, &mut account);
		Desk::<T>::save(device, account, decayed);
		desk.close();
		lost
	}

	/// Take all that is unvested of an account for the commons.
	pub(crate) fn lose_unvested(
		desk: &mut Desk<T>,
		device: &T::AccountId,
		account: &mut AccountOf<T>,
	) -> Credit {
		if account.unvested <= 0 {
			return 0;
		}
		account.deferrals = Default::default();
		let amount = account.unvested;
		desk.books.totals.revoke(account, amount);
		Self::deposit_event(Event::UnvestedForfeited { device: device.clone(), amount });
		amount
	}
}
