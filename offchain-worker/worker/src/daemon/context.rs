//! What the parts of the daemon share.

use super::{
	edges::{Content, FlagLog, Inventory, Sandbox},
	handovers::Handovers,
	retention::Retention,
};
use crate::{
	api::Metrics,
	chain::{AccountId, Call, ChainClient, ChainError, Identity, Included, Snapshot},
	config::Config,
	faults::Faults,
	folder::Folder,
	keys::Key,
};
use atous_automaton::Decision;
use atous_primitives::{Flag, FlagKind, Severity, TaskId};
use parking_lot::Mutex;
use serde::Serialize;
use std::{
	collections::BTreeSet,
	sync::Arc,
	time::{SystemTime, UNIX_EPOCH},
};
use tokio::sync::watch;

/// How the sidecar feels: the last decision and what it was made from.
#[derive(Clone, Debug, Serialize)]
pub struct Mood {
	/// What the automaton decided.
	pub decision: Decision,
	/// What the machine has.
	pub inventory: Inventory,
	/// What is not known, in words.
	pub unknown: Vec<String>,
}

/// How the sidecar stands with the chain.
#[derive(Clone, Debug, Default)]
pub struct Link {
	/// Whether the node answers and what it says is fresh.
	pub connected: bool,
	/// The last snapshot.
	pub snapshot: Option<Arc<Snapshot>>,
	/// Why it is not connected.
	pub trouble: Option<String>,
}

/// What the parts of the daemon share.
pub struct Context {
	/// The configuration.
	pub config: Config,
	/// The data folder.
	pub folder: Folder,
	/// The device key.
	pub key: Key,
	/// The device.
	pub device: AccountId,
	/// The chain.
	pub chain: Arc<dyn ChainClient>,
	/// Which chain it is, once it has been met.
	pub identity: Mutex<Option<Identity>>,
	/// Payloads, inputs and results.
	pub content: Arc<dyn Content>,
	/// What it has delivered, for those who asked for it.
	pub handovers: Arc<Handovers>,
	/// What runs payloads.
	pub sandbox: Arc<dyn Sandbox>,
	/// The flag log.
	pub log: Arc<dyn FlagLog>,
	/// Faults on purpose; none before the chain has been met.
	pub faults: Mutex<Faults>,
	/// Numbers for monitoring.
	pub metrics: Metrics,
	/// What is pinned, and until when.
	pub retention: Retention,
	/// Tasks to read though they are no longer assigned.
	pub known: Mutex<BTreeSet<TaskId>>,
	/// How it stands with the chain.
	pub link: watch::Sender<Link>,
	/// How it feels; `None` before the first look.
	pub mood: watch::Sender<Option<Mood>>,
	/// Whether it is ending.
	pub ending: watch::Sender<bool>,
}

impl Context {
	/// Sign and send a call, counting how it ends.
	pub async fn send(&self, call: &Call) -> Result<Included, ChainError> {
		let result = self.chain.submit(&self.key, call).await;
		let end = match &result {
			Ok(_) => "included",
			Err(ChainError::Refused { .. } | ChainError::Rejected(_)) => "refused",
			Err(_) => "failed",
		};
		self.metrics.count_call(call.name(), end);
		match &result {
			Ok(included) => {
				tracing::info!(call = call.name(), block = included.block.number, "included")
			}
			Err(why) => tracing::warn!(call = call.name(), %why, "not included"),
		}
		result
	}

	/// The last snapshot, while the chain answers.
	pub fn snapshot(&self) -> Option<Arc<Snapshot>> {
		let link = self.link.borrow();
		link.snapshot.clone().filter(|_| link.connected)
	}

	/// Write a flag about this device into the log. A log that fails is no reason
	/// to stop working: it is said, and shows in `/ready`'s metrics.
	pub fn flag(&self, kind: FlagKind, severity: Severity, evidence: &str) {
		let state = self
			.mood
			.borrow()
			.as_ref()
			.and_then(|mood| mood.decision.state)
			.map_or(0, |state| state.clamp(0.0, 100.0) as u8);
		let flag = Flag {
			time_ms: now_ms(),
			kind,
			severity,
			subject: self.device.0,
			evidence: atous_primitives::outcome::sha256(&[evidence.as_bytes()]),
			state,
		};
		tracing::info!(?kind, ?severity, evidence, "flag");
		if let Err(why) = self.log.append(&flag) {
			tracing::error!(%why, "the flag could not be written");
			self.metrics.log_errors.inc();
		}
		self.metrics.log_size.set(self.log.head().size as i64);
	}

	/// Resolves once the sidecar is ending.
	pub async fn ended(&self) {
		let mut ending = self.ending.subscribe();
		// The sender lives in `self`, so this cannot fail before it is true.
		let _ = ending.wait_for(|ending| *ending).await;
	}
}

/// Milliseconds since the Unix epoch.
pub fn now_ms() -> u64 {
	SystemTime::now()
		.duration_since(UNIX_EPOCH)
		.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
