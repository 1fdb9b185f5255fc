//! Deliveries: one device works, and its requester accepts, or says nothing.

use crate::{mock::*, *};
use atous_primitives::{
	views::{CopyPhase, QuoteError, TaskPhase},
	Accelerator, Class, OfferSpec, Outcome, RuntimeKind, TaskHeader, TaskId, Verification, CREDIT,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult, Perbill};

type Failure = Error<Test>;

/// Served blocks the requester has to answer.
const WINDOW: u32 = 20;

fn by_requester() -> TaskHeader {
	let verification = Verification::Requester { window: WINDOW };
	TaskHeader { verification, deadline: 1_000, ..header() }
}

fn accept(requester: &AccountId32, id: TaskId, opening: Option<Outcome>) -> DispatchResult {
	Market::accept(RuntimeOrigin::signed(requester.clone()), id, opening)
}

/// A task of device 1 for which device 2 has delivered `outcome`.
fn delivered(outcome: &Outcome) -> (TaskId, AccountId32) {
	offer_all(2..=2);
	let id = submit(&device(1), by_requester());
	serve(1);
	let two = device(2);
	assert_eq!(asked(id), vec![two.clone()]);
	commit(&two, id, outcome);
	assert_ok!(reveal(&two, id, outcome, false));
	assert_eq!(task(id).phase, TaskPhase::Delivered);
	(id, two)
}

#[test]
fn submit_puts_a_panel_aside_and_the_device_a_pay_more() {
	build_and_execute(|| {
		offer_all(2..=4);
		let quote = Market::quote(by_requester(), Some(device(1))).expect("a quote");
		assert_eq!((quote.escrow, quote.eligible), (30 * CREDIT, 3));
		let id = submit(&device(1), by_requester());
		assert_eq!(reserved(&device(1)), 30 * CREDIT);
		serve(1);
		assert_eq!(asked(id).len(), 1);
		assert_eq!(secured(&asked(id)[0]), 40 * CREDIT);
	});
}

#[test]
fn a_device_without_room_for_that_is_not_given_a_delivery() {
	build_and_execute(|| {
		offer_all(2..=2);
		// 39 credits of room.
		set_balance(&device(2), 39 * CREDIT - LIMIT);
		let eligible = |header| Market::quote(header, None).expect("a quote").eligible;
		assert_eq!((eligible(header()), eligible(by_requester())), (1, 0));
		let id = submit(&device(1), by_requester());
		serve(2);
		assert_eq!(asked(id).len(), 0);
	});
}

#[test]
fn accept_pays_the_fixed_price_at_once() {
	build_and_execute(|| {
		let (id, two) = delivered(&completed(1));
		assert_eq!((balance(&two), secured(&two)), (0, 40 * CREDIT));
		assert_ok!(accept(&device(1), id, None));
		assert_eq!((task(id).phase, task(id).outcome), (TaskPhase::Settled, None));
		// Four units were used, ten are paid.
		assert_eq!((balance(&two), unvested(&two), secured(&two)), (10 * CREDIT, 0, 0));
		assert_eq!((balance(&device(1)), reserved(&device(1))), (-10 * CREDIT, 0));
		assert_eq!(commons(), 0);
		// A content requester is no check.
		assert_eq!(checked_of(&two, Class::WasmSmall), 0);
		assert_noop!(accept(&device(1), id, None), Failure::WrongPhase);
	});
}

#[test]
fn what_stands_pays_its_share_to_the_commons() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.delivery_premium = Perbill::from_percent(10));
		let (id, two) = delivered(&completed(1));
		// Three pays of ten, and a tenth of one.
		assert_eq!(reserved(&device(1)), 31 * CREDIT);
		assert_ok!(accept(&device(1), id, None));
		assert_eq!((balance(&two), balance(&device(1))), (10 * CREDIT, -11 * CREDIT));
		assert_eq!((commons(), reserved(&device(1))), (CREDIT, 0));
	});
}

#[test]
fn accept_with_the_opening_shows_the_outcome_and_with_another_fails() {
	build_and_execute(|| {
		let (id, _) = delivered(&completed(1));
		assert_noop!(accept(&device(1), id, Some(completed(2))), Failure::BadOpening);
		assert_ok!(accept(&device(1), id, Some(completed(1))));
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_eq!(balance(&device(1)), -10 * CREDIT);
	});
}

#[test]
fn accept_by_another_or_too_early_fails() {
	build_and_execute(|| {
		offer_all(2..=2);
		let id = submit(&device(1), by_requester());
		assert_noop!(accept(&device(1), 9, None), Failure::UnknownTask);
		assert_noop!(accept(&device(1), id, None), Failure::WrongPhase);
		serve(1);
		commit(&device(2), id, &completed(1));
		assert_noop!(accept(&device(1), id, None), Failure::WrongPhase);
		assert_ok!(reveal(&device(2), id, &completed(1), false));
		assert_noop!(accept(&device(2), id, None), Failure::NotRequester);
		let cancel = Market::cancel(RuntimeOrigin::signed(device(1)), id);
		assert_noop!(cancel, Failure::WrongPhase);
	});
}

#[test]
fn silence_accepts_at_the_end_of_the_window() {
	build_and_execute(|| {
		let (id, two) = delivered(&completed(1));
		serve(WINDOW);
		assert_eq!(task(id).phase, TaskPhase::Delivered);
		serve(1);
		assert_eq!(task(id).phase, TaskPhase::Settled);
		assert_eq!(balance(&two), 10 * CREDIT);
		let accepted = Event::Accepted { task: id, answered: false };
		assert!(System::events().iter().any(|r| r.event == RuntimeEvent::Market(accepted.clone())));
	});
}

#[test]
fn the_outcome_of_a_delivery_stays_closed() {
	build_and_execute(|| {
		offer_all(2..=2);
		let id = submit(&device(1), by_requester());
		serve(1);
		commit(&device(2), id, &completed(1));
		assert_noop!(reveal(&device(2), id, &completed(1), true), Failure::Sealed);
		assert_ok!(reveal(&device(2), id, &completed(1), false));
		let open = Market::open(RuntimeOrigin::signed(device(2)), id, completed(1));
		assert_noop!(open, Failure::WrongPhase);
		let view = Market::task_view(id).expect("the task can be read");
		assert_eq!(view.copies[0].tag, atous_primitives::tag(id, &completed(1)));
		assert_eq!((view.outcome, view.disputed, view.checked), (None, false, Some(false)));
		assert_eq!(view.stage_by, Served::<Test>::get() + WINDOW);
	});
}

#[test]
fn open_after_acceptance_works_for_the_device_that_was_paid() {
	build_and_execute(|| {
		let (id, two) = delivered(&completed(1));
		assert_ok!(accept(&device(1), id, None));
		let open = |who: &AccountId32, what| {
			plain(Market::open(RuntimeOrigin::signed(who.clone()), id, completed(what)))
		};
		assert_noop!(open(&device(1), 1), Failure::NotAssigned);
		assert_noop!(open(&two, 2), Failure::BadOpening);
		assert_ok!(open(&two, 1));
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_noop!(open(&two, 1), Failure::WrongPhase);
	});
}

#[test]
fn what_could_not_be_had_is_paid_at_the_minimum() {
	build_and_execute(|| {
		let (id, two) = delivered(&Outcome::Unavailable);
		serve(WINDOW + 1);
		assert_eq!(task(id).outcome, Some(Outcome::Unavailable));
		assert_eq!(balance(&two), CREDIT / 100);
	});
}

#[test]
fn a_device_that_is_silent_or_gives_back_is_replaced_until_three_have_been_asked() {
	build_and_execute(|| {
		offer_all(2..=6);
		let id = submit(&device(1), TaskHeader { deadline: 10_000, ..by_requester() });
		serve(1);
		let first = asked(id).pop().expect("one was asked");
		assert_ok!(Market::give_back(RuntimeOrigin::signed(first), id));
		for n in 0..3 {
			serve_until_asked(id, 1, 3);
			let device = asked(id).pop().expect("another was asked");
			// After its commitment silence costs all, before it one pay.
			if n == 2 {
				commit(&device, id, &completed(1));
				serve(Numbers::get().reveal_window(&header()) + 1);
				assert_eq!(balance(&device), -40 * CREDIT);
			} else {
				serve(Numbers::get().commit_window(&header()) + 1);
				assert_eq!(balance(&device), -10 * CREDIT);
			}
		}
		assert_eq!(task(id).phase, TaskPhase::Expired);
		assert_eq!(balance(&device(1)), 0);
	});
}

#[test]
fn submit_with_a_window_out_of_range_fails() {
	build_and_execute(|| {
		for window in [9, 101] {
			let verification = Verification::Requester { window };
			let header = TaskHeader { verification, ..by_requester() };
			assert_eq!(Market::quote(header.clone(), None), Err(QuoteError::WindowOutOfRange));
			let call = Market::submit(RuntimeOrigin::signed(device(1)), header);
			assert_noop!(call, Failure::WindowOutOfRange);
		}
	});
}

#[test]
fn submit_leaves_time_for_an_answer_and_a_panel() {
	build_and_execute(|| {
		let numbers = Numbers::get();
		let least = numbers.least_deadline(&by_requester());
		let attempt = numbers.attempt_window(&header());
		assert_eq!(least, 3 * (numbers.queue_allowance + attempt) + WINDOW);
		let near = TaskHeader { deadline: least - 1, ..by_requester() };
		let call = Market::submit(RuntimeOrigin::signed(device(1)), near);
		assert_noop!(call, Failure::DeadlineTooNear);
		submit(&device(1), TaskHeader { deadline: least, ..by_requester() });
	});
}

#[test]
fn containers_are_taken_on_and_delivered() {
	build_and_execute(|| {
		let spec = OfferSpec {
			classes: vec![Class::OciSmall].try_into().expect("one class"),
			code_hashes: vec![header().payload.digest].try_into().expect("one image"),
			..spec()
		};
		device(2);
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(2)), spec));
		let mut header = by_requester();
		header.class = Class::OciSmall;
		header.runtime = RuntimeKind::Oci;
		header.requirements.cores = 2;
		header.requirements.accelerator = Accelerator::None;
		let id = submit(&device(1), header);
		serve(1);
		assert_eq!(asked(id), vec![device(2)]);
		let outcome = Outcome::Trapped { fuel: 1 };
		commit(&device(2), id, &outcome);
		assert_ok!(reveal(&device(2), id, &outcome, false));
		assert_ok!(accept(&device(1), id, Some(outcome)));
		assert_eq!(balance(&device(2)), 10 * CREDIT);
		assert_eq!(task(id).copies[0].phase, CopyPhase::Paid);
	});
}
