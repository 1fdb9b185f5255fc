//! Reports: each item succeeds or fails by itself.

use crate::{mock::*, *};
use atous_primitives::{views::TaskPhase, Outcome, TaskId};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
};
use sp_runtime::AccountId32;

fn commitment(device: &AccountId32, task: TaskId) -> Report {
	let reveal = reveal_of(device, task, &completed(1));
	Report::Commit { task, commitment: reveal.commitment(task, device.as_ref()) }
}

fn revealing(device: &AccountId32, task: TaskId, opening: Option<Outcome>) -> Report {
	Report::Reveal { task, reveal: reveal_of(device, task, &completed(1)), opening }
}

fn report(device: &AccountId32, items: Vec<Report>) -> sp_runtime::DispatchResult {
	let items = items.try_into().expect("few items");
	plain(frame_support::storage::with_storage_layer(|| {
		Market::report(RuntimeOrigin::signed(device.clone()), items)
	}))
}

/// Three tasks of devices 1, 4 and 5, all with devices 2 and 3.
fn three() -> [TaskId; 3] {
	offer_all(2..=3);
	let ids = [1, 4, 5].map(|n| submit(&device(n), header()));
	serve(1);
	ids
}

#[test]
fn report_does_several_items_at_once() {
	build_and_execute(|| {
		let ids = three();
		for device in [device(2), device(3)] {
			assert_ok!(report(&device, ids.map(|id| commitment(&device, id)).to_vec()));
		}
		let first = device(2);
		assert_ok!(report(&first, ids.map(|id| revealing(&first, id, None)).to_vec()));
		let last = device(3);
		let open = Some(completed(1));
		assert_ok!(report(&last, ids.map(|id| revealing(&last, id, open)).to_vec()));
		assert!(ids.iter().all(|id| task(*id).phase == TaskPhase::Settled));
	});
}

#[test]
fn an_item_that_fails_leaves_nothing_but_an_event() {
	build_and_execute(|| {
		let [a, b, c] = three();
		let two = device(2);
		commit(&two, b, &completed(1));
		let items = vec![commitment(&two, a), commitment(&two, b), commitment(&two, c)];
		assert_ok!(report(&two, items));
		let error = Error::<Test>::WrongPhase.into();
		System::assert_has_event(Event::ItemFailed { index: 1, error }.into());
		for id in [a, b, c] {
			assert_eq!(task(id).pending(), 2);
		}
		// A bad opening: the reveal with it is undone as a whole.
		for id in [a, b, c] {
			commit(&device(3), id, &completed(1));
			assert_ok!(reveal(&device(3), id, &completed(1), false));
		}
		let items =
			vec![revealing(&two, a, Some(completed(2))), revealing(&two, b, Some(completed(1)))];
		assert_ok!(report(&two, items));
		assert_eq!((task(a).phase, task(b).phase), (TaskPhase::Committed, TaskPhase::Settled));
	});
}

#[test]
fn report_of_which_nothing_can_be_done_fails() {
	build_and_execute(|| {
		let [a, ..] = three();
		let stranger = device(9);
		let items = || vec![commitment(&stranger, a), commitment(&stranger, 77)];
		assert_noop!(report(&stranger, items()), Error::<Test>::NotAssigned);
		assert_noop!(report(&stranger, vec![]), Error::<Test>::NothingReported);
	});
}

#[test]
fn report_weighs_the_sum_of_its_items() {
	build_and_execute(|| {
		let [a, b, _] = three();
		let two = device(2);
		let items = vec![commitment(&two, a), revealing(&two, b, None)];
		let call = Call::<Test>::report { items: items.try_into().expect("two") };
		let info = call.get_dispatch_info();
		type Weights = <Test as Config>::WeightInfo;
		let sum =
			Weights::report().saturating_add(Weights::commit()).saturating_add(Weights::reveal());
		assert_eq!(info.call_weight, sum);
		assert_eq!(info.class, DispatchClass::Operational);
	});
}

#[test]
fn a_settlement_is_weighed_by_its_copies_afterwards() {
	build_and_execute(|| {
		let [a, ..] = three();
		for device in [device(2), device(3)] {
			commit(&device, a, &completed(1));
		}
		assert_ok!(reveal(&device(2), a, &completed(1), false));
		let three = device(3);
		let reveal = reveal_of(&three, a, &completed(1));
		let opening = Some(completed(1));
		let most =
			Call::<Test>::reveal { task: a, reveal, opening }.get_dispatch_info().call_weight;
		let done = Market::reveal(RuntimeOrigin::signed(three), a, reveal, opening);
		let weighed = done.expect("it settles").actual_weight.expect("it is weighed");
		type Weights = <Test as Config>::WeightInfo;
		assert_eq!(
			weighed,
			Weights::reveal_only(task(a).copies.len() as u32).saturating_add(Weights::settle(2))
		);
		assert!(weighed.any_lt(most));
	});
}

#[test]
fn several_commitments_free_what_all_of_them_used() {
	build_and_execute(|| {
		offer_all(2..=3);
		let ids: Vec<_> = (0..3).map(|_| submit(&device(1), header())).collect();
		serve(2);
		let two = device(2);
		assert_eq!(worker_of(&two).usage.cores, 3 * header().requirements.cores);
		let commitment =
			|id: TaskId| reveal_of(&two, id, &completed(1)).commitment(id, two.as_ref());
		let item = |id: TaskId| Report::Commit { task: id, commitment: commitment(id) };
		// The third stands for nothing that the device has.
		let items = [item(ids[0]), item(ids[1]), item(99)];
		let items = Reports::truncate_from(items.to_vec());
		assert_ok!(Market::report(RuntimeOrigin::signed(two.clone()), items));
		assert_eq!(worker_of(&two).usage.cores, header().requirements.cores);
	});
}
