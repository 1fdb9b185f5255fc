//! Deliveries: one device works, and who asked for the work answers for the outcome.
//!
//! With `Requester` verification the device shows its tag and no more: phase `Delivered`.
//! It hands the outcome to the requester off the chain, who holds it against the tag,
//! and accepts or disputes; silence accepts. Only a panel that does not know the outcome
//! has to work to find it, so the outcome stays closed until the answer is given: see
//! `dispute`. Acceptance pays, whether the outcome is then opened or not.
//!
//! With `Contract` verification a contract judges the outcome, so it has to be opened.
//!
//! ## What is paid
//!
//! A requester that judges by itself pays a fixed price, that of the whole work limit:
//! the fuel of a container is nobody's to check. Only what could not be had is paid at
//! the minimum, and can be told by its tag. What a contract judges is paid by its fuel.
//!
//! On top of it the requester pays a share to the commons. Nobody checks what is accepted,
//! so a requester could accept from a friend what was never done; that may cost no less
//! than passing credit on in any other way.
//!
//! What is accepted is paid at once and counts as history, as it was earned from another
//! owner. It adds nothing to the device's record of *checked* results: a requester that
//! is content is no check.

use crate::{
	charges::Extras,
	pallet::*,
	submission::{delivery_premium, pay},
	Assignment, ContractCall, Occasion, Params, Plan, Task,
};
use alloc::vec::Vec;
use atous_primitives::{
	header::ContractAddress,
	tag,
	views::{CopyPhase, QuoteError, TaskPhase},
	voucher, Credit, Fuel, Outcome, ServedBlock, TaskHeader, TaskId, Verification,
};
use atous_support::{Contracts, Pay};
use frame_support::ensure;
use sp_runtime::DispatchResult;

/// Devices that may be asked until one delivers.
pub(crate) const DELIVERY_MOST: u8 = 3;
/// Most devices a panel can count: with fewer than those that may be asked for the
/// delivery, and itself outvoted, no more are asked than for any task.
pub(crate) const LARGEST_PANEL: u8 = 3;
const _: () =
	assert!(DELIVERY_MOST + 2 * LARGEST_PANEL - 2 <= atous_primitives::header::MAX_COPIES);

impl<T: Config> Pallet<T> {
	/// Whether those whom the header names to answer for its outcome can.
	pub(crate) fn check_answerers(params: &Params, header: &TaskHeader) -> Result<(), QuoteError> {
		if let Verification::Requester { window } = header.verification {
			let windows = params.accept_window_min..=params.accept_window_max;
			ensure!(windows.contains(&window), QuoteError::WindowOutOfRange);
		}
		let all_exist = contracts_of(header).iter().all(T::Contracts::exists);
		ensure!(all_exist, QuoteError::NoSuchContract);
		Ok(())
	}

	/// The device's tag, or with a judge its outcome, is there: wait for the answer.
	pub(crate) fn deliver(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
		opened: Option<Outcome>,
	) {
		let Some((device, _)) = task.delivered().and_then(|at| task.device_at(at)) else { return };
		task.phase = TaskPhase::Delivered;
		task.outcome = opened;
		task.stage_by = now.saturating_add(params.answer_window(&task.header)).min(task.ends_by);
		if let Verification::Contract { judge } = task.header.verification {
			Self::call_later(ContractCall {
				contract: ContractAddress(judge),
				task: id,
				limit: task.call_limit,
				occasion: Occasion::Judgement,
			});
		}
		let answer_by = task.stage_by;
		Self::deposit_event(Event::Delivered { task: id, device, answer_by });
	}

	/// The outcome is open: settle, or have the contract judge that was delivered. Says
	/// what came with it that does not always.
	pub(crate) fn close(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
		tag: atous_primitives::Hash,
		outcome: Outcome,
	) -> Extras {
		if let Plan::Delivery { .. } = task.plan {
			Self::deliver(params, id, task, now, Some(outcome));
			return Extras::default();
		}
		Self::settle(params, id, task, tag, outcome)
	}

	pub(crate) fn do_accept(
		requester: T::AccountId,
		id: TaskId,
		opening: Option<Outcome>,
	) -> DispatchResult {
		let mut task = Self::answerable(&requester, id)?;
		if let Some(outcome) = &opening {
			let shown = task.delivered().and_then(|at| task.copies.get(at)).map(|copy| copy.tag);
			ensure!(shown == Some(tag(id, outcome)), Error::<T>::BadOpening);
		}
		Self::stand(&Self::params(), id, &mut task, opening, true);
		Self::deposit_event(Event::Accepted { task: id, answered: true });
		Self::keep(id, task);
		Ok(())
	}

	/// The delivered task to which the requester may answer now.
	pub(crate) fn answerable(
		requester: &T::AccountId,
		id: TaskId,
	) -> Result<Task<T::AccountId>, Error<T>> {
		let task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		ensure!(task.requester == *requester, Error::<T>::NotRequester);
		ensure!(task.phase == TaskPhase::Delivered, Error::<T>::WrongPhase);
		let is_own = matches!(task.header.verification, Verification::Requester { .. });
		ensure!(is_own, Error::<T>::JudgedByContract);
		ensure!(Served::<T>::get() <= task.stage_by, Error::<T>::TooLate);
		Ok(task)
	}

	/// The time for an answer is over. A requester that is silent is content; a contract
	/// that was not heard has not said yes.
	pub(crate) fn end_unanswered(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
	) {
		if task.is_sealed() {
			Self::stand(params, id, task, None, true);
			Self::deposit_event(Event::Accepted { task: id, answered: false });
		} else {
			Self::convene(params, id, task, now);
		}
	}

	/// What was delivered stands: pay the device. `confirmed` says that whoever was to
	/// answer was content; else it vests with the device's next passed check.
	pub(crate) fn stand(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		opened: Option<Outcome>,
		confirmed: bool,
	) {
		let Some(at) = task.delivered() else {
			return Self::end_unpaid(params, id, task, TaskPhase::Expired);
		};
		let copy = &task.copies[at];
		let device = copy.device.clone();
		// Unopened, only that the payload could not be had can be told.
		let missing = Some(Outcome::Unavailable).filter(|o| tag(id, o) == copy.tag);
		let outcome = opened.or(missing);
		let limit = task.header.work_limit;
		let fuel = outcome.map_or(limit, |outcome| Self::paid_fuel(params, task, &outcome));
		let amount = pay(task.price, fuel);
		let dismissed = Self::dismiss_panel(params, id, task, at, amount);
		// Nobody has checked it: the record stays what it is.
		task.needed = 1;
		let (_, helped) = Self::end_agreeing(params, id, task, at, amount);
		let mut pays = Vec::from([Pay { device, amount, checked: confirmed, helped }]);
		pays.extend(dismissed);
		let premium = delivery_premium(params, amount).min(task.reservation.premium);
		Self::pay_out(task, &pays, &[], premium);
		Self::note_settled(params, task, fuel);
		task.outcome = outcome;
		Self::end_task(params, id, task, TaskPhase::Settled);
		if let Some(outcome) = outcome {
			Self::deposit_event(Event::Settled { task: id, outcome });
		}
	}

	/// Release those of a panel that could say nothing about the delivery. Who has looked
	/// for the payload gets the minimum for it, as far as there is some put aside.
	fn dismiss_panel(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		subject: usize,
		spent: Credit,
	) -> Vec<Pay<T::AccountId>> {
		let others: Vec<usize> = (0..task.copies.len())
			.filter(|at| *at != subject && task.copies[*at].is_live())
			.collect();
		let answered = |copy: &Assignment<T::AccountId>| copy.phase == CopyPhase::Revealed;
		let count = others.iter().filter(|at| answered(&task.copies[**at])).count() as Credit;
		let rest = task.reservation.principal.saturating_sub(spent).max(0);
		let least = Outcome::Unavailable.paid_fuel(task.header.work_limit, params.minimum_fuel);
		let amount = pay(task.price, least).min(rest / count.max(1));
		let mut pays = Vec::new();
		for at in others {
			if answered(&task.copies[at]) {
				task.copies[at].paid = amount;
				let device = task.copies[at].device.clone();
				let paid = Event::Paid { task: id, device: device.clone(), amount };
				Self::deposit_event(paid);
				pays.push(Pay { device, amount, checked: false, helped: false });
			}
			Self::end_released(id, task, at);
		}
		pays
	}

	/// Fuel that is paid for an outcome: of what its requester judges by itself all of the
	/// work limit, else what was used.
	pub(crate) fn paid_fuel(params: &Params, task: &Task<T::AccountId>, outcome: &Outcome) -> Fuel {
		let fixed = matches!(task.header.verification, Verification::Requester { .. });
		if fixed && *outcome != Outcome::Unavailable {
			task.header.work_limit
		} else {
			outcome.paid_fuel(task.header.work_limit, params.minimum_fuel)
		}
	}

	/// The device that was paid says what its accepted delivery was.
	pub(crate) fn open_accepted(
		device: &T::AccountId,
		task: &mut Task<T::AccountId>,
		id: TaskId,
		outcome: Outcome,
	) -> DispatchResult {
		ensure!(task.is_delivery() && task.outcome.is_none(), Error::<T>::WrongPhase);
		let paid = |copy: &&Assignment<T::AccountId>| {
			copy.phase == CopyPhase::Paid && copy.device == *device
		};
		let copy = task.copies.iter().find(paid).ok_or(Error::<T>::NotAssigned)?;
		let known =
			copy.tag == tag(id, &outcome) && copy.voucher == voucher(id, device.as_ref(), &outcome);
		ensure!(known, Error::<T>::BadOpening);
		task.outcome = Some(outcome);
		Self::deposit_event(Event::Opened { task: id, outcome });
		Ok(())
	}
}

/// The contracts that a header names.
pub(crate) fn contracts_of(header: &TaskHeader) -> Vec<ContractAddress> {
	let judge = match header.verification {
		Verification::Contract { judge } => Some(ContractAddress(judge)),
		_ => None,
	};
	judge.into_iter().chain(header.callback).collect()
}
