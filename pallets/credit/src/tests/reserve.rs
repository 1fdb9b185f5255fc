//! Putting aside for tasks: how much, on what terms, and back again.

use crate::{mock::*, Error, Event};
use atous_primitives::{Credit, CREDIT};
use atous_support::{Ledger, Reservation};
use frame_support::{assert_noop, assert_ok};

#[test]
fn reserve_moves_nothing() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = reserve(&device, 1_000 * CREDIT).expect("within the limit");
		assert_eq!(balance(&device), 0);
		assert_eq!(view(&device).reserved, reservation.total());
		assert_eq!(Credits::commons(), 0);
	});
}

#[test]
fn reserve_of_debt_with_an_empty_commons_has_the_full_surcharge() {
	build_and_execute(|| {
		let reservation = reserve(&enrolled(1), 1_000 * CREDIT).expect("within the limit");
		let expected = Reservation {
			principal: 1_000 * CREDIT,
			surcharge: 50 * CREDIT,
			bonus: 30 * CREDIT,
			index: reservation.index,
			..Default::default()
		};
		assert_eq!(reservation, expected);
	});
}

#[test]
fn reserve_up_to_the_share_of_tasks_works() {
	build_and_execute(|| {
		let device = enrolled(1);
		// 2,700 credits are for tasks; with a surcharge of 5 % that is 2,571.428571.
		let most = 2_571_428_571;
		assert_noop!(reserve(&device, most + 1), Error::<Test>::LimitReached);
		assert_ok!(reserve(&device, most));
		assert_noop!(reserve(&device, 1), Error::<Test>::LimitReached);
	});
}

#[test]
fn reserve_leaves_the_rest_of_the_backing_for_collateral() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reserved = reserve(&device, 2_571_428_571).expect("within the limit").total();
		let rest = 4 * LIMIT - reserved;
		assert!(Credits::can_secure(&device, rest));
		assert!(!Credits::can_secure(&device, rest + 1));
	});
}

#[test]
fn reserve_beside_collateral_is_less_once_the_backing_is_used_up() {
	build_and_execute(|| {
		let device = enrolled(1);
		let spendable = || view(&device).spendable;
		assert_ok!(Credits::secure(&device, 4 * LIMIT - LIMIT / 4 * 3));
		assert_eq!(spendable(), LIMIT / 4 * 3);
		assert_ok!(Credits::secure(&device, LIMIT / 4));
		assert_eq!(spendable(), LIMIT / 2);
	});
}

#[test]
fn reserve_of_a_premium_has_no_surcharge_on_it() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = Credits::reserve(&device, 1_000 * CREDIT, 70 * CREDIT, 0);
		let reservation = reservation.expect("within the limit");
		assert_eq!((reservation.surcharge, reservation.premium), (50 * CREDIT, 70 * CREDIT));
		assert_eq!(view(&device).reserved, 1_120 * CREDIT);
	});
}

#[test]
fn reserve_of_a_premium_beyond_the_limit_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		let refused = |premium| Credits::reserve(&device, 0, premium, 0);
		assert_noop!(refused(2_700 * CREDIT + 1), Error::<Test>::LimitReached);
		assert_noop!(refused(Credit::MAX), Error::<Test>::LimitReached);
		assert_noop!(refused(-1), Error::<Test>::NegativeAmount);
	});
}

#[test]
fn reserve_of_a_deposit_has_no_surcharge_on_it() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = Credits::reserve(&device, 1_000 * CREDIT, 0, 70 * CREDIT);
		let reservation = reservation.expect("within the limit");
		assert_eq!((reservation.surcharge, reservation.deposit), (50 * CREDIT, 70 * CREDIT));
		assert_eq!(view(&device).reserved, 1_120 * CREDIT);
		Credits::release(&device, &reservation);
		assert_eq!((view(&device).reserved, view(&device).balance), (0, 0));
	});
}

#[test]
fn reserve_of_a_deposit_at_the_limit_works_and_one_beyond_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reserve = |deposit| Credits::reserve(&device, 0, 0, deposit);
		assert_noop!(reserve(2_700 * CREDIT + 1), Error::<Test>::LimitReached);
		assert_noop!(reserve(Credit::MAX), Error::<Test>::LimitReached);
		assert_noop!(reserve(-1), Error::<Test>::NegativeAmount);
		assert_ok!(reserve(2_700 * CREDIT));
	});
}

#[test]
fn reserve_by_a_stranger_fails() {
	build_and_execute(|| {
		assert_noop!(reserve(&device(1), 1), Error::<Test>::NotEnrolled);
	});
}

#[test]
fn reserve_of_less_than_nothing_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_noop!(reserve(&device, -1), Error::<Test>::NegativeAmount);
	});
}

#[test]
fn reserve_of_the_largest_amount_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_noop!(reserve(&device, i128::MAX), Error::<Test>::LimitReached);
	});
}

#[test]
fn quote_is_what_reserve_takes() {
	build_and_execute(|| {
		let device = enrolled(1);
		let quote = quote(&device, 777_777_777);
		assert!(quote.is_ok());
		assert_eq!(view(&device).reserved, 0);
		assert_eq!(reserve(&device, 777_777_777), quote);
	});
}

#[test]
fn release_gives_everything_back() {
	build_and_execute(|| {
		let device = enrolled(1);
		let before = view(&device);
		let reservation = reserve(&device, 1_000 * CREDIT).expect("within the limit");
		Credits::release(&device, &reservation);
		assert_eq!(view(&device), before);
	});
}

#[test]
fn withdraw_leaves_the_deposit_to_the_commons() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = Credits::reserve(&device, 1_000 * CREDIT, CREDIT, 3 * CREDIT)
			.expect("within the limit");
		System::reset_events();
		Credits::withdraw(&device, &reservation);
		assert_eq!((view(&device).reserved, balance(&device)), (0, -3 * CREDIT));
		assert_eq!(Credits::commons(), 3 * CREDIT);
		assert_eq!(events(), [Event::Withdrawn { requester: device, kept: 3 * CREDIT }]);
	});
}

#[test]
fn withdraw_of_more_than_is_reserved_takes_no_more_than_that() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = reserve(&device, CREDIT).expect("within the limit");
		let more = Reservation { deposit: 9 * CREDIT, ..reservation };
		Credits::withdraw(&device, &more);
		assert_eq!((view(&device).reserved, balance(&device)), (0, -reservation.total()));
	});
}

#[test]
fn release_of_more_than_is_reserved_gives_back_what_is() {
	build_and_execute(|| {
		let device = enrolled(1);
		let reservation = reserve(&device, CREDIT).expect("within the limit");
		Credits::release(&device, &Reservation { principal: 9 * CREDIT, ..reservation });
		assert_eq!(view(&device).reserved, 0);
	});
}
