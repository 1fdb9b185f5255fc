//! An owner's share of a block: no more than two thirds while others wait.

use crate::{mock::*, *};
use atous_primitives::{OfferSpec, TaskHeader, TaskId, FUEL_PER_WORK_UNIT};
use frame_support::{assert_ok, traits::Hooks, weights::WeightMeter};
use sp_runtime::{AccountId32, Perbill};

/// Room for a thousand tasks, and devices for all of them.
fn large(test: impl FnOnce()) {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.max_open_tasks = 1_000);
		for n in 100..=105 {
			let room = OfferSpec { cores: 2_000, memory_mib: 200_000, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), room));
		}
		set_seed(None);
		test();
	});
}

fn small() -> TaskHeader {
	TaskHeader { work_limit: FUEL_PER_WORK_UNIT, deadline: 5_000, ..header() }
}

fn queue(owner: &AccountId32, tasks: u32) -> Vec<TaskId> {
	(0..tasks).map(|_| submit(owner, small())).collect()
}

fn found(ids: &[TaskId]) -> usize {
	ids.iter().filter(|id| task(**id).found.is_some()).count()
}

fn serve_with_chance() {
	set_seed(Some([3; 32]));
	serve(1);
}

#[test]
fn one_task_behind_a_thousand_of_one_owner_is_matched_in_the_same_block() {
	large(|| {
		let crowd = queue(&device(1), 1_000);
		let other = queue(&device(2), 1);
		serve_with_chance();
		// Sixteen are looked at in a block.
		assert_eq!((found(&other), found(&crowd)), (1, 15));
		// Those of the crowd that were matched are its first.
		assert_eq!(found(&crowd[..15]), 15);
		serve(1);
		assert_eq!(found(&crowd[..31]), 31);
	});
}

#[test]
fn an_owner_alone_gets_all_of_the_block() {
	large(|| {
		let crowd = queue(&device(1), 100);
		serve_with_chance();
		assert_eq!(found(&crowd), 16);
	});
}

#[test]
fn two_thirds_go_to_the_first_and_the_rest_to_the_others_while_both_wait() {
	large(|| {
		let crowd = queue(&device(1), 100);
		let others = queue(&device(2), 100);
		for block in 1..=3 {
			serve_with_chance();
			// Ten are two thirds of sixteen.
			assert_eq!((found(&crowd), found(&others)), (10 * block, 6 * block));
		}
	});
}

#[test]
fn the_tasks_of_all_devices_of_an_owner_count_as_one() {
	large(|| {
		let owned = [1, 3, 4].map(|n| device_of(n, 1));
		let crowd: Vec<_> = owned.iter().flat_map(|device| queue(device, 10)).collect();
		let other = queue(&device(2), 20);
		serve_with_chance();
		assert_eq!((found(&crowd), found(&other)), (10, 6));
	});
}

#[test]
fn the_share_is_one_of_the_weight_where_that_runs_out_first() {
	large(|| {
		set_numbers(|numbers| numbers.scan_per_block = 128);
		let crowd = queue(&device(1), 50);
		let others = queue(&device(2), 50);
		type Weights = <Test as Config>::WeightInfo;
		let budget = Weights::serve_base()
			.saturating_add(Weights::scan(2))
			.saturating_add(Weights::scan(1))
			.saturating_add(Weights::match_copies(2, 6).saturating_mul(9));
		set_seed(Some([3; 32]));
		let mut meter = WeightMeter::with_limit(budget);
		Market::on_poll(1, &mut meter);
		// Two thirds are six of nine at their worst, and a few more as they leave some of
		// that; the others have what is left.
		let (crowd, others) = (found(&crowd), found(&others));
		assert!((6..=10).contains(&crowd), "{crowd}");
		assert!((3..=6).contains(&others) && 2 * others < crowd + 3, "{others} beside {crowd}");
	});
}

#[test]
fn what_others_leave_goes_to_the_owner_that_has_had_its_share() {
	large(|| {
		let crowd = queue(&device(1), 100);
		// Nobody can take these: they are looked at, and then do not wait any more.
		let mut hopeless = small();
		hopeless.requirements.cores = 1;
		hopeless.requirements.memory_mib = 512;
		for n in 100..=105 {
			let room = OfferSpec { cores: 2_000, memory_mib: 511, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), room));
		}
		submit(&device(2), hopeless.clone());
		submit(&device(3), hopeless);
		serve_with_chance();
		// Ten, two looks for the others, and the four that are left.
		assert_eq!(found(&crowd), 14);
	});
}

#[test]
fn a_share_of_the_whole_leaves_the_order_alone() {
	large(|| {
		set_numbers(|numbers| numbers.owner_share = Perbill::one());
		let crowd = queue(&device(1), 100);
		let other = queue(&device(2), 1);
		serve_with_chance();
		assert_eq!((found(&crowd), found(&other)), (16, 0));
	});
}

#[test]
fn leaving_a_line_anywhere_keeps_the_rest_in_order() {
	large(|| {
		// What comes first lies on the tray, until that is full.
		for n in 0..MAX_TRAY as u8 {
			submit(&device(90 + n), small());
		}
		let heads = || Queue::<Test>::iter_values().collect::<Vec<_>>();
		let one = device(1);
		let ids = queue(&one, 5);
		let cancel = |at: usize| Market::cancel(RuntimeOrigin::signed(one.clone()), ids[at]);
		assert_ok!(cancel(0));
		check();
		assert_eq!(heads(), vec![ids[1]]);
		assert_ok!(cancel(2));
		assert_ok!(cancel(4));
		check();
		assert_ok!(cancel(1));
		assert_eq!(heads(), vec![ids[3]]);
		// An earlier start comes before those that wait.
		let urgent = submit(&one, TaskHeader { urgent: true, ..small() });
		check();
		assert_eq!(heads(), vec![urgent]);
		assert_ok!(cancel(3));
		assert_ok!(Market::cancel(RuntimeOrigin::signed(one.clone()), urgent));
		assert_eq!(FirstInLine::<Test>::iter().count() + Lines::<Test>::iter().count(), 0);
	});
}
