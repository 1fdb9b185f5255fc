//! Progress on standard error: a bar on a terminal, a line now and then elsewhere.

use super::plan::Plan;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
	io::IsTerminal,
	sync::Mutex,
	time::{Duration, Instant},
};

/// Time between two lines.
const BETWEEN_LINES: Duration = Duration::from_secs(20);

/// How far a measurement is.
pub struct Progress {
	bar: ProgressBar,
	/// Whether lines are written.
	lines: bool,
	start: Instant,
	far: Mutex<Far>,
}

/// How far it is, in figures.
struct Far {
	/// Runs that have ended, of all.
	runs: (usize, usize),
	/// Blocks times devices that have passed, of all: a block of a large mesh takes longer.
	work: (u64, u64),
	/// When it was last told, since the start.
	told: Duration,
}

impl Progress {
	/// Of these plans, before the first.
	pub fn new(plans: &[&Plan], quiet: bool) -> Self {
		let all = plans.iter().map(|plan| work(plan)).sum();
		let terminal = std::io::stderr().is_terminal();
		let bar = if terminal && !quiet { ProgressBar::new(all) } else { ProgressBar::hidden() };
		let style = ProgressStyle::with_template("{bar:30} {percent:>3} % {eta} left, {msg}");
		bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
		if terminal && !quiet {
			bar.enable_steady_tick(Duration::from_millis(500));
		}
		let far = Far { runs: (0, plans.len()), work: (0, all), told: Duration::ZERO };
		Self { bar, lines: !terminal && !quiet, start: Instant::now(), far: Mutex::new(far) }
	}

	/// A run begins.
	pub fn begins(&self, plan: &Plan) {
		self.bar.set_message(plan.name.clone());
	}

	/// Blocks of a run have passed.
	pub fn passed(&self, plan: &Plan, blocks: u64) {
		let work = blocks * plan.devices as u64;
		self.bar.inc(work);
		let Ok(mut far) = self.far.lock() else { return };
		far.work.0 += work;
		let now = self.start.elapsed();
		if self.lines && now >= far.told + BETWEEN_LINES {
			far.told = now;
			eprintln!("{}", far.line(now, plan));
		}
	}

	/// A run has ended.
	pub fn ends(&self) {
		if let Ok(mut far) = self.far.lock() {
			far.runs.0 += 1;
		}
	}

	/// All have.
	pub fn finish(&self) {
		self.bar.finish_and_clear();
	}
}

impl Far {
	/// What is told while `plan` runs.
	fn line(&self, after: Duration, plan: &Plan) -> String {
		let (runs, all) = self.runs;
		let percent = 100 * self.work.0 / self.work.1.max(1);
		let seconds = after.as_secs();
		let (name, seed) = (&plan.name, plan.seed);
		format!(
			"{percent:>3} % after {seconds} s: {runs} of {all} runs done, in {name}, seed {seed}"
		)
	}
}

/// How much there is to do for a plan.
pub fn work(plan: &Plan) -> u64 {
	u64::from(plan.all_blocks()) * plan.devices as u64
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::economy::time::Clock;

	#[test]
	fn a_line_says_how_far_it_is_and_in_what() {
		let far = Far { runs: (3, 9), work: (2_880, 5_760), told: Duration::ZERO };
		let plan = Plan::new("demand 2", 10, 1.0, Clock::new(60)).with_seed(4);
		let line = far.line(Duration::from_secs(61), &plan);
		assert_eq!(line, " 50 % after 61 s: 3 of 9 runs done, in demand 2, seed 4");
		assert_eq!(work(&plan), 14_400);
	}

	#[test]
	fn what_has_passed_is_counted_over_all_runs() {
		let plan = Plan::new("one", 10, 1.0, Clock::new(60));
		let progress = Progress::new(&[&plan, &plan], true);
		progress.passed(&plan, 144);
		progress.ends();
		let far = progress.far.lock().unwrap();
		assert_eq!((far.runs, far.work), ((1, 2), (1_440, 28_800)));
	}
}
