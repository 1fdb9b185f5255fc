//! The economy, measured on the real pallets.
//!
//! A mesh of agents drives the real runtime: the ledger, the market, the token, with
//! their own hooks and storage, in memory. No rule is written down a second time
//! here. Agents see what every client of a chain can see, and make calls.
//!
//! | module | what it holds |
//! |---|---|
//! | [`cli`] | the command line |
//! | `suite` | every run of a measurement, and what it is for |
//! | `plan` | one run, down to the seed, and the numbers it runs with |
//! | `world`, `memory` | the runtime, and its state in memory |
//! | `mesh` | the devices and the time that passes for them |
//! | `agent` | machines and what their owners need |
//! | `strategy` | how devices behave, honestly or not |
//! | `metrics` | what is counted, and what profit means |
//! | `stats`, `plot`, `report` | figures, tables, pictures |
//!
//! What differs from a chain: a block is longer than two seconds (a minute, unless
//! told otherwise), so every span of the pallets' numbers is scaled; windows keep
//! their least number of blocks and are longer for that; nobody signs and nobody
//! pays fees; payloads are not run, they take as long as they say.

mod agent;
pub mod cli;
mod memory;
mod mesh;
mod metrics;
mod plan;
pub(crate) mod plot;
mod pool;
mod progress;
mod report;
mod stats;
mod strategy;
mod suite;
mod time;
pub(crate) mod world;

#[cfg(test)]
mod tests;

use anyhow::{bail, Context, Result};
use cli::Options;
use plan::Plan;
use std::time::Instant;

/// Measure, print the table, write the plots.
pub fn run(options: &Options) -> Result<()> {
	let start = Instant::now();
	let (purposes, plans): (Vec<_>, Vec<Plan>) = suite::runs(options)?.into_iter().unzip();
	if !options.quiet {
		eprintln!("{} runs, {} at a time", plans.len(), options.jobs());
	}
	let all: Vec<&Plan> = plans.iter().collect();
	let outcomes = pool::run_all(&all, options.jobs(), options.quiet)?;
	let results: report::Results = purposes.into_iter().zip(outcomes).collect();
	let seconds = start.elapsed().as_secs_f64();
	let findings = report::findings(&results, options.block_seconds, seconds);
	print!("{}", report::table::table(&findings));
	if let Some(folder) = &options.plots {
		report::plots::write(folder, &findings, &results)?;
	}
	if options.json {
		println!("{}", serde_json::to_string(&findings).context("writing the figures")?);
	}
	if !findings.zero_sum {
		bail!("the books did not always sum to zero: this is a defect");
	}
	Ok(())
}
