//! Requests: what they must satisfy, what they cost, and taking them back.

use crate::{pallet::*, Due, Task};
use atous_primitives::views::TaskPhase;
use atous_primitives::{
	profile::FUEL_PER_WORK_UNIT, Class, Credit, Fuel, Latency, Price, TaskHeader, TaskId,
	Verification,
};
use atous_support::Ledger;
use frame_support::{ensure, traits::Get, BoundedVec};
use sp_runtime::DispatchResult;

/// Micro-credits for `fuel` at `price` per work unit, rounded up: a fraction of a
/// micro-credit is the requester's.
pub(crate) fn pay(price: Price, fuel: Fuel) -> Credit {
	let product = u128::from(price).saturating_mul(u128::from(fuel));
	let amount = product.div_ceil(u128::from(FUEL_PER_WORK_UNIT));
	Credit::try_from(amount).unwrap_or(Credit::MAX)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_submit(requester: T::AccountId, header: TaskHeader) -> DispatchResult {
		let params = T::Params::get();
		let standing = T::Ledger::standing(&requester).ok_or(Error::<T>::NotEnrolled)?;
		header.validate().map_err(|_| Error::<T>::InvalidHeader)?;
		let quorum = Self::supported_quorum(&header).ok_or(Error::<T>::VerificationUnsupported)?;
		let price = Self::price_of(header.class, header.latency);
		ensure!(header.max_price >= price, Error::<T>::PriceTooLow);
		ensure!(header.deadline >= params.least_deadline(&header), Error::<T>::DeadlineTooNear);
		ensure!(header.deadline <= params.max_deadline, Error::<T>::DeadlineTooFar);
		let open = OpenTasks::<T>::get(&requester);
		ensure!(open < params.max_open_tasks, Error::<T>::TooManyOpenTasks);

		let reservation =
			T::Ledger::reserve(&requester, Self::principal(price, quorum, header.work_limit))?;
		let id = NextTask::<T>::mutate(|next| {
			let id = *next;
			*next = next.saturating_add(1);
			id
		});
		let now = Served::<T>::get();
		let ends_by = now.saturating_add(header.deadline);
		let place = Self::place_in_queue(&requester, &standing, now, id);
		let task = Task {
			requester: requester.clone(),
			owner: standing.owner,
			header,
			phase: TaskPhase::Queued,
			price,
			reservation,
			arrived: now,
			ends_by,
			stage_by: ends_by,
			place,
			wanted: quorum,
			misses: 0,
			parked_until: 0,
			copies: BoundedVec::new(),
			outcome: None,
		};
		Queue::<T>::insert(place, id);
		Tasks::<T>::insert(id, task);
		Requests::<T>::insert(&requester, id, ());
		OpenTasks::<T>::insert(&requester, open.saturating_add(1));
		// One later: the deadline itself is still in time.
		Self::schedule(ends_by.saturating_add(1), Due::Task(id));
		Self::deposit_event(Event::Submitted { task: id, requester, price });
		Ok(())
	}

	pub(crate) fn do_cancel(requester: T::AccountId, id: TaskId) -> DispatchResult {
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		ensure!(task.requester == requester, Error::<T>::NotRequester);
		let untouched = task.phase == TaskPhase::Queued && task.copies.is_empty();
		ensure!(untouched, Error::<T>::WrongPhase);
		Self::end_unpaid(id, &mut task, TaskPhase::Cancelled);
		Tasks::<T>::insert(id, task);
		Ok(())
	}

	/// Devices that must agree, in the modes this version serves.
	pub(crate) fn supported_quorum(header: &TaskHeader) -> Option<u8> {
		match header.verification {
			Verification::Redundant { quorum, .. } => Some(quorum),
			_ => None,
		}
	}

	/// Micro-credits that `quorum` copies cost at the work limit.
	pub(crate) fn principal(price: Price, quorum: u8, work_limit: Fuel) -> Credit {
		pay(price, work_limit).saturating_mul(Credit::from(quorum))
	}

	/// Posted price of a class, in micro-credits per work unit.
	pub fn posted_price(class: Class) -> Price {
		PostedPrice::<T>::get(class).unwrap_or_else(|| T::Params::get().base_price)
	}

	/// Posted price times the factor of the latency.
	pub(crate) fn price_of(class: Class, latency: Latency) -> Price {
		Self::posted_price(class).saturating_mul(latency.price_tenths()).div_ceil(10)
	}
}
