//! The market's cost, measured on the real runtime.
//!
//! Blocks are made and executed as in a node: by the same WebAssembly in the same
//! executor, with real signatures, storage roots and the node's cache of the state. What
//! differs from a node: the database is in memory, there is no network, and no block is
//! sealed.
//!
//! | module | what it holds |
//! |---|---|
//! | [`cli`] | the command line |
//! | `nodes`, `state`, `engine`, `block` | a chain in memory: database, state, runtime, blocks |
//! | `people`, `sample`, `mesh` | keys, tasks, offers and meshes to measure with |
//! | `driver` | honest devices that follow events and send transactions |
//! | `life` | a task's whole life against a transfer of tokens |
//! | `matching` | a match's cost by the number of offers |
//! | `load` | blocks from a request to its devices |
//! | `misses` | devices that exist and are not found |
//! | `timer`, `stats`, `report` | times, figures, table, JSON, plot |

mod block;
pub mod cli;
mod driver;
mod engine;
mod life;
mod load;
mod matching;
mod mesh;
mod misses;
mod nodes;
mod people;
mod report;
mod sample;
mod state;
mod stats;
mod timer;

#[cfg(test)]
mod tests;

use anyhow::{Context, Result};
use cli::Options;
use engine::Engine;
use indicatif::{ProgressBar, ProgressStyle};
use life::Scene;
use nodes::Nodes;
use report::Findings;
use std::time::{Duration, Instant};

/// Measure, print the table, write the plot.
pub fn run(options: &Options) -> Result<()> {
	let findings = measure(options)?;
	print!("{}", report::table(&findings));
	if let Some(folder) = &options.plots {
		report::write_plot(folder, &findings)?;
	}
	if options.json {
		println!("{}", serde_json::to_string(&findings).context("writing the figures")?);
	}
	Ok(())
}

/// Measure everything.
fn measure(options: &Options) -> Result<Findings> {
	let start = Instant::now();
	let engine = engine(options)?;
	let sizes = options.sizes();
	let largest = sizes.last().copied().unwrap_or_default();

	let bar = progress("lives", u64::from(2 * options.tasks));
	let mut nodes = Nodes::default();
	let singly = Scene::singly(options.tasks);
	let life = life::measure(&mut nodes, &engine, &singly, &|more| bar.inc(more))
		.context("measuring whole lives")?;
	let steady = Scene::steady(options.tasks, options.batch);
	let steady = life::measure(&mut nodes, &engine, &steady, &|more| bar.inc(more))
		.context("measuring the steady state")?;
	let native = match engine {
		Engine::Native => life,
		Engine::Wasm { .. } => life::measure(&mut nodes, &Engine::Native, &singly, &|_| ())
			.context("measuring whole lives natively")?,
	};
	bar.finish_and_clear();

	let bar = progress("matches", u64::from(largest + options.rounds));
	let matches = matching::measure(&engine, &sizes, options.rounds, &|more| bar.inc(more))
		.context("measuring matches")?;
	bar.finish_and_clear();

	let bar = progress("load", u64::from(options.blocks));
	let mut nodes = Nodes::default();
	let match_us = matches.first().map_or(0.0, |cost| cost.weight_us);
	let capacity = load::capacity(&life, match_us);
	let (blocks, seed) = (options.blocks, options.seed);
	let load = load::measure(&mut nodes, &engine, capacity, blocks, seed, &|more| bar.inc(more))
		.context("measuring under load")?;
	bar.finish_and_clear();

	let bar = progress("markets", u64::from(options.markets));
	let misses = misses::measure(options.markets, options.seed, &|more| bar.inc(more))
		.context("counting misses")?;
	bar.finish_and_clear();

	let measured = report::Measured { life, steady, native, matches, load, misses };
	Ok(Findings::new(measured, engine.name(), options, start.elapsed().as_secs_f64()))
}

/// The engine that was asked for: WebAssembly unless there is none.
fn engine(options: &Options) -> Result<Engine> {
	if options.native {
		return Ok(Engine::Native);
	}
	if let Some(path) = &options.runtime {
		let code = std::fs::read(path)
			.with_context(|| format!("reading the runtime {}", path.display()))?;
		return Ok(Engine::wasm(code.into()));
	}
	Ok(Engine::built_in().unwrap_or_else(|| {
		eprintln!("the runtime's WebAssembly was not built: measuring native code instead");
		Engine::Native
	}))
}

fn progress(what: &'static str, total: u64) -> ProgressBar {
	let bar = ProgressBar::new(total);
	let style = ProgressStyle::with_template("{msg:8} {bar:30} {percent:>3} % {elapsed}");
	bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
	bar.set_message(what);
	bar.enable_steady_tick(Duration::from_millis(500));
	bar
}
