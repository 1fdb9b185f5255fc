//! Outcomes this device has delivered and nobody has opened: kept for their requesters,
//! and told to them alone.
//!
//! An outcome is kept from when the chain says that it is delivered, because from then on
//! this device cannot change it any more. Who the requester is comes from the chain too.

use crate::{
	chain::{AccountId, Task},
	error::Failure,
	folder::{read_all, write_atomically},
	handover::{is_asked_by, Answer, Question},
};
use atous_primitives::{Hash, Outcome, ServedBlock, TaskId};
use atous_store::Answers;
use codec::{DecodeAll, Encode};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	fmt, fs,
	path::{Path, PathBuf},
};

/// Served blocks for which an outcome is kept after the task's deadline: as long as the
/// chain remembers a task that has ended.
const KEPT_FOR: ServedBlock = 21_600;

/// One outcome, and to whom it may be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Handover {
	task: TaskId,
	/// [`Task::digest`]: numbers can come again when a fork is undone.
	#[serde(with = "crate::json::bytes")]
	digest: Hash,
	requester: AccountId,
	/// This device.
	device: AccountId,
	#[serde(with = "crate::json::bytes")]
	genesis: Hash,
	outcome: Outcome,
	/// Served block after which it is forgotten.
	until: ServedBlock,
}

/// Every outcome that is kept.
pub struct Handovers {
	root: PathBuf,
	kept: Mutex<BTreeMap<TaskId, Handover>>,
}

impl fmt::Debug for Handovers {
	/// Tells no outcome.
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(to, "Handovers({})", self.kept.lock().len())
	}
}

impl Handovers {
	/// Read what is kept in the folder, creating it where it is missing.
	pub fn open(root: &Path) -> Result<Self, Failure> {
		let kept = read_all(root)?.into_iter().map(|handover: Handover| (handover.task, handover));
		Ok(Self { root: root.to_owned(), kept: Mutex::new(kept.collect()) })
	}

	/// Keep the outcome that `device` has delivered to `task` on the chain of `genesis`.
	/// Returns when it is on disk.
	pub fn keep(
		&self,
		genesis: Hash,
		task: &Task,
		device: AccountId,
		outcome: Outcome,
	) -> Result<(), Failure> {
		let handover = Handover {
			task: task.id,
			digest: task.digest(),
			requester: task.requester,
			device,
			genesis,
			outcome,
			until: task.ends_by.saturating_add(KEPT_FOR),
		};
		let mut kept = self.kept.lock();
		if kept.get(&task.id) == Some(&handover) {
			return Ok(());
		}
		let path = self.path(task.id);
		let json = serde_json::to_vec_pretty(&handover)
			.map_err(|why| Failure::internal("Writing what was delivered", why))?;
		write_atomically(&path, &json, 0o600)
			.map_err(|why| Failure::file("Writing", &path, &why))?;
		tracing::info!(task = task.id, requester = %task.requester, "kept for its requester");
		kept.insert(task.id, handover);
		Ok(())
	}

	/// Forget what has been kept for long enough at the served block `now`.
	pub fn sweep(&self, now: ServedBlock) {
		self.kept.lock().retain(|task, handover| {
			if handover.until >= now {
				return true;
			}
			// What stays on disk is forgotten after the next start.
			if let Err(why) = fs::remove_file(self.path(*task)) {
				tracing::error!(task, %why, "the file of a handover stays");
			}
			false
		});
	}

	fn path(&self, task: TaskId) -> PathBuf {
		self.root.join(format!("{task}.json"))
	}
}

impl Answers for Handovers {
	fn answer(&self, question: &[u8]) -> Option<Vec<u8>> {
		let Question::Outcome { task, signature } = Question::decode_all(&mut &*question).ok()?;
		let kept = self.kept.lock().get(&task).cloned();
		let answer = match kept {
			None => Answer::Unknown,
			Some(Handover { requester, device, genesis, outcome, .. }) => {
				if is_asked_by(&requester, &signature, &genesis, task, &device) {
					tracing::info!(task, %requester, "outcome handed over");
					Answer::Outcome(outcome)
				} else {
					tracing::debug!(task, "somebody who is not the requester asks for the outcome");
					Answer::NotRequester
				}
			}
		};
		Some(answer.encode())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{daemon::doubles, keys::Key};

	const GENESIS: Hash = [7; 32];
	const OUTCOME: Outcome = Outcome::Trapped { fuel: 5 };

	fn key(seed: u8) -> Key {
		Key::from_seed([seed; 32]).expect("valid")
	}

	fn device() -> AccountId {
		AccountId::from([9; 32])
	}

	/// Handovers of a device that has delivered to a task of key 1.
	fn handovers(dir: &Path) -> Handovers {
		let handovers = Handovers::open(dir).expect("opens");
		let task = Task { requester: key(1).account(), ..doubles::task() };
		handovers.keep(GENESIS, &task, device(), OUTCOME).expect("keeps");
		handovers
	}

	fn asked(handovers: &Handovers, question: Question) -> Answer {
		let answer = handovers.answer(&question.encode()).expect("answers");
		Answer::decode_all(&mut &answer[..]).expect("understood")
	}

	#[test]
	fn the_requester_is_told_and_nobody_else() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let handovers = handovers(dir.path());
		let asks = |key: &Key, genesis, task, device| {
			asked(&handovers, Question::outcome(key, &genesis, task, &device))
		};
		assert_eq!(asks(&key(1), GENESIS, 0, device()), Answer::Outcome(OUTCOME));
		assert_eq!(asks(&key(2), GENESIS, 0, device()), Answer::NotRequester, "a stranger");
		assert_eq!(asks(&key(1), [8; 32], 0, device()), Answer::NotRequester, "another chain");
		let other = AccountId::from([8; 32]);
		assert_eq!(asks(&key(1), GENESIS, 0, other), Answer::NotRequester, "another device");
		assert_eq!(asks(&key(1), GENESIS, 1, device()), Answer::Unknown, "another task");
		let forged = Question::Outcome { task: 0, signature: [0; 64] };
		assert_eq!(asked(&handovers, forged), Answer::NotRequester);
	}

	#[test]
	fn what_is_no_question_has_no_answer() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let handovers = handovers(dir.path());
		let mut longer = Question::outcome(&key(1), &GENESIS, 0, &device()).encode();
		longer.push(0);
		for question in [&[][..], &[1], &[0; 72], &longer] {
			assert_eq!(handovers.answer(question), None);
		}
	}

	#[test]
	fn what_is_kept_survives_a_restart_and_is_forgotten_in_time() {
		let dir = tempfile::tempdir().expect("temporary folder");
		drop(handovers(dir.path()));
		let handovers = Handovers::open(dir.path()).expect("opens again");
		let question = Question::outcome(&key(1), &GENESIS, 0, &device());
		assert_eq!(asked(&handovers, question), Answer::Outcome(OUTCOME));
		let last = doubles::task().ends_by + KEPT_FOR;
		handovers.sweep(last);
		assert_eq!(asked(&handovers, question), Answer::Outcome(OUTCOME));
		handovers.sweep(last + 1);
		assert_eq!(asked(&handovers, question), Answer::Unknown);
		let handovers = Handovers::open(dir.path()).expect("opens");
		assert_eq!(asked(&handovers, question), Answer::Unknown);
	}

	#[test]
	fn a_number_that_comes_again_is_another_task() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let handovers = handovers(dir.path());
		let task = Task { requester: key(2).account(), ..doubles::task() };
		handovers.keep(GENESIS, &task, device(), Outcome::OutOfFuel).expect("keeps");
		let asks = |key: &Key| asked(&handovers, Question::outcome(key, &GENESIS, 0, &device()));
		assert_eq!(asks(&key(1)), Answer::NotRequester);
		assert_eq!(asks(&key(2)), Answer::Outcome(Outcome::OutOfFuel));
	}
}
