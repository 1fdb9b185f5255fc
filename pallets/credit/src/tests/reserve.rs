//! Putting aside for tasks: how much, on what terms, and back again.

use crate::{mock::*, Error};
use atous_primitives::CREDIT;
use atous_support::{Ledger, Reservation};
use frame_support::{assert_noop, assert_ok};

#[test]
fn reserve_moves_nothing() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = Credits::reserve(&device, 1_000 * CREDIT).expect("within the limit");
		let view = Credits::account_view(&device).expect("enrolled");
		assert_eq!(view.balance, 0);
		assert_eq!(view.reserved, reservation.total());
		assert_eq!(Credits::commons(), 0);
	});
}

#[test]
fn reserve_of_debt_with_an_empty_commons_has_the_full_surcharge() {
	build_and_execute(|| {
		let reservation = Credits::reserve(&enrolled(1), 1_000 * CREDIT);
		let expected =
			Reservation { principal: 1_000 * CREDIT, surcharge: 50 * CREDIT, bonus: 30 * CREDIT };
		assert_eq!(reservation, Ok(expected));
	});
}

#[test]
fn reserve_up_to_the_share_of_tasks_works() {
	build_and_execute(|| {
		let device = enrolled(1);
		// 2,700 credits are for tasks; with a surcharge of 5 % that is 2,571.428571.
		let most = 2_571_428_571;
		assert_noop!(Credits::reserve(&device, most + 1), Error::<Test>::LimitReached);
		assert_ok!(Credits::reserve(&device, most));
		assert_noop!(Credits::reserve(&device, 1), Error::<Test>::LimitReached);
	});
}

#[test]
fn reserve_leaves_a_quarter_of_the_limit_for_collateral() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_ok!(Credits::reserve(&device, 2_571_428_571));
		assert!(Credits::can_secure(&device, LIMIT / 4));
		assert!(!Credits::can_secure(&device, LIMIT / 4 + 1));
	});
}

#[test]
fn reserve_beside_collateral_beyond_its_quarter_is_less() {
	build_and_execute(|| {
		let device = enrolled(1);
		let spendable = || Credits::account_view(&device).expect("enrolled").spendable;
		assert_ok!(Credits::secure(&device, LIMIT / 4));
		assert_eq!(spendable(), LIMIT / 4 * 3);
		assert_ok!(Credits::secure(&device, LIMIT / 4));
		assert_eq!(spendable(), LIMIT / 2);
	});
}

#[test]
fn reserve_by_a_stranger_fails() {
	build_and_execute(|| {
		assert_noop!(Credits::reserve(&device(1), 1), Error::<Test>::NotEnrolled);
	});
}

#[test]
fn reserve_of_less_than_nothing_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_noop!(Credits::reserve(&device, -1), Error::<Test>::NegativeAmount);
	});
}

#[test]
fn reserve_of_the_largest_amount_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_noop!(Credits::reserve(&device, i128::MAX), Error::<Test>::LimitReached);
	});
}

#[test]
fn quote_is_what_reserve_takes() {
	build_and_execute(|| {
		let device = enrolled(1);
		let quote = Credits::quote(&device, 777_777_777);
		assert!(quote.is_ok());
		assert_eq!(Credits::account_view(&device).expect("enrolled").reserved, 0);
		assert_eq!(Credits::reserve(&device, 777_777_777), quote);
	});
}

#[test]
fn release_gives_everything_back() {
	build_and_execute(|| {
		let device = enrolled(1);
		let before = Credits::account_view(&device);
		let reservation = Credits::reserve(&device, 1_000 * CREDIT).expect("within the limit");
		Credits::release(&device, &reservation);
		assert_eq!(Credits::account_view(&device), before);
	});
}

#[test]
fn release_of_more_than_is_reserved_gives_back_what_is() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = Credits::reserve(&device, CREDIT).expect("within the limit");
		Credits::release(&device, &Reservation { principal: 9 * CREDIT, ..reservation });
		assert_eq!(Credits::account_view(&device).expect("enrolled").reserved, 0);
	});
}
