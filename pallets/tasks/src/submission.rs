//! Requests: what they must satisfy, what they cost, and taking them back.

use crate::{
	charges::searching, delivery::DELIVERY_MOST, pallet::*, Params, Plan, Search, Task, WeightInfo,
	MOST_COPIES,
};
use atous_primitives::{
	profile::FUEL_PER_WORK_UNIT,
	verdict::{self, LARGE_JURY, SMALL_JURY},
	views::{QuoteError, TaskPhase},
	Class, Credit, Fuel, Latency, Price, TaskHeader, TaskId, Verification,
};
use atous_support::Ledger;
use frame_support::{ensure, weights::Weight, BoundedVec};
use sp_runtime::{DispatchError, Perbill};

/// Devices that may be asked for an adaptive task.
pub(crate) const ADAPTIVE_MOST: u8 = 5;
/// At most one outcome in so many is checked or audited, however little is at stake.
pub(crate) const LEAST_ODDS: u32 = 2;
/// Devices that must agree where an adaptive task is checked.
pub(crate) const ADAPTIVE_QUORUM: u8 = 2;

/// Micro-credits for `fuel` at `price` per work unit, rounded up: a fraction of a
/// micro-credit is the requester's.
pub(crate) fn pay(price: Price, fuel: Fuel) -> Credit {
	let product = u128::from(price).saturating_mul(u128::from(fuel));
	let amount = product.div_ceil(u128::from(FUEL_PER_WORK_UNIT));
	Credit::try_from(amount).unwrap_or(Credit::MAX)
}

/// Whether a check may be checked in its turn where `asked` devices have been asked, who checks
/// included: a jury must find room beside them all.
pub(crate) fn has_room_for_second_check(asked: u8) -> bool {
	asked.saturating_add(verdict::jurors(LARGE_JURY)) < MOST_COPIES
}

/// What the requester pays for checks where a copy is paid `amount`, one in `lot` of what
/// `quorum` devices have found is checked, and one in `lot` checks again where there is room:
/// what they cost in the mean, and `share` of the pay at least. Rounded up.
pub(crate) fn premium(share: Perbill, amount: Credit, lot: u32, quorum: u8) -> Credit {
	let amount = u128::try_from(amount).unwrap_or(0);
	let lot = u128::from(lot.max(1));
	let again = u128::from(has_room_for_second_check(quorum.saturating_add(1)));
	let mean = amount.saturating_mul(lot.saturating_add(again)).div_ceil(lot.saturating_mul(lot));
	Credit::try_from(share.mul_ceil(amount).max(mean)).unwrap_or(Credit::MAX)
}

/// The same for the audits of quorums, of which one in `one_in` is audited.
pub(crate) fn audit_premium(amount: Credit, one_in: u32, quorum: u8) -> Credit {
	premium(Perbill::zero(), amount, one_in, quorum)
}

/// What a delivery of `amount` pays to the commons if it stands.
pub(crate) fn delivery_premium(params: &Params, amount: Credit) -> Credit {
	let amount = u128::try_from(amount).unwrap_or(0);
	Credit::try_from(params.delivery_premium.mul_ceil(amount)).unwrap_or(Credit::MAX)
}

/// What is put aside for a task until it ends, beside what it may cost: it is lost if the
/// task is taken back. Rounded up.
pub(crate) fn deposit(params: &Params, principal: Credit) -> Credit {
	let principal = u128::try_from(principal).unwrap_or(0);
	let part = params.deposit_share.mul_ceil(principal);
	params.task_deposit.saturating_add(Credit::try_from(part).unwrap_or(Credit::MAX))
}

/// What a better place costs for a copy that is paid `amount` at the work limit.
/// Rounded up.
fn urgency(params: &Params, amount: Credit) -> Credit {
	let amount = u128::try_from(amount).unwrap_or(0);
	Credit::try_from(params.urgency_premium.mul_ceil(amount)).unwrap_or(Credit::MAX)
}

/// How a header's outcome is checked, and what is put aside for it.
pub(crate) struct Terms {
	pub plan: Plan,
	/// Devices that must agree.
	pub needed: u8,
	/// Devices that may be asked.
	pub most: u8,
	/// Micro-credits for the devices.
	pub principal: Credit,
	/// Micro-credits for the commons.
	pub premium: Credit,
	/// Of these, what a better place costs for each copy.
	pub urgency: Credit,
}

impl Terms {
	/// A better place costs a share of each pay that is put aside.
	pub(crate) fn of(params: &Params, header: &TaskHeader, price: Price) -> Self {
		let mut terms = Self::of_mode(params, header, price);
		if header.urgent {
			let one = pay(price, header.work_limit);
			terms.urgency = urgency(params, one);
			terms.premium = terms.premium.saturating_add(terms.place(one));
		}
		terms
	}

	/// What a better place costs at most: its price for every pay of `one` at the work
	/// limit that is put aside.
	pub(crate) fn place(&self, one: Credit) -> Credit {
		self.urgency.saturating_mul(self.principal / one.max(1))
	}

	/// The same without what a better place costs.
	///
	/// An adaptive task pays one device and the premium, or, where the device has no
	/// record, two: that is what is put aside. For what one device delivers, the whole panel
	/// is that might confirm it.
	fn of_mode(params: &Params, header: &TaskHeader, price: Price) -> Self {
		let one = pay(price, header.work_limit);
		match header.verification {
			Verification::Redundant { quorum, max } => Self {
				plan: Plan::quorum(params),
				needed: quorum,
				most: max,
				principal: one.saturating_mul(Credit::from(quorum)),
				premium: if params.audit_one_in == 0 {
					0
				} else {
					audit_premium(one, LEAST_ODDS, quorum)
				},
				urgency: 0,
			},
			Verification::Adaptive => Self {
				plan: Plan::Open,
				needed: 1,
				most: ADAPTIVE_MOST,
				principal: one.saturating_mul(Credit::from(ADAPTIVE_QUORUM)),
				premium: premium(params.check_premium, one, LEAST_ODDS, 1),
				urgency: 0,
			},
			Verification::Contract { .. } | Verification::Requester { .. } => Self {
				plan: Plan::Delivery { panel: params.panel },
				needed: 1,
				most: DELIVERY_MOST,
				principal: one.saturating_mul(Credit::from(params.panel)),
				premium: delivery_premium(params, one),
				urgency: 0,
			},
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Says what it weighed, the contracts' calls not counted.
	pub(crate) fn do_submit(
		requester: T::AccountId,
		header: TaskHeader,
	) -> Result<Weight, DispatchError> {
		let params = Self::params();
		let standing = T::Ledger::standing(&requester).ok_or(Error::<T>::NotEnrolled)?;
		header.validate().map_err(|_| Error::<T>::InvalidHeader)?;
		let price = Self::price_of(&params, header.class, header.latency);
		let terms = Terms::of(&params, &header, price);
		Self::check_answerers(&params, &header).map_err(|why| match why {
			QuoteError::NoSuchContract => Error::<T>::NoSuchContract,
			QuoteError::WindowOutOfRange => Error::<T>::WindowOutOfRange,
			QuoteError::Header(_) => Error::<T>::InvalidHeader,
		})?;
		ensure!(header.max_price >= price, Error::<T>::PriceTooLow);
		ensure!(header.deadline >= params.least_deadline(&header), Error::<T>::DeadlineTooNear);
		ensure!(header.deadline <= params.max_deadline, Error::<T>::DeadlineTooFar);
		ensure!(standing.open < params.max_open_tasks, Error::<T>::TooManyOpenTasks);

		let Terms { principal, premium, urgency, .. } = terms;
		let deposit = deposit(&params, principal);
		let reservation = T::Ledger::reserve(&requester, principal, premium, deposit)?;
		let id = NextTask::<T>::mutate(|next| {
			let id = *next;
			*next = next.saturating_add(1);
			id
		});
		let now = Served::<T>::get();
		let ends_by = now.saturating_add(header.deadline);
		let asks = Some((&requester, &standing));
		let place = Self::place_in_queue(&params, asks, header.urgent, now, id);
		let mut task = Task {
			requester: requester.clone(),
			owner: standing.owner,
			header,
			phase: TaskPhase::Queued,
			price,
			reservation,
			urgency,
			arrived: now,
			found: None,
			ends_by,
			stage_by: ends_by,
			place,
			plan: terms.plan,
			needed: terms.needed,
			judges: SMALL_JURY,
			most: terms.most,
			wanted: 0,
			search: Search::Over,
			misses: 0,
			copies: BoundedVec::new(),
			outcome: None,
			call_limit: params.judge_weight,
			watched: 0,
		};
		Self::enqueue(id, &mut task, terms.needed);
		// Not at the deadline but when the first to get it may be late, so that the entry
		// need not move for a task that is given out at once.
		let first_late = now.saturating_add(params.commit_window(&task.header)).saturating_add(1);
		Self::watch_by(id, &mut task, first_late);
		let weight = T::WeightInfo::submit().saturating_add(searching::<T>(&task.search));
		Tasks::<T>::insert(id, task);
		Requests::<T>::insert(&requester, id, ());
		Self::deposit_event(Event::Submitted { task: id, requester, price });
		Ok(weight)
	}

	/// The most that `cancel` weighs.
	pub(crate) fn cancel_weight() -> Weight {
		let full_trays = T::WeightInfo::enqueue().saturating_add(T::WeightInfo::file_ended(1));
		T::WeightInfo::cancel().saturating_add(full_trays)
	}

	/// Says what it weighed.
	pub(crate) fn do_cancel(requester: T::AccountId, id: TaskId) -> Result<Weight, DispatchError> {
		let mut task = Tasks::<T>::get(id).ok_or(Error::<T>::UnknownTask)?;
		ensure!(task.requester == requester, Error::<T>::NotRequester);
		let untouched = task.phase == TaskPhase::Queued && task.copies.is_empty();
		ensure!(untouched, Error::<T>::WrongPhase);
		let weight = T::WeightInfo::cancel().saturating_add(searching::<T>(&task.search));
		Self::end_unpaid(&Self::params(), id, &mut task, TaskPhase::Cancelled);
		Self::keep(id, task);
		Ok(weight.saturating_add(Self::ended_spill_weight()))
	}

	/// Posted price of a class, in micro-credits per work unit.
	pub fn posted_price(class: Class) -> Price {
		Self::posted(&Self::params(), class)
	}

	/// The same, where the numbers have been read.
	pub(crate) fn posted(params: &Params, class: Class) -> Price {
		let posted = PostedPrice::<T>::get(class).unwrap_or(params.base_price);
		posted.clamp(params.price_floor, params.price_ceiling)
	}

	/// Posted price times the factor of the latency.
	pub(crate) fn price_of(params: &Params, class: Class, latency: Latency) -> Price {
		Self::posted(params, class).saturating_mul(latency.price_tenths()).div_ceil(10)
	}
}
