//! Weights: what the calls and hooks of our pallets cost, measured on the runtime's
//! WebAssembly.
//!
//! | module | what it holds |
//! |---|---|
//! | [`cli`] | the command line |
//! | [`state`] | a state that counts what is read and written, and what proving it takes |
//! | [`chain`] | the runtime's WebAssembly at the start of a chain |
//! | [`plan`] | which values the parameters of a benchmark are given |
//! | [`measure`] | one benchmark, measured |
//! | [`fit`] | the line through what was measured |
//! | [`file`](mod@file) | the Rust file with the figures of a pallet |
//! | [`table`] | the same for people |
//!
//! Every benchmark runs twice for every choice of its parameters: once on a state that
//! counts, which says what is read, written and proved, and then several times on one
//! that does not, which says how long it takes.

#[cfg(test)]
mod blocks;
pub mod chain;
pub mod cli;
pub mod file;
pub mod fit;
pub mod measure;
pub mod plan;
pub mod state;
pub mod table;
#[cfg(test)]
mod tests;

use anyhow::{ensure, Context, Result};
use chain::Chain;
use cli::Options;
use measure::Measured;
use std::{fs, path::Path};

/// The pallets that are measured, and where the figures of each belong.
const PALLETS: [(&str, &str); 4] = [
	("pallet_credit", "pallets/credit/src/weights/measured.rs"),
	("pallet_tasks", "pallets/tasks/src/weights/measured.rs"),
	("pallet_flags", "pallets/flags/src/weights/measured.rs"),
	("lane", "runtime/src/lane/weights/measured.rs"),
];

/// Measure, write the files and print the table.
pub fn run(options: &Options) -> Result<()> {
	let code = fs::read(&options.runtime)
		.with_context(|| format!("reading the runtime {}", options.runtime.display()))?;
	let chain = Chain::new(&code)?;
	let (pallets, storage) = chain.benchmarks()?;
	let mut any = false;
	for (pallet, path) in PALLETS {
		if options.pallet.as_deref().is_some_and(|only| only != pallet) {
			continue;
		}
		let Some(list) = pallets.iter().find(|list| list.pallet == pallet.as_bytes()) else {
			continue;
		};
		any = true;
		let measured = list
			.benchmarks
			.iter()
			.filter(|benchmark| options.wants(&benchmark.name))
			.map(|benchmark| measure::measure(&chain, list, benchmark, &storage, options))
			.collect::<Result<Vec<Measured>>>()?;
		println!("{}", table::render(pallet, &measured));
		if options.is_whole() {
			write(&options.out.join(path), &file::render(pallet, &measured, options))?;
		}
	}
	ensure!(any, "the runtime has no such benchmarks: was it built for them?");
	Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
	if let Some(folder) = path.parent() {
		fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
	}
	fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
	eprintln!("wrote {}", path.display());
	Ok(())
}
