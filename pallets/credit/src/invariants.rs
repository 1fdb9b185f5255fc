//! The promises of the ledger, recounted from storage.

use crate::{ledger::AccountOf, pallet::*};
use alloc::collections::BTreeMap;
use atous_primitives::Credit;
use frame_support::{
	ensure,
	traits::{fungible::InspectHold, Get},
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check every invariant of the ledger. For tests and try-runtime: it reads
	/// all accounts.
	///
	/// 1. The sum of all balances and the commons is zero.
	/// 2. The running sum of positive balances is exact.
	/// 3. Nothing put aside is below zero.
	/// 4. Debt, reservations and collateral together stay within the limit, and
	///    the limit within the backing.
	/// 5. What is held of an owner is the sum of the bonds of its devices, those
	///    that are leaving included.
	/// 6. The number of devices is exact; none is enrolled and leaving at once.
	/// 7. Each of them is kept alive by this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_sums()?;
		for (device, account) in Accounts::<T>::iter() {
			Self::check_account(&device, &account)?;
		}
		Self::check_bonds()
	}

	fn check_sums() -> Result<(), TryRuntimeError> {
		let totals = Books::<T>::get();
		let mut sum = totals.commons;
		let mut positive: Credit = 0;
		let mut devices: u32 = 0;
		for account in Accounts::<T>::iter_values() {
			sum = sum.checked_add(account.balance).ok_or("1: the sum overflows")?;
			positive = positive.saturating_add(account.balance.max(0));
			devices = devices.saturating_add(1);
		}
		ensure!(sum == 0, "1: the sum of all balances and the commons is not zero");
		ensure!(positive == totals.positive, "2: the sum of positive balances is not exact");
		ensure!(devices == DeviceCount::<T>::get(), "6: the number of devices is not exact");
		Ok(())
	}

	fn check_account(device: &T::AccountId, account: &AccountOf<T>) -> Result<(), TryRuntimeError> {
		let params = T::Params::get();
		ensure!(account.reserved >= 0, "3: a reservation is below zero");
		ensure!(account.collateral >= 0, "3: a collateral is below zero");
		let limit = account.limit(&params);
		ensure!(account.exposure() <= limit, "4: more is put aside than the limit allows");
		ensure!(limit <= account.backing(&params), "4: a limit is above its backing");
		ensure!(!Departures::<T>::contains_key(device), "6: a device is enrolled and leaving");
		Ok(())
	}

	fn check_bonds() -> Result<(), TryRuntimeError> {
		let enrolled = Accounts::<T>::iter().map(|(device, a)| (device, a.owner, a.bond));
		let leaving = Departures::<T>::iter().map(|(device, d)| (device, d.owner, d.bond));
		let mut bonds = BTreeMap::<T::AccountId, u128>::new();
		for (device, owner, bond) in enrolled.chain(leaving) {
			let kept = frame_system::Pallet::<T>::sufficients(&device) > 0;
			ensure!(kept, "7: nothing keeps a device's account alive");
			let sum = bonds.entry(owner).or_default();
			*sum = sum.saturating_add(bond);
		}
		for (owner, bond) in bonds {
			let held = T::Currency::balance_on_hold(&HoldReason::Bond.into(), &owner);
			ensure!(held == bond, "5: what is held of an owner is not the sum of its bonds");
		}
		Ok(())
	}
}
