//! Adaptive verification: one device works, and chance decides after its commitment.

use crate::{mock::*, *};
use atous_primitives::{
	outcome,
	views::{CopyPhase, TaskPhase},
	Class, Credit, Outcome, TaskHeader, TaskId, Verification, CREDIT,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

/// The header of [`mock`](crate::mock), adaptive, with time for a check.
pub(super) fn adaptive() -> TaskHeader {
	TaskHeader { verification: Verification::Adaptive, deadline: 1_000, ..header() }
}

/// What checks cost in the mean where one in twenty is checked and 4 credits are paid.
pub(super) const PREMIUM: Credit = 4 * CREDIT * 21 / 400;

/// Give the device `results` checked results in a row.
pub(super) fn record(device: &AccountId32, results: u32) {
	set_checked(device, Class::WasmSmall, results);
}

fn checked(device: &AccountId32) -> u32 {
	checked_of(device, Class::WasmSmall)
}

fn phase_of(id: TaskId, device: &AccountId32) -> CopyPhase {
	task(id).copies.iter().find(|copy| copy.device == *device).expect("it was asked").phase
}

/// A task of device 1 on which device 2, with `results`, works alone.
pub(super) fn alone(results: u32) -> (TaskId, AccountId32) {
	offer_all(2..=2);
	record(&device(2), results);
	let id = submit(&device(1), adaptive());
	serve(1);
	assert_eq!(asked(id), vec![device(2)]);
	(id, device(2))
}

/// Serve one block in which chance says `check`; tries seeds until it does.
pub(super) fn draw(id: TaskId, check: bool) {
	assert!(task(id).awaits_draw());
	let odds = u64::from(task(id).plan.odds());
	for seed in 0..=255u8 {
		let this = outcome::sha256(&[&[seed; 32], &(Served::<Test>::get() + 1).to_le_bytes()]);
		let draw = outcome::sha256(&[b"atous/check", &this, &id.to_le_bytes()]);
		let number = u64::from_le_bytes(draw[..8].try_into().expect("eight bytes"));
		if number.is_multiple_of(odds) == check {
			set_seed(Some([seed; 32]));
			return serve(1);
		}
	}
	panic!("no seed of 256 draws {check}");
}

#[test]
fn submit_puts_two_copies_and_the_premium_aside() {
	build_and_execute(|| {
		submit(&device(1), adaptive());
		// Three quarters of a pay, for the device that would be checked most often: once in
		// two times, and again once in two of these.
		assert_eq!(reserved(&device(1)), 20 * CREDIT + 75 * CREDIT / 10);
		let quote = Market::quote(adaptive(), Some(device(3))).expect("a quote");
		assert_eq!(quote.escrow, reserved(&device(1)));
	});
}

#[test]
fn submit_without_time_for_a_check_fails() {
	build_and_execute(|| {
		let least = Numbers::get().least_deadline(&adaptive());
		assert!(least > Numbers::get().least_deadline(&header()));
		let near = TaskHeader { deadline: least - 1, ..adaptive() };
		let call = Market::submit(RuntimeOrigin::signed(device(1)), near);
		assert_noop!(call, Error::<Test>::DeadlineTooNear);
		submit(&device(1), TaskHeader { deadline: least, ..adaptive() });
	});
}

#[test]
fn a_device_without_a_record_is_joined_by_another_from_the_start() {
	build_and_execute(|| {
		offer_all(2..=3);
		record(&device(2), 1);
		let id = submit(&device(1), adaptive());
		serve(1);
		let devices = asked(id);
		assert_eq!(devices.len(), 2);
		assert_eq!((task(id).needed, task(id).most), (2, 5));
		for device in &devices {
			assert_eq!(secured(device), 10 * CREDIT);
			commit(device, id, &completed(1));
		}
		assert_ok!(reveal(&devices[0], id, &completed(1), false));
		assert_ok!(reveal(&devices[1], id, &completed(1), true));
		// The requester pays both, and no premium.
		assert_eq!(balance(&device(1)), -8 * CREDIT);
		assert_eq!(commons(), 0);
		assert_eq!((checked(&device(2)), checked(&device(3))), (2, 1));
	});
}

#[test]
fn without_a_second_device_a_newcomer_waits() {
	build_and_execute(|| {
		offer_all(2..=2);
		let id = submit(&device(1), adaptive());
		serve(3);
		assert!(asked(id).is_empty());
		assert_eq!((task(id).plan, task(id).phase), (Plan::Open, TaskPhase::Queued));
		offer_all(3..=3);
		serve_until_asked(id, 2, 8);
	});
}

#[test]
fn the_collateral_of_one_who_works_alone_is_thrice_as_many_pays_as_its_lot() {
	build_and_execute(|| {
		let (id, worker) = alone(7);
		assert_eq!(task(id).plan, Plan::Single { lot: 7, checks: Checks::UNDRAWN });
		assert_eq!(secured(&worker), 210 * CREDIT);
		let view = Market::task_view(id).expect("it can be read");
		assert_eq!((view.needed, view.lot, view.checked), (1, Some(7), None));
	});
}

#[test]
fn the_lot_is_bounded_by_cap_limit_and_collateral() {
	let lot = |results, header: TaskHeader, owes: i128| {
		let mut lot = None;
		build_and_execute(|| {
			offer_all(2..=3);
			set_balance(&device(2), -owes);
			record(&device(2), results);
			let id = submit(&device(1), header);
			serve(1);
			lot = Market::task_view(id).expect("it can be read").lot;
		});
		lot
	};
	assert_eq!(lot(1_000, adaptive(), CREDIT), Some(40));
	// 3,600 credits can be put aside: ten times six pays of 60.
	let large = TaskHeader { work_limit: 60_000_000_000, ..adaptive() };
	assert_eq!(lot(1_000, large, 0), Some(10));
	// 195 credits are left for collateral, half of them for this task: three times three pays.
	assert_eq!(lot(1_000, adaptive(), 3_405 * CREDIT), Some(3));
	// And with less than twice six pays another device is asked at once.
	assert_eq!(lot(1_000, adaptive(), 3_525 * CREDIT), None);
}

#[test]
fn what_nobody_checks_is_paid_with_the_premium_and_vests_later() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		commit(&worker, id, &completed(1));
		assert_eq!(task(id).phase, TaskPhase::Assigned);
		assert_noop!(reveal(&worker, id, &completed(1), true), Error::<Test>::WrongPhase);
		draw(id, false);
		assert_eq!(task(id).phase, TaskPhase::Committed);
		assert_eq!(Market::task_view(id).expect("it can be read").checked, Some(false));
		assert_ok!(reveal(&worker, id, &completed(1), true));
		assert_eq!(task(id).phase, TaskPhase::Settled);
		// 4 credits, and a twentieth of it and one in four hundred to the commons.
		assert_eq!(balance(&device(1)), -4 * CREDIT - PREMIUM);
		assert_eq!(commons(), PREMIUM);
		assert_eq!((balance(&worker), unvested(&worker)), (0, 4 * CREDIT));
		// It has proven nothing.
		assert_eq!(checked(&worker), 20);
	});
}

#[test]
fn what_is_checked_is_paid_once_by_the_requester_and_the_check_by_the_commons() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		MockLedger::settle_unchecked(&worker, 3 * CREDIT);
		offer_all(3..=3);
		commit(&worker, id, &completed(1));
		draw(id, true);
		assert_eq!((task(id).needed, task(id).most), (2, 5));
		serve_until_asked(id, 2, 4);
		let checker = device(3);
		// As much as the one that it might find wrong.
		assert_eq!(secured(&checker), 600 * CREDIT);
		commit(&checker, id, &completed(1));
		draw(id, false);
		assert_eq!(task(id).phase, TaskPhase::Committed);
		assert_ok!(reveal(&worker, id, &completed(1), false));
		assert_ok!(reveal(&checker, id, &completed(1), true));
		assert_eq!(balance(&device(1)), -4 * CREDIT - PREMIUM);
		assert_eq!(balance(&checker), 4 * CREDIT);
		// What it had earned before has vested.
		assert_eq!((balance(&worker), unvested(&worker)), (7 * CREDIT, 0));
		assert_eq!((checked(&worker), checked(&checker)), (21, 1));
		assert_eq!(books(|b| b.checks), 4 * CREDIT);
	});
}

#[test]
fn a_lie_that_is_checked_costs_the_lot_and_all_that_has_not_vested() {
	build_and_execute(|| {
		let (id, liar) = alone(20);
		MockLedger::settle_unchecked(&liar, 3 * CREDIT);
		offer_all(3..=5);
		commit(&liar, id, &completed(9));
		draw(id, true);
		serve_until_asked(id, 2, 4);
		let second = asked(id).pop().expect("a second");
		commit(&second, id, &completed(1));
		draw(id, false);
		assert_ok!(reveal(&liar, id, &completed(9), false));
		assert_ok!(reveal(&second, id, &completed(1), false));
		// Neither decides: two others do.
		serve_until_asked(id, 4, 4);
		let judges = asked(id).split_off(2);
		judges.iter().for_each(|judge| commit(judge, id, &completed(1)));
		assert!(reveal(&judges[0], id, &completed(1), true).is_err());
		assert_ok!(reveal(&judges[0], id, &completed(1), false));
		assert_ok!(reveal(&judges[1], id, &completed(1), true));
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_eq!(phase_of(id, &liar), CopyPhase::Wrong);
		assert_eq!((balance(&liar), unvested(&liar)), (-600 * CREDIT, 0));
		assert_eq!(checked(&liar), 0);
		// It is not helped before it has earned both again.
		assert_eq!(worker_of(liar).record.lost, 603 * CREDIT);
		// The requester pays the first of those who agree, the commons the others.
		assert_eq!(balance(&device(1)), -4 * CREDIT - PREMIUM);
		assert_eq!((balance(&second), balance(&judges[0])), (4 * CREDIT, 4 * CREDIT));
		assert_eq!(books(|b| b.checks), 8 * CREDIT);
	});
}

#[test]
fn who_checks_may_be_at_work_and_checks_one_task_at_a_time() {
	build_and_execute(|| {
		let (first, worker) = alone(20);
		let second = submit(&device(1), adaptive());
		serve(1);
		assert_eq!(asked(second), vec![worker.clone()]);
		let busy = device(3);
		offer_all(3..=3);
		let cores = spec().cores;
		Market::update_worker(&busy, |one| one.usage.cores = cores);
		commit(&worker, first, &completed(1));
		draw(first, true);
		serve_until_asked(first, 2, 4);
		let check = task(first).copies.last().expect("a check").clone();
		assert_eq!((&check.device, check.part), (&busy, Part::Check));
		let window = Numbers::get().commit_window(&header());
		assert!(check.commit_by > Served::<Test>::get() + window, "time to end what it is at");
		commit(&worker, second, &completed(1));
		draw(second, true);
		serve(8);
		assert_eq!(asked(second).len(), 1, "it has a check already");
		commit(&busy, first, &completed(1));
		draw(first, false);
		serve_until_asked(second, 2, 32);
		commit(&busy, second, &completed(1));
		Market::update_worker(&busy, |one| one.usage = Usage::default());
	});
}

#[test]
fn a_lie_that_nobody_checks_brings_nothing_before_the_next_check() {
	build_and_execute(|| {
		let (id, liar) = alone(20);
		commit(&liar, id, &completed(9));
		draw(id, false);
		assert_ok!(reveal(&liar, id, &completed(9), true));
		assert_eq!(task(id).outcome, Some(completed(9)));
		assert_eq!((balance(&liar), unvested(&liar)), (0, 4 * CREDIT));
	});
}

#[test]
fn a_block_without_chance_puts_the_draw_off() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		commit(&worker, id, &completed(1));
		set_seed(None);
		serve(3);
		check();
		assert!(task(id).awaits_draw());
		draw(id, false);
		assert_eq!(task(id).phase, TaskPhase::Committed);
	});
}

#[test]
fn the_block_of_the_commitment_does_not_decide() {
	build_and_execute(|| {
		let (id, worker) = alone(2);
		commit(&worker, id, &completed(1));
		assert!(task(id).awaits_draw());
		check();
		serve(1);
		assert!(!task(id).awaits_draw());
	});
}

#[test]
fn one_result_in_as_many_as_the_lot_is_checked() {
	build_and_execute(|| {
		offer_all(2..=3);
		set_balance(&device(2), -CREDIT);
		let mut checks = 0;
		for round in 0..400u32 {
			record(&device(2), 8);
			set_seed(Some(outcome::sha256(&[&round.to_le_bytes()])));
			let id = submit(&device(1), adaptive());
			serve(1);
			let worker = device(2);
			assert_eq!(asked(id), vec![worker.clone()]);
			commit(&worker, id, &completed(1));
			serve(1);
			if task(id).needed == 2 {
				checks += 1;
				serve_until_asked(id, 2, 2);
				commit(&device(3), id, &completed(1));
				draw(id, false);
				assert_ok!(reveal(&device(3), id, &completed(1), false));
			}
			assert_ok!(reveal(&worker, id, &completed(1), true));
			for n in 1..=3 {
				let back = if n == 2 { -CREDIT } else { 0 };
				set_balance(&device(n), back);
			}
		}
		// 50 are expected; five standard deviations are 33.
		assert!((17..=83).contains(&checks), "{checks} of 400");
	});
}

#[test]
fn silence_of_one_who_works_alone_asks_another() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		offer_all(3..=4);
		record(&device(3), 20);
		record(&device(4), 20);
		serve(Numbers::get().commit_window(&header()) + 1);
		assert_eq!(phase_of(id, &worker), CopyPhase::Silent);
		// Before its commitment silence costs one pay of the twenty put aside.
		assert_eq!(balance(&worker), -10 * CREDIT);
		assert_eq!(secured(&worker), 0);
		assert_eq!(checked(&worker), 10);
		serve_until_asked(id, 1, 4);
		assert_eq!(task(id).plan, Plan::Single { lot: 20, checks: Checks::UNDRAWN });
		let next = asked(id).pop().expect("another");
		commit(&next, id, &completed(1));
		draw(id, false);
		// It does not reveal: its duty is not done with the commitment.
		serve(Numbers::get().reveal_window(&header()) + 1);
		assert_eq!(phase_of(id, &next), CopyPhase::Silent);
		serve_until_asked(id, 1, 4);
		let last = asked(id).pop().expect("a third");
		commit(&last, id, &completed(1));
		draw(id, false);
		assert_ok!(reveal(&last, id, &completed(1), true));
		assert_eq!(task(id).phase, TaskPhase::Settled);
	});
}

#[test]
fn a_tag_without_its_outcome_is_silence_of_one_who_works_alone() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		commit(&worker, id, &completed(1));
		draw(id, false);
		assert_ok!(reveal(&worker, id, &completed(1), false));
		assert_eq!(task(id).phase, TaskPhase::Revealed);
		serve(Numbers::get().reveal_window(&header()) + 1);
		assert_eq!(phase_of(id, &worker), CopyPhase::Silent);
		assert_eq!(task(id).plan, Plan::Open);
	});
}

#[test]
fn giving_back_costs_a_share_of_one_pay_however_much_was_put_aside() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		with_record(&worker, |record| record.tokens_used = 3);
		assert_ok!(Market::give_back(RuntimeOrigin::signed(worker.clone()), id));
		assert_eq!((balance(&worker), secured(&worker)), (-10 * CREDIT / 4, 0));
		assert_eq!(task(id).plan, Plan::Open);
	});
}

#[test]
fn too_little_time_for_a_check_asks_two_at_once() {
	build_and_execute(|| {
		let least = Numbers::get().least_deadline(&adaptive());
		let id = submit(&device(1), TaskHeader { deadline: least, ..adaptive() });
		serve(Numbers::get().queue_allowance + 2);
		offer_all(2..=3);
		record(&device(2), 20);
		record(&device(3), 20);
		serve_until_asked(id, 2, 16);
		assert!(matches!(task(id).plan, Plan::Quorum { .. }));
	});
}

#[test]
fn a_checked_task_on_which_all_disagree_pays_one_copy_in_all() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		offer_all(3..=6);
		commit(&worker, id, &completed(0));
		draw(id, true);
		// One that checks, two that decide, and the last that may be asked.
		for (before, n) in [(1, 1), (2, 2), (4, 1)] {
			serve_until_asked(id, before + n, 4);
			let next = asked(id).split_off(before);
			let found = || (before as u8..).zip(&next);
			found().for_each(|(what, device)| commit(device, id, &completed(what)));
			if before == 1 {
				draw(id, false);
				assert_ok!(reveal(&worker, id, &completed(0), false));
			}
			for (what, device) in found() {
				assert_ok!(reveal(device, id, &completed(what), false));
			}
		}
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		assert_eq!(balance(&device(1)), -10 * CREDIT);
		assert_eq!(unvested(&worker), 2 * CREDIT);
		assert_eq!(balance(&worker), 0);
	});
}

#[test]
fn unavailable_is_a_result_of_one_who_works_alone() {
	build_and_execute(|| {
		let (id, worker) = alone(20);
		commit(&worker, id, &Outcome::Unavailable);
		draw(id, false);
		assert_ok!(reveal(&worker, id, &Outcome::Unavailable, true));
		assert_eq!(unvested(&worker), CREDIT / 100);
	});
}
