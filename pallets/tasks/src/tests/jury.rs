//! Juries: called from all who work, present or not, when a check contradicts.

use super::adaptive::draw;
use crate::{mock::*, *};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Class, OfferSpec, TaskHeader, TaskId, Verification, CREDIT,
};
use atous_support::Participation;
use frame_support::assert_ok;
use sp_runtime::AccountId32;

/// A task of device 1 on which device 2 works alone, that chance has checked by another,
/// and on which these two differ. `others` are all devices beside.
pub(super) fn contested(others: std::ops::RangeInclusive<u8>) -> TaskId {
	offer_all(2..=2);
	set_checked(device(2), Class::WasmSmall, 2);
	let header = TaskHeader { verification: Verification::Adaptive, deadline: 1_000, ..header() };
	let id = submit(&device(1), header);
	serve(1);
	assert_eq!(asked(id), vec![device(2)]);
	commit(&device(2), id, &completed(9));
	offer_all(others);
	draw(id, true);
	serve_until_asked(id, 2, 8);
	let checker = asked(id).pop().expect("one that checks");
	commit(&checker, id, &completed(1));
	draw(id, false);
	assert_ok!(reveal(&device(2), id, &completed(9), false));
	assert_ok!(reveal(&checker, id, &completed(1), false));
	assert!(task(id).is_contested());
	id
}

/// Those called to the jury so far that have not gone.
pub(super) fn jurors(id: TaskId) -> Vec<AccountId32> {
	let task = task(id);
	let jurors = task.copies.iter().filter(|copy| copy.part == Part::Jury && copy.is_live());
	jurors.map(|copy| copy.device.clone()).collect()
}

/// Serve until the jury has so many.
pub(super) fn serve_until_called(id: TaskId, count: usize) -> Vec<AccountId32> {
	for _ in 0..64 {
		if jurors(id).len() == count {
			return jurors(id);
		}
		serve(1);
	}
	panic!("{:?} are called", jurors(id));
}

/// Serve until the task has ended.
pub(super) fn serve_until_ended(id: TaskId) -> Task<AccountId32> {
	for _ in 0..20_000 {
		if task(id).phase.is_final() {
			return task(id);
		}
		serve(1);
	}
	panic!("the task never ends");
}

pub(super) fn phase_of(id: TaskId, device: &AccountId32) -> CopyPhase {
	task(id).copies.iter().find(|copy| copy.device == *device).expect("it was asked").phase
}

pub(super) fn withdraw(device: &AccountId32) {
	assert_ok!(Market::withdraw(RuntimeOrigin::signed(device.clone())));
}

#[test]
fn a_device_is_on_the_roll_from_its_first_offer_until_it_leaves() {
	build_and_execute(|| {
		let on_roll = || (0..RollSize::<Test>::get()).filter_map(Roll::<Test>::get);
		offer_all(2..=5);
		offer_all(3..=3);
		withdraw(&device(4));
		assert!(on_roll().eq((2..=5).map(device)));
		<Market as Participation<_>>::has_left(&device(3));
		check();
		assert!(on_roll().eq([2, 5, 4].map(device)));
		<Market as Participation<_>>::has_left(&device(4));
		check();
		assert!(on_roll().eq([2, 5].map(device)));
		assert_eq!(RollSize::<Test>::get(), 2);
	});
}

#[test]
fn a_jury_is_called_from_devices_that_offer_nothing_and_decides() {
	build_and_execute(|| {
		let id = contested(3..=6);
		(3..=6).map(device).filter(|one| offer_of(one).is_some()).for_each(|one| withdraw(&one));
		let jury = serve_until_called(id, 2);
		assert!(jury.iter().all(|juror| offer_of(juror).is_none()));
		for juror in &jury {
			// As much as each of those that it may find wrong has put aside.
			assert_eq!(secured(juror), secured(&device(2)));
			assert!(worker_of(juror).held.contains(&id));
			commit(juror, id, &completed(1));
		}
		assert_ok!(reveal(&jury[0], id, &completed(1), false));
		assert_ok!(reveal(&jury[1], id, &completed(1), true));
		assert_eq!((task(id).phase, task(id).outcome), (TaskPhase::Settled, Some(completed(1))));
		assert_eq!(phase_of(id, &device(2)), CopyPhase::Wrong);
		assert!(jury.iter().all(|juror| balance(juror) == 4 * CREDIT));
	});
}

#[test]
fn where_two_jurors_differ_a_third_decides() {
	build_and_execute(|| {
		let id = contested(3..=6);
		let jury = serve_until_called(id, 2);
		commit(&jury[0], id, &completed(9));
		commit(&jury[1], id, &completed(1));
		assert_ok!(reveal(&jury[0], id, &completed(9), false));
		assert_ok!(reveal(&jury[1], id, &completed(1), false));
		let third = serve_until_called(id, 3).pop().expect("a third");
		commit(&third, id, &completed(1));
		assert_ok!(reveal(&third, id, &completed(1), true));
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_eq!(phase_of(id, &jury[0]), CopyPhase::Wrong);
		assert!(balance(&jury[0]) < 0);
	});
}

#[test]
fn a_contradiction_gives_the_jury_the_time_it_needs() {
	build_and_execute(|| {
		let submitted = Served::<Test>::get();
		let id = contested(3..=6);
		let numbers = Market::params();
		let (now, trial) = (Served::<Test>::get(), numbers.trial_window(&header()));
		assert_eq!(task(id).ends_by, (submitted + 1_000).max(now + trial));
		let jury = serve_until_called(id, 2);
		let call = Served::<Test>::get();
		let window = numbers.commit_window(&header()) + numbers.jury_patience;
		let copies = task(id).copies;
		assert!(copies
			.iter()
			.filter(|copy| copy.part == Part::Jury)
			.all(|c| c.commit_by == call + window));
		serve(window);
		jury.iter().for_each(|juror| commit(juror, id, &completed(1)));
		// Who is asleep when the last one commits reveals when it is back.
		assert_ok!(reveal(&jury[0], id, &completed(1), false));
		serve(numbers.reveal_window(&header()) + numbers.jury_patience);
		assert_ok!(reveal(&jury[1], id, &completed(1), true));
		assert_eq!(task(id).phase, TaskPhase::Settled);
	});
}

#[test]
fn a_late_contradiction_ends_within_the_time_of_a_trial() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.jury_patience = 2_000);
		let id = contested(3..=6);
		let trial = Market::params().trial_window(&header());
		assert_eq!(task(id).ends_by, Served::<Test>::get() + trial);
		// Nobody ever comes.
		let ended = serve_until_ended(id);
		assert_eq!(ended.phase, TaskPhase::Inconclusive);
		assert!(Served::<Test>::get() <= ended.ends_by + 1);
		assert!((1..=6).all(|n| secured(&device(n)) == 0 && reserved(&device(n)) == 0));
	});
}

#[test]
fn a_juror_that_does_not_come_is_excused_and_another_is_called() {
	build_and_execute(|| {
		let id = contested(3..=6);
		let jury = serve_until_called(id, 2);
		commit(&jury[0], id, &completed(1));
		serve(Market::params().jury_commit_window(&header()) + 1);
		assert_eq!(phase_of(id, &jury[1]), CopyPhase::Absent);
		assert_eq!((balance(&jury[1]), secured(&jury[1])), (0, 0));
		assert!(worker_of(&jury[1]).seat.is_none());
		assert!(worker_of(&jury[1]).held.is_empty());
		assert_eq!(usize::from(task(id).asked()), task(id).copies.len() - 1);
		serve(1);
		assert!(offer_of(&jury[1]).is_none(), "its offer has ended");
		let third = serve_until_called(id, 2).pop().expect("another");
		assert!(!jury.contains(&third));
		commit(&third, id, &completed(1));
		assert_ok!(reveal(&jury[0], id, &completed(1), false));
		assert_ok!(reveal(&third, id, &completed(1), true));
		assert_eq!(task(id).phase, TaskPhase::Settled);
		// It may offer again at once, and can then be called again.
		assert_ok!(Market::offer(RuntimeOrigin::signed(jury[1].clone()), spec()));
		assert!(worker_of(&jury[1]).seat.is_some());
	});
}

#[test]
fn a_juror_that_has_committed_and_is_silent_loses_what_a_liar_loses() {
	build_and_execute(|| {
		let id = contested(3..=6);
		let jury = serve_until_called(id, 2);
		let stake = secured(&jury[1]);
		jury.iter().for_each(|juror| commit(juror, id, &completed(1)));
		assert_ok!(reveal(&jury[0], id, &completed(1), false));
		serve(Market::params().jury_reveal_window(&header()) + 1);
		assert_eq!(phase_of(id, &jury[1]), CopyPhase::Silent);
		assert_eq!(balance(&jury[1]), -stake);
	});
}

#[test]
fn a_juror_needs_no_room_in_its_offer_and_takes_none() {
	build_and_execute(|| {
		let id = contested(3..=6);
		// All who are left work to the last core.
		let full = |n: u8| {
			let usage = Usage { cores: spec().cores, memory_mib: spec().memory_mib, checks: 0 };
			Market::update_worker(&device(n), |worker| worker.usage = usage);
		};
		(3..=6).for_each(full);
		let jury = serve_until_called(id, 2);
		assert_eq!(worker_of(&jury[0]).usage.cores, spec().cores);
		commit(&jury[0], id, &completed(1));
		assert_eq!(worker_of(&jury[0]).usage.cores, spec().cores);
		(3..=6).for_each(|n| {
			Market::update_worker(&device(n), |worker| worker.usage = Usage::default());
		});
	});
}

#[test]
fn a_jury_is_called_at_any_price_and_only_from_those_who_can() {
	build_and_execute(|| {
		let id = contested(3..=5);
		let left: Vec<_> = (3..=5).map(device).filter(|one| !asked(id).contains(one)).collect();
		let offer = |device: &AccountId32, spec: OfferSpec| {
			assert_ok!(Market::offer(RuntimeOrigin::signed(device.clone()), spec));
		};
		offer(&left[0], OfferSpec { reserve_price: 4_000_000, ..spec() });
		offer(&left[1], OfferSpec { memory_mib: 1, ..spec() });
		serve(8);
		// Two are wanted at once.
		assert!(jurors(id).is_empty());
		offer(&left[1], OfferSpec { latency: Default::default(), ..spec() });
		assert_eq!(serve_until_called(id, 2).len(), 2);
	});
}

#[test]
fn no_two_jurors_are_of_one_owner_nor_of_one_of_the_parties() {
	build_and_execute(|| {
		offer_all(7..=7);
		// The owner of 2 has 8 too, that of 7 has 9.
		for (number, owner) in [(8, 2), (9, 7)] {
			let device = device_of(number, owner);
			assert_ok!(Market::offer(RuntimeOrigin::signed(device.clone()), spec()));
			withdraw(&device);
		}
		withdraw(&device(7));
		let id = contested(3..=4);
		let jury = serve_until_called(id, 2);
		assert!(!jury.contains(&device(8)), "{jury:?}");
		assert!(!(jury.contains(&device(7)) && jury.contains(&device(9))), "{jury:?}");
	});
}

#[test]
fn who_is_most_of_a_large_quorum_is_not_ahead() {
	build_and_execute(|| {
		offer_all(2..=8);
		let verification = Verification::Redundant { quorum: 3, max: 5 };
		let id = submit(&device(1), TaskHeader { verification, ..header() });
		serve(1);
		let devices = asked(id);
		let found = [9, 9, 1];
		let pairs = || devices.iter().zip(found);
		pairs().for_each(|(device, what)| commit(device, id, &completed(what)));
		for (device, what) in pairs() {
			assert_ok!(reveal(device, id, &completed(what), false));
		}
		let jury = serve_until_called(id, 2);
		jury.iter().for_each(|juror| commit(juror, id, &completed(1)));
		assert_ok!(reveal(&jury[0], id, &completed(1), false));
		assert_ok!(reveal(&jury[1], id, &completed(1), true));
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_eq!(phase_of(id, &devices[0]), CopyPhase::Wrong);
		assert_eq!(phase_of(id, &devices[2]), CopyPhase::Paid);
	});
}

#[test]
fn of_two_that_differ_one_juror_is_called() {
	build_and_execute(|| {
		offer_all(2..=5);
		let id = submit(&device(1), header());
		serve(1);
		let devices = asked(id);
		commit(&devices[0], id, &completed(9));
		commit(&devices[1], id, &completed(1));
		assert_ok!(reveal(&devices[0], id, &completed(9), false));
		assert_ok!(reveal(&devices[1], id, &completed(1), false));
		let juror = serve_until_called(id, 1).pop().expect("one");
		commit(&juror, id, &completed(1));
		assert_ok!(reveal(&juror, id, &completed(1), true));
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_eq!(phase_of(id, &devices[0]), CopyPhase::Wrong);
	});
}

#[test]
fn a_mesh_without_two_further_owners_ends_inconclusive() {
	build_and_execute(|| {
		let id = contested(3..=4);
		assert_eq!(serve_until_ended(id).phase, TaskPhase::Inconclusive);
		assert!(jurors(id).is_empty());
	});
}

#[test]
fn jurors_are_called_in_proportion_to_their_bonds() {
	let mut calls = [0u32; 4];
	for seed in 0..60u8 {
		build_and_execute(|| {
			// One of four has half of all that is posted; the one that checks is none of them.
			for n in 11..=14 {
				set_bond(&device(n), if n == 11 { 300 } else { 100 });
				offer_all(n..=n);
				withdraw(&device(n));
			}
			let id = contested(3..=3);
			set_seed(Some([seed; 32]));
			for juror in serve_until_called(id, 2) {
				let number = (11..=14).position(|n| device(n) == juror).expect("one of four");
				calls[number] += 1;
			}
		});
	}
	// It is among two of four with 1/2 + 1/2 · 3/5, the others each with a third of the rest.
	assert!((36..=59).contains(&calls[0]), "{calls:?}: 48 of 60 are expected");
	assert!(calls[1..].iter().all(|count| (10..=38).contains(count)), "{calls:?}: 24 each");
}
