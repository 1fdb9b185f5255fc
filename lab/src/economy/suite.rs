//! The suite: every run of a measurement, and what each is for.

use super::{
	agent::{demand::Tasks, machine::Mix},
	cli::Options,
	plan::{Attack, Plan},
	strategy::{self, Strategy, SHARES},
};
use anyhow::{ensure, Result};
use atous_primitives::CREDIT;

/// Demand as a multiple of supply.
pub const DEMANDS: [f64; 5] = [0.3, 0.7, 1.0, 1.5, 2.0];
/// Days without requests at the end of the runs with strategies: a jury has a day to come, as
/// long to reveal, and may be joined by one more juror.
const QUIET_DAYS: f64 = 3.0;
/// Quorums whose wrong results are counted.
pub const QUORUMS: [u8; 2] = [2, 3];
/// Times as many seeds as a strategy has: a crew may take a mesh over in some and not in others.
const QUORUM_TIMES: u64 = 3;

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Purpose {
	/// The large mesh under the rules.
	Main,
	/// The same without levies.
	WithoutLevies,
	/// A mesh at a demand.
	Demand(f64),
	/// A mesh with or without boost in the queue and best of four in the draws.
	Priority {
		/// Whether debtors are boosted in the queue.
		boost: bool,
		/// Whether the best of four is drawn.
		best: bool,
	},
	/// A strategy, by its name, its share of all bonds, and the seed.
	Attack(&'static str, f64, u64),
	/// Wrong results by quorum and share of colluders.
	Quorum(u8, f64),
	/// What checks cost small tasks.
	Checks,
}

impl Purpose {
	/// The names by which `--only` selects it.
	fn names(&self) -> [&'static str; 2] {
		match self {
			Purpose::Main | Purpose::WithoutLevies => ["main", ""],
			Purpose::Demand(_) => ["demand", ""],
			Purpose::Priority { .. } => ["priority", ""],
			Purpose::Attack(name, ..) => ["attacks", name],
			Purpose::Quorum(..) => ["quorums", ""],
			Purpose::Checks => ["checks", ""],
		}
	}
}

/// Every run that the options ask for. How many there are is settled before the first.
pub fn runs(options: &Options) -> Result<Vec<(Purpose, Plan)>> {
	let mut all = large(options);
	all.extend(demands(options));
	all.extend(priorities(options));
	all.extend(attacks(options));
	all.extend(quorums(options));
	all.push((Purpose::Checks, checks(options)));
	if let Some(only) = &options.only {
		// A strategy is measured against what the honest gain in the same seeds.
		let only = only.as_str();
		let control = strategy::named(only).and_then(Strategy::control).unwrap_or(only);
		all.retain(|(purpose, _)| {
			let names = purpose.names();
			names.contains(&only) || names.contains(&control)
		});
		ensure!(!all.is_empty(), "there is no run {only:?}: see --only in --help");
	}
	Ok(all)
}

fn large(options: &Options) -> Vec<(Purpose, Plan)> {
	let (devices, days) = options.large();
	let mut plan = Plan::new("large mesh", devices, days, options.clock());
	plan.mix.servers = options.servers.clamp(0.0, 1.0);
	let mut without = plan.clone().without_levies();
	without.name = "without levies".into();
	vec![(Purpose::Main, plan), (Purpose::WithoutLevies, without)]
}

fn small(options: &Options, name: impl Into<String>) -> Plan {
	let (devices, days) = options.small();
	Plan::new(name, devices, days, options.clock())
}

fn demands(options: &Options) -> Vec<(Purpose, Plan)> {
	DEMANDS
		.into_iter()
		.map(|demand| {
			let mut plan = small(options, format!("demand {demand}"));
			plan.demand = demand;
			plan.mix.servers = options.servers.clamp(0.0, 1.0);
			(Purpose::Demand(demand), plan)
		})
		.collect()
}

fn priorities(options: &Options) -> Vec<(Purpose, Plan)> {
	let mut all = Vec::new();
	for (boost, best) in [(false, false), (true, false), (false, true), (true, true)] {
		for seed in options.seeds_from(options.seeds()) {
			let mut plan = small(options, "priority").with_seed(seed);
			plan.demand = 1.0;
			plan = if boost { plan } else { plan.without_boost() };
			plan = if best { plan } else { plan.drawn_at_random() };
			all.push((Purpose::Priority { boost, best }, plan));
		}
	}
	all
}

/// A small mesh in which a share of the bonds follows a strategy.
pub fn attack(options: &Options, strategy: &'static Strategy, share: f64) -> Plan {
	let mut plan = small(options, strategy.name);
	plan.equal_bonds = true;
	plan.demand = options.demand.clamp(0.0, 10.0);
	// What is contested in the last hours is decided, and what that costs is counted.
	plan.quiet_days = QUIET_DAYS;
	// Conspirators and twins are there from the start, and so is everyone else.
	plan.mix = Mix { servers: 0.1, newcomers: 0.0, failing: 0.05 };
	plan.attack = Some(Attack { strategy, share });
	if !strategy.moves_price {
		// Computing costs what it is paid: neither side gains by the price as such.
		plan.market.price_floor = plan.market.base_price;
		plan.market.price_ceiling = plan.market.base_price;
	}
	if strategy.decays {
		// In so few days they would hold no more than they can use, had they not much to do.
		plan.credit.very_positive_floor = CREDIT;
		plan.demand = 2.0;
	}
	if strategy.helped {
		plan.credit.commons_floor = CREDIT;
	}
	if strategy.short_inactivity {
		let day = plan.clock.of_hours(24.0);
		plan.credit.leave_cooldown = day / 2;
		plan.credit.inactivity = day;
		plan.credit.declining = 2 * day;
	}
	plan
}

fn attacks(options: &Options) -> Vec<(Purpose, Plan)> {
	let mut all = Vec::new();
	for strategy in &strategy::ALL {
		for (share, seeds) in SHARES.into_iter().zip(strategy.seeds(options.seeds())) {
			for seed in options.seeds_from(seeds) {
				let plan = attack(options, strategy, share).with_seed(seed);
				all.push((Purpose::Attack(strategy.name, share, seed), plan));
			}
		}
	}
	all
}

fn quorums(options: &Options) -> Vec<(Purpose, Plan)> {
	let Some(strategy) = strategy::named("colluding-always") else { return Vec::new() };
	let cases = QUORUMS.into_iter().flat_map(|quorum| SHARES.map(|share| (quorum, share)));
	let mut all = Vec::new();
	for (quorum, share) in cases {
		for seed in options.seeds_from(QUORUM_TIMES * options.seeds()) {
			let mut plan = attack(options, strategy, share).with_seed(seed);
			plan.name = format!("quorum {quorum}");
			plan.tasks = Tasks { adaptive: 0.0, quorum, ..plan.tasks };
			all.push((Purpose::Quorum(quorum, share), plan));
		}
	}
	all
}

/// Servers that ask one another for small tasks only, over a thousand each.
fn checks(options: &Options) -> Plan {
	let mut plan = Plan::new("checks", 20, if options.quick { 0.5 } else { 2.0 }, options.clock());
	plan.mix = Mix { servers: 1.0, newcomers: 0.0, failing: 0.0 };
	plan.tasks = Tasks { small: 1.0, largest: 60, adaptive: 1.0, quorum: 2 };
	plan.least_bonds = 20;
	plan.demand = 0.6;
	plan
}
