//! Numbers for monitoring, named and with units as Prometheus asks. Each sidecar
//! has a registry of its own: there are no process-wide statics.

use crate::chain::Snapshot;
use atous_automaton::{Decision, Stance};
use atous_primitives::{views::CopyPhase, CREDIT};
use prometheus::{
	Encoder, Gauge, Histogram, HistogramOpts, IntCounter, IntCounterVec, IntGauge, IntGaugeVec,
	Opts, Registry, TextEncoder,
};

/// Numbers for monitoring.
pub struct Metrics {
	registry: Registry,
	/// 1 while the node answers.
	pub chain_connected: IntGauge,
	/// Number of the best block.
	pub best_block: IntGauge,
	/// Number of the finalised block.
	pub finalized_block: IntGauge,
	/// Balance in credits.
	pub balance: Gauge,
	/// State of the machine, 0 to 100.
	pub state: Gauge,
	stance: IntGaugeVec,
	/// Tasks this device holds.
	pub tasks_held: IntGauge,
	/// Tasks running now.
	pub running: IntGauge,
	/// Seconds payloads ran.
	pub run_seconds: Histogram,
	copies: IntCounterVec,
	calls: IntCounterVec,
	/// Flags in the log.
	pub log_size: IntGauge,
	/// Flags anchored on the chain.
	pub log_anchored: IntGauge,
	/// Failures of the flag log.
	pub log_errors: IntCounter,
	/// Bytes of content in the store.
	pub store_bytes: IntGauge,
}

const STANCES: [(Stance, &str); 4] = [
	(Stance::Donate, "donate"),
	(Stance::Neutral, "neutral"),
	(Stance::SeekHelp, "seek_help"),
	(Stance::Survive, "survive"),
];

impl Metrics {
	/// A registry with every number in it.
	pub fn new() -> Result<Self, prometheus::Error> {
		let registry = Registry::new_custom(Some("atous".into()), None)?;
		let int = |name: &str, help: &str| -> Result<IntGauge, prometheus::Error> {
			let gauge = IntGauge::new(name, help)?;
			registry.register(Box::new(gauge.clone()))?;
			Ok(gauge)
		};
		let float = |name: &str, help: &str| -> Result<Gauge, prometheus::Error> {
			let gauge = Gauge::new(name, help)?;
			registry.register(Box::new(gauge.clone()))?;
			Ok(gauge)
		};
		let counters = |name: &str, help: &str, labels: &[&str]| {
			let counters = IntCounterVec::new(Opts::new(name, help), labels)?;
			registry.register(Box::new(counters.clone()))?;
			Ok::<_, prometheus::Error>(counters)
		};
		let stance =
			IntGaugeVec::new(Opts::new("stance", "1 for the stance in force"), &["stance"])?;
		registry.register(Box::new(stance.clone()))?;
		// From a tenth of a second to the longest task of the largest class.
		let buckets = prometheus::exponential_buckets(0.1, 4.0, 10)?;
		let run_seconds = Histogram::with_opts(
			HistogramOpts::new("run_seconds", "Seconds payloads ran").buckets(buckets),
		)?;
		registry.register(Box::new(run_seconds.clone()))?;
		let log_errors = IntCounter::new("flag_log_errors_total", "Failures of the flag log")?;
		registry.register(Box::new(log_errors.clone()))?;
		Ok(Self {
			chain_connected: int("chain_connected", "1 while the node answers")?,
			best_block: int("chain_best_block_number", "Number of the best block")?,
			finalized_block: int("chain_finalized_block_number", "Number of the finalised block")?,
			balance: float("balance_credits", "Balance of the device")?,
			state: float("host_state", "State of the machine, 0 idle to 100 busy and hot")?,
			stance,
			tasks_held: int("tasks_held", "Tasks this device was given and has not forgotten")?,
			running: int("tasks_running", "Tasks being fetched or run")?,
			run_seconds,
			copies: counters("copies_total", "Copies of tasks by how they ended", &["end"])?,
			calls: counters("calls_total", "Calls sent to the chain", &["call", "end"])?,
			log_size: int("flag_log_flags", "Flags in the log")?,
			log_anchored: int("flag_log_anchored_flags", "Flags anchored on the chain")?,
			log_errors,
			store_bytes: int("store_bytes", "Bytes of content in the store")?,
			registry,
		})
	}

	/// Take over what a snapshot says.
	pub fn observe(&self, snapshot: &Snapshot) {
		self.chain_connected.set(1);
		self.best_block.set(i64::from(snapshot.best.number));
		self.finalized_block.set(i64::from(snapshot.finalized.number));
		if let Some(account) = &snapshot.account {
			self.balance.set(account.balance as f64 / CREDIT as f64);
		}
		if let Some(anchor) = &snapshot.anchor {
			self.log_anchored.set(i64::try_from(anchor.size).unwrap_or(i64::MAX));
		}
	}

	/// Take over what the automaton decided.
	pub fn feel(&self, decision: &Decision) {
		if let Some(state) = decision.state {
			self.state.set(state);
		}
		for (stance, name) in STANCES {
			self.stance.with_label_values(&[name]).set(i64::from(stance == decision.stance));
		}
	}

	/// Count a call by how it ended: `included`, `refused` or `failed`.
	pub fn count_call(&self, call: &str, end: &str) {
		self.calls.with_label_values(&[call, end]).inc();
	}

	/// Count a copy by how it ended.
	pub fn count_copy(&self, phase: Option<CopyPhase>) {
		let end = match phase {
			Some(CopyPhase::Paid) => "paid",
			Some(CopyPhase::Wrong) => "wrong",
			Some(CopyPhase::Silent) => "silent",
			Some(CopyPhase::GivenBack) => "given_back",
			Some(CopyPhase::Absent) => "absent",
			_ => "released",
		};
		self.copies.with_label_values(&[end]).inc();
	}

	/// Everything in Prometheus' text format.
	pub fn text(&self) -> Result<String, prometheus::Error> {
		let mut bytes = Vec::new();
		TextEncoder::new().encode(&self.registry.gather(), &mut bytes)?;
		String::from_utf8(bytes).map_err(|why| prometheus::Error::Msg(why.to_string()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_have_a_prefix_and_counters_end_in_total() {
		let metrics = Metrics::new().expect("names are valid and differ");
		metrics.count_call("commit", "included");
		metrics.count_copy(Some(CopyPhase::Paid));
		let text = metrics.text().expect("encodes");
		assert!(text.contains("atous_calls_total{call=\"commit\",end=\"included\"} 1"), "{text}");
		assert!(text.contains("atous_copies_total{end=\"paid\"} 1"), "{text}");
		for line in text.lines().filter(|line| line.starts_with("# TYPE")) {
			assert!(line.starts_with("# TYPE atous_"), "{line}");
			assert!(!line.ends_with("counter") || line.contains("_total "), "{line}");
		}
	}
}
