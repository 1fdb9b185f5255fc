//! Where devices disagree and there is nobody further to ask, a task ends at once.

use crate::mock::*;
use atous_primitives::{views::TaskPhase, OfferSpec, TaskHeader, TaskId, CREDIT};
use atous_support::Participation;
use frame_support::assert_ok;

/// A task of device 1 on which two of the devices from 2 on disagree.
fn disagreement(offers: std::ops::RangeInclusive<u8>) -> TaskId {
	offer_all(offers);
	let id = submit(&device(1), TaskHeader { deadline: 1_000, ..header() });
	serve(1);
	let devices = asked(id);
	for (at, device) in devices.iter().enumerate() {
		commit(device, id, &completed(at as u8));
	}
	for (at, device) in devices.iter().enumerate() {
		assert_ok!(reveal(device, id, &completed(at as u8), false));
	}
	assert!(task(id).disagrees());
	id
}

#[test]
fn a_disagreement_with_nobody_further_ends_in_the_next_block() {
	build_and_execute(|| {
		let id = disagreement(2..=3);
		serve(1);
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		// The quorum's pay is split, and nobody loses what it put aside.
		assert_eq!(balance(&device(1)), -20 * CREDIT);
		assert_eq!(secured(&device(2)) + secured(&device(3)) + reserved(&device(1)), 0);
	});
}

#[test]
fn devices_of_owners_that_are_out_of_the_question_are_nobody() {
	build_and_execute(|| {
		// The requester's owner, and one of those already asked.
		for (n, owner) in [(7, 1), (8, 2)] {
			let device = device_of(n, owner);
			let later = OfferSpec { memory_mib: 1, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device), later));
		}
		let id = disagreement(2..=3);
		serve(1);
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
	});
}

#[test]
fn a_device_that_may_become_able_is_waited_for() {
	build_and_execute(|| {
		// Too little memory now; it may offer more.
		let small = OfferSpec { memory_mib: 1, ..spec() };
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(9)), small));
		let id = disagreement(2..=3);
		serve(20);
		assert_eq!(task(id).phase, TaskPhase::Assigned);
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(9)), spec()));
		serve_until_asked(id, 3, 40);
	});
}

#[test]
fn too_few_answers_wait_for_a_device_that_comes() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), TaskHeader { deadline: 1_000, ..header() });
		serve(1);
		let devices = asked(id);
		commit(&devices[0], id, &completed(1));
		assert_ok!(Market::give_back(RuntimeOrigin::signed(devices[1].clone()), id));
		serve(10);
		assert_eq!(task(id).phase, TaskPhase::Assigned);
		offer_all(4..=4);
		serve_until_asked(id, 2, 40);
	});
}

#[test]
fn a_roll_longer_than_is_read_is_not_known_to_hold_nobody() {
	build_and_execute(|| {
		// Three devices of one owner: two more than are read.
		set_numbers(|numbers| (numbers.draw_eligible, numbers.draw_reads) = (1, 3));
		for n in 10..=11 {
			assert_ok!(Market::offer(RuntimeOrigin::signed(device_of(n, 1)), spec()));
		}
		offer_all(2..=3);
		let id = submit(&device(1), TaskHeader { deadline: 1_000, ..header() });
		serve_until_asked(id, 2, 200);
		let devices = asked(id);
		for (at, device) in devices.iter().enumerate() {
			commit(device, id, &completed(at as u8));
		}
		for (at, device) in devices.iter().enumerate() {
			assert_ok!(reveal(device, id, &completed(at as u8), false));
		}
		serve(10);
		assert_eq!(task(id).phase, TaskPhase::Assigned);
		// One less on the roll, and all can be read.
		<Market as Participation<_>>::has_left(&device_of(10, 1));
		serve(40);
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
	});
}
