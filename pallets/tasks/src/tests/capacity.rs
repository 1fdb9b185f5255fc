//! Free cores and memory are counted down and up, so that none is sold twice.

use crate::{mock::*, *};
use atous_primitives::{views::CopyPhase, OfferSpec, TaskHeader, TaskId};
use proptest::{prelude::*, test_runner::TestRunner};
use sp_runtime::AccountId32;
use std::{cell::RefCell, collections::BTreeSet};

#[derive(Clone, Debug)]
enum Step {
	Offer { device: u8, cores: u16, memory_mib: u32 },
	Withdraw { device: u8 },
	Submit { memory_mib: u32 },
	Commit { pick: usize },
	GiveBack { pick: usize },
	Serve { blocks: u32 },
}

fn step() -> impl Strategy<Value = Step> {
	let device = 2..9u8;
	prop_oneof![
		3 => (device.clone(), 1..4u16, 64..1_500u32)
			.prop_map(|(device, cores, memory_mib)| Step::Offer { device, cores, memory_mib }),
		1 => device.prop_map(|device| Step::Withdraw { device }),
		6 => (1..512u32).prop_map(|memory_mib| Step::Submit { memory_mib }),
		4 => any::<usize>().prop_map(|pick| Step::Commit { pick }),
		2 => any::<usize>().prop_map(|pick| Step::GiveBack { pick }),
		6 => (1..4u32).prop_map(|blocks| Step::Serve { blocks }),
	]
}

/// The copies that are worked on.
fn working() -> BTreeSet<(AccountId32, TaskId)> {
	let mut working = BTreeSet::new();
	for (id, task) in Tasks::<Test>::iter() {
		let copies = task.copies.into_iter().filter(|copy| copy.phase == CopyPhase::Assigned);
		working.extend(copies.map(|copy| (copy.device, id)));
	}
	working
}

fn pick(number: usize) -> Option<(AccountId32, TaskId)> {
	let working = working();
	working.iter().nth(number % working.len().max(1)).cloned()
}

/// How often a device was given work, and how often that filled it.
#[derive(Default)]
struct Seen {
	given: u32,
	filled: u32,
}

/// Serve a block. Whoever is given work in it has room for it beside all else.
fn serve_and_count(seen: &mut Seen) {
	let before = working();
	serve(1);
	for (device, _) in working().difference(&before) {
		let spec = offer_of(device).expect("it offers").spec;
		let used = worker_of(device).usage;
		assert!(used.cores <= spec.cores && used.memory_mib <= spec.memory_mib, "{used:?}");
		seen.given += 1;
		seen.filled += u32::from(used.cores == spec.cores);
	}
}

fn apply(step: Step, seen: &mut Seen) {
	let signed = |device: u8| RuntimeOrigin::signed(device_of(device, device));
	let by = |device: AccountId32| RuntimeOrigin::signed(device);
	// What is refused, for want of an offer or because it backs off, changes nothing.
	let try_call = |call: &dyn Fn() -> sp_runtime::DispatchResult| {
		let _ = frame_support::storage::with_storage_layer(call);
	};
	match step {
		Step::Offer { device, cores, memory_mib } => {
			let offer = OfferSpec { cores, memory_mib, ..spec() };
			try_call(&|| Market::offer(signed(device), offer.clone()));
		}
		Step::Withdraw { device } => try_call(&|| Market::withdraw(signed(device))),
		Step::Submit { memory_mib } => {
			set_balance(&device(1), 0);
			let mut header = TaskHeader { deadline: 2_000, ..header() };
			header.requirements.memory_mib = memory_mib;
			try_call(&|| plain(Market::submit(signed(1), header.clone())));
		}
		Step::Commit { pick: number } => {
			let Some((device, id)) = pick(number) else { return };
			commit(&device, id, &completed(1));
		}
		Step::GiveBack { pick: number } => {
			let Some((device, id)) = pick(number) else { return };
			try_call(&|| plain(Market::give_back(by(device.clone()), id)));
		}
		Step::Serve { blocks } => (0..blocks).for_each(|_| serve_and_count(seen)),
	}
}

#[test]
fn never_is_more_assigned_than_is_offered() {
	let seen = RefCell::new(Seen::default());
	let config = ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() };
	let sequences = prop::collection::vec(step(), 1..200);
	let result = TestRunner::new(config).run(&sequences, |steps| {
		let mut seen = seen.borrow_mut();
		build_and_execute(|| {
			set_numbers(|numbers| (numbers.max_open_tasks, numbers.backoff_base) = (40, 1));
			for step in steps {
				apply(step, &mut seen);
				check();
			}
		});
		Ok(())
	});
	if let Err(failure) = result {
		panic!("{failure}");
	}
	let Seen { given, filled } = seen.into_inner();
	assert!(given > 200 && filled > 50, "given {given}, filled {filled}");
}

#[test]
fn a_device_is_drawn_until_it_holds_as_many_copies_as_it_may() {
	for (held, drawn) in [(MAX_HELD - 1, true), (MAX_HELD, false)] {
		build_and_execute(|| {
			offer_all(2..=3);
			let others: Vec<_> = (0..TaskId::from(held)).map(|n| TaskId::MAX - n).collect();
			let fill = |held: Vec<TaskId>| {
				Market::update_worker(&device(2), |worker| {
					worker.held = held.try_into().expect("they fit");
				});
			};
			fill(others);
			let id = submit(&device(1), header());
			serve(2);
			// Both or none: it is passed over, and not refused after it was picked.
			assert_eq!(task(id).live(), if drawn { 2 } else { 0 }, "with {held}");
			// They are of no tasks, and would not be found again.
			fill(if drawn { vec![id] } else { vec![] });
		});
	}
}
