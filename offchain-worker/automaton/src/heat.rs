//! Overheating: when nothing else counts.

use crate::{state::known, Settings};

/// Steps an overheated device is taken to stay so while its temperature is not
/// known. A minute: longer than a sensor's hiccup, and no device is paralysed by
/// a sensor that went away for good.
pub const HEAT_MEMORY: u32 = 60;

/// Whether the device is overheated.
#[derive(Clone, Debug)]
pub(crate) struct HeatGuard {
	settings: Settings,
	overheated: bool,
	unknown_for: u32,
}

impl HeatGuard {
	/// A guard of a device that has not been seen hot.
	pub fn new(settings: Settings) -> Self {
		Self { settings, overheated: false, unknown_for: 0 }
	}

	/// Whether the device is overheated after one more reading.
	pub fn step(&mut self, celsius: Option<f64>) -> bool {
		match known(celsius) {
			Some(celsius) => {
				self.unknown_for = 0;
				if celsius >= self.settings.overheated_at {
					self.overheated = true;
				} else if celsius < self.settings.cooled_below {
					self.overheated = false;
				}
			}
			None => {
				self.unknown_for = self.unknown_for.saturating_add(1);
				self.overheated &= self.unknown_for < HEAT_MEMORY;
			}
		}
		self.overheated
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn overheated(readings: &[Option<f64>]) -> bool {
		let mut guard = HeatGuard::new(Settings::default());
		readings.iter().map(|celsius| guard.step(*celsius)).last().unwrap()
	}

	#[test]
	fn overheating_has_its_own_hysteresis() {
		assert!(!overheated(&[Some(89.9)]));
		assert!(overheated(&[Some(90.0)]));
		assert!(overheated(&[Some(90.0), Some(80.0)]));
		assert!(!overheated(&[Some(90.0), Some(79.9)]));
		assert!(!overheated(&[Some(90.0), Some(79.9), Some(89.9)]));
	}

	#[test]
	fn overheating_outlives_a_gap_but_not_a_lost_sensor() {
		let gap = |steps: u32| {
			let mut readings = vec![Some(95.0)];
			readings.extend((0..steps).map(|_| None));
			overheated(&readings)
		};
		assert!(gap(HEAT_MEMORY - 1));
		assert!(!gap(HEAT_MEMORY));
		assert!(!overheated(&[None]));
	}
}
