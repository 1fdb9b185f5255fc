//! Who is in a mesh at its start, and what they have planned.

use super::{Mesh, Wake};
use crate::economy::{
	agent::{
		demand::Appetite,
		machine::{self, Kind, Machine},
		Deeds, Device, Role,
	},
	plan::Plan,
	strategy::{Conduct, Honest},
	world,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::collections::VecDeque;

/// Smallest bonds of every owner, where all are to be equal.
const EQUAL_BONDS: u32 = 2;

impl<'a> Mesh<'a> {
	/// The mesh of a plan, before its first block.
	pub(super) fn new(plan: &'a Plan) -> Self {
		let mut chance = ChaCha8Rng::seed_from_u64(plan.seed);
		let mut mesh = Self {
			plan,
			now: 0,
			devices: Vec::new(),
			by_account: Default::default(),
			agenda: vec![Vec::new(); plan.all_blocks() as usize + 1],
			jobs: Default::default(),
			chance: ChaCha8Rng::seed_from_u64(plan.seed ^ 0x626c_6f63_6b73),
			keys: 0,
			tally: Default::default(),
			charged: None,
			sampled: (0.0, 0.0),
		};
		for (role, rank, machine) in members(plan, &mut chance) {
			// Twins need what their conspirators need, at the same moments.
			let wishes = match role {
				Role::Bystander => rank as u64,
				Role::Conspirator | Role::Twin => u64::MAX - rank as u64,
			};
			let own = |what: u64| {
				let mut own = ChaCha8Rng::seed_from_u64(plan.seed ^ (what << 32));
				own.set_stream(wishes);
				own
			};
			let conduct: Box<dyn Conduct> = match (role, &plan.attack) {
				(Role::Conspirator, Some(attack)) => (attack.strategy.conduct)(rank),
				_ => Box::new(Honest),
			};
			let at = mesh.devices.len();
			let joins = plan.clock.of_hours(machine.joins * 24.0);
			mesh.devices.push(Device {
				account: None,
				former: Vec::new(),
				owner: world::owner(owner(plan, role, at, rank)),
				role,
				appetite: Appetite::new(&machine, plan.tasks, own(1)),
				chance: own(2),
				machine,
				conduct,
				retired: false,
				down: false,
				busy_until: 0,
				offering: None,
				backlog: VecDeque::new(),
				retry: false,
				queued: Vec::new(),
				numbered: (0, 0),
				deeds: Deeds::default(),
			});
			mesh.plan_in(joins, Wake::Join(at));
		}
		mesh
	}
}

/// The number of the owner of the device at `at`, of this number within its role: that of
/// the first of the devices it owns.
fn owner(plan: &Plan, role: Role, at: usize, rank: usize) -> u32 {
	let devices = match (role, &plan.attack) {
		(Role::Conspirator | Role::Twin, Some(attack)) => attack.strategy.devices_of_owner,
		_ => 1,
	};
	(at - rank % devices.max(1)) as u32
}

/// Everyone, with the machine and a number within the role.
fn members(plan: &Plan, chance: &mut ChaCha8Rng) -> Vec<(Role, usize, Machine)> {
	let crew = plan.attack.as_ref().map_or(0, |attack| {
		((attack.share * plan.devices as f64).round() as usize).clamp(1, plan.devices / 3)
	});
	let kind = plan.attack.as_ref().map_or(Kind::Workstation, |attack| attack.strategy.machines);
	let mut all = machine::machines(plan.devices - 2 * crew, plan.mix, plan.days, chance);
	let crew: Vec<Machine> = (0..crew).map(|_| Machine::new(kind, plan.days, chance)).collect();
	let bystanders = all.len();
	all.extend(crew.iter().cloned());
	all.extend(crew.iter().cloned());
	for machine in &mut all {
		machine.bonds = if plan.equal_bonds { EQUAL_BONDS } else { machine.bonds };
		machine.bonds = machine.bonds.max(plan.least_bonds);
	}
	machine::set_demand(&mut all, plan.demand, plan.tasks.mean_copies());
	let role = |at: usize| match at.checked_sub(bystanders) {
		None => (Role::Bystander, at),
		Some(rank) if rank < crew.len() => (Role::Conspirator, rank),
		Some(rank) => (Role::Twin, rank - crew.len()),
	};
	all.into_iter()
		.enumerate()
		.map(|(at, machine)| {
			let (role, rank) = role(at);
			(role, rank, machine)
		})
		.collect()
}
