//! The promises of the ledger, recounted from storage.

use crate::{ledger::AccountOf, pallet::*};
use alloc::collections::{BTreeMap, BTreeSet};
use atous_primitives::Credit;
use atous_support::{Needs, PutAside};
use frame_support::{ensure, traits::fungible::InspectHold};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Check every invariant of the ledger. For tests and try-runtime: it reads
	/// all accounts.
	///
	/// 1. The sum of all balances, of all that is unvested and of the commons is zero.
	/// 2. The running sums of positive balances and of what is unvested are exact.
	/// 3. Nothing put aside, promised, unvested or remembered is below zero.
	/// 4. Debt, reservations and collateral together stay within the backing, and the
	///    limit too.
	/// 5. What is held of an owner is the sum of the bonds of its devices and of what
	///    is being released.
	/// 6. The number of devices is exact, of each owner too; no device is an owner.
	/// 7. Each device that is enrolled or leaving is kept alive by this pallet.
	/// 8. What is unvested of an account is the sum over its classes.
	///
	/// What is reserved, secured and promised must add up to the open tasks: the market
	/// knows those, and has them compared when it recounts itself
	/// ([`Ledger::check_put_aside`](atous_support::Ledger::check_put_aside)).
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_sums()?;
		Self::check_owners()?;
		for account in Accounts::<T>::iter_values() {
			Self::check_account(&account)?;
		}
		Self::check_bonds()
	}

	/// See [`atous_support::Ledger::check_put_aside`].
	pub(crate) fn compare_put_aside(
		needed: &PutAside<T::AccountId>,
	) -> Result<(), TryRuntimeError> {
		let promised = Books::<T>::get().totals.promised;
		ensure!(promised == needed.promised, "what is promised is not exact");
		let mut found = 0;
		for (device, account) in Accounts::<T>::iter() {
			let named = needed.devices.get(&device);
			found += usize::from(named.is_some());
			let Needs { reserved, open, collateral } = named.copied().unwrap_or_default();
			ensure!(account.reserved == reserved, "what is reserved is not what tasks need");
			ensure!(account.open == open, "the number of open tasks is not exact");
			ensure!(account.collateral == collateral, "what is secured is not what work needs");
		}
		ensure!(found == needed.devices.len(), "something is put aside by nobody");
		Ok(())
	}

	fn check_sums() -> Result<(), TryRuntimeError> {
		let totals = Books::<T>::get().totals;
		let mut sum = totals.commons;
		let (mut positive, mut unvested): (Credit, Credit) = (0, 0);
		for account in Accounts::<T>::iter_values() {
			let holding = account.balance.checked_add(account.unvested);
			sum = holding.and_then(|h| sum.checked_add(h)).ok_or("1: the sum overflows")?;
			positive = positive.saturating_add(account.balance.max(0));
			unvested = unvested.saturating_add(account.unvested);
		}
		ensure!(sum == 0, "1: the sum of all balances and the commons is not zero");
		ensure!(positive == totals.positive, "2: the sum of positive balances is not exact");
		ensure!(unvested == totals.unvested, "2: the sum of what is unvested is not exact");
		ensure!(totals.promised >= 0, "3: the commons promises less than nothing");
		Ok(())
	}

	fn check_owners() -> Result<(), TryRuntimeError> {
		let mut owned = BTreeMap::<T::AccountId, u32>::new();
		let mut devices: u32 = 0;
		for account in Accounts::<T>::iter_values() {
			devices = devices.saturating_add(1);
			let count = owned.entry(account.owner).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(devices == DeviceCount::<T>::get(), "6: the number of devices is not exact");
		let device = owned.keys().any(Accounts::<T>::contains_key);
		ensure!(!device, "6: a device is an owner");
		let stored: BTreeMap<_, _> = OwnedDevices::<T>::iter().collect();
		ensure!(owned == stored, "6: the number of an owner's devices is not exact");
		Ok(())
	}

	fn check_account(account: &AccountOf<T>) -> Result<(), TryRuntimeError> {
		let params = Numbers::<T>::get().current;
		ensure!(account.reserved >= 0, "3: a reservation is below zero");
		ensure!(account.collateral >= 0, "3: a collateral is below zero");
		ensure!(account.history >= 0, "3: a history is below zero");
		ensure!(account.exposure() <= account.backing, "4: more is put aside than is backed");
		ensure!(account.limit(&params) <= account.backing, "4: a limit is above its backing");
		ensure!(account.open > 0 || account.reserved == 0, "3: something is put aside for no task");
		let mut unvested: Credit = 0;
		let mut classes = BTreeSet::new();
		for (class, deferral) in &account.deferrals {
			ensure!(classes.insert(class), "8: a class twice");
			ensure!(deferral.amount > 0, "3: what is unvested is not above zero");
			ensure!(deferral.history >= 0, "3: a history is below zero");
			unvested = unvested.saturating_add(deferral.amount);
		}
		ensure!(account.unvested == unvested, "8: what is unvested is not the sum of its classes");
		Ok(())
	}

	fn check_bonds() -> Result<(), TryRuntimeError> {
		let enrolled = Accounts::<T>::iter().map(|(device, a)| (device, a.owner, a.bond));
		let leaving = Releases::<T>::iter().map(|(device, r)| (device, r.owner, r.amount));
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
