//! Where every operation begins and ends: the numbers, the books and the time are
//! read once, accounts are brought up to date, and all of it is stored once.

use crate::{
	books::State,
	decay::decay,
	ledger::AccountOf,
	limit::{self, MAX_BACKING},
	pallet::*,
	params::Params,
	types::Account,
};
use atous_primitives::Credit;
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::SaturatedConversion;

/// What an operation works on.
pub(crate) struct Desk<T: Config> {
	/// The numbers in force.
	pub params: Params,
	/// The books, as they will be stored.
	pub books: State,
	/// The books, as they were read.
	read: State,
	/// This block.
	pub now: BlockNumberFor<T>,
	/// Where the clock of demurrage stands.
	pub index: u128,
	/// Where the clock of history stands.
	age: u128,
}

impl<T: Config> Desk<T> {
	/// Read what every operation needs.
	pub fn open() -> Self {
		let params = Numbers::<T>::get().current;
		let books = Books::<T>::get();
		let now = frame_system::Pallet::<T>::block_number();
		let block = now.saturated_into();
		Self {
			params,
			index: books.demurrage.at(block),
			age: books.ageing.at(block),
			read: books,
			books,
			now,
		}
	}

	/// The account of a device that is enrolled now: at zero, and up to date. There is
	/// no gift; the limit is what a newcomer can begin with.
	pub fn new_account(&self, owner: T::AccountId, bond: u128) -> AccountOf<T> {
		Account {
			owner,
			bond,
			backing: self.backing(bond),
			floor: self.params.very_positive_floor,
			balance: 0,
			reserved: 0,
			open: 0,
			collateral: 0,
			unvested: 0,
			deferrals: Default::default(),
			history: limit::NO_HISTORY,
			index: self.index,
			age: self.age,
			touched: self.now,
			earned: self.now,
			active: self.now,
			opened: self.now,
		}
	}

	/// Bring an account up to date: history fades, what is free above the threshold
	/// decays, and the backing follows the rate. Returns what has gone to the commons.
	///
	/// The order matters. What decays is reckoned with the threshold and the backing that
	/// held until now, and whether a lower backing is enough with the history of now.
	///
	/// A changed threshold holds from an account's next touch, and a changed rate too: anybody
	/// may touch it. Otherwise touching more often changes nothing but rounding, which
	/// favours the commons.
	pub fn accrue(&mut self, account: &mut AccountOf<T>) -> Credit {
		account.history = decay(account.history, self.age.saturating_sub(account.age));
		let decayed = self.decayed(account, Credit::MAX, account.index);
		self.books.totals.collect(account, decayed);
		account.floor = self.params.very_positive_floor;
		self.rebase(account);
		if account.balance >= 0 {
			account.earned = self.now;
		}
		account.age = self.age;
		account.index = self.index;
		account.touched = self.now;
		decayed
	}

	/// Let the backing follow the bond and the rate. A lower one is taken only once
	/// the account fits into it, so that a debt never exceeds its
	/// backing, whatever becomes of the rate.
	pub fn rebase(&self, account: &mut AccountOf<T>) {
		let backing = self.backing(account.bond);
		if backing >= account.backing || account.fits(backing, &self.params) {
			account.backing = backing;
		}
	}

	/// What a bond is worth now, in micro-credits.
	pub fn backing(&self, bond: u128) -> Credit {
		limit::backing(bond, self.books.rate.credit_per_token, self.params.token)
	}

	/// What has decayed since the clock stood at `index`, of at most `amount` of what
	/// is free above the threshold.
	fn decayed(&self, account: &AccountOf<T>, amount: Credit, index: u128) -> Credit {
		let excess = account.excess().min(amount);
		excess.saturating_sub(decay(excess, self.index.saturating_sub(index)))
	}

	/// Let `amount` that has just become free decay as if it had never been put aside,
	/// which it was when the clock stood at `index`. Nobody escapes demurrage by
	/// asking for work and taking the request back. Returns what has gone to the
	/// commons; never so much that the rest would not cover what is put aside.
	pub fn catch_up(&mut self, account: &mut AccountOf<T>, amount: Credit, index: u128) -> Credit {
		let decayed = self.decayed(account, amount.max(0), index);
		self.books.totals.collect(account, decayed);
		decayed
	}

	/// What the commons should hold, in micro-credits.
	pub fn target(&self) -> Credit {
		limit::commons_target(self.books.totals.positive, &self.params)
	}

	/// Store an account, and tell what has decayed of it.
	pub fn save(device: &T::AccountId, account: AccountOf<T>, decayed: Credit) {
		Accounts::<T>::insert(device, account);
		Self::tell_decayed(device, decayed);
	}

	/// Tell what has decayed of an account, if anything has.
	pub fn tell_decayed(device: &T::AccountId, amount: Credit) {
		if amount > 0 {
			Pallet::<T>::deposit_event(Event::Decayed { device: device.clone(), amount });
		}
	}

	/// Store the books, if they have changed.
	pub fn close(self) {
		if self.books != self.read {
			Books::<T>::put(self.books);
		}
	}
}

/// History with `more`, up to what can be counted.
pub(crate) fn add_history(history: Credit, more: Credit) -> Credit {
	history.saturating_add(more).min(MAX_BACKING)
}
