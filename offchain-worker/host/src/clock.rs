//! The clock, as a trait: tests do not sleep.

use std::{
	sync::{Mutex, PoisonError},
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// What time it is.
pub trait Clock: Send + Sync {
	/// Time since some fixed moment; never goes back.
	fn now(&self) -> Duration;
	/// Milliseconds since 1970 in UTC; may jump when the clock is set.
	fn unix_ms(&self) -> u64;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
	start: Instant,
}

impl Default for SystemClock {
	fn default() -> Self {
		Self { start: Instant::now() }
	}
}

impl Clock for SystemClock {
	fn now(&self) -> Duration {
		self.start.elapsed()
	}

	fn unix_ms(&self) -> u64 {
		// A clock set before 1970 is shown as 1970: there is no better answer.
		let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
		u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
	}
}

/// A clock that only moves when told to. It starts at zero, in 1970.
#[derive(Debug, Default)]
pub struct ManualClock {
	now: Mutex<Duration>,
}

impl ManualClock {
	/// Moves the clock on.
	pub fn advance(&self, by: Duration) {
		// A duration is whole at any moment, so a poisoned lock does no harm.
		*self.now.lock().unwrap_or_else(PoisonError::into_inner) += by;
	}
}

impl Clock for ManualClock {
	fn now(&self) -> Duration {
		*self.now.lock().unwrap_or_else(PoisonError::into_inner)
	}

	fn unix_ms(&self) -> u64 {
		u64::try_from(self.now().as_millis()).unwrap_or(u64::MAX)
	}
}
