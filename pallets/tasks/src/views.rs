//! Answers to questions: a task as clients see it, and what one would cost.

use crate::{pallet::*, Task};
use atous_primitives::views::TaskPhase;
use atous_primitives::{
	views::{CopyView, Quote, QuoteError, TaskView},
	Price, TaskHeader, TaskId,
};
use atous_support::{Devices, Ledger};
use frame_support::traits::Get;

/// Offers read for one quote.
const QUOTE_READS: u32 = 256;
/// Blocks from submission to assignment and from a commit to its block, when free.
const HANDOVER_BLOCKS: u32 = 3;

impl<T: Config> Pallet<T> {
	/// A task as clients see it, while it can be read.
	pub fn task_view(id: TaskId) -> Option<TaskView<T::AccountId>> {
		let task = Tasks::<T>::get(id)?;
		let escrow = task.reservation.total();
		let copy = |c: crate::Assignment<T::AccountId>| CopyView {
			device: c.device,
			phase: c.phase,
			paid: c.paid,
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
			copies: task.copies.into_iter().map(copy).collect(),
			outcome: task.outcome,
		})
	}

	/// What a task would cost and when it would start. `requester` tells whose
	/// devices cannot take it, and what surcharge it would bear.
	pub fn quote(header: TaskHeader, requester: Option<T::AccountId>) -> Result<Quote, QuoteError> {
		header.validate().map_err(QuoteError::Header)?;
		let quorum = Self::supported_quorum(&header).ok_or(QuoteError::VerificationUnsupported)?;
		let params = T::Params::get();
		let price = Self::price_of(header.class, header.latency);
		let principal = Self::principal(price, quorum, header.work_limit);
		let escrow = requester
			.as_ref()
			.and_then(|device| T::Ledger::quote(device, principal).ok())
			.map_or(principal, |reservation| reservation.total());
		let eligible = Self::eligible(&header, price, requester.as_ref());
		let ahead = Queue::<T>::iter_keys().take(QUOTE_READS as usize).count() as u32;
		let waiting = AverageWait::<T>::get() / 16;
		let expected_blocks = waiting
			.saturating_add(header.work_blocks())
			.saturating_add(params.finality_lag)
			.saturating_add(HANDOVER_BLOCKS);
		let least_deadline = params.least_deadline(&header);
		Ok(Quote { price, escrow, queue_place: ahead, eligible, expected_blocks, least_deadline })
	}

	/// Devices that could take `header` at `price` now, each owner counted once,
	/// looked for among the first offers of the class.
	fn eligible(header: &TaskHeader, price: Price, requester: Option<&T::AccountId>) -> u32 {
		let probe = Task {
			requester: T::AccountId::new([0; 32]),
			owner: T::AccountId::new([0; 32]),
			header: header.clone(),
			phase: TaskPhase::Queued,
			price,
			reservation: Default::default(),
			arrived: 0,
			ends_by: 0,
			stage_by: 0,
			place: Default::default(),
			wanted: 0,
			misses: 0,
			parked_until: 0,
			copies: Default::default(),
			outcome: None,
		};
		let mut owners = alloc::collections::BTreeSet::new();
		if let Some(owner) = requester.and_then(T::Ledger::owner_of) {
			owners.insert(owner);
		}
		let own = owners.len();
		for slot in 0..SlotCount::<T>::get(header.class).min(QUOTE_READS) {
			let Some(device) = Slots::<T>::get(header.class, slot) else { continue };
			if let Some(owner) = Self::owner_if_able(&probe, device, &owners) {
				owners.insert(owner);
			}
		}
		(owners.len() - own) as u32
	}
}
