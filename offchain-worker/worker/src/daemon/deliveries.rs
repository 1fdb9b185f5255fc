//! What was delivered to this device's own requests, and the answers to it.
//!
//! The outcome comes from the device that has shown its tag, and is believed only if the
//! tag is its own. It is on disk before anything is done about it. Whether to accept or to
//! dispute is the user's to say; silence accepts, by the chain's rule.

use super::{
	records::{Received, Record, Stage},
	requests::{Requests, ATTEMPT_WITHIN},
};
use crate::{
	chain::{Call, Snapshot, Task, TaskCopy},
	error::{Failure, Kind},
	handover::{Answer, Question},
};
use atous_primitives::{tag, views::TaskPhase, Outcome, ServedBlock, TaskId};
use codec::{DecodeAll, Encode};
use futures::future::join_all;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// Most blocks between two attempts, as a power of two.
const LONGEST_PAUSE: u32 = 4;

/// Pause between two attempts while somebody waits.
const PAUSE: Duration = Duration::from_secs(1);

/// What is known here of what was delivered to an own task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
	/// The outcome, once it was handed over.
	pub outcome: Option<Outcome>,
	/// Whether its result, if it has one, is here.
	pub fetched: bool,
	/// Served blocks that are left for an answer; `None` when none is waited for, or the
	/// chain does not answer.
	pub blocks_left: Option<ServedBlock>,
	/// Whether it is accepted without asking.
	pub auto_accept: bool,
	/// Why it has come no further, for people.
	pub trouble: Option<String>,
}

/// What has been tried about deliveries, and when to try again.
#[derive(Debug, Default)]
pub struct Tries(Mutex<BTreeMap<TaskId, Try>>);

#[derive(Debug, Default)]
struct Try {
	/// Nothing is done on the word of a block before this one.
	not_before: u32,
	failures: u32,
	trouble: Option<String>,
}

impl Tries {
	fn is_due(&self, task: TaskId, block: u32) -> bool {
		self.0.lock().get(&task).is_none_or(|tried| block >= tried.not_before)
	}

	/// It went well; nothing more is done before `block`.
	fn succeeded(&self, task: TaskId, block: u32) {
		let tried = Try { not_before: block, ..Default::default() };
		self.0.lock().insert(task, tried);
	}

	/// It did not go well at `block`.
	fn failed(&self, task: TaskId, block: u32, why: &Failure) {
		let mut tries = self.0.lock();
		let tried = tries.entry(task).or_default();
		tried.not_before = block.saturating_add(1 << tried.failures);
		tried.failures = (tried.failures + 1).min(LONGEST_PAUSE);
		tried.trouble = Some(why.message.clone());
	}

	fn trouble(&self, task: TaskId) -> Option<String> {
		self.0.lock().get(&task).and_then(|tried| tried.trouble.clone())
	}

	/// Forget the tasks that the chain has forgotten.
	fn keep_only(&self, tasks: &BTreeMap<TaskId, Task>) {
		self.0.lock().retain(|task, _| tasks.contains_key(task));
	}
}

impl Requests {
	/// Bring on everything that was delivered, side by side: a device that does not answer
	/// keeps up nobody else.
	pub(super) async fn receive_deliveries(&self, snapshot: &Snapshot) {
		self.tries.keep_only(&snapshot.requested);
		let block = snapshot.best.number;
		let due = self.records.all().into_iter().filter_map(|record| {
			let Stage::Open { task } = record.stage else { return None };
			let task = snapshot.requested.get(&task)?;
			let copy = task.delivery()?;
			self.tries.is_due(task.id, block).then_some((record, task, copy))
		});
		join_all(due.map(|(record, task, copy)| async move {
			match self.receive(record, task, copy).await {
				Ok(next) => self.tries.succeeded(task.id, next.unwrap_or(block)),
				Err(why) => {
					tracing::warn!(task = task.id, %why, "what was delivered is not to be had yet");
					self.tries.failed(task.id, block, &why);
				}
			}
		}))
		.await;
	}

	/// Bring one delivery on: its outcome, its result and, where the user has said so, its
	/// acceptance. Gives the block in which that stands.
	async fn receive(
		&self,
		mut record: Record,
		task: &Task,
		copy: &TaskCopy,
	) -> Result<Option<u32>, Failure> {
		let mut received = match record.received_of(task) {
			Some(received) => received,
			None => {
				let outcome = self.ask_outcome(task.id, copy).await?;
				tracing::info!(task = task.id, ?outcome, answer_by = task.stage_by, "delivered");
				Received { outcome, fetched: false }
			}
		};
		if record.received != Some(received) {
			if let Some(other) = record.held() {
				self.release(other);
			}
			record.received = Some(received);
			self.records.save(&record)?;
		}
		if !received.fetched {
			if let Outcome::Completed { result, .. } = received.outcome {
				self.fetch(task, result, ATTEMPT_WITHIN).await?;
			}
			received.fetched = true;
			record.received = Some(received);
			self.records.save(&record)?;
			if let Some(result) = record.held() {
				self.context.retention.keep(&*self.context.content, result).await?;
			}
		}
		let has_result = matches!(received.outcome, Outcome::Completed { .. });
		if !(record.auto_accept && has_result && task.phase == TaskPhase::Delivered) {
			return Ok(None);
		}
		let call = Call::Accept { task: task.id, opening: Some(received.outcome) };
		Ok(Some(self.context.send(&call).await?.block.number))
	}

	/// Accept what was delivered. Gives the outcome that everybody can now read, where it
	/// is known.
	pub async fn accept(&self, task: TaskId) -> Result<Option<Outcome>, Failure> {
		let found = self.task(task).await?;
		let opening = self.received(&found).map(|received| received.outcome);
		self.context.send(&Call::Accept { task, opening }).await?;
		Ok(opening)
	}

	/// Dispute what was delivered.
	pub async fn dispute(&self, task: TaskId) -> Result<(), Failure> {
		self.context.send(&Call::Dispute(task)).await?;
		Ok(())
	}

	/// What is known of what was delivered to an own task; `None` if nothing was.
	pub async fn delivery(&self, task: TaskId) -> Result<Option<Delivery>, Failure> {
		let found = self.task(task).await?;
		if found.requester != self.context.device || found.delivery().is_none() {
			return Ok(None);
		}
		let received = self.received(&found);
		let served = self.context.snapshot().map(|snapshot| snapshot.served);
		let waits = found.phase == TaskPhase::Delivered;
		Ok(Some(Delivery {
			outcome: received.map(|received| received.outcome),
			fetched: received.is_some_and(|received| received.fetched),
			blocks_left: served
				.filter(|_| waits)
				.map(|served| found.stage_by.saturating_sub(served)),
			auto_accept: self.records.of(task).is_some_and(|record| record.auto_accept),
			trouble: self.tries.trouble(task),
		}))
	}

	/// The outcome of a task for somebody who waits for it. A device may have delivered a
	/// moment ago and not know yet that it has.
	pub(super) async fn outcome_in_time(&self, task: &Task) -> Result<Option<Outcome>, Failure> {
		let begun = Instant::now();
		loop {
			match self.outcome_of(task).await {
				Err(_) if begun.elapsed() < ATTEMPT_WITHIN => tokio::time::sleep(PAUSE).await,
				answer => return answer,
			}
		}
	}

	/// The outcome of a task, as far as there is one: the chain's, or what was delivered.
	async fn outcome_of(&self, task: &Task) -> Result<Option<Outcome>, Failure> {
		let Some(copy) = task.delivery() else { return Ok(task.outcome) };
		match self.received(task) {
			Some(received) => Ok(Some(received.outcome)),
			None => self.ask_outcome(task.id, copy).await.map(Some),
		}
	}

	fn received(&self, task: &Task) -> Option<Received> {
		self.records.of(task.id)?.received_of(task)
	}

	/// Ask the device that has delivered for the outcome that it has shown the tag of.
	async fn ask_outcome(&self, task: TaskId, copy: &TaskCopy) -> Result<Outcome, Failure> {
		let failed = |why: String| {
			Failure::new(
				Kind::MissingInput,
				format!(
					"The outcome of task {task} cannot be had from the device that delivered it, \
					 {}: {why}. If it does not come, dispute the delivery with `atous task {task} \
					 --dispute`: silence accepts it.",
					copy.device
				),
			)
		};
		let context = &self.context;
		let address = context.chain.address_of(&copy.device).await?;
		let address = address.ok_or_else(|| failed("nobody knows where to reach it".into()))?;
		let genesis = context.chain.identity().await?.genesis;
		let question = Question::outcome(&context.key, &genesis, task, &copy.device);
		let answer = context.content.ask(&address, question.encode());
		let answer = tokio::time::timeout(ATTEMPT_WITHIN, answer).await;
		let answer = answer
			.map_err(|_| failed("it does not answer".into()))?
			.map_err(|why| failed(why.message.trim_end_matches('.').into()))?;
		match Answer::decode_all(&mut &answer[..]) {
			Ok(Answer::Outcome(outcome)) if tag(task, &outcome) == copy.tag => Ok(outcome),
			Ok(Answer::Outcome(_)) => {
				Err(failed("what it hands over is not what it has shown the tag of".into()))
			}
			Ok(Answer::Unknown) => Err(failed("it has none to hand over".into())),
			Ok(Answer::NotRequester) => {
				Err(failed("it does not take this device for the requester".into()))
			}
			Err(_) => Err(failed("it answers something else".into())),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_fails_is_tried_again_more_and_more_seldom() {
		let (tries, why) = (Tries::default(), Failure::no_offer());
		let mut block = 0;
		let mut pauses = Vec::new();
		for _ in 0..6 {
			tries.failed(7, block, &why);
			let next = (block..).find(|block| tries.is_due(7, *block)).expect("in the end");
			pauses.push(next - block);
			block = next;
		}
		assert_eq!(pauses, [1, 2, 4, 8, 16, 16]);
		assert_eq!(tries.trouble(7), Some(why.message));
		tries.succeeded(7, block + 3);
		assert_eq!(tries.trouble(7), None);
		assert!(!tries.is_due(7, block + 2) && tries.is_due(7, block + 3));
		tries.keep_only(&BTreeMap::new());
		assert!(tries.is_due(7, 0));
	}
}
