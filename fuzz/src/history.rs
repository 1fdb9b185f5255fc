//! Promises about what has happened, kept by listening to the events of each
//! transaction and each block.
//!
//! 1. A task ends once, and no later than its deadline, or what a jury has from the
//!    contradiction on.
//! 2. No device is paid twice for a task, and nobody once it has ended.
//! 3. A requester pays no more than was put aside for the task, and devices get from it
//!    what it is charged for their work.
//! 4. A copy is given to a device only while its offer has the room for all it works on;
//!    to check and to decide takes none.
//! 5. What has ended is forgotten once its time to be read is over.

use crate::numbers::RETENTION;
use atous_primitives::{Credit, ServedBlock, TaskId};
use atous_runtime::{AccountId, Runtime, RuntimeEvent, System, Tasks as Pallet};
use atous_support::Reservation;
use pallet_credit::Event as Ledger;
use pallet_tasks::{Event as Market, Part, Served, Tasks, Workers};
use std::collections::{BTreeMap, BTreeSet};

/// Blocks without news after which the state is looked at nevertheless.
const MOST_QUIET: u32 = 16;

/// How often what happened.
pub type Tally = BTreeMap<&'static str, u32>;

/// What is known of a task.
#[derive(Debug)]
struct Story {
	requester: AccountId,
	reservation: Reservation,
	ends_by: ServedBlock,
	ended: Option<ServedBlock>,
	paid: BTreeSet<AccountId>,
	/// To all devices, in micro-credits.
	sum: Credit,
}

/// What the ledger has said since the last task ended.
#[derive(Debug, Default)]
struct Settling {
	charged: Option<(AccountId, Credit, Credit)>,
	pays: Credit,
	checks: Credit,
}

/// All that has happened in a case.
#[derive(Debug, Default)]
pub(crate) struct History {
	stories: BTreeMap<TaskId, Story>,
	settling: Settling,
	tally: Tally,
	/// Blocks since something was told; none in a block in which something was.
	quiet: u32,
}

impl History {
	/// Listen to what a transaction has told.
	pub fn observe(&mut self) {
		for record in System::read_events_no_consensus() {
			match record.event {
				RuntimeEvent::Tasks(event) => self.market(event),
				RuntimeEvent::Credit(event) => self.ledger(event),
				RuntimeEvent::Flags(_) => self.count("Anchored"),
				_ => continue,
			}
			self.quiet = 0;
		}
		System::reset_events();
	}

	/// Whether the state is to be looked at after this block: something was told in it,
	/// or has not been for a while.
	pub fn end_block(&mut self) -> bool {
		let due = self.quiet.is_multiple_of(MOST_QUIET);
		self.quiet += 1;
		due
	}

	/// Listen to what the beginning of a block has told, while the offers are still
	/// those by which copies were given.
	pub fn observe_matches(&mut self) {
		for record in System::read_events_no_consensus() {
			if let RuntimeEvent::Tasks(Market::Assigned { task, device, .. }) = record.event {
				let task = Tasks::<Runtime>::get(task).expect("a task that was given out is there");
				if task.copies.iter().any(|copy| copy.part != Part::Work && copy.device == device) {
					continue;
				}
				let offer =
					Workers::<Runtime>::get(&device).offer.expect("4: given without an offer");
				let usage = Workers::<Runtime>::get(&device).usage;
				assert!(usage.cores <= offer.spec.cores, "4: cores sold twice");
				assert!(usage.memory_mib <= offer.spec.memory_mib, "4: memory sold twice");
			}
		}
		self.observe();
	}

	/// What has happened, and how often.
	pub fn into_tally(mut self) -> Tally {
		std::mem::take(&mut self.tally)
	}

	/// Whether every task that was ever asked for has ended.
	pub fn is_over(&self) -> bool {
		self.stories.values().all(|story| story.ended.is_some())
	}

	/// Hold the tasks against the time.
	pub fn check_time(&self) {
		let now = Served::<Runtime>::get();
		for (id, story) in &self.stories {
			let Some(ended) = story.ended else {
				assert!(now <= story.ends_by + 1, "1: task {id} is open after its deadline");
				continue;
			};
			let kept = now > ended + RETENTION + 1 && Tasks::<Runtime>::contains_key(id);
			assert!(!kept, "5: task {id} is kept for ever");
		}
	}

	fn count(&mut self, what: &'static str) {
		*self.tally.entry(what).or_default() += 1;
	}

	fn market(&mut self, event: Market<Runtime>) {
		match event {
			Market::Submitted { task, requester, .. } => self.submitted(task, requester),
			Market::Paid { task, device, amount } => self.paid(task, device, amount),
			Market::Settled { task, .. } => self.charged_end(task, "Settled"),
			Market::Inconclusive { task } => self.charged_end(task, "Inconclusive"),
			Market::Expired { task } => self.free_end(task, "Expired"),
			Market::Cancelled { task } => self.free_end(task, "Cancelled"),
			Market::Assigned { .. } => self.count("Assigned"),
			Market::CheckDrawn { checked: true, .. } => self.count("Checked"),
			Market::CheckDrawn { checked: false, .. } => self.count("Unchecked"),
			Market::Contested { task, ends_by } => self.contested(task, ends_by),
			Market::Absent { .. } => self.count("Absent"),
			Market::Escalated { .. } => self.count("Escalated"),
			Market::GivenBack { .. } => self.count("GivenBack"),
			// One that is not opened ends with this.
			Market::Accepted { task, .. } => {
				self.count("Accepted");
				if self.stories.get(&task).is_some_and(|story| story.ended.is_none()) {
					self.charged_end(task, "Settled");
				}
			}
			Market::Disputed { .. } => self.count("Disputed"),
			Market::Silent { .. } => self.count("Silent"),
			Market::Wrong { .. } => self.count("Wrong"),
			Market::ItemFailed { .. } => self.count("ItemFailed"),
			Market::ParamsApplied { .. } => self.count("MarketChanged"),
			_ => {}
		}
	}

	fn ledger(&mut self, event: Ledger<Runtime>) {
		match event {
			Ledger::Paid { pay, .. } => self.settling.pays += pay,
			Ledger::CheckPaid { pay, .. } => self.settling.checks += pay,
			Ledger::Deferred { pay, .. } => {
				self.count("Deferred");
				self.settling.pays += pay;
			}
			Ledger::Charged { requester, pay, surcharge, bonus, premium } => {
				assert!(bonus <= surcharge, "3: more bonus than surcharge");
				let whole = pay + surcharge + premium;
				let before = self.settling.charged.replace((requester, pay, whole));
				assert_eq!(before, None, "3: charged twice");
			}
			Ledger::Vested { .. } => self.count("Vested"),
			Ledger::UnvestedForfeited { .. } => self.count("Forfeited"),
			Ledger::Left { .. } => self.count("Left"),
			Ledger::WrittenOff { .. } => self.count("WrittenOff"),
			Ledger::Decayed { .. } => self.count("Decayed"),
			Ledger::BondReleased { .. } => self.count("BondReleased"),
			Ledger::ParamsApplied { .. } => self.count("LedgerChanged"),
			_ => {}
		}
	}

	fn submitted(&mut self, task: TaskId, requester: AccountId) {
		let stored = Tasks::<Runtime>::get(task).expect("a task that was submitted is there");
		let story = Story {
			requester,
			reservation: stored.reservation,
			ends_by: stored.arrived + stored.header.deadline,
			ended: None,
			paid: BTreeSet::new(),
			sum: 0,
		};
		assert!(self.stories.insert(task, story).is_none(), "1: task {task} was asked for twice");
		self.count("Submitted");
	}

	fn contested(&mut self, task: TaskId, ends_by: ServedBlock) {
		self.count("Contested");
		let header = Tasks::<Runtime>::get(task).expect("what is contested is there").header;
		let trial = Served::<Runtime>::get() + Pallet::params().trial_window(&header);
		let story = self.stories.get_mut(&task).expect("1: contested, and nobody asked for it");
		assert_eq!(ends_by, story.ends_by.max(trial), "1: another time for the jury");
		story.ends_by = ends_by;
	}

	fn paid(&mut self, task: TaskId, device: AccountId, amount: Credit) {
		self.count("Paid");
		let story = self.stories.get_mut(&task).expect("2: paid for a task nobody asked for");
		assert_eq!(story.ended, None, "2: paid after the end of task {task}");
		assert!(story.paid.insert(device), "2: a device was paid twice for task {task}");
		story.sum += amount;
	}

	/// A task has ended for which the requester pays.
	fn charged_end(&mut self, task: TaskId, how: &'static str) {
		let settling = std::mem::take(&mut self.settling);
		let story = self.end(task, how);
		let (requester, pay, whole) = settling.charged.expect("3: ended without a charge");
		assert_eq!(requester, story.requester, "3: another paid for task {task}");
		assert!(pay <= story.reservation.principal, "3: task {task} cost more than its price");
		assert!(whole <= story.reservation.total(), "3: task {task} cost more than was put aside");
		assert_eq!(pay, settling.pays, "3: what was charged for task {task} went elsewhere");
		assert_eq!(story.sum, settling.pays + settling.checks, "3: task {task} paid otherwise");
	}

	/// A task has ended for which nobody is paid.
	fn free_end(&mut self, task: TaskId, how: &'static str) {
		let settling = std::mem::take(&mut self.settling);
		let story = self.end(task, how);
		assert_eq!(settling.charged, None, "3: task {task} ended free, and was charged");
		assert_eq!(story.sum, 0, "3: task {task} ended free, and was paid for");
	}

	fn end(&mut self, task: TaskId, how: &'static str) -> &Story {
		self.count(how);
		let now = Served::<Runtime>::get();
		let story = self.stories.get_mut(&task).expect("1: a task ends that nobody asked for");
		assert_eq!(story.ended.replace(now), None, "1: task {task} ended twice");
		assert!(now <= story.ends_by + 1, "1: task {task} ended after its deadline");
		story
	}
}
