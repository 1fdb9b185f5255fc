//! Random sequences of everything anyone can do, with everything recounted.

use crate::{mock::*, *};
use atous_primitives::{
	views::CopyPhase, Class, OfferSpec, Outcome, Reveal, TaskHeader, TaskId, Verification,
};
use proptest::prelude::*;
use sp_runtime::AccountId32;

#[derive(Clone, Debug)]
enum Step {
	Offer { device: u8, cores: u16, lifetime: u32 },
	Withdraw { device: u8 },
	Submit { device: u8, quorum: u8, max: u8, deadline: u32 },
	Cancel { device: u8, task: TaskId },
	Work { task: TaskId, copy: usize, answer: u8 },
	GiveBack { task: TaskId, copy: usize },
	Serve { blocks: u32 },
}

fn step() -> impl Strategy<Value = Step> {
	let device = 1..12u8;
	let task = 0..24u64;
	prop_oneof![
		2 => (device.clone(), 1..4u16, 1..200u32)
			.prop_map(|(device, cores, lifetime)| Step::Offer { device, cores, lifetime }),
		1 => device.clone().prop_map(|device| Step::Withdraw { device }),
		3 => (device.clone(), 2..4u8, 0..3u8, 40..200u32).prop_map(
			|(device, quorum, more, deadline)| Step::Submit {
				device,
				quorum,
				max: 2 * quorum - 1 + more,
				deadline
			}
		),
		1 => (device, task.clone()).prop_map(|(device, task)| Step::Cancel { device, task }),
		8 => (task.clone(), 0..4usize, 0..8u8)
			.prop_map(|(task, copy, answer)| Step::Work { task, copy, answer }),
		1 => (task, 0..4usize).prop_map(|(task, copy)| Step::GiveBack { task, copy }),
		4 => (1..20u32).prop_map(|blocks| Step::Serve { blocks }),
	]
}

/// What a device answers: mostly the truth, sometimes one of two lies.
fn answer(copy: usize, answer: u8) -> u8 {
	match answer {
		0 => 100 + copy as u8,
		1 => 99,
		_ => 1,
	}
}

/// What a device reveals; some only repeat the tag.
fn shown_by(device: &AccountId32, id: TaskId, outcome: &Outcome, what: u8) -> Reveal {
	let reveal = Reveal::new(id, device.as_ref(), outcome, [what; 32]);
	if what == 2 {
		Reveal { voucher: [0; 32], ..reveal }
	} else {
		reveal
	}
}

fn work(id: TaskId, at: usize, what: u8) {
	let Some(task) = Tasks::<Test>::get(id) else { return };
	let Some(copy) = task.copies.get(at) else { return };
	let device = copy.device.clone();
	match copy.phase {
		CopyPhase::Assigned => {
			let outcome = completed(answer(at, what));
			let commitment = shown_by(&device, id, &outcome, what);
			let commitment = commitment.commitment(id, device.as_ref());
			call(|| Market::commit(RuntimeOrigin::signed(device), id, commitment));
		}
		CopyPhase::Committed => {
			// One of these is what it committed to.
			for what in 0..8u8 {
				let outcome = completed(answer(at, what));
				let reveal = shown_by(&device, id, &outcome, what);
				for opening in [Some(outcome), None] {
					let origin = RuntimeOrigin::signed(device.clone());
					if call(|| Market::reveal(origin, id, reveal, opening)) {
						return;
					}
				}
			}
		}
		_ => {
			for what in [1, 99] {
				let origin = RuntimeOrigin::signed(device.clone());
				if call(|| Market::open(origin, id, completed(what))) {
					return;
				}
			}
		}
	}
}

/// Run a call as a transaction: what fails leaves nothing behind.
fn call(call: impl FnOnce() -> sp_runtime::DispatchResult) -> bool {
	frame_support::storage::with_storage_layer(call).is_ok()
}

fn apply(step: Step) {
	let signed = |device: u8| RuntimeOrigin::signed(AccountId32::new([device; 32]));
	match step {
		Step::Offer { device, cores, lifetime } => {
			let offer = OfferSpec { cores, lifetime, ..spec() };
			call(|| Market::offer(signed(device), offer));
		}
		Step::Withdraw { device } => {
			call(|| Market::withdraw(signed(device)));
		}
		Step::Submit { device, quorum, max, deadline } => {
			let verification = Verification::Redundant { quorum, max };
			let class = Class::WasmSmall;
			call(|| {
				Market::submit(
					signed(device),
					TaskHeader { verification, deadline, class, ..header() },
				)
			});
		}
		Step::Cancel { device, task } => {
			call(|| Market::cancel(signed(device), task));
		}
		Step::Work { task, copy, answer } => work(task, copy, answer),
		Step::GiveBack { task, copy } => {
			let Some(found) = Tasks::<Test>::get(task) else { return };
			let Some(copy) = found.copies.get(copy) else { return };
			let device = copy.device.clone();
			call(|| Market::give_back(RuntimeOrigin::signed(device), task));
		}
		Step::Serve { blocks } => serve(blocks),
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

	#[test]
	fn any_sequence_keeps_the_books_in_order_and_every_task_ends(
		steps in prop::collection::vec(step(), 1..200)
	) {
		build_and_execute(|| {
			for n in 1..12u8 {
				// Two owners have two devices each.
				device_of(n, if n > 9 { n - 9 } else { n });
			}
			for step in steps {
				apply(step);
				check();
			}
			// Left alone, everything ends and everything is released.
			serve(600);
			assert_eq!(Tasks::<Test>::iter().count(), 0);
			assert_eq!(Queue::<Test>::iter().count(), 0);
			assert_eq!(Usages::<Test>::iter().count(), 0);
			for n in 1..12u8 {
				let device = AccountId32::new([n; 32]);
				assert_eq!((reserved(&device), secured(&device)), (0, 0));
			}
		});
	}
}
