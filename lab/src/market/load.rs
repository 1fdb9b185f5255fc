//! How many blocks pass from a request to its devices, under as much load as there is
//! room for.

use super::{
	block::Tip,
	driver::Driver,
	engine::Engine,
	life::{step, Life, Scene},
	nodes::Nodes,
	sample,
	stats::percentile,
};
use anyhow::{ensure, Result};
use atous_runtime::numbers::{block, time::SLOT_MS};
use frame_support::dispatch::DispatchClass;
use rand::Rng;
use rand_chacha::{rand_core::SeedableRng, ChaCha8Rng};
use serde::Serialize;

/// Of the load there is room for, the part that is put on.
const PART: f64 = 0.9;
/// First blocks, of which the waits do not count: nothing ends yet in them.
const WARM_UP: u32 = 120;

/// Devices that ask.
const REQUESTERS: u32 = 512;

/// How soon devices are found.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Load {
	/// Tasks a block that weights leave room for.
	pub capacity: f64,
	/// Tasks a block that were asked for on average.
	pub offered: f64,
	/// Blocks from submission to assignment: the median.
	pub p50: u32,
	/// What 99 in a hundred do not exceed.
	pub p99: u32,
	/// Tasks behind these.
	pub tasks: u32,
}

impl Load {
	/// Tasks a second that weights leave room for.
	pub fn per_second(&self) -> f64 {
		self.capacity * 1_000.0 / SLOT_MS as f64
	}
}

/// Tasks a block that there is room for: by how many the market looks at, and by what a life
/// weighs in its budget, in the half of that which the agenda may take, in the part of
/// ordinary transactions, and in the whole block.
pub fn capacity(life: &Life, match_us: f64) -> f64 {
	let us = |weight: frame_support::weights::Weight| weight.ref_time() as f64 / 1e6;
	let weights = block::Weights::get();
	let whole = us(weights.max_block) - life.empty.weight.total();
	let normal = weights.get(DispatchClass::Normal).max_total.map_or(whole, us);
	let budget = us(sample::params().match_budget);
	let parts = life.life.weight;
	let agenda = (parts.hooks_us - match_us).max(0.0);
	let bounds = [
		(f64::from(sample::params().scan_per_block), 1.0),
		(budget, parts.hooks_us),
		(budget / 2.0, agenda),
		(normal, parts.requests_us),
		(whole, parts.total()),
	];
	let room = bounds.iter().filter(|(_, each)| *each > 0.0).map(|(all, each)| all / each);
	room.fold(f64::INFINITY, f64::min)
}

/// Let tasks arrive by chance at nearly `capacity` a block, for `blocks` blocks.
pub fn measure(
	nodes: &mut Nodes,
	engine: &Engine,
	capacity: f64,
	blocks: u32,
	seed: u64,
	progress: &dyn Fn(u64),
) -> Result<Load> {
	ensure!(capacity.is_finite() && capacity > 0.0, "lives weigh nothing");
	// As many as may have so many tasks open at a time.
	let scene = Scene { requesters: REQUESTERS, ..Scene::singly(1) };
	let mut tip: Tip = scene.build(nodes)?;
	let mut driver: Driver = scene.driver();
	let header = scene.header();
	let mut chance = ChaCha8Rng::seed_from_u64(seed);
	let mean = capacity * PART;
	let mut asked = 0;
	for at in 0..WARM_UP + blocks {
		if at == WARM_UP {
			driver.waits.clear();
			asked = 0;
		}
		let arrivals = poisson(mean, &mut chance);
		asked += arrivals;
		step(&mut tip, nodes, engine, &mut driver, (arrivals, &header))?;
		progress(1);
	}
	ensure!(driver.failed == 0, "{} tasks failed under load", driver.failed);
	Ok(Load {
		capacity,
		offered: f64::from(asked) / f64::from(blocks.max(1)),
		p50: percentile(&driver.waits, 50),
		p99: percentile(&driver.waits, 99),
		tasks: driver.waits.len() as u32,
	})
}

/// How many arrive in a block if `mean` do on average and none knows of the others
/// (Knuth, The Art of Computer Programming, volume 2, 3.4.1).
fn poisson(mean: f64, chance: &mut ChaCha8Rng) -> u32 {
	let end = (-mean).exp();
	let mut product: f64 = chance.gen();
	let mut count = 0;
	while product > end {
		product *= chance.gen::<f64>();
		count += 1;
	}
	count
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn arrivals_have_the_mean_asked_for() {
		let mut chance = ChaCha8Rng::seed_from_u64(1);
		for mean in [0.3, 4.0, 30.0] {
			let all: u32 = (0..4_000).map(|_| poisson(mean, &mut chance)).sum();
			let found = f64::from(all) / 4_000.0;
			assert!((found - mean).abs() < 0.1 * mean.max(1.0), "{found} for {mean}");
		}
	}
}
