//! Work: committing, revealing, opening and giving back.

use crate::{charges::Before, pallet::*, Task, Usage, WeightInfo, MOST_COPIES};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Hash, Outcome, Reveal, TaskId,
};
use frame_support::{ensure, weights::Weight};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Says what it weighed.
	pub(crate) fn do_commit(
		device: T::AccountId,
		id: TaskId,
		commitment: Hash,
	) -> Result<Weight, DispatchError> {
		let (weight, freed) = Self::enter_commitment(device.clone(), id, commitment)?;
		Self::vacate(&device, freed);
		Ok(weight.saturating_add(T::WeightInfo::vacate()).min(T::WeightInfo::commit()))
	}

	/// Commit, but for the device's row, so that several commitments change that once. Says
	/// what it weighed, and what of the device became free.
	pub(crate) fn enter_commitment(
		device: T::AccountId,
		id: TaskId,
		commitment: Hash,
	) -> Result<(Weight, Usage), DispatchError> {
		let params = Self::params();
		let now = Served::<T>::get();
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let before = Before::of(&task);
		let at = task.live_place_of(&device).ok_or(Error::<T>::NotAssigned)?;
		let freed = task.uses(at);
		let copy = task.copies.get_mut(at).ok_or(Error::<T>::NotAssigned)?;
		ensure!(copy.phase == CopyPhase::Assigned, Error::<T>::WrongPhase);
		ensure!(now <= copy.commit_by, Error::<T>::TooLate);
		copy.phase = CopyPhase::Committed;
		copy.commitment = commitment;
		Self::deposit_event(Event::Committed { task: id, device });
		Self::advance(&params, id, &mut task, now);
		let least = T::WeightInfo::commit_only(task.copies.len() as u32);
		let most = T::WeightInfo::commit().saturating_sub(T::WeightInfo::vacate());
		Ok((Self::keep_changed(id, task, &before, least, most), freed))
	}

	/// The most that a reveal with this opening weighs.
	pub(crate) fn reveal_weight(opening: &Option<Outcome>) -> Weight {
		match opening {
			Some(_) => T::WeightInfo::open(u32::from(MOST_COPIES)),
			None => T::WeightInfo::reveal(),
		}
	}

	/// Says what it weighed.
	pub(crate) fn do_reveal(
		device: T::AccountId,
		id: TaskId,
		reveal: Reveal,
		opening: Option<Outcome>,
	) -> Result<Weight, DispatchError> {
		let params = Self::params();
		let now = Served::<T>::get();
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let phase = task.phase;
		let stage_by = task.stage_by;
		ensure!(opening.is_none() || !task.is_sealed(), Error::<T>::Sealed);
		let before = Before::of(&task);
		let most = Self::reveal_weight(&opening);
		let decided = task.is_for_jury();
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
		if !decided && task.is_for_jury() {
			task.call_for_jury(&params, now);
			Self::deposit_event(Event::Contested { task: id, ends_by: task.ends_by });
		}
		Self::deposit_event(Event::Revealed { task: id, device: device.clone(), tag });
		let mut least = T::WeightInfo::reveal_only(task.copies.len() as u32);
		match opening {
			Some(outcome) => {
				ensure!(task.verdict() == Some(tag), Error::<T>::NoQuorum);
				Self::ensure_knows(id, &device, &reveal, &outcome)?;
				let extras = Self::close(&params, id, &mut task, now, tag, outcome);
				least.saturating_accrue(extras.weight::<T>());
			}
			None => Self::advance(&params, id, &mut task, now),
		}
		Ok(Self::keep_changed(id, task, &before, least, most))
	}

	/// Says what it weighed.
	pub(crate) fn do_open(
		device: T::AccountId,
		id: TaskId,
		outcome: Outcome,
	) -> Result<Weight, DispatchError> {
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		if task.phase == TaskPhase::Settled {
			Self::open_accepted(&device, &mut task, id, outcome)?;
			let weight = T::WeightInfo::reveal_only(task.copies.len() as u32);
			Tasks::<T>::insert(id, task);
			return Ok(weight);
		}
		ensure!(task.phase == TaskPhase::Revealed, Error::<T>::WrongPhase);
		let now = Served::<T>::get();
		ensure!(now <= task.stage_by, Error::<T>::TooLate);
		let tag = task.verdict().ok_or(Error::<T>::WrongPhase)?;
		let copy = task.live_copy_of(&device).ok_or(Error::<T>::NotAssigned)?;
		ensure!(copy.tag == tag, Error::<T>::NotAssigned);
		let reveal = Reveal { tag, voucher: copy.voucher, salt: Hash::default() };
		Self::ensure_knows(id, &device, &reveal, &outcome)?;
		let before = Before::of(&task);
		let extras = Self::close(&Self::params(), id, &mut task, now, tag, outcome);
		let least = T::WeightInfo::reveal_only(task.copies.len() as u32)
			.saturating_add(extras.weight::<T>());
		let most = Self::reveal_weight(&Some(outcome));
		Ok(Self::keep_changed(id, task, &before, least, most))
	}

	/// Store what a step has made of a task. Says what the step weighed: `least` where it
	/// changed nothing but the task, and what else it did, up to `most`.
	fn keep_changed(
		id: TaskId,
		task: Task<T::AccountId>,
		before: &Before,
		least: Weight,
		most: Weight,
	) -> Weight {
		let changes = before.changes::<T>(&task);
		let watching = Self::keep(id, task);
		least.saturating_add(changes).saturating_add(watching).min(most)
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

	/// Says what it weighed.
	pub(crate) fn do_give_back(device: T::AccountId, id: TaskId) -> Result<Weight, DispatchError> {
		let params = Self::params();
		let now = Served::<T>::get();
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		let copy = task.live_copy_of(&device).ok_or(Error::<T>::NotAssigned)?;
		ensure!(copy.phase == CopyPhase::Assigned, Error::<T>::WrongPhase);
		ensure!(now <= copy.commit_by, Error::<T>::TooLate);
		let before = Before::of(&task);
		let charged = Self::end_given_back(&params, id, &mut task, &device);
		Self::deposit_event(Event::GivenBack { task: id, device, charged });
		Self::advance(&params, id, &mut task, now);
		let (least, most) = (T::WeightInfo::give_back_only(), T::WeightInfo::give_back());
		Ok(Self::keep_changed(id, task, &before, least, most))
	}
}
