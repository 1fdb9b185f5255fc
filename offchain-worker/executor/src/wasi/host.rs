//! What the host keeps of one run.

use super::random::Random;
use crate::{executor::Job, limiter::Limiter, watch::Watch};
use std::sync::Arc;

/// Bytes of standard error that are kept, from the beginning.
const STDERR_KEPT: usize = 4096;

/// The payload wrote more than it may. A result that is cut off would be worse
/// than none, so this ends the run.
#[derive(Debug, thiserror::Error)]
#[error("it wrote more than {0} bytes to standard output")]
pub(crate) struct OutputLimit(usize);

/// The host's side of one run.
pub(crate) struct Host {
	limiter: Limiter,
	watch: Arc<Watch>,
	/// Fuel the run began with, including what was charged for its start.
	pub(super) budget: u64,
	/// Nanoseconds by which the payload's sleeping has moved its clock.
	pub(super) slept: u64,
	pub(super) args: Vec<Vec<u8>>,
	pub(super) input: Vec<u8>,
	/// Bytes of the input that were read.
	pub(super) read: usize,
	pub(super) random: Random,
	output: Vec<u8>,
	output_limit: usize,
	stderr: Vec<u8>,
}

impl Host {
	/// The host of `job`.
	pub(crate) fn new(job: &Job<'_>, budget: u64, memory_limit: u64, watch: Arc<Watch>) -> Self {
		let name = [b"payload".to_vec()];
		let args = job.args.iter().map(|argument| argument.as_bytes().to_vec());
		Host {
			limiter: Limiter::new(usize::try_from(memory_limit).unwrap_or(usize::MAX)),
			watch,
			budget,
			slept: 0,
			args: name.into_iter().chain(args).collect(),
			input: job.input.to_vec(),
			read: 0,
			random: Random::new(job.seed),
			output: Vec::new(),
			output_limit: job.output_limit,
			stderr: Vec::new(),
		}
	}

	/// What holds the payload to its memory, in the form the store wants.
	pub(crate) fn limiter(&mut self) -> &mut dyn wasmtime::ResourceLimiter {
		&mut self.limiter
	}

	/// What is asked whether to go on.
	pub(super) fn watch(&self) -> &Watch {
		&self.watch
	}

	/// Take what was written to standard output.
	pub(crate) fn take_output(&mut self) -> Vec<u8> {
		std::mem::take(&mut self.output)
	}

	/// The beginning of what was written to standard error.
	pub(crate) fn into_stderr(self) -> Vec<u8> {
		self.stderr
	}

	/// Write to standard output.
	pub(super) fn write_output(&mut self, data: &[u8]) -> Result<(), OutputLimit> {
		if data.len() > self.output_limit - self.output.len() {
			return Err(OutputLimit(self.output_limit));
		}
		self.output.extend_from_slice(data);
		Ok(())
	}

	/// Write to standard error, of which only the beginning is kept.
	pub(super) fn write_stderr(&mut self, data: &[u8]) {
		let room = STDERR_KEPT - self.stderr.len();
		self.stderr.extend_from_slice(&data[..data.len().min(room)]);
	}
}
