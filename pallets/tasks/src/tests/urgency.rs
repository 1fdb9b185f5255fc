//! A better place in the queue: what it is worth, what it costs, and when it is paid.

use crate::{mock::*, *};
use atous_primitives::{
	views::{TaskPhase, Tier},
	Class, Credit, Outcome, TaskHeader, TaskId, Verification, CREDIT,
};
use atous_support::Standing;
use frame_support::assert_ok;

fn urgent() -> TaskHeader {
	TaskHeader { urgent: true, ..header() }
}

/// Have all who were asked say what `answer` says of their place among them.
fn answer(id: TaskId, answer: impl Fn(usize) -> Outcome) {
	let devices = asked(id);
	for (at, device) in devices.iter().enumerate() {
		commit(device, id, &answer(at));
	}
	for (at, device) in devices.iter().enumerate() {
		let last = at + 1 == devices.len() && answer(at) == answer(0);
		assert_ok!(reveal(device, id, &answer(at), last));
	}
}

/// The boost of a device that owes `debt`, and offers.
fn boost(debt: Credit, urgent: bool) -> u32 {
	let one = device(1);
	assert_ok!(Market::offer(RuntimeOrigin::signed(one.clone()), spec()));
	let standing = Standing {
		owner: one.clone(),
		bond: BOND,
		limit: LIMIT,
		securable: LIMIT,
		balance: -debt,
		backing: BACKING,
		tier: Tier::Negative,
		open: 0,
	};
	let params = Market::params();
	let asks = Some((&one, &standing));
	params.boost_cap + 5_000 - Market::place_in_queue(&params, asks, urgent, 5_000, 0).order()
}

#[test]
fn the_boost_is_the_larger_of_what_is_owed_and_what_is_bought() {
	build_and_execute(|| {
		assert_eq!([boost(0, false), boost(0, true)], [0, 100]);
		// A third of the backing is two thirds of the way to the most.
		let third = BACKING / 3;
		assert_eq!([boost(third, false), boost(third, true)], [100, 100]);
		assert_eq!([boost(third - 1, false), boost(third - 1, true)], [99, 100]);
		assert_eq!([boost(BACKING / 2, false), boost(BACKING / 2, true)], [150, 150]);
	});
}

#[test]
fn a_bought_boost_grows_with_the_wait_and_stays_below_two_thirds_of_the_cap() {
	build_and_execute(|| {
		AverageWait::<Test>::put(9_600);
		assert_eq!(boost(0, true), 200);
		AverageWait::<Test>::put(u32::MAX);
		assert_eq!(boost(0, true), 1_200);
		assert_eq!(boost(BACKING, false), 1_800);
	});
}

#[test]
fn an_urgent_task_overtakes_those_that_came_less_than_its_boost_earlier() {
	build_and_execute(|| {
		set_seed(None);
		let early = submit(&device(1), header());
		serve(1);
		let late = submit(&device(2), header());
		serve(99);
		let urgent = submit(&device(3), urgent());
		// 100 blocks after the first: of equals the earlier is first.
		let order = waiting();
		assert_eq!(order, vec![early, urgent, late]);
	});
}

#[test]
fn it_costs_a_twentieth_of_the_pay_for_the_commons() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), urgent());
		assert_eq!(reserved(&device(1)), 21 * CREDIT);
		serve(1);
		answer(id, |_| completed(1));
		assert_eq!(task(id).phase, TaskPhase::Settled);
		// Four units each, and the whole of the price of the place.
		assert_eq!(balance(&device(1)), -9 * CREDIT);
		assert_eq!((commons(), reserved(&device(1))), (CREDIT, 0));
	});
}

#[test]
fn the_whole_is_paid_for_a_payload_that_was_not_there() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), urgent());
		serve(1);
		answer(id, |_| Outcome::Unavailable);
		assert_eq!(balance(&device(1)), -CREDIT - 2 * CREDIT / 100);
		assert_eq!(commons(), CREDIT);
	});
}

#[test]
fn an_adaptive_task_pays_for_one_copy_where_one_is_paid_by_its_requester() {
	build_and_execute(|| {
		offer_all(2..=2);
		set_checked(device(2), Class::WasmSmall, 10);
		let verification = Verification::Adaptive;
		let id = submit(&device(1), TaskHeader { verification, deadline: 1_000, ..urgent() });
		// Two pays, three quarters of one for checks, and a twentieth of two.
		assert_eq!(reserved(&device(1)), 28 * CREDIT + CREDIT / 2);
		serve(1);
		commit(&device(2), id, &completed(1));
		serve(1);
		if task(id).needed == 2 {
			offer_all(3..=3);
			serve_until_asked(id, 2, 40);
			commit(&device(3), id, &completed(1));
			serve(1);
			assert_ok!(reveal(&device(3), id, &completed(1), false));
		}
		assert_ok!(reveal(&device(2), id, &completed(1), true));
		// Four units, eleven hundredths of them for the odds of checks, and the place.
		assert_eq!(balance(&device(1)), -4 * CREDIT - 44 * CREDIT / 100 - CREDIT / 2);
	});
}

#[test]
fn it_is_paid_where_devices_are_though_they_do_not_agree() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), urgent());
		serve(1);
		answer(id, |at| completed(at as u8));
		serve(1);
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		assert_eq!((balance(&device(1)), commons()), (-21 * CREDIT, CREDIT));
	});
}

#[test]
fn it_is_given_back_where_nobody_is_paid() {
	build_and_execute(|| {
		let one = device(1);
		let cancelled = submit(&one, urgent());
		assert_ok!(Market::cancel(RuntimeOrigin::signed(one.clone()), cancelled));
		let unassigned = submit(&one, urgent());
		serve(DEADLINE + 1);
		assert_eq!(task(unassigned).phase, TaskPhase::Expired);
		offer_all(2..=3);
		let silent = submit(&one, urgent());
		serve(DEADLINE + 1);
		assert_eq!(task(silent).phase, TaskPhase::Expired);
		assert_eq!((balance(&one), reserved(&one)), (0, 0));
	});
}

#[test]
fn the_price_of_a_place_is_what_it_was_at_submission() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), urgent());
		set_numbers(|numbers| numbers.urgency_premium = sp_runtime::Perbill::one());
		serve(1);
		answer(id, |_| completed(1));
		assert_eq!(balance(&device(1)), -9 * CREDIT);
	});
}
