//! Agents: a machine, its owner's needs, and how it behaves.

pub mod demand;
pub mod machine;

use super::strategy::Conduct;
use atous_primitives::{views::Tier, TaskId};
use atous_runtime::AccountId;
use demand::{Appetite, Request};
use machine::Machine;
use rand_chacha::ChaCha8Rng;
use std::collections::VecDeque;

/// On which side a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
	/// Neither of the two below.
	Bystander,
	/// One of those who conspire.
	Conspirator,
	/// Honest, with the machine and the needs of a conspirator.
	Twin,
}

/// What a device did and got, beside what stands on its account.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deeds {
	/// Core-seconds it has really computed for others.
	pub computed: f64,
	/// Credits it was charged for results that were true and that it needed.
	pub received: f64,
	/// Bond it has lost, less rewards it was paid, in credits at the backing rate.
	pub bond_lost: f64,
	/// Credits that chance took from it by looking at its lies, beyond the odds of that.
	pub luck: f64,
	/// Block-cores it has offered.
	pub offered: f64,
	/// Tasks it asked for that have ended, and of these the ones it was served.
	pub asked: u32,
	/// See `asked`.
	pub served: u32,
	/// Adaptive small tasks it was first to work on.
	pub adaptive: u32,
	/// Further copies that these took, over the first thousand.
	pub checks: u32,
}

/// A device of the mesh.
pub struct Device {
	/// Its present account; none before it joins.
	pub account: Option<AccountId>,
	/// Accounts it has left behind.
	pub former: Vec<AccountId>,
	/// Who posts its bond.
	pub owner: AccountId,
	/// On which side it is.
	pub role: Role,
	/// Its machine.
	pub machine: Machine,
	/// How it behaves.
	pub conduct: Box<dyn Conduct>,
	/// What it needs done.
	pub appetite: Appetite,
	/// Chance of its own.
	pub chance: ChaCha8Rng,
	/// Whether it never acts again.
	pub retired: bool,
	/// Whether it is off at the moment.
	pub down: bool,
	/// Until which block it is at work: it does one thing after another.
	pub busy_until: u32,
	/// Since which block it has an offer.
	pub offering: Option<u32>,
	/// What it wants and could not ask for yet, and its tier when it first wanted it.
	pub backlog: VecDeque<(Request, Tier)>,
	/// Whether a look at the backlog is due.
	pub retry: bool,
	/// Its tasks for which no device was found yet.
	pub queued: Vec<TaskId>,
	/// In which block it last asked for something, and for how many tasks.
	pub numbered: (u32, u32),
	/// What it did and got.
	pub deeds: Deeds,
}

impl Device {
	/// Whether it is enrolled and acts.
	pub fn is_there(&self) -> bool {
		self.account.is_some() && !self.retired && !self.down
	}

	/// Note that its offer has ended in block `now`.
	pub fn stops_offering(&mut self, now: u32) {
		if let Some(since) = self.offering.take() {
			self.deeds.offered += f64::from(now - since) * f64::from(self.machine.cores);
		}
	}
}
