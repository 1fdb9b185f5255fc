//! Trays: what a block leaves for the next.
//!
//! Most tasks are given out in the block after their submission, are drawn in the block
//! after their commitment, and have nothing to wait for once they have ended. An entry of
//! its own in the queue or the agenda for each of these, which lives for one block, would
//! cost more than the step itself. So they are laid on three trays, which every block
//! touches once: [`Arrivals`], [`Draws`] and [`Ended`].
//!
//! A tray is bounded. What finds it full takes the long way, through the queue or the
//! agenda, and is charged for it. What a block has no room for stays for the next.

use crate::{agenda::FORGETS, pallet::*, Due, Params, QueueKey, Task, WeightInfo};
use alloc::collections::BTreeSet;
use atous_primitives::{Hash, ServedBlock, TaskId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	pallet_prelude::ConstU32,
	weights::{Weight, WeightMeter},
	BoundedVec,
};
use scale_info::TypeInfo;

/// Most entries of a tray: more than the transactions of a block leave, and little enough to
/// be read at once. Few in the tests of this pallet, so that those take the long way too.
pub const MAX_TRAY: u32 = if cfg!(test) { 4 } else { 1_024 };
/// Most tasks that one agenda entry forgets.
pub const MAX_FORGOTTEN: u32 = 16;

/// What a block leaves for the next.
pub type Tray<Item> = BoundedVec<Item, ConstU32<MAX_TRAY>>;

/// Tasks to be forgotten together.
pub type Forgotten<AccountId> = BoundedVec<EndedTask<AccountId>, ConstU32<MAX_FORGOTTEN>>;

/// A task that waits for devices.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Arrival<AccountId> {
	/// Its place in the queue, which names it.
	pub place: QueueKey,
	/// Its requester's owner.
	pub owner: AccountId,
}

/// A task that has ended.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct EndedTask<AccountId> {
	/// The task.
	pub task: TaskId,
	/// Who asked for it.
	pub requester: AccountId,
}

impl<T: Config> Pallet<T> {
	/// Have a task looked at in the next block that has room. Says whether there was room on
	/// the tray.
	pub(crate) fn arrive(owner: &T::AccountId, place: QueueKey) -> bool {
		Arrivals::<T>::try_append(Arrival { place, owner: owner.clone() }).is_ok()
	}

	/// Take away what was looked at, `handled`, and what is there twice.
	pub(crate) fn clear_arrivals(handled: &BTreeSet<QueueKey>) {
		Arrivals::<T>::mutate(|tray| {
			let mut seen = BTreeSet::new();
			tray.retain(|arrival| !handled.contains(&arrival.place) && seen.insert(arrival.place));
		});
	}

	/// Have chance say in the next block whether a task is checked.
	pub(crate) fn draw_next(id: TaskId) {
		if Draws::<T>::try_append(id).is_err() {
			Self::schedule_draw(Served::<T>::get().saturating_add(1), id);
		}
	}

	/// What [`Pallet::draw_next`] weighs, after it was done.
	pub(crate) fn draw_next_weight() -> Weight {
		let spilt = Draws::<T>::decode_len().unwrap_or(0) >= MAX_TRAY as usize;
		let more = if spilt { T::WeightInfo::watch() } else { Weight::zero() };
		T::WeightInfo::draw_later().saturating_add(more)
	}

	/// Draw for the tasks that were committed to since, oldest first, as far as there is
	/// room.
	pub(crate) fn draw_checks(
		params: &Params,
		now: ServedBlock,
		seed: &Hash,
		meter: &mut WeightMeter,
	) {
		let mut waiting = Draws::<T>::take();
		let mut drawn = 0;
		for id in &waiting {
			if !meter.can_consume(T::WeightInfo::draw_check()) {
				break;
			}
			meter.consume(Self::draw_check(params, *id, now, seed));
			drawn += 1;
		}
		if drawn < waiting.len() {
			drop(waiting.drain(..drawn));
			Draws::<T>::put(waiting);
		}
	}

	/// The task has ended: it is looked at no more, and forgotten after a while.
	pub(crate) fn note_ended(id: TaskId, task: &Task<T::AccountId>) {
		Agenda::<T>::remove(QueueKey::new(task.watched, id));
		let ended = EndedTask { task: id, requester: task.requester.clone() };
		if Ended::<T>::try_append(ended.clone()).is_err() {
			Self::forget_at(task.stage_by, [ended].into_iter());
		}
	}

	/// What a full tray adds to [`Pallet::note_ended`], after it was done.
	pub(crate) fn ended_spill_weight() -> Weight {
		if Ended::<T>::decode_len().unwrap_or(0) >= MAX_TRAY as usize {
			T::WeightInfo::file_ended(1)
		} else {
			Weight::zero()
		}
	}

	/// Enter into the agenda when the tasks that have ended are forgotten, as far as there is
	/// room.
	pub(crate) fn file_ended(at: ServedBlock, meter: &mut WeightMeter) {
		let mut tray = Ended::<T>::take();
		let mut filed = 0;
		for chunk in tray.chunks(MAX_FORGOTTEN as usize) {
			let count = chunk.len() as u32;
			if meter.try_consume(T::WeightInfo::file_ended(count)).is_err() {
				break;
			}
			Self::forget_at(at, chunk.iter().cloned());
			filed += chunk.len();
		}
		if filed < tray.len() {
			drop(tray.drain(..filed));
			Ended::<T>::put(tray);
		}
	}

	/// Enter into the agenda that a few tasks are to be forgotten.
	fn forget_at(at: ServedBlock, tasks: impl Iterator<Item = EndedTask<T::AccountId>>) {
		let tasks = Forgotten::truncate_from(tasks.take(MAX_FORGOTTEN as usize).collect());
		let Some(first) = tasks.first() else { return };
		// No other entry forgets it.
		let key = QueueKey::new(at, first.task | FORGETS);
		Agenda::<T>::insert(key, Due::Forget(tasks));
	}

	/// Forget tasks that have ended.
	pub(crate) fn forget(tasks: &Forgotten<T::AccountId>) {
		for EndedTask { task, requester } in tasks {
			Tasks::<T>::remove(task);
			Requests::<T>::remove(requester, task);
		}
	}
}
