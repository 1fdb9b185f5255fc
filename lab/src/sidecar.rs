//! A device: a folder with its key, its owner's key and its configuration, and the
//! sidecar that runs on it.

use crate::{process::Process, programs};
use anyhow::{bail, Context, Result};
use serde_json::Value;
use std::{
	path::{Path, PathBuf},
	process::{Command, ExitStatus, Output},
	time::{Duration, Instant},
};

const START: Duration = Duration::from_secs(60);

/// What a device is like.
#[derive(Clone, Debug)]
pub struct Profile {
	/// What we call it.
	pub name: String,
	/// Secret URI of the owner, such as `//Alice`; written to a file of mode 0600.
	pub owner: String,
	/// Recording of readings, by name: `busy`, `idle` or `idle-warm`.
	pub recording: String,
	/// Further lines of the configuration.
	pub extra: String,
}

/// A device of the mesh.
pub struct Sidecar {
	/// What it is like.
	pub profile: Profile,
	folder: PathBuf,
	process: Option<Process>,
}

impl Sidecar {
	/// Lay out the folder of a device.
	pub fn create(folder: &Path, chain: &str, profile: Profile) -> Result<Self> {
		let folder = folder.join(&profile.name);
		std::fs::create_dir_all(&folder)
			.with_context(|| format!("creating {}", folder.display()))?;
		let recordings = programs::repository("offchain-worker/host/recordings");
		let recording = recordings.join(format!("{}.toml", profile.recording));
		let config = format!(
			"chain = \"{chain}\"\n\n[host]\nsource = \"{}\"\nperiod_ms = 100\n\n\
			 [flags]\nanchor_every_blocks = 2\n\n{}\n",
			recording.display(),
			profile.extra
		);
		std::fs::write(folder.join("config.toml"), config).context("writing config.toml")?;
		write_secret(&folder.join("owner.key"), &profile.owner)?;
		Ok(Self { profile, folder, process: None })
	}

	/// Its folder.
	pub fn folder(&self) -> &Path {
		&self.folder
	}

	/// Its data folder.
	pub fn data(&self) -> PathBuf {
		self.folder.join("data")
	}

	/// Its log.
	pub fn log(&self) -> PathBuf {
		self.folder.join("atous.log")
	}

	/// Run `atous` with `args` on this device, to its end.
	pub fn run(&self, args: &[&str]) -> Result<Output> {
		self.command()?
			.args(args)
			.output()
			.with_context(|| format!("running atous {} on {}", args.join(" "), self.profile.name))
	}

	/// Run `atous --json` with `args`, and read what it prints. An exit code other
	/// than zero is an error that carries what it said.
	pub fn json(&self, args: &[&str]) -> Result<Value> {
		let mut all = vec!["--json"];
		all.extend_from_slice(args);
		let output = self.run(&all)?;
		if !output.status.success() {
			bail!(
				"atous {} on {} ended with {}: {}{}",
				args.join(" "),
				self.profile.name,
				output.status,
				String::from_utf8_lossy(&output.stdout),
				String::from_utf8_lossy(&output.stderr)
			);
		}
		serde_json::from_slice(&output.stdout)
			.with_context(|| format!("reading what atous {} printed", args.join(" ")))
	}

	/// A command that runs `atous` on this device.
	pub fn command(&self) -> Result<Command> {
		let mut command = Command::new(programs::path_of("atous")?);
		command.arg("--data").arg(self.data());
		command.arg("--config").arg(self.folder.join("config.toml"));
		Ok(command)
	}

	/// Enrol the device with its owner's bond. Gives the device's address.
	pub fn enroll(&self) -> Result<String> {
		let owner = self.folder.join("owner.key");
		let answer = self.json(&["enroll", "--owner-key-file", &owner.display().to_string()])?;
		answer["device"]
			.as_str()
			.map(str::to_owned)
			.with_context(|| format!("no device in {answer}"))
	}

	/// Start the sidecar and wait until it is ready.
	pub fn start(&mut self) -> Result<()> {
		let mut command = self.command()?;
		command.arg("run");
		let process = Process::start(&self.profile.name, &mut command, &self.log())?;
		self.process = Some(process);
		let until = Instant::now() + START;
		while Instant::now() < until {
			self.check()?;
			if self.json(&["status"]).is_ok_and(|status| !status["sidecar"].is_null()) {
				return Ok(());
			}
			std::thread::sleep(Duration::from_millis(200));
		}
		bail!("{} was not ready within {} s", self.profile.name, START.as_secs())
	}

	/// An error if the sidecar was started and has ended.
	pub fn check(&mut self) -> Result<()> {
		self.process.as_mut().map_or(Ok(()), Process::check)
	}

	/// How the sidecar ended, if it was started and has ended.
	pub fn ended(&mut self) -> Option<ExitStatus> {
		self.process.as_mut().and_then(Process::ended)
	}

	/// Kill the sidecar at once, as a power cut would.
	pub fn kill(&mut self) {
		if let Some(process) = self.process.take() {
			process.kill();
		}
	}

	/// Ask the sidecar to end, without waiting.
	pub fn ask_to_end(&self) {
		if let Some(process) = &self.process {
			process.ask_to_end();
		}
	}

	/// Ask the sidecar to end, and wait; an error if it does not end well.
	pub fn stop(&mut self) -> Result<()> {
		let Some(process) = self.process.take() else { return Ok(()) };
		let status = process.stop()?;
		if !status.success() {
			bail!("{} ended with {status}", self.profile.name);
		}
		Ok(())
	}
}

fn write_secret(path: &Path, secret: &str) -> Result<()> {
	use std::{io::Write, os::unix::fs::OpenOptionsExt};
	let mut file = std::fs::OpenOptions::new()
		.create(true)
		.truncate(true)
		.write(true)
		.mode(0o600)
		.open(path)
		.with_context(|| format!("writing {}", path.display()))?;
	writeln!(file, "{secret}").with_context(|| format!("writing {}", path.display()))
}
