//! What all runs together come to: the figures, as a table, as JSON, as plots.

pub mod plots;
pub mod table;

#[cfg(test)]
mod tests;

use super::{
	metrics::{tier_name, Outcome, Wealth, TIERS},
	stats::{mean, Estimate},
	strategy,
	suite::Purpose,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// All figures of a measurement. Each is absent where its runs were not asked for.
#[derive(Debug, Default, Serialize)]
pub struct Findings {
	/// Whether in every run the books always summed to zero.
	pub zero_sum: bool,
	/// What was wrong with them otherwise.
	pub defects: Vec<String>,
	/// The strategy and share with the highest upper bound of profit.
	pub max_strategy_profit: Option<Strategy>,
	/// The highest upper bound of what devices that play by the rules have more than
	/// their twins: chance, which is taken out of the others' profit seed by seed.
	pub profit_by_chance: Option<f64>,
	/// Every strategy at every share of the bonds; `profit_is` says what profit means.
	pub strategies: Vec<Strategy>,
	/// What profit means.
	pub profit_is: &'static str,
	/// Honest devices, over all demands, that asked ten times or more, offered to
	/// work, and were never served.
	pub starved: Option<u32>,
	/// Core-seconds computed of those offered in the large mesh.
	pub capacity_used: Option<f64>,
	/// The same without surcharge, bonus, matching and demurrage.
	pub capacity_used_without_levies: Option<f64>,
	/// The commons ÷ its target over time, in the large mesh and at all demands.
	pub commons_over_target: Option<OverTarget>,
	/// Inequality of balances above zero at the end of the large mesh.
	pub gini_end: Option<f64>,
	/// Further copies a task over a device's first thousand adaptive small tasks.
	pub extra_copies_first_1000: Option<f64>,
	/// Share of settled tasks with a false outcome if colluders always lie, by quorum
	/// and their share of the bonds.
	pub wrong_accepted: Vec<Wrong>,
	/// Arrival order or boost × random or best of four.
	pub priority_gain: Vec<Priority>,
	/// By demand as a multiple of supply.
	pub demands: Vec<Demand>,
	/// The large mesh by tier.
	pub tiers: Vec<TierService>,
	/// Tasks of the large mesh that ended in an outcome.
	pub tasks: Option<u64>,
	/// Length of a block, in seconds.
	pub block_seconds: u32,
	/// How long all of it took.
	pub seconds: f64,
}

/// A strategy at a share of all bonds.
#[derive(Clone, Debug, Serialize)]
pub struct Strategy {
	/// Its name.
	pub name: &'static str,
	/// What it does.
	pub about: &'static str,
	/// Share of all bonds.
	pub share: f64,
	/// Credits a device and day, mean over seeds.
	pub profit_mean: f64,
	/// With 95 % confidence the expectation is not above this.
	pub profit_upper_95: Option<f64>,
	/// The parts that the mean profit is made of.
	pub gain: Wealth,
	/// Share of its needs served, less that of its twin.
	pub service_gain: f64,
}

/// The commons beside its target.
#[derive(Clone, Debug, Serialize)]
pub struct OverTarget {
	/// Mean over the second half of the large mesh's run.
	pub mean: f64,
	/// Furthest from one at the end of any run without an attack.
	pub worst: f64,
}

/// False outcomes at a quorum.
#[derive(Clone, Debug, Serialize)]
pub struct Wrong {
	/// Devices that must agree.
	pub quorum: u8,
	/// Colluders' share of all bonds.
	pub share: f64,
	/// Of settled tasks.
	pub wrong: f64,
}

/// One of the four orders of priority.
#[derive(Clone, Debug, Serialize)]
pub struct Priority {
	/// Whether debtors are boosted in the queue.
	pub boost: bool,
	/// Whether the best of four is drawn.
	pub best_of_four: bool,
	/// Core-seconds computed of those offered.
	pub capacity_used: f64,
	/// Work units served of those wanted.
	pub served: f64,
	/// The largest balance at the end, in credits.
	pub largest_holding: f64,
}

/// A mesh at a demand.
#[derive(Clone, Debug, Serialize)]
pub struct Demand {
	/// As a multiple of supply.
	pub demand: f64,
	/// Core-seconds computed of those offered.
	pub capacity_used: f64,
	/// Work units served of those wanted.
	pub served: f64,
	/// The commons ÷ its target at the end.
	pub commons_over_target: f64,
	/// Honest devices never served.
	pub starved: u32,
}

/// What the wishes of a tier came to.
#[derive(Clone, Debug, Serialize)]
pub struct TierService {
	/// The tier of the requester when it first wanted the task.
	pub tier: &'static str,
	/// Work units served of those wanted; absent where it wanted nothing.
	pub served: Option<f64>,
	/// Blocks from wish to devices, half of all.
	pub wait_p50: Option<u32>,
	/// The same, 99 of 100.
	pub wait_p99: Option<u32>,
}

/// See [`Wealth`], which it is computed by.
const PROFIT_IS: &str = "credits a device and day more than an honest twin with the same \
	machine and needs: balance and unvested pay, and what was charged for true and needed \
	results, less core-seconds computed at one credit each, less bond lost at the backing \
	rate; less the same of the same devices in the same seed when they are honest";

/// Every run with its purpose.
pub type Results = Vec<(Purpose, Outcome)>;

/// Gather the figures.
pub fn findings(results: &Results, block_seconds: u32, seconds: f64) -> Findings {
	let one = |purpose| results.iter().find(|(one, _)| *one == purpose).map(|(_, outcome)| outcome);
	let main = one(Purpose::Main);
	let strategies = strategies(results);
	let bound = |strategy: &Strategy| strategy.profit_upper_95.unwrap_or(strategy.profit_mean);
	let is_control =
		|one: &&Strategy| strategy::named(one.name).is_some_and(strategy::Strategy::is_control);
	let demands = demands(results);
	let defects = results.iter().flat_map(|(_, outcome)| outcome.defects.clone());
	Findings {
		zero_sum: results.iter().all(|(_, outcome)| outcome.zero_sum),
		defects: defects.collect(),
		max_strategy_profit: strategies
			.iter()
			.filter(|strategy| !is_control(strategy))
			.max_by(|a, b| bound(a).total_cmp(&bound(b)))
			.cloned(),
		profit_by_chance: strategies.iter().filter(is_control).map(bound).reduce(f64::max),
		starved: (main.is_some() || !demands.is_empty()).then(|| {
			main.map_or(0, |main| main.starved) + demands.iter().map(|one| one.starved).sum::<u32>()
		}),
		capacity_used: main.map(|main| main.capacity_used),
		capacity_used_without_levies: one(Purpose::WithoutLevies).map(|one| one.capacity_used),
		commons_over_target: main.map(|main| over_target(main, &demands)),
		gini_end: main.and_then(|main| main.last()).map(|last| last.gini),
		extra_copies_first_1000: one(Purpose::Checks).and_then(|one| one.extra_copies),
		wrong_accepted: wrong(results),
		priority_gain: priorities(results),
		tiers: main.map(tiers).unwrap_or_default(),
		tasks: main.map(|main| main.tally.settled),
		strategies,
		profit_is: PROFIT_IS,
		demands,
		block_seconds,
		seconds,
	}
}

/// What the devices of a run gained over their twins, in the runs of one strategy and
/// share, less what the same devices gained there when they were honest: chance gave
/// them other machines and other needs than their twins.
fn gains(results: &Results, name: &str, share: f64) -> Vec<Wealth> {
	let control = strategy::named(name).and_then(strategy::Strategy::control);
	let gain_of = |name: &str, seed: u64| {
		let of_it = results.iter().find(
			|(one, _)| matches!(*one, Purpose::Attack(n, s, by) if (n, s, by) == (name, share, seed)),
		);
		of_it.and_then(|(_, outcome)| outcome.gain)
	};
	let each = results.iter().filter_map(|(purpose, outcome)| {
		let Purpose::Attack(of, at, seed) = *purpose else { return None };
		let gain = outcome.gain.filter(|_| (of, at) == (name, share))?;
		let chance = control.and_then(|control| gain_of(control, seed)).unwrap_or_default();
		Some(gain.beyond(&chance))
	});
	each.collect()
}

fn strategies(results: &Results) -> Vec<Strategy> {
	let mut all: Vec<(&'static str, f64, Vec<&Outcome>)> = Vec::new();
	for (purpose, outcome) in results {
		let Purpose::Attack(name, share, _) = *purpose else { continue };
		match all.iter_mut().find(|one| (one.0, one.1) == (name, share)) {
			Some((.., of_it)) => of_it.push(outcome),
			None => all.push((name, share, vec![outcome])),
		}
	}
	let each = all.into_iter().map(|(name, share, of_it)| {
		let gains = gains(results, name, share);
		let over = |what: fn(&Wealth) -> f64| gains.iter().map(what).collect::<Vec<_>>();
		let profit = Estimate::of(&over(Wealth::utility));
		let service: Vec<f64> = of_it.iter().filter_map(|one| one.service_gain).collect();
		Strategy {
			name,
			about: strategy::named(name).map_or("", |strategy| strategy.about),
			share,
			profit_mean: profit.mean,
			profit_upper_95: profit.upper_95,
			gain: Wealth {
				held: mean(&over(|gain| gain.held)),
				received: mean(&over(|gain| gain.received)),
				computed: mean(&over(|gain| gain.computed)),
				bond: mean(&over(|gain| gain.bond)),
			},
			service_gain: mean(&service),
		}
	});
	each.collect()
}

fn ratio(sample: &super::metrics::Sample) -> f64 {
	sample.commons / sample.target.max(1e-9)
}

fn over_target(main: &Outcome, demands: &[Demand]) -> OverTarget {
	let later: Vec<f64> = main.samples.iter().skip(main.samples.len() / 2).map(ratio).collect();
	let ends = main.last().map(ratio).into_iter();
	let ends = ends.chain(demands.iter().map(|one| one.commons_over_target));
	let worst = ends.max_by(|a, b| (a - 1.0).abs().total_cmp(&(b - 1.0).abs()));
	OverTarget { mean: mean(&later), worst: worst.unwrap_or(0.0) }
}

fn demands(results: &Results) -> Vec<Demand> {
	let each = results.iter().filter_map(|(purpose, outcome)| {
		let Purpose::Demand(demand) = *purpose else { return None };
		Some(Demand {
			demand,
			capacity_used: outcome.capacity_used,
			served: outcome.served(),
			commons_over_target: outcome.last().map_or(0.0, ratio),
			starved: outcome.starved,
		})
	});
	each.collect()
}

fn wrong(results: &Results) -> Vec<Wrong> {
	let mut counted: BTreeMap<(u8, u64), (u64, u64)> = BTreeMap::new();
	for (purpose, outcome) in results {
		let Purpose::Quorum(quorum, share) = *purpose else { continue };
		let entry = counted.entry((quorum, (share * 1_000.0).round() as u64)).or_default();
		entry.0 += outcome.tally.wrong;
		entry.1 += outcome.tally.settled;
	}
	let each = counted.into_iter().map(|((quorum, share), (wrong, settled))| Wrong {
		quorum,
		share: share as f64 / 1_000.0,
		wrong: wrong as f64 / settled.max(1) as f64,
	});
	each.collect()
}

fn priorities(results: &Results) -> Vec<Priority> {
	let mut all = Vec::new();
	for (boost, best) in [(false, false), (true, false), (false, true), (true, true)] {
		let of_it = results.iter().filter(|(one, _)| *one == Purpose::Priority { boost, best });
		let of_it: Vec<&Outcome> = of_it.map(|(_, outcome)| outcome).collect();
		if of_it.is_empty() {
			continue;
		}
		let over = |what: fn(&Outcome) -> f64| {
			mean(&of_it.iter().map(|outcome| what(outcome)).collect::<Vec<_>>())
		};
		all.push(Priority {
			boost,
			best_of_four: best,
			capacity_used: over(|outcome| outcome.capacity_used),
			served: over(Outcome::served),
			largest_holding: over(|outcome| outcome.last().map_or(0.0, |last| last.largest)),
		});
	}
	all
}

fn tiers(main: &Outcome) -> Vec<TierService> {
	let each = TIERS.iter().zip(&main.tally.tiers).map(|(tier, entry)| TierService {
		tier: tier_name(*tier),
		served: (entry.asked > 0.0).then(|| entry.served / entry.asked),
		wait_p50: entry.waits.quantile(0.5),
		wait_p99: entry.waits.quantile(0.99),
	});
	each.collect()
}
