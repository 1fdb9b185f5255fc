//! How fast one peer is sent bytes.

use parking_lot::Mutex;
use std::time::{Duration, Instant};

/// Spreads what one peer is sent over time.
#[derive(Debug)]
pub(crate) struct Pace {
	bytes_per_second: u64,
	/// When what has been granted so far will have been sent.
	free: Mutex<Option<Instant>>,
}

impl Pace {
	/// A pace of so many bytes a second.
	pub fn new(bytes_per_second: u64) -> Self {
		Self { bytes_per_second: bytes_per_second.max(1), free: Mutex::new(None) }
	}

	/// How long to wait before sending so many bytes, if that is no longer than `longest`.
	/// Otherwise nothing is granted.
	pub fn grant(&self, bytes: usize, longest: Duration) -> Option<Duration> {
		self.grant_at(Instant::now(), bytes, longest)
	}

	/// Whether everything granted has been sent.
	pub fn is_idle(&self) -> bool {
		self.free.lock().is_none_or(|free| free <= Instant::now())
	}

	fn grant_at(&self, now: Instant, bytes: usize, longest: Duration) -> Option<Duration> {
		let mut free = self.free.lock();
		let start = free.map_or(now, |free| free.max(now));
		let wait = start - now;
		if wait > longest {
			return None;
		}
		let takes = Duration::from_secs_f64(bytes as f64 / self.bytes_per_second as f64);
		*free = Some(start + takes);
		Some(wait)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn bytes_are_spread_over_time() {
		let pace = Pace::new(1_000);
		let (start, long) = (Instant::now(), Duration::from_secs(10));
		assert_eq!(pace.grant_at(start, 2_000, long), Some(Duration::ZERO));
		assert_eq!(pace.grant_at(start, 1_000, long), Some(Duration::from_secs(2)));
		let later = start + Duration::from_secs(1);
		assert_eq!(pace.grant_at(later, 1_000, long), Some(Duration::from_secs(2)));
		assert_eq!(pace.grant_at(start, 1, Duration::from_secs(3)), None);
		// Idle time is not saved up.
		let much_later = start + Duration::from_secs(100);
		assert_eq!(pace.grant_at(much_later, 1_000, long), Some(Duration::ZERO));
		assert_eq!(pace.grant_at(much_later, 1_000, long), Some(Duration::from_secs(1)));
	}
}
