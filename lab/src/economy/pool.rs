//! A pool of threads that run plans, each with a state of its own.

use super::{mesh, metrics::Outcome, plan::Plan};
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
	sync::atomic::{AtomicUsize, Ordering},
	sync::Mutex,
	time::Duration,
};

/// Run all plans, `jobs` at a time, and return what each came to, in their order.
pub fn run_all(plans: &[&Plan], jobs: usize) -> Result<Vec<Outcome>> {
	let bar = progress_bar(plans);
	let next = AtomicUsize::new(0);
	let done: Mutex<Vec<Option<Result<Outcome>>>> =
		Mutex::new(plans.iter().map(|_| None).collect());
	std::thread::scope(|scope| {
		for _ in 0..jobs.min(plans.len()) {
			scope.spawn(|| loop {
				let at = next.fetch_add(1, Ordering::Relaxed);
				let Some(plan) = plans.get(at) else { break };
				bar.set_message(plan.name.clone());
				// A block of a large mesh takes longer.
				let each = plan.devices as u64;
				let outcome = mesh::run(plan, &|blocks| bar.inc(blocks * each));
				if let Ok(mut done) = done.lock() {
					done[at] = Some(outcome);
				}
			});
		}
	});
	bar.finish_and_clear();
	let done = done.into_inner().unwrap_or_else(|broken| broken.into_inner());
	done.into_iter()
		.map(|one| one.unwrap_or_else(|| Err(anyhow::anyhow!("a run ended early"))))
		.collect()
}

fn progress_bar(plans: &[&Plan]) -> ProgressBar {
	let total = plans.iter().map(|plan| u64::from(plan.blocks()) * plan.devices as u64).sum();
	let bar = ProgressBar::new(total);
	let style = ProgressStyle::with_template("{bar:30} {percent:>3} % {eta} left, {msg}");
	bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
	bar.enable_steady_tick(Duration::from_millis(500));
	bar
}
