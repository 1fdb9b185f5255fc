//! Work: committing, revealing, opening, giving back, and what follows from each.

use crate::{pallet::*, Due, Task};
use atous_primitives::views::TaskPhase;
use atous_primitives::{views::CopyPhase, Hash, Outcome, Reveal, ServedBlock, TaskId};
use frame_support::{ensure, traits::Get};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_commit(device: T::AccountId, id: TaskId, commitment: Hash) -> DispatchResult {
		let now = Served::<T>::get();
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let needs = task.header.requirements.clone();
		let copy = task.live_copy_of(&device).ok_or(Error::<T>::NotAssigned)?;
		ensure!(copy.phase == CopyPhase::Assigned, Error::<T>::WrongPhase);
		ensure!(now <= copy.commit_by, Error::<T>::TooLate);
		copy.phase = CopyPhase::Committed;
		copy.commitment = commitment;
		Self::vacate(&device, needs.cores, needs.memory_mib);
		Self::deposit_event(Event::Committed { task: id, device });
		Self::advance(id, &mut task, now);
		Tasks::<T>::insert(id, task);
		Ok(())
	}

	pub(crate) fn do_reveal(
		device: T::AccountId,
		id: TaskId,
		reveal: Reveal,
		opening: Option<Outcome>,
	) -> DispatchResult {
		let now = Served::<T>::get();
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let phase = task.phase;
		let stage_by = task.stage_by;
		let copy = task.live_copy_of(&device).ok_or(Error::<T>::NotAssigned)?;
		let may = phase == TaskPhase::Committed && copy.phase == CopyPhase::Committed;
		ensure!(may, Error::<T>::WrongPhase);
		ensure!(now <= stage_by, Error::<T>::TooLate);
		let expected = reveal.commitment(id, device.as_ref());
		ensure!(copy.commitment == expected, Error::<T>::BadReveal);
		let tag = reveal.tag;
		copy.phase = CopyPhase::Revealed;
		copy.tag = tag;
		copy.voucher = reveal.voucher;
		Self::deposit_event(Event::Revealed { task: id, device: device.clone(), tag });
		match opening {
			Some(outcome) => {
				let quorum = task.quorum().0;
				let agreed = task.leading_tag().is_some_and(|(most, n)| most == tag && n >= quorum);
				ensure!(agreed, Error::<T>::NoQuorum);
				Self::ensure_knows(id, &device, &reveal, &outcome)?;
				Self::settle(id, &mut task, tag, outcome);
			}
			None => Self::advance(id, &mut task, now),
		}
		Tasks::<T>::insert(id, task);
		Ok(())
	}

	pub(crate) fn do_open(device: T::AccountId, id: TaskId, outcome: Outcome) -> DispatchResult {
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		ensure!(task.phase == TaskPhase::Revealed, Error::<T>::WrongPhase);
		ensure!(Served::<T>::get() <= task.stage_by, Error::<T>::TooLate);
		let (tag, _) = task.leading_tag().ok_or(Error::<T>::WrongPhase)?;
		let copy = task.live_copy_of(&device).ok_or(Error::<T>::NotAssigned)?;
		ensure!(copy.tag == tag, Error::<T>::NotAssigned);
		let reveal = Reveal { tag, voucher: copy.voucher, salt: Hash::default() };
		Self::ensure_knows(id, &device, &reveal, &outcome)?;
		Self::settle(id, &mut task, tag, outcome);
		Tasks::<T>::insert(id, task);
		Ok(())
	}

	/// The outcome is what the device's tag and voucher stand for.
	fn ensure_knows(
		id: TaskId,
		device: &T::AccountId,
		reveal: &Reveal,
		outcome: &Outcome,
	) -> DispatchResult {
		let known = Reveal::new(id, device.as_ref(), outcome, reveal.salt);
		ensure!(known == *reveal, Error::<T>::BadOpening);
		Ok(())
	}

	pub(crate) fn do_give_back(device: T::AccountId, id: TaskId) -> DispatchResult {
		let now = Served::<T>::get();
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let copy = task.live_copy_of(&device).ok_or(Error::<T>::NotAssigned)?;
		ensure!(copy.phase == CopyPhase::Assigned, Error::<T>::WrongPhase);
		ensure!(now <= copy.commit_by, Error::<T>::TooLate);
		let charged = Self::end_given_back(id, &mut task, &device);
		Self::deposit_event(Event::GivenBack { task: id, device, charged });
		Self::advance(id, &mut task, now);
		Tasks::<T>::insert(id, task);
		Ok(())
	}

	/// Move the task on after its copies have changed: wait, ask others, or end.
	pub(crate) fn advance(id: TaskId, task: &mut Task<T::AccountId>, now: ServedBlock) {
		let (quorum, max) = task.quorum();
		let leading = task.leading_tag();
		let agreeing = leading.map_or(0, |(_, count)| count);
		if agreeing >= quorum {
			return Self::await_opening(id, task, now, leading.map(|l| l.0).unwrap_or_default());
		}
		let pending = task.pending();
		let needed = quorum.saturating_sub(agreeing).saturating_sub(pending);
		if needed > 0 {
			return Self::escalate(id, task, now, needed, max);
		}
		let working = task.copies.iter().any(|copy| copy.phase == CopyPhase::Assigned);
		if !working && task.wanted == 0 && task.phase != TaskPhase::Committed {
			let window = T::Params::get().reveal_window(&task.header);
			task.phase = TaskPhase::Committed;
			task.stage_by = now.saturating_add(window).min(task.ends_by);
			Self::schedule(task.stage_by.saturating_add(1), Due::Task(id));
			Self::deposit_event(Event::QuorumCommitted { task: id, reveal_by: task.stage_by });
		}
	}

	/// A quorum of tags is equal: one of its devices must say what they stand for.
	fn await_opening(id: TaskId, task: &mut Task<T::AccountId>, now: ServedBlock, tag: Hash) {
		if task.phase == TaskPhase::Revealed {
			return;
		}
		let window = T::Params::get().reveal_window(&task.header);
		task.phase = TaskPhase::Revealed;
		task.stage_by = now.saturating_add(window).min(task.ends_by);
		Self::schedule(task.stage_by.saturating_add(1), Due::Task(id));
		Self::deposit_event(Event::Agreed { task: id, tag, open_by: task.stage_by });
	}

	/// Ask `needed` further devices, unless there is no time or nobody left to ask.
	fn escalate(id: TaskId, task: &mut Task<T::AccountId>, now: ServedBlock, needed: u8, max: u8) {
		if task.wanted >= needed {
			return;
		}
		let asked = task.asked().saturating_add(needed) > max;
		let slots = task.copies.len().saturating_add(needed as usize) > crate::MAX_ASKED as usize;
		let answered = task.copies.iter().any(|copy| copy.phase == CopyPhase::Revealed);
		if (asked || slots) && answered {
			return Self::end_inconclusive(id, task);
		}
		let window = T::Params::get().attempt_window(&task.header);
		if asked || slots || now.saturating_add(window) > task.ends_by {
			return Self::end_unpaid(id, task, TaskPhase::Expired);
		}
		let live = task.copies.iter().any(|copy| copy.is_live());
		task.phase = if live { TaskPhase::Assigned } else { TaskPhase::Queued };
		task.stage_by = task.ends_by;
		Self::enqueue(id, task, needed);
		Self::deposit_event(Event::Escalated { task: id, wanted: needed });
	}
}
