//! The edges of the daemon filled with what the sidecar's other crates do.

use super::edges::{
	Content, ContentStats, FlagLog, Inventory, LogHead, Readings, Reins, Run, RunEnd, Sample,
	Sandbox,
};
use crate::{
	config,
	error::{Failure, Kind},
	folder::Folder,
};
use async_trait::async_trait;
use atous_automaton::{Observation, Pressure};
use atous_executor::{End, ExecError, Executor, Job};
use atous_host::{Host, Reading, Recorded, Source, SystemClock, Unknown};
use atous_log::Log;
use atous_primitives::{outcome::sha256, Cid, Flag, Hash, PROFILE_WASM_1};
use atous_store::{Answers, Exchange, ExchangeConfig, FetchError, Store, StoreError};
use parking_lot::Mutex;
use std::{path::Path, sync::Arc, time::Duration};

const MIB: u64 = 1 << 20;

/// The machine, or a recording of one.
pub struct Machine {
	source: Box<dyn Source>,
	inventory: Inventory,
}

impl Machine {
	/// As the configuration says.
	pub fn open(host: &config::Host) -> Result<Self, Failure> {
		let clock = Arc::new(SystemClock::default());
		let source: Box<dyn Source> = match host.recorded() {
			None => Box::new(Host::new("/".into(), clock)),
			Some(path) => Box::new(
				Recorded::open(path, clock)
					.map_err(|why| Failure::new(Kind::Config, format!("host.source: {why}.")))?,
			),
		};
		Ok(Self { source, inventory: Inventory::default() })
	}
}

impl Readings for Machine {
	fn sample(&mut self) -> Sample {
		let sample = self.source.sample();
		if let Some(found) = atous_host::Inventory::of(&sample) {
			let memory_mib = u32::try_from(found.memory_mib).unwrap_or(u32::MAX);
			self.inventory = Inventory { cores: found.cores, memory_mib };
		}
		let pressure = &sample.pressure;
		let observation = Observation {
			celsius: sample.heat.value().map(|heat| heat.celsius),
			cpu: sample.cpu.value().map(|cpu| cpu.used),
			donated: sample.cpu.value().map_or(0.0, |cpu| cpu.low_priority),
			pressure: Pressure {
				cpu: pressure.cpu.value().copied(),
				memory: pressure.memory.value().copied(),
				io: pressure.io.value().copied(),
			},
			frequency: sample.frequency.value().map(|frequency| frequency.ratio),
			critical_flag: false,
		};
		let unknown = [
			name("cpu", sample.cpu.unknown()),
			name("memory", sample.memory.unknown()),
			name("pressure", why(&pressure.cpu)),
			name("heat", sample.heat.unknown()),
			name("frequency", sample.frequency.unknown()),
		];
		Sample { observation, unknown: unknown.into_iter().flatten().collect() }
	}

	fn inventory(&self) -> Inventory {
		self.inventory
	}
}

fn why<T>(reading: &Reading<T>) -> Option<&Unknown> {
	reading.unknown()
}

fn name(reader: &str, unknown: Option<&Unknown>) -> Option<String> {
	unknown.map(|why| format!("{reader}: {why}"))
}

/// The WebAssembly sandbox of profile 1.
pub struct Wasm {
	executor: Executor,
}

impl Wasm {
	/// Start the engine.
	pub fn new() -> Result<Self, Failure> {
		let executor = Executor::new(PROFILE_WASM_1)
			.map_err(|why| Failure::internal("Starting the sandbox", why))?;
		Ok(Self { executor })
	}
}

impl Sandbox for Wasm {
	fn validate(&self, payload: &[u8], memory_mib: u32) -> Result<(), String> {
		// One unit of fuel: enough to be compiled and linked, and no more.
		match self.executor.run(&Job { module: payload, ..Job::new(1, memory_mib) }) {
			Err(ExecError::InvalidModule(why)) => Err(why),
			_ => Ok(()),
		}
	}

	fn run(&self, run: Run, reins: &Reins) -> RunEnd {
		let job = Job {
			module: &run.payload,
			input: &run.input,
			// The same for every copy of the task, and different for every task.
			seed: sha256(&[b"atous/seed", &run.task.to_le_bytes()]),
			control: reins.control.clone(),
			..Job::new(run.work_limit, run.memory_mib)
		};
		match self.executor.run(&job) {
			Ok(report) => match report.end {
				End::Completed { output } => RunEnd::Completed { output, fuel: report.fuel },
				End::Trapped { reason } => {
					let stderr = String::from_utf8_lossy(&report.stderr);
					tracing::info!(task = run.task, reason, %stderr, "the payload trapped");
					RunEnd::Trapped { fuel: report.fuel }
				}
				End::OutOfFuel => RunEnd::OutOfFuel,
			},
			Err(ExecError::InvalidModule(why)) => RunEnd::Invalid(why),
			Err(ExecError::Cancelled) => RunEnd::Stopped,
			Err(why) => RunEnd::Unable(why.to_string()),
		}
	}
}

/// The block store and its exchange with peers.
pub struct Shelves {
	store: Store,
	exchange: Exchange,
	most_bytes: u64,
}

impl Shelves {
	/// Open the store and begin to serve it; `answers` answers what peers ask beside.
	pub async fn open(
		folder: &Folder,
		config: &config::Store,
		answers: Arc<dyn Answers>,
	) -> Result<Self, Failure> {
		let store = Store::open(folder.store(), config.capacity_mib * MIB).map_err(storing)?;
		let exchange = ExchangeConfig {
			listen: vec![config.listen.clone()],
			announce: config.announce.clone(),
			answers,
			..ExchangeConfig::new(folder.root().join("peer.key"), store.clone())
		};
		let exchange = Exchange::start(exchange)
			.await
			.map_err(|why| Failure::new(Kind::Config, format!("[store] {why}.")))?;
		Ok(Self { store, exchange, most_bytes: config.max_content_mib * MIB })
	}

	/// Let answers to peers finish, then close.
	pub async fn close(&self) {
		self.exchange.shutdown().await;
	}

	async fn with<T: Send + 'static>(
		&self,
		act: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
	) -> Result<T, Failure> {
		let store = self.store.clone();
		tokio::task::spawn_blocking(move || act(&store))
			.await
			.map_err(|why| Failure::internal("Using the store", why))?
			.map_err(storing)
	}
}

fn storing(why: StoreError) -> Failure {
	let kind = match why {
		StoreError::Missing { .. } | StoreError::Corrupt { .. } => Kind::MissingInput,
		_ => Kind::InputOutput,
	};
	Failure::new(kind, format!("The store: {why}."))
}

/// What nobody has is missing for every device; what this one cannot keep, or not
/// have in time, is its own affair and never becomes a result.
fn fetching(why: FetchError) -> Failure {
	let own = matches!(
		why,
		FetchError::TimedOut { .. } | FetchError::Store { .. } | FetchError::Stopped { .. }
	);
	Failure::new(
		if own { Kind::InputOutput } else { Kind::MissingInput },
		format!("The content cannot be had: {why}. Check that the device that has it runs."),
	)
}

#[async_trait]
impl Content for Shelves {
	async fn put(&self, bytes: Vec<u8>) -> Result<Cid, Failure> {
		self.with(move |store| store.put(&bytes)).await
	}

	async fn get(&self, cid: Cid) -> Result<Option<Vec<u8>>, Failure> {
		let most = self.most_bytes;
		self.with(move |store| match store.get(cid, most) {
			Ok(bytes) => Ok(Some(bytes)),
			Err(StoreError::Missing { .. } | StoreError::Corrupt { .. }) => Ok(None),
			Err(why) => Err(why),
		})
		.await
	}

	async fn fetch(
		&self,
		cid: Cid,
		addresses: &[String],
		within: Duration,
	) -> Result<Vec<u8>, Failure> {
		self.exchange.fetch(cid, addresses, self.most_bytes, within).await.map_err(fetching)?;
		let most = self.most_bytes;
		self.with(move |store| store.get(cid, most)).await
	}

	async fn ask(&self, address: &str, question: Vec<u8>) -> Result<Vec<u8>, Failure> {
		self.exchange.ask(address, question).await.map_err(|why| {
			let message = format!("A question has no answer: {why}. Check that that device runs.");
			Failure::new(Kind::MissingInput, message)
		})
	}

	async fn pin(&self, cid: Cid) -> Result<(), Failure> {
		self.with(move |store| store.pin(cid)).await
	}

	async fn unpin(&self, cid: Cid) -> Result<(), Failure> {
		self.with(move |store| store.unpin(cid)).await
	}

	fn address(&self) -> Option<String> {
		self.exchange.local_addresses().into_iter().next()
	}

	fn stats(&self) -> ContentStats {
		let stats = self.store.stats();
		ContentStats { bytes: stats.bytes, capacity_bytes: stats.cap_bytes, pins: stats.pins }
	}
}

/// The flag log on disk.
pub struct LogFile {
	log: Mutex<Log>,
}

impl LogFile {
	/// Open the log.
	pub fn open(path: &Path) -> Result<Self, Failure> {
		Ok(Self { log: Mutex::new(Log::open(path).map_err(logging)?) })
	}

	/// Read all of it again and compare every hash.
	pub fn check(&self) -> Result<(), Failure> {
		self.log.lock().check().map_err(logging)
	}
}

fn logging(why: atous_log::Error) -> Failure {
	let kind = match why {
		atous_log::Error::Beyond { .. } => Kind::MissingInput,
		_ => Kind::InputOutput,
	};
	Failure::new(kind, format!("The flag log: {why}."))
}

impl FlagLog for LogFile {
	fn append(&self, flag: &Flag) -> Result<(), Failure> {
		let mut log = self.log.lock();
		log.append(flag).map_err(logging)?;
		log.sync().map_err(logging)?;
		Ok(())
	}

	fn head(&self) -> LogHead {
		let log = self.log.lock();
		LogHead { size: log.size(), root: log.root(), summary: log.summary() }
	}

	fn consistency(&self, from: u64, to: u64) -> Result<Vec<Hash>, Failure> {
		self.log.lock().consistency_proof(from, to).map_err(logging)
	}

	fn root_at(&self, size: u64) -> Result<Hash, Failure> {
		self.log.lock().root_at(size).map_err(logging)
	}

	fn flag(&self, index: u64) -> Result<Flag, Failure> {
		self.log.lock().flag(index).map_err(logging)
	}

	fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, Failure> {
		self.log.lock().inclusion_proof(index, size).map_err(logging)
	}
}
