//! Settlement: how a task and each of its copies end, and what moves then.
//!
//! Every end of a copy passes through [`Pallet::end_copy`], every end of a task
//! through [`Pallet::end_task`], so that nothing stays reserved or occupied.

use crate::{pallet::*, Due, Task};
use alloc::vec::Vec;
use atous_primitives::views::TaskPhase;
use atous_primitives::{views::CopyPhase, voucher, Class, Credit, Hash, Outcome, TaskId};
use atous_support::{Ledger, Reservation};
use frame_support::traits::Get;

/// What becomes of a copy's collateral.
enum Collateral {
	/// It goes back to the device.
	Returned,
	/// All of it goes to the commons.
	Forfeited,
	/// This much of it goes to the commons, the rest back.
	Charged(Credit),
}

impl<T: Config> Pallet<T> {
	/// Pay those who agree, penalise those who do not.
	///
	/// Agreeing is more than showing the quorum's tag: a device that came later could
	/// have read it from the chain. Its voucher must be for this outcome too. If
	/// without those who only repeated the tag no quorum is left, the outcome, now
	/// open for all to read, can no longer be checked by anyone.
	pub(crate) fn settle(id: TaskId, task: &mut Task<T::AccountId>, tag: Hash, outcome: Outcome) {
		for at in 0..task.copies.len() {
			let copy = &task.copies[at];
			let shown = copy.phase == CopyPhase::Revealed && copy.tag == tag;
			if shown && copy.voucher != voucher(id, copy.device.as_ref(), &outcome) {
				Self::end_wrong(id, task, at);
			}
		}
		if task.leading_tag().is_none_or(|(most, n)| most != tag || n < task.quorum().0) {
			return Self::end_inconclusive(id, task);
		}
		let fuel = outcome.paid_fuel(task.header.work_limit, T::Params::get().minimum_fuel);
		let amount = crate::submission::pay(task.price, fuel);
		let mut pays = Vec::new();
		for at in 0..task.copies.len() {
			let copy = &task.copies[at];
			if !copy.is_live() {
				continue;
			}
			let device = copy.device.clone();
			if copy.phase == CopyPhase::Revealed && copy.tag == tag {
				Self::end_copy(id, task, at, CopyPhase::Paid, Collateral::Returned);
				task.copies[at].paid = amount;
				Self::note_agreement(&device, task.header.class);
				Self::deposit_event(Event::Paid { task: id, device: device.clone(), amount });
				pays.push((device, amount));
			} else if copy.phase == CopyPhase::Revealed {
				Self::end_wrong(id, task, at);
			} else {
				Self::end_copy(id, task, at, CopyPhase::Released, Collateral::Returned);
			}
		}
		T::Ledger::settle(&task.requester, &task.reservation, &pays);
		task.outcome = Some(outcome);
		Self::end_task(id, task, TaskPhase::Settled);
		Self::deposit_event(Event::Settled { task: id, outcome });
	}

	/// End without an outcome: collateral goes back, the payment is released.
	pub(crate) fn end_unpaid(id: TaskId, task: &mut Task<T::AccountId>, phase: TaskPhase) {
		for at in 0..task.copies.len() {
			if task.copies[at].is_live() {
				Self::end_copy(id, task, at, CopyPhase::Released, Collateral::Returned);
			}
		}
		T::Ledger::release(&task.requester, &task.reservation);
		Self::end_task(id, task, phase);
		Self::deposit_event(match phase {
			TaskPhase::Cancelled => Event::Cancelled { task: id },
			_ => Event::Expired { task: id },
		});
	}

	/// No quorum agrees among all who may be asked: what the quorum would have been
	/// paid is split over those who answered, and nobody is penalised. Where fewer
	/// answered than a quorum, nothing was compared, and nothing is paid.
	pub(crate) fn end_inconclusive(id: TaskId, task: &mut Task<T::AccountId>) {
		let answered: Vec<T::AccountId> = task
			.copies
			.iter()
			.filter(|copy| copy.phase == CopyPhase::Revealed)
			.map(|copy| copy.device.clone())
			.collect();
		let answered =
			if answered.len() < usize::from(task.quorum().0) { Vec::new() } else { answered };
		let share = task.reservation.principal / Credit::from(answered.len().max(1) as u32);
		// Nobody earns more than an agreeing copy could.
		let share = share.min(Self::collateral(task));
		for at in 0..task.copies.len() {
			if task.copies[at].is_live() {
				if answered.contains(&task.copies[at].device) {
					task.copies[at].paid = share;
					let device = task.copies[at].device.clone();
					Self::deposit_event(Event::Paid { task: id, device, amount: share });
				}
				Self::end_copy(id, task, at, CopyPhase::Released, Collateral::Returned);
			}
		}
		let pays: Vec<_> = answered.into_iter().map(|device| (device, share)).collect();
		T::Ledger::settle(&task.requester, &task.reservation, &pays);
		Self::end_task(id, task, TaskPhase::Inconclusive);
		Self::deposit_event(Event::Inconclusive { task: id });
	}

	/// The copy at `at` did not answer in time.
	pub(crate) fn end_silent(id: TaskId, task: &mut Task<T::AccountId>, at: usize) {
		let Some(device) = task.copies.get(at).map(|copy| copy.device.clone()) else { return };
		Self::end_copy(id, task, at, CopyPhase::Silent, Collateral::Forfeited);
		Checked::<T>::mutate(&device, task.header.class, |checked| *checked /= 2);
		Self::end_offer(&device);
		Self::deposit_event(Event::Silent { task: id, device });
	}

	fn end_wrong(id: TaskId, task: &mut Task<T::AccountId>, at: usize) {
		let device = task.copies[at].device.clone();
		Self::end_copy(id, task, at, CopyPhase::Wrong, Collateral::Forfeited);
		Checked::<T>::remove(&device, task.header.class);
		Self::end_offer(&device);
		Self::deposit_event(Event::Wrong { task: id, device });
	}

	/// The device returned its copy. Says whether it cost something.
	pub(crate) fn end_given_back(
		id: TaskId,
		task: &mut Task<T::AccountId>,
		device: &T::AccountId,
	) -> bool {
		let params = T::Params::get();
		let Some(at) = task.copies.iter().position(|c| c.is_live() && c.device == *device) else {
			return false;
		};
		let free = Records::<T>::mutate(device, |record| {
			let free = record.tokens_used < params.give_back_tokens;
			record.tokens_used = record.tokens_used.saturating_add(u8::from(free));
			free
		});
		let collateral = if free {
			Collateral::Returned
		} else {
			let percent = Credit::from(params.give_back_percent);
			Collateral::Charged(task.copies[at].collateral.saturating_mul(percent) / 100)
		};
		Self::end_copy(id, task, at, CopyPhase::GivenBack, collateral);
		!free
	}

	/// Count one more checked result, and restore a give-back token now and then.
	fn note_agreement(device: &T::AccountId, class: Class) {
		Checked::<T>::mutate(device, class, |checked| *checked = checked.saturating_add(1));
		let regain = T::Params::get().give_back_regain;
		Records::<T>::mutate(device, |record| {
			record.paid_since = record.paid_since.saturating_add(1);
			if record.paid_since >= regain {
				record.paid_since = 0;
				record.tokens_used = record.tokens_used.saturating_sub(1);
			}
		});
	}

	/// End one copy: free what it occupied and deal with its collateral.
	fn end_copy(
		id: TaskId,
		task: &mut Task<T::AccountId>,
		at: usize,
		phase: CopyPhase,
		collateral: Collateral,
	) {
		let needs = task.header.requirements.clone();
		let Some(copy) = task.copies.get_mut(at) else { return };
		if copy.phase == CopyPhase::Assigned {
			Self::vacate(&copy.device, needs.cores, needs.memory_mib);
		}
		copy.phase = phase;
		let taken = match collateral {
			Collateral::Returned => 0,
			Collateral::Forfeited => copy.collateral,
			Collateral::Charged(amount) => amount.min(copy.collateral),
		};
		if taken > 0 {
			T::Ledger::forfeit(&copy.device, taken);
		}
		T::Ledger::unsecure(&copy.device, copy.collateral.saturating_sub(taken));
		copy.collateral = 0;
		Assignments::<T>::remove(&copy.device, id);
	}

	/// End the task: out of the queue, counted down, kept readable for a while.
	fn end_task(id: TaskId, task: &mut Task<T::AccountId>, phase: TaskPhase) {
		Self::dequeue(task);
		task.phase = phase;
		task.reservation = Reservation::default();
		task.stage_by = Served::<T>::get().saturating_add(T::Params::get().retention);
		Self::schedule(task.stage_by, Due::Task(id));
		OpenTasks::<T>::mutate_exists(&task.requester, |open| {
			*open = open.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0);
		});
	}
}
