//! Devices to measure with, for this pallet and for those that use the ledger.

use super::*;
use crate::types::Deferral;

impl<T: Config> Enrolment<T::AccountId> for Pallet<T>
where
	T::Currency: Mutate<T::AccountId>,
{
	fn enrol(owner: &T::AccountId, device: &T::AccountId) {
		let bond = bond::<T>().saturating_mul(BONDS);
		fund::<T>(owner, bond.saturating_mul(2));
		assert_ok!(Pallet::<T>::take_in(&Desk::open(), owner.clone(), device.clone(), bond));
	}

	fn burden(device: &T::AccountId) {
		let mut desk = Desk::<T>::open();
		let mut account = account_of::<T>(device);
		let threshold = very_positive_above(account.backing, &desk.params);
		desk.books.totals.pay(&mut account, threshold.saturating_mul(2));
		account.history = CREDIT;
		defer_everywhere::<T>(&mut desk, &mut account);
		Accounts::<T>::insert(device, account);
		desk.close();
	}

	fn indebt(device: &T::AccountId) {
		let owed = account_of::<T>(device).backing.div_euclid(32);
		assert_ok!(<Pallet<T> as Ledger<T::AccountId>>::secure(device, owed));
		<Pallet<T> as Ledger<T::AccountId>>::forfeit(device, owed);
	}
}

/// How many of the smallest bonds a device has.
pub(super) const BONDS: u128 = 100;

/// The smallest bond.
pub(super) fn bond<T: Config>() -> u128 {
	Numbers::<T>::get().current.min_bond
}

/// The account of an enrolled device.
pub(super) fn account_of<T: Config>(device: &T::AccountId) -> AccountOf<T> {
	Accounts::<T>::get(device).expect("the device was enrolled")
}

/// Give an account tokens, and some beyond, so that it outlives them.
pub(super) fn fund<T: Config>(who: &T::AccountId, amount: u128)
where
	T::Currency: Mutate<T::AccountId>,
{
	let funds = amount.saturating_add(bond::<T>());
	assert!(T::Currency::mint_into(who, funds).is_ok());
}

/// Put something unvested into every class.
pub(super) fn defer_everywhere<T: Config>(desk: &mut Desk<T>, account: &mut AccountOf<T>) {
	for class in Class::ALL {
		let deferral = Deferral { amount: CREDIT, history: CREDIT };
		desk.books.totals.defer(account, deferral.amount);
		account.defer(class, deferral);
	}
}
