//! What may differ from device to device: the temperatures of overheating.

use serde::{Deserialize, Serialize};

/// Lowest and highest temperature a setting may name, degrees Celsius: below, a
/// warm room would count as overheating; above, the processor protects itself
/// first.
const SENSIBLE: std::ops::RangeInclusive<f64> = 50.0..=110.0;
/// Least distance between the two temperatures, degrees Celsius: sensors are
/// that coarse.
const LEAST_GAP: f64 = 2.0;

/// The temperatures of overheating. The default suits laptops and servers whose
/// processors slow themselves down at 95 to 105 °C; a single-board computer that
/// does so at 80 °C wants lower ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
	/// The device is overheated from this temperature on, degrees Celsius, 50 to
	/// 110. Default 90.
	pub overheated_at: f64,
	/// It stays so until it is below this temperature, degrees Celsius, 50 to
	/// 110 and at least 2 below the former. Default 80.
	pub cooled_below: f64,
}

impl Default for Settings {
	fn default() -> Self {
		Self { overheated_at: 90.0, cooled_below: 80.0 }
	}
}

impl Settings {
	/// Whether the values make sense, alone and together.
	///
	/// # Errors
	/// Names the value that does not, and its bounds.
	pub fn validate(&self) -> Result<(), SettingsError> {
		for (name, value) in
			[("overheated_at", self.overheated_at), ("cooled_below", self.cooled_below)]
		{
			// A value that is not a number is in no range.
			if !SENSIBLE.contains(&value) {
				return Err(SettingsError::OutOfRange { name, value });
			}
		}
		if self.overheated_at - self.cooled_below < LEAST_GAP {
			return Err(SettingsError::TooClose {
				overheated_at: self.overheated_at,
				cooled_below: self.cooled_below,
			});
		}
		Ok(())
	}
}

/// Why settings were refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SettingsError {
	/// A temperature outside what makes sense.
	#[error("{name} = {value} °C: give a temperature from 50 to 110 °C")]
	OutOfRange {
		/// The key.
		name: &'static str,
		/// Its value, degrees Celsius.
		value: f64,
	},
	/// The device would flap between overheated and not.
	#[error(
		"cooled_below = {cooled_below} °C must be at least 2 °C below \
		 overheated_at = {overheated_at} °C"
	)]
	TooClose {
		/// Where overheating starts, degrees Celsius.
		overheated_at: f64,
		/// Where it ends, degrees Celsius.
		cooled_below: f64,
	},
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn default_settings_are_valid() {
		assert_eq!(Settings::default().validate(), Ok(()));
	}

	#[test]
	fn settings_out_of_range_fail() {
		for value in [f64::NAN, f64::INFINITY, 20.0, 200.0] {
			let settings = Settings { overheated_at: value, ..Settings::default() };
			assert!(matches!(
				settings.validate(),
				Err(SettingsError::OutOfRange { name: "overheated_at", .. })
			));
		}
	}

	#[test]
	fn settings_that_would_flap_fail() {
		let settings = Settings { overheated_at: 85.0, cooled_below: 84.0 };
		assert!(matches!(settings.validate(), Err(SettingsError::TooClose { .. })));
	}
}
