//! Processor use, from the counters of `proc/stat`.
//!
//! See *proc_stat(5)*. Time waiting for I/O counts as idle, as the cores are;
//! time stolen by a hypervisor counts as used, as it cannot be had. Guest time is
//! part of user time and not counted again.

use crate::{
	files::Root,
	lane::{Aging, Reader},
	Reading, Unknown,
};
use procfs::{CpuTime, ExplicitSystemInfo, FromReadSI, KernelStats};
use serde::{Deserialize, Serialize};
use std::time::Duration;

const PATH: &str = "proc/stat";
/// The parser wants to know the machine; what is read here are ticks, whose
/// length cancels out.
const ANY_MACHINE: ExplicitSystemInfo = ExplicitSystemInfo {
	boot_time_secs: 0,
	ticks_per_second: 100,
	page_size: 4096,
	is_little_endian: true,
};

/// Use of the processor time of all cores since the reading before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cpu {
	/// Share in use, 0 to 1.
	pub used: f64,
	/// The part of it at low priority (`nice`), 0 to 1: an upper bound on what
	/// work for others takes, as that runs at idle priority.
	pub low_priority: f64,
}

/// What [`CpuReader`] gives.
#[derive(Clone, Debug)]
pub(crate) struct Cores {
	pub count: Reading<u16>,
	pub cpu: Reading<Cpu>,
}

impl Aging for Cores {
	fn stale(self, age: Duration) -> Self {
		Self { count: self.count.stale(age), cpu: self.cpu.stale(age) }
	}

	fn late(why: Unknown) -> Self {
		Self { count: Reading::Unknown(why.clone()), cpu: Reading::Unknown(why) }
	}
}

/// Counters as they stood, in ticks.
#[derive(Clone, Copy, Debug)]
struct Ticks {
	used: u64,
	low_priority: u64,
	idle: u64,
}

impl Ticks {
	fn of(time: &CpuTime) -> Self {
		let or_0 = |ticks: Option<u64>| ticks.unwrap_or(0);
		let all = |ticks: &[u64]| ticks.iter().fold(0, |sum: u64, t| sum.saturating_add(*t));
		let kernel = [time.system, or_0(time.irq), or_0(time.softirq), or_0(time.steal)];
		Self {
			used: all(&[time.user, time.nice, all(&kernel)]),
			low_priority: time.nice,
			idle: all(&[time.idle, or_0(time.iowait)]),
		}
	}

	/// What passed since `earlier`; `None` if a counter ran backwards.
	fn since(self, earlier: Self) -> Option<Self> {
		Some(Self {
			used: self.used.checked_sub(earlier.used)?,
			low_priority: self.low_priority.checked_sub(earlier.low_priority)?,
			idle: self.idle.checked_sub(earlier.idle)?,
		})
	}

	/// Shares of the time passed; `None` if none did.
	fn shares(self) -> Option<Cpu> {
		// Sums of u64 as floats: no overflow, and ticks of a second are exact.
		let all = self.used as f64 + self.idle as f64;
		let share = |ticks: u64| (ticks as f64 / all).clamp(0.0, 1.0);
		(all > 0.0).then(|| Cpu { used: share(self.used), low_priority: share(self.low_priority) })
	}
}

/// Reads `proc/stat` and keeps the counters for the next time.
#[derive(Default)]
pub(crate) struct CpuReader {
	earlier: Option<Ticks>,
	last: Option<Cpu>,
}

impl Reader for CpuReader {
	type Output = Cores;
	const NAME: &'static str = "atous-cpu";

	fn read(&mut self, root: &Root) -> Cores {
		match stats(root) {
			Ok(stats) => Cores { count: count(&stats, root), cpu: self.used(&stats.total) },
			Err(why) => Cores::late(why),
		}
	}
}

impl CpuReader {
	fn used(&mut self, total: &CpuTime) -> Reading<Cpu> {
		let now = Ticks::of(total);
		let Some(earlier) = self.earlier.replace(now) else {
			return Reading::Unknown(Unknown::late("use is known from the second reading on"));
		};
		// Counters run backwards when a core is taken out, and a little at times
		// on any machine. Counting a negative step as zero would show a machine as
		// fully busy; the last use is the better guess.
		let why = match now.since(earlier).map(Ticks::shares) {
			Some(Some(cpu)) => {
				self.last = Some(cpu);
				return Reading::good(cpu);
			}
			Some(None) => "no time was counted since the last reading",
			None => "a counter ran backwards since the last reading",
		};
		match self.last {
			Some(cpu) => Reading::estimated(cpu, format!("as before: {why}")),
			None => Reading::Unknown(Unknown::late(why)),
		}
	}
}

fn stats(root: &Root) -> Result<KernelStats, Unknown> {
	let text = root.text(PATH)?;
	KernelStats::from_read(text.as_bytes(), &ANY_MACHINE)
		.map_err(|_| root.malformed(PATH, "cannot be parsed"))
}

fn count(stats: &KernelStats, root: &Root) -> Reading<u16> {
	let count = u16::try_from(stats.cpu_time.len()).ok().filter(|count| *count > 0);
	count.ok_or_else(|| root.malformed(PATH, "names no core")).into()
}
