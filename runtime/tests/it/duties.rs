//! What the lane grants those who have work, with the whole runtime.

use crate::common::{work::*, *};
use atous_primitives::TaskId;
use atous_runtime::{
	lane::{Usage, Used},
	numbers::lane as numbers,
	Executive, Hash, Lane, Runtime, RuntimeCall, RuntimeOrigin, System,
};
use frame_support::assert_ok;
use pallet_tasks::Report;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	traits::Dispatchable,
	transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
};

const REQUESTER: u16 = 1;
const WORKERS: [u16; 2] = [2, 3];
const WORKER: u16 = WORKERS[0];

/// Two devices with a copy each.
fn at_work(test: impl FnOnce(TaskId)) {
	build_and_execute(|| {
		let owners = [Sr25519Keyring::Charlie, Sr25519Keyring::Dave, Sr25519Keyring::Eve];
		endow(&owners);
		for (number, owner) in (REQUESTER..).zip(owners) {
			enrol_for(number, &owner.to_account_id());
		}
		for worker in WORKERS {
			assert_ok!(offer().dispatch(RuntimeOrigin::signed(device(worker))));
		}
		let task = submit(REQUESTER, header());
		next_block();
		let workers = pallet_tasks::Workers::<Runtime>::iter_values();
		assert_eq!(workers.filter(|worker| worker.held[..] == [task]).count(), 2);
		test(task);
	});
}

/// Leave nothing of a device's quota in this window, and `reserve` of what is kept for
/// calls about its work.
fn use_up(number: u16, reserve: u64) {
	let window = System::block_number() / numbers::Window::get();
	let time = Lane::quota() + numbers::Reserve::get() - reserve;
	Used::<Runtime>::insert(device(number), Usage { window, time });
}

/// Include a device's transaction. What became of it.
fn include(number: u16, call: RuntimeCall) -> sp_runtime::ApplyExtrinsicResult {
	Executive::apply_extrinsic(signed(&device_key(number), call))
}

const PAYMENT: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::Payment);

#[test]
fn commit_and_reveal_that_succeed_cost_no_quota() {
	at_work(|task| {
		for worker in WORKERS {
			assert_ok!(include(worker, commit(task, worker)).expect("valid"));
		}
		next_block();
		for (worker, opens) in WORKERS.into_iter().zip([false, true]) {
			assert_ok!(include(worker, reveal(task, worker, opens)).expect("valid"));
			assert_eq!(Lane::used(&device(worker)), 0);
		}
	});
}

#[test]
fn device_that_has_said_too_much_can_still_do_its_work() {
	at_work(|task| {
		use_up(WORKER, numbers::Reserve::get());
		assert_eq!(include(WORKER, offer()), Err(PAYMENT));
		assert_ok!(include(WORKER, commit(task, WORKER)).expect("valid"));
	});
}

#[test]
fn failed_calls_about_ones_work_use_up_the_reserve() {
	at_work(|task| {
		use_up(WORKER, numbers::Reserve::get());
		for worker in WORKERS {
			assert_ok!(include(worker, commit(task, worker)).expect("valid"));
		}
		next_block();
		// What the other has committed to.
		let wrong = || reveal(task, WORKERS[1], false);
		let mut failed = 0;
		while let Ok(result) = include(WORKER, wrong()) {
			assert!(result.is_err(), "it has committed to something else");
			failed += 1;
			assert!(failed < 1_000, "failing costs nothing");
		}
		assert!(failed >= 12, "{failed} calls");
		assert_eq!(include(WORKER, wrong()), Err(PAYMENT));
	});
}

#[test]
fn what_is_not_the_next_step_of_ones_work_is_in_no_block() {
	at_work(|task| {
		let refused = |number, call| {
			let result = include(number, call);
			let custom = matches!(
				result,
				Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(_)))
			);
			assert!(custom, "{result:?}");
			assert_eq!(Lane::used(&device(number)), 0);
		};
		refused(REQUESTER, commit(task, REQUESTER));
		refused(WORKER, commit(task + 1, WORKER));
		refused(WORKER, reveal(task, WORKER, false));
		assert_ok!(include(WORKER, commit(task, WORKER)).expect("valid"));
		refused(WORKER, commit(task, WORKER));
	});
}

#[test]
fn working_comes_before_offering() {
	at_work(|task| {
		let priority = |call: RuntimeCall| {
			let transaction = signed(&device_key(WORKER), call);
			let external = TransactionSource::External;
			let valid = Executive::validate_transaction(external, transaction, Hash::zero());
			valid.expect("valid").priority
		};
		let (offering, working) = (priority(offer()), priority(commit(task, WORKER)));
		assert!(offering < working, "{offering} {working}");
	});
}

#[test]
fn report_counts_as_work_if_each_of_its_items_is_and_none_twice() {
	at_work(|task| {
		let item = |task: TaskId| {
			let reveal = found(task, WORKER).1;
			let commitment = reveal.commitment(task, device(WORKER).as_ref());
			Report::Commit { task, commitment }
		};
		let report = |items: Vec<Report>| -> RuntimeCall {
			pallet_tasks::Call::report { items: items.try_into().expect("few") }.into()
		};
		use_up(WORKER, numbers::Reserve::get());
		for items in [vec![], vec![item(task), item(task)], vec![item(task), item(task + 1)]] {
			assert_eq!(include(WORKER, report(items)), Err(PAYMENT));
		}
		let before = Lane::used(&device(WORKER));
		assert_ok!(include(WORKER, report(vec![item(task)])).expect("valid"));
		assert_eq!(Lane::used(&device(WORKER)), before);
	});
}

#[test]
fn pool_takes_the_work_of_a_device_without_quota() {
	at_work(|task| {
		use_up(WORKER, numbers::Reserve::get());
		let transaction = signed(&device_key(WORKER), commit(task, WORKER));
		let external = TransactionSource::External;
		assert_ok!(Executive::validate_transaction(external, transaction, Hash::zero()));
	});
}
