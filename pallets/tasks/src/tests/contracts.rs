//! Contracts: judges of what was delivered, and callbacks that hear of the end.

use crate::{mock::*, *};
use atous_primitives::{
	header::ContractAddress, views::TaskPhase, Outcome, TaskHeader, TaskId, Verification, CREDIT,
};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, weights::Weight};
use sp_runtime::AccountId32;

type Failure = Error<Test>;

const JUDGE: [u8; 20] = [1; 20];
const LISTENER: [u8; 20] = [2; 20];

/// There is a contract at `address` that says `answer`, or fails.
fn deploy(address: [u8; 20], answer: Option<bool>) {
	books(|b| b.contracts.insert(address, answer));
}

fn judged() -> TaskHeader {
	let verification = Verification::Contract { judge: JUDGE };
	TaskHeader { verification, deadline: 1_000, ..header() }
}

fn heard(header: TaskHeader) -> TaskHeader {
	TaskHeader { callback: Some(ContractAddress(LISTENER)), ..header }
}

/// A task of device 1 for which device 2 has opened `outcome`, before the judge is called.
fn delivered(answer: Option<bool>, header: TaskHeader, outcome: &Outcome) -> (TaskId, AccountId32) {
	deploy(JUDGE, answer);
	offer_all(2..=2);
	let id = submit(&device(1), header);
	serve(1);
	commit(&device(2), id, outcome);
	assert_ok!(reveal(&device(2), id, outcome, true));
	assert_eq!((task(id).phase, task(id).outcome), (TaskPhase::Delivered, Some(*outcome)));
	(id, device(2))
}

fn happened(event: Event<Test>) -> bool {
	System::events().iter().any(|record| record.event == RuntimeEvent::Market(event.clone()))
}

#[test]
fn a_yes_pays_for_the_fuel_used() {
	build_and_execute(|| {
		let (id, two) = delivered(Some(true), judged(), &completed(1));
		assert_eq!((balance(&two), secured(&two)), (0, 40 * CREDIT));
		serve(1);
		assert_eq!(task(id).phase, TaskPhase::Settled);
		assert_eq!(task(id).outcome, Some(completed(1)));
		assert_eq!((balance(&two), secured(&two)), (4 * CREDIT, 0));
		assert_eq!(balance(&device(1)), -4 * CREDIT);
		let limit = Numbers::get().judge_weight;
		assert_eq!(books(|b| b.judged.clone()), vec![(id, device(1), completed(1), limit)]);
		assert!(happened(Event::Judged { task: id, verdict: Some(true) }));
	});
}

#[test]
fn a_no_and_a_failure_ask_a_panel() {
	for answer in [Some(false), None] {
		build_and_execute(|| {
			let (id, two) = delivered(answer, judged(), &completed(1));
			offer_all(3..=5);
			serve(2);
			assert!(happened(Event::Judged { task: id, verdict: answer }));
			assert!(happened(Event::Disputed { task: id }));
			let panel: Vec<_> = asked(id).into_iter().filter(|d| *d != two).collect();
			assert_eq!(panel.len(), 2);
			for device in &panel {
				commit(device, id, &completed(1));
			}
			assert_ok!(reveal(&panel[0], id, &completed(1), false));
			assert_ok!(reveal(&panel[1], id, &completed(1), true));
			assert_eq!(task(id).phase, TaskPhase::Settled);
			// The requester, whose contract was wrong, pays all three for four units.
			assert_eq!(balance(&device(1)), -12 * CREDIT);
			assert_eq!((balance(&two), commons()), (4 * CREDIT, 0));
		});
	}
}

#[test]
fn a_panel_that_agrees_with_the_judge_is_paid_by_the_device() {
	build_and_execute(|| {
		let (id, two) = delivered(Some(false), judged(), &completed(1));
		offer_all(3..=6);
		serve(1);
		let panel = super::dispute::work(id, |_| completed(2));
		let origin = RuntimeOrigin::signed(panel[0].clone());
		assert_ok!(Market::open(origin, id, completed(2)));
		assert_eq!(task(id).outcome, Some(completed(2)));
		assert_eq!((balance(&two), balance(&device(1))), (-40 * CREDIT, 0));
		assert_eq!(commons(), 28 * CREDIT);
	});
}

#[test]
fn what_a_contract_judges_is_not_the_requesters_to_answer() {
	build_and_execute(|| {
		let (id, _) = delivered(Some(true), judged(), &completed(1));
		let signed = || RuntimeOrigin::signed(device(1));
		assert_noop!(Market::accept(signed(), id, None), Failure::JudgedByContract);
		assert_noop!(Market::dispute(signed(), id), Failure::JudgedByContract);
	});
}

#[test]
fn a_delivery_that_is_not_opened_is_silence() {
	build_and_execute(|| {
		deploy(JUDGE, Some(true));
		offer_all(2..=2);
		let id = submit(&device(1), judged());
		serve(1);
		commit(&device(2), id, &completed(1));
		assert_ok!(reveal(&device(2), id, &completed(1), false));
		assert_eq!(task(id).phase, TaskPhase::Revealed);
		serve(Numbers::get().reveal_window(&header()) + 1);
		assert_eq!(balance(&device(2)), -40 * CREDIT);
		assert!(books(|b| b.judged.is_empty()));
	});
}

#[test]
fn a_judge_that_is_not_heard_in_time_has_not_said_yes() {
	build_and_execute(|| {
		let (id, _) = delivered(Some(true), judged(), &completed(1));
		// No block has room for a call.
		Settings::<Test>::mutate(|s| s.current.callback_budget = Weight::zero());
		serve(Numbers::get().accept_window_min + 1);
		assert_eq!(task(id).plan, Plan::Panel { subject: 0 });
		// Its call comes too late and is dropped.
		set_numbers(|numbers| numbers.callback_budget = Numbers::get().callback_budget);
		serve(1);
		assert!(books(|b| b.judged.is_empty()));
		assert_eq!(ContractCalls::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_callback_hears_of_every_end_once() {
	build_and_execute(|| {
		deploy(LISTENER, Some(true));
		let two = device(2);
		let cancelled = submit(&device(1), heard(header()));
		assert_ok!(Market::cancel(RuntimeOrigin::signed(device(1)), cancelled));
		let expired = submit(&device(1), heard(header()));
		serve(DEADLINE + 1);
		offer_all(2..=3);
		let settled = submit(&device(1), heard(header()));
		serve(1);
		for device in [&two, &device(3)] {
			commit(device, settled, &completed(1));
		}
		assert_ok!(reveal(&two, settled, &completed(1), false));
		assert_ok!(reveal(&device(3), settled, &completed(1), true));
		serve(2);
		let told = vec![
			(cancelled, TaskPhase::Cancelled, None),
			(expired, TaskPhase::Expired, None),
			(settled, TaskPhase::Settled, Some(completed(1))),
		];
		assert_eq!(books(|b| b.told.clone()), told);
		assert!(happened(Event::CallbackDelivered { task: settled }));
	});
}

#[test]
fn a_callback_that_fails_changes_nothing() {
	build_and_execute(|| {
		deploy(LISTENER, None);
		let (id, two) = delivered(Some(true), heard(judged()), &completed(1));
		serve(2);
		assert!(happened(Event::CallbackFailed { task: id }));
		assert_eq!((task(id).phase, balance(&two)), (TaskPhase::Settled, 4 * CREDIT));
		serve(3);
		assert_eq!(books(|b| b.told.len()), 1);
	});
}

#[test]
fn calls_wait_for_a_block_with_room_and_keep_their_order() {
	build_and_execute(|| {
		deploy(LISTENER, Some(true));
		let cancel = || {
			let id = submit(&device(1), heard(header()));
			assert_ok!(Market::cancel(RuntimeOrigin::signed(device(1)), id));
			id
		};
		// Room for two and a half.
		let around = <Test as Config>::WeightInfo::call_contract();
		let each = around.saturating_add(Numbers::get().judge_weight);
		set_numbers(|numbers| numbers.callback_budget = each.saturating_mul(5) / 2);
		let ids: Vec<TaskId> = (0..9).map(|_| cancel()).collect();
		let told = || books(|b| b.told.iter().map(|(id, ..)| *id).collect::<Vec<_>>());
		let mut before = 0;
		for _ in 0..3 {
			serve(1);
			let now = told().len();
			assert!((1..=3).contains(&(now - before)), "{now} after {before}");
			before = now;
			// A session does not lose them.
			books(|b| b.session += 1);
		}
		serve(5);
		assert_eq!(told(), ids);
	});
}

#[test]
fn a_block_without_room_calls_nobody() {
	build_and_execute(|| {
		deploy(LISTENER, Some(true));
		let id = submit(&device(1), heard(header()));
		assert_ok!(Market::cancel(RuntimeOrigin::signed(device(1)), id));
		let full = |limit: Weight| {
			let mut meter = frame_support::weights::WeightMeter::with_limit(limit);
			Market::call_contracts(&Market::params(), &mut meter);
			assert!(meter.consumed().all_lte(limit));
		};
		full(Weight::zero());
		full(Numbers::get().judge_weight);
		assert!(books(|b| b.told.is_empty()));
		full(Weight::from_parts(10_000_000_000, 10_000_000));
		assert_eq!(books(|b| b.told.len()), 1);
	});
}

#[test]
fn the_call_comes_after_the_record_is_gone() {
	build_and_execute(|| {
		deploy(LISTENER, Some(true));
		let id = submit(&device(1), heard(header()));
		assert_ok!(Market::cancel(RuntimeOrigin::signed(device(1)), id));
		let budget = Numbers::get().callback_budget;
		Settings::<Test>::mutate(|s| s.current.callback_budget = Weight::zero());
		serve(Numbers::get().retention + 1);
		assert_eq!(Tasks::<Test>::get(id), None);
		Settings::<Test>::mutate(|s| s.current.callback_budget = budget);
		serve(1);
		assert_eq!(books(|b| b.told.clone()), vec![(id, TaskPhase::Cancelled, None)]);
	});
}

#[test]
fn submit_prepays_what_its_contracts_may_use() {
	build_and_execute(|| {
		let weight = |header| {
			RuntimeCall::from(Call::<Test>::submit { header }).get_dispatch_info().call_weight
		};
		let (none, one, two) = (weight(header()), weight(judged()), weight(heard(judged())));
		let call = Numbers::get().judge_weight;
		assert!(one.all_gte(none.saturating_add(call)));
		assert_eq!(two.saturating_sub(one), one.saturating_sub(none));
	});
}

#[test]
fn numbers_without_room_for_a_call_are_refused() {
	build_and_execute(|| {
		let around = <Test as Config>::WeightInfo::call_contract();
		let params = Params {
			judge_weight: Weight::from_parts(1, 1),
			callback_budget: around,
			..Market::params()
		};
		let call = Market::set_params(RuntimeOrigin::root(), params);
		assert_noop!(call, Failure::InvalidParams);
	});
}
