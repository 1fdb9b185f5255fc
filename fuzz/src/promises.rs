//! Promises about the state, held after every block in which something happened, and now
//! and then after the others.
//!
//! Each pallet recounts its own invariants; the sum of all credit is among them. What
//! none of them can see alone:
//!
//! 1. What an account has put aside is the sum of what open tasks and copies say.
//! 2. Left alone, the mesh comes to rest: no task, no queue, no room in use.

use crate::history::History;
use atous_primitives::Credit;
use atous_runtime::{AccountId, Credit as Books, Flags, Lane, Runtime, Tasks as Market};
use pallet_tasks::{Assignment, Queue, Task, Tasks, Usage, Woken, Worker, Workers};
use std::collections::BTreeMap;

/// What a requester has put aside for a task.
fn reserved(task: &Task<AccountId>) -> Credit {
	task.reservation.total()
}

/// What a device has put aside for its copy.
fn secured(copy: &Assignment<AccountId>) -> Credit {
	copy.collateral
}

/// Hold every promise against the state.
pub(crate) fn check() {
	Books::do_try_state().expect("the ledger's invariants hold");
	Market::do_try_state().expect("the market's invariants hold");
	Flags::do_try_state().expect("the flags' invariants hold");
	Lane::do_try_state().expect("the lane's invariants hold");
	check_what_is_put_aside();
}

fn check_what_is_put_aside() {
	let mut sums: BTreeMap<AccountId, (Credit, Credit)> = BTreeMap::new();
	for task in Tasks::<Runtime>::iter_values() {
		sums.entry(task.requester.clone()).or_default().0 += reserved(&task);
		for copy in &task.copies {
			sums.entry(copy.device.clone()).or_default().1 += secured(copy);
		}
	}
	for (device, account) in pallet_credit::Accounts::<Runtime>::iter() {
		let (tasks, copies) = sums.remove(&device).unwrap_or_default();
		assert_eq!(account.reserved, tasks, "1: put aside for tasks that are not open");
		assert_eq!(account.collateral, copies, "1: put aside for copies that are not live");
	}
	let strangers = sums.into_values().any(|sum| sum != (0, 0));
	assert!(!strangers, "1: something is put aside without an account");
}

/// Hold the end of a case against the promise of rest.
pub(crate) fn check_nothing_is_left(history: &History) {
	assert!(history.is_over(), "2: a task never ended");
	assert_eq!(Tasks::<Runtime>::iter_keys().count(), 0, "2: a task stays");
	let waiting = Queue::<Runtime>::iter_keys().count() + Woken::<Runtime>::iter_keys().count();
	assert_eq!(waiting, 0, "2: the queue names what has ended");
	let idle = |worker: Worker| worker.held.is_empty() && worker.usage == Usage::default();
	assert!(Workers::<Runtime>::iter_values().all(idle), "2: room stays in use");
}
