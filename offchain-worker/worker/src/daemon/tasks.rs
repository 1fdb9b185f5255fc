//! The tasks this device was given: asks the driver for the next thing to do about
//! each, and does it. One run at a time by default, one call at a time a task.

use super::{
	context::Context,
	edges::Reins,
	work::{self, WorkEnd},
};
use crate::{
	chain::{Call, ChainError, Included, Snapshot, Task},
	driver::{self, Action, ChainView, Ending, Stage, TaskFiles, TaskLocal, Wish},
	error::Failure,
};
use atous_automaton::Stance;
use atous_primitives::{views::CopyPhase, FlagKind, Outcome, ServedBlock, Severity, TaskId};
use rand::RngCore;
use std::{collections::BTreeMap, sync::Arc, time::Instant};
use tokio::sync::mpsc;

/// Served blocks before the commit deadline at which a run that has not ended is
/// given back: late is dearer than returned, and two blocks are needed to say so.
const GIVE_UP_BEFORE: ServedBlock = 3;
/// Served blocks, an hour, by which a deadline must be further away for a run to be stopped and
/// begun again later: that of a juror is, by a day.
const GIVES_WAY: ServedBlock = 1_800;

/// Something that was under way has ended.
enum Done {
	Sent { task: TaskId, result: Result<Included, ChainError> },
	Worked { task: TaskId, end: WorkEnd },
}

#[derive(Default)]
enum Busy {
	#[default]
	No,
	Sending,
	Working(Arc<Reins>),
}

struct Entry {
	local: TaskLocal,
	busy: Busy,
	/// Nothing is sent on the word of a block before this one.
	not_before: u32,
	failures: u32,
	/// Only for the fault that delays commitments.
	commit_from: Option<Instant>,
}

/// The tasks this device was given.
pub struct Tasks {
	context: Arc<Context>,
	files: TaskFiles,
	entries: BTreeMap<TaskId, Entry>,
	done: mpsc::UnboundedSender<Done>,
}

/// Work on tasks until the sidecar ends, and then until nothing that has been
/// sent is left unanswered.
pub async fn run(context: Arc<Context>) -> Result<(), Failure> {
	let (done, mut ended) = mpsc::unbounded_channel();
	let mut link = context.link.subscribe();
	let mut mood = context.mood.subscribe();
	let mut tasks = Tasks::open(context.clone(), done)?;
	loop {
		tokio::select! {
			() = context.ended() => break,
			changed = link.changed() => if changed.is_err() { break },
			changed = mood.changed() => if changed.is_err() { break } else { tasks.pace() },
			Some(done) = ended.recv() => tasks.finished(done),
		}
		tasks.step();
	}
	tasks.stop_runs();
	while tasks.is_sending() {
		match ended.recv().await {
			Some(done) => tasks.finished(done),
			None => break,
		}
	}
	Ok(())
}

impl Tasks {
	fn open(context: Arc<Context>, done: mpsc::UnboundedSender<Done>) -> Result<Self, Failure> {
		let files = TaskFiles::open(&context.folder.tasks())?;
		let mut entries = BTreeMap::new();
		for local in files.load()? {
			tracing::info!(task = local.task, stage = local.stage.name(), "taken up again");
			context.known.lock().insert(local.task);
			entries.insert(local.task, Entry::new(local));
		}
		Ok(Self { context, files, entries, done })
	}

	/// Do the next thing about every task, those with the nearest deadline first.
	fn step(&mut self) {
		let Some(snapshot) = self.context.snapshot() else { return };
		self.take_new(&snapshot);
		let mut order: Vec<(ServedBlock, TaskId)> = self
			.entries
			.keys()
			.map(|id| {
				let copy =
					snapshot.assigned.get(id).and_then(|task| task.copy_of(&self.context.device));
				(copy.map_or(ServedBlock::MAX, |copy| copy.by), *id)
			})
			.collect();
		order.sort_unstable();
		for (_, id) in order {
			self.step_one(id, &snapshot);
		}
		self.context.handovers.sweep(snapshot.served);
		self.context.metrics.tasks_held.set(self.entries.len() as i64);
	}

	fn take_new(&mut self, snapshot: &Snapshot) {
		for (id, task) in &snapshot.assigned {
			let copy = task.copy_of(&self.context.device);
			let is_new = copy.is_some_and(|copy| copy.phase == CopyPhase::Assigned);
			if !is_new || self.entries.contains_key(id) {
				continue;
			}
			let local = TaskLocal::taken(task, self.context.device);
			if let Err(why) = self.files.save(&local) {
				tracing::error!(task = id, %why, "the task is not taken up");
				continue;
			}
			tracing::info!(task = id, class = ?task.header.class, "given");
			self.context.known.lock().insert(*id);
			self.entries.insert(*id, Entry::new(local));
		}
	}

	fn step_one(&mut self, id: TaskId, snapshot: &Snapshot) {
		let Some(entry) = self.entries.get(&id) else { return };
		if matches!(entry.busy, Busy::Sending) || snapshot.best.number < entry.not_before {
			return;
		}
		self.hand_over(&entry.local, snapshot);
		let view = ChainView {
			best: snapshot.assigned.get(&id),
			finalized: snapshot.finalized_tasks.get(&id),
			served: snapshot.served,
		};
		let wish = Wish { give_back: self.wants_back(entry, view) };
		let action = driver::next(&entry.local, view, wish);
		if let Busy::Working(reins) = &entry.busy {
			if action != Action::Work {
				reins.stop();
			}
			return;
		}
		match action {
			Action::Wait => {}
			Action::Work => self.work(id, view.best, snapshot),
			Action::Commit(commitment) => {
				let early = entry.commit_from.is_some_and(|from| Instant::now() < from);
				if !early {
					self.send(id, Call::Commit { task: id, commitment });
				}
			}
			Action::Reveal { .. } | Action::Open(_)
				if self.context.faults.lock().withholds_reveals() => {}
			Action::Reveal { reveal, opening } => {
				self.send(id, Call::Reveal { task: id, reveal, opening });
			}
			Action::Open(outcome) => self.send(id, Call::Open { task: id, outcome }),
			Action::GiveBack => self.send(id, Call::GiveBack(id)),
			Action::Finish(ending) => self.forget(id, ending),
		}
	}

	/// Keep what was delivered ready for its requester to ask for.
	fn hand_over(&self, local: &TaskLocal, snapshot: &Snapshot) {
		let Some(task) = snapshot.assigned.get(&local.task) else { return };
		let genesis = self.context.identity.lock().as_ref().map(|chain| chain.genesis);
		let (Some(outcome), Some(genesis)) = (driver::owed(local, task), genesis) else { return };
		let kept = self.context.handovers.keep(genesis, task, local.device, outcome);
		if let Err(why) = kept {
			tracing::error!(task = task.id, %why, "the requester cannot be told the outcome");
		}
	}

	/// Whether a copy that has not been committed should go back.
	fn wants_back(&self, entry: &Entry, view: ChainView<'_>) -> bool {
		let stance = self.stance();
		if stance == Some(Stance::Survive) {
			return true;
		}
		let Some(copy) = view.best.and_then(|task| task.copy_of(&self.context.device)) else {
			return false;
		};
		let left = copy.by.saturating_sub(view.served);
		entry.local.stage == Stage::Taken && left <= GIVE_UP_BEFORE
	}

	fn stance(&self) -> Option<Stance> {
		self.context.mood.borrow().as_ref().map(|mood| mood.decision.stance)
	}

	/// Runs stand still while the owner needs the machine.
	fn pace(&self) {
		let pause = matches!(self.stance(), Some(Stance::SeekHelp | Stance::Survive));
		for entry in self.entries.values() {
			if let Busy::Working(reins) = &entry.busy {
				reins.pause(pause);
			}
		}
	}

	fn work(&mut self, id: TaskId, task: Option<&Task>, snapshot: &Snapshot) {
		let Some(task) = task.cloned() else { return };
		let Some(copy) = task.copy_of(&self.context.device) else { return };
		let running: Vec<(ServedBlock, &Arc<Reins>)> = self.running(snapshot).collect();
		if running.len() >= self.context.config.work.parallel {
			// It begins once the other has stopped.
			if let Some(reins) = gives_way(copy.by, running) {
				reins.stop();
			}
			return;
		}
		let deadline = copy.by.saturating_sub(self.context.config.work.commit_margin_blocks);
		let reins = Arc::new(Reins::default());
		let (context, done) = (self.context.clone(), self.done.clone());
		if let Some(entry) = self.entries.get_mut(&id) {
			entry.busy = Busy::Working(reins.clone());
		}
		self.pace();
		self.context.metrics.running.inc();
		tokio::spawn(async move {
			let end = work::run(&context, &task, reins, deadline).await;
			context.metrics.running.dec();
			// The receiver is gone only when the sidecar has ended.
			let _ = done.send(Done::Worked { task: id, end });
		});
	}

	/// What runs, with the deadline of each; none is left of what the chain does not know any more.
	fn running<'a>(
		&'a self,
		snapshot: &'a Snapshot,
	) -> impl Iterator<Item = (ServedBlock, &'a Arc<Reins>)> {
		self.entries.iter().filter_map(|(id, entry)| {
			let Busy::Working(reins) = &entry.busy else { return None };
			let task = snapshot.assigned.get(id);
			let copy = task.and_then(|task| task.copy_of(&self.context.device));
			Some((copy.map_or(0, |copy| copy.by), reins))
		})
	}

	fn send(&mut self, id: TaskId, call: Call) {
		if let Some(entry) = self.entries.get_mut(&id) {
			entry.busy = Busy::Sending;
		}
		let (context, done) = (self.context.clone(), self.done.clone());
		tokio::spawn(async move {
			let result = context.send(&call).await;
			let _ = done.send(Done::Sent { task: id, result });
		});
	}

	fn finished(&mut self, done: Done) {
		let best = self.context.link.borrow().snapshot.as_ref().map_or(0, |s| s.best.number);
		match done {
			Done::Sent { task, result } => {
				let Some(entry) = self.entries.get_mut(&task) else { return };
				entry.busy = Busy::No;
				match result {
					Ok(included) => {
						entry.failures = 0;
						entry.not_before = included.block.number;
					}
					Err(_) => {
						// Look again in a later block; it may be that the effect is there.
						entry.failures = (entry.failures + 1).min(4);
						entry.not_before = best.saturating_add(1 << (entry.failures - 1));
					}
				}
			}
			Done::Worked { task, end } => self.worked(task, end),
		}
	}

	fn worked(&mut self, id: TaskId, end: WorkEnd) {
		let Some(entry) = self.entries.get_mut(&id) else { return };
		entry.busy = Busy::No;
		match end {
			WorkEnd::Stopped => return,
			WorkEnd::Outcome(truth) => {
				let outcome = self.context.faults.lock().outcome(&self.context.device.0, truth);
				let mut salt = [0u8; 32];
				rand::rngs::OsRng.fill_bytes(&mut salt);
				entry.local.decide(outcome, salt);
				entry.commit_from = Some(Instant::now() + self.context.faults.lock().delay());
				tracing::info!(task = id, outcome = tell(&outcome), "run");
			}
			WorkEnd::Unable(why) => {
				tracing::warn!(task = id, why, "cannot be run here, to be given back");
				self.context.flag(FlagKind::Executor, Severity::Warning, &why);
				entry.local.decline(why);
			}
		}
		if let Err(why) = self.files.save(&entry.local) {
			// Undecided again in memory too: what is not on disk is not said.
			tracing::error!(task = id, %why, "the outcome is not on disk");
			entry.local.stage = Stage::Taken;
		}
	}

	fn forget(&mut self, id: TaskId, ending: Ending) {
		let Some(entry) = self.entries.remove(&id) else { return };
		self.context.known.lock().remove(&id);
		tracing::info!(task = id, ?ending, "over");
		if let Ending::Over { copy, .. } = &ending {
			self.context.metrics.count_copy(*copy);
			if *copy == Some(CopyPhase::Wrong) {
				let what = format!("task {id}: this device disagreed with the quorum");
				self.context.flag(FlagKind::Integrity, Severity::Warning, &what);
			}
		}
		if let Stage::Decided { outcome: Outcome::Completed { result, .. }, .. } = entry.local.stage
		{
			let grace = std::time::Duration::from_secs(self.context.config.store.grace_s);
			if let Err(why) = self.context.retention.release(result, grace) {
				tracing::error!(task = id, %why, "the result stays pinned");
			}
		}
		if let Err(why) = self.files.remove(id) {
			tracing::error!(task = id, %why, "the task's file stays");
		}
	}

	fn stop_runs(&self) {
		for entry in self.entries.values() {
			if let Busy::Working(reins) = &entry.busy {
				reins.stop();
			}
		}
	}

	fn is_sending(&self) -> bool {
		self.entries.values().any(|entry| matches!(entry.busy, Busy::Sending))
	}
}

/// Of what runs, each with its deadline, what stops for a copy that is due at `by`: that with the
/// furthest deadline, if there is time enough for it afterwards.
fn gives_way<T>(by: ServedBlock, running: Vec<(ServedBlock, T)>) -> Option<T> {
	let (last, run) = running.into_iter().max_by_key(|(due, _)| *due)?;
	(last.saturating_sub(by) >= GIVES_WAY).then_some(run)
}

/// An outcome for the log.
fn tell(outcome: &Outcome) -> String {
	match outcome {
		Outcome::Completed { result, fuel } => format!("completed on {fuel} fuel: {result}"),
		Outcome::Trapped { fuel } => format!("trapped on {fuel} fuel"),
		Outcome::OutOfFuel => "out of fuel".into(),
		Outcome::Unavailable => "unavailable".into(),
	}
}

impl Entry {
	fn new(local: TaskLocal) -> Self {
		Self { local, busy: Busy::No, not_before: 0, failures: 0, commit_from: None }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_juror_gives_way_to_who_has_minutes_and_not_the_other_way_round() {
		let day = 43_200;
		assert_eq!(gives_way(100, vec![(90, 'a'), (day, 'j'), (120, 'b')]), Some('j'));
		assert_eq!(gives_way(day, vec![(100, 'a')]), None);
		assert_eq!(gives_way(day, vec![(day + 16, 'j')]), None);
		assert_eq!(gives_way(100, vec![(100 + GIVES_WAY - 1, 'a')]), None);
		assert_eq!(gives_way::<char>(100, vec![]), None);
	}
}
