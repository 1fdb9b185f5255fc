//! Requests: what is refused, what is put aside, and taking them back.

use crate::{mock::*, *};
use atous_primitives::{
	header::ContractAddress,
	views::{QuoteError, TaskPhase},
	Latency, TaskHeader, Verification, CREDIT,
};
use frame_support::{assert_noop, assert_ok};

type Failure = Error<Test>;

fn refuse(header: TaskHeader, why: Failure) {
	let one = device(1);
	assert_noop!(Market::submit(RuntimeOrigin::signed(one), header), why);
}

#[test]
fn submit_puts_the_payment_aside() {
	build_and_execute(|| {
		let one = device(1);
		let id = submit(&one, header());
		assert_eq!(reserved(&one), 20 * CREDIT);
		assert_eq!(task(id).phase, TaskPhase::Queued);
		assert_eq!(balance(&one), 0);
	});
}

#[test]
fn submit_charges_by_latency() {
	build_and_execute(|| {
		let one = device(1);
		let urgent = TaskHeader { latency: Latency::Interactive, max_price: 1_500_000, ..header() };
		submit(&one, urgent);
		assert_eq!(reserved(&one), 30 * CREDIT);
	});
}

#[test]
fn submit_of_a_stranger_fails() {
	build_and_execute(|| {
		let stranger = sp_runtime::AccountId32::new([99; 32]);
		let call = Market::submit(RuntimeOrigin::signed(stranger), header());
		assert_noop!(call, Failure::NotEnrolled);
	});
}

#[test]
fn submit_below_the_posted_price_fails() {
	build_and_execute(|| {
		refuse(TaskHeader { max_price: 999_999, ..header() }, Failure::PriceTooLow);
		let urgent = TaskHeader { latency: Latency::Realtime, ..header() };
		refuse(urgent, Failure::PriceTooLow);
	});
}

#[test]
fn submit_at_the_least_deadline_works_and_one_below_fails() {
	build_and_execute(|| {
		let least = Numbers::get().least_deadline(&header());
		refuse(TaskHeader { deadline: least - 1, ..header() }, Failure::DeadlineTooNear);
		refuse(TaskHeader { deadline: 10_001, ..header() }, Failure::DeadlineTooFar);
		submit(&device(1), TaskHeader { deadline: least, ..header() });
		submit(&device(1), TaskHeader { deadline: 10_000, ..header() });
	});
}

#[test]
fn submit_of_a_bad_header_fails() {
	build_and_execute(|| {
		refuse(TaskHeader { work_limit: 0, ..header() }, Failure::InvalidHeader);
		refuse(TaskHeader { profile: 0, ..header() }, Failure::InvalidHeader);
		for (quorum, max) in [(1, 4), (3, 4), (2, 2), (2, 9)] {
			let verification = Verification::Redundant { quorum, max };
			refuse(TaskHeader { verification, ..header() }, Failure::InvalidHeader);
		}
	});
}

#[test]
fn submit_naming_a_contract_that_is_not_there_fails() {
	build_and_execute(|| {
		let verification = Verification::Contract { judge: [1; 20] };
		let judged = TaskHeader { verification, deadline: 1_000, ..header() };
		refuse(judged.clone(), Failure::NoSuchContract);
		let callback = Some(ContractAddress([2; 20]));
		refuse(TaskHeader { callback, ..header() }, Failure::NoSuchContract);
		assert_eq!(Market::quote(judged.clone(), None), Err(QuoteError::NoSuchContract));
		books(|b| b.contracts.insert([1; 20], Some(true)));
		refuse(TaskHeader { callback, ..judged.clone() }, Failure::NoSuchContract);
		submit(&device(1), judged);
	});
}

#[test]
fn submit_beyond_the_open_tasks_fails() {
	build_and_execute(|| {
		let one = device(1);
		for _ in 0..4 {
			submit(&one, header());
		}
		refuse(header(), Failure::TooManyOpenTasks);
		assert_ok!(Market::cancel(RuntimeOrigin::signed(one.clone()), 0));
		submit(&one, header());
	});
}

#[test]
fn submit_beyond_the_limit_leaves_nothing_behind() {
	build_and_execute(|| {
		let one = device(1);
		set_balance(&one, -BACKING / 4);
		assert!(Market::submit(RuntimeOrigin::signed(one.clone()), header()).is_err());
		assert_eq!(reserved(&one), 0);
		assert_eq!(Tasks::<Test>::iter().count(), 0);
	});
}

#[test]
fn cancel_releases_everything() {
	build_and_execute(|| {
		let one = device(1);
		let id = submit(&one, header());
		assert_noop!(Market::cancel(RuntimeOrigin::signed(device(2)), id), Failure::NotRequester);
		assert_ok!(Market::cancel(RuntimeOrigin::signed(one.clone()), id));
		assert_eq!(reserved(&one), 0);
		assert_eq!(task(id).phase, TaskPhase::Cancelled);
		assert_noop!(Market::cancel(RuntimeOrigin::signed(one), id), Failure::WrongPhase);
	});
}

#[test]
fn cancel_of_a_matched_task_fails() {
	build_and_execute(|| {
		offer_all(2..=4);
		let one = device(1);
		let id = submit(&one, header());
		serve(1);
		assert_noop!(Market::cancel(RuntimeOrigin::signed(one), id), Failure::WrongPhase);
	});
}

#[test]
fn quote_says_what_submission_would_do() {
	build_and_execute(|| {
		offer_all(1..=3);
		let quote = Market::quote(header(), Some(device(1))).expect("a quote");
		assert_eq!(quote.escrow, 20 * CREDIT);
		assert_eq!(quote.price, 1_000_000);
		// Its own device does not count.
		assert_eq!(quote.eligible, 2);
		let least = TaskHeader { deadline: quote.least_deadline, ..header() };
		submit(&device(1), least);
		assert_eq!(Market::quote(header(), None).expect("a quote").queue_place, 1);
	});
}
