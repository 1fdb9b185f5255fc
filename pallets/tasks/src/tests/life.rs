//! A task's whole life, with devices that are honest, wrong, silent, or change their mind.

use crate::{mock::*, *};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Outcome, TaskHeader, TaskId, Verification, CREDIT,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

type Failure = Error<Test>;

/// A task of device 1, assigned to two of the devices from 2 on.
fn assigned(offers: std::ops::RangeInclusive<u8>) -> (TaskId, Vec<AccountId32>) {
	offer_all(offers);
	let id = submit(&device(1), header());
	serve(1);
	let devices = asked(id);
	assert_eq!(devices.len(), 2);
	(id, devices)
}

fn copy_of(id: TaskId, device: &AccountId32) -> CopyPhase {
	task(id).copies.iter().find(|c| c.device == *device).expect("it was asked").phase
}

#[test]
fn agreement_settles_at_the_fuel_used() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=3);
		assert_eq!(secured(&devices[0]), 10 * CREDIT);
		let outcome = completed(1);
		commit(&devices[0], id, &outcome);
		assert_eq!(task(id).phase, TaskPhase::Assigned);
		commit(&devices[1], id, &outcome);
		assert_eq!(task(id).phase, TaskPhase::Committed);
		assert_ok!(reveal(&devices[0], id, &outcome, false));
		assert_ok!(reveal(&devices[1], id, &outcome, true));
		assert_eq!(task(id).phase, TaskPhase::Settled);
		assert_eq!(task(id).outcome, Some(outcome));
		assert_eq!(balance(&device(1)), -8 * CREDIT);
		for device in &devices {
			assert_eq!(balance(device), 4 * CREDIT);
			assert_eq!(secured(device), 0);
		}
		assert_eq!(reserved(&device(1)), 0);
	});
}

#[test]
fn open_settles_when_both_revealed_without_opening() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=3);
		let outcome = completed(1);
		for device in &devices {
			commit(device, id, &outcome);
		}
		for device in &devices {
			assert_ok!(reveal(device, id, &outcome, false));
		}
		assert_eq!(task(id).phase, TaskPhase::Revealed);
		let open = |device: &AccountId32, outcome| {
			Market::open(RuntimeOrigin::signed(device.clone()), id, outcome)
		};
		assert_noop!(open(&devices[0], completed(2)), Failure::BadOpening);
		assert_noop!(open(&device(1), outcome), Failure::NotAssigned);
		assert_ok!(open(&devices[0], outcome));
		assert_eq!(task(id).phase, TaskPhase::Settled);
	});
}

#[test]
fn a_liar_brings_in_a_third_and_is_not_paid() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=5);
		let (truth, lie) = (completed(1), completed(2));
		commit(&devices[0], id, &truth);
		commit(&devices[1], id, &lie);
		assert_ok!(reveal(&devices[0], id, &truth, false));
		assert_ok!(reveal(&devices[1], id, &lie, false));
		assert_eq!(task(id).phase, TaskPhase::Assigned);
		serve(1);
		let third = asked(id).pop().expect("a third was asked");
		commit(&third, id, &truth);
		assert_ok!(reveal(&third, id, &truth, true));
		assert_eq!(task(id).phase, TaskPhase::Settled);
		assert_eq!(copy_of(id, &devices[1]), CopyPhase::Wrong);
		assert_eq!(balance(&devices[1]), -10 * CREDIT);
		assert_eq!(balance(&devices[0]), 4 * CREDIT);
		assert_eq!(balance(&third), 4 * CREDIT);
		assert_eq!(balance(&device(1)), -8 * CREDIT);
		assert_eq!(commons(), 10 * CREDIT);
		serve(1);
		assert!(offer_of(&devices[1]).is_none());
		assert_eq!(checked_of(&devices[1], header().class), 0);
		assert_eq!(checked_of(&devices[0], header().class), 1);
	});
}

#[test]
fn a_silent_device_is_replaced_and_forfeits() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=4);
		let outcome = completed(1);
		commit(&devices[0], id, &outcome);
		serve(Numbers::get().commit_window(&header()) + 1);
		assert_eq!(copy_of(id, &devices[1]), CopyPhase::Silent);
		assert_eq!(balance(&devices[1]), -10 * CREDIT);
		let third = asked(id).pop().expect("a third was asked");
		assert_noop!(
			Market::commit(RuntimeOrigin::signed(devices[1].clone()), id, [0; 32]),
			Failure::NotAssigned
		);
		commit(&third, id, &outcome);
		assert_ok!(reveal(&devices[0], id, &outcome, false));
		assert_ok!(reveal(&third, id, &outcome, true));
		assert_eq!(task(id).phase, TaskPhase::Settled);
	});
}

#[test]
fn nobody_revealing_forfeits_and_asks_others() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=5);
		let outcome = completed(1);
		for device in &devices {
			commit(device, id, &outcome);
		}
		serve(Numbers::get().reveal_window(&header()) + 1);
		for device in &devices {
			assert_eq!(copy_of(id, device), CopyPhase::Silent);
			assert_noop!(reveal(device, id, &outcome, false), Failure::NotAssigned);
		}
		assert_eq!(asked(id).len(), 2);
	});
}

#[test]
fn tags_without_an_opening_are_silence() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=3);
		let outcome = completed(1);
		for device in &devices {
			commit(device, id, &outcome);
		}
		for device in &devices {
			assert_ok!(reveal(device, id, &outcome, false));
		}
		serve(Numbers::get().reveal_window(&header()) + 1);
		for device in &devices {
			assert_eq!(copy_of(id, device), CopyPhase::Silent);
		}
		assert_eq!(task(id).phase, TaskPhase::Queued);
	});
}

#[test]
fn reveal_that_was_not_committed_fails() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=3);
		commit(&devices[0], id, &completed(1));
		assert_noop!(reveal(&devices[0], id, &completed(1), false), Failure::WrongPhase);
		commit(&devices[1], id, &completed(1));
		assert_noop!(reveal(&devices[0], id, &completed(2), false), Failure::BadReveal);
		assert_noop!(reveal(&devices[0], id, &completed(1), true), Failure::NoQuorum);
		assert_ok!(reveal(&devices[0], id, &completed(1), false));
		assert_noop!(reveal(&devices[0], id, &completed(1), false), Failure::WrongPhase);
		let opened_wrongly = Market::reveal(
			RuntimeOrigin::signed(devices[1].clone()),
			id,
			reveal_of(&devices[1], id, &completed(1)),
			Some(completed(2)),
		);
		assert_noop!(opened_wrongly, Failure::BadOpening);
	});
}

#[test]
fn commit_twice_fails() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=3);
		commit(&devices[0], id, &completed(1));
		let again = Market::commit(RuntimeOrigin::signed(devices[0].clone()), id, [1; 32]);
		assert_noop!(again, Failure::WrongPhase);
		let unknown = Market::commit(RuntimeOrigin::signed(devices[0].clone()), 77, [1; 32]);
		assert_noop!(unknown, Failure::UnknownTask);
	});
}

/// Two disagree, and the third repeats the tag of `copied` without having worked.
fn copycat(copied: usize) -> (TaskId, Vec<AccountId32>, AccountId32) {
	let (id, devices) = assigned(2..=5);
	for (n, device) in devices.iter().enumerate() {
		commit(device, id, &completed(n as u8));
	}
	for (n, device) in devices.iter().enumerate() {
		assert_ok!(reveal(device, id, &completed(n as u8), false));
	}
	serve(1);
	let third = asked(id).pop().expect("a third was asked");
	let tag = atous_primitives::tag(id, &completed(copied as u8));
	let copy = atous_primitives::Reveal { tag, voucher: [1; 32], salt: [2; 32] };
	let signed = || RuntimeOrigin::signed(third.clone());
	assert_ok!(Market::commit(signed(), id, copy.commitment(id, third.as_ref())));
	assert_ok!(Market::reveal(signed(), id, copy, None));
	assert_eq!(task(id).phase, TaskPhase::Revealed);
	let guess = Market::open(signed(), id, completed(copied as u8));
	assert_noop!(guess, Failure::BadOpening);
	(id, devices, third)
}

#[test]
fn a_tag_repeated_without_the_outcome_is_not_paid() {
	build_and_execute(|| {
		let (id, devices, third) = copycat(0);
		let origin = RuntimeOrigin::signed(devices[0].clone());
		assert_ok!(Market::open(origin, id, completed(0)));
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		assert_eq!(copy_of(id, &third), CopyPhase::Wrong);
		assert_eq!(balance(&third), -10 * CREDIT);
		// Nobody has confirmed it: it is not the device's yet.
		assert_eq!((balance(&devices[0]), unvested(&devices[0])), (0, 10 * CREDIT));
	});
}

#[test]
fn a_lie_repeated_by_a_copycat_is_not_accepted() {
	build_and_execute(|| {
		let (id, devices, third) = copycat(1);
		let origin = RuntimeOrigin::signed(devices[1].clone());
		assert_ok!(Market::open(origin, id, completed(1)));
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		assert_eq!(task(id).outcome, None);
		assert_eq!(copy_of(id, &third), CopyPhase::Wrong);
		// The honest one keeps its collateral.
		assert_eq!(copy_of(id, &devices[0]), CopyPhase::Released);
	});
}

#[test]
fn disagreement_of_all_is_inconclusive_and_split() {
	build_and_execute(|| {
		offer_all(2..=9);
		let verification = Verification::Redundant { quorum: 2, max: 3 };
		let id = submit(&device(1), TaskHeader { verification, ..header() });
		serve(1);
		let first = asked(id);
		for (n, device) in first.iter().enumerate() {
			commit(device, id, &completed(n as u8));
		}
		for (n, device) in first.iter().enumerate() {
			assert_ok!(reveal(device, id, &completed(n as u8), false));
		}
		serve(1);
		let third = asked(id).pop().expect("a third was asked");
		commit(&third, id, &completed(3));
		assert_ok!(reveal(&third, id, &completed(3), false));
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		// 20 credits over three who answered.
		assert_eq!(unvested(&third), 20 * CREDIT / 3);
		assert_eq!(unvested(&first[0]), 20 * CREDIT / 3);
		assert_eq!(balance(&device(1)), -3 * (20 * CREDIT / 3));
	});
}

#[test]
fn unavailable_is_a_result_paid_at_the_minimum() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=3);
		let outcome = Outcome::Unavailable;
		for device in &devices {
			commit(device, id, &outcome);
		}
		assert_ok!(reveal(&devices[0], id, &outcome, false));
		assert_ok!(reveal(&devices[1], id, &outcome, true));
		assert_eq!(balance(&devices[0]), CREDIT / 100);
		assert_eq!(task(id).phase, TaskPhase::Settled);
	});
}

#[test]
fn running_out_of_fuel_pays_the_limit() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=3);
		let outcome = Outcome::OutOfFuel;
		for device in &devices {
			commit(device, id, &outcome);
		}
		assert_ok!(reveal(&devices[0], id, &outcome, false));
		assert_ok!(reveal(&devices[1], id, &outcome, true));
		assert_eq!(balance(&devices[0]), 10 * CREDIT);
	});
}

#[test]
fn give_back_is_free_three_times_and_then_costs_a_share() {
	build_and_execute(|| {
		offer_all(2..=3);
		for round in 0..4 {
			let id = submit(&device(1), header());
			serve(1);
			assert_ok!(Market::give_back(RuntimeOrigin::signed(device(2)), id));
			assert_eq!(copy_of(id, &device(2)), CopyPhase::GivenBack);
			let lost = if round < 3 { 0 } else { 10 * CREDIT / 4 };
			assert_eq!(balance(&device(2)), -lost);
			assert_eq!(secured(&device(2)), 0);
			// Nobody else is there: the redraw excludes its owner.
			serve(2);
			assert_eq!(asked(id), vec![device(3)]);
			// Until the task is over, and device 3 may offer again.
			serve(DEADLINE + 300);
			assert!(Tasks::<Test>::get(id).is_none_or(|task| task.phase.is_final()));
			assert_ok!(Market::offer(RuntimeOrigin::signed(device(3)), spec()));
		}
	});
}

#[test]
fn give_back_after_commit_fails() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=3);
		commit(&devices[0], id, &completed(1));
		let back = Market::give_back(RuntimeOrigin::signed(devices[0].clone()), id);
		assert_noop!(back, Failure::WrongPhase);
	});
}

#[test]
fn a_given_back_copy_goes_to_another_owner() {
	build_and_execute(|| {
		let (id, devices) = assigned(2..=4);
		assert_ok!(Market::give_back(RuntimeOrigin::signed(devices[0].clone()), id));
		serve(1);
		let now = asked(id);
		assert_eq!(now.len(), 2);
		assert!(!now.contains(&devices[0]));
	});
}
