//! Session changes and migrations: blocks in which nothing is served lose nothing and
//! penalise nobody, with the whole runtime.

use crate::common::{work::*, *};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Class, Credit as Amount, TaskId,
};
use atous_runtime::{Credit, Runtime, RuntimeEvent, RuntimeOrigin, System, Tasks};
use atous_support::Ledger;
use frame_support::{assert_ok, dispatch::RawOrigin};
use pallet_migrations::{Cursor, MigrationCursor};
use pallet_tasks::Event;
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::Dispatchable;

const REQUESTER: u16 = 1;
const WORKERS: [u16; 2] = [2, 3];
/// Blocks a migration takes here: longer than any window of the task.
const MIGRATION: u32 = 60;

/// What comes between two blocks of the market.
#[derive(Clone, Copy, Debug)]
enum Interruption {
	/// One block, with which a session begins.
	Session,
	/// Blocks in which a migration runs.
	Migration,
}

fn interrupt(by: Interruption) {
	let before = served();
	match by {
		Interruption::Session => next_session(),
		Interruption::Migration => {
			// To the executive every migration looks like one that is not done.
			Cursor::<Runtime>::put(MigrationCursor::Stuck);
			(0..MIGRATION).for_each(|_| next_block());
			Cursor::<Runtime>::kill();
		}
	}
	assert_eq!(served(), before, "the market ran");
}

/// How a task's life ended: its phase, and each device's balance, what it has put
/// aside, and its checked results.
#[derive(Debug, PartialEq)]
struct End {
	phase: TaskPhase,
	served: u32,
	accounts: Vec<(Amount, Amount, Amount, u32)>,
	penalties: usize,
}

fn enrol_all() {
	let owners = [Sr25519Keyring::Charlie, Sr25519Keyring::Dave, Sr25519Keyring::Eve];
	endow(&owners);
	for (number, owner) in (REQUESTER..).zip(owners) {
		enrol_for(number, &owner.to_account_id());
	}
	for worker in WORKERS {
		assert_ok!(offer().dispatch(RawOrigin::Signed(device(worker)).into()));
	}
	// Chance shall not make two lives differ.
	set_market(|numbers| numbers.audit_one_in = 0);
}

/// The market's next block, and what comes before it.
fn pass(blocks: &mut u32, at: Option<u32>, by: Interruption, penalties: &mut usize) {
	if at == Some(*blocks) {
		interrupt(by);
	}
	*blocks += 1;
	next_block();
	let punished = System::events().into_iter().filter(|record| {
		matches!(record.event, RuntimeEvent::Tasks(Event::Silent { .. } | Event::Wrong { .. }))
	});
	*penalties += punished.count();
}

fn state(task: TaskId) -> pallet_tasks::Task<atous_runtime::AccountId> {
	pallet_tasks::Tasks::<Runtime>::get(task).expect("the task can be read")
}

/// A task whose devices commit and reveal in the last block in which they may, with an
/// interruption before the market's block `at`.
fn life(at: Option<u32>, by: Interruption) -> End {
	let mut end = None;
	build_and_execute(|| {
		enrol_all();
		next_block();
		let (mut blocks, mut penalties) = (0, 0);
		let mut pass = |penalties: &mut usize| pass(&mut blocks, at, by, penalties);
		let task = submit(REQUESTER, header());
		while state(task).phase == TaskPhase::Queued {
			pass(&mut penalties);
		}
		let commit_by = state(task).copies[0].commit_by;
		while served() < commit_by {
			pass(&mut penalties);
		}
		for worker in WORKERS {
			assert_ok!(commit(task, worker).dispatch(RuntimeOrigin::signed(device(worker))));
		}
		while state(task).phase != TaskPhase::Committed {
			pass(&mut penalties);
		}
		let reveal_by = state(task).stage_by;
		while served() < reveal_by {
			pass(&mut penalties);
		}
		for (worker, opens) in WORKERS.into_iter().zip([false, true]) {
			let origin = RuntimeOrigin::signed(device(worker));
			assert_ok!(reveal(task, worker, opens).dispatch(origin));
		}
		pass(&mut penalties);
		let account = |number: u16| {
			let device = device(number);
			let account = pallet_credit::Accounts::<Runtime>::get(&device).expect("enrolled");
			let worker = pallet_tasks::Workers::<Runtime>::get(&device);
			let checked = worker.checked_in(Class::WasmSmall);
			(account.balance, account.reserved, account.collateral, checked)
		};
		let accounts = (REQUESTER..=WORKERS[1]).map(account).collect();
		end = Some(End { phase: state(task).phase, served: served(), accounts, penalties });
		assert!(Credit::standing(&device(REQUESTER)).is_some_and(|now| now.balance < 0));
	});
	end.expect("the life has ended")
}

/// What a life without interruptions ends in, and how many blocks it takes.
fn undisturbed() -> (End, u32) {
	let end = life(None, Interruption::Session);
	assert_eq!((end.phase, end.penalties), (TaskPhase::Settled, 0));
	// All but the first, from which the sessions are reckoned.
	let blocks = end.served - 1;
	(end, blocks)
}

#[test]
fn session_change_anywhere_in_a_tasks_life_changes_nothing() {
	let (end, blocks) = undisturbed();
	for at in 0..blocks {
		assert_eq!(life(Some(at), Interruption::Session), end, "before block {at}");
	}
}

#[test]
fn migration_anywhere_in_a_tasks_life_changes_nothing() {
	let (end, blocks) = undisturbed();
	for at in 0..blocks {
		assert_eq!(life(Some(at), Interruption::Migration), end, "before block {at}");
	}
}

#[test]
fn device_that_was_silent_is_penalised_once_served_blocks_have_passed_and_not_before() {
	build_and_execute(|| {
		enrol_all();
		let task = submit(REQUESTER, header());
		while state(task).phase == TaskPhase::Queued {
			next_block();
		}
		let commit_by = state(task).copies[0].commit_by;
		while served() < commit_by {
			next_block();
		}
		interrupt(Interruption::Migration);
		interrupt(Interruption::Session);
		let silent = || state(task).copies.iter().any(|copy| copy.phase == CopyPhase::Silent);
		assert!(!silent());
		next_block();
		assert!(silent());
		assert!(Tasks::do_try_state().is_ok());
	});
}
