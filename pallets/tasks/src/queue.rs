//! The queue: who is served first.
//!
//! One number orders it, the *virtual start*: arrival less boost. A debtor that
//! has lately offered to work is boosted by up to a cap, in proportion to what it
//! owes; nobody is overtaken by later arrivals for longer than that cap.

use crate::{pallet::*, Params, QueueKey, Task};
use atous_primitives::{Credit, ServedBlock, TaskId};
use atous_support::Standing;
use frame_support::traits::Get;

impl<T: Config> Pallet<T> {
	/// Key of a new task.
	pub(crate) fn place_in_queue(
		requester: &T::AccountId,
		standing: &Standing<T::AccountId>,
		now: ServedBlock,
		id: TaskId,
	) -> QueueKey {
		let params = T::Params::get();
		let boost = Self::boost(&params, requester, standing, now);
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
		if debt == 0 || !Self::offered_lately(params, requester, now) {
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

	/// Look for `wanted` devices from the next block on.
	pub(crate) fn enqueue(id: TaskId, task: &mut Task<T::AccountId>, wanted: u8) {
		task.wanted = wanted;
		task.misses = 0;
		task.parked_until = 0;
		Queue::<T>::insert(task.place, id);
	}

	/// Stop looking.
	pub(crate) fn dequeue(task: &mut Task<T::AccountId>) {
		task.wanted = 0;
		task.parked_until = 0;
		Queue::<T>::remove(task.place);
	}

	/// Nobody was found: look again after a pause that doubles up to a bound.
	///
	/// Pauses are powers of two and end at multiples of themselves, so that
	/// whenever a task comes back, all with a shorter pause are back as well and
	/// the order among them is that of the queue.
	pub(crate) fn park(id: TaskId, task: &mut Task<T::AccountId>, now: ServedBlock) {
		let longest = T::Params::get().retry_max;
		let pause = 1u32.checked_shl(u32::from(task.misses)).unwrap_or(longest).min(longest);
		task.misses = task.misses.saturating_add(1).min(31);
		task.parked_until = (now / pause.max(1)).saturating_add(1).saturating_mul(pause);
		Queue::<T>::remove(task.place);
		Self::schedule(task.parked_until, crate::Due::Task(id));
	}

	/// Fold the wait of a task that found its devices into the average.
	pub(crate) fn note_wait(waited: ServedBlock) {
		AverageWait::<T>::mutate(|average| {
			// Sixteenths of a block: average += (wait − average) / 16.
			*average = average.saturating_sub(*average / 16).saturating_add(waited);
		});
	}
}
