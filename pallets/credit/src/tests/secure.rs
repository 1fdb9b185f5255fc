//! Collateral: put aside, given back, forfeited.

use crate::{mock::*, Error, Event};
use atous_primitives::CREDIT;
use atous_support::Ledger;
use frame_support::{assert_noop, assert_ok};

fn collateral(device: &AccountId) -> i128 {
	Credits::account_view(device).expect("enrolled").collateral
}

#[test]
fn secure_up_to_the_whole_backing_works() {
	build_and_execute(|| {
		let device = enrolled(1);
		let backing = 4 * LIMIT;
		assert!(Credits::can_secure(&device, backing));
		assert!(!Credits::can_secure(&device, backing + 1));
		assert_noop!(Credits::secure(&device, backing + 1), Error::<Test>::LimitReached);
		assert_ok!(Credits::secure(&device, backing));
		assert_eq!((balance(&device), collateral(&device)), (0, backing));
		assert!(!Credits::can_secure(&device, 1));
	});
}

#[test]
fn secure_of_less_than_nothing_fails() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert!(!Credits::can_secure(&device, -1));
		assert_noop!(Credits::secure(&device, -1), Error::<Test>::NegativeAmount);
	});
}

#[test]
fn secure_by_a_stranger_fails() {
	build_and_execute(|| {
		assert!(!Credits::can_secure(&device(1), 0));
		assert_noop!(Credits::secure(&device(1), 0), Error::<Test>::NotEnrolled);
	});
}

#[test]
fn unsecure_gives_back() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_ok!(Credits::secure(&device, 10 * CREDIT));
		Credits::unsecure(&device, 4 * CREDIT);
		assert_eq!(collateral(&device), 6 * CREDIT);
		Credits::unsecure(&device, 9 * CREDIT);
		assert_eq!(collateral(&device), 0);
		Credits::unsecure(&device, -CREDIT);
		assert_eq!(collateral(&device), 0);
	});
}

#[test]
fn forfeit_goes_to_the_commons() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_ok!(Credits::secure(&device, 10 * CREDIT));
		System::reset_events();
		Credits::forfeit(&device, 4 * CREDIT);
		assert_eq!((balance(&device), collateral(&device)), (-4 * CREDIT, 6 * CREDIT));
		assert_eq!(Credits::commons(), 4 * CREDIT);
		assert_eq!(events(), [Event::Forfeited { device, amount: 4 * CREDIT }]);
	});
}

#[test]
fn forfeit_takes_no_more_than_the_collateral() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_ok!(Credits::secure(&device, CREDIT));
		Credits::forfeit(&device, i128::MAX);
		Credits::forfeit(&device, CREDIT);
		assert_eq!(balance(&device), -CREDIT);
	});
}

#[test]
fn forfeit_of_everything_keeps_the_debt_within_the_backing() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_ok!(Credits::secure(&device, 4 * LIMIT));
		Credits::forfeit(&device, 4 * LIMIT);
		assert_eq!(balance(&device), -4 * LIMIT);
		assert!(!Credits::can_secure(&device, 1));
		assert_noop!(reserve(&device, 1), Error::<Test>::LimitReached);
	});
}

#[test]
fn standing_tells_balance_backing_and_ratio() {
	build_and_execute(|| {
		let device = enrolled(1);
		assert_ok!(Credits::secure(&device, LIMIT));
		Credits::forfeit(&device, LIMIT);
		let standing = Credits::standing(&device).expect("enrolled");
		assert_eq!(standing.owner, owner(1));
		assert_eq!(standing.balance, -LIMIT);
		assert_eq!(standing.backing, 4 * LIMIT);
		assert_eq!(standing.ratio_ppm(), -250_000);
	});
}
