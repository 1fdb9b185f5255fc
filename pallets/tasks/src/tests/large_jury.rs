//! Large juries: four of seven, where enough owners could be called.

use super::{
	adaptive::draw,
	jury::{contested, jurors, phase_of, serve_until_called, serve_until_ended, withdraw},
};
use crate::{jury::MANY, mock::*, *};
use atous_primitives::{
	verdict::{LARGE_JURY, SMALL_JURY},
	views::{CopyPhase, TaskPhase},
	OfferSpec, TaskHeader, TaskId, Verification, CREDIT,
};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

/// Requester and pair.
const PARTIES: u8 = 3;
/// The last device where just as many owners could be called as a large jury takes.
const LAST: u8 = PARTIES + MANY as u8;

/// A task of device 1, and the two who differ about it, of whom the first is wrong. Devices up
/// to `last` are on the roll.
fn differing(last: u8) -> (TaskId, Vec<AccountId32>) {
	offer_all(2..=last);
	let id = submit(&device(1), header());
	serve(1);
	(id, differ(id))
}

/// Have the two who work on the task differ, the first of them being wrong.
fn differ(id: TaskId) -> Vec<AccountId32> {
	let pair = asked(id);
	commit(&pair[0], id, &completed(9));
	commit(&pair[1], id, &completed(1));
	settle_draw(id);
	assert_ok!(reveal(&pair[0], id, &completed(9), false));
	assert_ok!(reveal(&pair[1], id, &completed(1), false));
	pair
}

/// Have chance say that nobody looks, if it is still to speak.
fn settle_draw(id: TaskId) {
	if task(id).awaits_draw() {
		draw(id, false);
	}
}

/// The one who has been called last commits to that, and reveals it.
fn answer_last(id: TaskId, count: usize, found: u8, opens: bool) -> AccountId32 {
	let juror = serve_until_called(id, count).pop().expect("one more");
	commit(&juror, id, &completed(found));
	assert_ok!(reveal(&juror, id, &completed(found), opens));
	juror
}

/// The first four of a jury, who have found these.
fn answer_first(id: TaskId, found: [u8; 4]) -> Vec<AccountId32> {
	let jury = serve_until_called(id, 4);
	for (juror, what) in jury.iter().zip(found) {
		commit(juror, id, &completed(what));
	}
	for (juror, what) in jury.iter().zip(found) {
		assert_ok!(reveal(juror, id, &completed(what), false));
	}
	jury
}

#[test]
fn neither_of_two_that_differ_counts_before_four_jurors() {
	build_and_execute(|| {
		let (id, pair) = differing(LAST);
		let mut jury = jurors(id);
		while jury.is_empty() {
			serve(1);
			jury = jurors(id);
		}
		assert_eq!(jury.len(), 4, "all are called at once");
		assert_eq!((task(id).judges, task(id).needed), (LARGE_JURY, 2));
		assert!(pair.iter().all(|one| !jury.contains(one)));
		jury.iter().for_each(|juror| commit(juror, id, &completed(1)));
		assert_ok!(reveal(&jury[0], id, &completed(1), false));
		assert_ok!(reveal(&jury[1], id, &completed(1), false));
		// One of the pair and three jurors are not enough.
		assert!(reveal(&jury[2], id, &completed(1), true).is_err());
		assert_ok!(reveal(&jury[2], id, &completed(1), false));
		assert_eq!(task(id).phase, TaskPhase::Committed);
		assert_ok!(reveal(&jury[3], id, &completed(1), true));
		assert_eq!((task(id).phase, task(id).outcome), (TaskPhase::Settled, Some(completed(1))));
		assert_eq!(phase_of(id, &pair[0]), CopyPhase::Wrong);
		// The requester pays two copies, as it would have, and the commons three.
		let paid = jury.iter().chain([&pair[1]]);
		assert!(paid.clone().all(|one| balance(one) == 4 * CREDIT));
		assert_eq!(books(|b| b.checks), 12 * CREDIT);
	});
}

#[test]
fn four_jurors_outvote_both_of_a_pair() {
	build_and_execute(|| {
		let (id, pair) = differing(LAST);
		answer_first(id, [5, 5, 5, 5]);
		assert_eq!(task(id).phase, TaskPhase::Revealed);
		let opener = jurors(id)[0].clone();
		let origin = RuntimeOrigin::signed(opener);
		assert_ok!(Market::open(origin, id, completed(5)));
		assert!(pair.iter().all(|one| phase_of(id, one) == CopyPhase::Wrong));
	});
}

#[test]
fn jurors_who_differ_are_joined_one_by_one_until_four_agree() {
	build_and_execute(|| {
		let id = contested(3..=LAST + 1);
		let mut jury = answer_first(id, [9, 9, 9, 1]);
		jury.push(answer_last(id, 5, 1, false));
		jury.push(answer_last(id, 6, 1, false));
		assert_eq!(task(id).phase, TaskPhase::Assigned);
		jury.push(answer_last(id, 7, 1, true));
		assert_eq!((task(id).phase, task(id).outcome), (TaskPhase::Settled, Some(completed(1))));
		let wrong = |at: usize| phase_of(id, &jury[at]) == CopyPhase::Wrong;
		assert_eq!([0, 1, 2].map(wrong), [true; 3]);
		assert_eq!([3, 4, 5, 6].map(wrong), [false; 4]);
		assert_eq!(phase_of(id, &device(2)), CopyPhase::Wrong);
	});
}

#[test]
fn who_has_not_revealed_when_jurors_differ_does_so_with_the_next() {
	build_and_execute(|| {
		let id = contested(3..=LAST + 1);
		let jury = serve_until_called(id, 4);
		jury.iter().zip([9, 1, 1, 1]).for_each(|(juror, what)| commit(juror, id, &completed(what)));
		assert_ok!(reveal(&jury[0], id, &completed(9), false));
		assert_ok!(reveal(&jury[1], id, &completed(1), false));
		// Four cannot agree any more, so that one more is called at once.
		let fifth = serve_until_called(id, 5).pop().expect("one more");
		assert!(reveal(&jury[2], id, &completed(1), false).is_err());
		commit(&fifth, id, &completed(1));
		assert_ok!(reveal(&jury[2], id, &completed(1), false));
		assert_ok!(reveal(&jury[3], id, &completed(1), false));
		assert_ok!(reveal(&fifth, id, &completed(1), true));
		assert_eq!(task(id).outcome, Some(completed(1)));
	});
}

#[test]
fn seven_jurors_of_whom_no_four_agree_decide_nothing() {
	build_and_execute(|| {
		let id = contested(3..=LAST + 3);
		answer_first(id, [9, 9, 9, 1]);
		answer_last(id, 5, 1, false);
		answer_last(id, 6, 1, false);
		answer_last(id, 7, 3, false);
		let ended = task(id);
		assert_eq!((ended.phase, ended.asked()), (TaskPhase::Inconclusive, 9));
		assert!((1..=LAST + 3).all(|n| secured(&device(n)) == 0));
	});
}

#[test]
fn a_jury_is_large_where_ten_owners_could_be_called() {
	for (last, judges, called) in [(LAST, LARGE_JURY, 4), (LAST - 1, SMALL_JURY, 1)] {
		build_and_execute(|| {
			let (id, _) = differing(last);
			let jury = serve_until_called(id, called);
			assert_eq!((task(id).judges, jury.len()), (judges, called));
		});
	}
}

#[test]
fn a_small_jury_of_a_contested_check_is_two_of_three() {
	build_and_execute(|| {
		let id = contested(3..=LAST - 1);
		assert_eq!(serve_until_called(id, 2).len(), 2);
		assert_eq!(task(id).judges, SMALL_JURY);
		assert_eq!(task(id).most, task(id).asked() + 1);
	});
}

#[test]
fn owners_count_and_only_those_whose_devices_could_decide() {
	build_and_execute(|| {
		// One more owner has two devices; another could not hold the task in its memory, and a
		// third has nothing left to put aside.
		let more = device_of(LAST + 1, LAST);
		let small = OfferSpec { memory_mib: 1, ..spec() };
		assert_ok!(Market::offer(RuntimeOrigin::signed(more.clone()), spec()));
		withdraw(&more);
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(LAST + 2)), small));
		offer_all(LAST + 3..=LAST + 3);
		withdraw(&device(LAST + 3));
		let poor = device(LAST + 3);
		books(|b| {
			b.balances.insert(poor, -LIMIT);
			b.commons += LIMIT;
		});
		offer_all(LAST..=LAST);
		withdraw(&device(LAST));
		let (id, _) = differing(LAST - 2);
		serve_until_called(id, 1);
		assert_eq!(task(id).judges, SMALL_JURY);
	});
}

#[test]
fn those_of_a_large_jury_who_do_not_come_are_replaced() {
	build_and_execute(|| {
		let (id, pair) = differing(LAST + 1);
		let jury = serve_until_called(id, 4);
		commit(&jury[0], id, &completed(1));
		serve(Market::params().jury_commit_window(&header()) + 1);
		assert_eq!(phase_of(id, &jury[1]), CopyPhase::Absent);
		let others = serve_until_called(id, 4).split_off(1);
		assert_eq!(task(id).judges, LARGE_JURY);
		others.iter().for_each(|juror| commit(juror, id, &completed(1)));
		assert_ok!(reveal(&jury[0], id, &completed(1), false));
		assert_ok!(reveal(&others[0], id, &completed(1), false));
		assert_ok!(reveal(&others[1], id, &completed(1), false));
		assert_ok!(reveal(&others[2], id, &completed(1), true));
		assert_eq!(phase_of(id, &pair[0]), CopyPhase::Wrong);
	});
}

#[test]
fn a_jury_does_not_grow_once_it_has_begun() {
	build_and_execute(|| {
		let id = contested(3..=LAST - 1);
		let jury = serve_until_called(id, 2);
		offer_all(LAST..=LAST + 6);
		for (juror, what) in jury.iter().zip([9, 1]) {
			commit(juror, id, &completed(what));
		}
		for (juror, what) in jury.iter().zip([9, 1]) {
			assert_ok!(reveal(juror, id, &completed(what), false));
		}
		serve_until_called(id, 3);
		assert_eq!(task(id).judges, SMALL_JURY);
	});
}

/// A task of device 1 for a quorum of four that is audited once; the auditor contradicts.
fn audited_four(last: u8) -> TaskId {
	offer_all(2..=last);
	let verification = Verification::Redundant { quorum: 4, max: 8 };
	let id = submit(&device(1), TaskHeader { verification, deadline: 1_000, ..header() });
	serve(1);
	let quorum = asked(id);
	quorum.iter().for_each(|device| commit(device, id, &completed(9)));
	draw(id, true);
	serve_until_asked(id, 5, 8);
	let auditor = asked(id).pop().expect("an auditor");
	commit(&auditor, id, &completed(1));
	settle_draw(id);
	for device in &quorum {
		assert_ok!(reveal(device, id, &completed(9), false));
	}
	assert_ok!(reveal(&auditor, id, &completed(1), false));
	id
}

#[test]
fn seven_jurors_find_room_beside_an_audited_quorum_of_four() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 2);
		let id = audited_four(24);
		answer_first(id, [9, 9, 9, 1]);
		answer_last(id, 5, 1, false);
		answer_last(id, 6, 1, false);
		answer_last(id, 7, 1, true);
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_eq!(task(id).asked(), MOST_COPIES);
		let wrong = task(id).copies.iter().filter(|copy| copy.phase == CopyPhase::Wrong).count();
		assert_eq!(wrong, 7);
	});
}

#[test]
fn where_silence_has_left_no_room_for_seven_the_jury_is_small() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 2);
		offer_all(2..=24);
		let verification = Verification::Redundant { quorum: 4, max: 8 };
		let id = submit(&device(1), TaskHeader { verification, deadline: 2_000, ..header() });
		serve(1);
		// Of the quorum one is silent, and another takes its place.
		let quorum = asked(id);
		quorum[1..].iter().for_each(|device| commit(device, id, &completed(9)));
		serve(Market::params().commit_window(&header()) + 1);
		assert_eq!(phase_of(id, &quorum[0]), CopyPhase::Silent);
		serve_until_asked(id, 4, 8);
		let late = asked(id).pop().expect("another");
		commit(&late, id, &completed(9));
		draw(id, true);
		serve_until_asked(id, 5, 8);
		let auditor = asked(id).pop().expect("an auditor");
		commit(&auditor, id, &completed(1));
		settle_draw(id);
		for device in quorum[1..].iter().chain([&late]) {
			assert_ok!(reveal(device, id, &completed(9), false));
		}
		assert_ok!(reveal(&auditor, id, &completed(1), false));
		assert_eq!(serve_until_called(id, 2).len(), 2);
		assert_eq!((task(id).judges, task(id).asked()), (SMALL_JURY, 8));
	});
}

#[test]
fn where_many_have_given_back_the_jury_is_small() {
	build_and_execute(|| {
		offer_all(2..=40);
		let id = submit(&device(1), TaskHeader { deadline: 1_000, ..header() });
		// A task remembers twenty: one too few for these, for the pair and for seven jurors.
		for _ in 0..12 {
			serve_until_asked(id, 2, 8);
			let origin = RuntimeOrigin::signed(asked(id).remove(0));
			assert_ok!(Market::give_back(origin, id));
		}
		serve_until_asked(id, 2, 8);
		assert_eq!(task(id).copies.len(), 14);
		differ(id);
		serve_until_called(id, 1);
		assert_eq!(task(id).judges, SMALL_JURY);
	});
}

#[test]
fn a_large_jury_that_comes_late_each_time_ends_within_the_time_of_a_trial() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.jury_patience = 200);
		let (id, _) = differing(LAST + 2);
		let numbers = Market::params();
		let trial = numbers.trial_window(&header());
		assert_eq!(task(id).ends_by, Served::<Test>::get() + trial);
		let round = numbers.queue_allowance + numbers.jury_attempt_window(&header());
		assert_eq!(trial, 4 * round);
		let commits = numbers.jury_commit_window(&header());
		let reveals = numbers.jury_reveal_window(&header());
		let mut called = serve_until_called(id, 4);
		for (round, found) in [[9, 9, 9, 1], [1; 4], [1; 4], [1; 4]].into_iter().enumerate() {
			serve(commits - 1);
			called.iter().zip(found).for_each(|(juror, what)| commit(juror, id, &completed(what)));
			serve(reveals - 1);
			let last = round == 3;
			for (juror, what) in called.iter().zip(found) {
				assert_ok!(reveal(juror, id, &completed(what), last));
			}
			if !last {
				called = vec![serve_until_called(id, 5 + round).pop().expect("one more")];
			}
		}
		assert_eq!(serve_until_ended(id).phase, TaskPhase::Settled);
	});
}
