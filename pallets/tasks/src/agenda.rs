//! Time: what is due is looked at in order, once, and within the budget.
//!
//! The agenda is an ordered map drained from its start. A task has one entry, never later
//! than what is due next about it. It is moved forward at once, and back only when its
//! time has come: most of what a task waits for happens before it is due, and an entry
//! that finds nothing to do is cheaper than one that is moved with every step.
//!
//! An entry is taken only where the most it may weigh still fits, and charged for what
//! it did.

use crate::{charges::Before, pallet::*, Due, Params, QueueKey, Task, WeightInfo};
use alloc::vec::Vec;
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Hash, ServedBlock, TaskId,
};
use atous_support::BlockRandomness;
use frame_support::weights::{Weight, WeightMeter};

/// What sets the tie-breakers of draws apart from those of tasks, which are their numbers.
const DRAWS: u64 = 1 << 62;
/// The same of offers, which are counted.
const OFFERS: u64 = 1 << 63;
/// The same of entries that forget tasks, by the number of the first.
pub(crate) const FORGETS: u64 = DRAWS | OFFERS;

impl<T: Config> Pallet<T> {
	/// One block of the market. A block whose weight leaves no room is not served.
	pub(crate) fn serve(params: &Params, meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::serve_base()).is_err() {
			return;
		}
		let now = Served::<T>::mutate(|served| {
			*served = served.saturating_add(1);
			*served
		});
		let seed = T::Randomness::this_block();
		// What is due may not take everything: matching goes on however much ends.
		let mut half = WeightMeter::with_limit(meter.remaining() / 2);
		// Those that ended in the block before were to be kept as long after that.
		Self::file_ended(now.saturating_add(params.retention).saturating_sub(1), &mut half);
		if let Some(seed) = &seed {
			// And of that draws no more than half again.
			let mut quarter = WeightMeter::with_limit(half.remaining() / 2);
			Self::draw_checks(params, now, seed, &mut quarter);
			half.consume(quarter.consumed());
		}
		Self::work_off(params, now, seed.as_ref(), &mut half);
		meter.consume(half.consumed());
		if let Some(seed) = seed {
			Self::match_queue(params, now, &seed, meter);
		}
	}

	/// Remember to look at a device's offer when `at` blocks have been served. Says where
	/// that stands in the agenda.
	pub(crate) fn schedule_offer(at: ServedBlock, device: &T::AccountId) -> QueueKey {
		let unique = AgendaEntries::<T>::mutate(|entries| {
			*entries = entries.wrapping_add(1);
			*entries
		});
		let key = QueueKey::new(at, unique | OFFERS);
		Agenda::<T>::insert(key, Due::Offer(device.clone()));
		key
	}

	/// Remember to draw whether a task is checked, where the tray is full.
	pub(crate) fn schedule_draw(at: ServedBlock, id: TaskId) {
		Agenda::<T>::insert(QueueKey::new(at, id | DRAWS), Due::Draw(id));
	}

	/// Have a task that stands nowhere in the agenda looked at when something is due.
	pub(crate) fn watch(id: TaskId, task: &mut Task<T::AccountId>) {
		Self::watch_by(id, task, ServedBlock::MAX);
	}

	/// The same, and when `most` blocks have been served at the latest.
	pub(crate) fn watch_by(id: TaskId, task: &mut Task<T::AccountId>, most: ServedBlock) {
		task.watched = task.next_due().min(most);
		Agenda::<T>::insert(QueueKey::new(task.watched, id), Due::Task(id));
	}

	/// Store a task that has changed, and see to it that it is looked at in time. Says
	/// what the latter weighed.
	pub(crate) fn keep(id: TaskId, mut task: Task<T::AccountId>) -> Weight {
		let early = task.next_due() < task.watched;
		if early {
			Agenda::<T>::remove(QueueKey::new(task.watched, id));
			Self::watch(id, &mut task);
		}
		Tasks::<T>::insert(id, task);
		if early {
			T::WeightInfo::watch()
		} else {
			Weight::zero()
		}
	}

	/// Work off what is due, oldest first.
	fn work_off(params: &Params, now: ServedBlock, seed: Option<&Hash>, meter: &mut WeightMeter) {
		for (key, what) in Self::due(params, now, meter) {
			if !meter.can_consume(Self::due_weight(&what)) {
				break;
			}
			meter.consume(Self::work_on(params, key, what, now, seed));
		}
	}

	/// What is due. Collected before anything is changed: one pass over the map a block.
	pub(crate) fn due(
		params: &Params,
		now: ServedBlock,
		meter: &mut WeightMeter,
	) -> Vec<(QueueKey, Due<T::AccountId>)> {
		let entries = Agenda::<T>::iter().take(params.agenda_per_block as usize);
		entries
			.take_while(|(key, _)| {
				key.order() <= now && meter.try_consume(T::WeightInfo::agenda_read(1)).is_ok()
			})
			.collect()
	}

	/// Do what an entry asks for. Says what it weighed.
	pub(crate) fn work_on(
		params: &Params,
		key: QueueKey,
		what: Due<T::AccountId>,
		now: ServedBlock,
		seed: Option<&Hash>,
	) -> Weight {
		let most = Self::due_weight(&what);
		Agenda::<T>::remove(key);
		let weight = match what {
			Due::Task(id) => Self::look_at_task(params, id, now),
			Due::Offer(device) => Self::look_at_offer(&device, now),
			Due::Draw(id) => match seed {
				Some(seed) => Self::draw_check(params, id, now, seed),
				None => {
					Self::draw_next(id);
					T::WeightInfo::agenda_idle(0).saturating_add(Self::draw_next_weight())
				}
			},
			Due::Forget(tasks) => {
				Self::forget(&tasks);
				most
			}
		};
		weight.min(most)
	}

	/// The most that working off an entry weighs.
	fn due_weight(due: &Due<T::AccountId>) -> Weight {
		match due {
			Due::Task(_) => T::WeightInfo::look_at_task(),
			Due::Offer(_) => T::WeightInfo::withdraw(),
			Due::Draw(_) => T::WeightInfo::draw_check(),
			Due::Forget(tasks) => T::WeightInfo::forget(tasks.len() as u32),
		}
	}

	fn look_at_offer(device: &T::AccountId, now: ServedBlock) -> Weight {
		if Workers::<T>::get(device).offer.is_none_or(|offer| offer.expires > now) {
			return T::WeightInfo::agenda_idle(0);
		}
		Self::end_offer(device);
		T::WeightInfo::withdraw()
	}

	/// End whatever in the task is late, and remember when to look again: its entry has
	/// been taken. Says what it weighed.
	fn look_at_task(params: &Params, id: TaskId, now: ServedBlock) -> Weight {
		let Some(mut task) = Tasks::<T>::get(id) else { return T::WeightInfo::agenda_idle(0) };
		let before = Before::of(&task);
		Self::end_what_is_late(params, id, &mut task, now);
		let changes = before.changes::<T>(&task);
		if !task.phase.is_final() {
			Self::watch(id, &mut task);
		}
		let weight = T::WeightInfo::agenda_idle(task.copies.len() as u32);
		Tasks::<T>::insert(id, task);
		weight.saturating_add(changes)
	}

	fn end_what_is_late(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
	) {
		if now > task.ends_by {
			Self::silence_late(params, id, task, now);
			return Self::end_late(params, id, task);
		}
		if Self::silence_late(params, id, task, now) {
			Self::advance(params, id, task, now);
		} else if task.phase == TaskPhase::Delivered && now > task.stage_by {
			Self::end_unanswered(params, id, task, now);
		}
		if task.is_back(now) {
			Self::wake(id, task, now);
		}
	}

	/// Mark the copies whose time has passed as silent. Says whether there were any.
	fn silence_late(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
	) -> bool {
		let stage_passed = now > task.stage_by;
		let verdict = task.verdict();
		let phase = task.phase;
		let late = |copy: &crate::Assignment<T::AccountId>| match copy.phase {
			CopyPhase::Assigned => now > copy.commit_by,
			CopyPhase::Committed => phase == TaskPhase::Committed && stage_passed,
			// A quorum that agrees and does not say on what has not answered.
			CopyPhase::Revealed => {
				phase == TaskPhase::Revealed && stage_passed && verdict == Some(copy.tag)
			}
			_ => false,
		};
		let late: Vec<usize> =
			task.copies.iter().enumerate().filter(|(_, c)| late(c)).map(|(at, _)| at).collect();
		for at in &late {
			Self::end_silent(params, id, task, *at);
		}
		!late.is_empty()
	}
}
