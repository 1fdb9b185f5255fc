//! Time as a thread spends it: what other programs take of the processor meanwhile does
//! not count.

use std::time::Duration;

/// Measures the processor time of the thread that starts it.
pub struct Timer {
	start: Duration,
}

impl Timer {
	/// Begin now.
	pub fn start() -> Self {
		Self { start: spent() }
	}

	/// Microseconds since.
	pub fn micros(&self) -> f64 {
		spent().saturating_sub(self.start).as_secs_f64() * 1e6
	}
}

/// Processor time of this thread since it began.
#[allow(unsafe_code)]
fn spent() -> Duration {
	let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
	// SAFETY: the call writes to `time`, which lives as long as it takes, and nothing else.
	let failed = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
	// Linux has had this clock since 2.6.12, so it cannot fail.
	debug_assert_eq!(failed, 0);
	Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sleeping_takes_no_time_and_working_does() {
		let timer = Timer::start();
		std::thread::sleep(Duration::from_millis(50));
		assert!(timer.micros() < 25_000.0);
		let mut sum = 0u64;
		while timer.micros() < 30_000.0 {
			sum = std::hint::black_box(sum.wrapping_add(1));
		}
		assert!(sum > 0);
	}
}
