//! What this device asks of others: checks a request before anything is put
//! aside, submits it once, serves its content and fetches its result.

use super::{
	checks::{bad_payload, check, quorum},
	context::Context,
	deliveries::Tries,
	records::{Record, Records, Stage},
	results::result_of,
};
use crate::{
	api::Order,
	chain::{Call, Snapshot, Task, TaskCopy},
	error::{Failure, Kind},
};
use atous_primitives::{
	views::{CopyPhase, Quote, TaskPhase},
	Cid, TaskHeader, TaskId,
};
use std::{sync::Arc, time::Duration};

/// How long a result is looked for before a person is told it cannot be had.
const RESULT_WITHIN: Duration = Duration::from_secs(60);
/// How long one attempt to have it takes that nobody waits for.
pub(super) const ATTEMPT_WITHIN: Duration = Duration::from_secs(10);

/// The requests of this device.
pub struct Requests {
	pub(super) context: Arc<Context>,
	pub(super) records: Records,
	/// What has been tried about deliveries.
	pub(super) tries: Tries,
	/// One at a time: each is checked against what the ones before have put aside.
	submitting: tokio::sync::Mutex<()>,
}

impl Requests {
	/// Read what was asked before.
	pub fn open(context: Arc<Context>) -> Result<Self, Failure> {
		let records = Records::open(&context.folder.requests())?;
		let (tries, submitting) = Default::default();
		Ok(Self { context, records, tries, submitting })
	}

	/// Follow own requests until the sidecar ends: content that is no longer
	/// needed goes, results and deliveries come.
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
			self.receive_deliveries(&snapshot).await;
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
		let quorum = usize::from(quorum(header));
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
	pub async fn submit(&self, order: Order) -> Result<TaskId, Failure> {
		let Order { header, queue, auto_accept } = order;
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
		let record = self.records.begin(header.clone(), heads.best.number, after, auto_accept)?;
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

	/// The result of a task that is settled or delivered: from here, or from the devices
	/// that have it.
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
		let cid = result_of(&found, self.outcome_in_time(&found).await?)?;
		self.fetch(&found, cid, RESULT_WITHIN).await
	}

	pub(super) async fn fetch(
		&self,
		task: &Task,
		cid: Cid,
		within: Duration,
	) -> Result<Vec<u8>, Failure> {
		if let Some(bytes) = self.context.content.get(cid).await? {
			return Ok(bytes);
		}
		let mut addresses = Vec::new();
		let delivered = task.delivery().map(|copy| copy.device);
		let has_it =
			|copy: &&TaskCopy| copy.phase == CopyPhase::Paid || Some(copy.device) == delivered;
		for copy in task.copies.iter().filter(has_it) {
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
	async fn look_after(&self, record: Record, snapshot: &Snapshot) {
		match record.stage {
			Stage::Sending => {
				let taken: Vec<TaskId> = self.records.tasks();
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
			Stage::Ended { task } => {
				if !snapshot.requested.contains_key(&task) {
					self.forget(&record);
				}
			}
		}
	}

	/// Fetch the result of a settled task, then let its payload and input go.
	async fn ended(&self, record: Record, task: &Task) {
		let received = record.received_of(task);
		if task.delivery().is_some() && received.is_none_or(|received| !received.fetched) {
			// What stands was delivered to this device alone and is not here yet.
			return;
		}
		let outcome = task.outcome.or(received.map(|received| received.outcome));
		if let (TaskPhase::Settled, Ok(cid)) = (task.phase, result_of(task, outcome)) {
			if let Err(why) = self.fetch(task, cid, ATTEMPT_WITHIN).await {
				tracing::warn!(task = task.id, %why, "the result is not to be had yet");
				return;
			}
			if record.held() != Some(cid) {
				let kept = self.context.retention.keep(&*self.context.content, cid).await;
				if let Err(why) = kept {
					tracing::error!(task = task.id, %why, "the result is not kept");
				}
				self.release(cid);
			}
		}
		tracing::info!(task = task.id, phase = ?task.phase, "own task ended");
		if received.is_some() {
			self.let_content_go(&record);
			self.note(&Record { stage: Stage::Ended { task: task.id }, ..record });
		} else {
			self.let_go(&record);
		}
	}

	fn note(&self, record: &Record) {
		if let Err(why) = self.records.save(record) {
			tracing::error!(%why, "a request is not noted");
		}
	}

	/// Nothing about a request is needed any more.
	fn let_go(&self, record: &Record) {
		self.let_content_go(record);
		self.forget(record);
	}

	/// Payload, input and what was delivered are needed by one task less.
	fn let_content_go(&self, record: &Record) {
		let contents = [record.header.payload, record.header.input];
		for cid in contents.into_iter().chain(record.held()) {
			self.release(cid);
		}
	}

	pub(super) fn release(&self, cid: Cid) {
		let grace = Duration::from_secs(self.context.config.store.grace_s);
		if let Err(why) = self.context.retention.release(cid, grace) {
			tracing::error!(%cid, %why, "content stays pinned");
		}
	}

	fn forget(&self, record: &Record) {
		if let Err(why) = self.records.remove(record) {
			tracing::error!(%why, "the record of a request stays");
		}
	}
}
