//! Workers: what the market knows of a device, in one row of the state.
//!
//! Most steps of a task touch several of these fields, and what a step costs are the
//! rows it touches.

use crate::{backoff::BackOff, jury::Seat, pallet::*, Offer};
use atous_primitives::{offer::MAX_CLASSES, Class, Credit, ServedBlock, TaskId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Most live copies that one device may hold: a bound on the row, far above what a machine
/// can work on at once.
pub const MAX_HELD: u32 = 128;

/// What the market knows of a device. None is kept of one that has nothing and has done
/// nothing.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Worker {
	/// What it would take on.
	pub offer: Option<Offer>,
	/// What its uncommitted copies use. It outlives the offer, so that withdrawing and
	/// offering again sells nothing twice.
	pub usage: Usage,
	/// Tasks of which it holds a live copy: assigned, committed or revealed.
	pub held: BoundedVec<TaskId, ConstU32<MAX_HELD>>,
	/// Checked results in a row, by class: agreement adds one, silence halves, a wrong
	/// result sets to zero. Classes without any are left out.
	pub checked: BoundedVec<(Class, u32), ConstU32<MAX_CLASSES>>,
	/// What it has done so far, over all classes.
	pub record: Record,
	/// Its place on the roll from which juries are called: from its first offer on.
	pub seat: Option<Seat>,
}

/// What the copies that a device works on use of it.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Usage {
	/// Cores.
	pub cores: u16,
	/// MiB.
	pub memory_mib: u32,
	/// Of the copies, those that check what others have done: one at a time, at work or not.
	pub checks: u32,
}

/// What a device has done so far, over all classes.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Record {
	/// Give-back tokens used and not regained.
	pub tokens_used: u8,
	/// Copies paid since the last token was regained.
	pub paid_since: u8,
	/// Served block at which its last offer ended.
	pub last_offered: ServedBlock,
	/// What its failures cost it.
	pub back_off: BackOff,
	/// What it has lost, of its collateral and its unvested pay, and not earned again, in
	/// micro-credits.
	pub lost: Credit,
}

impl Record {
	/// So much of what was its went to the commons.
	pub(crate) fn lose(&mut self, taken: Credit) {
		self.lost = self.lost.saturating_add(taken.max(0));
	}

	/// It was paid. Says whether it had nothing to make good.
	pub(crate) fn make_good(&mut self, paid: Credit) -> bool {
		let clean = self.lost == 0;
		self.lost = self.lost.saturating_sub(paid.max(0)).max(0);
		clean
	}
}

impl Worker {
	/// Checked results in a row in `class`.
	pub fn checked_in(&self, class: Class) -> u32 {
		let entry = self.checked.iter().find(|(of, _)| *of == class);
		entry.map_or(0, |(_, results)| *results)
	}

	/// Set them.
	pub fn set_checked(&mut self, class: Class, results: u32) {
		self.checked.retain(|(of, _)| *of != class);
		if results > 0 {
			// There is room for every class.
			let _ = self.checked.try_push((class, results));
		}
	}

	/// Whether it may hold another copy.
	pub fn has_room(&self) -> bool {
		self.held.len() < MAX_HELD as usize
	}
}

impl<T: Config> Pallet<T> {
	/// Change what is known of a device.
	pub(crate) fn update_worker<R>(
		device: &T::AccountId,
		change: impl FnOnce(&mut Worker) -> R,
	) -> R {
		Workers::<T>::mutate_exists(device, |stored| {
			let mut worker = stored.take().unwrap_or_default();
			let result = change(&mut worker);
			*stored = (worker != Worker::default()).then_some(worker);
			result
		})
	}

	/// Give the device a copy that uses this much. Says whether it may hold another.
	pub(crate) fn hold(device: &T::AccountId, id: TaskId, uses: Usage) -> bool {
		Self::update_worker(device, |worker| {
			if worker.held.try_push(id).is_err() {
				return false;
			}
			worker.usage.occupy(uses);
			true
		})
	}

	/// Free what its copies no longer use, as they have been committed to.
	pub(crate) fn vacate(device: &T::AccountId, used: Usage) {
		Self::update_worker(device, |worker| worker.usage.vacate(used));
	}

	/// Take the copy from it, with `taken` of its collateral, and free what it still uses.
	pub(crate) fn let_go(device: &T::AccountId, id: TaskId, used: Usage, taken: Credit) {
		Self::update_worker(device, |worker| {
			worker.held.retain(|held| *held != id);
			worker.usage.vacate(used);
			worker.record.lose(taken);
		});
	}
}

impl Usage {
	/// Count as much as used.
	pub(crate) fn occupy(&mut self, more: Self) {
		self.cores = self.cores.saturating_add(more.cores);
		self.memory_mib = self.memory_mib.saturating_add(more.memory_mib);
		self.checks = self.checks.saturating_add(more.checks);
	}

	/// Count it as free again.
	pub(crate) fn vacate(&mut self, less: Self) {
		self.cores = self.cores.saturating_sub(less.cores);
		self.memory_mib = self.memory_mib.saturating_sub(less.memory_mib);
		self.checks = self.checks.saturating_sub(less.checks);
	}
}
