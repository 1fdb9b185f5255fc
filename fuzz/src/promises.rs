//! Promises about the state, held after every block in which something happened, and now
//! and then after the others.
//!
//! Each pallet recounts its own invariants. Among them are that the sum of all credit is
//! zero, and that what the ledger has put aside is what the market's open tasks need. What
//! none of them can see: left alone, the mesh comes to rest, with no task, no queue and no
//! room in use.

use crate::history::History;
use atous_runtime::{Credit as Books, Flags, Lane, Runtime, Tasks as Market};
use pallet_tasks::{Queue, Tasks, Usage, Woken, Worker, Workers};

/// Hold every promise against the state.
pub(crate) fn check() {
	Books::do_try_state().expect("the ledger's invariants hold");
	Market::do_try_state().expect("the market's invariants hold");
	Flags::do_try_state().expect("the flags' invariants hold");
	Lane::do_try_state().expect("the lane's invariants hold");
}

/// Hold the end of a case against the promise of rest.
pub(crate) fn check_nothing_is_left(history: &History) {
	assert!(history.is_over(), "a task never ended");
	assert_eq!(Tasks::<Runtime>::iter_keys().count(), 0, "a task stays");
	let waiting = Queue::<Runtime>::iter_keys().count() + Woken::<Runtime>::iter_keys().count();
	assert_eq!(waiting, 0, "the queue names what has ended");
	let idle = |worker: Worker| worker.held.is_empty() && worker.usage == Usage::default();
	assert!(Workers::<Runtime>::iter_values().all(idle), "room stays in use");
}
