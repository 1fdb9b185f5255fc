//! A recording of a machine, replayed: a demonstration can play any machine.
//!
//! A recording is one TOML file. `ticks` holds one row a second; after the last
//! the first comes again, so a row holds values and never counters. What a row or
//! the head leaves out is missing in the sample, as on a machine that lacks it.
//!
//! ```toml
//! about = "A laptop that compiles"
//! cores = 8
//! memory_mib = 15_840
//! most_mhz = 4_200
//! ticks = [
//!     # Shares are 0 to 1; pressure is that of processor, memory and I/O.
//!     { cpu = 0.95, available_mib = 6_120, pressure = [0.38, 0.0, 0.01], load = [9.1, 8.7, 7.9], celsius = 78.0, mhz = 4_050 },
//! ]
//! ```

use crate::{
	cpu::Cpu, frequency::Frequency, heat::Heat, load::Load, memory::Memory, pressure::Pressure,
	Clock, Reading, Sample, Source, Unknown,
};
use serde::Deserialize;
use std::{
	fs, io,
	path::{Path, PathBuf},
	sync::Arc,
};

const MIB: u64 = 1 << 20;

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
	about: String,
	cores: Option<u16>,
	memory_mib: Option<u32>,
	most_mhz: Option<f64>,
	ticks: Vec<Tick>,
}

/// One row of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tick {
	cpu: Option<f64>,
	#[serde(default)]
	low_priority: f64,
	available_mib: Option<u32>,
	pressure: Option<[f64; 3]>,
	load: Option<[f64; 3]>,
	celsius: Option<f64>,
	mhz: Option<f64>,
}

/// Replays a recording without end, one row a sample.
pub struct Recorded {
	file: File,
	next: usize,
	clock: Arc<dyn Clock>,
}

/// Why a recording was refused.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
	/// It cannot be read.
	#[error("cannot read the recording {path}: {error}; name a TOML file of samples")]
	Unreadable {
		/// The file.
		path: PathBuf,
		/// What the system says.
		#[source]
		error: io::Error,
	},
	/// It is not TOML, or not of this form.
	#[error("the recording {path} is malformed: {error}")]
	Malformed {
		/// The file.
		path: PathBuf,
		/// Where and what.
		#[source]
		error: Box<toml::de::Error>,
	},
	/// It has no row.
	#[error("the recording {path} has no ticks: give at least one")]
	Empty {
		/// The file.
		path: PathBuf,
	},
	/// A value is out of range.
	#[error("tick {tick} of the recording {path}: {name} must be within {low} to {high}")]
	OutOfRange {
		/// The file.
		path: PathBuf,
		/// The row, counted from zero.
		tick: usize,
		/// The key.
		name: &'static str,
		/// Its least value.
		low: f64,
		/// Its greatest value.
		high: f64,
	},
}

impl Recorded {
	/// Opens a recording. The path may leave out `.toml`: `recordings/busy`.
	///
	/// # Errors
	/// If it cannot be read, is malformed, has no row, or a value out of range.
	pub fn open(path: impl AsRef<Path>, clock: Arc<dyn Clock>) -> Result<Self, RecordingError> {
		let mut path = path.as_ref().to_owned();
		if path.extension().is_none() {
			path.set_extension("toml");
		}
		let text = match fs::read_to_string(&path) {
			Ok(text) => text,
			Err(error) => return Err(RecordingError::Unreadable { path, error }),
		};
		let file: File = match toml::from_str(&text) {
			Ok(file) => file,
			Err(error) => return Err(RecordingError::Malformed { path, error: Box::new(error) }),
		};
		if file.ticks.is_empty() {
			return Err(RecordingError::Empty { path });
		}
		for (tick, row) in file.ticks.iter().enumerate() {
			if let Some((name, (low, high))) = row.out_of_range() {
				return Err(RecordingError::OutOfRange { path, tick, name, low, high });
			}
		}
		Ok(Self { file, next: 0, clock })
	}

	/// What the recording is of, in its own words.
	pub fn about(&self) -> &str {
		&self.file.about
	}

	/// Rows until it begins again.
	pub fn ticks(&self) -> usize {
		self.file.ticks.len()
	}
}

impl Source for Recorded {
	fn sample(&mut self) -> Sample {
		let row = &self.file.ticks[self.next];
		self.next = (self.next + 1) % self.file.ticks.len();
		Sample {
			at_unix_ms: self.clock.unix_ms(),
			cores: recorded(self.file.cores),
			cpu: recorded(row.cpu.map(|used| Cpu { used, low_priority: row.low_priority })),
			memory: recorded(row.memory(self.file.memory_mib)),
			pressure: row.pressure(),
			load: recorded(row.load.map(|[one, five, fifteen]| Load { one, five, fifteen })),
			heat: recorded(row.celsius.map(|celsius| Heat { celsius, sensor: "recorded".into() })),
			frequency: recorded(row.frequency(self.file.most_mhz)),
		}
	}
}

impl Tick {
	/// The first value out of its range, with the range. What is not a number is
	/// in none.
	fn out_of_range(&self) -> Option<(&'static str, (f64, f64))> {
		const SHARE: (f64, f64) = (0.0, 1.0);
		const LOAD: (f64, f64) = (0.0, 100_000.0);
		let mut values =
			vec![("cpu", self.cpu, SHARE), ("low_priority", Some(self.low_priority), SHARE)];
		values.push(("celsius", self.celsius, (-40.0, 130.0)));
		values.push(("mhz", self.mhz, (0.0, 100_000.0)));
		let pressure = self.pressure.iter().flatten();
		values.extend(pressure.map(|value| ("pressure", Some(*value), SHARE)));
		values.extend(self.load.iter().flatten().map(|value| ("load", Some(*value), LOAD)));
		let out = |value: Option<f64>, (low, high): (f64, f64)| {
			value.is_some_and(|value| !(low..=high).contains(&value))
		};
		let wrong = values.into_iter().find(|(_, value, range)| out(*value, *range));
		wrong.map(|(name, _, range)| (name, range))
	}

	fn memory(&self, total_mib: Option<u32>) -> Option<Memory> {
		let total = u64::from(total_mib?) * MIB;
		let available = (u64::from(self.available_mib?) * MIB).min(total);
		Some(Memory { total, available, swap_total: 0, swap_free: 0 })
	}

	fn pressure(&self) -> Pressure {
		let of = |n: usize| recorded(self.pressure.map(|pressure| pressure[n]));
		Pressure { cpu: of(0), memory: of(1), io: of(2) }
	}

	fn frequency(&self, most_mhz: Option<f64>) -> Option<Frequency> {
		let (now, most) = (self.mhz?, most_mhz.filter(|most| (1.0..=100_000.0).contains(most))?);
		let ratio = (now / most).clamp(0.0, 1.0);
		Some(Frequency { ratio, now_khz: now * 1000.0, most_khz: most * 1000.0 })
	}
}

fn recorded<T>(value: Option<T>) -> Reading<T> {
	value.ok_or_else(|| Unknown::missing("the recording does not have it")).into()
}
