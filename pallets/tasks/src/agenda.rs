//! Time: what is due is looked at in order, once, and within the budget.
//!
//! The agenda is an ordered map drained from its start. An entry says only *look
//! at this task*; what is late is read from the task itself, so an entry that has
//! become meaningless does no harm and none has to be found and removed.

use crate::{pallet::*, Due, Params, QueueKey, Task, WeightInfo};
use alloc::vec::Vec;
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Hash, ServedBlock, TaskId,
};
use atous_support::BlockRandomness;
use frame_support::weights::{Weight, WeightMeter};

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
		Self::work_off(params, now, seed.as_ref(), &mut half);
		meter.consume(half.consumed());
		if let Some(seed) = seed {
			Self::match_queue(params, now, &seed, meter);
		}
	}

	/// Remember to look at `what` when `at` blocks have been served. Says where that
	/// stands in the agenda.
	pub(crate) fn schedule(at: ServedBlock, what: Due<T::AccountId>) -> QueueKey {
		let unique = AgendaEntries::<T>::mutate(|entries| {
			*entries = entries.wrapping_add(1);
			*entries
		});
		let key = QueueKey::new(at, unique);
		Agenda::<T>::insert(key, what);
		key
	}

	/// Work off what is due, oldest first.
	fn work_off(params: &Params, now: ServedBlock, seed: Option<&Hash>, meter: &mut WeightMeter) {
		let mut due = Vec::new();
		// Collected before anything is changed: one pass over the map a block.
		for (key, what) in Agenda::<T>::iter().take(params.agenda_per_block as usize) {
			let late = key.order() <= now;
			if !late || meter.try_consume(Self::due_weight(&what)).is_err() {
				break;
			}
			due.push((key, what));
		}
		for (key, what) in due {
			Agenda::<T>::remove(key);
			match what {
				Due::Task(id) => Self::look_at_task(params, id, now),
				Due::Offer(device) => Self::look_at_offer(&device, now),
				Due::Draw(id) => Self::draw_check(params, id, now, seed),
			}
		}
	}

	/// The most that working off an entry weighs.
	fn due_weight(due: &Due<T::AccountId>) -> Weight {
		match due {
			Due::Task(_) => T::WeightInfo::look_at_task(),
			Due::Offer(_) => T::WeightInfo::withdraw(),
			Due::Draw(_) => T::WeightInfo::draw_check(),
		}
	}

	fn look_at_offer(device: &T::AccountId, now: ServedBlock) {
		if Offers::<T>::get(device).is_some_and(|offer| offer.expires <= now) {
			Self::end_offer(device);
		}
	}

	/// End whatever in the task is late.
	pub(crate) fn look_at_task(params: &Params, id: TaskId, now: ServedBlock) {
		let Some(mut task) = Tasks::<T>::get(id) else { return };
		if task.phase.is_final() {
			if now >= task.stage_by {
				Tasks::<T>::remove(id);
				Requests::<T>::remove(&task.requester, id);
			}
			return;
		}
		if now > task.ends_by {
			Self::silence_late(params, id, &mut task, now);
			Self::end_late(params, id, &mut task);
		} else if Self::silence_late(params, id, &mut task, now) {
			Self::advance(params, id, &mut task, now);
		} else if task.phase == TaskPhase::Delivered && now > task.stage_by {
			Self::end_unanswered(params, id, &mut task, now);
		} else if task.is_back(now) {
			Self::wake(id, &mut task, now);
		} else {
			return;
		}
		Tasks::<T>::insert(id, task);
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
