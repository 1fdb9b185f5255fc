//! Charges: what a step in a task's life weighed, told from what it has changed.
//!
//! A call declares its worst case, and a hook goes on only where that still fits. What is
//! charged in the end is the sum of what has happened: the copies that ended, each in its
//! way, a search that began, a contract to be called, the end of the task. An end that
//! is not told apart is charged whole, so no sum is below what was done.

use crate::{pallet::*, Plan, Search, Task, WeightInfo};
use alloc::vec::Vec;
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Verification,
};
use frame_support::weights::Weight;

/// What a task was before a step.
pub(crate) struct Before {
	/// Of each copy, whether it was live.
	live: Vec<bool>,
	phase: TaskPhase,
	search: Search,
	/// Whether a panel had been asked.
	panel: bool,
	/// Whether chance was waited for.
	drawing: bool,
}

/// What may come with a copy that agrees, and mostly does not.
#[derive(Clone, Copy, Default)]
pub(crate) struct Extras {
	/// Copies whose devices had something unvested.
	pub vested: u32,
	/// Copies whose owners had failures to forget.
	pub redeemed: u32,
}

impl Extras {
	/// Both.
	pub fn and(self, other: Self) -> Self {
		Self { vested: self.vested + other.vested, redeemed: self.redeemed + other.redeemed }
	}

	/// What they weigh.
	pub fn weight<T: Config>(&self) -> Weight {
		let vested = T::WeightInfo::vest().saturating_mul(self.vested.into());
		vested.saturating_add(T::WeightInfo::redeem().saturating_mul(self.redeemed.into()))
	}
}

/// What it weighs to begin or to end waiting for devices in this way.
pub(crate) fn searching<T: Config>(search: &Search) -> Weight {
	match search {
		Search::Queued => T::WeightInfo::enqueue(),
		// One entry more or less, as in the agenda.
		Search::Woken(_) => T::WeightInfo::watch(),
		// On the tray, which every block pays for; or nowhere.
		Search::Arrived => T::WeightInfo::arrive(),
		Search::Parked(_) | Search::Over => Weight::zero(),
	}
}

impl Before {
	pub fn of<AccountId: PartialEq>(task: &Task<AccountId>) -> Self {
		Self {
			live: task.copies.iter().map(|copy| copy.is_live()).collect(),
			phase: task.phase,
			search: task.search,
			panel: matches!(task.plan, Plan::Panel { .. }),
			drawing: task.awaits_draw(),
		}
	}

	/// What the changes since then weighed, beside reading and writing the task itself.
	/// More than anything may weigh where that cannot be told.
	pub fn changes<T: Config>(&self, task: &Task<T::AccountId>) -> Weight {
		let mut sum = Weight::zero();
		let mut add = |weight: Weight| sum.saturating_accrue(weight);
		let each = |count, weight: fn(u32) -> Weight| match count {
			0 => Weight::zero(),
			count => weight(count),
		};
		let paid = self.ended(task, CopyPhase::Paid);
		add(each(self.ended(task, CopyPhase::Wrong), T::WeightInfo::wrong));
		add(each(self.ended(task, CopyPhase::Silent), T::WeightInfo::silence));
		// It is as one that is silent, and leaves the roll, where another moves.
		let absent = self.ended(task, CopyPhase::Absent);
		add(each(absent, T::WeightInfo::silence));
		add(T::WeightInfo::leave_seat().saturating_mul(absent.into()));
		add(each(self.ended(task, CopyPhase::Released), T::WeightInfo::release));
		if task.search != self.search {
			add(searching::<T>(&self.search));
			add(searching::<T>(&task.search));
		}
		if task.awaits_draw() && !self.drawing {
			add(Pallet::<T>::draw_next_weight());
		}
		let judged = matches!(task.header.verification, Verification::Contract { .. });
		let delivered = task.phase == TaskPhase::Delivered && self.phase != TaskPhase::Delivered;
		if delivered && judged {
			add(T::WeightInfo::call_later());
		}
		if task.phase.is_final() && !self.phase.is_final() {
			add(Pallet::<T>::ended_spill_weight());
			if task.header.callback.is_some() {
				add(T::WeightInfo::call_later());
			}
			add(match task.phase {
				// Those of a panel are paid out of what was put aside for others.
				TaskPhase::Settled if !self.panel => T::WeightInfo::settle(paid),
				TaskPhase::Expired | TaskPhase::Cancelled => T::WeightInfo::expire(),
				_ => Weight::MAX,
			});
		}
		sum
	}

	/// Copies that were live and are now in `phase`.
	fn ended<AccountId: PartialEq>(&self, task: &Task<AccountId>, phase: CopyPhase) -> u32 {
		let now = task.copies.iter().map(|copy| copy.phase == phase);
		let ended = now.zip(&self.live).filter(|(now, was_live)| *now && **was_live);
		u32::try_from(ended.count()).unwrap_or(u32::MAX)
	}
}
