//! The luck of those who lie: whether chance looked at their lies more or less often
//! than its odds say.
//!
//! A lie that one in forty finds out, and that then costs eighty pays, is a lottery: a few
//! seeds of a few days hold few audits or none, and a mean over them says more about luck
//! than about the rule. But the odds of every draw are known, they were fixed before it,
//! and the draw depends on nothing else. So with each draw that decides on a lie,
//!
//! ```text
//! (1 if it is looked at, else 0, less 1 ÷ odds) × what the liars have put aside
//! ```
//!
//! is nothing in the mean, whatever they do and whatever comes of it. Added to what they
//! have in the end it leaves the expectation as it is, and takes out most of the chance.

use super::Mesh;
use crate::economy::{metrics::credits, strategy::Answer};
use atous_primitives::TaskId;
use atous_runtime::{AccountId, Runtime};
use pallet_tasks::Task;

impl Mesh<'_> {
	/// Chance has said whether the outcome of a task is looked at by one more device.
	pub(super) fn drawn(&mut self, task: TaskId, checked: bool) {
		let Some(job) = self.jobs.get(&task) else { return };
		let committed = || job.copies.iter().filter(|held| held.committed.is_some());
		// Where one of them is honest, the lie comes out by itself.
		if committed().next().is_none() || committed().any(|held| held.answer != Answer::Lie) {
			return;
		}
		let liars: Vec<usize> = committed().map(|held| held.device).collect();
		let Some(on_chain) = pallet_tasks::Tasks::<Runtime>::get(task) else { return };
		let beyond = beyond_odds(checked, on_chain.plan.odds());
		for at in liars {
			let stake = self.devices[at].account.as_ref().map_or(0.0, |who| stake(&on_chain, who));
			self.devices[at].deeds.luck += beyond * stake;
		}
	}
}

/// What a device has put aside for its copy of a task, in credits.
fn stake(task: &Task<AccountId>, device: &AccountId) -> f64 {
	let own = task.copies.iter().find(|copy| copy.is_live() && copy.device == *device);
	own.map_or(0.0, |copy| credits(copy.collateral))
}

/// How much more often than in the mean something of these odds has happened.
fn beyond_odds(happened: bool, odds: u32) -> f64 {
	f64::from(u8::from(happened)) - 1.0 / f64::from(odds.max(1))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn luck_is_nothing_in_the_mean() {
		for odds in [1, 2, 7, 40] {
			let others = f64::from(odds - 1);
			let sum = beyond_odds(true, odds) + others * beyond_odds(false, odds);
			assert!(sum.abs() < 1e-12, "{sum} at {odds}");
		}
		assert_eq!(beyond_odds(true, 4), 0.75);
	}
}
