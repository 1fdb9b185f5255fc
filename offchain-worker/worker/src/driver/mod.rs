//! The task driver: from what this device remembers and what the chain says, the
//! one next thing to do. Pure, so that every order of events can be tried.
//!
//! ```text
//! chain:   Assigned ───────────────► Committed ──────► Revealed ──► Settled
//! device:  Taken ─run─► Decided ─commit─► (final?) ─reveal─► (open) ─► done
//!            └────────► Declined ─give back─► done
//! ```
//!
//! Where the requester judges, the tag that is revealed makes the task `Delivered`, and
//! nothing is opened: the outcome is [`owed`] to the requester, off the chain.
//!
//! Rules it keeps, whatever happens in between:
//! - one commitment a task: outcome and salt are on disk before the first one is sent;
//! - nothing is revealed before the block in which the quorum committed is
//!   final, for a reveal in a block that is undone would tell others the tag
//!   while they can still choose theirs;
//! - a task given back was never committed to;
//! - of devices that could all do the next thing, one does it, and another only
//!   when the first one stays silent.

pub mod persist;
pub mod state;
#[cfg(test)]
mod tests;

pub use persist::TaskFiles;
pub use state::{Stage, TaskLocal};

use crate::chain::{AccountId, Task, TaskCopy};
use atous_primitives::{
	tag,
	views::{CopyPhase, TaskPhase},
	Hash, Outcome, Reveal, ServedBlock,
};

/// Served blocks before a stage times out at which a device no longer leaves the
/// first word to others.
const LEAD: ServedBlock = 6;

/// What the chain says of one task.
#[derive(Clone, Copy, Debug)]
pub struct ChainView<'a> {
	/// The task in the best block.
	pub best: Option<&'a Task>,
	/// The task in the finalised block.
	pub finalized: Option<&'a Task>,
	/// Served blocks so far.
	pub served: ServedBlock,
}

/// What the device wants at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
	/// Whether the machine needs itself: what has not been run goes back.
	pub give_back: bool,
}

/// Why a task is over for this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
	/// The task ended, or this device's part did.
	Over {
		/// Phase of the task.
		task: TaskPhase,
		/// Phase of this device's copy, if it has one.
		copy: Option<CopyPhase>,
	},
	/// The chain no longer knows of it.
	Gone,
}

/// The next thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
	/// Nothing now.
	Wait,
	/// Fetch and run the payload.
	Work,
	/// Send the commitment.
	Commit(Hash),
	/// Reveal the tag, and the outcome where this completes the quorum.
	Reveal {
		/// What was committed to.
		reveal: Reveal,
		/// The outcome, if a quorum of equal tags is complete with this one.
		opening: Option<Outcome>,
	},
	/// Open the outcome of the agreed tag.
	Open(Outcome),
	/// Return the task.
	GiveBack,
	/// Forget the task.
	Finish(Ending),
}

/// The next thing to do about one task.
pub fn next(local: &TaskLocal, chain: ChainView<'_>, wish: Wish) -> Action {
	let Some(task) = chain.best else {
		return match chain.finalized {
			None => Action::Finish(Ending::Gone),
			Some(_) => Action::Wait,
		};
	};
	if task.digest() != local.digest {
		return Action::Finish(Ending::Gone);
	}
	let copy = task.copy_of(&local.device);
	match copy {
		Some(copy) if !is_over(task, Some(copy)) => match copy.phase {
			CopyPhase::Assigned => assigned(local, copy, chain.served, wish),
			CopyPhase::Committed => committed(local, task, copy, chain),
			_ => revealed(local, task, copy, chain.served),
		},
		// Over, or given in a block that was undone. What was decided is kept
		// until that is final: a fork may bring the task back, and a second
		// decision would be a second commitment.
		_ => match chain.finalized {
			Some(known) if is_over(known, known.copy_of(&local.device)) => {
				let copy = copy.map(|copy| copy.phase);
				Action::Finish(Ending::Over { task: task.phase, copy })
			}
			_ => Action::Wait,
		},
	}
}

/// The outcome that this device has delivered, and owes its requester and nobody else.
pub fn owed(local: &TaskLocal, task: &Task) -> Option<Outcome> {
	let Stage::Decided { outcome, .. } = &local.stage else { return None };
	let copy = task.delivery().filter(|copy| copy.device == local.device)?;
	let is_it = task.digest() == local.digest && copy.tag == tag(task.id, outcome);
	is_it.then_some(*outcome)
}

/// Whether nothing is left for a device to do about its copy.
fn is_over(task: &Task, copy: Option<&TaskCopy>) -> bool {
	task.phase.is_final()
		|| copy.is_some_and(|copy| {
			!matches!(copy.phase, CopyPhase::Assigned | CopyPhase::Committed | CopyPhase::Revealed)
		})
}

fn assigned(local: &TaskLocal, copy: &TaskCopy, served: ServedBlock, wish: Wish) -> Action {
	if served >= copy.by {
		// Too late for anything: the chain takes the copy away in a moment.
		return Action::Wait;
	}
	match &local.stage {
		Stage::Declined { .. } => Action::GiveBack,
		Stage::Taken if wish.give_back => Action::GiveBack,
		Stage::Taken => Action::Work,
		// The work is done: saying so costs the machine nothing, whatever it wishes.
		Stage::Decided { .. } => match local.commitment() {
			Some(commitment) => Action::Commit(commitment),
			None => Action::Wait,
		},
	}
}

fn committed(local: &TaskLocal, task: &Task, copy: &TaskCopy, chain: ChainView<'_>) -> Action {
	let Stage::Decided { outcome, salt } = &local.stage else {
		// The data folder was lost. There is nothing to reveal.
		return Action::Wait;
	};
	if Some(copy.commitment) != local.commitment() || task.phase != TaskPhase::Committed {
		return Action::Wait;
	}
	let is_final = chain.finalized.is_some_and(|task| {
		task.phase == TaskPhase::Committed
			&& task.copy_of(&local.device).is_some_and(|final_copy| {
				final_copy.phase == CopyPhase::Committed && final_copy.commitment == copy.commitment
			})
	});
	if !is_final {
		return Action::Wait;
	}
	let tag = tag(task.id, outcome);
	let opening = settles(task, &local.device, &tag).then_some(*outcome);
	if opening.is_none() && waits_for_others(local, task, chain.served) {
		return Action::Wait;
	}
	Action::Reveal { reveal: local.reveal(outcome, *salt), opening }
}

/// Whether a task is settled once `device` has revealed `tag`.
fn settles(task: &Task, device: &AccountId, tag: &Hash) -> bool {
	let mut after = task.clone();
	let mine = after.copies.iter_mut().rev().find(|copy| copy.device == *device);
	if let Some(mine) = mine {
		mine.phase = CopyPhase::Revealed;
		mine.tag = *tag;
	}
	!task.sealed && after.agreeing(tag).count() >= after.quorum()
}

/// Whether this device leaves the first word to others, so that its own reveal
/// can carry the opening and save a call: those behind the first quorum - 1 of
/// the devices that have committed do, until these have revealed or time is short.
fn waits_for_others(local: &TaskLocal, task: &Task, served: ServedBlock) -> bool {
	let in_play =
		|copy: &&TaskCopy| matches!(copy.phase, CopyPhase::Committed | CopyPhase::Revealed);
	let ahead = task.copies.iter().filter(in_play).take(task.quorum().saturating_sub(1));
	let mut ahead = ahead.take_while(|copy| copy.device != local.device);
	let first_words_missing = ahead.clone().count() + 1 == task.quorum()
		&& ahead.any(|copy| copy.phase == CopyPhase::Committed);
	first_words_missing && task.stage_by.saturating_sub(served) > LEAD
}

fn revealed(local: &TaskLocal, task: &Task, copy: &TaskCopy, served: ServedBlock) -> Action {
	let Stage::Decided { outcome, .. } = &local.stage else {
		return Action::Wait;
	};
	let enough = task.agreeing(&copy.tag).count() >= task.quorum();
	if task.phase != TaskPhase::Revealed || !enough || copy.tag != tag(task.id, outcome) {
		return Action::Wait;
	}
	// Any agreeing device may open; so that not all of them do, the first one
	// does at once and the others only when its time is nearly up.
	let is_first =
		task.agreeing(&copy.tag).next().is_some_and(|first| first.device == local.device);
	if is_first || task.stage_by.saturating_sub(served) <= LEAD {
		Action::Open(*outcome)
	} else {
		Action::Wait
	}
}
