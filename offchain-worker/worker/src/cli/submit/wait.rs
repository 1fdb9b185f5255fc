//! Waiting for a task, and showing how far it is.

use crate::{
	api::client::Sidecar,
	chain::Task,
	cli::output::word,
	error::{Failure, Kind},
};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	TaskId,
};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// Time between two looks: half a block.
const LOOK: Duration = Duration::from_secs(1);
/// How long a chain that does not answer is put up with.
const PATIENCE: Duration = Duration::from_secs(120);

/// Look until the task has ended, or where its requester is to `answer` until it is
/// delivered; `show` says whether to show progress on standard error.
pub async fn wait(
	sidecar: &Sidecar,
	task: TaskId,
	show: bool,
	answer: bool,
) -> Result<Task, Failure> {
	let bar = bar(show);
	let mut answered = Instant::now();
	loop {
		match sidecar.task(task).await {
			Ok(found) => {
				answered = Instant::now();
				bar.set_position(steps(&found));
				bar.set_message(tell(&found));
				let waits = answer && found.delivery().is_some();
				if found.phase.is_final() || waits {
					bar.finish_and_clear();
					return Ok(found);
				}
			}
			Err(failure)
				if failure.kind == Kind::ChainUnreachable && answered.elapsed() < PATIENCE =>
			{
				bar.set_message("the chain does not answer, waiting for it".to_owned());
			}
			Err(failure) => return Err(failure),
		}
		tokio::time::sleep(LOOK).await;
	}
}

fn bar(show: bool) -> ProgressBar {
	let target = if show { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
	let bar = ProgressBar::with_draw_target(Some(4), target);
	// The template is a constant; if it were wrong, the default would serve.
	if let Ok(style) = ProgressStyle::with_template("{spinner} [{bar:20}] {elapsed} {msg}") {
		bar.set_style(style);
	}
	bar.enable_steady_tick(Duration::from_millis(200));
	bar
}

fn steps(task: &Task) -> u64 {
	match task.phase {
		TaskPhase::Queued => 0,
		TaskPhase::Assigned => 1,
		TaskPhase::Committed => 2,
		TaskPhase::Revealed | TaskPhase::Delivered => 3,
		_ => 4,
	}
}

fn tell(task: &Task) -> String {
	let count = |phase| task.copies.iter().filter(|copy| copy.phase == phase).count();
	match task.phase {
		TaskPhase::Queued => "waiting for devices".into(),
		TaskPhase::Assigned => format!(
			"{} working, {} have committed",
			count(CopyPhase::Assigned),
			count(CopyPhase::Committed)
		),
		TaskPhase::Committed => {
			format!("committed, {} have revealed", count(CopyPhase::Revealed))
		}
		TaskPhase::Revealed => "agreed, waiting for the result to be opened".into(),
		TaskPhase::Delivered => "delivered, waiting for an answer".into(),
		phase => word(&phase),
	}
}
