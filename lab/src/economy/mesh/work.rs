//! What devices make of the copies they are given.

use super::{requests::Held, Mesh, Wake};
use crate::economy::{
	agent::Role,
	strategy::{Answer, Assigned},
	world,
};
use atous_primitives::{views::TaskPhase, Hash, Outcome, Reveal, TaskId};
use atous_runtime::{AccountId, Runtime};
use pallet_tasks::{Assignment, Checks, Part, Plan, Task};

/// A voucher of someone who does not know what a tag stands for.
const NO_VOUCHER: Hash = [0x5A; 32];
/// Hours after which who was away when others revealed looks again.
const HOURS_TO_REVEAL_AGAIN: f64 = 1.0;

impl Mesh<'_> {
	/// A device was given a copy: it makes up its mind, and plans when it is done.
	pub(super) fn assigned(&mut self, task: TaskId, at: usize) {
		self.note_found(task, at);
		let answer = self.decide(task, at);
		let Some(job) = self.jobs.get_mut(&task) else { return };
		let seconds = f64::from(job.request.units);
		job.asked += 1;
		job.first.get_or_insert(at);
		job.copies.push(Held { device: at, answer, committed: None, revealed: false });
		let clock = self.plan.clock;
		let blocks = match answer {
			Answer::Work => self.work_through(at, task, clock.of_seconds(seconds)),
			// Three times the work limit's time is what the market allows.
			Answer::Linger => clock.of_seconds(seconds * 2.5),
			Answer::Silent => return,
			_ => 1,
		};
		self.plan_in(blocks, Wake::Finish(at, task));
	}

	/// Blocks until the device has done a copy that takes `blocks`, after what it is at.
	fn work_through(&mut self, at: usize, task: TaskId, blocks: u32) -> u32 {
		let free = self.now + self.called_before_free(at, task);
		let device = &mut self.devices[at];
		device.busy_until = device.busy_until.max(free) + blocks;
		device.busy_until - self.now
	}

	/// Blocks until a juror begins: it is called at any hour, and comes when it is free.
	fn called_before_free(&self, at: usize, task: TaskId) -> u32 {
		let own = self.devices[at].account.as_ref();
		let is_own =
			|copy: &Assignment<AccountId>| copy.part == Part::Jury && Some(&copy.device) == own;
		let called = pallet_tasks::Tasks::<Runtime>::get(task)
			.is_some_and(|task| task.copies.iter().any(is_own));
		if called && !self.is_free(at) {
			self.blocks_to_change(at).unwrap_or(0)
		} else {
			0
		}
	}

	/// The machine is back: it goes on with the copies that it has not committed to.
	pub(super) fn resume(&mut self, at: usize) {
		let Some(account) = self.devices[at].account.clone() else { return };
		self.devices[at].busy_until = self.now;
		for task in pallet_tasks::Workers::<Runtime>::get(&account).held {
			let Some(job) = self.jobs.get(&task) else { continue };
			let waits = |held: &&Held| held.device == at && held.committed.is_none();
			let Some(held) = job.copies.iter().find(waits) else { continue };
			if held.answer == Answer::Work {
				let seconds = f64::from(job.request.units);
				let blocks = self.plan.clock.of_seconds(seconds);
				let blocks = self.work_through(at, task, blocks);
				self.plan_in(blocks, Wake::Finish(at, task));
			}
		}
	}

	/// The first devices were found: note how long that took.
	fn note_found(&mut self, task: TaskId, at: usize) {
		let Some(job) = self.jobs.get_mut(&task) else { return };
		if job.assigned {
			return;
		}
		debug_assert!(at != job.requester, "nobody works for itself");
		job.assigned = true;
		let requester = &mut self.devices[job.requester];
		requester.queued.retain(|one| *one != task);
		if let Some(tier) = job.tier.filter(|_| requester.role != Role::Conspirator) {
			let waited = self.now.saturating_sub(job.request.born);
			self.tally.tier(tier).waits.add(waited);
		}
	}

	fn decide(&mut self, task: TaskId, at: usize) -> Answer {
		let role = self.devices[at].role;
		if role != Role::Conspirator {
			return Answer::Work;
		}
		let Some(copy) = self.sight_of(task, at) else { return Answer::Work };
		let device = &mut self.devices[at];
		device.conduct.answer(&copy, &mut device.chance)
	}

	/// What a conspirator sees of a copy on the chain.
	fn sight_of(&self, task: TaskId, at: usize) -> Option<Assigned> {
		let on_chain = pallet_tasks::Tasks::<Runtime>::get(task)?;
		let job = self.jobs.get(&task)?;
		let crew = |account: &AccountId| {
			let device = self.device_of(account).map(|at| &self.devices[at]);
			device.is_some_and(|device| device.role == Role::Conspirator)
		};
		let live = || on_chain.copies.iter().filter(|copy| copy.is_live());
		let examined = || live().filter(|copy| copy.examined);
		let own = self.devices[at].account.as_ref();
		Some(Assigned {
			units: job.request.units,
			alone: matches!(on_chain.plan, Plan::Single { checks: Checks::UNDRAWN, .. }),
			needed: usize::from(on_chain.needed),
			crew: live().filter(|copy| crew(&copy.device)).count(),
			wanted: on_chain.wanted > 0,
			revealed: on_chain.leading_tag().is_some(),
			known: job.request.fake
				&& self.devices[job.requester].role == Role::Conspirator
				&& self.devices[at].role == Role::Conspirator,
			computed: job.copies.iter().any(|held| {
				let friend = self.devices[held.device].role == Role::Conspirator;
				friend && held.answer == Answer::Work
			}),
			checks: examined().next().is_some() && examined().all(|copy| Some(&copy.device) != own),
			friend_lied: job.copies.iter().any(|held| {
				let friend = self.devices[held.device].role == Role::Conspirator;
				friend && held.answer == Answer::Lie
			}),
			examines_friend: examined().any(|copy| crew(&copy.device)),
		})
	}

	/// A device is done with a copy.
	pub(super) fn finish_copy(&mut self, at: usize, task: TaskId) {
		let Some(account) = self.devices[at].account.clone() else { return };
		let Some(job) = self.jobs.get(&task) else { return };
		let Some(held) = job.copies.iter().position(|copy| copy.device == at) else { return };
		let answer = job.copies[held].answer;
		if !self.devices[at].is_there() || job.copies[held].committed.is_some() {
			return;
		}
		let units = f64::from(job.request.units);
		if answer == Answer::GiveBack {
			// It fails only where the copy has just ended, and that is the aim.
			let _ = world::call(&account, pallet_tasks::Call::give_back { task });
			return;
		}
		let known = match answer {
			Answer::Lie => Some(job.lie(task)),
			Answer::Repeat => None,
			_ => Some(job.truth(task)),
		};
		if matches!(answer, Answer::Work | Answer::Linger) {
			self.devices[at].deeds.computed += units;
			self.tally.computed += units;
		}
		let Some(reveal) = prepare(task, &account, known.as_ref()) else { return };
		let commitment = reveal.commitment(task, account.as_ref());
		let commit = pallet_tasks::Call::commit { task, commitment };
		// Who comes too late is noticed by the chain, and follows from its event.
		if world::call(&account, commit).is_ok() {
			if let Some(job) = self.jobs.get_mut(&task) {
				job.copies[held].committed = Some((reveal, known));
			}
		}
	}

	/// All have committed, and the block is final: those who are there reveal, and
	/// whoever completes the quorum opens.
	pub(super) fn reveal(&mut self, task: TaskId) {
		let on_chain = pallet_tasks::Tasks::<Runtime>::get(task);
		let reveals = |task: &Task<AccountId>| task.phase == TaskPhase::Committed;
		let Some(needed) = on_chain.filter(reveals).map(|task| task.needed) else { return };
		let Some(job) = self.jobs.get_mut(&task) else { return };
		let mut away = false;
		let mut shown: Vec<Hash> = Vec::new();
		let tags = |held: &Held| held.committed.map(|(reveal, _)| reveal.tag);
		shown.extend(job.copies.iter().filter(|held| held.revealed).filter_map(tags));
		for held in &mut job.copies {
			let device = &self.devices[held.device];
			let Some((reveal, outcome)) = held.committed.filter(|_| !held.revealed) else {
				continue;
			};
			let Some(account) = device.account.as_ref().filter(|_| device.is_there()) else {
				away = true;
				continue;
			};
			let equal = shown.iter().filter(|tag| **tag == reveal.tag).count() + 1;
			let opening = outcome.filter(|_| equal >= usize::from(needed));
			let call = |opening| pallet_tasks::Call::reveal { task, reveal, opening };
			// With others leading, an opening is refused; the tag alone is not.
			let done = world::call(account, call(opening)).is_ok()
				|| (opening.is_some() && world::call(account, call(None)).is_ok());
			if done {
				held.revealed = true;
				shown.push(reveal.tag);
			}
		}
		if away {
			self.plan_in_hours(HOURS_TO_REVEAL_AGAIN, Wake::Reveal(task));
		}
	}

	/// A quorum has revealed without an opening: one of it opens.
	pub(super) fn open(&mut self, task: TaskId) {
		let Some(job) = self.jobs.get(&task) else { return };
		for held in job.copies.iter().filter(|held| held.revealed) {
			let device = &self.devices[held.device];
			let outcome = held.committed.and_then(|(_, outcome)| outcome);
			let (Some(account), Some(outcome)) = (&device.account, outcome) else { continue };
			let open = pallet_tasks::Call::open { task, outcome };
			if device.is_there() && world::call(account, open).is_ok() {
				return;
			}
		}
	}

	/// The owner is back: return what is not done.
	pub(super) fn give_all_back(&mut self, at: usize) {
		let Some(account) = self.devices[at].account.clone() else { return };
		for task in pallet_tasks::Workers::<Runtime>::get(&account).held {
			// It is refused where the device has committed already.
			let _ = world::call(&account, pallet_tasks::Call::give_back { task });
		}
	}
}

/// What a device will reveal: of an outcome it knows, or else of the tag that leads
/// on the chain, with a voucher that it cannot know.
fn prepare(task: TaskId, account: &AccountId, known: Option<&Outcome>) -> Option<Reveal> {
	let salt = *AsRef::<[u8; 32]>::as_ref(account);
	if let Some(outcome) = known {
		return Some(Reveal::new(task, account.as_ref(), outcome, salt));
	}
	let (tag, _) = pallet_tasks::Tasks::<Runtime>::get(task)?.leading_tag()?;
	Some(Reveal { tag, voucher: NO_VOUCHER, salt })
}
