//! Lines: the queued tasks of each owner, and the queue that joins them.
//!
//! What has just arrived lies on a tray; what finds that full stands here.
//!
//! The queue holds the first task of every owner; the owner's others stand in a line
//! behind it. Taken together they are all queued tasks in the order of their virtual
//! start, and however many one owner has queued, the next owner's first is one key
//! away. That is what lets the market bound an owner's share of a block without
//! reading through what one owner has piled up.

use crate::{pallet::*, QueueKey};

impl<T: Config> Pallet<T> {
	/// Put a task into its owner's line.
	pub(crate) fn join_line(owner: &T::AccountId, place: QueueKey) {
		match FirstInLine::<T>::get(owner) {
			Some(first) if first < place => return Lines::<T>::insert(owner, place, ()),
			Some(first) => {
				Queue::<T>::remove(first);
				Lines::<T>::insert(owner, first, ());
			}
			None => {}
		}
		Self::put_first(owner, place);
	}

	/// Take a task out of its owner's line.
	pub(crate) fn leave_line(owner: &T::AccountId, place: QueueKey) {
		if FirstInLine::<T>::get(owner) != Some(place) {
			return Lines::<T>::remove(owner, place);
		}
		Queue::<T>::remove(place);
		// From its own key on: to begin at the start of the line would read again what
		// has left it in this block.
		let key = Lines::<T>::hashed_key_for(owner, place);
		let Some(next) = Lines::<T>::iter_key_prefix_from(owner, key).next() else {
			return FirstInLine::<T>::remove(owner);
		};
		Lines::<T>::remove(owner, next);
		Self::put_first(owner, next);
	}

	fn put_first(owner: &T::AccountId, place: QueueKey) {
		FirstInLine::<T>::insert(owner, place);
		Queue::<T>::insert(place, place.unique());
	}

	/// How many tasks wait before `place`, and whether those are all: no more than `most`
	/// are counted. For who asks from outside.
	pub(crate) fn ahead(place: QueueKey, most: u32) -> (u32, bool) {
		let arrived = Arrivals::<T>::get();
		let arrived = arrived.iter().filter(|arrival| arrival.place < place).count();
		let mut count = u32::try_from(arrived).unwrap_or(most);
		if count > most {
			return (most, false);
		}
		for (_, id) in Queue::<T>::iter().take_while(|(first, _)| *first < place) {
			let behind = Tasks::<T>::get(id)
				.map(|task| Lines::<T>::iter_key_prefix(task.owner))
				.into_iter()
				.flatten()
				.take_while(|key| *key < place)
				.take(most as usize);
			let line = u32::try_from(behind.count()).unwrap_or(most).saturating_add(1);
			count = count.saturating_add(line);
			if count > most {
				return (most, false);
			}
		}
		(count, true)
	}
}
