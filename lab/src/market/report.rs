//! The figures: as a table, as JSON, as a plot.

use super::{cli::Options, life::Life, load::Load, matching::MatchCost, misses::Misses};
use crate::economy::plot::{lines, Series};
use anyhow::{Context, Result};
use serde::Serialize;
use std::{fmt::Write, path::Path};

/// Everything that was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
	/// Lives of quorum two, each commitment and reveal in a transaction of its own.
	pub life: Life,
	/// Adaptive lives among seasoned devices that report in batches.
	pub steady: Life,
	/// The first by native code.
	pub native: Life,
	/// Matches, from the fewest offers to the most.
	pub matches: Vec<MatchCost>,
	/// Under load.
	pub load: Load,
	/// Misses.
	pub misses: Misses,
}

/// The figures that are asked after, and what they come from.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
	/// What ran the runtime: `wasm` or `native`.
	pub engine: &'static str,
	/// Processor and cores of this machine.
	pub machine: String,
	/// Tasks that one core takes through their whole lives in a second.
	pub tasks_per_second: f64,
	/// The same by native code.
	pub tasks_per_second_native: f64,
	/// Tasks a second for which the chain's weights leave room.
	pub tasks_per_second_by_weight: f64,
	/// Weight of a life over that of a transfer.
	pub life_over_transfer_weight: f64,
	/// Time of a life over that of a transfer.
	pub life_over_transfer_time: f64,
	/// Weight in the steady state over that of a transfer.
	pub steady_life_over_transfer_weight: f64,
	/// Time in the steady state over that of a transfer.
	pub steady_life_over_transfer_time: f64,
	/// Time of a match at the most offers over that at the fewest.
	pub match_cost_growth: Option<f64>,
	/// The same from 100 to 1,000,000 offers, where both were measured.
	pub match_cost_growth_1e2_to_1e6: Option<f64>,
	/// Blocks from submission to assignment under load: the median.
	pub assign_blocks_p50: u32,
	/// What 99 in a hundred do not exceed.
	pub assign_blocks_p99: u32,
	/// Bytes of proof of a match, at the most offers.
	pub pov_per_match: Option<f64>,
	/// Share of tasks with enough devices for which none were found at first.
	pub miss_rate: f64,
	/// The same after all attempts.
	pub miss_rate_after_retries: f64,
	/// How long all of it took.
	pub seconds: f64,
	/// Seed of all chance.
	pub seed: u64,
	/// What the figures come from.
	pub measured: Measured,
}

impl Findings {
	/// The figures of what was measured.
	pub fn new(measured: Measured, engine: &'static str, options: &Options, seconds: f64) -> Self {
		let Measured { life, steady, native, matches, load, misses } = &measured;
		// A block's fixed part of the market is shared by the tasks of a block.
		let shared = fixed_hooks_us() / load.offered.max(f64::MIN_POSITIVE);
		let weight =
			|life: &Life| (life.life.weight.total() + shared) / life.transfer.weight.total();
		let time = |life: &Life| life.life.time_us / life.transfer.time_us;
		let at = |offers| matches.iter().find(|cost: &&MatchCost| cost.offers == offers);
		let growth =
			|few: Option<&MatchCost>, many: Option<&MatchCost>| Some(many?.time_us / few?.time_us);
		Self {
			engine,
			machine: machine(),
			tasks_per_second: 1e6 / life.life.time_us,
			tasks_per_second_native: 1e6 / native.life.time_us,
			tasks_per_second_by_weight: load.per_second(),
			life_over_transfer_weight: weight(life),
			life_over_transfer_time: time(life),
			steady_life_over_transfer_weight: weight(steady),
			steady_life_over_transfer_time: time(steady),
			match_cost_growth: growth(matches.first(), matches.last()),
			match_cost_growth_1e2_to_1e6: growth(at(100), at(1_000_000)),
			assign_blocks_p50: load.p50,
			assign_blocks_p99: load.p99,
			pov_per_match: matches.last().map(|cost| cost.proof_bytes),
			miss_rate: misses.at_first(),
			miss_rate_after_retries: misses.at_last(),
			seconds,
			seed: options.seed,
			measured,
		}
	}
}

/// What the hooks of market and ledger weigh in a block in which nothing is due.
fn fixed_hooks_us() -> f64 {
	use atous_runtime::Runtime;
	use pallet_credit::WeightInfo as _;
	use pallet_tasks::WeightInfo as _;
	type Market = <Runtime as pallet_tasks::Config>::WeightInfo;
	type Ledger = <Runtime as pallet_credit::Config>::WeightInfo;
	let hooks = Market::serve_base() + Market::same_session() + Ledger::on_initialize();
	hooks.ref_time() as f64 / 1e6
}

/// Processor and cores of this machine.
fn machine() -> String {
	let known = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
	let name = known.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
	let cores = std::thread::available_parallelism().map_or(1, usize::from);
	format!("{}, {cores} cores", name.map_or("unknown processor", |(_, name)| name))
}

/// The figures as a table.
pub fn table(findings: &Findings) -> String {
	let mut out = String::new();
	let of = &findings.measured;
	// Writing to a string cannot fail; the same below.
	let _ = writeln!(out, "The market on {} ({})\n", findings.machine, findings.engine);
	lives(&mut out, of);
	let _ = writeln!(
		out,
		"\n{:>10} {:>10} {:>10} {:>7} {:>7} {:>11} {:>11}",
		"offers", "match µs", "weight µs", "reads", "writes", "proof bytes", "of many"
	);
	for cost in &of.matches {
		let _ = writeln!(
			out,
			"{:>10} {:>10.0} {:>10.0} {:>7.0} {:>7.0} {:>11.0} {:>11.0}",
			cost.offers,
			cost.time_us,
			cost.weight_us,
			cost.reads,
			cost.writes,
			cost.proof_bytes,
			cost.proof_bytes_of_many
		);
	}
	out.push('\n');
	for (name, value) in summary(findings) {
		let _ = writeln!(out, "{name:<58} {value:>12}");
	}
	out
}

fn lives(out: &mut String, of: &Measured) {
	let _ = writeln!(
		out,
		"{:<22} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7} {:>7}",
		"one of each", "time µs", "weight µs", "requests", "work", "hooks", "reads", "writes"
	);
	let rows = [
		("life, singly", of.life.life),
		("life, singly, native", of.native.life),
		("life, steady state", of.steady.life),
		("transfer", of.life.transfer),
		("transfer, native", of.native.transfer),
		("empty block", of.life.empty),
	];
	for (name, cost) in rows {
		let parts = cost.weight;
		let _ = writeln!(
			out,
			"{name:<22} {:>9.0} {:>9.0} {:>9.0} {:>9.0} {:>9.0} {:>7.1} {:>7.1}",
			cost.time_us,
			parts.total(),
			parts.requests_us,
			parts.work_us,
			parts.hooks_us,
			cost.reads,
			cost.writes
		);
	}
}

fn summary(findings: &Findings) -> Vec<(String, String)> {
	let number = |value: f64| format!("{value:.2}");
	let percent = |value: f64| format!("{:.2} %", value * 100.0);
	let maybe = |value: Option<f64>| value.map_or("-".to_string(), number);
	let misses = &findings.measured.misses;
	let load = &findings.measured.load;
	vec![
		("tasks a second, by time".into(), number(findings.tasks_per_second)),
		("tasks a second, by time, native".into(), number(findings.tasks_per_second_native)),
		("tasks a second, by weight".into(), number(findings.tasks_per_second_by_weight)),
		("life ÷ transfer, weight".into(), number(findings.life_over_transfer_weight)),
		("life ÷ transfer, time".into(), number(findings.life_over_transfer_time)),
		(
			"steady life ÷ transfer, weight".into(),
			number(findings.steady_life_over_transfer_weight),
		),
		("steady life ÷ transfer, time".into(), number(findings.steady_life_over_transfer_time)),
		("match, most ÷ fewest offers, time".into(), maybe(findings.match_cost_growth)),
		(
			format!("blocks to assignment at {:.1} tasks a block, p50", load.offered),
			findings.assign_blocks_p50.to_string(),
		),
		("the same, p99".into(), findings.assign_blocks_p99.to_string()),
		(
			format!("missed at first, of {} possible matches", misses.possible),
			percent(findings.miss_rate),
		),
		("missed after all attempts".into(), percent(findings.miss_rate_after_retries)),
		("seconds".into(), number(findings.seconds)),
	]
}

/// Write the plot of a match's cost into `folder`.
pub fn write_plot(folder: &Path, findings: &Findings) -> Result<()> {
	std::fs::create_dir_all(folder)
		.with_context(|| format!("making the folder {}", folder.display()))?;
	let path = folder.join("match_cost.svg");
	std::fs::write(&path, plot(findings)).with_context(|| format!("writing {}", path.display()))
}

/// Time and reads of a match against offers, each as a multiple of that at the fewest.
fn plot(findings: &Findings) -> String {
	let matches = &findings.measured.matches;
	let line = |name: &str, what: fn(&MatchCost) -> f64| {
		let first = matches.first().map_or(1.0, what);
		let point = |cost: &MatchCost| (f64::from(cost.offers).log10(), what(cost) / first);
		Series::new(name, matches.iter().map(point).collect())
	};
	let series = [
		line("time", |cost| cost.time_us),
		line("reads", |cost| cost.reads),
		line("proof", |cost| cost.proof_bytes),
	];
	lines(
		"Cost of one match by the number of offers",
		"offers, as powers of ten",
		"multiple of the cost at the fewest offers",
		&series,
	)
}
