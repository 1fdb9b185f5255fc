//! The queue: who is served first.
//!
//! One number orders it, the *virtual start*: arrival less boost. A debtor that
//! has lately offered to work is boosted by up to a cap, in proportion to what it
//! owes; nobody is overtaken by later arrivals for longer than that cap.
//!
//! A task for which nobody was found leaves the queue for a while and then comes
//! back among the *woken*. They are looked at beside the queue, in the same order,
//! but with half of the budget at most, and those that came back first are looked
//! at first: tasks that nobody can take hold up neither new ones nor each other.

use crate::{pallet::*, Params, QueueKey, Search, Task};
use alloc::vec::Vec;
use atous_primitives::{Credit, ServedBlock, TaskId};
use atous_support::Standing;

/// A task whose turn it may be.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Waiting {
	/// Its place; what orders.
	place: QueueKey,
	/// The task.
	pub id: TaskId,
	/// Whether it has come back after nobody was found.
	pub woken: bool,
}

impl<T: Config> Pallet<T> {
	/// Key of a new task.
	pub(crate) fn place_in_queue(
		params: &Params,
		requester: &T::AccountId,
		standing: &Standing<T::AccountId>,
		now: ServedBlock,
		id: TaskId,
	) -> QueueKey {
		let boost = Self::boost(params, requester, standing, now);
		// The cap is added so that an early arrival with a boost stays above zero.
		let start = now.saturating_add(params.boost_cap).saturating_sub(boost);
		QueueKey::new(start, id)
	}

	/// min(cap, max(floor, half the average wait)) × min(1, 2 · debt / backing).
	fn boost(
		params: &Params,
		requester: &T::AccountId,
		standing: &Standing<T::AccountId>,
		now: ServedBlock,
	) -> ServedBlock {
		let debt = standing.balance.min(0).saturating_neg();
		if debt == 0 || params.boost_cap == 0 || !Self::offered_lately(params, requester, now) {
			return 0;
		}
		let half_wait = AverageWait::<T>::get() / 32;
		let most = half_wait.max(params.boost_floor).min(params.boost_cap);
		let twice = debt.saturating_mul(2).min(standing.backing);
		let share = Credit::from(most).saturating_mul(twice) / standing.backing.max(1);
		ServedBlock::try_from(share).unwrap_or(0)
	}

	/// Whether the device offers now or did so a short while ago.
	fn offered_lately(params: &Params, device: &T::AccountId, now: ServedBlock) -> bool {
		if Offers::<T>::contains_key(device) {
			return true;
		}
		let last = Records::<T>::get(device).last_offered;
		last > 0 && now.saturating_sub(last) <= params.boost_memory
	}

	/// The tasks whose turn it is, in the order of the queue: `most` of the queue and
	/// half as many of the woken.
	pub(crate) fn head(most: u32) -> Vec<Waiting> {
		let queued = Queue::<T>::iter().take(most as usize).map(|(place, id)| Waiting {
			place,
			id,
			woken: false,
		});
		// Collected first: iterating while removing would rescan what is gone.
		let mut head: Vec<Waiting> = queued.collect();
		let woken = Woken::<T>::iter().take((most / 2) as usize);
		head.extend(woken.map(|(key, place)| Waiting { place, id: key.unique(), woken: true }));
		head.sort_unstable();
		head
	}

	/// Look for `wanted` devices from the next block on.
	pub(crate) fn enqueue(id: TaskId, task: &mut Task<T::AccountId>, wanted: u8) {
		Self::dequeue(id, task);
		task.wanted = wanted;
		task.misses = 0;
		task.search = Search::Queued;
		Queue::<T>::insert(task.place, id);
	}

	/// Stop looking.
	pub(crate) fn dequeue(id: TaskId, task: &mut Task<T::AccountId>) {
		match task.search {
			Search::Queued => Queue::<T>::remove(task.place),
			Search::Woken(since) => Woken::<T>::remove(QueueKey::new(since, id)),
			Search::Parked(_) | Search::Over => {}
		}
		task.wanted = 0;
		task.search = Search::Over;
	}

	/// Nobody was found: look again after a pause that doubles up to a bound.
	///
	/// Pauses are powers of two and end at multiples of themselves, so that
	/// whenever a task comes back, all with a shorter pause are back as well and
	/// the order among them is that of the queue.
	pub(crate) fn park(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
	) {
		let wanted = task.wanted;
		Self::dequeue(id, task);
		let longest = params.retry_max;
		let pause = 1u32.checked_shl(u32::from(task.misses)).unwrap_or(longest).min(longest);
		let until = (now / pause.max(1)).saturating_add(1).saturating_mul(pause);
		task.misses = task.misses.saturating_add(1).min(31);
		task.wanted = wanted;
		task.search = Search::Parked(until);
		Self::schedule(until, crate::Due::Task(id));
	}

	/// Let a parked task come back.
	pub(crate) fn wake(id: TaskId, task: &mut Task<T::AccountId>, now: ServedBlock) {
		task.search = Search::Woken(now);
		Woken::<T>::insert(QueueKey::new(now, id), task.place);
	}

	/// Fold the wait of a task that found its devices into the average.
	pub(crate) fn note_wait(waited: ServedBlock) {
		AverageWait::<T>::mutate(|average| {
			// Sixteenths of a block: average += (wait − average) / 16.
			*average = average.saturating_sub(*average / 16).saturating_add(waited);
		});
	}
}
