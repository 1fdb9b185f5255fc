//! What the market does with credit: ask, put aside, give back, forfeit. Paying is in
//! `settlement`.

use crate::{desk::Desk, limit, pallet::*, types::Account};
use atous_primitives::{Class, Credit};
use atous_support::{Devices, Ledger, Reservation, Settlement, Standing};
use frame_support::ensure;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{DispatchError, DispatchResult};

/// A device's account in this runtime.
pub(crate) type AccountOf<T> = Account<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

impl<T: Config> Desk<T> {
	/// The account of a device, brought up to date but not stored, for who only looks.
	pub fn glance(&mut self, device: &T::AccountId) -> Option<AccountOf<T>> {
		let mut account = Accounts::<T>::get(device)?;
		self.accrue(&mut account);
		Some(account)
	}

	/// What putting `principal`, `premium` and `deposit` aside takes of this account:
	/// the terms that are fixed when it is.
	pub fn terms(
		&self,
		account: &AccountOf<T>,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
	) -> Result<Reservation, Error<T>> {
		let spendable = account.spendable(&self.params);
		let least = principal.min(premium).min(deposit);
		ensure!(least >= 0, Error::<T>::NegativeAmount);
		// Before the levies, so that they are reckoned on a bounded amount.
		let wanted = principal.saturating_add(premium).saturating_add(deposit);
		ensure!(wanted <= spendable, Error::<T>::LimitReached);

		let financed = principal.saturating_sub(account.covered().max(0)).max(0);
		let (commons, target) = (self.books.totals.available(), self.target());
		let surcharge = limit::surcharge(financed, commons, target, self.params.surcharge);
		let reservation = Reservation {
			principal,
			premium,
			surcharge,
			bonus: limit::share(surcharge, self.params.bonus_share),
			matching: limit::matching(principal, commons, target, self.params.matching),
			index: self.index,
			deposit,
		};
		ensure!(reservation.total() <= spendable, Error::<T>::LimitReached);
		Ok(reservation)
	}

	/// The commons keeps `matching` for an open task.
	fn promise(&mut self, matching: Credit) {
		let totals = &mut self.books.totals;
		totals.promised = totals.promised.saturating_add(matching);
	}

	/// The task has ended: what the commons kept for it is free again.
	pub fn unpromise(&mut self, matching: Credit) {
		let totals = &mut self.books.totals;
		totals.promised -= matching.clamp(0, totals.promised);
	}

	/// The task has ended: of what its requester had put aside, at most what there is,
	/// `charged` leaves the account and the rest is free again. Stores the account, of which
	/// `decayed` has gone to the commons so far, and the books.
	pub fn release(
		mut self,
		requester: &T::AccountId,
		mut account: AccountOf<T>,
		decayed: Credit,
		reservation: &Reservation,
		charged: Credit,
	) {
		let total = reservation.total().clamp(0, account.reserved);
		account.reserved -= total;
		account.open = account.open.saturating_sub(1);
		self.books.totals.collect(&mut account, charged);
		let rest = total.saturating_sub(charged);
		let caught = self.catch_up(&mut account, rest, reservation.index);
		Self::save(requester, account, decayed.saturating_add(caught));
		self.close();
	}
}

impl<T: Config> Pallet<T> {
	/// Do something to a device's account, brought up to date, and store it with the
	/// books. Nothing is stored or told if it fails.
	pub(crate) fn with_account<R>(
		device: &T::AccountId,
		work: impl FnOnce(&mut Desk<T>, &mut AccountOf<T>) -> Result<R, DispatchError>,
	) -> Result<R, DispatchError> {
		let mut account = Accounts::<T>::get(device).ok_or(Error::<T>::NotEnrolled)?;
		let mut desk = Desk::<T>::open();
		let decayed = desk.accrue(&mut account);
		let result = work(&mut desk, &mut account)?;
		Desk::<T>::save(device, account, decayed);
		desk.close();
		Ok(result)
	}

	/// Give back what was put aside for a task, at most what there is, but for what the
	/// commons keeps of it.
	fn give_back(requester: &T::AccountId, reservation: &Reservation, kept: Credit) {
		let mut desk = Desk::<T>::open();
		desk.unpromise(reservation.matching);
		let Some(mut account) = Accounts::<T>::get(requester) else { return desk.close() };
		let decayed = desk.accrue(&mut account);
		let kept = kept.clamp(0, reservation.total().clamp(0, account.reserved));
		desk.release(requester, account, decayed, reservation, kept);
		if kept > 0 {
			let requester = requester.clone();
			Self::deposit_event(Event::Withdrawn { requester, kept });
		}
	}
}

impl<T: Config> Devices<T::AccountId> for Pallet<T> {
	fn owner_of(device: &T::AccountId) -> Option<T::AccountId> {
		Accounts::<T>::get(device).map(|account| account.owner)
	}

	fn count() -> u32 {
		DeviceCount::<T>::get()
	}
}

impl<T: Config> Ledger<T::AccountId> for Pallet<T> {
	fn standing(device: &T::AccountId) -> Option<Standing<T::AccountId>> {
		let mut desk = Desk::<T>::open();
		let account = desk.glance(device)?;
		Some(Standing {
			bond: account.bond,
			balance: account.balance,
			backing: account.backing,
			limit: account.limit(&desk.params),
			securable: account.securable(),
			tier: account.tier(&desk.params),
			open: account.open,
			owner: account.owner,
		})
	}

	fn quote(
		requester: &T::AccountId,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
	) -> Result<Reservation, DispatchError> {
		let mut desk = Desk::<T>::open();
		let account = desk.glance(requester).ok_or(Error::<T>::NotEnrolled)?;
		Ok(desk.terms(&account, principal, premium, deposit)?)
	}

	fn reserve(
		requester: &T::AccountId,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
	) -> Result<Reservation, DispatchError> {
		Self::with_account(requester, |desk, account| {
			let reservation = desk.terms(account, principal, premium, deposit)?;
			account.reserved = account.reserved.saturating_add(reservation.total());
			account.open = account.open.saturating_add(1);
			account.active = desk.now;
			desk.promise(reservation.matching);
			Ok(reservation)
		})
	}

	fn release(requester: &T::AccountId, reservation: &Reservation) {
		Self::give_back(requester, reservation, 0);
	}

	fn withdraw(requester: &T::AccountId, reservation: &Reservation) {
		Self::give_back(requester, reservation, reservation.deposit);
	}

	fn settle(
		requester: &T::AccountId,
		reservation: &Reservation,
		settlement: &Settlement<'_, T::AccountId>,
	) {
		Self::do_settle(requester, reservation, settlement);
	}

	fn vest(device: &T::AccountId, class: Class) -> bool {
		Self::do_vest(device, class)
	}

	fn forfeit_unvested(device: &T::AccountId) -> Credit {
		Self::do_forfeit_unvested(device)
	}

	fn can_secure(device: &T::AccountId, amount: Credit) -> bool {
		let mut desk = Desk::<T>::open();
		amount >= 0 && desk.glance(device).is_some_and(|account| amount <= account.securable())
	}

	fn secure(device: &T::AccountId, amount: Credit) -> DispatchResult {
		ensure!(amount >= 0, Error::<T>::NegativeAmount);
		Self::with_account(device, |desk, account| {
			ensure!(amount <= account.securable(), Error::<T>::LimitReached);
			account.collateral = account.collateral.saturating_add(amount);
			account.active = desk.now;
			Ok(())
		})
	}

	/// At most what is put aside.
	fn unsecure(device: &T::AccountId, amount: Credit) {
		// A device that has left has nothing to get back.
		let _ = Self::with_account(device, |_, account| {
			account.collateral -= amount.clamp(0, account.collateral);
			Ok(())
		});
	}

	/// At most what is put aside.
	fn forfeit(device: &T::AccountId, amount: Credit) {
		let taken = Self::with_account(device, |desk, account| {
			let taken = amount.clamp(0, account.collateral);
			account.collateral -= taken;
			desk.books.totals.collect(account, taken);
			Ok(taken)
		});
		if let Some(amount) = taken.ok().filter(|taken| *taken > 0) {
			Self::deposit_event(Event::Forfeited { device: device.clone(), amount });
		}
	}

	#[cfg(any(feature = "try-runtime", feature = "std"))]
	fn check_put_aside(
		needed: &atous_support::PutAside<T::AccountId>,
	) -> Result<(), sp_runtime::TryRuntimeError> {
		Self::compare_put_aside(needed)
	}
}
