//! Doubles of the daemon's edges, for tests.

use super::{
	context::{Context, Link, Mood},
	edges::{
		Content, ContentStats, FlagLog, Inventory, LogHead, Readings, Reins, Run, RunEnd, Sample,
		Sandbox,
	},
	handovers::Handovers,
	retention::Retention,
};
use crate::{
	api::Metrics,
	chain::{double::Double, AccountId, ChainClient, Task, TaskCopy},
	config::Config,
	error::{Failure, Kind},
	faults::Faults,
	folder::Folder,
	keys::Key,
};
use async_trait::async_trait;
use atous_automaton::{Decision, Observation, Stance};
use atous_primitives::{
	merkle, tag,
	verdict::SMALL_JURY,
	views::{CopyPhase, TaskPhase},
	Accelerator, Cid, Class, Flag, FlagSummary, Hash, Latency, Metadata, Outcome, Requirements,
	RuntimeKind, Severity, TaskHeader, Verification, PROFILE_WASM_1,
};
use atous_store::Answers;
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
	time::Duration,
};
use tokio::sync::watch;

/// A header that passes every check.
pub fn header() -> TaskHeader {
	TaskHeader {
		payload: Cid::of_raw(b"p"),
		input: Cid::of_raw(b"i"),
		class: Class::WasmSmall,
		profile: PROFILE_WASM_1,
		runtime: RuntimeKind::Wasm,
		requirements: Requirements {
			cores: 1,
			memory_mib: 64,
			accelerator: Accelerator::None,
			io: Default::default(),
		},
		work_limit: 1_000_000_000,
		max_price: 2_000_000,
		latency: Latency::Batch,
		urgent: false,
		deadline: 200,
		verification: Verification::Redundant { quorum: 2, max: 5 },
		callback: None,
		metadata: Metadata::default(),
	}
}

/// A queued task of number 0.
pub fn task() -> Task {
	Task {
		id: 0,
		requester: AccountId::from([1; 32]),
		header: header(),
		phase: TaskPhase::Queued,
		price: 1,
		arrived: 0,
		ends_by: 200,
		stage_by: 200,
		needed: 2,
		judges: SMALL_JURY,
		copies: Vec::new(),
		outcome: None,
		sealed: false,
	}
}

/// The same, delivered by device 9 to a requester who judges.
pub fn delivered(outcome: Outcome) -> Task {
	let copy = TaskCopy {
		device: AccountId::from([9; 32]),
		phase: CopyPhase::Revealed,
		commitment: [0; 32],
		tag: tag(0, &outcome),
		by: 100,
		paid: 0,
		examined: false,
	};
	let verification = Verification::Requester { window: 50 };
	Task {
		header: TaskHeader { verification, ..header() },
		phase: TaskPhase::Delivered,
		stage_by: 100,
		needed: 1,
		judges: SMALL_JURY,
		copies: vec![copy],
		sealed: true,
		..task()
	}
}

/// A mood of one stance, on a machine of four cores and 8 GiB.
pub fn mood(stance: Stance) -> Mood {
	let decision =
		Decision { state: Some(10.0), average: Some(10.0), key: None, stance, reasons: Vec::new() };
	let inventory = Inventory { cores: 4, memory_mib: 8_192 };
	Mood { decision, inventory, unknown: Vec::new() }
}

/// Content in memory. All shelves of one `World` see each other's.
#[derive(Clone, Default)]
pub struct Shelf {
	own: Arc<Mutex<BTreeMap<Cid, Vec<u8>>>>,
	pins: Arc<Mutex<BTreeSet<Cid>>>,
	answers: Arc<Mutex<Option<Arc<dyn Answers>>>>,
	address: Option<String>,
	world: World,
}

/// Every shelf by its address.
pub type World = Arc<Mutex<BTreeMap<String, Shelf>>>;

impl Shelf {
	/// A shelf that others reach at `address`.
	pub fn at(address: &str, world: &World) -> Self {
		let shelf =
			Self { address: Some(address.into()), world: world.clone(), ..Default::default() };
		world.lock().insert(address.into(), shelf.clone());
		shelf
	}

	/// What answers those who ask something else, from now on.
	pub fn answer_with(&self, answers: Option<Arc<dyn Answers>>) {
		*self.answers.lock() = answers;
	}

	/// Whether content is pinned.
	pub fn is_pinned(&self, cid: Cid) -> bool {
		self.pins.lock().contains(&cid)
	}
}

#[async_trait]
impl Content for Shelf {
	async fn put(&self, bytes: Vec<u8>) -> Result<Cid, Failure> {
		let cid = Cid::of_raw(&bytes);
		self.own.lock().insert(cid, bytes);
		Ok(cid)
	}

	async fn get(&self, cid: Cid) -> Result<Option<Vec<u8>>, Failure> {
		Ok(self.own.lock().get(&cid).cloned())
	}

	async fn fetch(
		&self,
		cid: Cid,
		addresses: &[String],
		_within: Duration,
	) -> Result<Vec<u8>, Failure> {
		if let Some(bytes) = self.get(cid).await? {
			return Ok(bytes);
		}
		let peers: Vec<Shelf> = {
			let world = self.world.lock();
			addresses.iter().filter_map(|address| world.get(address)).cloned().collect()
		};
		for peer in peers {
			if let Some(bytes) = peer.get(cid).await? {
				self.put(bytes.clone()).await?;
				return Ok(bytes);
			}
		}
		Err(Failure::new(Kind::MissingInput, "nobody has it"))
	}

	async fn ask(&self, address: &str, question: Vec<u8>) -> Result<Vec<u8>, Failure> {
		let peer = self.world.lock().get(address).cloned();
		let answers = peer.and_then(|peer| peer.answers.lock().clone());
		answers
			.and_then(|answers| answers.answer(&question))
			.ok_or_else(|| Failure::new(Kind::MissingInput, "nobody answers"))
	}

	async fn pin(&self, cid: Cid) -> Result<(), Failure> {
		self.pins.lock().insert(cid);
		Ok(())
	}

	async fn unpin(&self, cid: Cid) -> Result<(), Failure> {
		self.pins.lock().remove(&cid);
		Ok(())
	}

	fn address(&self) -> Option<String> {
		self.address.clone()
	}

	fn stats(&self) -> ContentStats {
		ContentStats::default()
	}
}

/// Answers the input in capitals, at a fuel of its length. A payload that begins
/// with `bad` is no module, one that begins with `unable` cannot be run.
pub struct Capitals;

impl Sandbox for Capitals {
	fn validate(&self, payload: &[u8], _memory_mib: u32) -> Result<(), String> {
		if payload.starts_with(b"bad") {
			Err("not a module".into())
		} else {
			Ok(())
		}
	}

	fn run(&self, run: Run, _reins: &Reins) -> RunEnd {
		if run.payload.starts_with(b"unable") {
			return RunEnd::Unable("the stack is exhausted".into());
		}
		let fuel = run.input.len() as u64;
		RunEnd::Completed { output: run.input.to_ascii_uppercase(), fuel }
	}
}

/// A machine that is as busy as it is told to be.
pub struct Calm(pub Observation);

impl Readings for Calm {
	fn sample(&mut self) -> Sample {
		Sample { observation: self.0, unknown: Vec::new() }
	}

	fn inventory(&self) -> Inventory {
		Inventory { cores: 4, memory_mib: 8_192 }
	}
}

/// A log in memory.
#[derive(Default)]
pub struct Memory(Mutex<Vec<Flag>>);

impl Memory {
	fn leaves(&self, size: u64) -> Vec<Hash> {
		self.0.lock().iter().take(size as usize).map(atous_log::leaf_hash).collect()
	}
}

impl FlagLog for Memory {
	fn append(&self, flag: &Flag) -> Result<(), Failure> {
		self.0.lock().push(flag.clone());
		Ok(())
	}

	fn head(&self) -> LogHead {
		let size = self.0.lock().len() as u64;
		let count =
			|severity| self.0.lock().iter().filter(|flag| flag.severity == severity).count() as u64;
		let summary = FlagSummary {
			info: count(Severity::Info),
			warning: count(Severity::Warning),
			critical: count(Severity::Critical),
		};
		LogHead { size, root: self.root_at(size).expect("there"), summary }
	}

	fn consistency(&self, _from: u64, _to: u64) -> Result<Vec<Hash>, Failure> {
		Ok(Vec::new())
	}

	fn root_at(&self, size: u64) -> Result<Hash, Failure> {
		Ok(merkle::root_of(&self.leaves(size)))
	}

	fn flag(&self, index: u64) -> Result<Flag, Failure> {
		let found = self.0.lock().get(index as usize).cloned();
		found.ok_or_else(|| Failure::new(Kind::MissingInput, "there is no such flag"))
	}

	/// Of a log of at most two flags: the other leaf.
	fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, Failure> {
		let leaves = self.leaves(size).into_iter().enumerate();
		Ok(leaves.filter(|(n, _)| *n as u64 != index).map(|(_, leaf)| leaf).collect())
	}
}

/// A context on doubles.
pub fn context(
	dir: &std::path::Path,
	seed: u8,
	config: Config,
	chain: &Arc<Double>,
	shelf: Shelf,
) -> Arc<Context> {
	let folder = Folder::open(dir).expect("opens");
	let key = Key::from_seed([seed; 32]).expect("valid");
	let handovers = Arc::new(Handovers::open(&folder.handovers()).expect("opens"));
	shelf.answer_with(Some(handovers.clone()));
	Arc::new(Context {
		faults: Faults::default().into(),
		retention: Retention::open(&dir.join("kept.json")).expect("opens"),
		metrics: Metrics::new().expect("valid names"),
		device: key.account(),
		identity: Default::default(),
		config,
		folder,
		key,
		chain: chain.clone() as Arc<dyn ChainClient>,
		content: Arc::new(shelf),
		handovers,
		sandbox: Arc::new(Capitals),
		log: Arc::new(Memory::default()),
		known: Default::default(),
		link: watch::Sender::new(Link::default()),
		mood: watch::Sender::new(None),
		ending: watch::Sender::new(false),
	})
}
