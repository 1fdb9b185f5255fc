//! The edges of the daemon: what it needs of the machine, the store, the sandbox
//! and the log, as traits, so that the daemon is tested without any of them.

use crate::error::Failure;
use async_trait::async_trait;
use atous_automaton::Observation;
use atous_executor::Control;
use atous_primitives::{Cid, Flag, FlagSummary, Fuel, Hash, TaskId};
use serde::Serialize;
use std::{
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Duration,
};

/// Content by identifier: kept here and had from peers.
#[async_trait]
pub trait Content: Send + Sync + 'static {
	/// Keep content and name it.
	async fn put(&self, bytes: Vec<u8>) -> Result<Cid, Failure>;
	/// Content that is here, whole; `None` if it is not.
	async fn get(&self, cid: Cid) -> Result<Option<Vec<u8>>, Failure>;
	/// Content that is here or at one of the peers at `addresses`.
	async fn fetch(
		&self,
		cid: Cid,
		addresses: &[String],
		within: Duration,
	) -> Result<Vec<u8>, Failure>;
	/// Ask the peer at an address something that is no content. What it answers is its
	/// word alone.
	async fn ask(&self, address: &str, question: Vec<u8>) -> Result<Vec<u8>, Failure>;
	/// Keep content until it is released.
	async fn pin(&self, cid: Cid) -> Result<(), Failure>;
	/// Let content go when room is needed.
	async fn unpin(&self, cid: Cid) -> Result<(), Failure>;
	/// The address at which peers reach this store, with `/p2p/`.
	fn address(&self) -> Option<String>;
	/// What it holds.
	fn stats(&self) -> ContentStats;
}

/// What a store holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ContentStats {
	/// Bytes in blocks on disk.
	pub bytes: u64,
	/// Most bytes it may hold.
	pub capacity_bytes: u64,
	/// Pinned roots.
	pub pins: u64,
}

/// What to run.
#[derive(Clone, Debug)]
pub struct Run {
	/// Number of the task; seeds its randomness.
	pub task: TaskId,
	/// The module.
	pub payload: Vec<u8>,
	/// What it reads on standard input.
	pub input: Vec<u8>,
	/// Most fuel.
	pub work_limit: Fuel,
	/// Most memory, MiB.
	pub memory_mib: u32,
}

/// What a run ended in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunEnd {
	/// Exit code 0.
	Completed {
		/// What it wrote to standard output.
		output: Vec<u8>,
		/// Fuel used.
		fuel: Fuel,
	},
	/// A trap or another exit code.
	Trapped {
		/// Fuel used.
		fuel: Fuel,
	},
	/// The work limit was reached.
	OutOfFuel,
	/// The payload is no module of the profile.
	Invalid(String),
	/// Something the profile does not define, or this machine's fault: no result.
	Unable(String),
	/// It was stopped from outside.
	Stopped,
}

/// Runs payloads. Both calls block the thread.
pub trait Sandbox: Send + Sync + 'static {
	/// Whether the payload is a module that runs with so much memory.
	fn validate(&self, payload: &[u8], memory_mib: u32) -> Result<(), String>;
	/// Run to the end, obeying the reins.
	fn run(&self, run: Run, reins: &Reins) -> RunEnd;
}

/// Pauses, resumes and stops what is done about one task, from another thread.
#[derive(Debug, Default)]
pub struct Reins {
	/// The sandbox's own handle.
	pub control: Arc<Control>,
	stopped: AtomicBool,
}

impl Reins {
	/// Stand still, or go on.
	pub fn pause(&self, pause: bool) {
		if pause {
			self.control.pause();
		} else {
			self.control.resume();
		}
	}

	/// End without a result, for good.
	pub fn stop(&self) {
		self.stopped.store(true, Ordering::Release);
		self.control.cancel();
	}

	/// Whether it was stopped.
	pub fn is_stopped(&self) -> bool {
		self.stopped.load(Ordering::Acquire)
	}
}

/// What the machine has to offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Inventory {
	/// Cores.
	pub cores: u16,
	/// Memory in MiB.
	pub memory_mib: u32,
}

/// One look at the machine.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sample {
	/// What the automaton decides on.
	pub observation: Observation,
	/// What is not known, in words: reader and reason.
	pub unknown: Vec<String>,
}

/// Reads the machine. Calls may block for some milliseconds.
pub trait Readings: Send + 'static {
	/// One look. The processor time that work for others uses is told apart.
	fn sample(&mut self) -> Sample;
	/// What the machine has.
	fn inventory(&self) -> Inventory;
}

/// The head of a flag log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LogHead {
	/// Flags in the log.
	pub size: u64,
	/// Root of its tree.
	#[serde(with = "crate::json::bytes")]
	pub root: Hash,
	/// Flags by severity.
	pub summary: FlagSummary,
}

/// The append-only log of flags.
pub trait FlagLog: Send + Sync + 'static {
	/// Append; returns when the flag is on disk.
	fn append(&self, flag: &Flag) -> Result<(), Failure>;
	/// Size, root and summary now.
	fn head(&self) -> LogHead;
	/// Proof that the tree of `to` flags extends that of `from`.
	fn consistency(&self, from: u64, to: u64) -> Result<Vec<Hash>, Failure>;
	/// The root of the first `size` flags.
	fn root_at(&self, size: u64) -> Result<Hash, Failure>;
	/// The flag of an index.
	fn flag(&self, index: u64) -> Result<Flag, Failure>;
	/// Proof that the flag of an index is among the first `size`.
	fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, Failure>;
}
