//! Disputes: a panel runs again what one device has delivered, and the loser pays.
//!
//! A dispute turns the delivery into a quorum. The delivering device's copy counts as one
//! that has revealed; others, of other owners, seasoned where there are any, run the task,
//! commit and reveal as in any quorum, until as many tags are equal as the panel counts.
//!
//! * It is the delivered one: the requester pays the device and those who confirmed it.
//! * It is another: the delivering device loses its collateral, which is what the panel
//!   is paid and one pay more, its record and its unvested pay; the requester pays nothing.
//! * No tag reaches the number before the devices or the time run out: what the panel
//!   would have cost is split over those who answered. The delivering device is among
//!   them only if another has found the same.
//! * Nobody of the panel answers: the delivery stands. Who disputes has to be able to find
//!   a panel, or disputing in an empty market were free work.
//! * The panel cannot get the payload: the delivery stands too. The requester has it and
//!   must serve it, or withholding it would make every honest device a liar.
//!
//! Of a delivery to a requester nobody on the chain can read the outcome, so a member that
//! only repeats the tag is found out at the opening, as everywhere. What a contract has
//! judged is open. A member that repeats it is right if the contract was wrong, and loses
//! as much as the delivering device did, `panel` + 1 pays, if it was not and the others work.

use crate::{delivery::LARGEST_PANEL, pallet::*, Params, Plan, Task};
use atous_primitives::{
	header::MAX_COPIES,
	views::{CopyPhase, TaskPhase},
	ServedBlock, TaskId,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_dispute(requester: T::AccountId, id: TaskId) -> DispatchResult {
		let mut task = Self::answerable(&requester, id)?;
		Self::convene(&Self::params(), id, &mut task, Served::<T>::get());
		Self::keep(id, task);
		Ok(())
	}

	/// Ask a panel about what was delivered.
	pub(crate) fn convene(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
	) {
		let (Plan::Delivery { panel }, Some(at)) = (task.plan, task.delivered()) else { return };
		task.plan = Plan::Panel { subject: u8::try_from(at).unwrap_or(u8::MAX) };
		task.needed = panel.min(LARGEST_PANEL);
		// Enough to outvote the one that delivered and one more that is wrong.
		let others = task.needed.saturating_mul(2).saturating_sub(2);
		task.most = task.asked().saturating_add(others).min(MAX_COPIES);
		Self::deposit_event(Event::Disputed { task: id });
		Self::advance(params, id, task, now);
	}

	/// There is no time for more, or nobody left to ask.
	pub(crate) fn end_late(params: &Params, id: TaskId, task: &mut Task<T::AccountId>) {
		match (task.plan, task.phase) {
			(Plan::Panel { .. }, _) => Self::end_undecided(params, id, task),
			(Plan::Delivery { .. }, TaskPhase::Delivered) => Self::let_stand(params, id, task),
			_ => Self::end_unpaid(params, id, task, TaskPhase::Expired),
		}
	}

	/// The panel cannot decide any more.
	pub(crate) fn end_undecided(params: &Params, id: TaskId, task: &mut Task<T::AccountId>) {
		let answered = task.copies.iter().filter(|copy| copy.phase == CopyPhase::Revealed).count();
		match (answered, task.delivered()) {
			(0, _) => Self::end_unpaid(params, id, task, TaskPhase::Expired),
			(1, Some(_)) => Self::let_stand(params, id, task),
			_ => Self::end_inconclusive(params, id, task),
		}
	}

	/// What was delivered stands though nobody has said yes.
	pub(crate) fn let_stand(params: &Params, id: TaskId, task: &mut Task<T::AccountId>) {
		let opened = task.outcome;
		Self::stand(params, id, task, opened, false);
		Self::deposit_event(Event::Accepted { task: id, answered: false });
	}
}
