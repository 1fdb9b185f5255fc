//! The executor, what it is given and what it reports.

use crate::{
	cache::Cache, error::Unable, priority, profile, sandbox, wasi::Wasi, Control, ExecError,
};
use atous_primitives::{
	cid::Cid,
	outcome::Outcome,
	profile::{Fuel, ProfileId},
};
use std::{sync::Arc, thread, time::Duration};
use wasmtime::Engine;

/// One run of a payload.
#[derive(Clone, Debug)]
pub struct Job<'a> {
	/// The WebAssembly module.
	pub module: &'a [u8],
	/// What it reads on standard input.
	pub input: &'a [u8],
	/// Its arguments after the first, which is always `payload`.
	pub args: &'a [String],
	/// Seed of its randomness: the same for every copy of a task.
	pub seed: [u8; 32],
	/// Most fuel it may use.
	pub fuel_limit: Fuel,
	/// Most memory it may have, in MiB.
	pub memory_mib: u32,
	/// Most bytes it may write to standard output. Must be the same for every
	/// copy of a task, because writing more is a trap.
	pub output_limit: usize,
	/// Most time it may run on this machine, pauses not counted.
	pub time_limit: Duration,
	/// Pauses, resumes and cancels it.
	pub control: Arc<Control>,
}

impl Job<'static> {
	/// A job without module, input and arguments, with 16 MiB of output and a
	/// day of time; for filling in the rest.
	pub fn new(fuel_limit: Fuel, memory_mib: u32) -> Self {
		Job {
			module: &[],
			input: &[],
			args: &[],
			seed: [0; 32],
			fuel_limit,
			memory_mib,
			output_limit: 16 << 20,
			time_limit: Duration::from_secs(86_400),
			control: Arc::new(Control::new()),
		}
	}
}

/// How a run ended: the same on every machine of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
	/// With exit code 0.
	Completed {
		/// What it wrote to standard output.
		output: Vec<u8>,
	},
	/// By a trap, or with another exit code.
	Trapped {
		/// Why, for people to read.
		reason: String,
	},
	/// It wanted more fuel than its limit.
	OutOfFuel,
}

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Report {
	/// How it ended.
	pub end: End,
	/// Fuel it used, at most its limit.
	pub fuel: Fuel,
	/// How long it ran on this machine, compiling included, pauses not.
	pub time: Duration,
	/// The beginning of what it wrote to standard error; not part of the result.
	pub stderr: Vec<u8>,
}

impl Report {
	/// The outcome that devices agree on; `cid` stores a result and names it.
	pub fn outcome(&self, cid: impl FnOnce(&[u8]) -> Cid) -> Outcome {
		match &self.end {
			End::Completed { output } => {
				Outcome::Completed { result: cid(output), fuel: self.fuel }
			}
			End::Trapped { .. } => Outcome::Trapped { fuel: self.fuel },
			End::OutOfFuel => Outcome::OutOfFuel,
		}
	}
}

/// Runs jobs under one profile. May be shared between threads.
pub struct Executor {
	engine: Engine,
	wasi: Wasi,
	modules: Cache,
}

impl Executor {
	/// An executor for `profile`.
	///
	/// # Errors
	/// [`ExecError::UnknownProfile`]; [`Unable::Engine`] where the engine does
	/// not work on this machine.
	pub fn new(profile: ProfileId) -> Result<Self, ExecError> {
		let engine = profile::engine(profile)?;
		let wasi = Wasi::new(&engine).map_err(|e| Unable::Engine(format!("{e:#}")))?;
		Ok(Executor { engine, wasi, modules: Cache::default() })
	}

	/// Run a job to its end, on a thread of idle priority, and wait for it.
	///
	/// # Errors
	/// See [`ExecError`]; only [`ExecError::InvalidModule`] is a result.
	pub fn run(&self, job: &Job<'_>) -> Result<Report, ExecError> {
		thread::scope(|scope| {
			let work = || {
				priority::lower();
				sandbox::run(&self.engine, &self.wasi, &self.modules, job)
			};
			let thread = thread::Builder::new().name("atous-payload".to_owned());
			let running = thread
				.spawn_scoped(scope, work)
				.map_err(|error| Unable::Engine(format!("no thread for the payload: {error}")))?;
			running.join().map_err(|_| Unable::Engine("the sandbox panicked".to_owned()))?
		})
	}
}
