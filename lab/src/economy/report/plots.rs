//! The figures as plots.

use super::{Findings, Results};
use crate::economy::{
	metrics::{Outcome, Sample},
	plot::{bars, lines, Bar, Series},
	suite::Purpose,
};
use anyhow::{Context, Result};
use std::path::Path;

/// Write every plot for which there were runs into `folder`.
pub fn write(folder: &Path, findings: &Findings, results: &Results) -> Result<()> {
	std::fs::create_dir_all(folder)
		.with_context(|| format!("making the folder {}", folder.display()))?;
	for (name, svg) in all(findings, results) {
		let path = folder.join(format!("{name}.svg"));
		std::fs::write(&path, svg).with_context(|| format!("writing {}", path.display()))?;
	}
	Ok(())
}

fn all(findings: &Findings, results: &Results) -> Vec<(&'static str, String)> {
	let mut all = over_time(results);
	if !findings.tiers.is_empty() {
		all.push(("served-by-tier", served(findings)));
		all.push(("waits-by-tier", waits(findings)));
	}
	if !findings.strategies.is_empty() {
		all.push(("strategies", strategies(findings)));
	}
	if !findings.priority_gain.is_empty() {
		all.push(("priority", priority(findings)));
	}
	all
}

/// The large mesh over time, with levies and without.
fn over_time(results: &Results) -> Vec<(&'static str, String)> {
	let find =
		|purpose| results.iter().find(|(one, _)| *one == purpose).map(|(_, outcome)| outcome);
	let Some(main) = find(Purpose::Main) else { return Vec::new() };
	let line = |name: &str, run: &Outcome, what: fn(&Sample) -> f64| {
		Series::new(name, run.samples.iter().map(|one| (one.day, what(one))).collect())
	};
	let without = find(Purpose::WithoutLevies);
	let both = |what: fn(&Sample) -> f64| {
		let mut series = vec![line("with levies", main, what)];
		series.extend(without.map(|run| line("without levies", run, what)));
		series
	};
	let commons = [
		line("commons", main, |one| one.commons),
		line("not promised", main, |one| one.commons - one.promised),
		line("target", main, |one| one.target),
	];
	vec![
		("gini", lines("Inequality of balances", "days", "Gini coefficient", &both(|s| s.gini))),
		("utilisation", lines("Capacity used", "days", "computed ÷ offered", &both(|s| s.used))),
		("largest", lines("Largest holding", "days", "credits", &both(|s| s.largest))),
		("commons", lines("The commons and its target", "days", "credits", &commons)),
		("price", lines("Posted price", "days", "credits a work unit", &both(|s| s.price))),
	]
}

fn bar(name: impl Into<String>, value: f64) -> Bar {
	Bar { name: name.into(), value, bound: None, bad: false }
}

fn served(findings: &Findings) -> String {
	let tiers = findings.tiers.iter();
	let bar_of = |(name, served): (&str, f64)| bar(name, served * 100.0);
	let of_tier = tiers.filter_map(|tier| Some((tier.tier, tier.served?))).map(bar_of);
	let name = "% of the work units wanted, by the requester's tier";
	bars("Demand served", name, &of_tier.collect::<Vec<_>>())
}

fn waits(findings: &Findings) -> String {
	let mut all = Vec::new();
	for tier in &findings.tiers {
		for (part, wait) in [("p50", tier.wait_p50), ("p99", tier.wait_p99)] {
			let minutes = |blocks: u32| f64::from(blocks * findings.block_seconds) / 60.0;
			all.extend(wait.map(|wait| bar(format!("{}, {part}", tier.tier), minutes(wait))));
		}
	}
	bars("Waiting time", "minutes from wish to devices, by the requester's tier", &all)
}

fn strategies(findings: &Findings) -> String {
	let of_one = |one: &super::Strategy| Bar {
		name: format!("{}, {:.0} %", one.name, one.share * 100.0),
		value: one.profit_mean,
		bound: one.profit_upper_95,
		bad: one.profit_upper_95.unwrap_or(one.profit_mean) > 0.0,
	};
	let all: Vec<Bar> = findings.strategies.iter().map(of_one).collect();
	let name = "credits a device and day over an honest twin; the mark: 95 % upper bound";
	bars("Profit of strategies by share of all bonds", name, &all)
}

fn priority(findings: &Findings) -> String {
	let mut all = Vec::new();
	for one in &findings.priority_gain {
		let queue = if one.boost { "boost" } else { "arrival" };
		let draw = if one.best_of_four { "best of four" } else { "random" };
		all.push(bar(format!("{queue}, {draw}: capacity used"), one.capacity_used * 100.0));
		all.push(bar(format!("{queue}, {draw}: served"), one.served * 100.0));
	}
	bars("What priority is worth", "%", &all)
}
