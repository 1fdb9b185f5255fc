//! Bonds: more, less, and what of them comes back when.

use crate::{mock::*, Accounts, Error, Event, HoldReason, Params};
use atous_primitives::CREDIT;
use atous_support::Ledger;
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_runtime::{DispatchResult, TokenError};

fn top_up(who: u8, amount: u128) -> DispatchResult {
	Credits::top_up_bond(RuntimeOrigin::signed(owner(who)), device(1), amount)
}

fn reduce(who: u8, amount: u128) -> DispatchResult {
	Credits::reduce_bond(RuntimeOrigin::signed(owner(who)), device(1), amount)
}

fn claim() -> DispatchResult {
	Credits::claim_bond(RuntimeOrigin::signed(owner(0)), device(1))
}

fn held() -> u128 {
	Balances::balance_on_hold(&HoldReason::Bond.into(), &owner(1))
}

#[test]
fn top_up_bond_raises_the_limit_at_once() {
	build_and_execute(|| {
		let device = enrolled(1);
		System::reset_events();
		assert_ok!(top_up(1, BOND));
		assert_eq!(view(&device).limit, 2 * LIMIT);
		assert_eq!(held(), 2 * BOND);
		let raised = Event::BondRaised { device, owner: owner(1), amount: BOND, bond: 2 * BOND };
		assert_eq!(events(), [raised]);
	});
}

#[test]
fn top_up_bond_by_another_or_without_tokens_fails() {
	build_and_execute(|| {
		assert_noop!(top_up(1, BOND), Error::<Test>::NotEnrolled);
		enrolled(1);
		assert_noop!(top_up(2, BOND), Error::<Test>::NotOwner);
		assert_noop!(top_up(1, FUNDS), TokenError::FundsUnavailable);
		assert_noop!(top_up(1, 0), Error::<Test>::AmountIsZero);
	});
}

#[test]
fn reduce_bond_keeps_what_is_taken_for_the_cool_down() {
	build_and_execute(|| {
		let device = enrolled_with(1, 3 * BOND);
		System::reset_events();
		assert_ok!(reduce(1, BOND));
		assert_eq!((view(&device).bond, view(&device).limit), (2 * BOND, 2 * LIMIT));
		assert_eq!(held(), 3 * BOND);
		let (owner, until) = (owner(1), 1 + COOLDOWN);
		let reduced = Event::BondReduced { device, owner, amount: BOND, bond: 2 * BOND, until };
		assert_eq!(events(), [reduced]);

		assert_noop!(claim(), Error::<Test>::CoolingDown);
		go_to(until);
		assert_ok!(claim());
		assert_eq!(held(), 2 * BOND);
		assert_noop!(claim(), Error::<Test>::NothingToClaim);
		// It is still enrolled, and kept alive.
		assert_eq!(System::sufficients(&crate::mock::device(1)), 1);
	});
}

#[test]
fn reduce_bond_again_starts_the_cool_down_anew() {
	build_and_execute(|| {
		enrolled_with(1, 4 * BOND);
		assert_ok!(reduce(1, BOND));
		go_to(COOLDOWN);
		assert_ok!(reduce(1, BOND));
		go_to(2 * COOLDOWN - 1);
		assert_noop!(claim(), Error::<Test>::CoolingDown);
		go_to(2 * COOLDOWN);
		assert_ok!(claim());
		assert_eq!(held(), 2 * BOND);
	});
}

#[test]
fn reduce_bond_and_leave_are_claimed_together() {
	build_and_execute(|| {
		enrolled_with(1, 3 * BOND);
		assert_ok!(reduce(1, BOND));
		go_to(COOLDOWN);
		assert_ok!(Credits::leave(RuntimeOrigin::signed(owner(1)), device(1)));
		let release = Credits::release_of(device(1)).expect("it waits");
		assert_eq!((release.amount, release.until), (3 * BOND, 2 * COOLDOWN));
		go_to(1 + COOLDOWN);
		assert_noop!(claim(), Error::<Test>::CoolingDown);
		go_to(2 * COOLDOWN);
		assert_ok!(claim());
		assert_eq!((held(), System::sufficients(&device(1))), (0, 0));
	});
}

#[test]
fn reduce_bond_below_the_smallest_fails() {
	build_and_execute(|| {
		enrolled_with(1, 3 * BOND);
		assert_noop!(reduce(1, 2 * BOND + 1), Error::<Test>::BondTooSmall);
		assert_noop!(reduce(1, u128::MAX), Error::<Test>::BondTooSmall);
		assert_ok!(reduce(1, 2 * BOND));
	});
}

#[test]
fn reduce_bond_that_covers_what_is_put_aside_fails() {
	build_and_execute(|| {
		let device = enrolled_with(1, 2 * BOND);
		assert_ok!(Credits::secure(&device, 4 * LIMIT + CREDIT));
		assert_noop!(reduce(1, BOND), Error::<Test>::LimitReached);
		Credits::unsecure(&device, CREDIT);
		assert_ok!(reduce(1, BOND));
		assert_eq!((view(&device).limit, view(&device).collateral), (LIMIT, 4 * LIMIT));
	});
}

#[test]
fn reduce_bond_by_another_or_of_nothing_fails() {
	build_and_execute(|| {
		enrolled_with(1, 2 * BOND);
		assert_noop!(reduce(2, BOND), Error::<Test>::NotOwner);
		assert_noop!(reduce(1, 0), Error::<Test>::AmountIsZero);
	});
}

#[test]
fn reduce_bond_takes_the_lower_rate_with_it() {
	build_and_execute(|| {
		let device = enrolled_with(1, 2 * BOND);
		let params = TestParams::get();
		indebt(&device, 2 * LIMIT);
		set_params(Params { credit_per_token: params.credit_per_token / 2, ..params });
		// Its debt is all it may owe, so the old backing holds.
		assert_eq!(view(&device).backing, 8 * LIMIT);
		grant(&device, 2 * LIMIT - LIMIT / 2);
		assert_ok!(reduce(1, BOND));
		let account = Accounts::<Test>::get(&device).expect("enrolled");
		assert_eq!((account.backing, account.limit(&params)), (2 * LIMIT, LIMIT / 2));
	});
}
