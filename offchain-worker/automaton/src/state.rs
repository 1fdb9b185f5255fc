//! The state: how busy and hot a device is, as one number from 0 to 100.
//!
//! `state = 100 × Σ weight × term / Σ weight`, over the terms that are known:
//!
//! | term | weight | value, clamped to 0..1 |
//! |---|---|---|
//! | heat | 0.4 | (t − 30 °C) / (85 °C − 30 °C) |
//! | load | 0.4 | processor use, raised by pressure (below) |
//! | frequency | 0.2 | frequency / maximum |
//!
//! **Load** is `u + (1 − u) × p`. `u` is the processor use less what work for
//! others takes. `p` is the largest known of CPU pressure, memory pressure and
//! half the I/O pressure: whoever waits for a disk still has its cores to give.
//! So pressure never lowers the load, and full pressure means full load even if
//! the counters show idle cores (thrashing does). While work for others runs,
//! CPU pressure is left out: at idle priority it waits by design, and would be
//! taken for the owner's own need. Without processor use the load is unknown:
//! no pressure does not mean no use.

use crate::Observation;
use serde::{Deserialize, Serialize};

/// Temperature at which the heat term is 0, degrees Celsius.
pub const COLD: f64 = 30.0;
/// Temperature at which the heat term is 1, degrees Celsius.
pub const HOT: f64 = 85.0;
/// What I/O pressure counts for against CPU and memory pressure.
const IO_PRESSURE_WEIGHT: f64 = 0.5;

/// One part of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
	/// The temperature.
	Heat,
	/// The processor use, raised by pressure.
	Load,
	/// The frequency over its maximum.
	Frequency,
}

impl Term {
	/// All terms.
	pub const ALL: [Term; 3] = [Term::Heat, Term::Load, Term::Frequency];

	/// What the term counts for when all are known; the three add up to 1.
	pub const fn weight(self) -> f64 {
		match self {
			Term::Heat | Term::Load => 0.4,
			Term::Frequency => 0.2,
		}
	}

	/// The term's value, 0 to 1, or `None` where it is not known.
	pub fn value(self, seen: &Observation) -> Option<f64> {
		match self {
			Term::Heat => known(seen.celsius).map(|t| ((t - COLD) / (HOT - COLD)).clamp(0.0, 1.0)),
			Term::Load => load(seen),
			Term::Frequency => share(seen.frequency),
		}
	}
}

/// The state of the device, 0 to 100, or `None` where no term is known.
///
/// ```
/// use atous_automaton::{state::state, Observation};
///
/// // Only the frequency is known, so it alone decides.
/// let seen = Observation { frequency: Some(0.3), ..Observation::default() };
/// assert_eq!(state(&seen), Some(30.0));
/// assert_eq!(state(&Observation::default()), None);
/// ```
pub fn state(seen: &Observation) -> Option<f64> {
	let (sum, weights) =
		Term::ALL.iter().fold((0.0, 0.0), |(sum, weights), term| match term.value(seen) {
			Some(value) => (sum + term.weight() * value, weights + term.weight()),
			None => (sum, weights),
		});
	(weights > 0.0).then(|| (100.0 * sum / weights).clamp(0.0, 100.0))
}

/// Processor use without the work for others, raised by pressure.
fn load(seen: &Observation) -> Option<f64> {
	let donated = share(Some(seen.donated)).unwrap_or(0.0);
	let used = (share(seen.cpu)? - donated).max(0.0);
	let waits = seen.pressure;
	let cpu = if donated > 0.0 { None } else { share(waits.cpu) };
	let io = share(waits.io).map(|p| p * IO_PRESSURE_WEIGHT);
	let pressure = [cpu, share(waits.memory), io].into_iter().flatten().fold(0.0, f64::max);
	Some(used + (1.0 - used) * pressure)
}

/// The value, if it is a finite number.
pub(crate) fn known(value: Option<f64>) -> Option<f64> {
	value.filter(|v| v.is_finite())
}

/// The value within 0 to 1, if it is a finite number.
fn share(value: Option<f64>) -> Option<f64> {
	known(value).map(|v| v.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Pressure;

	fn seen(celsius: f64, cpu: f64, frequency: f64) -> Observation {
		Observation {
			celsius: Some(celsius),
			cpu: Some(cpu),
			frequency: Some(frequency),
			..Observation::default()
		}
	}

	#[test]
	fn state_at_the_ends_is_0_and_100() {
		assert_eq!(state(&seen(30.0, 0.0, 0.0)), Some(0.0));
		assert_eq!(state(&seen(85.0, 1.0, 1.0)), Some(100.0));
		assert_eq!(state(&seen(-10.0, -1.0, 0.0)), Some(0.0));
		assert_eq!(state(&seen(120.0, 7.0, 3.0)), Some(100.0));
	}

	#[test]
	fn state_weighs_its_terms() {
		// 57.5 °C is the middle of the range.
		let all = state(&seen(57.5, 0.5, 0.5)).unwrap();
		assert!((all - 50.0).abs() < 1e-9);
		let hot_alone = state(&seen(85.0, 0.0, 0.0)).unwrap();
		assert!((hot_alone - 40.0).abs() < 1e-9);
		let fast_alone = state(&seen(30.0, 0.0, 1.0)).unwrap();
		assert!((fast_alone - 20.0).abs() < 1e-9);
	}

	#[test]
	fn state_without_frequency_is_renormalised() {
		let without = Observation { frequency: None, ..seen(85.0, 0.0, 0.0) };
		assert!((state(&without).unwrap() - 50.0).abs() < 1e-9);
	}

	#[test]
	fn state_of_what_is_not_a_number_is_unknown() {
		let nan = seen(f64::NAN, f64::INFINITY, f64::NEG_INFINITY);
		assert_eq!(state(&nan), None);
	}

	#[test]
	fn load_is_raised_by_the_worst_pressure() {
		let with = |pressure| load(&Observation { pressure, ..seen(30.0, 0.5, 0.0) }).unwrap();
		assert_eq!(with(Pressure::default()), 0.5);
		assert_eq!(with(Pressure { cpu: Some(0.4), ..Pressure::default() }), 0.7);
		assert_eq!(with(Pressure { cpu: Some(0.4), memory: Some(1.0), io: None }), 1.0);
		assert_eq!(with(Pressure { io: Some(0.8), ..Pressure::default() }), 0.7);
	}

	#[test]
	fn load_leaves_out_work_for_others() {
		let helping = Observation {
			donated: 0.5,
			pressure: Pressure { cpu: Some(0.9), ..Pressure::default() },
			..seen(30.0, 0.75, 0.0)
		};
		assert_eq!(load(&helping), Some(0.25));
		let more_than_all = Observation { donated: 0.9, ..helping };
		assert_eq!(load(&more_than_all), Some(0.0));
	}

	#[test]
	fn load_without_processor_use_is_unknown() {
		let pressure = Pressure { cpu: Some(0.0), memory: Some(0.0), io: Some(0.0) };
		assert_eq!(load(&Observation { pressure, ..Observation::default() }), None);
	}
}
