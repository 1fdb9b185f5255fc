//! A pool of threads that run plans, each with a state of its own.

use super::{
	mesh,
	metrics::Outcome,
	plan::Plan,
	progress::{work, Progress},
};
use anyhow::Result;
use std::{
	cmp::Reverse,
	sync::atomic::{AtomicUsize, Ordering},
	sync::Mutex,
};

/// Run all plans, `jobs` at a time and the longest first, and return what each came to,
/// in their order.
pub fn run_all(plans: &[&Plan], jobs: usize, quiet: bool) -> Result<Vec<Outcome>> {
	let progress = Progress::new(plans, quiet);
	let order = longest_first(plans);
	let next = AtomicUsize::new(0);
	let done: Mutex<Vec<Option<Result<Outcome>>>> =
		Mutex::new(plans.iter().map(|_| None).collect());
	std::thread::scope(|scope| {
		for _ in 0..jobs.min(plans.len()) {
			scope.spawn(|| loop {
				let turn = next.fetch_add(1, Ordering::Relaxed);
				let Some(at) = order.get(turn).copied() else { break };
				let plan = plans[at];
				progress.begins(plan);
				let outcome = mesh::run(plan, &|blocks| progress.passed(plan, blocks));
				progress.ends();
				if let Ok(mut done) = done.lock() {
					done[at] = Some(outcome);
				}
			});
		}
	});
	progress.finish();
	let done = done.into_inner().unwrap_or_else(|broken| broken.into_inner());
	done.into_iter()
		.map(|one| one.unwrap_or_else(|| Err(anyhow::anyhow!("a run ended early"))))
		.collect()
}

/// The order in which plans are begun, so that no thread is left with a long one.
fn longest_first(plans: &[&Plan]) -> Vec<usize> {
	let mut order: Vec<usize> = (0..plans.len()).collect();
	order.sort_by_key(|at| Reverse(work(plans[*at])));
	order
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::economy::time::Clock;

	#[test]
	fn outcomes_are_in_the_order_of_the_plans_and_the_longest_run_begins_first() {
		let plan = |days| Plan::new("one", 20, days, Clock::new(600));
		let (short, long) = (plan(0.25), plan(0.5));
		assert_eq!(longest_first(&[&short, &long, &short]), [1, 0, 2]);
		let outcomes = run_all(&[&short, &long], 2, true).unwrap();
		let ends: Vec<f64> = outcomes.iter().filter_map(|one| Some(one.last()?.day)).collect();
		assert_eq!(ends, [0.25, 0.5]);
	}
}
