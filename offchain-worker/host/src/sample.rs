//! A sample: all that is known of a machine at one moment.

use crate::{
	cpu::Cpu, frequency::Frequency, heat::Heat, load::Load, memory::Memory, pressure::Pressure,
	Reading,
};
use serde::{Deserialize, Serialize};

/// All readings of one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
	/// When it was taken, milliseconds since 1970 in UTC.
	pub at_unix_ms: u64,
	/// Cores in operation.
	pub cores: Reading<u16>,
	/// Use of their time since the sample before.
	pub cpu: Reading<Cpu>,
	/// Memory.
	pub memory: Reading<Memory>,
	/// How long work waits.
	pub pressure: Pressure,
	/// Load averages.
	pub load: Reading<Load>,
	/// The temperature that counts.
	pub heat: Reading<Heat>,
	/// Frequency of the processor.
	pub frequency: Reading<Frequency>,
}

/// What gives samples: a machine, or a recording of one.
pub trait Source: Send {
	/// Takes the next sample. To be called once a second.
	fn sample(&mut self) -> Sample;
}
