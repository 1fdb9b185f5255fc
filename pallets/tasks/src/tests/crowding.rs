//! Tasks that nobody can take do not crowd out those that somebody can.

use crate::{mock::*, *};
use atous_primitives::{views::TaskPhase, TaskHeader};
use frame_support::{traits::Hooks, weights::WeightMeter};

/// A task that no device has the memory for.
fn hopeless(n: u8) -> atous_primitives::TaskId {
	let mut header = TaskHeader { deadline: 5_000, ..header() };
	header.requirements.memory_mib = 512;
	submit(&device(n), header)
}

fn offer_small(range: std::ops::RangeInclusive<u8>) {
	for n in range {
		let small = atous_primitives::OfferSpec { memory_mib: 100, ..spec() };
		frame_support::assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), small));
	}
}

#[test]
fn fresh_tasks_are_matched_beside_any_number_of_woken_ones() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.scan_per_block = 8);
		offer_small(100..=109);
		for n in 1..=40 {
			hopeless(n);
		}
		serve(40);
		for n in 41..=60 {
			let id = submit(&device(n), header());
			serve(1);
			assert_eq!(task(id).phase, TaskPhase::Assigned, "after {n}");
			let devices = asked(id);
			for device in &devices {
				commit(device, id, &completed(1));
			}
			for device in &devices {
				let open = *device == devices[1];
				frame_support::assert_ok!(reveal(device, id, &completed(1), open));
			}
		}
	});
}

#[test]
fn woken_tasks_use_half_of_the_budget_at_most() {
	build_and_execute(|| {
		offer_small(100..=109);
		set_seed(None);
		let parked: Vec<_> = (1..=20).map(hopeless).collect();
		// All have come back, and none has been looked at since.
		let now = Served::<Test>::get();
		for id in &parked {
			let mut task = task(*id);
			Market::dequeue(*id, &mut task);
			task.wanted = 2;
			task.misses = 1;
			Market::wake(*id, &mut task, now);
			Tasks::<Test>::insert(id, task);
		}
		let fresh: Vec<_> = (21..=40).map(|n| submit(&device(n), header())).collect();
		set_seed(Some([1; 32]));
		let one = <Test as Config>::WeightInfo::match_copies(2, 10);
		let budget = <Test as Config>::WeightInfo::serve_base()
			.saturating_add(<Test as Config>::WeightInfo::scan(24))
			.saturating_add(one.saturating_mul(8));
		let mut meter = WeightMeter::with_limit(budget);
		Market::on_poll(1, &mut meter);
		let looked = |ids: &[u64]| ids.iter().filter(|id| task(**id).misses != 1).count();
		// As long as the worst case fits; what that leaves goes to others.
		let none = <Test as Config>::WeightInfo::matched(0, 1, 10);
		assert!(looked(&parked) >= 4);
		assert!(none.saturating_mul(looked(&parked) as u64).all_lte(one.saturating_mul(4)));
		let matched = fresh.iter().filter(|id| task(**id).phase == TaskPhase::Assigned).count();
		assert!(matched >= 4, "{matched} were matched");
		assert!(meter.consumed().all_lte(budget));
	});
}

#[test]
fn those_that_came_back_first_are_looked_at_first() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.scan_per_block = 2);
		offer_small(100..=109);
		let ids: Vec<_> = (1..=12).map(hopeless).collect();
		// One woken task a block is looked at: in the long run each as often.
		serve(600);
		let misses: Vec<u8> = ids.iter().map(|id| task(*id).misses).collect();
		assert!(misses.iter().all(|misses| *misses > 5), "{misses:?}");
	});
}

#[test]
fn a_class_with_too_few_offers_costs_no_reads() {
	build_and_execute(|| {
		offer_small(100..=100);
		for n in 1..=8 {
			hopeless(n);
		}
		let none = <Test as Config>::WeightInfo::match_copies(2, 0);
		let budget = <Test as Config>::WeightInfo::serve_base()
			.saturating_add(<Test as Config>::WeightInfo::scan(8))
			.saturating_add(<Test as Config>::WeightInfo::arrivals(8))
			.saturating_add(none.saturating_mul(8));
		let mut meter = WeightMeter::with_limit(budget);
		Market::on_poll(1, &mut meter);
		assert!(Tasks::<Test>::iter_values().all(|task| task.misses == 1));
	});
}
