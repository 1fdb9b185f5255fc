//! The queue: arrival less boost.

use crate::{mock::*, *};
use atous_primitives::{Credit, OfferSpec};
use frame_support::assert_ok;

/// Tasks in the order of the queue.
fn order() -> Vec<u64> {
	waiting()
}

#[test]
fn equals_are_served_in_the_order_of_arrival() {
	build_and_execute(|| {
		let a = submit(&device(1), header());
		let b = submit(&device(2), header());
		serve(1);
		let c = submit(&device(3), header());
		// The first two are parked by the miss; all three come back in order.
		serve(2);
		let waiting = order();
		assert!(waiting.is_sorted());
		assert!([a, b, c].iter().all(|id| waiting.contains(id)
			|| !matches!(task(*id).search, Search::Queued | Search::Arrived)));
	});
}

#[test]
fn a_debtor_that_offers_overtakes_an_equal_that_came_earlier() {
	build_and_execute(|| {
		set_seed(None);
		let patient = submit(&device(1), header());
		serve(10);
		// 150 blocks × 2 × ⅕ = 60, and the other came 10 blocks earlier.
		set_balance(&device(2), -BACKING / 5);
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(2)), spec()));
		let debtor = submit(&device(2), header());
		assert_eq!(order(), vec![debtor, patient]);
	});
}

#[test]
fn a_debtor_that_does_not_offer_waits_its_turn() {
	build_and_execute(|| {
		set_seed(None);
		let patient = submit(&device(1), header());
		serve(1);
		set_balance(&device(2), -BACKING / 5);
		let debtor = submit(&device(2), header());
		assert_eq!(order(), vec![patient, debtor]);
	});
}

#[test]
fn an_offer_that_has_just_ended_still_counts() {
	build_and_execute(|| {
		set_seed(None);
		set_balance(&device(2), -BACKING / 5);
		let short = OfferSpec { lifetime: 1, ..spec() };
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(2)), short));
		let patient = submit(&device(1), header());
		serve(5);
		let debtor = submit(&device(2), header());
		assert_eq!(order(), vec![debtor, patient]);
		serve(Numbers::get().boost_memory);
		let patient = submit(&device(3), header());
		serve(1);
		let late = submit(&device(2), header());
		assert_eq!(order(), vec![patient, late]);
	});
}

#[test]
fn the_boost_is_bounded_by_its_cap_and_grows_with_debt_and_wait() {
	build_and_execute(|| {
		let one = device(1);
		assert_ok!(Market::offer(RuntimeOrigin::signed(one.clone()), spec()));
		let cap = Numbers::get().boost_cap;
		let boost = |debt: Credit| {
			let standing = atous_support::Standing {
				owner: one.clone(),
				bond: BOND,
				limit: LIMIT,
				securable: LIMIT,
				balance: -debt,
				backing: BACKING,
				tier: atous_primitives::views::Tier::Negative,
				open: 0,
			};
			cap + 5_000
				- Market::place_in_queue(
					&Market::params(),
					Some((&one, &standing)),
					false,
					5_000,
					0,
				)
				.order()
		};
		assert_eq!([boost(0), boost(BACKING / 4), boost(BACKING)], [0, 75, 150]);
		// Half of an average wait of 1,000 blocks.
		AverageWait::<Test>::put(16_000);
		assert_eq!([boost(BACKING / 4), boost(BACKING)], [250, 500]);
		AverageWait::<Test>::put(u32::MAX);
		assert_eq!(boost(BACKING), cap);
	});
}
