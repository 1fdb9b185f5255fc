//! From storage version 1, a ledger without history, decay and unvested pay, to 2.
//!
//! Two migrations, both needed. [`BooksToV2`] changes the one value that every block
//! reads, at once; [`AccountsToV2`] changes accounts and departures, of which there may
//! be many, step by step. In between no transaction and no market runs.

use crate::{books::State, desk::Desk, pallet::*, types::Release, WeightInfo};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError, VersionedMigration},
	storage::unhashed,
	traits::{Get, UncheckedOnRuntimeUpgrade},
	weights::{Weight, WeightMeter},
};
use scale_info::TypeInfo;
use sp_runtime::traits::SaturatedConversion;

/// The storage of version 1.
pub(crate) mod v1 {
	use crate::{ledger::AccountOf, pallet::*};
	use atous_primitives::Credit;
	use codec::{Decode, Encode};
	use frame_support::{pallet_prelude::OptionQuery, storage_alias, Blake2_128Concat};
	use frame_system::pallet_prelude::BlockNumberFor;

	/// A device's account.
	#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
	pub struct Account<AccountId, BlockNumber> {
		/// The account that posted the bond.
		pub owner: AccountId,
		/// What it posted, in the smallest units of the token.
		pub bond: u128,
		/// Micro-credits; below zero is a debt.
		pub balance: Credit,
		/// Micro-credits put aside for tasks.
		pub reserved: Credit,
		/// Micro-credits put aside as collateral.
		pub collateral: Credit,
		/// Block of enrolment.
		pub opened: BlockNumber,
	}

	/// What the whole ledger adds up to.
	#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
	pub struct Totals {
		/// Balance of the commons, in micro-credits.
		pub commons: Credit,
		/// Sum of all balances above zero, in micro-credits.
		pub positive: Credit,
	}

	/// A device that has left and whose bond is still held.
	#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
	pub struct Departure<AccountId, BlockNumber> {
		/// The account that posted the bond.
		pub owner: AccountId,
		/// The bond, in the smallest units of the token.
		pub bond: u128,
		/// First block in which it can be claimed.
		pub until: BlockNumber,
	}

	/// An account of this runtime.
	pub type AccountIn<T> = Account<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

	/// A departure of this runtime.
	pub type DepartureIn<T> = Departure<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

	/// Devices that have left.
	#[storage_alias]
	pub type Departures<T: Config> = StorageMap<
		Pallet<T>,
		Blake2_128Concat,
		<T as frame_system::Config>::AccountId,
		DepartureIn<T>,
		OptionQuery,
	>;

	/// What an account becomes; its limit stays what it was, for the rate begins at
	/// its cap and history at nothing.
	pub(super) fn renew<T: Config>(old: AccountIn<T>, desk: &super::Desk<T>) -> AccountOf<T> {
		AccountOf::<T> {
			balance: old.balance,
			reserved: old.reserved,
			// How many they were was not counted. One is enough to say that there are some.
			open: u32::from(old.reserved > 0),
			collateral: old.collateral,
			opened: old.opened,
			..desk.new_account(old.owner, old.bond)
		}
	}
}

/// The books, and the storage version with them.
pub type BooksToV2<T> =
	VersionedMigration<1, 2, RenewBooks<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// What [`BooksToV2`] does.
pub struct RenewBooks<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for RenewBooks<T> {
	fn on_runtime_upgrade() -> Weight {
		let old = unhashed::get_raw(&Books::<T>::hashed_key())
			.and_then(|bytes| v1::Totals::decode_all(&mut &bytes[..]).ok())
			.unwrap_or_default();
		let now = frame_system::Pallet::<T>::block_number().saturated_into();
		let mut books = State::new(&Numbers::<T>::get().current, now);
		books.totals.commons = old.commons;
		books.totals.positive = old.positive;
		Books::<T>::put(books);
		T::DbWeight::get().reads_writes(2, 1)
	}
}

/// How far [`AccountsToV2`] has come.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Progress<AccountId> {
	/// The last account that was looked at.
	Account(AccountId),
	/// All accounts are done.
	Departures,
}

/// Accounts and departures, one a step. Accounts of version 2 are left alone, so it
/// does no harm on a chain that began with it.
pub struct AccountsToV2<T>(PhantomData<T>);

impl<T: Config> SteppedMigration for AccountsToV2<T> {
	type Cursor = Progress<T::AccountId>;
	type Identifier = MigrationId<13>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"pallet-credit", version_from: 1, version_to: 2 }
	}

	fn step(
		mut cursor: Option<Self::Cursor>,
		meter: &mut WeightMeter,
	) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
		let required = Self::weight_of_step();
		if !meter.can_consume(required) {
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		while meter.try_consume(required).is_ok() {
			cursor = match cursor {
				None => Self::account_after(None),
				Some(Progress::Account(last)) => Self::account_after(Some(last)),
				Some(Progress::Departures) => Self::departure(),
			};
			if cursor.is_none() {
				break;
			}
		}
		Ok(cursor)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
		Ok(Self::summary_of_v1().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		let before = Summary::decode_all(&mut &state[..]).map_err(|_| "no summary of version 1")?;
		Self::check_against(&before)
	}
}

impl<T: Config> AccountsToV2<T> {
	/// What one step weighs at most, whatever it renews.
	pub(crate) fn weight_of_step() -> Weight {
		T::WeightInfo::migrate_one().max(T::WeightInfo::migrate_departure())
	}

	/// Renew the account after `last`, or the first.
	fn account_after(last: Option<T::AccountId>) -> Option<Progress<T::AccountId>> {
		let mut keys = match last {
			Some(last) => Accounts::<T>::iter_keys_from(Accounts::<T>::hashed_key_for(&last)),
			None => Accounts::<T>::iter_keys(),
		};
		let Some(device) = keys.next() else { return Some(Progress::Departures) };
		if let Some(old) = Self::old_account(&device) {
			OwnedDevices::<T>::mutate(&old.owner, |slot| {
				*slot = Some(slot.unwrap_or_default().saturating_add(1));
			});
			Accounts::<T>::insert(&device, v1::renew::<T>(old, &Desk::open()));
		}
		Some(Progress::Account(device))
	}

	/// The account of a device, if it is of version 1: the shorter of the two.
	fn old_account(device: &T::AccountId) -> Option<v1::AccountIn<T>> {
		let bytes = unhashed::get_raw(&Accounts::<T>::hashed_key_for(device))?;
		v1::AccountIn::<T>::decode_all(&mut &bytes[..]).ok()
	}

	/// Renew one departure; `None` once there is none left.
	fn departure() -> Option<Progress<T::AccountId>> {
		let (device, v1::Departure { owner, bond, until }) =
			v1::Departures::<T>::iter().drain().next()?;
		Releases::<T>::insert(&device, Release { owner, amount: bond, until });
		Some(Progress::Departures)
	}
}

/// What must be the same before and after.
#[cfg(any(feature = "try-runtime", feature = "std"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Summary {
	/// How many accounts there are.
	pub accounts: u32,
	/// How many bonds wait to be claimed.
	pub departures: u32,
	/// Sum of the balances, of what is reserved and of what is collateral, each in
	/// micro-credits.
	pub credit: (i128, i128, i128),
	/// Sum of the bonds, those that wait included, in the smallest units of the token.
	pub bonds: u128,
}

#[cfg(any(feature = "try-runtime", feature = "std"))]
impl Summary {
	fn add_account(&mut self, (balance, reserved, collateral): (i128, i128, i128), bond: u128) {
		self.accounts = self.accounts.saturating_add(1);
		self.credit.0 = self.credit.0.saturating_add(balance);
		self.credit.1 = self.credit.1.saturating_add(reserved);
		self.credit.2 = self.credit.2.saturating_add(collateral);
		self.bonds = self.bonds.saturating_add(bond);
	}

	fn add_departure(&mut self, bond: u128) {
		self.departures = self.departures.saturating_add(1);
		self.bonds = self.bonds.saturating_add(bond);
	}
}

#[cfg(any(feature = "try-runtime", feature = "std"))]
impl<T: Config> AccountsToV2<T> {
	/// What storage of version 1 adds up to.
	pub fn summary_of_v1() -> Summary {
		let mut summary = Summary::default();
		for device in Accounts::<T>::iter_keys() {
			if let Some(old) = Self::old_account(&device) {
				summary.add_account((old.balance, old.reserved, old.collateral), old.bond);
			}
		}
		v1::Departures::<T>::iter_values().for_each(|old| summary.add_departure(old.bond));
		summary
	}

	/// Check that storage of version 2 adds up to the same, and keeps its promises.
	pub fn check_against(before: &Summary) -> Result<(), sp_runtime::TryRuntimeError> {
		let mut after = Summary::default();
		for account in Accounts::<T>::iter_values() {
			let credit = (account.balance, account.reserved, account.collateral);
			after.add_account(credit, account.bond);
		}
		Releases::<T>::iter_values().for_each(|release| after.add_departure(release.amount));
		frame_support::ensure!(after == *before, "version 2 does not add up to version 1");
		frame_support::ensure!(
			v1::Departures::<T>::iter_keys().next().is_none(),
			"a departure was forgotten"
		);
		Pallet::<T>::do_try_state()
	}
}
