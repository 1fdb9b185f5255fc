//! What one match costs, by the number of offers.
//!
//! A mesh grows from the fewest offers to the most; at each size its state is kept, once
//! with nothing in the queue, once with one task, once with many. Blocks without
//! transactions are made on these states again and again, each with other chance and on
//! a state with a new root, as on a chain, and forgotten. What the queue adds to a
//! block is the matches'. Sizes take turns, so that noise hits all alike.

use super::{
	block::{outcome, Tip},
	engine::Engine,
	mesh,
	nodes::Nodes,
	people, sample,
	stats::median,
	timer::Timer,
};
use anyhow::{ensure, Context, Result};
use atous_primitives::TaskId;
use atous_runtime::{RuntimeEvent, System};
use codec::Encode;
use serde::Serialize;
use sp_runtime::traits::BlakeTwo256;
use sp_trie::recorder::Recorder;
use std::collections::BTreeSet;

/// Tasks in the queue. Where the block's budget is for fewer, the rest wait.
const QUEUED: u32 = 24;
/// Devices that ask.
const REQUESTERS: u32 = 8;
/// Cores of a device: more than a block can give away.
const CORES: u16 = 64;
/// Blocks of each state that only fill the caches.
const WARM_UP: u32 = 3;
/// Meshes up to this size are recounted: it takes time.
const RECOUNTED: u32 = 10_000;
/// Where a state notes that it is another one than before.
const MARK: &[u8] = b"atous-lab/mark";

/// A mesh of one size, with nothing, one and many in the queue.
struct Size {
	offers: u32,
	nodes: Nodes,
	empty: Tip,
	single: Tip,
	many: Tip,
	samples: Vec<f64>,
}

/// What a match costs at one size.
#[derive(Clone, Debug, Serialize)]
pub struct MatchCost {
	/// Live offers.
	pub offers: u32,
	/// Microseconds a match of two devices takes: the median.
	pub time_us: f64,
	/// What it weighs, in microseconds of the reference machine.
	pub weight_us: f64,
	/// Keys of the state that a block with one match reads and an empty one does not.
	pub reads: f64,
	/// Keys that it writes and an empty one does not.
	pub writes: f64,
	/// Bytes of proof of a single match in a block.
	pub proof_bytes: f64,
	/// Bytes of proof a match where there are many in a block.
	pub proof_bytes_of_many: f64,
	/// Matches behind the median.
	pub matches: u32,
}

/// Cost of a match at each of these numbers of offers.
pub fn measure(
	engine: &Engine,
	offers: &[u32],
	rounds: u32,
	progress: &dyn Fn(u64),
) -> Result<Vec<MatchCost>> {
	let mut sizes = build(engine, offers, progress)?;
	let mut matched = vec![0; sizes.len()];
	for round in 0..WARM_UP + rounds {
		for (at, size) in sizes.iter_mut().enumerate() {
			let chance = u64::from(round) << 8;
			let idle = look(&mut size.empty, &mut size.nodes, engine, chance)?;
			let busy = look(&mut size.many, &mut size.nodes, engine, chance)?;
			ensure!(busy.matches > 0, "nobody was found among {} offers", size.offers);
			if round >= WARM_UP {
				size.samples.push((busy.time_us - idle.time_us) / f64::from(busy.matches));
				matched[at] += busy.matches;
			}
		}
		progress(1);
	}
	let costs = sizes.iter_mut().zip(matched);
	costs.map(|(size, matches)| cost_of(size, matches, engine)).collect()
}

fn build(engine: &Engine, offers: &[u32], progress: &dyn Fn(u64)) -> Result<Vec<Size>> {
	let mut growing = Nodes::default();
	let mut tip = mesh::genesis(&mut growing, 0)?;
	mesh::add_requesters(&mut tip, &mut growing, REQUESTERS)?;
	let mut sizes = Vec::new();
	let mut there = 0;
	for (at, count) in offers.iter().copied().enumerate() {
		// All of them before the first block: a genesis tells no events.
		mesh::add_devices(&mut tip, &mut growing, (there, count), CORES, progress)
			.with_context(|| format!("building a mesh of {count} offers"))?;
		there = count;
		let last = at + 1 == offers.len();
		let nodes = if last { std::mem::take(&mut growing) } else { growing.clone() };
		sizes.push(Size::new(&tip, nodes, engine, count)?);
	}
	Ok(sizes)
}

impl Size {
	/// The states of a mesh with this many offers, whose genesis is `tip`.
	fn new(tip: &Tip, mut nodes: Nodes, engine: &Engine, offers: u32) -> Result<Self> {
		// A block first: what the runtime sets up once is not the matches'.
		let mut tip = tip.with_root(tip.root);
		tip.advance(&mut nodes, engine, 0, Vec::new())?;
		let mut single = tip.with_root(tip.root);
		ask(&mut single, &mut nodes, 1)?;
		let mut many = tip.with_root(tip.root);
		ask(&mut many, &mut nodes, QUEUED)?;
		if offers <= RECOUNTED {
			mesh::check(&many, &nodes)?;
		}
		Ok(Self { offers, nodes, empty: tip, single, many, samples: Vec::new() })
	}
}

/// Put tasks into the queue.
fn ask(tip: &mut Tip, nodes: &mut Nodes, tasks: u32) -> Result<()> {
	let header = sample::header(sample::redundant());
	let asked = tip.change(nodes, || {
		let asked = (0..tasks).try_for_each(|at| {
			let requester = people::device(people::REQUESTERS + at % REQUESTERS);
			mesh::call(&requester, pallet_tasks::Call::submit { header: header.clone() })
		});
		// Left there, the measured blocks would have to clear them.
		System::reset_events();
		asked
	})?;
	asked.context("filling the queue")
}

/// A block that was made and forgotten.
struct Look {
	time_us: f64,
	weight_us: f64,
	matches: u32,
	writes: usize,
}

fn look(tip: &mut Tip, nodes: &mut Nodes, engine: &Engine, chance: u64) -> Result<Look> {
	tip.change(nodes, || sp_io::storage::set(MARK, &chance.encode()))?;
	look_recorded(tip, nodes, engine, chance, None)
}

fn look_recorded(
	tip: &Tip,
	nodes: &Nodes,
	engine: &Engine,
	chance: u64,
	recorder: Option<Recorder<BlakeTwo256>>,
) -> Result<Look> {
	let timer = Timer::start();
	let (_, mut session) = tip.author(nodes, engine, chance, &[], recorder)?;
	let time_us = timer.micros();
	let (weight, events) = session.native(outcome);
	let matched: BTreeSet<TaskId> = events.into_iter().filter_map(assigned).collect();
	let (weight_us, matches) = (weight.total(), matched.len() as u32);
	Ok(Look { time_us, weight_us, matches, writes: session.finish()?.writes })
}

fn assigned(event: RuntimeEvent) -> Option<TaskId> {
	match event {
		RuntimeEvent::Tasks(pallet_tasks::Event::Assigned { task, .. }) => Some(task),
		_ => None,
	}
}

/// What a block reads, and the bytes that prove it.
fn recorded(tip: &Tip, nodes: &Nodes, engine: &Engine, chance: u64) -> Result<(Look, f64, f64)> {
	let recorder = Recorder::default();
	let look = look_recorded(tip, nodes, engine, chance, Some(recorder.clone()))?;
	let keys: usize = recorder.recorded_keys().values().map(|keys| keys.len()).sum();
	Ok((look, keys as f64, recorder.drain_storage_proof().encoded_size() as f64))
}

/// Draws differ: proofs are of so many, and the median counts.
const PROOFS: u64 = 15;

fn cost_of(size: &mut Size, matches: u32, engine: &Engine) -> Result<MatchCost> {
	let nodes = &size.nodes;
	let (mut weights, mut reads, mut writes) = (Vec::new(), Vec::new(), Vec::new());
	let (mut single_bytes, mut many_bytes) = (Vec::new(), Vec::new());
	for chance in 0..PROOFS {
		let (idle, idle_reads, idle_bytes) = recorded(&size.empty, nodes, engine, chance)?;
		let (single, single_reads, bytes) = recorded(&size.single, nodes, engine, chance)?;
		let (many, _, bytes_of_many) = recorded(&size.many, nodes, engine, chance)?;
		let count = f64::from(many.matches.max(1));
		weights.push((many.weight_us - idle.weight_us) / count);
		many_bytes.push((bytes_of_many - idle_bytes) / count);
		if single.matches == 1 {
			reads.push(single_reads - idle_reads);
			writes.push(single.writes as f64 - idle.writes as f64);
			single_bytes.push(bytes - idle_bytes);
		}
	}
	Ok(MatchCost {
		offers: size.offers,
		time_us: median(&size.samples),
		weight_us: median(&weights),
		reads: median(&reads),
		writes: median(&writes),
		proof_bytes: median(&single_bytes),
		proof_bytes_of_many: median(&many_bytes),
		matches,
	})
}
