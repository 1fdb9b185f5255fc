//! Time: everything ends, nothing is forgotten, and only served blocks count.

use crate::{mock::*, *};
use atous_primitives::{views::TaskPhase, TaskHeader};
use frame_support::{
	assert_ok,
	traits::Hooks,
	weights::{Weight, WeightMeter},
};

#[test]
fn a_task_nobody_takes_expires_and_is_refunded() {
	build_and_execute(|| {
		let one = device(1);
		let id = submit(&one, header());
		serve(DEADLINE + 1);
		assert_eq!(task(id).phase, TaskPhase::Expired);
		assert_eq!(reserved(&one), 0);
		assert_eq!(balance(&one), 0);
	});
}

#[test]
fn a_task_nobody_takes_is_tried_again_and_found() {
	build_and_execute(|| {
		let id = submit(&device(1), TaskHeader { deadline: 5_000, ..header() });
		serve(500);
		assert_eq!(task(id).phase, TaskPhase::Queued);
		offer_all(2..=3);
		serve_until_asked(id, 2, Numbers::get().retry_max + 1);
	});
}

#[test]
fn a_parked_task_does_not_hold_up_those_behind() {
	build_and_execute(|| {
		let mut huge = header();
		huge.requirements.memory_mib = 512;
		let stuck = submit(&device(1), huge);
		for n in 2..=3 {
			let small = atous_primitives::OfferSpec { memory_mib: 100, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), small));
		}
		let behind = submit(&device(4), header());
		serve(1);
		assert_eq!(task(behind).phase, TaskPhase::Assigned);
		assert_eq!(task(stuck).phase, TaskPhase::Queued);
	});
}

#[test]
fn ended_tasks_are_removed_after_their_retention() {
	build_and_execute(|| {
		let id = submit(&device(1), header());
		assert_ok!(Market::cancel(RuntimeOrigin::signed(device(1)), id));
		serve(Numbers::get().retention - 1);
		assert!(Tasks::<Test>::contains_key(id));
		serve(1);
		assert!(!Tasks::<Test>::contains_key(id));
		assert_eq!(Requests::<Test>::iter().count(), 0);
		serve(DEADLINE);
		assert_eq!(Agenda::<Test>::iter().count(), 0);
	});
}

#[test]
fn blocks_without_room_do_not_count() {
	build_and_execute(|| {
		let id = submit(&device(1), header());
		let before = Served::<Test>::get();
		for _ in 0..DEADLINE * 2 {
			let mut full = WeightMeter::with_limit(Weight::zero());
			Market::on_poll(1, &mut full);
			assert_eq!(full.consumed(), Weight::zero());
		}
		assert_eq!(Served::<Test>::get(), before);
		assert_eq!(task(id).phase, TaskPhase::Queued);
	});
}

#[test]
fn a_block_uses_no_more_than_its_budget() {
	build_and_execute(|| {
		offer_all(2..=10);
		for n in 11..=20 {
			submit(&device(n), header());
		}
		let one_match = <Test as Config>::WeightInfo::match_copies(2, 9);
		let base = <Test as Config>::WeightInfo::serve_base();
		// Half is kept for what is due, and nothing is.
		let scan = <Test as Config>::WeightInfo::scan(10)
			.saturating_add(<Test as Config>::WeightInfo::arrivals(10));
		let budget = base.saturating_add(scan).saturating_add(one_match.saturating_mul(3));
		let mut meter = WeightMeter::with_limit(budget);
		Market::on_poll(1, &mut meter);
		assert!(meter.consumed().all_lte(budget));
		let found = Tasks::<Test>::iter_values().filter(|t| t.phase == TaskPhase::Assigned);
		// Three at their worst; what they leave of that may be enough for another.
		let found = found.count();
		assert!((3..=6).contains(&found), "{found}");
	});
}

#[test]
fn an_assigned_task_whose_devices_vanish_ends_by_its_deadline() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), header());
		serve(DEADLINE + 2);
		assert_eq!(task(id).phase, TaskPhase::Expired);
		assert_eq!(reserved(&device(1)), 0);
		assert_eq!(balance(&device(1)), 0);
	});
}
