//! Audits: one quorum in a few is joined by one more device.

use super::adaptive::draw;
use crate::{mock::*, *};
use atous_primitives::{views::TaskPhase, TaskHeader, TaskId, Verification, CREDIT};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

/// Commit two devices to a task in a chain that audits one quorum in `one_in`, and
/// draw.
fn drawn(one_in: u32, deadline: u32) -> (TaskId, Vec<AccountId32>) {
	set_numbers(|numbers| numbers.audit_one_in = one_in);
	offer_all(2..=6);
	let id = submit(&device(1), TaskHeader { deadline, ..header() });
	serve(1);
	let devices = asked(id);
	for device in &devices {
		commit(device, id, &completed(1));
	}
	assert!(task(id).awaits_draw());
	serve(1);
	(id, devices)
}

/// Seeds until the draw audits the quorum.
fn audited() -> (TaskId, Vec<AccountId32>) {
	for seed in 0..64u8 {
		set_seed(Some([seed; 32]));
		let (id, devices) = drawn(2, 1_000);
		if task(id).needed == 3 {
			return (id, devices);
		}
		assert_eq!(task(id).phase, TaskPhase::Committed);
		assert_ok!(reveal(&devices[0], id, &completed(1), false));
		assert_ok!(reveal(&devices[1], id, &completed(1), true));
	}
	panic!("no seed of 64 audits");
}

#[test]
fn an_audited_quorum_waits_for_a_third_whom_the_commons_pays() {
	build_and_execute(|| {
		let (id, devices) = audited();
		assert_eq!(
			task(id).plan,
			Plan::Quorum { one_in: 2, checks: Checks { asked: 1, open: true } }
		);
		assert_eq!(task(id).most, 6);
		let before = balance(&device(1));
		serve_until_asked(id, 3, 4);
		let auditor = asked(id).pop().expect("an auditor");
		// To contradict the honest is as dear as to be contradicted.
		assert_eq!(secured(&auditor), 60 * CREDIT);
		let earned = balance(&auditor);
		commit(&auditor, id, &completed(1));
		draw(id, false);
		assert_ok!(reveal(&devices[0], id, &completed(1), false));
		assert!(reveal(&devices[1], id, &completed(1), true).is_err());
		assert_ok!(reveal(&devices[1], id, &completed(1), false));
		assert_ok!(reveal(&auditor, id, &completed(1), true));
		assert_eq!(task(id).phase, TaskPhase::Settled);
		// Two pays, and of one in two audits a half, of one in two of these again a quarter.
		assert_eq!(balance(&device(1)), before - 11 * CREDIT);
		assert_eq!(balance(&auditor), earned + 4 * CREDIT);
		assert_eq!(books(|b| b.checks), 4 * CREDIT);
	});
}

/// The quorum `devices` has committed to 1. Have the auditor find `found`, and two others
/// decide for `decided`. Returns the auditor.
fn judged(id: TaskId, devices: &[AccountId32], found: u8, decided: u8) -> AccountId32 {
	serve_until_asked(id, 3, 4);
	let auditor = asked(id).pop().expect("an auditor");
	commit(&auditor, id, &completed(found));
	draw(id, false);
	for device in devices {
		assert_ok!(reveal(device, id, &completed(1), false));
	}
	assert_ok!(reveal(&auditor, id, &completed(found), false));
	serve_until_asked(id, 5, 8);
	let judges = asked(id).split_off(3);
	judges.iter().for_each(|judge| commit(judge, id, &completed(decided)));
	assert_ok!(reveal(&judges[0], id, &completed(decided), false));
	assert_ok!(reveal(&judges[1], id, &completed(decided), true));
	auditor
}

#[test]
fn an_auditor_that_contradicts_the_honest_does_not_count_and_loses_as_much() {
	build_and_execute(|| {
		let (id, devices) = audited();
		let auditor = judged(id, &devices, 2, 1);
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert!(devices.iter().all(|device| balance(device) == 4 * CREDIT));
		assert_eq!(balance(&auditor), -60 * CREDIT);
	});
}

#[test]
fn who_checks_is_drawn_at_random_and_not_by_need() {
	let mut neediest = 0;
	for seed in 0..40u8 {
		build_and_execute(|| {
			let (id, devices) = audit_without_a_device();
			let other = (2..=6).map(device).find(|device| !devices.contains(device));
			let debtor = other.expect("five offer, and two have copies");
			set_balance(&debtor, -1_000 * CREDIT);
			books(|b| b.quarantined.clear());
			set_seed(Some([seed; 32]));
			serve_until_asked(id, 3, 16);
			neediest += usize::from(asked(id).contains(&debtor));
		});
	}
	// It is one of three that could.
	assert!((1..30).contains(&neediest), "{neediest} of 40");
}

#[test]
fn two_who_agree_on_a_lie_are_found_out_by_an_audit() {
	build_and_execute(|| {
		let (id, devices) = audited();
		judged(id, &devices, 2, 2);
		assert_eq!(task(id).outcome, Some(completed(2)));
		for device in &devices {
			assert_eq!(checked_of(device, header().class), 0);
		}
	});
}

#[test]
fn an_audit_for_which_nobody_is_found_is_waived() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 2);
		offer_all(2..=3);
		let mut audits = 0;
		for seed in 0..16u8 {
			set_seed(Some([seed; 32]));
			let id = submit(&device(1), TaskHeader { deadline: 1_000, ..header() });
			serve(1);
			let devices = asked(id);
			for device in &devices {
				commit(device, id, &completed(1));
			}
			serve(1);
			// Found wanting in the block of the draw already.
			let drawn = RuntimeEvent::Market(Event::CheckDrawn { task: id, checked: true });
			audits += u32::from(System::events().iter().any(|record| record.event == drawn));
			assert_eq!((task(id).needed, task(id).phase), (2, TaskPhase::Committed));
			assert_ok!(reveal(&devices[0], id, &completed(1), false));
			assert_ok!(reveal(&devices[1], id, &completed(1), true));
		}
		assert!(audits > 0, "no seed of 16 audits");
	});
}

/// Put the devices up to 6 in quarantine, but for these.
fn shut_out_all_but(devices: &[AccountId32]) {
	let others = (2..=6).map(device).filter(|device| !devices.contains(device));
	let others: Vec<_> = others.collect();
	books(|b| b.quarantined = others);
}

/// An audit for which nobody is found yet, of the quorum that was drawn: every other device
/// is in quarantine.
fn audit_without_a_device() -> (TaskId, Vec<AccountId32>) {
	for seed in 0..64u8 {
		set_seed(Some([seed; 32]));
		set_numbers(|numbers| numbers.audit_one_in = 2);
		offer_all(2..=6);
		let id = submit(&device(1), TaskHeader { deadline: 1_000, ..header() });
		serve(1);
		let devices = asked(id);
		shut_out_all_but(&devices);
		devices.iter().for_each(|device| commit(device, id, &completed(1)));
		serve(1);
		if task(id).needed == 3 {
			return (id, devices);
		}
		books(|b| b.quarantined.clear());
		assert_ok!(reveal(&devices[0], id, &completed(1), false));
		assert_ok!(reveal(&devices[1], id, &completed(1), true));
	}
	panic!("no seed of 64 audits");
}

#[test]
fn an_audit_waits_for_who_is_not_free_at_once() {
	build_and_execute(|| {
		let (id, _) = audit_without_a_device();
		serve(8);
		assert_eq!((task(id).needed, task(id).phase), (3, TaskPhase::Assigned));
		books(|b| b.quarantined.clear());
		serve_until_asked(id, 3, 16);
		assert_eq!(
			task(id).plan,
			Plan::Quorum { one_in: 2, checks: Checks { asked: 1, open: true } }
		);
	});
}

#[test]
fn an_audit_waits_as_long_as_a_copy_may_take_and_no_longer() {
	build_and_execute(|| {
		let (id, devices) = audit_without_a_device();
		let params = Market::params();
		let begun = Served::<Test>::get();
		while task(id).needed == 3 {
			serve(1);
		}
		let waited = Served::<Test>::get() - begun;
		let longest = params.commit_window(&header());
		assert!((longest..=longest + params.retry_max).contains(&waited), "{waited}");
		assert_eq!(task(id).phase, TaskPhase::Committed);
		assert_ok!(reveal(&devices[0], id, &completed(1), false));
		assert_ok!(reveal(&devices[1], id, &completed(1), true));
		books(|b| b.quarantined.clear());
	});
}

#[test]
fn an_audit_is_waived_while_there_is_time_to_reveal() {
	build_and_execute(|| {
		for seed in 0..64u8 {
			set_seed(Some([seed; 32]));
			set_numbers(|numbers| numbers.audit_one_in = 2);
			offer_all(2..=6);
			let deadline = Market::params().least_deadline(&header());
			let id = submit(&device(1), TaskHeader { deadline, ..header() });
			serve(1);
			let devices = asked(id);
			shut_out_all_but(&devices);
			serve(task(id).copies[0].commit_by - Served::<Test>::get());
			devices.iter().for_each(|device| commit(device, id, &completed(1)));
			serve(1);
			while task(id).phase == TaskPhase::Assigned {
				serve(1);
			}
			assert_eq!(task(id).phase, TaskPhase::Committed);
			books(|b| b.quarantined.clear());
			assert_ok!(reveal(&devices[0], id, &completed(1), false));
			assert_ok!(reveal(&devices[1], id, &completed(1), true));
		}
	});
}

#[test]
fn who_has_no_room_for_the_least_stake_gets_no_copy() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 40);
		offer_all(2..=3);
		let eligible = || Market::quote(header(), Some(device(1))).expect("a quote").eligible;
		// Six pays of ten, and a micro-credit is missing.
		set_balance(&device(3), 60 * CREDIT - LIMIT - 1);
		let id = submit(&device(1), header());
		serve(1);
		assert_eq!((asked(id).len(), eligible()), (0, 1));
		set_balance(&device(3), 60 * CREDIT - LIMIT);
		assert_eq!(eligible(), 2);
		serve_until_asked(id, 2, 16);
		assert_eq!(task(id).plan, Plan::Quorum { one_in: 2, checks: Checks::UNDRAWN });
		assert_eq!(secured(&device(3)), 60 * CREDIT);
		set_balance(&device(3), 0);
	});
}

#[test]
fn without_audits_room_for_one_pay_is_enough() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 0);
		offer_all(2..=3);
		set_balance(&device(3), 10 * CREDIT - LIMIT);
		let id = submit(&device(1), header());
		serve(1);
		assert_eq!((asked(id).len(), secured(&device(3))), (2, 10 * CREDIT));
	});
}

#[test]
fn a_quorum_stakes_thrice_as_many_pays_as_the_odds_of_its_audit() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 40);
		offer_all(2..=3);
		// 195 credits of room, half of them for this task: three times three pays of ten.
		set_balance(&device(3), -3_405 * CREDIT);
		let id = submit(&device(1), header());
		serve(1);
		assert_eq!(task(id).plan, Plan::Quorum { one_in: 3, checks: Checks::UNDRAWN });
		assert_eq!((secured(&device(2)), secured(&device(3))), (90 * CREDIT, 90 * CREDIT));
		let before = balance(&device(1));
		for device in &asked(id) {
			commit(device, id, &completed(1));
		}
		serve(2);
		let devices = asked(id);
		for (at, device) in devices.iter().enumerate() {
			let last = at + 1 == usize::from(task(id).needed);
			assert_ok!(reveal(device, id, &completed(1), last));
		}
		// Two pays of four credits, and a third of one for the odds of an audit and a ninth for
		// those of another, rounded up.
		assert_eq!(before - balance(&device(1)), 8 * CREDIT + 16 * CREDIT / 9 + 1);
	});
}

#[test]
fn about_one_quorum_in_as_many_as_stated_is_audited() {
	build_and_execute(|| {
		let mut audits = 0;
		for round in 0..200u32 {
			set_seed(Some(atous_primitives::outcome::sha256(&[&round.to_le_bytes()])));
			let (id, devices) = drawn(4, 1_000);
			if task(id).needed == 3 {
				audits += 1;
				serve_until_asked(id, 3, 2);
				let third = asked(id).pop().expect("an auditor");
				commit(&third, id, &completed(1));
				draw(id, false);
				assert_ok!(reveal(&third, id, &completed(1), false));
			}
			assert_ok!(reveal(&devices[0], id, &completed(1), false));
			assert_ok!(reveal(&devices[1], id, &completed(1), true));
			for n in 1..=6 {
				set_balance(&device(n), 0);
			}
		}
		// 50 are expected; five standard deviations are 31.
		assert!((19..=81).contains(&audits), "{audits} of 200");
	});
}

#[test]
fn a_quorum_is_given_out_only_while_there_is_time_for_an_audit() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 2);
		let params = Market::params();
		let deadline = params.least_deadline(&header());
		let id = submit(&device(1), TaskHeader { deadline, ..header() });
		let mut task = task(id);
		let last = task.arrived + params.queue_allowance;
		assert!(!Market::is_too_late(&params, &task, last));
		assert!(Market::is_too_late(&params, &task, last + 1));
		// Chance has spoken: nothing more needs to fit in than an attempt.
		task.plan = Plan::Quorum { one_in: 2, checks: Checks::NONE };
		assert!(!Market::is_too_late(&params, &task, last + 1));
	});
}

#[test]
fn committing_at_the_last_moment_evades_no_audit() {
	let mut audits = 0;
	for seed in 0..12u8 {
		build_and_execute(|| {
			set_numbers(|numbers| numbers.audit_one_in = 2);
			set_seed(Some([seed; 32]));
			offer_all(2..=9);
			let deadline = Market::params().least_deadline(&header());
			let id = submit(&device(1), TaskHeader { deadline, ..header() });
			serve(1);
			let last = task(id).copies[0].commit_by;
			serve(last - Served::<Test>::get());
			asked(id).iter().for_each(|device| commit(device, id, &completed(1)));
			serve(1);
			audits += u32::from(task(id).needed == 3);
		});
	}
	assert!((1..12).contains(&audits), "{audits} of 12");
}

#[test]
fn the_largest_quorum_has_no_room_for_more_than_all_it_may_ask() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 2);
		offer_all(2..=12);
		let verification = Verification::Redundant { quorum: 4, max: 7 };
		let (mut audits, mut round) = (0, 0u8);
		while audits < 2 {
			round += 1;
			set_seed(Some([round; 32]));
			let id =
				submit(&device(1), TaskHeader { verification: verification.clone(), ..header() });
			serve(1);
			for device in asked(id) {
				commit(&device, id, &completed(1));
			}
			serve(1);
			if task(id).needed == 5 {
				audits += 1;
				assert_eq!(task(id).most, 8);
			}
			check();
			serve(DEADLINE);
			for n in 2..=12 {
				set_balance(&device(n), 0);
				with_record(device(n), |record| *record = Record::default());
			}
			let _ = OwnerBackOff::<Test>::clear(u32::MAX, None);
			offer_all(2..=12);
		}
	});
}

#[test]
fn the_audit_of_a_quorum_of_four_leaves_no_room_for_another_and_nobody_pays_for_one() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 2);
		offer_all(2..=12);
		let verification = Verification::Redundant { quorum: 4, max: 7 };
		let id = submit(&device(1), TaskHeader { verification, deadline: 1_000, ..header() });
		// Four pays and half of one, and the deposit.
		assert_eq!(reserved(&device(1)), 45 * CREDIT);
		serve(1);
		let devices = asked(id);
		devices.iter().for_each(|device| commit(device, id, &completed(1)));
		draw(id, true);
		serve_until_asked(id, 5, 8);
		let auditor = asked(id).pop().expect("an auditor");
		commit(&auditor, id, &completed(1));
		assert!(task(id).awaits_draw());
		serve(1);
		assert_eq!((task(id).needed, task(id).phase), (5, TaskPhase::Committed));
		let before = balance(&device(1));
		for device in &devices {
			assert_ok!(reveal(device, id, &completed(1), false));
		}
		assert_ok!(reveal(&auditor, id, &completed(1), true));
		assert_eq!(before - balance(&device(1)), 4 * 4 * CREDIT + 2 * CREDIT);
	});
}

#[test]
fn an_auditor_that_is_silent_when_time_is_out_leaves_the_quorum_to_itself() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.audit_one_in = 2);
		offer_all(2..=6);
		let deadline = Market::params().least_deadline(&header());
		let id = submit(&device(1), TaskHeader { deadline, ..header() });
		serve(1);
		let devices = asked(id);
		let last = task(id).copies[0].commit_by;
		serve(last - Served::<Test>::get());
		// One of them lies, and the auditor is its friend.
		commit(&devices[0], id, &completed(1));
		commit(&devices[1], id, &completed(9));
		draw(id, true);
		serve_until_asked(id, 3, 8);
		let last = task(id).copies[2].commit_by;
		serve(last + 1 - Served::<Test>::get());
		assert_eq!((task(id).needed, task(id).phase), (2, TaskPhase::Committed));
		assert_ok!(reveal(&devices[0], id, &completed(1), false));
		assert_ok!(reveal(&devices[1], id, &completed(9), false));
		offer_all(10..=12);
		serve_until_asked(id, 3, 40);
	});
}
