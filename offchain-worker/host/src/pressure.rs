//! Pressure stall information, from `proc/pressure`.
//!
//! See the kernel's *accounting/psi*. It is absent where the kernel was built or
//! started without it (`psi=1` turns it on).

use crate::{
	files::Root,
	lane::{Aging, Reader},
	Reading, Unknown,
};
use procfs::parse_pressure_record;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Share of the last ten seconds in which at least one process waited, 0 to 1
/// (`some avg10` over 100).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pressure {
	/// For a core.
	pub cpu: Reading<f64>,
	/// For memory.
	pub memory: Reading<f64>,
	/// For storage.
	pub io: Reading<f64>,
}

impl Aging for Pressure {
	fn stale(self, age: Duration) -> Self {
		Self { cpu: self.cpu.stale(age), memory: self.memory.stale(age), io: self.io.stale(age) }
	}

	fn late(why: Unknown) -> Self {
		let unknown = || Reading::Unknown(why.clone());
		Self { cpu: unknown(), memory: unknown(), io: unknown() }
	}
}

/// Reads the three files of `proc/pressure`.
pub(crate) struct PressureReader;

impl Reader for PressureReader {
	type Output = Pressure;
	const NAME: &'static str = "atous-pressure";

	fn read(&mut self, root: &Root) -> Pressure {
		Pressure {
			cpu: some(root, "proc/pressure/cpu").into(),
			memory: some(root, "proc/pressure/memory").into(),
			io: some(root, "proc/pressure/io").into(),
		}
	}
}

/// `some avg10` as a share. Only that line is parsed: kernels before 5.13 have
/// no `full` line for the processor.
fn some(root: &Root, path: &str) -> Result<f64, Unknown> {
	let text = root.text(path)?;
	// The parser cuts five bytes off the line unseen.
	let line = text.lines().find(|line| line.starts_with("some "));
	let line = line.ok_or_else(|| root.malformed(path, "has no line of `some`"))?;
	let record =
		parse_pressure_record(line).map_err(|_| root.malformed(path, "cannot be parsed"))?;
	let share = f64::from(record.avg10) / 100.0;
	if (0.0..=1.0).contains(&share) {
		Ok(share)
	} else {
		Err(root.malformed(path, format_args!("gives a share of {share}")))
	}
}
