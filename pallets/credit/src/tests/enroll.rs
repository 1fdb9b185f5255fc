//! Enrolment: who may, with what consent, for what bond.

use crate::{mock::*, Error, Event, HoldReason};
use atous_primitives::CREDIT;
use atous_support::{Devices, Ledger};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_core::Pair;
use sp_runtime::TokenError;

const EXPIRY: u32 = 10;

/// Enrol device 1 of owner 0 with some consent.
fn enroll_by_consent(
	bond: u128,
	expiry: u32,
	consent: sp_runtime::MultiSignature,
) -> sp_runtime::DispatchResult {
	Credits::enroll(RuntimeOrigin::signed(owner(0)), device(1), bond, expiry, consent)
}

#[test]
fn enroll_works() {
	build_and_execute(|| {
		assert_ok!(enroll_by_consent(BOND, EXPIRY, consent(1, &owner(0), EXPIRY)));

		assert_eq!(Credits::owner_of(&device(1)), Some(owner(0)));
		assert_eq!(Credits::count(), 1);
		assert_eq!(Balances::balance_on_hold(&HoldReason::Bond.into(), &owner(0)), BOND);
		assert_eq!(System::sufficients(&device(1)), 1);
		let enrolled = Event::Enrolled { device: device(1), owner: owner(0), bond: BOND };
		assert_eq!(events(), [enrolled]);
	});
}

#[test]
fn enroll_gives_no_gift() {
	build_and_execute(|| {
		let view = enrolled_view();
		assert_eq!(view.balance, 0);
		assert_eq!(view.backing, 14_400 * CREDIT);
		assert_eq!(view.limit, 3_600 * CREDIT);
		assert_eq!(view.spendable, 2_700 * CREDIT);
	});
}

fn enrolled_view() -> atous_primitives::views::AccountView<AccountId> {
	Credits::account(enrolled(1)).expect("the device is enrolled")
}

#[test]
fn enroll_second_device_of_an_owner_holds_both_bonds() {
	build_and_execute(|| {
		enrolled(1);
		enrolled_with(5, 2 * BOND);
		assert_eq!(Credits::owner_of(&device(1)), Credits::owner_of(&device(5)));
		assert_eq!(Balances::balance_on_hold(&HoldReason::Bond.into(), &owner(1)), 3 * BOND);
	});
}

#[test]
fn enroll_twice_fails() {
	build_and_execute(|| {
		enrolled(1);
		assert_noop!(
			enroll_by_consent(BOND, EXPIRY, consent(1, &owner(0), EXPIRY)),
			Error::<Test>::AlreadyEnrolled
		);
	});
}

#[test]
fn enroll_with_too_small_a_bond_fails() {
	build_and_execute(|| {
		assert_noop!(
			enroll_by_consent(BOND - 1, EXPIRY, consent(1, &owner(0), EXPIRY)),
			Error::<Test>::BondTooSmall
		);
	});
}

#[test]
fn enroll_without_the_tokens_fails() {
	build_and_execute(|| {
		assert_noop!(
			enroll_by_consent(2 * FUNDS, EXPIRY, consent(1, &owner(0), EXPIRY)),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn enroll_in_the_last_block_of_the_consent_works() {
	build_and_execute(|| {
		System::set_block_number(EXPIRY);
		assert_ok!(enroll_by_consent(BOND, EXPIRY, consent(1, &owner(0), EXPIRY)));
	});
}

#[test]
fn enroll_after_the_consent_expired_fails() {
	build_and_execute(|| {
		System::set_block_number(EXPIRY + 1);
		assert_noop!(
			enroll_by_consent(BOND, EXPIRY, consent(1, &owner(0), EXPIRY)),
			Error::<Test>::ConsentExpired
		);
	});
}

#[test]
fn enroll_with_a_consent_that_outlives_a_departure_fails() {
	build_and_execute(|| {
		let expiry = 1 + COOLDOWN;
		assert_noop!(
			enroll_by_consent(BOND, expiry, consent(1, &owner(0), expiry)),
			Error::<Test>::ConsentTooLong
		);
		assert_ok!(enroll_by_consent(BOND, expiry - 1, consent(1, &owner(0), expiry - 1)));
	});
}

#[test]
fn enroll_with_a_consent_to_something_else_fails() {
	build_and_execute(|| {
		let for_another_owner = consent(1, &owner(1), EXPIRY);
		let for_another_time = consent(1, &owner(0), EXPIRY + 1);
		let of_another_device = consent(2, &owner(0), EXPIRY);
		for consent in [for_another_owner, for_another_time, of_another_device] {
			assert_noop!(enroll_by_consent(BOND, EXPIRY, consent), Error::<Test>::BadConsent);
		}
	});
}

#[test]
fn enroll_with_a_consent_for_another_chain_fails() {
	build_and_execute(|| {
		let there = consent(1, &owner(0), EXPIRY);
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(7));
		assert_noop!(enroll_by_consent(BOND, EXPIRY, there), Error::<Test>::BadConsent);
	});
}

#[test]
fn enroll_with_a_consent_in_the_shared_form_works() {
	build_and_execute(|| {
		let genesis = System::block_hash(0);
		let message = atous_primitives::consent::message(
			&genesis.0,
			owner(0).as_ref(),
			device(1).as_ref(),
			EXPIRY,
		);
		assert_ok!(enroll_by_consent(BOND, EXPIRY, key(1).sign(&message).into()));
	});
}

#[test]
fn enroll_of_oneself_fails() {
	build_and_execute(|| {
		assert_noop!(
			Credits::enroll(
				RuntimeOrigin::signed(device(1)),
				device(1),
				BOND,
				EXPIRY,
				consent(1, &device(1), EXPIRY)
			),
			Error::<Test>::OwnerIsDevice
		);
	});
}

#[test]
fn enroll_by_a_device_fails() {
	build_and_execute(|| {
		let owner = enrolled(1);
		assert_noop!(
			Credits::enroll(
				RuntimeOrigin::signed(owner.clone()),
				device(2),
				BOND,
				EXPIRY,
				consent(2, &owner, EXPIRY)
			),
			Error::<Test>::OwnerIsDevice
		);
	});
}

#[test]
fn enroll_of_an_owner_fails() {
	build_and_execute(|| {
		assert_ok!(enroll_by_consent(BOND, EXPIRY, consent(1, &owner(0), EXPIRY)));
		// Owner 0 is the key of a device now; nobody may own it.
		let enroll = Credits::enroll(
			RuntimeOrigin::signed(owner(1)),
			owner(0),
			BOND,
			EXPIRY,
			consent(1, &owner(1), EXPIRY),
		);
		assert_noop!(enroll, Error::<Test>::DeviceIsOwner);
	});
}

#[test]
fn enroll_of_a_former_owner_is_no_longer_refused_for_that() {
	build_and_execute(|| {
		assert_ok!(enroll_by_consent(BOND, EXPIRY, consent(1, &owner(0), EXPIRY)));
		assert_ok!(Credits::leave(RuntimeOrigin::signed(owner(0)), device(1)));
		let enroll = Credits::enroll(
			RuntimeOrigin::signed(owner(1)),
			owner(0),
			BOND,
			EXPIRY,
			consent(1, &owner(1), EXPIRY),
		);
		assert_noop!(enroll, Error::<Test>::BadConsent);
	});
}

#[test]
fn standing_of_a_stranger_is_none() {
	build_and_execute(|| {
		assert_eq!(Credits::standing(&device(1)), None);
		assert_eq!(Credits::owner_of(&owner(0)), None);
		assert_eq!(Credits::account(device(1)), None);
	});
}
