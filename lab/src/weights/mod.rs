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
//! that does not, which says how long it takes. All of it is done several times over, and of
//! each time the shortest counts.

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
use frame_benchmarking::{BenchmarkList, BenchmarkMetadata};
use frame_support::traits::StorageInfo;
use measure::{Measured, Samples};
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
	let wanted = |pallet: &str| options.pallet.as_deref().is_none_or(|only| only == pallet);
	let mut subjects = Vec::new();
	for (pallet, path) in PALLETS.into_iter().filter(|(pallet, _)| wanted(pallet)) {
		let Some(list) = pallets.iter().find(|list| list.pallet == pallet.as_bytes()) else {
			continue;
		};
		let all = list.benchmarks.iter().filter(|one| options.wants(&one.name));
		subjects.push(Subject { pallet, path, list, benchmarks: all.collect() });
	}
	ensure!(!subjects.is_empty(), "the runtime has no such benchmarks: was it built for them?");

	let pass = || -> Result<Vec<Vec<Samples>>> {
		subjects.iter().map(|one| one.measure(&chain, &storage, options)).collect()
	};
	let mut samples = pass()?;
	// All of them again and not each: who disturbs does so for a while.
	for _ in 1..options.passes {
		let again = pass()?;
		let pairs = samples.iter_mut().flatten().zip(again.iter().flatten());
		pairs.for_each(|(kept, again)| kept.keep_quieter(again));
	}
	for (subject, samples) in subjects.iter().zip(&samples) {
		let lines = samples.iter().zip(&subject.benchmarks).map(|(one, what)| one.lines(what));
		let measured: Vec<Measured> = lines.collect();
		println!("{}", table::render(subject.pallet, &measured));
		if options.is_whole() {
			let text = file::render(subject.pallet, &measured, options);
			write(&options.out.join(subject.path), &text)?;
		}
	}
	Ok(())
}

/// The benchmarks of a pallet that are measured.
struct Subject<'a> {
	pallet: &'static str,
	path: &'static str,
	list: &'a BenchmarkList,
	benchmarks: Vec<&'a BenchmarkMetadata>,
}

impl Subject<'_> {
	/// Measure all of them once.
	fn measure(
		&self,
		chain: &Chain<'_>,
		storage: &[StorageInfo],
		options: &Options,
	) -> Result<Vec<Samples>> {
		let one = |benchmark| measure::sample(chain, self.list, benchmark, storage, options);
		self.benchmarks.iter().copied().map(one).collect()
	}
}

fn write(path: &Path, text: &str) -> Result<()> {
	if let Some(folder) = path.parent() {
		fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
	}
	fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
	eprintln!("wrote {}", path.display());
	Ok(())
}
