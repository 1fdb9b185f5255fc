//! Watches over time and control while a payload runs.

use crate::{error::Unable, Control, ExecError};
use std::{
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};

/// Asked each time the payload yields or calls the host.
pub(crate) struct Watch {
	control: Arc<Control>,
	limit: Duration,
	begun: Instant,
	/// Nanoseconds the run has stood still.
	paused: AtomicU64,
}

impl Watch {
	/// A watch that starts now.
	pub(crate) fn new(control: Arc<Control>, limit: Duration) -> Self {
		Watch { control, limit, begun: Instant::now(), paused: AtomicU64::new(0) }
	}

	/// How long the run has taken, pauses not counted.
	pub(crate) fn time(&self) -> Duration {
		let paused = Duration::from_nanos(self.paused.load(Ordering::Relaxed));
		self.begun.elapsed().saturating_sub(paused)
	}

	/// Wait while paused, then say whether to go on.
	pub(crate) fn check(&self) -> Result<(), ExecError> {
		let paused = self.control.gate().ok_or(ExecError::Cancelled)?;
		if !paused.is_zero() {
			let nanos = u64::try_from(paused.as_nanos()).unwrap_or(u64::MAX);
			self.paused.fetch_add(nanos, Ordering::Relaxed);
		}
		if self.time() > self.limit {
			return Err(Unable::TimeLimit(self.limit).into());
		}
		Ok(())
	}
}
