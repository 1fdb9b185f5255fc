//! From storage version 1: everything arrives, whatever the size of the steps.

use crate::{
	migration::{v1, AccountsToV2, BooksToV2, Summary},
	mock::*,
	Accounts, Books, DeviceCount, Error, HoldReason, OwnedDevices, Pallet,
};
use atous_primitives::CREDIT;
use atous_support::{Ledger, Reservation};
use codec::Encode;
use frame_support::{
	assert_noop, assert_ok,
	migrations::{SteppedMigration, SteppedMigrationError},
	storage::unhashed,
	traits::{fungible::MutateHold, GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
	weights::{Weight, WeightMeter},
};

type Migration = AccountsToV2<Test>;

/// What one account or departure costs.
fn cost() -> Weight {
	Migration::weight_of_step()
}

/// An account of version 1 for device `number`, and the bond behind it.
fn put_account(number: u8, balance: i128, reserved: i128, collateral: i128) {
	let owner = owner(number % 4);
	assert_ok!(Balances::hold(&HoldReason::Bond.into(), &owner, BOND));
	System::inc_sufficients(&device(number));
	let account = v1::Account { owner, bond: BOND, balance, reserved, collateral, opened: 3u32 };
	unhashed::put_raw(&Accounts::<Test>::hashed_key_for(device(number)), &account.encode());
	DeviceCount::<Test>::mutate(|count| *count += 1);
}

/// Storage as version 1 left it: a debtor, a creditor, one at work, one that has left.
fn put_v1() {
	StorageVersion::new(1).put::<Pallet<Test>>();
	put_account(1, -100 * CREDIT, 20 * CREDIT, 0);
	put_account(2, 90 * CREDIT, 40 * CREDIT, 0);
	put_account(5, 0, 0, 30 * CREDIT);
	let totals = v1::Totals { commons: 10 * CREDIT, positive: 90 * CREDIT };
	unhashed::put_raw(&Books::<Test>::hashed_key(), &totals.encode());
	assert_ok!(Balances::hold(&HoldReason::Bond.into(), &owner(3), BOND));
	System::inc_sufficients(&device(7));
	v1::Departures::<Test>::insert(
		device(7),
		v1::Departure { owner: owner(3), bond: BOND, until: 40u32 },
	);
}

/// Take steps of at most `limit` each until it is done; how many it took.
fn migrate(limit: Weight) -> u32 {
	let mut cursor = None;
	for step in 1..100 {
		let mut meter = WeightMeter::with_limit(limit);
		cursor = Migration::transactional_step(cursor, &mut meter).expect("there is room");
		if cursor.is_none() {
			return step;
		}
	}
	panic!("it goes on for ever");
}

fn migrated(limit: Weight) -> u32 {
	go_to(20);
	put_v1();
	let before: Summary = Migration::summary_of_v1();
	assert_eq!((before.accounts, before.departures, before.bonds), (3, 1, 4 * BOND));
	BooksToV2::<Test>::on_runtime_upgrade();
	let steps = migrate(limit);
	assert_ok!(Migration::check_against(&before));
	steps
}

#[test]
fn migration_brings_everything_at_once() {
	build_and_execute(|| {
		assert_eq!(migrated(Weight::MAX), 1);
		assert_eq!(Pallet::<Test>::on_chain_storage_version(), StorageVersion::new(2));
		let seen = view(&device(1));
		assert_eq!((seen.balance, seen.reserved), (-100 * CREDIT, 20 * CREDIT));
		assert_eq!((seen.limit, seen.history, seen.unvested), (LIMIT, 0, 0));
		assert_eq!((seen.active, seen.earned), (20, 20));
		assert_eq!(view(&device(5)).collateral, 30 * CREDIT);
		assert_eq!(Accounts::<Test>::get(device(2)).map(|account| account.opened), Some(3));
		assert_eq!((Credits::commons(), Credits::books().positive), (10 * CREDIT, 90 * CREDIT));
		assert_eq!(OwnedDevices::<Test>::get(owner(1)), Some(2));
	});
}

#[test]
fn migration_in_the_smallest_steps_brings_the_same() {
	build_and_execute(|| {
		assert!(migrated(cost()) > 4);
		assert_eq!(balance(&device(2)), 90 * CREDIT);
	});
}

#[test]
fn migration_lets_the_bond_of_a_departed_device_be_claimed() {
	build_and_execute(|| {
		migrated(Weight::MAX);
		go_to(40);
		assert_ok!(Credits::claim_bond(RuntimeOrigin::signed(owner(0)), device(7)));
		assert_eq!(Balances::free_balance(owner(3)), FUNDS);
	});
}

#[test]
fn migration_lets_nobody_leave_before_all_tasks_have_ended() {
	build_and_execute(|| {
		migrated(Weight::MAX);
		// How many there are was not counted in version 1.
		let one = Reservation { principal: 20 * CREDIT, ..Default::default() };
		let leave = || Credits::leave(RuntimeOrigin::signed(owner(2)), device(2));
		Credits::release(&device(2), &one);
		assert_noop!(leave(), Error::<Test>::HasReservations);
		Credits::release(&device(2), &one);
		assert_ok!(leave());
	});
}

#[test]
fn migration_without_room_for_one_says_so() {
	build_and_execute(|| {
		let mut meter = WeightMeter::with_limit(cost() - Weight::from_parts(1, 0));
		let required = cost();
		let refused = Migration::step(None, &mut meter);
		assert_eq!(refused, Err(SteppedMigrationError::InsufficientWeight { required }));
	});
}

#[test]
fn migration_leaves_a_ledger_of_version_2_alone() {
	build_and_execute(|| {
		StorageVersion::new(2).put::<Pallet<Test>>();
		work(&enrolled(1), &enrolled(2), 100 * CREDIT);
		let before = (Accounts::<Test>::get(device(2)), Books::<Test>::get());
		BooksToV2::<Test>::on_runtime_upgrade();
		migrate(Weight::MAX);
		assert_eq!((Accounts::<Test>::get(device(2)), Books::<Test>::get()), before);
	});
}
