//! The result that an outcome stands for, or why there is none.

use crate::{
	chain::Task,
	error::{Failure, Kind},
};
use atous_primitives::{views::TaskPhase, Cid, Outcome};

/// The result of a task of which `outcome` is known, or why there is none. The outcome is
/// the chain's, or what was delivered.
pub fn result_of(task: &Task, outcome: Option<Outcome>) -> Result<Cid, Failure> {
	let why = match (task.phase, outcome) {
		(TaskPhase::Settled | TaskPhase::Delivered, outcome) => match outcome {
			Some(Outcome::Completed { result, .. }) => return Ok(result),
			Some(Outcome::Trapped { .. }) => {
				"the payload trapped or ended with an exit code other than 0"
			}
			Some(Outcome::OutOfFuel) => {
				"the work limit was reached; submit it again with a higher --work-limit"
			}
			Some(Outcome::Unavailable) => {
				"the devices could not get the payload or the input, or the payload is no module; \
				 keep `atous run` running until the task has ended"
			}
			None => "what was delivered is not known here",
		},
		(TaskPhase::Expired, _) => {
			"it expired: too few devices were found or answered in time; what was put aside is \
			 released"
		}
		(TaskPhase::Inconclusive, _) => {
			"no quorum of devices agreed on one; those that answered share the pay of a quorum"
		}
		(TaskPhase::Cancelled, _) => "it was taken back",
		_ => "it has not ended yet",
	};
	Err(Failure::new(Kind::NoResult, format!("Task {} has no result: {why}.", task.id)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::daemon::doubles;

	#[test]
	fn a_result_is_that_of_what_was_settled_or_delivered() {
		let cid = Cid::of_raw(b"r");
		let outcome = Some(Outcome::Completed { result: cid, fuel: 1 });
		for phase in [TaskPhase::Settled, TaskPhase::Delivered] {
			let task = Task { phase, ..doubles::task() };
			assert_eq!(result_of(&task, outcome), Ok(cid));
		}
		let open = Task { phase: TaskPhase::Assigned, ..doubles::task() };
		assert!(result_of(&open, outcome).is_err());
	}

	#[test]
	fn every_way_a_task_ends_without_a_result_says_why() {
		for (phase, outcome, says) in [
			(TaskPhase::Settled, Some(Outcome::OutOfFuel), "--work-limit"),
			(TaskPhase::Settled, Some(Outcome::Trapped { fuel: 1 }), "trapped"),
			(TaskPhase::Settled, Some(Outcome::Unavailable), "atous run"),
			(TaskPhase::Settled, None, "not known here"),
			(TaskPhase::Delivered, Some(Outcome::Trapped { fuel: 1 }), "trapped"),
			(TaskPhase::Expired, None, "expired"),
			(TaskPhase::Inconclusive, None, "agreed"),
			(TaskPhase::Cancelled, None, "taken back"),
			(TaskPhase::Queued, None, "not ended"),
		] {
			let task = Task { phase, ..doubles::task() };
			let failure = result_of(&task, outcome).expect_err(says);
			assert_eq!(failure.kind, Kind::NoResult);
			assert!(failure.message.contains(says), "{failure}");
		}
	}
}
