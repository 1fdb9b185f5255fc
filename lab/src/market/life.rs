//! A task's whole life, and what it weighs and takes against a transfer of tokens.
//!
//! Tasks come in waves: submitted, assigned, committed, drawn, revealed, settled, and
//! every entry of the agenda worked off, until their records are removed. In between
//! come blocks of transfers, so that noise hits both alike. Of each block what an empty
//! block weighs and takes is subtracted; the rest is the tasks'. Blocks in which nothing
//! was sent and nothing due count for nothing.

use super::{
	block::{BlockWeight, Executed, Tip},
	driver::{Driver, Sending},
	engine::Engine,
	mesh,
	nodes::Nodes,
	people, sample,
	stats::median,
};
use anyhow::{anyhow, ensure, Result};
use atous_primitives::{TaskHeader, Verification};
use atous_runtime::{numbers::token::ATOS, Address, Runtime, UncheckedExtrinsic};
use serde::Serialize;

/// People who send each other tokens: as many as there are transfers in a block.
pub const PEOPLE: u32 = 200;
/// Empty blocks executed before anything is measured.
const EMPTY_BLOCKS: u32 = 30;
/// Blocks after which tasks that are still not gone are given up.
const MOST_BLOCKS: u32 = 4_000;

/// The mesh and the tasks of one measurement.
pub struct Scene {
	/// Devices that offer.
	pub devices: u32,
	/// Cores each of them offers.
	pub cores: u16,
	/// Devices that ask.
	pub requesters: u32,
	/// How tasks are checked.
	pub verification: Verification,
	/// How devices send.
	pub sending: Sending,
	/// Whether all devices are seasoned.
	pub seasoned: bool,
	/// Tasks of a wave, and waves.
	pub waves: (u32, u32),
}

impl Scene {
	/// Quorum two, five transactions a task.
	pub fn singly(tasks: u32) -> Self {
		let wave = tasks.min(24);
		Self {
			devices: 200,
			cores: 64,
			requesters: 64,
			verification: sample::redundant(),
			sending: Sending::Singly,
			seasoned: false,
			waves: (wave, tasks.div_ceil(wave.max(1))),
		}
	}

	/// A mesh that has run for long: seasoned devices, many tasks each, reports.
	pub fn steady(tasks: u32, batch: u32) -> Self {
		let devices = 8;
		let wave = tasks.min(devices * batch);
		Self {
			devices,
			cores: 512,
			requesters: 64,
			verification: Verification::Adaptive,
			sending: Sending::Batched(batch as usize),
			seasoned: true,
			waves: (wave, tasks.div_ceil(wave.max(1))),
		}
	}

	/// Build the mesh.
	pub fn build(&self, nodes: &mut Nodes) -> Result<Tip> {
		let mut tip = mesh::genesis(nodes, PEOPLE)?;
		mesh::add_devices(&mut tip, nodes, (0, self.devices), self.cores, &|_| ())?;
		mesh::add_requesters(&mut tip, nodes, self.requesters)?;
		if self.seasoned {
			mesh::season(&mut tip, nodes, self.devices)?;
		}
		mesh::check(&tip, nodes)?;
		Ok(tip)
	}

	/// Its devices.
	pub fn driver(&self) -> Driver {
		Driver::new(self.devices, self.requesters, self.sending)
	}

	/// Its tasks.
	pub fn header(&self) -> TaskHeader {
		sample::header(self.verification.clone())
	}
}

/// What something weighs, and what it takes.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Cost {
	/// Weight by kind.
	#[serde(flatten)]
	pub weight: BlockWeight,
	/// Microseconds of this machine.
	pub time_us: f64,
	/// Keys of the state read; those that all in a block share count once.
	pub reads: f64,
	/// Keys written, counted alike.
	pub writes: f64,
}

impl Cost {
	fn of(block: &Executed) -> Self {
		Self {
			weight: block.weight,
			time_us: block.time_us,
			reads: block.reads as f64,
			writes: block.writes as f64,
		}
	}

	fn parts(&self) -> [f64; 6] {
		let BlockWeight { requests_us, work_us, hooks_us } = self.weight;
		[requests_us, work_us, hooks_us, self.time_us, self.reads, self.writes]
	}

	/// Each part by its number.
	fn from_parts(how: impl Fn(usize) -> f64) -> Self {
		Self {
			weight: BlockWeight { requests_us: how(0), work_us: how(1), hooks_us: how(2) },
			time_us: how(3),
			reads: how(4),
			writes: how(5),
		}
	}

	fn plus(self, other: Cost) -> Cost {
		Self::from_parts(|at| self.parts()[at] + other.parts()[at])
	}

	fn less(self, other: Cost) -> Cost {
		Self::from_parts(|at| self.parts()[at] - other.parts()[at])
	}

	fn each(self, of: u32) -> Cost {
		Self::from_parts(|at| self.parts()[at] / f64::from(of.max(1)))
	}

	/// The median of each part.
	fn median(costs: &[Cost]) -> Cost {
		let all = |at: usize| costs.iter().map(|cost| cost.parts()[at]).collect::<Vec<_>>();
		Self::from_parts(|at| median(&all(at)))
	}
}

/// What a life costs in one scene.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Life {
	/// One life, beyond what empty blocks cost.
	pub life: Cost,
	/// One transfer.
	pub transfer: Cost,
	/// An empty block.
	pub empty: Cost,
	/// Tasks that were settled.
	pub tasks: u32,
	/// Transactions a task.
	pub transactions: f64,
	/// Blocks in which all of them lived.
	pub blocks: u32,
}

/// Let the tasks of a scene live.
pub fn measure(
	nodes: &mut Nodes,
	engine: &Engine,
	scene: &Scene,
	progress: &dyn Fn(u64),
) -> Result<Life> {
	let mut tip = scene.build(nodes)?;
	let mut driver = scene.driver();
	let header = scene.header();
	let empty = empty_block(&mut tip, nodes, engine)?;
	let (mut lives, mut transfers) = (Cost::default(), Vec::new());
	let (wave, waves) = scene.waves;
	let first = tip.number;
	for _ in 0..waves {
		transfers.push(transfer(&mut tip, nodes, engine, empty)?);
		let mut asked = wave;
		for _ in 0..MOST_BLOCKS {
			let block = step(&mut tip, nodes, engine, &mut driver, (asked, &header))?;
			let cost = Cost::of(&block).less(empty);
			// Where nothing was due the rest is noise, and there are many such blocks.
			if cost.weight.total() > 0.0 {
				lives = lives.plus(cost);
			}
			asked = 0;
			if !driver.is_busy() && !has_tasks(&tip, nodes) {
				break;
			}
		}
		ensure!(!has_tasks(&tip, nodes), "tasks are still there after {MOST_BLOCKS} blocks");
		progress(u64::from(wave));
	}
	ensure!(driver.failed == 0, "{} tasks did not settle", driver.failed);
	mesh::check(&tip, nodes)?;
	Ok(Life {
		life: lives.each(driver.settled),
		transfer: Cost::median(&transfers),
		empty,
		tasks: driver.settled,
		transactions: f64::from(driver.transactions) / f64::from(driver.settled.max(1)),
		blocks: tip.number - first,
	})
}

/// Make and execute one block with what the devices have to say and new tasks; before
/// it, if it is due, the one that begins a session.
pub fn step(
	tip: &mut Tip,
	nodes: &mut Nodes,
	engine: &Engine,
	driver: &mut Driver,
	(asked, header): (u32, &TaskHeader),
) -> Result<Executed> {
	if tip.begins_session() {
		tip.advance(nodes, engine, u64::from(tip.number), Vec::new())?;
	}
	let now = tip.number;
	let transactions = tip.session(nodes).native(|| driver.transactions(now, asked, header))?;
	let mut block = tip.advance(nodes, engine, u64::from(now), transactions)?;
	let events = std::mem::take(&mut block.events);
	tip.session(nodes).native(|| driver.follow(block.number, events));
	Ok(block)
}

/// What an empty block costs.
fn empty_block(tip: &mut Tip, nodes: &mut Nodes, engine: &Engine) -> Result<Cost> {
	let one = |at| Ok(Cost::of(&tip.advance(nodes, engine, u64::from(at), Vec::new())?));
	let costs: Vec<Cost> = (0..EMPTY_BLOCKS).map(one).collect::<Result<_>>()?;
	Ok(Cost::median(&costs))
}

/// What one of a block full of transfers costs.
fn transfer(tip: &mut Tip, nodes: &mut Nodes, engine: &Engine, empty: Cost) -> Result<Cost> {
	if tip.begins_session() {
		tip.advance(nodes, engine, 0, Vec::new())?;
	}
	let transfers = tip.session(nodes).native(|| -> Result<Vec<UncheckedExtrinsic>> {
		let one = |at: u32| {
			let dest = Address::Id(people::person((at + 1) % PEOPLE));
			let call = pallet_balances::Call::transfer_keep_alive { dest, value: ATOS };
			people::signed(&people::person_key(at), 0, call)
				.map_err(|why| anyhow!("signing a transfer: {why:?}"))
		};
		(0..PEOPLE).map(one).collect()
	})?;
	let block = tip.advance(nodes, engine, 0, transfers)?;
	Ok(Cost::of(&block).less(empty).each(PEOPLE))
}

/// Whether anything of any task is left: a record, or an entry of the agenda. Those of
/// offers are due long after.
fn has_tasks(tip: &Tip, nodes: &Nodes) -> bool {
	tip.session(nodes).native(|| {
		let first = pallet_tasks::Agenda::<Runtime>::iter_values().next();
		let due = first.is_some_and(|due| !matches!(due, pallet_tasks::Due::Offer(_)));
		due || pallet_tasks::Tasks::<Runtime>::iter_keys().next().is_some()
	})
}
