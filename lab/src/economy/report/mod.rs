//! What all runs together come to: the figures, as a table, as JSON, as plots.

mod figures;
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
use figures::PROFIT_IS;
pub use figures::{Demand, Findings, OverTarget, Priority, Strategy, TierService, Wrong};
use std::collections::BTreeMap;

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
	let accepted =
		|one: &&Strategy| strategy::named(one.name).is_some_and(|strategy| strategy.accepted);
	let highest = |one: &&Strategy, other: &&Strategy| bound(one).total_cmp(&bound(other));
	let demands = demands(results);
	let defects = results.iter().flat_map(|(_, outcome)| outcome.defects.clone());
	Findings {
		zero_sum: results.iter().all(|(_, outcome)| outcome.zero_sum),
		defects: defects.collect(),
		max_strategy_profit: strategies
			.iter()
			.filter(|strategy| !is_control(strategy) && !accepted(strategy))
			.max_by(highest)
			.cloned(),
		max_accepted_profit: strategies.iter().filter(accepted).max_by(highest).cloned(),
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
		let profit_by_seed = over(Wealth::utility);
		let profit = Estimate::of_changes(&profit_by_seed);
		let service: Vec<f64> = of_it.iter().filter_map(|one| one.service_gain).collect();
		Strategy {
			name,
			about: strategy::named(name).map_or("", |strategy| strategy.about),
			share,
			profit_mean: profit.mean,
			profit_upper_95: profit.upper_95,
			profit_by_seed,
			gain: Wealth {
				held: mean(&over(|gain| gain.held)),
				received: mean(&over(|gain| gain.received)),
				computed: mean(&over(|gain| gain.computed)),
				bond: mean(&over(|gain| gain.bond)),
				luck: mean(&over(|gain| gain.luck)),
			},
			service_gain: mean(&service),
		}
	});
	each.collect()
}

fn ratio(sample: &super::metrics::Sample) -> f64 {
	sample.commons / sample.target.max(1e-9)
}

fn free_ratio(sample: &super::metrics::Sample) -> f64 {
	(sample.commons - sample.promised) / sample.target.max(1e-9)
}

fn over_target(main: &Outcome, demands: &[Demand]) -> OverTarget {
	let of = |ratio: fn(&super::metrics::Sample) -> f64, at_end: fn(&Demand) -> f64| {
		let half = main.samples.len() / 2;
		let later: Vec<f64> = main.samples.iter().skip(half).map(ratio).collect();
		let ends = main.last().map(ratio).into_iter().chain(demands.iter().map(at_end));
		let worst = ends.max_by(|a, b| (a - 1.0).abs().total_cmp(&(b - 1.0).abs()));
		(mean(&later), worst.unwrap_or(0.0))
	};
	let (mean, worst) = of(ratio, |one| one.commons_over_target);
	let (free_mean, free_worst) = of(free_ratio, |one| one.free_over_target);
	OverTarget { mean, worst, free_mean, free_worst }
}

fn demands(results: &Results) -> Vec<Demand> {
	let each = results.iter().filter_map(|(purpose, outcome)| {
		let Purpose::Demand(demand) = *purpose else { return None };
		Some(Demand {
			demand,
			capacity_used: outcome.capacity_used,
			served: outcome.served(),
			commons_over_target: outcome.last().map_or(0.0, ratio),
			free_over_target: outcome.last().map_or(0.0, free_ratio),
			starved: outcome.starved,
		})
	});
	each.collect()
}

fn wrong(results: &Results) -> Vec<Wrong> {
	let mut counted: BTreeMap<(u8, u64), Vec<(u64, u64)>> = BTreeMap::new();
	for (purpose, outcome) in results {
		let Purpose::Quorum(quorum, share) = *purpose else { continue };
		let entry = counted.entry((quorum, (share * 1_000.0).round() as u64)).or_default();
		entry.push((outcome.tally.wrong, outcome.tally.settled));
	}
	let part = |(wrong, settled): (u64, u64)| wrong as f64 / settled.max(1) as f64;
	let each = counted.into_iter().map(|((quorum, share), runs)| Wrong {
		quorum,
		share: share as f64 / 1_000.0,
		wrong: part(runs.iter().fold((0, 0), |sum, run| (sum.0 + run.0, sum.1 + run.1))),
		by_seed: runs.into_iter().map(part).collect(),
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
