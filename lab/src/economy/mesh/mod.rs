//! The mesh: devices, and the time that passes for them.
//!
//! Each block the runtime does its part, then the agents whose time has come act,
//! then everyone reads what happened.

mod build;
mod daily;
mod draws;
mod follow;
mod numbers;
mod requests;
mod work;

use super::{
	agent::{Device, Role},
	metrics::{self, Outcome, Tally, Wealth},
	plan::Plan,
	world::{self, World},
};
use anyhow::Result;
use atous_primitives::TaskId;
use atous_runtime::AccountId;
use rand_chacha::ChaCha8Rng;
use requests::Job;
use std::collections::HashMap;

/// Hours between two looks at the mesh.
const HOURS_BETWEEN_SAMPLES: f64 = 6.0;
/// Looks at the mesh between two recounts of the books.
const SAMPLES_BETWEEN_CHECKS: usize = 4;
/// Blocks after which progress is told.
const BLOCKS_AT_A_TIME: u32 = 64;
/// Seconds of a session.
const SESSION_SECONDS: f64 = 600.0;

/// What an agent has planned. Devices are named by their place in the list.
#[derive(Clone, Copy, Debug)]
enum Wake {
	/// The device joins.
	Join(usize),
	/// It needs something done.
	Burst(usize),
	/// Its machine becomes free or busy.
	Change(usize),
	/// An hour has passed: it thinks.
	Hour(usize),
	/// It tries again what it could not ask for.
	Retry(usize),
	/// It offers again after an offer that ended.
	Offer(usize),
	/// It has made up its mind about a copy and commits.
	Finish(usize, TaskId),
	/// It goes off.
	Fail(usize),
	/// It comes back.
	Recover(usize),
	/// The devices of a task reveal.
	Reveal(TaskId),
	/// One of them opens.
	Open(TaskId),
}

/// A mesh in the middle of a run.
struct Mesh<'a> {
	plan: &'a Plan,
	now: u32,
	devices: Vec<Device>,
	by_account: HashMap<AccountId, usize>,
	/// What is planned, by block.
	agenda: Vec<Vec<Wake>>,
	jobs: HashMap<TaskId, Job>,
	chance: ChaCha8Rng,
	/// Number of the next key.
	keys: u32,
	tally: Tally,
	/// Who was charged last, and how many credits, levies included.
	charged: Option<(usize, f64)>,
	/// Core-seconds offered and computed when the last sample was taken.
	sampled: (f64, f64),
}

/// Run a plan to its end. `progress` is told how many blocks have passed.
pub fn run(plan: &Plan, progress: &(dyn Fn(u64) + Sync)) -> Result<Outcome> {
	plan.validate()
		.map_err(|why| anyhow::anyhow!("the numbers of {} do not fit: {why}", plan.name))?;
	let mut mesh = Mesh::new(plan);
	let mut owners: Vec<AccountId> =
		mesh.devices.iter().map(|device| device.owner.clone()).collect();
	owners.dedup();
	let mut world = World::new(plan, &owners)?;
	let mut outcome = Outcome { zero_sum: true, ..Default::default() };
	let (blocks, session) = (plan.all_blocks(), plan.clock.of_seconds(SESSION_SECONDS));
	let between = plan.clock.of_hours(HOURS_BETWEEN_SAMPLES);
	while mesh.now < blocks {
		let until = (mesh.now + BLOCKS_AT_A_TIME).min(blocks);
		progress(u64::from(until - mesh.now));
		world.execute(|| {
			while mesh.now < until {
				mesh.block(session);
				if mesh.now.is_multiple_of(between) {
					mesh.sample(&mut outcome);
				}
			}
		});
	}
	Ok(world.execute(|| mesh.finish(outcome)))
}

impl Mesh<'_> {
	/// One block.
	fn block(&mut self, session: u32) {
		self.now += 1;
		world::begin_block(self.now, self.now / session, &mut self.chance);
		for wake in std::mem::take(&mut self.agenda[self.now as usize]) {
			self.wake(wake);
		}
		for event in world::end_block(self.now) {
			self.follow(event);
		}
	}

	/// Plan something for `blocks` from now, one at least. What lies beyond the end
	/// is forgotten.
	fn plan_in(&mut self, blocks: u32, wake: Wake) {
		let at = self.now.saturating_add(blocks.max(1)) as usize;
		if let Some(then) = self.agenda.get_mut(at) {
			then.push(wake);
		}
	}

	fn plan_in_hours(&mut self, hours: f64, wake: Wake) {
		let blocks = self.plan.clock.of_hours(hours);
		self.plan_in(blocks, wake);
	}

	fn wake(&mut self, wake: Wake) {
		match wake {
			Wake::Join(at) => self.join(at),
			Wake::Burst(at) => self.burst(at),
			Wake::Change(at) => self.change(at),
			Wake::Hour(at) => self.hour(at),
			Wake::Retry(at) => self.retry(at),
			Wake::Offer(at) => self.offer(at),
			Wake::Finish(at, task) => self.finish_copy(at, task),
			Wake::Fail(at) => self.fail(at),
			Wake::Recover(at) => self.recover(at),
			Wake::Reveal(task) => self.reveal(task),
			Wake::Open(task) => self.open(task),
		}
	}

	/// Whether nobody asks for anything any more.
	fn is_quiet(&self) -> bool {
		self.now > self.plan.blocks()
	}

	fn device_of(&self, account: &AccountId) -> Option<usize> {
		self.by_account.get(account).copied()
	}

	/// Core-seconds that were offered so far.
	fn offered(&self) -> f64 {
		let seconds = f64::from(self.plan.clock.block_ms()) / 1_000.0;
		let open = |device: &Device| {
			let since = device.offering.map_or(0, |since| self.now - since);
			f64::from(since) * f64::from(device.machine.cores)
		};
		self.devices.iter().map(|one| (one.deeds.offered + open(one)) * seconds).sum()
	}

	fn sample(&mut self, outcome: &mut Outcome) {
		let (offered, computed) = (self.offered(), self.tally.computed);
		let (offered_before, computed_before) = self.sampled;
		let used = (computed - computed_before) / (offered - offered_before).max(1.0);
		self.sampled = (offered, computed);
		let day = self.plan.clock.days(self.now);
		outcome.samples.push(metrics::sample(&self.devices, day, used));
		if outcome.samples.len().is_multiple_of(SAMPLES_BETWEEN_CHECKS) {
			self.check(outcome);
		}
	}

	/// Recount the books.
	fn check(&self, outcome: &mut Outcome) {
		if let Err(why) = metrics::check_books() {
			outcome.zero_sum = false;
			let Plan { name, seed, .. } = self.plan;
			outcome.defects.push(format!("{name}, seed {seed}, block {}: {why:#}", self.now));
		}
	}

	/// What the run comes to.
	fn finish(mut self, mut outcome: Outcome) -> Outcome {
		self.check(&mut outcome);
		let offered = self.offered();
		outcome.capacity_used = self.tally.computed / offered.max(1.0);
		let days = self.plan.days;
		let wealth = |role| Wealth::of(&self.devices, role, days);
		let both = wealth(Role::Conspirator).zip(wealth(Role::Twin));
		outcome.gain = both.map(|(own, twin)| own.beyond(&twin));
		let service = |role| metrics::service(&self.devices, role);
		outcome.service_gain =
			service(Role::Conspirator).zip(service(Role::Twin)).map(|(own, twin)| own - twin);
		let extra: (u32, u32) = self
			.devices
			.iter()
			.filter(|device| device.role != Role::Conspirator)
			.fold((0, 0), |(n, c), device| (n + device.deeds.adaptive, c + device.deeds.checks));
		outcome.extra_copies = (extra.0 > 0).then(|| f64::from(extra.1) / f64::from(extra.0));
		outcome.starved = self.devices.iter().filter(|device| starved(device)).count() as u32;
		outcome.tally = std::mem::take(&mut self.tally);
		outcome
	}
}

/// Tasks that a device must have asked for before it can be called starved.
const ASKED_OFTEN: u32 = 10;

/// Whether an honest device asked often, offered to work, and was never served.
fn starved(device: &Device) -> bool {
	let deeds = &device.deeds;
	let able = deeds.offered > 0.0 || device.offering.is_some();
	device.role != Role::Conspirator && able && deeds.asked >= ASKED_OFTEN && deeds.served == 0
}
