//! Turns: the order in which waiting tasks are looked at in one block, and how much of
//! the block one owner may have.
//!
//! While tasks of other owners wait, no owner's tasks take more than a share of what
//! the block can match. A block ends when either runs out: its weight, or the number
//! of tasks it may look at. So the share is one of both. By the number alone, someone
//! with large quorums would take most of the weight; by the weight alone, someone with
//! tasks that cost little, in classes without offers, would use up the looks.
//!
//! The task of an owner that has had its share keeps its place and is passed over.
//! When nobody else's is left to be looked at, those that were passed over are.

use crate::{pallet::*, Arrival, Params, QueueKey, Search};
use alloc::collections::{BTreeMap, BTreeSet};
use atous_primitives::TaskId;
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// A task whose turn it may be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Waiting {
	/// Its place; what orders.
	pub place: QueueKey,
	/// The task.
	pub id: TaskId,
	/// Where it waits.
	pub from: From,
}

/// Where a task waits that is looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum From {
	/// At the head of its owner's line.
	Line,
	/// Among those that have arrived since.
	Tray,
	/// Among those that came back after nobody was found.
	Woken,
}

impl From {
	/// Whether `search` says the same.
	pub fn is(&self, search: &Search) -> bool {
		match self {
			Self::Line => matches!(search, Search::Queued),
			Self::Tray => matches!(search, Search::Arrived),
			Self::Woken => matches!(search, Search::Woken(_)),
		}
	}
}

/// A part of what a block can match.
#[derive(Clone, Copy, Default)]
struct Portion {
	weight: Weight,
	looks: u32,
}

impl Portion {
	fn and(self, weight: Weight) -> Self {
		Self { weight: self.weight.saturating_add(weight), looks: self.looks.saturating_add(1) }
	}

	fn is_within(&self, most: &Self) -> bool {
		self.weight.all_lte(most.weight) && self.looks <= most.looks
	}
}

/// The tasks whose turn may come in this block.
pub(crate) struct Turns<T: Config> {
	/// The next of every line and of every owner's that arrived, and those that have come
	/// back.
	next: BTreeSet<Waiting>,
	/// The others that arrived, by owner.
	arrived: BTreeMap<T::AccountId, BTreeSet<QueueKey>>,
	/// Entries that were taken from the tray.
	taken: u32,
	/// Of those that arrived, the ones that wait no more.
	handled: BTreeSet<QueueKey>,
	/// Passed over, because their owners have had their share.
	held: BTreeSet<Waiting>,
	/// Queued tasks that may still be looked at.
	looks: u32,
	/// What one owner may have; `None` once only those who have had it are left.
	most: Option<Portion>,
	/// What each owner has had.
	had: BTreeMap<T::AccountId, Portion>,
	config: PhantomData<T>,
}

impl<T: Config> Turns<T> {
	/// The first tasks of as many lines as may be looked at, and half as many of those
	/// that have come back: who came back first is looked at first.
	pub fn begin(params: &Params) -> Self {
		let looks = params.scan_per_block;
		let queued = Queue::<T>::iter().take(looks as usize);
		// Collected first: iterating while removing would rescan what is gone.
		let mut next: BTreeSet<_> =
			queued.map(|(place, id)| Waiting { place, id, from: From::Line }).collect();
		let woken = Woken::<T>::iter().take((looks / 2) as usize);
		let from = From::Woken;
		next.extend(woken.map(|(key, place)| Waiting { place, id: key.unique(), from }));
		let tray = Arrivals::<T>::get();
		let taken = u32::try_from(tray.len()).unwrap_or(u32::MAX);
		let mut arrived: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
		for Arrival { place, owner } in tray {
			arrived.entry(owner).or_default().insert(place);
		}
		next.extend(arrived.values_mut().filter_map(first_arrived));
		Self {
			next,
			arrived,
			taken,
			handled: BTreeSet::new(),
			held: BTreeSet::new(),
			looks,
			most: None,
			had: BTreeMap::new(),
			config: PhantomData,
		}
	}

	/// Tasks that are known to wait in lines or have come back, and entries of the tray.
	pub fn len(&self) -> (u32, u32) {
		let stored = self.next.iter().filter(|waiting| waiting.from != From::Tray).count();
		(u32::try_from(stored).unwrap_or(u32::MAX), self.taken)
	}

	/// Let no owner have more than its share of `budget` while others wait.
	pub fn share_out(&mut self, params: &Params, budget: Weight) {
		let weight = params.owner_share * budget;
		let looks = params.owner_share.mul_floor(params.scan_per_block).max(1);
		self.most = Some(Portion { weight, looks });
	}

	/// The task whose turn it is.
	pub fn next(&mut self) -> Option<Waiting> {
		loop {
			if self.next.is_empty() {
				self.next.append(&mut self.held);
				self.most = None;
			}
			let waiting = self.next.pop_first()?;
			if waiting.from == From::Woken || self.looks > 0 {
				return Some(waiting);
			}
		}
	}

	/// Whether `owner` may have `weight` more now.
	pub fn may_have(&self, owner: &T::AccountId, weight: Weight) -> bool {
		let had = self.had.get(owner).copied().unwrap_or_default();
		self.most.is_none_or(|most| had.and(weight).is_within(&most))
	}

	/// Pass a task over as long as other owners' wait.
	pub fn hold(&mut self, waiting: Waiting) {
		self.held.insert(waiting);
	}

	/// The task waits no more, whatever became of it.
	pub fn handle(&mut self, waiting: &Waiting) {
		if waiting.from == From::Tray {
			self.handled.insert(waiting.place);
		}
	}

	/// The entry is of a task that waits no more since it was made: the turn of what else
	/// arrived of its owner may come. If even its record is gone, who that was is not known,
	/// and the others' turn comes in the next block.
	pub fn skip(&mut self, waiting: &Waiting, owner: Option<&T::AccountId>) {
		self.handle(waiting);
		if waiting.from == From::Tray {
			self.step_up(owner);
		}
	}

	/// Clear the tray of those that wait no more.
	pub fn end(self) {
		if !self.handled.is_empty() {
			Pallet::<T>::clear_arrivals(&self.handled);
		}
	}

	/// A task of `owner` was looked at for `weight`: the turn of the one behind it may
	/// come. Says whether there is one that has to be read.
	pub fn done(&mut self, waiting: &Waiting, owner: &T::AccountId, weight: Weight) -> bool {
		let had = self.had.entry(owner.clone()).or_default();
		*had = had.and(weight);
		if waiting.from == From::Woken {
			return false;
		}
		self.looks = self.looks.saturating_sub(1);
		if waiting.from == From::Tray {
			self.step_up(Some(owner));
			return false;
		}
		// One that is wanted again at once keeps its place, for the next block.
		let behind = FirstInLine::<T>::get(owner).filter(|first| *first > waiting.place);
		if let Some(place) = behind {
			self.next.insert(Waiting { place, id: place.unique(), from: From::Line });
		}
		behind.is_some()
	}

	/// The turn of the next that arrived of an owner may come.
	fn step_up(&mut self, owner: Option<&T::AccountId>) {
		let places = owner.and_then(|owner| self.arrived.get_mut(owner));
		self.next.extend(places.and_then(first_arrived));
	}
}

/// The first that arrived of an owner, taken out.
fn first_arrived(places: &mut BTreeSet<QueueKey>) -> Option<Waiting> {
	let place = places.pop_first()?;
	Some(Waiting { place, id: place.unique(), from: From::Tray })
}
