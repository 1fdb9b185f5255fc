//! What this device asks of others: checks a request before anything is put
//! aside, submits it once, serves its content and fetches its result.

use super::{
	context::Context,
	records::{Record, Records, Stage},
};
use crate::{
	chain::{AccountId, Call, Task},
	error::{Failure, Kind},
};
use atous_primitives::{
	views::{AccountView, CopyPhase, Quote, TaskPhase},
	Cid, Outcome, TaskHeader, TaskId, CREDIT,
};
use std::{sync::Arc, time::Duration};

/// How long a result is looked for before a person is told it cannot be had.
const RESULT_WITHIN: Duration = Duration::from_secs(60);

/// The requests of this device.
pub struct Requests {
	context: Arc<Context>,
	records: Records,
	/// One at a time: each is checked against what the ones before have put aside.
	submitting: tokio::sync::Mutex<()>,
}

impl Requests {
	/// Read what was asked before.
	pub fn open(context: Arc<Context>) -> Result<Self, Failure> {
		let records = Records::open(&context.folder.requests())?;
		Ok(Self { context, records, submitting: tokio::sync::Mutex::new(()) })
	}

	/// Follow own requests until the sidecar ends: content that is no longer
	/// needed goes, results come.
	pub async fn run(&self) {
		let mut link = self.context.link.subscribe();
		loop {
			tokio::select! {
				() = self.context.ended() => return,
				changed = link.changed() => if changed.is_err() { return },
			}
			let Some(snapshot) = self.context.snapshot() else { continue };
			for record in self.records.all() {
				self.look_after(record, &snapshot).await;
			}
			let content = &*self.context.content;
			if let Err(why) = self.context.retention.sweep(content, super::context::now_ms()).await
			{
				tracing::error!(%why, "content cannot be let go");
			}
		}
	}

	/// What a task would cost, checked as `submit` checks it; `queue` says that
	/// nobody offering what it needs is no reason to refuse.
	pub async fn quote(&self, header: &TaskHeader, queue: bool) -> Result<Quote, Failure> {
		let device = self.context.device;
		let account = self.context.chain.account(&device).await?;
		let account = account.ok_or_else(|| Failure::not_enrolled(device))?;
		let quote = self.context.chain.quote(header, Some(&device)).await?;
		check(header, &quote, &account)?;
		if !queue {
			self.check_offers(header, &quote).await?;
		}
		Ok(quote)
	}

	/// Enough devices of different owners offer what the task needs. They may be
	/// busy: then it waits for them.
	async fn check_offers(&self, header: &TaskHeader, quote: &Quote) -> Result<(), Failure> {
		let Some(quorum) = quorum(header).map(usize::from) else { return Ok(()) };
		if quote.eligible as usize >= quorum {
			return Ok(());
		}
		let (chain, device) = (&self.context.chain, &self.context.device);
		let owners = chain.fitting_owners(header, quote.price, device, quorum).await?;
		if owners < quorum {
			return Err(Failure::no_offer());
		}
		Ok(())
	}

	/// Submit a task whose payload and input are in the store already.
	pub async fn submit(&self, header: TaskHeader, queue: bool) -> Result<TaskId, Failure> {
		let _one_at_a_time = self.submitting.lock().await;
		self.check_content(&header).await?;
		self.quote(&header, queue).await?;

		let contents = [header.payload, header.input];
		for cid in contents {
			self.context.retention.keep(&*self.context.content, cid).await?;
		}
		let heads = self.context.chain.heads().await?;
		let before = self.context.chain.snapshot(&self.context.device, heads, &[]).await?;
		let after = before.requested.keys().next_back().copied();
		let record = self.records.begin(header.clone(), heads.best.number, after)?;
		match self.context.send(&Call::Submit(header)).await {
			Ok(included) => {
				let task = included.task.ok_or_else(|| {
					Failure::internal("Submitting a task", "its number is not in the block")
				})?;
				self.records.save(&Record { stage: Stage::Open { task }, ..record })?;
				Ok(task)
			}
			// It may still be included. The record stays, and the next snapshots tell.
			Err(why) if why.is_temporary() => Err(why.into()),
			Err(why) => {
				self.let_go(&record);
				Err(why.into())
			}
		}
	}

	/// Take back a task no device has been given.
	pub async fn cancel(&self, task: TaskId) -> Result<(), Failure> {
		self.context.send(&Call::Cancel(task)).await?;
		Ok(())
	}

	/// A task as the chain has it.
	pub async fn task(&self, task: TaskId) -> Result<Task, Failure> {
		self.context.chain.task(task).await?.ok_or_else(|| {
			Failure::new(
				Kind::MissingInput,
				format!("There is no task {task}, or it ended too long ago."),
			)
		})
	}

	/// The result of a settled task: from here, or from the devices that agreed on it.
	pub async fn result(&self, task: TaskId) -> Result<Vec<u8>, Failure> {
		let found = self.task(task).await?;
		if found.requester != self.context.device {
			return Err(Failure::new(
				Kind::MissingInput,
				format!(
					"Task {task} was asked for by another device, {}. Numbers can change while a \
					 block is not final: `atous status` shows the tasks of this one.",
					found.requester
				),
			));
		}
		let cid = result_of(&found)?;
		self.fetch(&found, cid, RESULT_WITHIN).await
	}

	async fn fetch(&self, task: &Task, cid: Cid, within: Duration) -> Result<Vec<u8>, Failure> {
		if let Some(bytes) = self.context.content.get(cid).await? {
			return Ok(bytes);
		}
		let mut addresses = Vec::new();
		for copy in task.copies.iter().filter(|copy| copy.phase == CopyPhase::Paid) {
			addresses.extend(self.context.chain.address_of(&copy.device).await?);
		}
		self.context.content.fetch(cid, &addresses, within).await
	}

	/// Payload and input are here, and the payload is a module of the profile.
	async fn check_content(&self, header: &TaskHeader) -> Result<(), Failure> {
		let missing = |what: &str, cid: Cid| {
			Failure::new(
				Kind::MissingInput,
				format!(
					"The {what} {cid} is not in this sidecar's store, so no device could fetch \
					 it. Give the file itself with --{what}."
				),
			)
		};
		let payload = self.context.content.get(header.payload).await?;
		let payload = payload.ok_or_else(|| missing("payload", header.payload))?;
		if self.context.content.get(header.input).await?.is_none() {
			return Err(missing("input", header.input));
		}
		let sandbox = self.context.sandbox.clone();
		let memory_mib = header.requirements.memory_mib;
		tokio::task::spawn_blocking(move || sandbox.validate(&payload, memory_mib))
			.await
			.map_err(|why| Failure::internal("Checking the payload", why))?
			.map_err(|why| bad_payload(&header.payload.to_string(), &why))
	}

	/// Bring one record on.
	async fn look_after(&self, record: Record, snapshot: &crate::chain::Snapshot) {
		match record.stage {
			Stage::Sending => {
				let taken: Vec<TaskId> = self.records.open_tasks();
				if let Some(task) = record.adopt(snapshot, &taken) {
					tracing::info!(task, "a request sent before has arrived");
					self.note(&Record { stage: Stage::Open { task }, ..record });
				} else if record.is_void(snapshot) {
					tracing::warn!("a request sent before was never included");
					self.let_go(&record);
				}
			}
			Stage::Open { task } => match snapshot.requested.get(&task) {
				Some(found) if found.phase.is_final() => self.ended(record, found).await,
				Some(_) => {}
				// Removed after its retention: whatever there was to fetch is gone.
				None => self.let_go(&record),
			},
		}
	}

	/// Fetch the result of a settled task, then let its payload and input go.
	async fn ended(&self, record: Record, task: &Task) {
		if let (TaskPhase::Settled, Ok(cid)) = (task.phase, result_of(task)) {
			if let Err(why) = self.fetch(task, cid, Duration::from_secs(10)).await {
				tracing::warn!(task = task.id, %why, "the result is not to be had yet");
				return;
			}
			let grace = Duration::from_secs(self.context.config.store.grace_s);
			let kept = self.context.retention.keep(&*self.context.content, cid).await;
			if let Err(why) = kept.and_then(|()| self.context.retention.release(cid, grace)) {
				tracing::error!(task = task.id, %why, "the result is not kept");
			}
		}
		tracing::info!(task = task.id, phase = ?task.phase, "own task ended");
		self.let_go(&record);
	}

	fn note(&self, record: &Record) {
		if let Err(why) = self.records.save(record) {
			tracing::error!(%why, "a request is not noted");
		}
	}

	/// Payload and input are needed by one task less.
	fn let_go(&self, record: &Record) {
		let grace = Duration::from_secs(self.context.config.store.grace_s);
		for cid in [record.header.payload, record.header.input] {
			if let Err(why) = self.context.retention.release(cid, grace) {
				tracing::error!(%cid, %why, "content stays pinned");
			}
		}
		if let Err(why) = self.records.remove(record) {
			tracing::error!(%why, "the record of a request stays");
		}
	}
}

/// The payload is no module that can be run.
pub fn bad_payload(which: &str, why: &str) -> Failure {
	// The engine lays its words out over lines.
	let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
	Failure::new(
		Kind::BadPayload,
		format!(
			"The payload {which} is no WebAssembly module that a device would run: {why}. Build \
			 it for wasm32-wasip1, using standard input and output only."
		),
	)
}

/// The result of a settled task, or why there is none.
pub fn result_of(task: &Task) -> Result<Cid, Failure> {
	let none = |why: &str| {
		Err(Failure::new(Kind::NoResult, format!("Task {} has no result: {why}.", task.id)))
	};
	match (task.phase, task.outcome) {
		(TaskPhase::Settled, Some(Outcome::Completed { result, .. })) => Ok(result),
		(TaskPhase::Settled, Some(Outcome::Trapped { .. })) => {
			none("the payload trapped or ended with an exit code other than 0, on every device")
		}
		(TaskPhase::Settled, Some(Outcome::OutOfFuel)) => {
			none("the work limit was reached; submit it again with a higher --work-limit")
		}
		(TaskPhase::Settled, None) => none("what was delivered was accepted and not opened"),
		(TaskPhase::Settled, _) => none(
			"the devices could not get the payload or the input, or the payload is no module; \
			 keep `atous run` running until the task has ended",
		),
		(TaskPhase::Expired, _) => none(
			"it expired: too few devices were found or answered in time; what was put aside is \
			 released",
		),
		(TaskPhase::Inconclusive, _) => none(
			"no quorum of devices agreed on one; those that answered share the pay of a quorum",
		),
		(TaskPhase::Cancelled, _) => none("it was taken back"),
		_ => none("it has not ended yet"),
	}
}

/// Whether the chain would take the task, in the order a person can act on.
fn check(
	header: &TaskHeader,
	quote: &Quote,
	account: &AccountView<AccountId>,
) -> Result<(), Failure> {
	if header.max_price < quote.price {
		return Err(Failure::price_too_low(header.max_price, quote.price));
	}
	if header.deadline < quote.least_deadline {
		return Err(Failure::deadline_too_near(header.deadline, quote.least_deadline));
	}
	if quote.escrow > account.spendable {
		let credits = |amount: i128| amount as f64 / CREDIT as f64;
		return Err(Failure::debt_limit(credits(quote.escrow), credits(account.spendable)));
	}
	Ok(())
}

/// Devices that are wanted, at most, as soon as the task is matched.
fn quorum(header: &TaskHeader) -> Option<u8> {
	match header.verification {
		atous_primitives::Verification::Redundant { quorum, .. } => Some(quorum),
		// Of devices without a record two must agree.
		atous_primitives::Verification::Adaptive => Some(2),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::market, daemon::doubles};

	fn account(spendable: i128) -> AccountView<AccountId> {
		let device = AccountId::from([1; 32]);
		let mut state = market::State::default();
		state.enroll(device, AccountId::from([2; 32]));
		AccountView { spendable, ..state.accounts[&device].clone() }
	}

	fn quote() -> Quote {
		Quote {
			price: 1_000_000,
			escrow: 2 * CREDIT,
			queue_place: 0,
			eligible: 2,
			expected_blocks: 12,
			least_deadline: 40,
			deposit: 0,
			urgency: 0,
			queue_exact: true,
			offers: 2,
			sampled: 2,
			starts_in: Some(1),
		}
	}

	#[test]
	fn what_the_chain_would_refuse_is_refused_before_anything_is_put_aside() {
		let header = doubles::header();
		let checked = |quote: Quote, spendable| {
			check(&header, &quote, &account(spendable)).map_err(|failure| failure.kind)
		};
		assert_eq!(checked(quote(), 2 * CREDIT), Ok(()));
		let dear = Quote { price: header.max_price + 1, ..quote() };
		assert_eq!(checked(dear, 2 * CREDIT), Err(Kind::PriceTooLow));
		let slow = Quote { least_deadline: header.deadline + 1, ..quote() };
		assert_eq!(checked(slow, 2 * CREDIT), Err(Kind::DeadlineTooNear));
		assert_eq!(checked(quote(), CREDIT), Err(Kind::DebtLimit));
	}

	#[test]
	fn every_way_a_task_ends_without_a_result_says_why() {
		for (phase, outcome, says) in [
			(TaskPhase::Settled, Some(Outcome::OutOfFuel), "--work-limit"),
			(TaskPhase::Settled, Some(Outcome::Trapped { fuel: 1 }), "trapped"),
			(TaskPhase::Settled, Some(Outcome::Unavailable), "atous run"),
			(TaskPhase::Expired, None, "expired"),
			(TaskPhase::Inconclusive, None, "agreed"),
			(TaskPhase::Cancelled, None, "taken back"),
			(TaskPhase::Queued, None, "not ended"),
		] {
			let task = Task { phase, outcome, ..doubles::task() };
			let failure = result_of(&task).expect_err(says);
			assert_eq!(failure.kind, Kind::NoResult);
			assert!(failure.message.contains(says), "{failure}");
		}
	}
}
