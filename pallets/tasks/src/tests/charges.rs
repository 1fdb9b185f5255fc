//! What steps are charged: what they did, never more than was declared or than is left.

use crate::{mock::*, *};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Outcome, TaskHeader, TaskId, Verification,
};
use frame_support::{
	assert_ok,
	dispatch::{GetDispatchInfo, PostDispatchInfo},
	traits::UnfilteredDispatchable,
	weights::{Weight, WeightMeter},
};
use sp_runtime::AccountId32;

type Weights = <Test as Config>::WeightInfo;

/// Make a call. Says what it has declared, and what it was charged.
fn charge(who: &AccountId32, call: Call<Test>) -> (Weight, Weight) {
	let declared = call.get_dispatch_info().call_weight;
	let made = call.dispatch_bypass_filter(RuntimeOrigin::signed(who.clone()));
	let PostDispatchInfo { actual_weight, .. } = made.expect("it can be done");
	let charged = actual_weight.expect("it says what it weighed");
	assert!(charged.all_lte(declared), "{charged} is more than {declared}");
	assert!(charged.all_gt(Weight::zero()));
	(declared, charged)
}

/// Have the device reveal an outcome, and open it if that makes a quorum.
fn show(device: &AccountId32, id: TaskId, outcome: Outcome, open: bool) -> (Weight, Weight) {
	let reveal = reveal_of(device, id, &outcome);
	charge(device, Call::reveal { task: id, reveal, opening: open.then_some(outcome) })
}

/// A task that devices 2 to `last` work on, and who they are.
fn given(last: u8, header: TaskHeader) -> (TaskId, Vec<AccountId32>) {
	offer_all(2..=last);
	let id = submit(&device(1), header);
	serve_until_asked(id, usize::from(last) - 1, 3);
	(id, asked(id))
}

/// What the hooks weigh in a block without chance, in which nobody is looked for.
fn block() -> Weight {
	set_seed(None);
	let mut meter = WeightMeter::new();
	Market::serve(&Market::params(), &mut meter);
	meter.consumed().saturating_sub(Weights::serve_base())
}

fn entries() -> usize {
	Agenda::<Test>::iter_values().filter(|due| matches!(due, Due::Task(_))).count()
}

#[test]
fn a_reveal_that_only_stores_a_tag_is_cheap() {
	build_and_execute(|| {
		let (id, devices) = given(3, header());
		devices.iter().for_each(|device| commit(device, id, &completed(1)));
		let (declared, charged) = show(&devices[0], id, completed(1), false);
		assert_eq!(charged, Weights::reveal_only(2));
		assert!((charged * 5).all_lte(declared));
	});
}

#[test]
fn a_settlement_is_charged_for_those_who_agree_and_those_who_do_not() {
	build_and_execute(|| {
		let verification = Verification::Redundant { quorum: 3, max: 8 };
		let (id, devices) = given(4, TaskHeader { verification, ..header() });
		let says = |at: usize| completed(if at == 2 { 2 } else { 1 });
		for (at, device) in devices.iter().enumerate() {
			commit(device, id, &says(at));
		}
		for (at, device) in devices.iter().enumerate() {
			show(device, id, says(at), false);
		}
		// Two jurors are called, and agree.
		offer_all(5..=6);
		serve_until_asked(id, 5, 40);
		let jury = asked(id).split_off(3);
		jury.iter().for_each(|juror| commit(juror, id, &completed(1)));
		show(&jury[0], id, completed(1), false);
		let (_, charged) = show(&jury[1], id, completed(1), true);
		let ends = Weights::settle(4).saturating_add(Weights::wrong(1));
		assert_eq!(charged, Weights::reveal_only(5).saturating_add(ends));
	});
}

#[test]
fn a_reveal_that_ends_without_a_quorum_is_charged_as_declared() {
	build_and_execute(|| {
		let verification = Verification::Redundant { quorum: 2, max: 3 };
		let (id, devices) = given(3, TaskHeader { verification, ..header() });
		for (device, what) in devices.iter().zip(1..) {
			commit(device, id, &completed(what));
		}
		for (device, what) in devices.iter().zip(1..) {
			show(device, id, completed(what), false);
		}
		offer_all(4..=4);
		serve_until_asked(id, 3, 40);
		let third = asked(id)[2].clone();
		commit(&third, id, &completed(3));
		let (declared, charged) = show(&third, id, completed(3), false);
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		assert_eq!(charged, declared);
	});
}

#[test]
fn opening_and_giving_back_are_charged_for_what_they_do() {
	build_and_execute(|| {
		let (id, devices) = given(3, header());
		offer_all(4..=4);
		let (declared, charged) = charge(&devices[0], Call::give_back { task: id });
		let least = Weights::give_back_only();
		assert_eq!(charged, least.saturating_add(Weights::arrive()).min(declared));
		serve_until_asked(id, 2, 3);
		let devices = asked(id);
		for device in &devices {
			commit(device, id, &completed(1));
		}
		for device in &devices {
			show(device, id, completed(1), false);
		}
		let opening = Call::open { task: id, outcome: completed(1) };
		let (_, charged) = charge(&devices[0], opening);
		assert_eq!(charged, Weights::reveal_only(3).saturating_add(Weights::settle(2)));
	});
}

#[test]
fn a_delivery_and_its_later_opening_are_charged_for_what_they_do() {
	build_and_execute(|| {
		let verification = Verification::Requester { window: 10 };
		let (id, devices) = given(2, TaskHeader { verification, deadline: 1_000, ..header() });
		commit(&devices[0], id, &completed(1));
		let (_, charged) = show(&devices[0], id, completed(1), false);
		assert_eq!(task(id).phase, TaskPhase::Delivered);
		// The answer is due before anything else was.
		let watching = Weights::reveal_only(1).saturating_add(Weights::watch());
		assert!(charged.all_lte(watching));
		assert_ok!(Market::accept(RuntimeOrigin::signed(device(1)), id, None));
		let opening = Call::open { task: id, outcome: completed(1) };
		assert_eq!(charge(&devices[0], opening).1, Weights::reveal_only(1));
	});
}

#[test]
fn an_entry_by_which_nothing_is_due_is_cheap_and_moves() {
	build_and_execute(|| {
		let (id, devices) = given(3, header());
		let commit_by = task(id).copies[0].commit_by;
		serve(5);
		devices.iter().for_each(|device| commit(device, id, &completed(1)));
		let watched = task(id).watched;
		assert!(watched <= commit_by + 1);
		serve(watched - 1 - Served::<Test>::get());
		let idle = Weights::agenda_read(1).saturating_add(Weights::agenda_idle(2));
		assert_eq!(block(), idle);
		assert!((idle * 4).all_lte(Weights::look_at_task()));
		assert_eq!(task(id).watched, task(id).stage_by + 1);
		assert_eq!((task(id).phase, entries()), (TaskPhase::Committed, 1));
	});
}

#[test]
fn an_entry_is_charged_for_the_silent_and_for_the_record_it_removes() {
	build_and_execute(|| {
		let (id, devices) = given(3, header());
		commit(&devices[0], id, &completed(1));
		serve(task(id).copies[1].commit_by - Served::<Test>::get());
		let read = Weights::agenda_read(1);
		let silence = read
			.saturating_add(Weights::agenda_idle(2))
			.saturating_add(Weights::silence(1))
			.saturating_add(Weights::arrive());
		assert_eq!(block(), silence);
		assert_eq!(task(id).copies[1].phase, CopyPhase::Silent);
		serve(task(id).ends_by + 1 - Served::<Test>::get());
		assert_eq!(task(id).phase, TaskPhase::Expired);
		serve(task(id).stage_by - 1 - Served::<Test>::get());
		assert_eq!(block(), read.saturating_add(Weights::forget(1)));
		assert_eq!((Tasks::<Test>::get(id), entries()), (None, 0));
	});
}

#[test]
fn what_is_due_is_taken_as_long_as_its_worst_case_fits() {
	build_and_execute(|| {
		set_seed(None);
		let ids: Vec<_> = (1..=20).map(|n| submit(&device(n), header())).collect();
		// All are looked at in this block, though nothing is due.
		let due = Served::<Test>::get() + 1;
		for id in &ids {
			Tasks::<Test>::mutate(id, |task| {
				let task = task.as_mut().expect("it is open");
				Agenda::<Test>::remove(QueueKey::new(task.watched, *id));
				task.watched = due;
				Agenda::<Test>::insert(QueueKey::new(due, *id), Due::Task(*id));
			});
		}
		let moved = || ids.iter().filter(|id| task(**id).watched > due).count();
		let worst = Weights::look_at_task();
		let poll = |room: Weight| {
			// Half is for what is due.
			let base = Weights::serve_base();
			let mut meter = WeightMeter::with_limit(room.saturating_mul(2).saturating_add(base));
			Market::serve(&Market::params(), &mut meter);
			assert!(meter.consumed().all_lte(room.saturating_add(base)));
		};
		poll(worst);
		assert_eq!(moved(), 0, "what has been read leaves no room");
		let read = Weights::agenda_read(1).saturating_mul(20);
		poll(read.saturating_add(worst).saturating_add(Weights::agenda_idle(0) * 5));
		assert_eq!(moved(), 6);
		serve(1);
		assert_eq!(moved(), 20);
	});
}

#[test]
fn a_task_has_one_entry_until_it_ends() {
	build_and_execute(|| {
		let (id, devices) = given(3, header());
		let once = || {
			check();
			assert_eq!(entries(), 1);
		};
		once();
		devices.iter().for_each(|device| commit(device, id, &completed(1)));
		once();
		show(&devices[0], id, completed(1), false);
		once();
		show(&devices[1], id, completed(1), true);
		check();
		assert_eq!(entries(), 0);
		let end = task(id).stage_by;
		serve(end - 1 - Served::<Test>::get());
		assert!(Tasks::<Test>::contains_key(id));
		serve(1);
		assert!(!Tasks::<Test>::contains_key(id));
	});
}

#[test]
fn looking_for_devices_is_charged_by_the_offers_read() {
	build_and_execute(|| {
		offer_all(2..=30);
		let consumed = |count: u8| {
			for n in 31..31 + count {
				submit(&device(n), header());
			}
			set_seed(Some([5; 32]));
			let mut meter = WeightMeter::new();
			Market::serve(&Market::params(), &mut meter);
			meter.consumed().saturating_sub(Weights::serve_base())
		};
		let known = Weights::scan(1).saturating_add(Weights::arrivals(1));
		let spent = consumed(1).saturating_sub(known);
		// Four that can take it are read for the first copy and one more for the second, of
		// all 29.
		assert_eq!(spent, Weights::matched(2, 2, 5).saturating_add(Weights::arrive()));
		assert!((spent * 3).ref_time() < Weights::match_copies(2, 29).ref_time() * 2);
	});
}
