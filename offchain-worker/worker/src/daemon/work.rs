//! One run of one task: fetch what it needs, run it, keep the result.

use super::{
	context::Context,
	edges::{Reins, Run, RunEnd},
};
use crate::{chain::Task, error::Kind};
use atous_primitives::{Cid, Outcome, ServedBlock};
use std::{sync::Arc, time::Duration};

/// How long one attempt to fetch content may take.
const FETCH_ATTEMPT: Duration = Duration::from_secs(20);
/// Pause between two attempts.
const FETCH_PAUSE: Duration = Duration::from_millis(500);
/// How soon a stop is noticed.
const STOP_CHECK: Duration = Duration::from_millis(200);
/// Length of a block.
const BLOCK: Duration = Duration::from_secs(2);

/// What one run came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkEnd {
	/// A result, to be committed to.
	Outcome(Outcome),
	/// No result can be had on this machine.
	Unable(String),
	/// It was stopped.
	Stopped,
}

/// Fetch, run and keep. `deadline` is the served block by which content must be
/// here; without it the outcome is that it is unavailable.
pub async fn run(
	context: &Arc<Context>,
	task: &Task,
	reins: Arc<Reins>,
	deadline: ServedBlock,
) -> WorkEnd {
	let mut contents = Vec::new();
	for cid in [task.header.payload, task.header.input] {
		match fetch(context, task, cid, &reins, deadline).await {
			Fetched::Content(bytes) => contents.push(bytes),
			Fetched::Missing => return WorkEnd::Outcome(Outcome::Unavailable),
			Fetched::Unable(why) => return WorkEnd::Unable(why),
			Fetched::Stopped => return WorkEnd::Stopped,
		}
	}
	let (Some(input), Some(payload)) = (contents.pop(), contents.pop()) else {
		return WorkEnd::Unable("content was lost".into());
	};
	let run = Run {
		task: task.id,
		payload,
		input,
		work_limit: task.header.work_limit,
		memory_mib: task.header.requirements.memory_mib,
	};
	let sandbox = context.sandbox.clone();
	let timer = context.metrics.run_seconds.start_timer();
	let held = reins.clone();
	let running = tokio::task::spawn_blocking(move || sandbox.run(run, &held));
	// A module that is being compiled cannot be interrupted; it is not waited for.
	let end = tokio::select! {
		end = running => end,
		() = stopped(&reins) => return WorkEnd::Stopped,
	};
	timer.observe_duration();
	match end {
		Ok(end) => keep(context, task, end).await,
		Err(why) => WorkEnd::Unable(format!("the sandbox failed: {why}")),
	}
}

enum Fetched {
	Content(Vec<u8>),
	/// Nobody has it, or it is not what its name says: the same for every device.
	Missing,
	/// This device cannot have it in time, or cannot keep it: no result.
	Unable(String),
	Stopped,
}

/// Return when the run was stopped.
async fn stopped(reins: &Reins) {
	while !reins.is_stopped() {
		tokio::time::sleep(STOP_CHECK).await;
	}
}

async fn fetch(
	context: &Context,
	task: &Task,
	cid: Cid,
	reins: &Reins,
	deadline: ServedBlock,
) -> Fetched {
	loop {
		if reins.is_stopped() {
			return Fetched::Stopped;
		}
		let addresses = sources(context, task).await;
		let served = || context.snapshot().map(|snapshot| snapshot.served);
		// An attempt must not outlive the time in which something can still be said.
		let left = served().map_or(1, |served| deadline.saturating_sub(served).max(1));
		let within = FETCH_ATTEMPT.min(BLOCK.saturating_mul(left));
		let why = tokio::select! {
			fetched = context.content.fetch(cid, &addresses, within) => match fetched {
				Ok(bytes) => return Fetched::Content(bytes),
				Err(why) => why,
			},
			() = stopped(reins) => return Fetched::Stopped,
		};
		tracing::warn!(task = task.id, %cid, %why, "content is not to be had yet");
		// While the chain is away nothing is decided: time does not pass there either.
		if served().is_some_and(|served| served >= deadline) {
			return match why.kind {
				Kind::MissingInput => Fetched::Missing,
				_ => Fetched::Unable(why.message),
			};
		}
		tokio::time::sleep(FETCH_PAUSE).await;
	}
}

/// Where the content may be: with the requester, and with the other devices that were
/// given the task. They need it too, so one that has it is enough when the requester
/// vanishes; else some would answer and some report it unavailable, and none agree.
///
/// Asked anew for each attempt: whoever was away may have come back elsewhere.
async fn sources(context: &Context, task: &Task) -> Vec<String> {
	let others = task.copies.iter().map(|copy| &copy.device);
	let mut addresses = Vec::new();
	for device in std::iter::once(&task.requester).chain(others) {
		if *device != context.device {
			addresses.extend(context.chain.address_of(device).await.ok().flatten());
		}
	}
	addresses
}

/// Turn what the run ended in into an outcome; a result is kept first.
async fn keep(context: &Context, task: &Task, end: RunEnd) -> WorkEnd {
	match end {
		RunEnd::Completed { output, fuel } => match store(context, output).await {
			Ok(result) => WorkEnd::Outcome(Outcome::Completed { result, fuel }),
			Err(why) => WorkEnd::Unable(format!("the result cannot be kept: {why}")),
		},
		RunEnd::Trapped { fuel } => WorkEnd::Outcome(Outcome::Trapped { fuel }),
		RunEnd::OutOfFuel => WorkEnd::Outcome(Outcome::OutOfFuel),
		RunEnd::Invalid(why) => {
			tracing::warn!(task = task.id, why, "the payload is no module of the profile");
			WorkEnd::Outcome(Outcome::Unavailable)
		}
		RunEnd::Unable(why) => WorkEnd::Unable(why),
		RunEnd::Stopped => WorkEnd::Stopped,
	}
}

async fn store(context: &Context, output: Vec<u8>) -> Result<Cid, crate::error::Failure> {
	let cid = context.content.put(output).await?;
	context.retention.keep(&*context.content, cid).await?;
	Ok(cid)
}
