//! The configuration: read and checked as a whole before anything binds or connects.

use crate::error::{Failure, Kind};
use atous_primitives::{Class, Latency, Price, RuntimeKind, ServedBlock};
use serde::{Deserialize, Serialize};
use std::{
	net::SocketAddr,
	path::{Path, PathBuf},
};

/// The default configuration as text: every key with its documentation.
pub const DEFAULT: &str = include_str!("../config/default.toml");

/// The configuration. Each key is documented in [`DEFAULT`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
	/// WebSocket address of the node.
	pub chain: String,
	/// Readings of the machine.
	pub host: Host,
	/// What to offer.
	pub offer: Offering,
	/// How to run tasks.
	pub work: Work,
	/// Where and how much content to keep.
	pub store: Store,
	/// The local API.
	pub api: Api,
	/// The flag log.
	pub flags: Flags,
	/// How to end.
	pub shutdown: Shutdown,
	/// Faults on purpose.
	pub test: Faults,
}

/// Readings of the machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Host {
	/// `live` or a recording.
	pub source: String,
	/// Milliseconds between two readings.
	pub period_ms: u64,
	/// Overheated from here on, degrees Celsius.
	pub overheated_at: f64,
	/// Cooled down again below this, degrees Celsius.
	pub cooled_below: f64,
}

/// What to offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Offering {
	/// Whether to offer at all.
	pub enabled: bool,
	/// Shapes of work.
	pub classes: Vec<Class>,
	/// Micro-credits per work unit.
	pub reserve_price: Price,
	/// The most urgent work.
	pub latency: Latency,
	/// Cores; 0 for all but one.
	pub cores: u16,
	/// MiB; 0 for half.
	pub memory_mib: u32,
	/// Served blocks an offer lives.
	pub lifetime_blocks: ServedBlock,
}

/// How to run tasks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Work {
	/// Tasks run at a time.
	pub parallel: usize,
	/// Served blocks kept free before the commit deadline.
	pub commit_margin_blocks: ServedBlock,
}

/// Where and how much content to keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Store {
	/// Multiaddress to serve on.
	pub listen: String,
	/// Multiaddresses at which peers reach it, where that differs.
	pub announce: Vec<String>,
	/// Disk space, MiB.
	pub capacity_mib: u64,
	/// Longest content fetched, MiB.
	pub max_content_mib: u64,
	/// Seconds content is served after its task has ended.
	pub grace_s: u64,
}

/// The local API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Api {
	/// Loopback address.
	pub listen: SocketAddr,
}

/// The flag log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Flags {
	/// Blocks between two anchors.
	pub anchor_every_blocks: u32,
}

/// How to end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shutdown {
	/// Seconds to end in.
	pub grace_s: u64,
}

/// Faults on purpose, for end-to-end tests on development chains; see
/// [`crate::faults`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
	/// Commit to a wrong result for every task.
	pub wrong_results: bool,
	/// Milliseconds between running a task and committing to it.
	pub delay_commit_ms: u64,
	/// Reveal nothing.
	pub withhold_reveals: bool,
}

impl Default for Config {
	fn default() -> Self {
		Self {
			chain: "ws://127.0.0.1:9944".into(),
			host: Host::default(),
			offer: Offering::default(),
			work: Work::default(),
			store: Store::default(),
			api: Api::default(),
			flags: Flags::default(),
			shutdown: Shutdown::default(),
			test: Faults::default(),
		}
	}
}

impl Default for Host {
	fn default() -> Self {
		let (overheated_at, cooled_below) = (90.0, 80.0);
		Self { source: "live".into(), period_ms: 1_000, overheated_at, cooled_below }
	}
}

impl Host {
	/// The recording to replay; `None` for the machine itself.
	pub fn recorded(&self) -> Option<PathBuf> {
		(self.source != "live").then(|| PathBuf::from(&self.source))
	}
}

impl Default for Offering {
	fn default() -> Self {
		Self {
			enabled: true,
			classes: vec![Class::WasmSmall, Class::WasmMedium],
			reserve_price: 0,
			latency: Latency::Realtime,
			cores: 0,
			memory_mib: 0,
			lifetime_blocks: 14_400,
		}
	}
}

impl Default for Work {
	fn default() -> Self {
		Self { parallel: 1, commit_margin_blocks: 6 }
	}
}

impl Default for Store {
	fn default() -> Self {
		Self {
			listen: "/ip4/127.0.0.1/tcp/0".into(),
			announce: Vec::new(),
			capacity_mib: 4_096,
			max_content_mib: 256,
			grace_s: 3_600,
		}
	}
}

impl Default for Api {
	fn default() -> Self {
		Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)) }
	}
}

impl Default for Flags {
	fn default() -> Self {
		Self { anchor_every_blocks: 30 }
	}
}

impl Default for Shutdown {
	fn default() -> Self {
		Self { grace_s: 10 }
	}
}

impl Config {
	/// Read `given`, or `config.toml` in the data folder where there is one, or
	/// take the defaults; then check.
	pub fn load(given: Option<&Path>, data: &Path) -> Result<Self, Failure> {
		let in_folder = data.join("config.toml");
		let config = match given {
			Some(path) => Self::read(path)?,
			None if in_folder.exists() => Self::read(&in_folder)?,
			None => Self::default(),
		};
		config.validate()?;
		Ok(config)
	}

	fn read(path: &Path) -> Result<Self, Failure> {
		let text = std::fs::read_to_string(path)
			.map_err(|why| Failure::file("Reading the configuration", path, &why))?;
		toml::from_str(&text).map_err(|why| {
			Failure::new(
				Kind::Config,
				format!(
					"The configuration {} is wrong: {why}`atous config` prints every key.",
					path.display()
				),
			)
		})
	}

	/// Check every value and how they stand to one another.
	pub fn validate(&self) -> Result<(), Failure> {
		let wrong = |what: String| Err(Failure::new(Kind::Config, what));
		if !self.chain.starts_with("ws://") && !self.chain.starts_with("wss://") {
			return wrong(format!(
				"chain = {:?} is no WebSocket address: it begins with ws:// or wss://.",
				self.chain
			));
		}
		if !(100..=60_000).contains(&self.host.period_ms) {
			return wrong(format!(
				"host.period_ms = {} is outside 100 to 60000.",
				self.host.period_ms
			));
		}
		if !self.api.listen.ip().is_loopback() {
			return wrong(format!(
				"api.listen = {} is reachable from other machines. Use a loopback address, and a \
				 reverse proxy where others need it.",
				self.api.listen
			));
		}
		if self.offer.enabled && self.offer.classes.is_empty() {
			return wrong("offer.classes is empty: name one, or set offer.enabled = false.".into());
		}
		for (index, class) in self.offer.classes.iter().enumerate() {
			if class.limits().runtime != RuntimeKind::Wasm {
				return wrong(format!(
					"offer.classes names {class:?}, which this version does not run."
				));
			}
			if self.offer.classes[..index].contains(class) {
				return wrong(format!("offer.classes names {class:?} twice."));
			}
		}
		for (key, value) in [
			("work.parallel", self.work.parallel as u64),
			("store.capacity_mib", self.store.capacity_mib),
			("store.max_content_mib", self.store.max_content_mib),
			("flags.anchor_every_blocks", u64::from(self.flags.anchor_every_blocks)),
			("offer.lifetime_blocks", u64::from(self.offer.lifetime_blocks)),
		] {
			if value == 0 {
				return wrong(format!("{key} must be at least 1."));
			}
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn parse(text: &str) -> Result<Config, Failure> {
		let dir = tempfile::tempdir().expect("temporary folder");
		let path = dir.path().join("config.toml");
		std::fs::write(&path, text).expect("writes");
		Config::load(Some(&path), dir.path())
	}

	#[test]
	fn the_printed_default_is_the_default() {
		assert_eq!(parse(DEFAULT).expect("valid"), Config::default());
	}

	#[test]
	fn every_key_is_documented() {
		let toml = toml::Value::try_from(Config::default()).expect("serialises");
		let printed: toml::Value = toml::from_str(DEFAULT).expect("valid");
		assert_eq!(printed, toml);
		let mut above = "";
		for line in DEFAULT.lines() {
			if line.contains(" = ") && !line.starts_with('#') {
				assert!(above.starts_with('#'), "no comment above: {line}");
			}
			above = line;
		}
	}

	#[test]
	fn a_file_in_the_data_folder_is_found() {
		let dir = tempfile::tempdir().expect("temporary folder");
		assert_eq!(Config::load(None, dir.path()).expect("defaults"), Config::default());
		std::fs::write(dir.path().join("config.toml"), "[offer]\nenabled = false\n")
			.expect("writes");
		assert!(!Config::load(None, dir.path()).expect("read").offer.enabled);
	}

	#[test]
	fn what_makes_no_sense_is_refused() {
		for (text, says) in [
			("chain = \"http://x\"", "ws://"),
			("nonsense = 1", "nonsense"),
			("[host]\nperiod_ms = 5", "period_ms"),
			("[api]\nlisten = \"0.0.0.0:80\"", "loopback"),
			("[offer]\nclasses = []", "offer.classes"),
			("[offer]\nclasses = [\"oci-small\"]", "OciSmall"),
			("[offer]\nclasses = [\"wasm-small\", \"wasm-small\"]", "twice"),
			("[work]\nparallel = 0", "work.parallel"),
		] {
			let failure = parse(text).expect_err(text);
			assert_eq!(failure.kind, Kind::Config, "{text}");
			assert!(failure.message.contains(says), "{text}: {failure}");
		}
	}
}
