//! What devices ask for, and what becomes of it.

use super::{Mesh, Wake};
use crate::economy::{
	agent::{demand::Request, Role},
	strategy::Answer,
	world,
};
use atous_primitives::{
	views::Tier, Cid, Class, Codec, Outcome, Price, Requirements, Reveal, RuntimeKind, TaskHeader,
	TaskId, Verification, FUEL_PER_WORK_UNIT, PROFILE_WASM_1,
};
use atous_runtime::{Credit, Runtime};

/// Hours for which a device still wants what it wanted.
const PATIENCE_HOURS: f64 = 24.0;
/// What a requester leaves beyond what a task takes, for it cannot know exactly: a
/// quarter.
const MARGIN_QUARTERS: u64 = 1;

/// A task on the chain, as the simulation follows it.
pub(super) struct Job {
	/// Who asked.
	pub requester: usize,
	/// For what.
	pub request: Request,
	/// The requester's tier when it first wanted it; `None` if it is no need of its own.
	pub tier: Option<Tier>,
	/// Most it may take, in fuel.
	pub limit: u64,
	/// Whether any device was found.
	pub assigned: bool,
	/// Devices that were asked and have neither failed nor given back.
	pub copies: Vec<Held>,
	/// Copies that were ever assigned.
	pub asked: u32,
	/// Who was asked first.
	pub first: Option<usize>,
}

/// One device's copy, as the simulation follows it.
pub(super) struct Held {
	/// The device.
	pub device: usize,
	/// What it makes of it.
	pub answer: Answer,
	/// What it has committed to, and the outcome where it knows that.
	pub committed: Option<(Reveal, Option<Outcome>)>,
	/// Whether it has revealed.
	pub revealed: bool,
}

impl Job {
	/// What comes out if the payload is run.
	pub fn truth(&self, task: TaskId) -> Outcome {
		let fuel = u64::from(self.request.units) * FUEL_PER_WORK_UNIT;
		Outcome::Completed { result: result(task, b"true"), fuel }
	}

	/// What those who conspire say came out: as much work as is paid for.
	pub fn lie(&self, task: TaskId) -> Outcome {
		Outcome::Completed { result: result(task, b"false"), fuel: self.limit }
	}
}

fn result(task: TaskId, kind: &[u8]) -> Cid {
	Cid::of_raw(&[kind, &task.to_le_bytes()].concat())
}

impl Mesh<'_> {
	pub(super) fn plan_burst(&mut self, at: usize) {
		let hour = self.plan.clock.hours(self.now);
		let device = &mut self.devices[at];
		if let Some(next) = device.appetite.next_hour(&device.machine, hour) {
			self.plan_in_hours(next - hour, Wake::Burst(at));
		}
	}

	/// The device needs something done.
	pub(super) fn burst(&mut self, at: usize) {
		if self.is_quiet() {
			return;
		}
		self.plan_burst(at);
		let wishes = self.devices[at].appetite.burst(self.now);
		if !self.devices[at].is_there() {
			return;
		}
		let account = self.devices[at].account.as_ref();
		let Some(view) = account.and_then(Credit::account_view) else { return };
		self.devices[at].backlog.extend(wishes.into_iter().map(|wish| (wish, view.tier)));
		self.ask(at);
	}

	pub(super) fn plan_retry(&mut self, at: usize) {
		if !self.devices[at].retry {
			self.devices[at].retry = true;
			self.plan_in_hours(1.0, Wake::Retry(at));
		}
	}

	pub(super) fn retry(&mut self, at: usize) {
		self.devices[at].retry = false;
		self.ask(at);
	}

	/// Ask for what is wanted, oldest first, until the chain refuses.
	fn ask(&mut self, at: usize) {
		if self.is_quiet() {
			return;
		}
		let patience = self.plan.clock.of_hours(PATIENCE_HOURS);
		while let Some((wish, tier)) = self.devices[at].backlog.front().copied() {
			if self.now.saturating_sub(wish.born) > patience {
				self.devices[at].backlog.pop_front();
				self.wish_ended(at, &wish, tier, false);
			} else if self.devices[at].is_there() && self.submit(at, wish, Some(tier)) {
				self.devices[at].backlog.pop_front();
			} else {
				return self.plan_retry(at);
			}
		}
	}

	/// Ask for something now. Says whether the chain took it.
	pub(super) fn submit(&mut self, at: usize, request: Request, tier: Option<Tier>) -> bool {
		let Some(account) = self.devices[at].account.clone() else { return false };
		let header = self.header(&request);
		let limit = header.work_limit;
		let task = self.number(at);
		pallet_tasks::NextTask::<Runtime>::put(task);
		if world::call(&account, pallet_tasks::Call::submit { header }).is_err() {
			return false;
		}
		self.numbered(at);
		self.devices[at].queued.push(task);
		let job = Job {
			requester: at,
			request,
			tier,
			limit,
			assigned: false,
			copies: Vec::new(),
			asked: 0,
			first: None,
		};
		self.jobs.insert(task, job);
		true
	}

	fn header(&self, request: &Request) -> TaskHeader {
		let units = u64::from(request.units);
		let most = request.class.limits().work;
		let limit = units * (4 + MARGIN_QUARTERS) * FUEL_PER_WORK_UNIT / 4;
		let content = |byte: u8| Cid { codec: Codec::Raw, digest: [byte; 32] };
		let mut header = TaskHeader {
			payload: content(1),
			input: content(2),
			class: request.class,
			profile: PROFILE_WASM_1,
			runtime: RuntimeKind::Wasm,
			requirements: Requirements {
				cores: 1,
				memory_mib: if request.class == Class::WasmSmall { 256 } else { 1_024 },
				accelerator: Default::default(),
				io: Default::default(),
			},
			work_limit: limit.min(most),
			max_price: Price::MAX,
			latency: Default::default(),
			urgent: false,
			deadline: self.plan.clock.of_hours(PATIENCE_HOURS),
			verification: match (request.adaptive, request.quorum) {
				(true, _) => Verification::Adaptive,
				(false, quorum) => Verification::Redundant { quorum, max: quorum * 2 + 1 },
			},
			callback: None,
			metadata: Default::default(),
		};
		header.deadline = header.deadline.max(self.plan.market.least_deadline(&header));
		header
	}

	/// Take a task back. It fails where devices were found meanwhile.
	pub(super) fn cancel(&mut self, at: usize, task: TaskId) {
		if let Some(account) = &self.devices[at].account {
			let _ = world::call(account, pallet_tasks::Call::cancel { task });
		}
	}

	/// A task has ended, with this outcome or without any.
	pub(super) fn task_ended(&mut self, task: TaskId, outcome: Option<Outcome>) {
		let Some(job) = self.jobs.remove(&task) else { return };
		let requester = &mut self.devices[job.requester];
		requester.queued.retain(|one| *one != task);
		let truth = outcome.map(|outcome| outcome == job.truth(task));
		let paid = self.charged.take().filter(|(who, _)| *who == job.requester);
		if let (Some(true), Some((_, charged)), false) = (truth, paid, job.request.fake) {
			requester.deeds.received += charged;
		}
		if let Some(truth) = truth {
			self.tally.settled += 1;
			self.tally.wrong += u64::from(!truth);
			if job.request.adaptive && job.request.class == Class::WasmSmall {
				self.note_checks(&job);
			}
		}
		let Some(tier) = job.tier else { return };
		let patience = self.plan.clock.of_hours(PATIENCE_HOURS);
		if truth == Some(true) {
			self.wish_ended(job.requester, &job.request, tier, true);
		} else if self.now.saturating_sub(job.request.born) <= patience {
			self.devices[job.requester].backlog.push_back((job.request, tier));
			self.plan_retry(job.requester);
		} else {
			self.wish_ended(job.requester, &job.request, tier, false);
		}
	}

	/// Tasks of a device over which further copies are counted.
	fn note_checks(&mut self, job: &Job) {
		let Some(first) = job.first else { return };
		let deeds = &mut self.devices[first].deeds;
		if deeds.adaptive < 1_000 {
			deeds.adaptive += 1;
			deeds.checks += job.asked.saturating_sub(1);
		}
	}

	fn wish_ended(&mut self, at: usize, wish: &Request, tier: Tier, served: bool) {
		let device = &mut self.devices[at];
		device.deeds.asked += 1;
		device.deeds.served += u32::from(served);
		if device.role != Role::Conspirator {
			let entry = self.tally.tier(tier);
			entry.asked += f64::from(wish.units);
			entry.served += if served { f64::from(wish.units) } else { 0.0 };
		}
	}
}
