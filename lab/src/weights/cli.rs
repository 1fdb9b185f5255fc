//! The command line of `atous-lab weights`.

use std::path::PathBuf;

/// How weights are measured.
#[derive(clap::Args, Clone, Debug)]
pub struct Options {
	/// The runtime's WebAssembly, built with the feature `runtime-benchmarks`.
	#[arg(long)]
	pub runtime: PathBuf,
	/// Folder of the checkout whose files of figures are written.
	#[arg(long, default_value = ".")]
	pub out: PathBuf,
	/// Values each parameter of a benchmark is given.
	#[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(2..=1_000))]
	pub steps: u32,
	/// Times each choice of parameters is timed; the median counts.
	#[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
	pub repeat: u32,
	/// Times all of it is done; of each median the least counts.
	#[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1_000))]
	pub passes: u32,
	/// Measure only this pallet.
	#[arg(long)]
	pub pallet: Option<String>,
	/// Measure only benchmarks of this name, and write nothing.
	#[arg(long)]
	pub only: Option<String>,
}

impl Options {
	/// Whether a benchmark is to be measured.
	pub fn wants(&self, name: &[u8]) -> bool {
		self.only.as_ref().is_none_or(|only| only.as_bytes() == name)
	}

	/// Whether all benchmarks of a pallet are, so that its file can be written.
	pub fn is_whole(&self) -> bool {
		self.only.is_none()
	}
}
