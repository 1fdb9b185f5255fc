//! Answers to questions: a task as clients see it, and what one would cost.

use crate::{draw::Wanted, pallet::*, submission::Terms, Plan};
use alloc::collections::BTreeSet;
use atous_primitives::{
	views::{CopyView, Quote, QuoteError, TaskView},
	Credit, Price, TaskHeader, TaskId,
};
use atous_support::{Devices, Ledger};

/// Offers read for one quote.
const QUOTE_READS: u32 = 256;
/// Blocks from submission to assignment, from a commit to its block, and to the draw
/// of a check, when free.
const HANDOVER_BLOCKS: u32 = 4;

impl<T: Config> Pallet<T> {
	/// A task as clients see it, while it can be read.
	pub fn task_view(id: TaskId) -> Option<TaskView<T::AccountId>> {
		let task = Tasks::<T>::get(id)?;
		let escrow = task.reservation.total();
		let copy = |c: crate::Assignment<T::AccountId>| CopyView {
			device: c.device,
			phase: c.phase,
			paid: c.paid,
			tag: c.tag,
		};
		let (lot, checked) = match task.plan {
			Plan::Open => (None, None),
			Plan::Quorum { .. } | Plan::Panel { .. } => (None, Some(true)),
			Plan::Delivery { .. } => (None, Some(false)),
			Plan::Single { lot, checked } => (Some(lot), checked),
		};
		Some(TaskView {
			id,
			requester: task.requester,
			header: task.header,
			phase: task.phase,
			price: task.price,
			escrow,
			arrived: task.arrived,
			ends_by: task.ends_by,
			stage_by: task.stage_by,
			disputed: matches!(task.plan, Plan::Panel { .. }),
			needed: task.needed,
			lot,
			checked,
			copies: task.copies.into_iter().map(copy).collect(),
			outcome: task.outcome,
		})
	}

	/// What a task would cost and when it would start. `requester` tells whose
	/// devices cannot take it, and what surcharge it would bear.
	pub fn quote(header: TaskHeader, requester: Option<T::AccountId>) -> Result<Quote, QuoteError> {
		header.validate().map_err(QuoteError::Header)?;
		let params = Self::params();
		let price = Self::price_of(&params, header.class, header.latency);
		let terms = Terms::of(&params, &header, price);
		Self::check_answerers(&params, &header)?;
		let escrow = requester
			.as_ref()
			.and_then(|device| T::Ledger::quote(device, terms.principal, terms.premium).ok())
			.map_or(terms.principal.saturating_add(terms.premium), |held| held.total());
		let stake = crate::submission::pay(price, header.work_limit)
			.saturating_mul(terms.plan.pays_at_stake(terms.needed).into());
		let eligible = Self::eligible(&header, price, stake, requester.as_ref());
		let ahead = Queue::<T>::iter_keys().take(QUOTE_READS as usize).count() as u32;
		let waiting = AverageWait::<T>::get() / 16;
		let expected_blocks = waiting
			.saturating_add(params.work_blocks(&header))
			.saturating_add(params.finality_lag)
			.saturating_add(HANDOVER_BLOCKS);
		let least_deadline = params.least_deadline(&header);
		Ok(Quote { price, escrow, queue_place: ahead, eligible, expected_blocks, least_deadline })
	}

	/// Devices that could take `header` at `price` now and put `stake` aside, each owner
	/// counted once, looked for among the first offers of the class.
	fn eligible(
		header: &TaskHeader,
		price: Price,
		stake: Credit,
		requester: Option<&T::AccountId>,
	) -> u32 {
		let own = requester.and_then(T::Ledger::owner_of);
		let mut wanted = Wanted {
			header,
			price,
			collateral: stake,
			owners: BTreeSet::from_iter(own),
			now: Served::<T>::get(),
			count: SlotCount::<T>::get(header.class),
			prefer_seasoned: false,
			panel: false,
		};
		let mut found = 0u32;
		for slot in 0..wanted.count.min(QUOTE_READS) {
			let Some(device) = Slots::<T>::get(header.class, slot) else { continue };
			if let Some(candidate) = Self::candidate(device, &wanted) {
				wanted.owners.insert(candidate.owner);
				found = found.saturating_add(1);
			}
		}
		found
	}
}
