//! Machines: what they are, when they are free, and how much they need done.

use rand::Rng;

/// What a machine is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
	/// Used in bursts by day, free for some hours of the night.
	Workstation,
	/// Always free, asks for little.
	Server,
	/// A workstation that joins during the run.
	Newcomer,
	/// A workstation that is silent for hours now and then.
	Failing,
}

/// Shares of the kinds in a mesh; the rest are workstations.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
	/// Of all machines, servers.
	pub servers: f64,
	/// Of all machines, newcomers.
	pub newcomers: f64,
	/// Of all machines, failing ones.
	pub failing: f64,
}

/// One machine.
#[derive(Clone, Debug)]
pub struct Machine {
	/// What it is used for.
	pub kind: Kind,
	/// Cores it offers while free.
	pub cores: u16,
	/// Hour of the day at which it becomes free.
	pub free_from: f64,
	/// Hours it is free each day; 24 and more is always.
	pub free_hours: f64,
	/// Work units it asks for in a day; set once the whole mesh is known.
	pub units_per_day: f64,
	/// What its owner posts, in smallest bonds.
	pub bonds: u32,
	/// Day on which it joins.
	pub joins: f64,
}

/// How much a kind asks for beside a workstation.
const SERVER_APPETITE: f64 = 0.15;
/// A failing machine fails about every three days, for about six hours.
pub const HOURS_BETWEEN_FAILURES: f64 = 72.0;
/// See [`HOURS_BETWEEN_FAILURES`].
pub const HOURS_OF_FAILURE: f64 = 6.0;

impl Machine {
	/// A machine of a kind. Time zones are spread over the day.
	pub fn new(kind: Kind, days: f64, chance: &mut impl Rng) -> Self {
		let (free_hours, cores) = match kind {
			Kind::Server => (24.0, 1),
			_ => (chance.gen_range(2.0..6.0), 1),
		};
		let joins = match kind {
			Kind::Newcomer => chance.gen_range(0.1..0.7) * days,
			_ => 0.0,
		};
		Self {
			kind,
			cores,
			free_from: chance.gen_range(0.0..24.0),
			free_hours,
			units_per_day: 0.0,
			bonds: chance.gen_range(1..=4),
			joins,
		}
	}

	/// Core-seconds it offers in a day.
	pub fn supply(&self) -> f64 {
		let share = match self.kind {
			Kind::Failing => HOURS_BETWEEN_FAILURES / (HOURS_BETWEEN_FAILURES + HOURS_OF_FAILURE),
			_ => 1.0,
		};
		f64::from(self.cores) * self.free_hours.min(24.0) * 3_600.0 * share
	}

	/// Whether it is free at an hour since the start.
	pub fn is_free(&self, hour: f64) -> bool {
		(hour - self.free_from).rem_euclid(24.0) < self.free_hours
	}

	/// Hours until it becomes free, or busy, again; `None` if it always is free.
	pub fn hours_to_change(&self, hour: f64) -> Option<f64> {
		if self.free_hours >= 24.0 {
			return None;
		}
		let since = (hour - self.free_from).rem_euclid(24.0);
		Some(if since < self.free_hours { self.free_hours - since } else { 24.0 - since })
	}

	fn appetite(&self) -> f64 {
		if self.kind == Kind::Server {
			SERVER_APPETITE
		} else {
			1.0
		}
	}
}

/// `count` machines in the proportions of `mix`.
pub fn machines(count: usize, mix: Mix, days: f64, chance: &mut impl Rng) -> Vec<Machine> {
	let number = |share: f64| (share * count as f64).round() as usize;
	let (servers, newcomers) = (number(mix.servers), number(mix.newcomers));
	let failing = number(mix.failing);
	(0..count)
		.map(|at| {
			let kind = if at < servers {
				Kind::Server
			} else if at < servers + newcomers {
				Kind::Newcomer
			} else if at < servers + newcomers + failing {
				Kind::Failing
			} else {
				Kind::Workstation
			};
			Machine::new(kind, days, chance)
		})
		.collect()
}

/// Have the machines together ask for `demand` times what they offer, if each work
/// unit asked for takes `copies` devices.
pub fn set_demand(machines: &mut [Machine], demand: f64, copies: f64) {
	let supply: f64 = machines.iter().map(Machine::supply).sum();
	let appetite: f64 = machines.iter().map(Machine::appetite).sum();
	for machine in machines {
		machine.units_per_day = demand * supply / copies * machine.appetite() / appetite.max(1e-9);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use rand::SeedableRng;
	use rand_chacha::ChaCha8Rng;

	const MIX: Mix = Mix { servers: 0.1, newcomers: 0.1, failing: 0.1 };

	#[test]
	fn demand_is_a_multiple_of_supply() {
		let mut all = machines(100, MIX, 30.0, &mut ChaCha8Rng::seed_from_u64(1));
		set_demand(&mut all, 0.7, 2.0);
		let supply: f64 = all.iter().map(Machine::supply).sum();
		let asked: f64 = all.iter().map(|machine| machine.units_per_day * 2.0).sum();
		assert!((asked / supply - 0.7).abs() < 1e-9);
		let of = |kind| all.iter().filter(|machine| machine.kind == kind).count();
		assert_eq!(of(Kind::Server), 10);
		assert_eq!(of(Kind::Workstation), 70);
		assert!(all.iter().all(|m| (m.kind == Kind::Newcomer) == (m.joins > 0.0)));
	}

	#[test]
	fn a_night_may_pass_midnight() {
		let mut machine = Machine::new(Kind::Workstation, 1.0, &mut ChaCha8Rng::seed_from_u64(1));
		machine.free_from = 22.0;
		machine.free_hours = 6.0;
		assert!(machine.is_free(23.0) && machine.is_free(24.0 + 3.0));
		assert!(!machine.is_free(4.5) && !machine.is_free(21.0));
		assert_eq!(machine.hours_to_change(24.0), Some(4.0));
		assert_eq!(machine.hours_to_change(12.0), Some(10.0));
		machine.free_hours = 24.0;
		assert_eq!(machine.hours_to_change(3.0), None);
	}
}
