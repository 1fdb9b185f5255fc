//! Leaving: when a device may, what stays behind, when the bond comes back.

use crate::{mock::*, Error, Event, HoldReason};
use atous_primitives::CREDIT;
use atous_support::{Devices, Ledger};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};

/// The owner of device 1.
fn owner_of_1() -> AccountId {
	owner(1)
}

fn leave(who: AccountId) -> sp_runtime::DispatchResult {
	Credits::leave(RuntimeOrigin::signed(who), device(1))
}

#[test]
fn leave_works() {
	build_and_execute(|| {
		enrolled(1);
		System::reset_events();
		assert_ok!(leave(owner_of_1()));

		assert_eq!(Credits::owner_of(&device(1)), None);
		assert_eq!(Credits::count(), 0);
		assert_eq!(Balances::balance_on_hold(&HoldReason::Bond.into(), &owner_of_1()), BOND);
		let until = 1 + COOLDOWN;
		assert_eq!(
			events(),
			[Event::Left { device: device(1), owner: owner_of_1(), remainder: 0, until }]
		);
		let release = Credits::release_of(device(1)).expect("the device has left");
		assert_eq!((release.owner, release.amount), (owner_of_1(), BOND));
		assert_eq!(release.until, until);
		assert_eq!(Gone::get(), [device(1)]);
	});
}

#[test]
fn leave_with_credit_leaves_it_to_the_commons() {
	build_and_execute(|| {
		let (device, debtor) = (enrolled(1), enrolled(2));
		work(&debtor, &device, 100 * CREDIT);
		let (before, remainder) = (Credits::commons(), balance(&device));
		assert_ok!(leave(owner_of_1()));
		assert_eq!(Credits::commons(), before + remainder);
	});
}

#[test]
fn leave_with_unvested_pay_leaves_it_to_the_commons() {
	build_and_execute(|| {
		let (device, debtor) = (enrolled(1), enrolled(2));
		let reservation = reserve(&debtor, 100 * CREDIT).expect("within the limit");
		Credits::settle(&debtor, &reservation, &ending(&[unchecked(&device, 100 * CREDIT)]));
		assert_ok!(leave(owner_of_1()));
		assert_eq!(Credits::commons(), 105 * CREDIT);
	});
}

#[test]
fn leave_with_debt_fails() {
	build_and_execute(|| {
		let (device, creditor) = (enrolled(1), enrolled(2));
		work(&device, &creditor, 100 * CREDIT);
		assert_noop!(leave(owner_of_1()), Error::<Test>::HasDebt);
	});
}

#[test]
fn leave_with_open_tasks_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = reserve(&device, CREDIT).expect("within the limit");
		assert_noop!(leave(owner_of_1()), Error::<Test>::HasReservations);
		Credits::release(&device, &reservation);
		assert_ok!(leave(owner_of_1()));
	});
}

#[test]
fn leave_with_an_open_task_that_costs_nothing_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = reserve(&device, 0).expect("within the limit");
		assert_noop!(leave(owner_of_1()), Error::<Test>::HasReservations);
		Credits::release(&device, &reservation);
		assert_ok!(leave(owner_of_1()));
	});
}

#[test]
fn leave_with_collateral_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_ok!(Credits::secure(&device, CREDIT));
		assert_noop!(leave(owner_of_1()), Error::<Test>::HasReservations);
		Credits::unsecure(&device, CREDIT);
		assert_ok!(leave(owner_of_1()));
	});
}

#[test]
fn leave_by_another_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_noop!(leave(owner(2)), Error::<Test>::NotOwner);
		assert_noop!(leave(device), Error::<Test>::NotOwner);
	});
}

#[test]
fn leave_of_a_stranger_fails() {
	build_and_execute(|| {
		assert_noop!(leave(owner_of_1()), Error::<Test>::NotEnrolled);
	});
}

#[test]
fn claim_bond_by_anyone_pays_the_owner() {
	build_and_execute(|| {
		enrolled(1);
		assert_ok!(leave(owner_of_1()));
		System::set_block_number(1 + COOLDOWN);
		System::reset_events();
		assert_ok!(Credits::claim_bond(RuntimeOrigin::signed(owner(3)), device(1)));

		assert_eq!(Balances::free_balance(owner_of_1()), FUNDS);
		assert_eq!(Balances::total_balance_on_hold(&owner_of_1()), 0);
		assert_eq!(System::sufficients(&device(1)), 0);
		let released = Event::BondReleased { device: device(1), owner: owner_of_1(), amount: BOND };
		assert_eq!(events(), [released]);
	});
}

#[test]
fn claim_bond_of_one_device_keeps_the_other_bond() {
	build_and_execute(|| {
		enrolled(1);
		enrolled_with(5, 2 * BOND);
		assert_ok!(leave(owner_of_1()));
		System::set_block_number(1 + COOLDOWN);
		assert_ok!(Credits::claim_bond(RuntimeOrigin::signed(owner_of_1()), device(1)));
		assert_eq!(Balances::balance_on_hold(&HoldReason::Bond.into(), &owner_of_1()), 2 * BOND);
	});
}

#[test]
fn claim_bond_before_the_cool_down_is_over_fails() {
	build_and_execute(|| {
		enrolled(1);
		assert_ok!(leave(owner_of_1()));
		System::set_block_number(COOLDOWN);
		assert_noop!(
			Credits::claim_bond(RuntimeOrigin::signed(owner_of_1()), device(1)),
			Error::<Test>::CoolingDown
		);
	});
}

#[test]
fn claim_bond_of_an_enrolled_device_fails() {
	build_and_execute(|| {
		enrolled(1);
		assert_noop!(
			Credits::claim_bond(RuntimeOrigin::signed(owner_of_1()), device(1)),
			Error::<Test>::NothingToClaim
		);
	});
}

#[test]
fn enroll_again_works_only_after_the_bond_was_claimed() {
	build_and_execute(|| {
		enrolled(1);
		assert_ok!(leave(owner_of_1()));
		System::set_block_number(1 + COOLDOWN);
		let again = || {
			let expiry = System::block_number();
			let consent = consent(1, &owner_of_1(), expiry);
			Credits::enroll(RuntimeOrigin::signed(owner_of_1()), device(1), BOND, expiry, consent)
		};
		assert_noop!(again(), Error::<Test>::StillLeaving);
		assert_ok!(Credits::claim_bond(RuntimeOrigin::signed(owner_of_1()), device(1)));
		assert_ok!(again());
	});
}

#[test]
fn enroll_again_with_the_old_consent_fails() {
	build_and_execute(|| {
		let expiry = COOLDOWN;
		let consent = consent(1, &owner_of_1(), expiry);
		let enroll = || {
			Credits::enroll(
				RuntimeOrigin::signed(owner_of_1()),
				device(1),
				BOND,
				expiry,
				consent.clone(),
			)
		};
		assert_ok!(enroll());
		assert_ok!(leave(owner_of_1()));
		System::set_block_number(1 + COOLDOWN);
		assert_ok!(Credits::claim_bond(RuntimeOrigin::signed(owner_of_1()), device(1)));
		assert_noop!(enroll(), Error::<Test>::ConsentExpired);
	});
}
