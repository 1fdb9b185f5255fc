//! The host: a machine, or a tree of files that looks like one.

use crate::{
	cpu::{Cores, CpuReader},
	files::Root,
	frequency::{Frequency, FrequencyReader},
	heat::{Heat, HeatReader},
	lane::Lane,
	load::{Load, LoadReader},
	memory::{Memory, MemoryReader},
	pressure::{Pressure, PressureReader},
	Clock, Reading, Sample, Source,
};
use std::{
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant},
};

/// How long a sample waits for its readers, all together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
	/// For all but the frequency.
	pub readings: Duration,
	/// For the frequency. Zero: a sample holds that of the sample before.
	pub frequency: Duration,
}

impl Default for Patience {
	/// A sample is to take 5 ms at most; on a virtual machine with two
	/// cores it takes 0.2 ms, and 0.4 ms at the 99th percentile.
	fn default() -> Self {
		Self { readings: Duration::from_millis(4), frequency: Duration::ZERO }
	}
}

/// A machine that is read, each reader on its own thread.
pub struct Host {
	clock: Arc<dyn Clock>,
	patience: Patience,
	cpu: Lane<Cores>,
	memory: Lane<Reading<Memory>>,
	pressure: Lane<Pressure>,
	load: Lane<Reading<Load>>,
	heat: Lane<Reading<Heat>>,
	frequency: Lane<Reading<Frequency>>,
}

impl Host {
	/// The machine whose `proc` and `sys` lie in `root`: `/` for this one.
	pub fn new(root: PathBuf, clock: Arc<dyn Clock>) -> Self {
		Self::with_patience(root, clock, Patience::default())
	}

	/// The same, with more or less patience.
	pub fn with_patience(root: PathBuf, clock: Arc<dyn Clock>, patience: Patience) -> Self {
		let root = Root::new(root);
		Self {
			patience,
			cpu: Lane::start(CpuReader::default(), root.clone(), clock.clone()),
			memory: Lane::start(MemoryReader, root.clone(), clock.clone()),
			pressure: Lane::start(PressureReader, root.clone(), clock.clone()),
			load: Lane::start(LoadReader, root.clone(), clock.clone()),
			heat: Lane::start(HeatReader::default(), root.clone(), clock.clone()),
			frequency: Lane::start(FrequencyReader::default(), root, clock.clone()),
			clock,
		}
	}
}

impl Source for Host {
	fn sample(&mut self) -> Sample {
		self.cpu.ask();
		self.memory.ask();
		self.pressure.ask();
		self.load.ask();
		self.heat.ask();
		self.frequency.ask();

		let start = Instant::now();
		// The frequency first: at a patience of zero that is what the sample
		// before asked for, whether or not the reader is quick today.
		let frequency = self.frequency.collect(start + self.patience.frequency);
		let deadline = start + self.patience.readings;
		let Cores { count, cpu } = self.cpu.collect(deadline);
		Sample {
			at_unix_ms: self.clock.unix_ms(),
			cores: count,
			cpu,
			memory: self.memory.collect(deadline),
			pressure: self.pressure.collect(deadline),
			load: self.load.collect(deadline),
			heat: self.heat.collect(deadline),
			frequency,
		}
	}
}
