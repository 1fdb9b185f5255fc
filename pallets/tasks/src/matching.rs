//! Matching: which devices get a task.
//!
//! The cost does not grow with the number of offers. For each copy, places in the
//! class's vector are drawn by this block's chance until a few eligible devices
//! are found; of those the one whose balance is lowest for its backing gets the
//! work. Whoever owes most earns first, and nobody can tell who will be drawn.

use crate::{pallet::*, Assignment, Due, Params, Task, WeightInfo};
use alloc::{collections::BTreeSet, vec::Vec};
use atous_primitives::views::TaskPhase;
use atous_primitives::{outcome::sha256, views::CopyPhase, Credit, Hash, ServedBlock, TaskId};
use atous_support::{Ledger, Quarantine};
use frame_support::{traits::Get, weights::WeightMeter};

/// A device that could take the copy, and what speaks for it: lower is better.
struct Candidate<AccountId> {
	device: AccountId,
	owner: AccountId,
	/// Balance in millionths of the backing, then watts; then the earlier drawn.
	rank: (i64, u32),
}

impl<T: Config> Pallet<T> {
	/// Give the tasks at the head of the queue to devices.
	pub(crate) fn match_queue(now: ServedBlock, seed: &Hash, meter: &mut WeightMeter) {
		let params = T::Params::get();
		let most = params.scan_per_block as usize;
		// Collected first: iterating while removing would rescan what is gone.
		let head: Vec<TaskId> = Queue::<T>::iter_values().take(most).collect();
		for id in head {
			let Some(mut task) = Tasks::<T>::get(id) else { continue };
			let cost =
				T::WeightInfo::match_copies(u32::from(task.wanted), Self::reads(&params, &task));
			if meter.try_consume(cost).is_err() {
				break;
			}
			Self::match_task(&params, id, &mut task, now, seed);
			Tasks::<T>::insert(id, task);
		}
	}

	/// Offers that are read at most for each copy of `task`; none where there are
	/// fewer offers than copies.
	fn reads(params: &Params, task: &Task<T::AccountId>) -> u32 {
		let count = SlotCount::<T>::get(task.header.class);
		if count < u32::from(task.wanted) {
			0
		} else {
			count.min(params.draw_reads)
		}
	}

	/// Find all devices that are wanted, or none.
	fn match_task(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
		seed: &Hash,
	) {
		if now.saturating_add(params.attempt_window(&task.header)) > task.ends_by {
			// Whoever took it now could not finish in time.
			return Self::end_unpaid(id, task, TaskPhase::Expired);
		}
		let mut owners: BTreeSet<T::AccountId> =
			task.copies.iter().map(|copy| copy.owner.clone()).collect();
		owners.insert(task.owner.clone());
		let mut found = Vec::new();
		for copy in 0..task.wanted {
			match Self::draw(params, id, task, copy, &owners, seed) {
				Some(candidate) => {
					owners.insert(candidate.owner.clone());
					found.push(candidate);
				}
				None => return Self::park(id, task, now),
			}
		}
		if task.copies.is_empty() {
			Self::note_wait(now.saturating_sub(task.arrived));
		}
		Self::dequeue(task);
		task.phase = TaskPhase::Assigned;
		for candidate in found {
			Self::assign(params, id, task, candidate, now);
		}
		Self::advance(id, task, now);
	}

	/// The best of a few eligible devices for one copy.
	fn draw(
		params: &Params,
		id: TaskId,
		task: &Task<T::AccountId>,
		copy: u8,
		owners: &BTreeSet<T::AccountId>,
		seed: &Hash,
	) -> Option<Candidate<T::AccountId>> {
		let class = task.header.class;
		let count = SlotCount::<T>::get(class);
		let mut seen = BTreeSet::new();
		let mut eligible = 0;
		let mut best: Option<Candidate<T::AccountId>> = None;
		for attempt in 0..params.draw_reads.min(count) {
			let slot =
				Self::slot(params, seed, id, (task.copies.len() as u8, copy), attempt, count);
			if !seen.insert(slot) {
				continue;
			}
			let Some(device) = Slots::<T>::get(class, slot) else { continue };
			let Some(candidate) = Self::candidate(task, device, owners) else { continue };
			if best.as_ref().is_none_or(|b| candidate.rank < b.rank) {
				best = Some(candidate);
			}
			eligible += 1;
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
		let [a, b, c, d, e, f, g, h, ..] = draw;
		let start = (u64::from_le_bytes([a, b, c, d, e, f, g, h]) % u64::from(count.max(1))) as u32;
		if small {
			start.wrapping_add(attempt) % count.max(1)
		} else {
			start
		}
	}

	/// Whether the device can take the task, by every field of its offer.
	fn candidate(
		task: &Task<T::AccountId>,
		device: T::AccountId,
		owners: &BTreeSet<T::AccountId>,
	) -> Option<Candidate<T::AccountId>> {
		if !Self::fits(task, &device) {
			return None;
		}
		let standing = T::Ledger::standing(&device)?;
		if owners.contains(&standing.owner) || T::Quarantine::is_quarantined(&device) {
			return None;
		}
		let watts = Offers::<T>::get(&device)?.spec.milliwatts_per_core.unwrap_or(u32::MAX);
		let rank = (standing.ratio_ppm(), watts);
		Some(Candidate { device, owner: standing.owner, rank })
	}

	/// The owner of a device that can take the task.
	pub(crate) fn owner_if_able(
		task: &Task<T::AccountId>,
		device: T::AccountId,
		owners: &BTreeSet<T::AccountId>,
	) -> Option<T::AccountId> {
		Self::candidate(task, device, owners).map(|candidate| candidate.owner)
	}

	fn fits(task: &Task<T::AccountId>, device: &T::AccountId) -> bool {
		let Some(offer) = Offers::<T>::get(device) else { return false };
		let usage = Usages::<T>::get(device);
		let cores = offer.spec.cores.saturating_sub(usage.cores);
		let memory = offer.spec.memory_mib.saturating_sub(usage.memory_mib);
		offer.expires > Served::<T>::get()
			&& offer.spec.fits(&task.header, task.price, cores, memory)
			&& T::Ledger::can_secure(device, Self::collateral(task))
	}

	/// What a device puts aside for a copy: one pay at the work limit.
	pub(crate) fn collateral(task: &Task<T::AccountId>) -> Credit {
		crate::submission::pay(task.price, task.header.work_limit)
	}

	fn assign(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		candidate: Candidate<T::AccountId>,
		now: ServedBlock,
	) {
		let collateral = Self::collateral(task);
		let Candidate { device, owner, .. } = candidate;
		let commit_by = now.saturating_add(params.commit_window(&task.header));
		let copy = Assignment {
			device: device.clone(),
			owner,
			phase: CopyPhase::Assigned,
			commitment: Hash::default(),
			tag: Hash::default(),
			voucher: Hash::default(),
			collateral,
			commit_by,
			paid: 0,
		};
		// `can_secure` held a moment ago, and `advance` keeps the number asked in
		// bounds: where either is untrue the copy is left out and looked for again.
		if T::Ledger::secure(&device, collateral).is_err() {
			return;
		}
		if task.copies.try_push(copy).is_err() {
			return T::Ledger::unsecure(&device, collateral);
		}
		let needs = &task.header.requirements;
		Self::occupy(&device, needs.cores, needs.memory_mib);
		Assignments::<T>::insert(&device, id, ());
		Self::schedule(commit_by.saturating_add(1), Due::Task(id));
		Self::deposit_event(Event::Assigned { task: id, device, commit_by });
	}
}
