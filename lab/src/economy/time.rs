//! Time: a simulated block is longer than a block of the chain.

/// How long a simulated block is, and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
	seconds: u32,
}

impl Clock {
	/// Blocks of `seconds`, at least one.
	pub fn new(seconds: u32) -> Self {
		Self { seconds: seconds.max(1) }
	}

	/// Length of a block, in milliseconds.
	pub fn block_ms(self) -> u32 {
		self.seconds.saturating_mul(1_000)
	}

	/// Blocks that `seconds` last, rounded up, at least one.
	pub fn of_seconds(self, seconds: f64) -> u32 {
		(seconds / f64::from(self.seconds)).ceil().max(1.0) as u32
	}

	/// Blocks that `hours` last, at least one.
	pub fn of_hours(self, hours: f64) -> u32 {
		self.of_seconds(hours * 3_600.0)
	}

	/// As long as `blocks` of the chain, rounded up, at least one.
	pub fn of_chain_blocks(self, blocks: u32) -> u32 {
		let slot = atous_runtime::numbers::time::SLOT_MS as f64 / 1_000.0;
		self.of_seconds(f64::from(blocks) * slot)
	}

	/// How many blocks of the chain one simulated block stands for, at least one.
	pub fn scale(self) -> u32 {
		(u64::from(self.block_ms()) / atous_runtime::numbers::time::SLOT_MS).max(1) as u32
	}

	/// Days since the start.
	pub fn days(self, block: u32) -> f64 {
		self.hours(block) / 24.0
	}

	/// Hours since the start.
	pub fn hours(self, block: u32) -> f64 {
		f64::from(block) * f64::from(self.seconds) / 3_600.0
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn spans_are_rounded_up_and_never_nothing() {
		let clock = Clock::new(60);
		assert_eq!(clock.of_seconds(1.0), 1);
		assert_eq!(clock.of_seconds(61.0), 2);
		assert_eq!(clock.of_seconds(0.0), 1);
		assert_eq!(clock.of_hours(1.0), 60);
		assert_eq!(clock.of_chain_blocks(30), 1);
		assert_eq!(clock.of_chain_blocks(31), 2);
		assert_eq!(clock.scale(), 30);
		assert_eq!(clock.days(1_440), 1.0);
	}
}
