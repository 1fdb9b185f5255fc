//! What the automaton sees at one step.

use serde::{Deserialize, Serialize};

/// What is known about the device at one step. What is not known is `None`,
/// never zero; a value that is not finite counts as not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Observation {
	/// Temperature of the processor, degrees Celsius.
	pub celsius: Option<f64>,
	/// Share of the processor time of all cores in use, 0 to 1.
	pub cpu: Option<f64>,
	/// Share of the processor time of all cores that work for others uses, 0 to
	/// 1; zero when none runs. It is taken off [`cpu`](Self::cpu): a device that
	/// helps must not ask for help because it helps.
	pub donated: f64,
	/// How long work waits.
	pub pressure: Pressure,
	/// Frequency of the processor as a share of its maximum, 0 to 1.
	pub frequency: Option<f64>,
	/// Whether a critical flag is open on this device.
	pub critical_flag: bool,
}

/// Pressure stall information: the share of the last ten seconds in which at
/// least one process waited for the resource, 0 to 1 (the kernel's `some avg10`
/// over 100).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pressure {
	/// Waiting for a core.
	pub cpu: Option<f64>,
	/// Waiting for memory.
	pub memory: Option<f64>,
	/// Waiting for storage.
	pub io: Option<f64>,
}
