//! Draws: which offers are looked at for one copy, and which of them is best.
//!
//! Copies of one task share what was found: with four for the first, one more is drawn for
//! the second. Each copy gets the best of four all the same, and of two that agree on a lie
//! fewer are both drawn than if the copies were drawn apart.
//!
//! A device that holds more than it can use ends no search: work goes to those who can use
//! what it earns as long as one of them is found, and to it where it alone is free.

use crate::{pallet::*, Params, Usage, Worker};
use alloc::{collections::BTreeSet, vec::Vec};
use atous_primitives::{
	outcome::sha256, views::Tier, Credit, Hash, OfferSpec, Price, ServedBlock, TaskHeader, TaskId,
};
use atous_support::{Ledger, Quarantine, Standing};

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
	/// Whether it holds more than it can use.
	sated: bool,
	/// Balance in millionths of the backing: the lower, the better.
	ratio: i64,
	/// Power it draws for each core, the most there is where that is not known: the lower,
	/// the better between equals.
	milliwatts: u32,
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
	/// Whether it is to check what others have done. It needs no room then, and the first that
	/// is drawn gets it. Were it the neediest, a crew that has lost its stakes would come to
	/// check more than others.
	pub checks: bool,
}

/// What the draws for one task have found so far: a copy takes the best of it, and the
/// others stay for the next.
pub(crate) struct Found<AccountId> {
	/// What tells apart the draws for one task in one block: the copies it has had, and the
	/// number of the copy.
	round: (u8, u8),
	/// Slots that were read.
	slots: BTreeSet<u32>,
	/// Who could take a copy, in the order of the draws.
	candidates: Vec<Candidate<AccountId>>,
}

impl<AccountId: Ord> Found<AccountId> {
	/// Nothing yet, for a task that has had so many copies.
	pub fn nothing(copies: u8) -> Self {
		Self { round: (copies, 0), slots: BTreeSet::new(), candidates: Vec::new() }
	}

	/// How many there are of those that end a search.
	fn count(&self, wanted: &Wanted<'_, AccountId>) -> u32 {
		let count = self.candidates.iter().filter(|one| wanted.ends_with(one)).count();
		u32::try_from(count).unwrap_or(u32::MAX)
	}

	/// The best, the earlier drawn of equals. Who has enough comes after all that have not,
	/// though a large bond may make little of what it holds. Of those that check the first.
	fn take_best(&mut self, wanted: &Wanted<'_, AccountId>) -> Option<Candidate<AccountId>> {
		let rank = |one: &Candidate<AccountId>| {
			(wanted.prefer_seasoned && !one.seasoned, one.sated, one.ratio, one.milliwatts)
		};
		let all = self.candidates.iter().enumerate();
		let considered = if wanted.checks { 1 } else { self.candidates.len() };
		let (best, _) = all.take(considered).min_by_key(|(_, one)| rank(one))?;
		Some(self.candidates.remove(best))
	}
}

impl<AccountId: Ord> Wanted<'_, AccountId> {
	/// Whether finding this one brings the search nearer to its end.
	fn ends_with(&self, candidate: &Candidate<AccountId>) -> bool {
		self.checks || (!self.panel || candidate.seasoned) && !candidate.sated
	}

	/// How many of those end it.
	fn enough(&self, params: &Params) -> u32 {
		if self.checks {
			1
		} else {
			params.draw_eligible
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The best of a few eligible devices for one copy: of those that the draws for the
	/// task's other copies have left, and of as many more as are missing. Adds what it has
	/// read to `looked`.
	pub(crate) fn draw(
		params: &Params,
		id: TaskId,
		wanted: &Wanted<'_, T::AccountId>,
		seed: &Hash,
		found: &mut Found<T::AccountId>,
		looked: &mut Looked,
	) -> Option<Candidate<T::AccountId>> {
		let class = wanted.header.class;
		looked.draws = looked.draws.saturating_add(1);
		found.candidates.retain(|one| !wanted.owners.contains(&one.owner));
		for attempt in 0..params.draw_reads.min(wanted.count) {
			if found.count(wanted) >= wanted.enough(params) {
				break;
			}
			let slot = Self::slot(params, seed, id, found.round, attempt, wanted.count);
			if !found.slots.insert(slot) {
				continue;
			}
			looked.reads = looked.reads.saturating_add(1);
			let Some(device) = Slots::<T>::get(class, slot) else { continue };
			let Some(mut candidate) = Self::candidate(device, wanted) else { continue };
			candidate.seasoned = candidate.checked >= params.seasoned;
			found.candidates.push(candidate);
		}
		found.round.1 = found.round.1.saturating_add(1);
		found.take_best(wanted)
	}

	/// The index of one draw. Where all can be read, all are, from a random start;
	/// else every attempt is a draw of its own.
	pub(crate) fn slot(
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
		let worker = Workers::<T>::get(&device);
		let offer = worker.offer.as_ref().filter(|offer| offer.expires > wanted.now)?;
		let spec = &offer.spec;
		// Who checks may be at work. Were it drawn from those that have room, it would be
		// drawn from those that do not do what they were given.
		let used = if wanted.checks { Usage::default() } else { worker.usage };
		if wanted.checks && worker.usage.checks > 0 {
			return None;
		}
		let cores = spec.cores.saturating_sub(used.cores);
		let memory = spec.memory_mib.saturating_sub(used.memory_mib);
		if !spec.fits(wanted.header, wanted.price, cores, memory) {
			return None;
		}
		let standing = T::Ledger::standing(&device)?;
		Self::able(device, &worker, spec, standing, wanted)
	}

	/// The device as a candidate, if its account and its conduct allow a copy.
	pub(crate) fn able(
		device: T::AccountId,
		worker: &Worker,
		spec: &OfferSpec,
		standing: Standing<T::AccountId>,
		wanted: &Wanted<'_, T::AccountId>,
	) -> Option<Candidate<T::AccountId>> {
		if !worker.has_room() {
			return None;
		}
		if wanted.owners.contains(&standing.owner) || standing.securable < wanted.collateral {
			return None;
		}
		if T::Quarantine::is_quarantined(&device) {
			return None;
		}
		Some(Candidate {
			device,
			collateral: wanted.collateral,
			limit: standing.limit,
			securable: standing.securable,
			ratio: standing.ratio_ppm(),
			sated: standing.tier == Tier::VeryPositive,
			owner: standing.owner,
			checked: worker.checked_in(wanted.header.class),
			seasoned: false,
			milliwatts: spec.milliwatts_per_core.unwrap_or(u32::MAX),
		})
	}
}

/// The first eight bytes of a hash.
pub(crate) fn number(hash: &Hash) -> u64 {
	let [a, b, c, d, e, f, g, h, ..] = *hash;
	u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

#[cfg(test)]
impl<AccountId: Clone> Candidate<AccountId> {
	/// A device of itself, of which nothing else is known.
	pub fn of(device: AccountId) -> Self {
		Self {
			owner: device.clone(),
			device,
			collateral: 0,
			limit: 0,
			securable: 0,
			checked: 0,
			seasoned: false,
			sated: false,
			ratio: 0,
			milliwatts: u32::MAX,
		}
	}
}
