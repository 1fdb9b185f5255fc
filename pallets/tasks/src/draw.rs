//! Draws: which offers are looked at for one copy, and which of them is best.

use crate::{pallet::*, Params};
use alloc::collections::BTreeSet;
use atous_primitives::{outcome::sha256, Credit, Hash, Price, ServedBlock, TaskHeader, TaskId};
use atous_support::{Ledger, Quarantine};

/// A device that could take the copy, and what speaks for it.
pub(crate) struct Candidate<AccountId> {
	pub device: AccountId,
	pub owner: AccountId,
	/// Micro-credits it would put aside.
	pub collateral: Credit,
	/// The most it may owe, in micro-credits.
	pub limit: Credit,
	/// What it could put aside, in micro-credits.
	pub securable: Credit,
	/// Its checked results in a row in the class.
	pub checked: u32,
	/// Whether those make it seasoned.
	pub seasoned: bool,
	/// Lower is better: not seasoned where that is preferred, balance in millionths of
	/// the backing, watts; then the earlier drawn.
	rank: (bool, i64, u32),
}

/// What was looked at to find devices: what that weighed follows from it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Looked {
	/// Copies that were drawn for.
	pub draws: u32,
	/// Offers that were read.
	pub reads: u32,
}

/// What a copy needs.
pub(crate) struct Wanted<'a, AccountId> {
	pub header: &'a TaskHeader,
	/// Micro-credits per work unit.
	pub price: Price,
	/// Micro-credits to be put aside at least.
	pub collateral: Credit,
	/// Owners whose devices are out of the question.
	pub owners: BTreeSet<AccountId>,
	/// The present served block.
	pub now: ServedBlock,
	/// Length of the class's vector.
	pub count: u32,
	/// Whether a seasoned device comes before the debtors.
	pub prefer_seasoned: bool,
	/// Whether it is for a panel: one that is not seasoned ends no search.
	pub panel: bool,
}

impl<T: Config> Pallet<T> {
	/// The best of a few eligible devices for one copy. `round` tells apart the draws
	/// for one task in one block: copies it has, and number of the copy. Adds what it
	/// has read to `looked`.
	pub(crate) fn draw(
		params: &Params,
		id: TaskId,
		round: (u8, u8),
		wanted: &Wanted<'_, T::AccountId>,
		seed: &Hash,
		looked: &mut Looked,
	) -> Option<Candidate<T::AccountId>> {
		let class = wanted.header.class;
		looked.draws = looked.draws.saturating_add(1);
		let mut seen = BTreeSet::new();
		let mut eligible = 0;
		let mut best: Option<Candidate<T::AccountId>> = None;
		for attempt in 0..params.draw_reads.min(wanted.count) {
			let slot = Self::slot(params, seed, id, round, attempt, wanted.count);
			if !seen.insert(slot) {
				continue;
			}
			looked.reads = looked.reads.saturating_add(1);
			let Some(device) = Slots::<T>::get(class, slot) else { continue };
			let Some(mut candidate) = Self::candidate(device, wanted) else { continue };
			candidate.seasoned = candidate.checked >= params.seasoned;
			candidate.rank.0 = wanted.prefer_seasoned && !candidate.seasoned;
			let counts = !wanted.panel || candidate.seasoned;
			if best.as_ref().is_none_or(|b| candidate.rank < b.rank) {
				best = Some(candidate);
			}
			eligible += u32::from(counts);
			if eligible >= params.draw_eligible {
				break;
			}
		}
		best
	}

	/// The index of one draw. Where all can be read, all are, from a random start;
	/// else every attempt is a draw of its own.
	fn slot(
		params: &Params,
		seed: &Hash,
		id: TaskId,
		(round, copy): (u8, u8),
		attempt: u32,
		count: u32,
	) -> u32 {
		let small = count <= params.draw_reads;
		let nonce = if small { 0 } else { attempt };
		let draw =
			sha256(&[b"atous/draw", seed, &id.to_le_bytes(), &[round, copy], &nonce.to_le_bytes()]);
		let start = (number(&draw) % u64::from(count.max(1))) as u32;
		if small {
			start.wrapping_add(attempt) % count.max(1)
		} else {
			start
		}
	}

	/// Whether the device can take the copy, by every field of its offer, by its
	/// account, and by its conduct.
	pub(crate) fn candidate(
		device: T::AccountId,
		wanted: &Wanted<'_, T::AccountId>,
	) -> Option<Candidate<T::AccountId>> {
		let mut worker = Workers::<T>::get(&device);
		let offer = worker.offer.take()?;
		if offer.expires <= wanted.now {
			return None;
		}
		let spec = offer.spec;
		let fits = |cores, memory| spec.fits(wanted.header, wanted.price, cores, memory);
		if !fits(spec.cores, spec.memory_mib) {
			return None;
		}
		if !worker.has_room() {
			return None;
		}
		let usage = worker.usage;
		let memory = spec.memory_mib.saturating_sub(usage.memory_mib);
		if !fits(spec.cores.saturating_sub(usage.cores), memory) {
			return None;
		}
		let standing = T::Ledger::standing(&device)?;
		if wanted.owners.contains(&standing.owner) || standing.securable < wanted.collateral {
			return None;
		}
		if T::Quarantine::is_quarantined(&device) {
			return None;
		}
		let watts = spec.milliwatts_per_core.unwrap_or(u32::MAX);
		let rank = (false, standing.ratio_ppm(), watts);
		Some(Candidate {
			device,
			collateral: wanted.collateral,
			limit: standing.limit,
			securable: standing.securable,
			owner: standing.owner,
			checked: worker.checked_in(wanted.header.class),
			seasoned: false,
			rank,
		})
	}
}

/// The first eight bytes of a hash.
pub(crate) fn number(hash: &Hash) -> u64 {
	let [a, b, c, d, e, f, g, h, ..] = *hash;
	u64::from_le_bytes([a, b, c, d, e, f, g, h])
}
