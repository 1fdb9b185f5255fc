//! A development chain: one validator on loopback, in a folder of its own.
//!
//! It is what `atous-node --dev` runs, started from its exported specification:
//! building the first state takes many times as long as reading it.

use crate::{
	process::{tail, Process},
	programs,
};
use anyhow::{bail, Context, Result};
use std::{
	path::{Path, PathBuf},
	process::Command,
	sync::Mutex,
	time::{Duration, Instant, UNIX_EPOCH},
};

const START: Duration = Duration::from_secs(90);

/// A running chain.
pub struct Node {
	folder: PathBuf,
	port: u16,
	process: Option<Process>,
}

impl Node {
	/// Start a chain whose data and log lie in `folder`, and wait until it answers.
	pub fn start(folder: &Path) -> Result<Self> {
		std::fs::create_dir_all(folder)
			.with_context(|| format!("creating {}", folder.display()))?;
		let mut node = Self { folder: folder.into(), port: 0, process: None };
		node.run()?;
		Ok(node)
	}

	/// WebSocket address.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.port)
	}

	/// Its log.
	pub fn log(&self) -> PathBuf {
		self.folder.join("node.log")
	}

	/// Kill it at once, as a power cut would.
	pub fn kill(&mut self) {
		if let Some(process) = self.process.take() {
			process.kill();
		}
	}

	/// Ask it to end, and wait.
	pub fn stop(&mut self) -> Result<()> {
		match self.process.take() {
			Some(process) => process.stop().map(|_| ()),
			None => Ok(()),
		}
	}

	/// Start it again on the same data and address.
	pub fn restart(&mut self) -> Result<()> {
		self.kill();
		self.run()
	}

	/// An error if it has ended.
	pub fn check(&mut self) -> Result<()> {
		self.process.as_mut().map_or(Ok(()), Process::check)
	}

	fn run(&mut self) -> Result<()> {
		let log = self.log();
		let already = std::fs::metadata(&log).map(|m| m.len()).unwrap_or(0);
		let mut command = Command::new(programs::path_of("atous-node")?);
		command
			.arg("--chain")
			.arg(specification()?)
			.args(["--alice", "--force-authoring", "--unsafe-force-node-key-generation"])
			.args(["--rpc-cors", "all", "--no-prometheus", "--no-telemetry", "--no-mdns"])
			.args(["--port", "0", "--rpc-port", &self.port.to_string()])
			.arg("--base-path")
			.arg(self.folder.join("data"));
		self.process = Some(Process::start("the chain", &mut command, &log)?);
		let until = Instant::now() + START;
		while Instant::now() < until {
			self.check()?;
			let text = std::fs::read_to_string(&log).unwrap_or_default();
			let fresh = text.get(already as usize..).unwrap_or_default();
			if let Some(port) = rpc_port(fresh) {
				self.port = port;
				return Ok(());
			}
			std::thread::sleep(Duration::from_millis(50));
		}
		bail!(
			"the chain did not answer within {} s. The end of {}:\n{}",
			START.as_secs(),
			log.display(),
			tail(&log, 15)
		)
	}
}

/// The specification of the development chain, exported once for each build of the
/// node and kept beside it.
fn specification() -> Result<PathBuf> {
	static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
	let _guard = ONE_AT_A_TIME.lock();
	let node = programs::path_of("atous-node")?;
	let about = std::fs::metadata(&node).context("looking at atous-node")?;
	let changed = about.modified().context("the time of atous-node")?;
	let changed = changed.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
	let kept = node.with_file_name(format!("atous-dev-{:x}-{changed:x}.json", about.len()));
	if kept.exists() {
		return Ok(kept);
	}
	let output = Command::new(&node)
		.args(["export-chain-spec", "--chain", "dev", "--raw"])
		.output()
		.context("exporting the specification of the chain")?;
	if !output.status.success() {
		bail!("atous-node export-chain-spec: {}", String::from_utf8_lossy(&output.stderr));
	}
	// Another process may do the same: whoever renames last wins, and both are whole.
	let fresh = kept.with_extension(format!("{}.part", std::process::id()));
	std::fs::write(&fresh, &output.stdout)
		.and_then(|()| std::fs::rename(&fresh, &kept))
		.with_context(|| format!("keeping {}", kept.display()))?;
	Ok(kept)
}

/// The port in the line `Running JSON-RPC server: addr=127.0.0.1:PORT,…`.
fn rpc_port(log: &str) -> Option<u16> {
	let (_, after) = log.split_once("Running JSON-RPC server: addr=127.0.0.1:")?;
	// A line that is still being written is not read yet.
	let (digits, _) = after.split_once(|c: char| !c.is_ascii_digit())?;
	digits.parse().ok()
}

#[cfg(test)]
mod tests {
	use super::rpc_port;

	#[test]
	fn the_port_is_read_from_a_whole_line_only() {
		let line = "INFO Running JSON-RPC server: addr=127.0.0.1:40123,[::1]:40123\n";
		assert_eq!(rpc_port(line), Some(40_123));
		assert_eq!(rpc_port("Running JSON-RPC server: addr=127.0.0.1:401"), None);
		assert_eq!(rpc_port("nothing"), None);
	}
}
