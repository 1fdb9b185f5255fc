//! Settlement: how a task ends, and who is paid what then.
//!
//! Every end of a task passes through [`Pallet::end_task`], every end of a copy
//! through the functions of `copies`, so that nothing stays reserved or occupied.

use crate::{
	charges::Extras,
	pallet::*,
	submission::{audit_premium, delivery_premium, premium},
	Params, Plan, Task,
};
use alloc::vec::Vec;
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	voucher, Class, Credit, Hash, Outcome, TaskId,
};
use atous_support::{Ledger, Pay, Reservation, Settlement};
use sp_runtime::Perbill;

impl<T: Config> Pallet<T> {
	/// Pay those who agree, penalise those who do not.
	///
	/// Agreeing is more than showing the quorum's tag: a device that came later could
	/// have read it from the chain. Its voucher must be for this outcome too. If
	/// without those who only repeated the tag no quorum is left, the outcome, now
	/// open for all to read, can no longer be checked by anyone.
	///
	/// The requester pays the quorum; those who only checked, because chance decided
	/// so, are paid by the commons, which the requesters' premium feeds.
	///
	/// Says what came with it that does not always.
	pub(crate) fn settle(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		tag: Hash,
		outcome: Outcome,
	) -> Extras {
		let mut extras = Extras::default();
		for at in 0..task.copies.len() {
			let copy = &task.copies[at];
			let shown = copy.phase == CopyPhase::Revealed && copy.tag == tag;
			if shown && copy.voucher != voucher(id, copy.device.as_ref(), &outcome) {
				Self::end_wrong(params, id, task, at);
			}
		}
		if task.verdict() != Some(tag) {
			Self::end_inconclusive(params, id, task);
			return extras;
		}
		// A panel that finds another outcome is paid from the collateral of the one that
		// delivered, which goes to the commons here.
		let overturned = task.overturns(&tag);
		if overturned && outcome == Outcome::Unavailable && task.delivered().is_some() {
			Self::let_stand(params, id, task);
			return extras;
		}
		let fuel = Self::paid_fuel(params, task, &outcome);
		let amount = crate::submission::pay(task.price, fuel);
		let checked = task.needed > 1;
		let payable = if overturned { 0 } else { usize::from(task.payable()) };
		let (mut pays, mut checks) = (Vec::new(), Vec::new());
		for at in 0..task.copies.len() {
			let copy = &task.copies[at];
			if !copy.is_live() {
				continue;
			}
			if copy.phase == CopyPhase::Revealed && copy.tag == tag {
				let device = copy.device.clone();
				let (more, helped) = Self::end_agreeing(params, id, task, at, amount);
				extras = extras.and(more);
				let pay = Pay { device, amount, checked, helped };
				let to = if pays.len() < payable { &mut pays } else { &mut checks };
				to.push(pay);
			} else if copy.phase == CopyPhase::Revealed {
				Self::end_wrong(params, id, task, at);
			} else {
				Self::end_released(id, task, at);
			}
		}
		let premium = match task.plan {
			Plan::Single { lot, .. } => premium(params.check_premium, amount, lot, 1),
			// What an audit costs in the mean, audited or not: chance is no lottery.
			Plan::Quorum { one_in, .. } if one_in > 0 => {
				audit_premium(amount, one_in, task.payable())
			}
			Plan::Panel { subject } => {
				// One that was wrong has delivered nothing.
				let stood = task.copies.get(usize::from(subject));
				let stood = stood.is_some_and(|copy| copy.phase == CopyPhase::Paid);
				if stood {
					delivery_premium(params, amount)
				} else {
					0
				}
			}
			_ => 0,
		};
		// The numbers may have changed since it was put aside.
		let premium = premium.min(task.reservation.premium);
		Self::pay_out(task, &pays, &checks, premium);
		Self::note_settled(params, task, fuel);
		task.outcome = Some(outcome);
		Self::end_task(params, id, task, TaskPhase::Settled);
		Self::deposit_event(Event::Settled { task: id, outcome });
		extras
	}

	/// Share of all live bonds that offer in `class`: how much work there counts as
	/// history.
	pub fn openness(class: Class) -> Perbill {
		let live = LiveBonds::<T>::get();
		if live == 0 {
			return Perbill::zero();
		}
		Perbill::from_rational(ClassBonds::<T>::get(class), live)
	}

	pub(crate) fn pay_out(
		task: &Task<T::AccountId>,
		pays: &[Pay<T::AccountId>],
		checks: &[Pay<T::AccountId>],
		premium: Credit,
	) {
		let class = task.header.class;
		let openness = Self::openness(class);
		// What a better place costs: once any device is paid, whatever the work came to.
		let copies = if pays.is_empty() { 0 } else { Credit::from(task.payable()) };
		let place = task.urgency.saturating_mul(copies);
		let premium = premium.saturating_add(place).min(task.reservation.premium);
		let settlement = Settlement { class, openness, pays, checks, premium };
		T::Ledger::settle(&task.requester, &task.reservation, &settlement);
	}

	/// End without an outcome: collateral goes back, the payment is released. Who took the
	/// task back leaves the deposit: to put credit aside and take it back costs the mesh a
	/// place in the queue.
	pub(crate) fn end_unpaid(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		phase: TaskPhase,
	) {
		for at in 0..task.copies.len() {
			if task.copies[at].is_live() {
				Self::end_released(id, task, at);
			}
		}
		if phase == TaskPhase::Cancelled {
			T::Ledger::withdraw(&task.requester, &task.reservation);
		} else {
			T::Ledger::release(&task.requester, &task.reservation);
		}
		if phase == TaskPhase::Expired && task.found.is_none() {
			Self::note_unmet(task);
		}
		Self::end_task(params, id, task, phase);
		Self::deposit_event(match phase {
			TaskPhase::Cancelled => Event::Cancelled { task: id },
			_ => Event::Expired { task: id },
		});
	}

	/// No quorum agrees among all who may be asked: what the requester would have paid
	/// is split over those who answered, and nobody is penalised. Where fewer answered
	/// than a quorum, nothing was compared, and nothing is paid. Nobody has confirmed
	/// what was paid for, so it vests with the next passed check.
	///
	/// A panel has compared as soon as it has answered, and a delivery that none of it
	/// confirms has not earned a share.
	pub(crate) fn end_inconclusive(params: &Params, id: TaskId, task: &mut Task<T::AccountId>) {
		let earning: Vec<bool> = task
			.copies
			.iter()
			.enumerate()
			.map(|(at, copy)| copy.phase == CopyPhase::Revealed && !task.is_unconfirmed(at))
			.collect();
		let revealed = earning.iter().filter(|earns| **earns).count() as u32;
		let compared = matches!(task.plan, Plan::Panel { .. }) || task.disagrees();
		let answered = if compared { revealed } else { 0 };
		let one = Self::one_pay(task);
		let whole = one.saturating_mul(Credit::from(task.payable()));
		// Nobody earns more than an agreeing copy could.
		let share = (whole / Credit::from(answered.max(1))).min(one);
		let mut pays = Vec::new();
		for (at, earns) in earning.into_iter().enumerate() {
			if !task.copies[at].is_live() {
				continue;
			}
			if answered > 0 && earns {
				task.copies[at].paid = share;
				let device = task.copies[at].device.clone();
				let paid = Event::Paid { task: id, device: device.clone(), amount: share };
				Self::deposit_event(paid);
				pays.push(Pay { device, amount: share, checked: false, helped: false });
			}
			Self::end_released(id, task, at);
		}
		Self::pay_out(task, &pays, &[], 0);
		Self::end_task(params, id, task, TaskPhase::Inconclusive);
		Self::deposit_event(Event::Inconclusive { task: id });
	}

	/// End the task: out of queue and agenda, kept readable for a while.
	pub(crate) fn end_task(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		phase: TaskPhase,
	) {
		Self::dequeue(id, task);
		task.phase = phase;
		if phase != TaskPhase::Settled {
			// What was delivered, and opened for a judge, did not stand.
			task.outcome = None;
		}
		Self::tell_later(id, task);
		task.reservation = Reservation::default();
		task.stage_by = Served::<T>::get().saturating_add(params.retention);
		Self::note_ended(id, task);
	}
}
