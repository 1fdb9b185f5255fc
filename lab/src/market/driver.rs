//! Honest devices: they ask, commit, reveal and open, each by transactions of its own.
//!
//! They know what every client of the chain knows: the events. Whoever completes a
//! quorum reveals last, and opens with that reveal.

use super::{people, sample};
use anyhow::{anyhow, Result};
use atous_primitives::{Reveal, TaskHeader, TaskId};
use atous_runtime::{AccountId, Runtime, RuntimeCall, RuntimeEvent, UncheckedExtrinsic};
use pallet_tasks::{Event, Report};
use sp_core::{sr25519, Pair};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// Devices hold what they have to say for so many blocks at most, where they may.
const PATIENCE: u32 = 6;

/// How devices send what they have to say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sending {
	/// Each commitment and each reveal in a transaction of its own.
	Singly,
	/// As many as have gathered in a few blocks, at most so many, in one `report`.
	Batched(usize),
}

/// A task that is being worked on.
#[derive(Default)]
struct Job {
	/// Devices that have a copy, in the order in which they got it.
	copies: Vec<usize>,
	/// Devices that have revealed.
	revealed: usize,
	/// Devices that must agree, once they may reveal.
	needed: usize,
}

/// Something a device has to say, since a block.
struct Word {
	since: u32,
	task: TaskId,
	/// `None` for a commitment; else a reveal, with or without an opening.
	reveals: Option<bool>,
}

/// All devices that can sign.
pub struct Driver {
	keys: Vec<sr25519::Pair>,
	by_account: HashMap<AccountId, usize>,
	words: BTreeMap<usize, VecDeque<Word>>,
	jobs: HashMap<TaskId, Job>,
	requesters: Vec<sr25519::Pair>,
	next_requester: usize,
	sending: Sending,
	/// Submitted tasks that were not given away yet, with the block of submission.
	waiting: HashMap<TaskId, u32>,
	/// Blocks from submission to the first assignment, of each task.
	pub waits: Vec<u32>,
	/// Tasks that ended in an outcome.
	pub settled: u32,
	/// Tasks that ended in any other way.
	pub failed: u32,
	/// Transactions made.
	pub transactions: u32,
}

impl Driver {
	/// The first `devices` and `requesters` of a mesh.
	pub fn new(devices: u32, requesters: u32, sending: Sending) -> Self {
		let keys: Vec<_> = (0..devices.min(people::WITH_KEYS)).map(people::device_key).collect();
		let account = |key: &sr25519::Pair| AccountId::from(key.public());
		let by_account = keys.iter().enumerate().map(|(at, key)| (account(key), at)).collect();
		let requesters = (0..requesters).map(|at| people::device_key(people::REQUESTERS + at));
		Self {
			keys,
			by_account,
			words: BTreeMap::new(),
			jobs: HashMap::new(),
			requesters: requesters.collect(),
			next_requester: 0,
			sending,
			waiting: HashMap::new(),
			waits: Vec::new(),
			settled: 0,
			failed: 0,
			transactions: 0,
		}
	}

	/// Whether any task is open.
	pub fn is_busy(&self) -> bool {
		!self.waiting.is_empty() || !self.jobs.is_empty()
	}

	/// What goes into the block after `now`, with `asked` new tasks. Call it in the
	/// state of the chain.
	pub fn transactions(
		&mut self,
		now: u32,
		asked: u32,
		header: &TaskHeader,
	) -> Result<Vec<UncheckedExtrinsic>> {
		let mut made = Vec::new();
		// Devices first: they are held to windows.
		for (at, words) in &mut self.words {
			for (later, call) in calls(words, self.sending, now, &self.keys[*at]).enumerate() {
				made.push(sign(&self.keys[*at], later as u32, call)?);
			}
		}
		self.words.retain(|_, words| !words.is_empty());
		let mut later: HashMap<usize, u32> = HashMap::new();
		for _ in 0..asked {
			let at = self.next_requester % self.requesters.len().max(1);
			self.next_requester += 1;
			let nonce = later.entry(at).or_default();
			let call = pallet_tasks::Call::submit { header: header.clone() };
			made.push(sign(&self.requesters[at], *nonce, call.into())?);
			*nonce += 1;
		}
		self.transactions += made.len() as u32;
		Ok(made)
	}

	/// Read what happened in block `now`. Call it in the state after it.
	pub fn follow(&mut self, now: u32, events: Vec<RuntimeEvent>) {
		for event in events {
			if let RuntimeEvent::Tasks(event) = event {
				self.follow_one(now, event);
			}
		}
	}

	fn follow_one(&mut self, now: u32, event: Event<Runtime>) {
		match event {
			Event::Submitted { task, .. } => drop(self.waiting.insert(task, now)),
			Event::Assigned { task, device, .. } => {
				if let Some(since) = self.waiting.remove(&task) {
					self.waits.push(now - since);
				}
				// One that cannot sign stays silent; measured meshes have none.
				let Some(at) = self.by_account.get(&device).copied() else { return };
				self.jobs.entry(task).or_default().copies.push(at);
				self.say(at, Word { since: now, task, reveals: None });
			}
			Event::QuorumCommitted { task, .. } => {
				let needed = pallet_tasks::Tasks::<Runtime>::get(task).map_or(0, |t| t.needed);
				if let Some(job) = self.jobs.get_mut(&task) {
					job.needed = usize::from(needed);
				}
				self.reveal(now, task);
			}
			Event::Revealed { task, .. } => {
				if let Some(job) = self.jobs.get_mut(&task) {
					job.revealed += 1;
				}
				self.open(now, task);
			}
			Event::Settled { task, .. } => self.end(task, true),
			Event::Inconclusive { task } | Event::Expired { task } | Event::Cancelled { task } => {
				self.end(task, false);
			}
			_ => {}
		}
	}

	/// All but the last of a quorum reveal.
	fn reveal(&mut self, now: u32, task: TaskId) {
		let Some(job) = self.jobs.get(&task) else { return };
		let first: Vec<usize> =
			job.copies.iter().take(job.needed.saturating_sub(1)).copied().collect();
		for at in first {
			self.say(at, Word { since: now, task, reveals: Some(false) });
		}
		self.open(now, task);
	}

	/// The last of a quorum reveals and opens, once the others have revealed.
	fn open(&mut self, now: u32, task: TaskId) {
		let Some(job) = self.jobs.get(&task) else { return };
		if job.revealed + 1 == job.needed {
			if let Some(at) = job.copies.get(job.revealed).copied() {
				self.say(at, Word { since: now, task, reveals: Some(true) });
			}
		}
	}

	fn say(&mut self, at: usize, word: Word) {
		self.words.entry(at).or_default().push_back(word);
	}

	fn end(&mut self, task: TaskId, well: bool) {
		self.waiting.remove(&task);
		self.jobs.remove(&task);
		self.settled += u32::from(well);
		self.failed += u32::from(!well);
	}
}

fn sign(key: &sr25519::Pair, later: u32, call: RuntimeCall) -> Result<UncheckedExtrinsic> {
	people::signed(key, later, call).map_err(|why| anyhow!("signing a transaction: {why:?}"))
}

/// The calls in which a device says what is to be said by now.
fn calls<'a>(
	words: &'a mut VecDeque<Word>,
	sending: Sending,
	now: u32,
	key: &'a sr25519::Pair,
) -> impl Iterator<Item = RuntimeCall> + 'a {
	std::iter::from_fn(move || {
		let oldest = words.front()?.since;
		let most = match sending {
			Sending::Singly => 1,
			Sending::Batched(most) => most,
		};
		if words.len() < most && now - oldest < PATIENCE {
			return None;
		}
		let said: Vec<Word> = words.drain(..most.min(words.len())).collect();
		let account = AccountId::from(key.public());
		let mut reports = said.iter().map(|word| report(word, account.as_ref()));
		let call = match sending {
			Sending::Singly => single(reports.next()?),
			Sending::Batched(_) => {
				let items: Vec<Report> = reports.collect();
				pallet_tasks::Call::report { items: items.try_into().ok()? }
			}
		};
		Some(call.into())
	})
}

fn report(word: &Word, device: &[u8; 32]) -> Report {
	let task = word.task;
	let outcome = sample::outcome(task);
	let reveal = Reveal::new(task, device, &outcome, *device);
	match word.reveals {
		None => Report::Commit { task, commitment: reveal.commitment(task, device) },
		Some(opens) => Report::Reveal { task, reveal, opening: opens.then_some(outcome) },
	}
}

fn single(report: Report) -> pallet_tasks::Call<Runtime> {
	match report {
		Report::Commit { task, commitment } => pallet_tasks::Call::commit { task, commitment },
		Report::Reveal { task, reveal, opening } => {
			pallet_tasks::Call::reveal { task, reveal, opening }
		}
	}
}
