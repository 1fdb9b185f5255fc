//! Checks of checks: chance looks at who checks too.

use super::adaptive::{adaptive, alone, draw, record, PREMIUM};
use crate::{mock::*, *};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	TaskHeader, TaskId, CREDIT,
};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

/// A task on which a device with a lot of 20 works alone and finds `found`, one that checks
/// it and finds `upheld`, and one that checks this. Devices up to 9 offer.
fn checked_twice(found: u8, upheld: u8) -> (TaskId, AccountId32, AccountId32, AccountId32) {
	let (id, worker) = alone(20);
	offer_all(3..=9);
	commit(&worker, id, &completed(found));
	draw(id, true);
	serve_until_asked(id, 2, 4);
	let checker = asked(id).pop().expect("one that checks");
	commit(&checker, id, &completed(upheld));
	draw(id, true);
	serve_until_asked(id, 3, 4);
	let last = asked(id).pop().expect("one that checks the check");
	(id, worker, checker, last)
}

#[test]
fn who_checks_is_checked_as_often_and_no_third_time() {
	build_and_execute(|| {
		let (id, worker, checker, last) = checked_twice(1, 1);
		assert_eq!((task(id).needed, task(id).payable()), (3, 1));
		assert_eq!(secured(&last), 600 * CREDIT);
		commit(&last, id, &completed(1));
		assert_eq!(task(id).phase, TaskPhase::Committed);
		assert_ok!(reveal(&worker, id, &completed(1), false));
		assert_ok!(reveal(&checker, id, &completed(1), false));
		assert_ok!(reveal(&last, id, &completed(1), true));
		assert_eq!(balance(&device(1)), -4 * CREDIT - PREMIUM);
		assert_eq!([&worker, &checker, &last].map(balance), [4 * CREDIT; 3]);
		assert_eq!(books(|b| b.checks), 8 * CREDIT);
	});
}

#[test]
fn a_friend_that_upholds_a_lie_loses_as_much_when_it_is_checked() {
	build_and_execute(|| {
		let (id, liar, friend, last) = checked_twice(9, 9);
		commit(&last, id, &completed(1));
		assert_ok!(reveal(&liar, id, &completed(9), false));
		assert_ok!(reveal(&friend, id, &completed(9), false));
		assert_ok!(reveal(&last, id, &completed(1), false));
		serve_until_asked(id, 5, 8);
		let jury = asked(id).split_off(3);
		jury.iter().for_each(|juror| commit(juror, id, &completed(1)));
		assert_ok!(reveal(&jury[0], id, &completed(1), false));
		assert_ok!(reveal(&jury[1], id, &completed(1), true));
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_eq!([&liar, &friend].map(balance), [-600 * CREDIT; 2]);
		assert_eq!(balance(&last), 4 * CREDIT);
	});
}

#[test]
fn a_check_of_a_check_for_which_nobody_is_found_is_waived() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		offer_all(3..=3);
		commit(&worker, id, &completed(9));
		draw(id, true);
		serve_until_asked(id, 2, 4);
		let checker = device(3);
		commit(&checker, id, &completed(1));
		// No other owner offers.
		draw(id, true);
		assert_eq!((task(id).needed, task(id).phase), (2, TaskPhase::Committed));
		let examined = task(id).copies.iter().map(|copy| copy.examined).collect::<Vec<_>>();
		assert_eq!(examined, [true, false]);
		// The check stands, and it contradicts.
		assert_ok!(reveal(&worker, id, &completed(9), false));
		assert_ok!(reveal(&checker, id, &completed(1), false));
		assert!(task(id).is_contested());
		offer_all(4..=5);
		serve_until_asked(id, 4, 40);
	});
}

/// A task on which a device works alone that finds `found`, and one that checks it and finds
/// `upheld`, each at its last moment. Devices up to 9 offer.
fn dawdled(found: u8, upheld: u8) -> (TaskId, AccountId32, AccountId32) {
	let least = Numbers::get().least_deadline(&adaptive());
	offer_all(2..=2);
	record(&device(2), 20);
	let id = submit(&device(1), TaskHeader { deadline: least, ..adaptive() });
	serve(1);
	offer_all(3..=9);
	let last_moment = |found| {
		let copy = task(id).copies.last().expect("one at work").clone();
		serve(copy.commit_by - Served::<Test>::get());
		commit(&copy.device, id, &completed(found));
		copy.device
	};
	let worker = last_moment(found);
	draw(id, true);
	serve_until_asked(id, 2, 4);
	let checker = last_moment(upheld);
	(id, worker, checker)
}

#[test]
fn who_checks_cannot_come_too_late_to_be_checked() {
	build_and_execute(|| {
		let (id, ..) = dawdled(1, 1);
		let deadline = task(id).ends_by;
		let window = Numbers::get().check_attempt_window(&adaptive());
		assert!(Served::<Test>::get() + window > deadline);
		draw(id, true);
		assert_eq!(task(id).needed, 3);
		assert!(task(id).ends_by > deadline);
		serve_until_asked(id, 3, 4);
		let last = asked(id).pop().expect("one that checks the check");
		commit(&last, id, &completed(1));
		assert_eq!(task(id).phase, TaskPhase::Committed);
	});
}

#[test]
fn a_check_that_is_not_checked_puts_nothing_off() {
	build_and_execute(|| {
		let (id, ..) = dawdled(1, 1);
		let deadline = task(id).ends_by;
		draw(id, false);
		assert_eq!((task(id).ends_by, task(id).phase), (deadline, TaskPhase::Committed));
	});
}

#[test]
fn who_checks_a_check_and_is_silent_frees_nobody() {
	build_and_execute(|| {
		let (id, liar, checker) = dawdled(9, 1);
		draw(id, true);
		serve_until_asked(id, 3, 4);
		let last = task(id).copies.last().expect("one that checks the check").clone();
		serve(last.commit_by + 1 - Served::<Test>::get());
		assert_eq!(task(id).copies[2].phase, CopyPhase::Silent);
		assert_eq!((task(id).needed, task(id).phase), (2, TaskPhase::Committed));
		assert_ok!(reveal(&liar, id, &completed(9), false));
		assert_ok!(reveal(&checker, id, &completed(1), false));
		assert!(task(id).is_contested());
	});
}

#[test]
fn a_check_of_a_check_is_given_up_where_no_room_would_be_left_for_a_jury() {
	build_and_execute(|| {
		let (id, _, _, last) = checked_twice(1, 1);
		let mut silent = last;
		// Twelve may be asked, and seven of them are a jury's.
		for next in 10..=11 {
			let copy = task(id).live_copy_of(&silent).expect("at work").clone();
			serve(copy.commit_by + 1 - Served::<Test>::get());
			offer_all(next..=next);
			serve_until_asked(id, 3, 40);
			silent = asked(id).pop().expect("another");
		}
		let copy = task(id).live_copy_of(&silent).expect("at work").clone();
		serve(copy.commit_by + 1 - Served::<Test>::get());
		assert_eq!((task(id).needed, task(id).phase), (2, TaskPhase::Committed));
		assert_eq!(task(id).asked() + 7, MOST_COPIES);
	});
}

#[test]
fn a_checked_check_that_nobody_can_judge_is_shared_by_those_who_have_answered() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		// No other owners are on the roll.
		offer_all(3..=4);
		commit(&worker, id, &completed(9));
		draw(id, true);
		serve_until_asked(id, 2, 4);
		let checker = asked(id).pop().expect("one that checks");
		commit(&checker, id, &completed(1));
		draw(id, true);
		serve_until_asked(id, 3, 4);
		let last = asked(id).pop().expect("one that checks the check");
		commit(&last, id, &completed(1));
		assert_ok!(reveal(&worker, id, &completed(9), false));
		assert_ok!(reveal(&checker, id, &completed(1), false));
		serve(2);
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		assert_eq!(balance(&device(1)), -10 * CREDIT);
		assert_eq!([&worker, &checker, &last].map(unvested), [5 * CREDIT, 5 * CREDIT, 0]);
	});
}
