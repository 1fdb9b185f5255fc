//! Copies: how each ends, and what becomes of its collateral and its record.

use crate::{charges::Extras, pallet::*, Assignment, Params, Part, Task};
use atous_primitives::{views::CopyPhase, Credit, TaskId};
use atous_support::Ledger;

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
	/// The copy at `at` agrees with as many as are needed and is paid `amount`.
	///
	/// If others have confirmed it, that is a passed check: the device's record grows,
	/// what it earned unchecked in the class vests, and failures are forgotten. Says what
	/// of this there was, and whether the commons helps: a device that is seasoned in the
	/// class, and has earned again what it lost. What was taken is not given back.
	pub(crate) fn end_agreeing(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		at: usize,
		amount: Credit,
	) -> (Extras, bool) {
		let Some(copy) = task.copies.get_mut(at) else { return Default::default() };
		copy.paid = amount;
		let (device, owner) = (copy.device.clone(), copy.owner.clone());
		let class = task.header.class;
		let checked = task.needed > 1;
		Self::end_copy(id, task, at, CopyPhase::Paid, Collateral::Returned);
		let helped = Self::update_worker(&device, |worker| {
			let record = &mut worker.record;
			record.paid_since = record.paid_since.saturating_add(1);
			if record.paid_since >= params.give_back_regain {
				record.paid_since = 0;
				record.tokens_used = record.tokens_used.saturating_sub(1);
			}
			if checked {
				record.back_off.redeem();
				worker.set_checked(class, worker.checked_in(class).saturating_add(1));
			}
			let clean = worker.record.make_good(amount);
			clean && worker.checked_in(class) >= params.seasoned
		});
		let mut extras = Extras::default();
		if checked {
			extras.redeemed = Self::redeem_owner(&owner, Served::<T>::get()).into();
			extras.vested = T::Ledger::vest(&device, class).into();
		}
		Self::deposit_event(Event::Paid { task: id, device, amount });
		(extras, helped)
	}

	/// The copy at `at` did not answer in time.
	///
	/// Before its commitment silence is a failure and costs one pay. After it, it may
	/// be a lie that is about to be found out, and costs as much as one. A juror that does
	/// not come is excused, for it was not asked whether it would. It leaves the roll, and its
	/// offer ends, until it offers again.
	pub(crate) fn end_silent(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		at: usize,
	) {
		let Some((device, owner)) = task.device_at(at) else { return };
		let waits =
			|copy: &Assignment<_>| copy.part == Part::Jury && copy.phase == CopyPhase::Assigned;
		if task.copies.get(at).is_some_and(waits) {
			Self::end_copy(id, task, at, CopyPhase::Absent, Collateral::Returned);
			Self::leave_seat(&device);
			Self::expire_offer(&device, Served::<T>::get());
			Self::deposit_event(Event::Absent { task: id, device });
			return;
		}
		let collateral = match task.copies.get(at).map(|copy| copy.phase) {
			Some(CopyPhase::Assigned) => Collateral::Charged(Self::one_pay(task)),
			_ => Collateral::Forfeited,
		};
		Self::end_copy(id, task, at, CopyPhase::Silent, collateral);
		let class = task.header.class;
		Self::update_worker(&device, |worker| {
			worker.set_checked(class, worker.checked_in(class) / 2);
		});
		Self::fail(params, &device, &owner);
		Self::deposit_event(Event::Silent { task: id, device });
	}

	/// The copy at `at` disagrees with the quorum, or repeats what it does not know.
	pub(crate) fn end_wrong(params: &Params, id: TaskId, task: &mut Task<T::AccountId>, at: usize) {
		let Some((device, owner)) = task.device_at(at) else { return };
		Self::end_copy(id, task, at, CopyPhase::Wrong, Collateral::Forfeited);
		let class = task.header.class;
		let unvested = T::Ledger::forfeit_unvested(&device);
		Self::update_worker(&device, |worker| {
			worker.set_checked(class, 0);
			worker.record.lose(unvested);
		});
		Self::fail(params, &device, &owner);
		Self::deposit_event(Event::Wrong { task: id, device });
	}

	fn fail(params: &Params, device: &T::AccountId, owner: &T::AccountId) {
		let now = Served::<T>::get();
		Self::note_failure(params, device, owner, now);
		Self::expire_offer(device, now);
	}

	/// The task ended before the copy at `at` could be compared.
	pub(crate) fn end_released(id: TaskId, task: &mut Task<T::AccountId>, at: usize) {
		Self::end_copy(id, task, at, CopyPhase::Released, Collateral::Returned);
	}

	/// The device returned its copy. Says whether it cost something.
	pub(crate) fn end_given_back(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		device: &T::AccountId,
	) -> bool {
		let Some(at) = task.copies.iter().position(|c| c.is_live() && c.device == *device) else {
			return false;
		};
		let free = Self::update_worker(device, |worker| {
			let record = &mut worker.record;
			let free = record.tokens_used < params.give_back_tokens;
			record.tokens_used = record.tokens_used.saturating_add(u8::from(free));
			free
		});
		let collateral = if free {
			Collateral::Returned
		} else {
			// A share of one pay, however much the device has put aside.
			let percent = Credit::from(params.give_back_percent);
			Collateral::Charged(Self::one_pay(task).saturating_mul(percent) / 100)
		};
		Self::end_copy(id, task, at, CopyPhase::GivenBack, collateral);
		!free
	}

	/// End one copy: free what it occupied and deal with its collateral.
	fn end_copy(
		id: TaskId,
		task: &mut Task<T::AccountId>,
		at: usize,
		phase: CopyPhase,
		collateral: Collateral,
	) {
		// What it had in use was freed with its commitment.
		let used = task.uses(at);
		let Some(copy) = task.copies.get_mut(at) else { return };
		let taken = match collateral {
			Collateral::Returned => 0,
			Collateral::Forfeited => copy.collateral,
			Collateral::Charged(amount) => amount.min(copy.collateral),
		};
		Self::let_go(&copy.device, id, used, taken);
		copy.phase = phase;
		if taken > 0 {
			T::Ledger::forfeit(&copy.device, taken);
		}
		let back = copy.collateral.saturating_sub(taken);
		if back > 0 {
			T::Ledger::unsecure(&copy.device, back);
		}
		copy.collateral = 0;
	}
}
