//! The command line of `atous-lab economy`.

use super::time::Clock;
use std::path::PathBuf;

/// How the economy is measured.
#[derive(clap::Args, Clone, Debug)]
pub struct Options {
	/// Devices of the large mesh.
	#[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(20..=100_000))]
	pub devices: u32,
	/// Length of its run, in days.
	#[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3_650))]
	pub days: u32,
	/// Share of servers, which are always free and ask for little, in the large mesh and
	/// in those that compare demands.
	#[arg(long, default_value_t = 0.1)]
	pub servers: f64,
	/// Seeds of each strategy's runs; a bound needs two.
	#[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
	pub seeds: u32,
	/// The first of them. Other seeds are other chance: to look into a strategy without
	/// using up the seeds it is judged by.
	#[arg(long, default_value_t = 1)]
	pub first_seed: u64,
	/// Demand ÷ supply where a share of the bonds follows a strategy, but for those that are
	/// measured at one of their own.
	#[arg(long, default_value_t = 0.7)]
	pub demand: f64,
	/// Length of a simulated block, in seconds.
	#[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(2..=600))]
	pub block_seconds: u32,
	/// Print one JSON object as the last line.
	#[arg(long)]
	pub json: bool,
	/// Write plots as SVG into this folder.
	#[arg(long)]
	pub plots: Option<PathBuf>,
	/// Run only what has this name: main, demand, priority, attacks, quorums, checks,
	/// or a strategy, with the honest it is compared with.
	#[arg(long)]
	pub only: Option<String>,
	/// Show no progress on standard error.
	#[arg(long)]
	pub quiet: bool,
	/// Small meshes and short runs: a look in a minute, not a measurement.
	#[arg(long)]
	pub quick: bool,
	/// Runs at a time; as many as there are cores if not given.
	#[arg(long)]
	pub jobs: Option<usize>,
}

impl Options {
	/// Length of a block.
	pub fn clock(&self) -> Clock {
		Clock::new(self.block_seconds)
	}

	/// Devices and days of the large mesh.
	pub fn large(&self) -> (usize, f64) {
		let (devices, days) = (self.devices as usize, f64::from(self.days));
		if self.quick {
			(devices.min(100), days.min(4.0))
		} else {
			(devices, days)
		}
	}

	/// Devices and days of the runs that compare rules or strategies.
	pub fn small(&self) -> (usize, f64) {
		if self.quick {
			(40, 2.0)
		} else {
			(60, 5.0)
		}
	}

	/// Seeds of each strategy's runs.
	pub fn seeds(&self) -> u64 {
		u64::from(if self.quick { self.seeds.min(2) } else { self.seeds })
	}

	/// So many of them.
	pub fn seeds_from(&self, count: u64) -> std::ops::Range<u64> {
		self.first_seed..self.first_seed.saturating_add(count)
	}

	/// Runs at a time.
	pub fn jobs(&self) -> usize {
		let cores = || std::thread::available_parallelism().map_or(1, usize::from);
		self.jobs.unwrap_or_else(cores).max(1)
	}
}
