//! Answers to questions: a task as clients see it, and what one would cost.

use crate::{
	draw::Wanted,
	pallet::*,
	submission::{deposit, pay, Terms},
	Checks, Params, Plan, WeightInfo,
};
use alloc::collections::BTreeSet;
use atous_primitives::{
	views::{CopyView, Quote, QuoteError, TaskView},
	Credit, Price, ServedBlock, TaskHeader, TaskId,
};
use atous_support::{Devices, Ledger};

/// Offers read for one quote, and queued tasks counted.
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
			Plan::Single { lot, checks } => {
				(Some(lot), (checks != Checks::UNDRAWN).then_some(checks.asked > 0))
			}
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
		let deposit = deposit(&params, terms.principal);
		let sum = terms.principal.saturating_add(terms.premium).saturating_add(deposit);
		let held = requester
			.as_ref()
			.map(|device| T::Ledger::quote(device, terms.principal, terms.premium, deposit));
		let escrow = held.and_then(Result::ok).map_or(sum, |held| held.total());
		let one = pay(price, header.work_limit);
		let stake = one.saturating_mul(terms.plan.pays_at_stake(&params, terms.needed).into());
		let (eligible, sampled) = Self::eligible(&header, price, stake, requester.as_ref());
		let (queue_place, queue_exact) = Self::place_of(&params, &header, requester.as_ref());
		let enough = eligible >= u32::from(terms.needed);
		let starts_in = enough.then(|| Self::starts_in(&params, &terms, &header, queue_place));
		let expected_blocks = starts_in
			.unwrap_or_else(Self::average_wait)
			.saturating_add(params.work_blocks(&header))
			.saturating_add(params.finality_lag)
			.saturating_add(HANDOVER_BLOCKS);
		Ok(Quote {
			price,
			escrow,
			queue_place,
			eligible,
			expected_blocks,
			least_deadline: params.least_deadline(&header),
			deposit,
			urgency: terms.place(pay(price, header.work_limit)),
			queue_exact,
			offers: SlotCount::<T>::get(header.class),
			sampled,
			starts_in,
		})
	}

	/// Served blocks that tasks have lately waited for their devices.
	fn average_wait() -> ServedBlock {
		AverageWait::<T>::get() / 16
	}

	/// How many queued tasks would be ahead of `header`, and whether those are all.
	fn place_of(
		params: &Params,
		header: &TaskHeader,
		requester: Option<&T::AccountId>,
	) -> (u32, bool) {
		let now = Served::<T>::get();
		let known = requester.and_then(|device| Some((device, T::Ledger::standing(device)?)));
		let asks = known.as_ref().map(|(device, standing)| (*device, standing));
		let id = NextTask::<T>::get();
		let place = Self::place_in_queue(params, asks, header.urgent, now, id);
		Self::ahead(place, QUOTE_READS)
	}

	/// Served blocks until devices are found for a task with `ahead` before it: as many
	/// as it takes to match those, and not less than tasks have lately waited.
	fn starts_in(params: &Params, terms: &Terms, header: &TaskHeader, ahead: u32) -> ServedBlock {
		let reads = SlotCount::<T>::get(header.class).min(params.draw_reads);
		let one = T::WeightInfo::match_copies(u32::from(terms.needed), reads);
		let budget = params.match_budget.checked_div_per_component(&one).unwrap_or(u64::MAX);
		let a_block = budget.clamp(1, params.scan_per_block.into());
		let turn = u64::from(ahead) / a_block + 1;
		ServedBlock::try_from(turn).unwrap_or(ServedBlock::MAX).max(Self::average_wait())
	}

	/// Devices that could take `header` at `price` now and put `stake` aside, each
	/// owner counted once, and how many offers of the class were looked at: all, or as many
	/// spread evenly.
	fn eligible(
		header: &TaskHeader,
		price: Price,
		stake: Credit,
		requester: Option<&T::AccountId>,
	) -> (u32, u32) {
		let own = requester.and_then(T::Ledger::owner_of);
		let count = SlotCount::<T>::get(header.class);
		let mut wanted = Wanted {
			header,
			price,
			collateral: stake,
			owners: BTreeSet::from_iter(own),
			now: Served::<T>::get(),
			count,
			prefer_seasoned: false,
			panel: false,
			checks: false,
		};
		let sampled = count.min(QUOTE_READS);
		let mut found = 0u32;
		for at in 0..sampled {
			let slot = u64::from(at) * u64::from(count) / u64::from(sampled.max(1));
			let Some(device) = Slots::<T>::get(header.class, slot as u32) else { continue };
			if let Some(candidate) = Self::candidate(device, &wanted) {
				wanted.owners.insert(candidate.owner);
				found = found.saturating_add(1);
			}
		}
		(found, sampled)
	}
}
