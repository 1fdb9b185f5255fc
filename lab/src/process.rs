//! Child processes that end with us, however we end, and whose output is kept.

use anyhow::{Context, Result};
use std::{
	fs::{File, OpenOptions},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	time::{Duration, Instant},
};

/// How long a process may take to end by itself.
pub const GRACE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(50);

/// A running program. Ends when dropped, and when the thread that started it ends.
pub struct Process {
	name: String,
	child: Child,
	log: PathBuf,
}

impl Process {
	/// Start `command`, both its outputs appended to `log`.
	pub fn start(name: &str, command: &mut Command, log: &Path) -> Result<Self> {
		let file = append(log)?;
		let errors = file.try_clone().context("sharing the log")?;
		command.stdin(Stdio::null()).stdout(file).stderr(errors);
		die_with_us(command);
		let child = command
			.spawn()
			.with_context(|| format!("starting {name} ({:?})", command.get_program()))?;
		Ok(Self { name: name.into(), child, log: log.into() })
	}

	/// Process number.
	pub fn id(&self) -> u32 {
		self.child.id()
	}

	/// Its log.
	pub fn log(&self) -> &Path {
		&self.log
	}

	/// The exit status, if it has ended.
	pub fn ended(&mut self) -> Option<ExitStatus> {
		self.child.try_wait().ok().flatten()
	}

	/// Whether it has ended, as an error that shows the end of its log.
	pub fn check(&mut self) -> Result<()> {
		match self.ended() {
			None => Ok(()),
			Some(status) => Err(anyhow::anyhow!(
				"{} has ended ({status}). The end of {}:\n{}",
				self.name,
				self.log.display(),
				tail(&self.log, 15)
			)),
		}
	}

	/// Kill it at once, as a power cut would.
	pub fn kill(mut self) {
		self.kill_now();
	}

	/// Ask it to end, without waiting.
	pub fn ask_to_end(&self) {
		signal(self.child.id(), libc::SIGTERM);
	}

	/// Ask it to end and wait; kill it if it does not. Says how it ended.
	pub fn stop(mut self) -> Result<ExitStatus> {
		self.stop_now().with_context(|| format!("stopping {}", self.name))
	}

	fn stop_now(&mut self) -> Result<ExitStatus> {
		if self.ended().is_none() {
			self.ask_to_end();
		}
		let until = Instant::now() + GRACE;
		while Instant::now() < until {
			if let Some(status) = self.child.try_wait()? {
				return Ok(status);
			}
			std::thread::sleep(POLL);
		}
		self.kill_now();
		anyhow::bail!("it did not end within {} s of SIGTERM and was killed", GRACE.as_secs())
	}

	fn kill_now(&mut self) {
		// Errors mean that it has ended already.
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		if self.ended().is_none() {
			// What is dropped has nothing left to keep: end it at once.
			self.kill_now();
		}
	}
}

fn append(log: &Path) -> Result<File> {
	OpenOptions::new()
		.create(true)
		.append(true)
		.open(log)
		.with_context(|| format!("opening the log {}", log.display()))
}

/// The last `lines` lines of a file.
pub fn tail(path: &Path, lines: usize) -> String {
	let text = std::fs::read_to_string(path).unwrap_or_default();
	let all: Vec<&str> = text.lines().collect();
	all[all.len().saturating_sub(lines)..].join("\n")
}

/// Send `number` to the process `id`, which we started.
#[allow(unsafe_code)]
fn signal(id: u32, number: libc::c_int) {
	// SAFETY: kill() takes two numbers and touches no memory of ours. The process
	// is a child that has not been waited for, so its number is still its own.
	unsafe {
		libc::kill(id as libc::pid_t, number);
	}
}

/// Have the kernel kill the child when the thread that starts it ends, so that
/// nothing is left behind even if we are killed.
#[allow(unsafe_code)]
pub fn die_with_us(command: &mut Command) {
	use std::os::unix::process::CommandExt;
	// SAFETY: prctl() is async-signal-safe, takes numbers only, and is all that
	// runs between fork and exec.
	unsafe {
		command.pre_exec(|| {
			libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
			Ok(())
		});
	}
}
