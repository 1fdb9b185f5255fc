//! The policy key: the band the average falls in, without flapping.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Points below a band's lower bound at which the key leaves it. A swing of the
/// average smaller than this changes the key at most once. The narrowest band is
/// five points wide, so no band can be jumped over by the hysteresis alone.
pub const KEY_HYSTERESIS: f64 = 3.0;
/// Steps after a change before the key may rise again. Short: until it rises the
/// owner's work runs at less than full power.
pub const STEPS_BEFORE_RISE: u32 = 2;
/// Steps after a change before the key may fall. One whole window: what a late
/// fall costs is a few watts for a few seconds.
pub const STEPS_BEFORE_FALL: u32 = 20;

/// The band an averaged state falls in; by it a machine is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PolicyKey {
	/// Below 5: asleep.
	#[serde(rename = "000")]
	K000,
	/// From 5.
	#[serde(rename = "005")]
	K005,
	/// From 20: up to here power is saved.
	#[serde(rename = "020")]
	K020,
	/// From 40.
	#[serde(rename = "040")]
	K040,
	/// From 60.
	#[serde(rename = "060")]
	K060,
	/// From 80.
	#[serde(rename = "080")]
	K080,
	/// From 90: flat out.
	#[serde(rename = "100")]
	K100,
}

impl PolicyKey {
	/// All keys, lowest first.
	pub const ALL: [PolicyKey; 7] = [
		PolicyKey::K000,
		PolicyKey::K005,
		PolicyKey::K020,
		PolicyKey::K040,
		PolicyKey::K060,
		PolicyKey::K080,
		PolicyKey::K100,
	];

	/// The averaged state from which on the key holds.
	pub const fn from_state(self) -> f64 {
		match self {
			PolicyKey::K000 => 0.0,
			PolicyKey::K005 => 5.0,
			PolicyKey::K020 => 20.0,
			PolicyKey::K040 => 40.0,
			PolicyKey::K060 => 60.0,
			PolicyKey::K080 => 80.0,
			PolicyKey::K100 => 90.0,
		}
	}

	/// The three digits it is written with.
	pub const fn as_str(self) -> &'static str {
		match self {
			PolicyKey::K000 => "000",
			PolicyKey::K005 => "005",
			PolicyKey::K020 => "020",
			PolicyKey::K040 => "040",
			PolicyKey::K060 => "060",
			PolicyKey::K080 => "080",
			PolicyKey::K100 => "100",
		}
	}

	/// The band `average` falls in, without hysteresis. What is not a number
	/// falls in the lowest.
	pub fn of(average: f64) -> Self {
		Self::highest(|key| average >= key.from_state())
	}

	/// The highest key for which `holds`; the lowest holds always.
	fn highest(holds: impl Fn(Self) -> bool) -> Self {
		Self::ALL.into_iter().rev().find(|key| holds(*key)).unwrap_or(PolicyKey::K000)
	}
}

impl fmt::Display for PolicyKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

/// The key in force, and since when.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyKeeper {
	key: Option<PolicyKey>,
	steps: u32,
}

impl KeyKeeper {
	/// The key after one more step; unknown as long as the average is.
	pub fn step(&mut self, average: Option<f64>) -> Option<PolicyKey> {
		self.steps = self.steps.saturating_add(1);
		let next = average.map(|average| match self.key {
			None => PolicyKey::of(average),
			Some(now) => self.moved(now, average),
		});
		if next != self.key {
			self.key = next;
			self.steps = 0;
		}
		next
	}

	fn moved(&self, now: PolicyKey, average: f64) -> PolicyKey {
		let rises = PolicyKey::of(average);
		if rises > now {
			return if self.steps >= STEPS_BEFORE_RISE { rises } else { now };
		}
		let falls =
			PolicyKey::highest(|key| key <= now && average >= key.from_state() - KEY_HYSTERESIS);
		if falls < now && self.steps >= STEPS_BEFORE_FALL {
			falls
		} else {
			now
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The key after `steps` steps at each of `averages`.
	fn after(steps: u32, averages: &[f64]) -> PolicyKey {
		let mut keeper = KeyKeeper::default();
		let mut key = None;
		for average in averages {
			(0..steps).for_each(|_| key = keeper.step(Some(*average)));
		}
		key.unwrap()
	}

	#[test]
	fn key_bands_are_as_designed() {
		let bands =
			[0.0, 4.9, 5.0, 19.9, 20.0, 39.9, 40.0, 59.9, 60.0, 79.9, 80.0, 89.9, 90.0, 100.0];
		let keys: Vec<_> = bands.iter().map(|a| PolicyKey::of(*a).to_string()).collect();
		let expected = [
			"000", "000", "005", "005", "020", "020", "040", "040", "060", "060", "080", "080",
			"100", "100",
		];
		assert_eq!(keys, expected);
		assert_eq!(PolicyKey::of(f64::NAN), PolicyKey::K000);
	}

	#[test]
	fn key_rises_at_the_bound_and_falls_below_the_hysteresis() {
		assert_eq!(after(30, &[39.9, 40.0]), PolicyKey::K040);
		assert_eq!(after(30, &[40.0, 37.0]), PolicyKey::K040);
		assert_eq!(after(30, &[40.0, 36.9]), PolicyKey::K020);
		assert_eq!(after(30, &[95.0, 18.0]), PolicyKey::K020);
		assert_eq!(after(30, &[95.0, 2.0]), PolicyKey::K005);
		assert_eq!(after(30, &[95.0, 1.9]), PolicyKey::K000);
	}

	#[test]
	fn key_waits_before_it_falls() {
		// The key is set at the first step: nineteen steps later it still holds.
		assert_eq!(after(STEPS_BEFORE_FALL / 2, &[95.0, 50.0]), PolicyKey::K100);
		assert_eq!(after(STEPS_BEFORE_FALL / 2 + 1, &[95.0, 50.0]), PolicyKey::K040);
	}

	#[test]
	fn key_is_unknown_without_an_average() {
		let mut keeper = KeyKeeper::default();
		assert_eq!(keeper.step(None), None);
		assert_eq!(keeper.step(Some(50.0)), Some(PolicyKey::K040));
		assert_eq!(keeper.step(None), None);
	}
}
