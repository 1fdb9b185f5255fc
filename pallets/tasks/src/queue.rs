//! The queue: who is served first.
//!
//! One number orders it, the *virtual start*: arrival less boost. A debtor that
//! has lately offered to work is boosted by up to a cap, in proportion to what it
//! owes; anybody may buy a part of what a debtor would have at the most. Nobody is
//! overtaken by later arrivals for longer than that cap, but for an owner whose tasks
//! have had their share of the block, see [`Turns`](crate::turns::Turns).
//!
//! A task first lies on a tray, and joins a line only where the tray is full: in a chain
//! with room it is given out in the next block, and lines would be written for nothing.
//!
//! A task for which nobody was found leaves the queue for a while and then comes
//! back among the *woken*. They are looked at beside the queue, in the same order,
//! but with half of the budget at most, and those that came back first are looked
//! at first: tasks that nobody can take hold up neither new ones nor each other.

use crate::{pallet::*, Params, QueueKey, Search, Task};
use atous_primitives::{Credit, ServedBlock, TaskId};
use atous_support::Standing;

impl<T: Config> Pallet<T> {
	/// Key of a new task. `asks` is its requester, where that is a device.
	pub(crate) fn place_in_queue(
		params: &Params,
		asks: Option<(&T::AccountId, &Standing<T::AccountId>)>,
		urgent: bool,
		now: ServedBlock,
		id: TaskId,
	) -> QueueKey {
		let boost = Self::boost(params, asks, urgent, now);
		// The cap is added so that an early arrival with a boost stays above zero.
		let start = now.saturating_add(params.boost_cap).saturating_sub(boost);
		QueueKey::new(start, id)
	}

	/// The larger of what a debtor has and what is bought:
	///
	/// ```text
	/// most   = min(cap, max(floor, half the average wait))
	/// debtor = most × min(1, 2 · debt / backing), with an offer
	/// bought = most × urgency_share
	/// ```
	fn boost(
		params: &Params,
		asks: Option<(&T::AccountId, &Standing<T::AccountId>)>,
		urgent: bool,
		now: ServedBlock,
	) -> ServedBlock {
		let half_wait = AverageWait::<T>::get() / 32;
		let most = half_wait.max(params.boost_floor).min(params.boost_cap);
		let owed = asks.map_or(0, |(device, standing)| {
			let debt = standing.balance.min(0).saturating_neg();
			if debt == 0 || !Self::offered_lately(params, device, now) {
				return 0;
			}
			let twice = debt.saturating_mul(2).min(standing.backing);
			let share = Credit::from(most).saturating_mul(twice) / standing.backing.max(1);
			ServedBlock::try_from(share).unwrap_or(0)
		});
		let bought = if urgent { params.urgency_share * most } else { 0 };
		owed.max(bought)
	}

	/// Whether the device offers now or did so a short while ago.
	fn offered_lately(params: &Params, device: &T::AccountId, now: ServedBlock) -> bool {
		let worker = Workers::<T>::get(device);
		let last = worker.record.last_offered;
		worker.offer.is_some() || last > 0 && now.saturating_sub(last) <= params.boost_memory
	}

	/// Look for `wanted` devices from the next block on.
	pub(crate) fn enqueue(id: TaskId, task: &mut Task<T::AccountId>, wanted: u8) {
		Self::dequeue(id, task);
		task.wanted = wanted;
		task.misses = 0;
		task.search = if Self::arrive(&task.owner, task.place) {
			Search::Arrived
		} else {
			Self::join_line(&task.owner, task.place);
			Search::Queued
		};
	}

	/// Stop looking.
	pub(crate) fn dequeue(id: TaskId, task: &mut Task<T::AccountId>) {
		match task.search {
			Search::Queued => Self::leave_line(&task.owner, task.place),
			Search::Woken(since) => Woken::<T>::remove(QueueKey::new(since, id)),
			// What lies on the tray is told apart when it is looked at.
			Search::Arrived | Search::Parked(_) | Search::Over => {}
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
