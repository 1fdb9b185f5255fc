//! The command line of `atous-lab market`.

use std::path::PathBuf;

/// How the market is measured.
#[derive(clap::Args, Clone, Debug)]
pub struct Options {
	/// Numbers of offers at which a match is measured.
	#[arg(
		long,
		value_delimiter = ',',
		default_values_t = [100, 1_000, 10_000],
		value_parser = clap::value_parser!(u32).range(10..=2_000_000)
	)]
	pub offers: Vec<u32>,
	/// Blocks of matches made at each number of offers.
	#[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=10_000))]
	pub rounds: u32,
	/// Tasks whose whole lives are measured, by each engine.
	#[arg(long, default_value_t = 192, value_parser = clap::value_parser!(u32).range(1..=100_000))]
	pub tasks: u32,
	/// Most commitments and reveals in one report, in the steady state.
	#[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=32))]
	pub batch: u32,
	/// Blocks of the run under load.
	#[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(10..=100_000))]
	pub blocks: u32,
	/// Markets drawn by chance in which misses are counted.
	#[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
	pub markets: u32,
	/// Seed of all chance.
	#[arg(long, default_value_t = 1)]
	pub seed: u64,
	/// Run this WebAssembly of the runtime instead of the one built with this program. It
	/// must be of the same source.
	#[arg(long, conflicts_with = "native")]
	pub runtime: Option<PathBuf>,
	/// Run the code of this program instead of WebAssembly.
	#[arg(long)]
	pub native: bool,
	/// Print one JSON object as the last line.
	#[arg(long)]
	pub json: bool,
	/// Write the plot of a match's cost as SVG into this folder.
	#[arg(long)]
	pub plots: Option<PathBuf>,
}

impl Options {
	/// The numbers of offers, from the fewest to the most.
	pub fn sizes(&self) -> Vec<u32> {
		let mut sizes = self.offers.clone();
		sizes.sort_unstable();
		sizes.dedup();
		sizes
	}
}
