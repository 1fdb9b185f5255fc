//! What a device remembers of one task beside what the chain remembers.
//!
//! It is little on purpose: everything the chain knows is read from the chain,
//! so after a crash there is nothing to bring into agreement.

use crate::chain::{AccountId, Task};
use atous_primitives::{Hash, Outcome, Reveal, TaskId};
use serde::{Deserialize, Serialize};

/// How far this device's own part has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Stage {
	/// To be fetched and run. After a crash in the middle of a run, run again:
	/// nothing of an unfinished run has been told to anyone.
	Taken,
	/// Run. The outcome and the salt are on disk before the chain hears of the
	/// commitment, and never change again: one task, one commitment.
	Decided {
		/// What the run ended in.
		outcome: Outcome,
		/// Salt of the commitment: 32 bytes only this device knows.
		#[serde(with = "crate::json::bytes")]
		salt: Hash,
	},
	/// Cannot or will not be run here; to be given back.
	Declined {
		/// Why, for people.
		reason: String,
	},
}

impl Stage {
	/// Its name, for logs: the salt must not be known before the reveal.
	pub const fn name(&self) -> &'static str {
		match self {
			Stage::Taken => "taken",
			Stage::Decided { .. } => "decided",
			Stage::Declined { .. } => "declined",
		}
	}
}

/// What a device remembers of one task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLocal {
	/// Number of the task.
	pub task: TaskId,
	/// [`Task::digest`]: numbers can come again when a fork is undone.
	#[serde(with = "crate::json::bytes")]
	pub digest: Hash,
	/// This device.
	pub device: AccountId,
	/// How far it has come.
	#[serde(flatten)]
	pub stage: Stage,
}

impl TaskLocal {
	/// A task just given to `device`.
	pub fn taken(task: &Task, device: AccountId) -> Self {
		Self { task: task.id, digest: task.digest(), device, stage: Stage::Taken }
	}

	/// Note what the run ended in. Does nothing once something is decided.
	pub fn decide(&mut self, outcome: Outcome, salt: Hash) {
		if self.stage == Stage::Taken {
			self.stage = Stage::Decided { outcome, salt };
		}
	}

	/// What this device reveals of `outcome`.
	pub fn reveal(&self, outcome: &Outcome, salt: Hash) -> Reveal {
		Reveal::new(self.task, &self.device.0, outcome, salt)
	}

	/// Note that the task is not to be run here. Does nothing once something is decided.
	pub fn decline(&mut self, reason: impl Into<String>) {
		if self.stage == Stage::Taken {
			self.stage = Stage::Declined { reason: reason.into() };
		}
	}

	/// The one commitment this device makes for the task, once decided.
	pub fn commitment(&self) -> Option<Hash> {
		match &self.stage {
			Stage::Decided { outcome, salt } => {
				Some(self.reveal(outcome, *salt).commitment(self.task, &self.device.0))
			}
			_ => None,
		}
	}
}
