//! Matching: which devices get a task.
//!
//! The cost does not grow with the number of offers. For each copy, places in the
//! class's vector are drawn by this block's chance until a few eligible devices
//! are found; of those the one whose balance is lowest for its backing gets the
//! work. Whoever owes most earns first, and nobody can tell who will be drawn.
//!
//! Of those who are to agree one should be seasoned. Where the last copy is drawn
//! and none is, a seasoned one among those drawn for it comes before the debtors. All of
//! a panel should be: the draw goes on past those that are not, and takes one of them only
//! where it finds nobody else.

use crate::{
	charges::{searching, Before},
	draw::{Candidate, Found, Looked, Wanted},
	pallet::*,
	turns::{From, Turns},
	Assignment, Checks, Params, Plan, Search, Task, WeightInfo,
};
use alloc::{collections::BTreeSet, vec::Vec};
use atous_primitives::{
	verdict::LARGE_JURY,
	views::{CopyPhase, TaskPhase},
	Credit, Hash, ServedBlock, TaskId,
};
use atous_support::{Devices, Ledger};
use frame_support::weights::{Weight, WeightMeter};

/// Devices for a task, and how its outcome will be checked.
pub(crate) struct Picked<AccountId> {
	pub plan: Plan,
	pub devices: Vec<Candidate<AccountId>>,
}

impl<T: Config> Pallet<T> {
	/// Give the tasks at the head of the queue to devices.
	pub(crate) fn match_queue(
		params: &Params,
		now: ServedBlock,
		seed: &Hash,
		meter: &mut WeightMeter,
	) {
		let mut turns = Turns::<T>::begin(params);
		let (stored, arrived) = turns.len();
		let known = T::WeightInfo::scan(stored).saturating_add(T::WeightInfo::arrivals(arrived));
		if meter.try_consume(known).is_err() {
			return;
		}
		turns.share_out(params, meter.remaining());
		// What nobody could take before gets no more than half.
		let mut for_woken = WeightMeter::with_limit(meter.remaining() / 2);
		let mut woken_done = false;
		while let Some(waiting) = turns.next() {
			let (woken, arrived) = (waiting.from == From::Woken, waiting.from == From::Tray);
			if woken && woken_done {
				continue;
			}
			// The others were charged for when they became known.
			if arrived && meter.try_consume(Self::look()).is_err() {
				break;
			}
			let Some(mut task) = Tasks::<T>::get(waiting.id) else {
				turns.skip(&waiting, None);
				continue;
			};
			if !waiting.from.is(&task.search) {
				turns.skip(&waiting, Some(&task.owner));
				continue;
			}
			let cost = Self::cost(params, &task, now);
			if !turns.may_have(&task.owner, cost) {
				if !arrived && meter.try_consume(Self::look()).is_err() {
					break;
				}
				turns.hold(waiting);
				continue;
			}
			if woken && !for_woken.can_consume(cost) {
				woken_done = true;
				continue;
			}
			if !meter.can_consume(cost) {
				break;
			}
			let matched = Self::match_task(params, waiting.id, &mut task, now, seed);
			let owner = task.owner.clone();
			// One that is wanted again at once lies on the tray again.
			if task.search != Search::Arrived {
				turns.handle(&waiting);
			}
			let used = matched.saturating_add(Self::keep(waiting.id, task)).min(cost);
			meter.consume(used);
			if woken {
				for_woken.consume(used);
			}
			let stepped_up = turns.done(&waiting, &owner, used);
			if stepped_up && meter.try_consume(Self::look()).is_err() {
				break;
			}
		}
		turns.end();
	}

	/// What reading one more that waits weighs.
	fn look() -> Weight {
		T::WeightInfo::scan(1).saturating_sub(T::WeightInfo::scan(0))
	}

	/// What looking for the task's devices weighs at most. Where there are fewer offers
	/// than copies none is read.
	fn cost(params: &Params, task: &Task<T::AccountId>, now: ServedBlock) -> Weight {
		if Self::is_too_late(params, task, now) {
			return T::WeightInfo::look_at_task();
		}
		let count = Self::drawn_from(task);
		let settles = task.disagrees() || task.awaits_auditor();
		let none = count < u32::from(task.wanted) && !settles;
		let reads = if none { 0 } else { count.min(params.draw_reads) };
		// An adaptive task may turn out to need a second device; where nobody is found for
		// an audit or one on which devices disagree, it is looked whether there is anybody.
		let more = u8::from(task.plan == Plan::Open || settles);
		let copies = task.wanted.saturating_add(more);
		let copies = if task.is_for_jury() { copies.max(LARGE_JURY) } else { copies };
		T::WeightInfo::match_copies(u32::from(copies), reads)
	}

	/// Whether a device that took the task now could not finish in time.
	pub(crate) fn is_too_late(
		params: &Params,
		task: &Task<T::AccountId>,
		now: ServedBlock,
	) -> bool {
		let left = match task.plan {
			// A delivery leaves time for the answer and for a panel.
			Plan::Delivery { .. } => params.delivery_window(&task.header),
			// Those who could not be checked alone are a quorum.
			Plan::Open if params.audit_one_in == 0 => params.attempt_window(&task.header),
			// Chance is still to say who is checked. Without time for that a lie is safe.
			Plan::Open => params.checked_window(&task.header),
			plan if plan.checks() == Checks::UNDRAWN => params.checked_window(&task.header),
			_ => task.attempt_window(params),
		};
		now.saturating_add(left) > task.ends_by
	}

	/// Find all devices that are wanted, or none. Says what it weighed, storing the task
	/// where its entry in the agenda stays included.
	pub(crate) fn match_task(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
		seed: &Hash,
	) -> Weight {
		let before = Before::of(task);
		let leaving = searching::<T>(&task.search);
		if Self::is_too_late(params, task, now) {
			if task.awaits_auditor() {
				Self::waive_audit(params, id, task, now);
			} else {
				Self::end_late(params, id, task);
			}
			return T::WeightInfo::matched(0, 0, 0).saturating_add(before.changes::<T>(task));
		}
		let mut looked = Looked::default();
		let Some(picked) = Self::pick(params, id, task, now, seed, &mut looked) else {
			let more = if Self::is_in_vain(params, task, now, &mut looked) {
				match task.plan {
					Plan::Panel { .. } => Self::end_undecided(params, id, task),
					_ if task.awaits_auditor() => Self::waive_audit(params, id, task, now),
					_ => Self::end_inconclusive(params, id, task),
				}
				before.changes::<T>(task)
			} else {
				Self::park(params, id, task, now);
				leaving
			};
			return T::WeightInfo::matched(0, looked.draws, looked.reads).saturating_add(more);
		};
		let given = u32::try_from(picked.devices.len()).unwrap_or(u32::MAX);
		Self::give_out(params, id, task, picked, now);
		T::WeightInfo::matched(given, looked.draws, looked.reads).saturating_add(leaving)
	}

	/// Give the task to the devices that were picked.
	pub(crate) fn give_out(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		picked: Picked<T::AccountId>,
		now: ServedBlock,
	) {
		if task.found.is_none() {
			task.found = Some(now);
			Self::note_wait(now.saturating_sub(task.arrived));
		}
		Self::dequeue(id, task);
		task.phase = TaskPhase::Assigned;
		task.plan = picked.plan;
		for candidate in picked.devices {
			Self::assign(params, id, task, candidate, now);
		}
		Self::advance(params, id, task, now);
	}

	/// How many devices those for the task's next copies are drawn from.
	fn drawn_from(task: &Task<T::AccountId>) -> u32 {
		if task.is_for_jury() {
			RollSize::<T>::get()
		} else {
			SlotCount::<T>::get(task.header.class)
		}
	}

	/// Whether to look for devices any longer would change nothing: an auditor has been
	/// looked for long enough, or every live offer of the class is of an owner that is out of
	/// the question, or fewer are left on the roll than are wanted as jurors. Where there are
	/// too many to be read, that is not known.
	///
	/// Only for an audit, and where devices disagree and nobody is at work any more. A task
	/// for which too few have answered waits, because it would end with nothing for those who
	/// did.
	fn is_in_vain(
		params: &Params,
		task: &Task<T::AccountId>,
		now: ServedBlock,
		looked: &mut Looked,
	) -> bool {
		let count = Self::drawn_from(task);
		let audit = task.awaits_auditor();
		if audit && now >= task.stage_by {
			return true;
		}
		if !(audit || task.disagrees() && task.pending() == 0) || count > params.draw_reads {
			return false;
		}
		looked.reads = looked.reads.saturating_add(count);
		let class = task.header.class;
		let jury = task.is_for_jury();
		let device = |at| if jury { Roll::<T>::get(at) } else { Slots::<T>::get(class, at) };
		let owners = (0..count).filter_map(device).filter_map(|one| T::Ledger::owner_of(&one));
		let known = task.owners();
		let others: BTreeSet<_> = owners.filter(|owner| !known.contains(owner)).collect();
		others.len() < if jury { usize::from(task.wanted) } else { 1 }
	}

	/// Devices for all copies that are wanted.
	pub(crate) fn pick(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
		seed: &Hash,
		looked: &mut Looked,
	) -> Option<Picked<T::AccountId>> {
		if task.is_for_jury() {
			return Self::call_jury(params, id, task, now, seed, looked);
		}
		let count = SlotCount::<T>::get(task.header.class);
		if count < u32::from(task.wanted) {
			return None;
		}
		let mut wanted = Wanted::new(params, task, now, count);
		let mut plan = task.plan;
		let mut copies = task.wanted;
		let mut seasoned = task.has_seasoned();
		let mut devices = Vec::new();
		let mut drawn = Found::nothing(task.copies.len() as u8);
		while (devices.len() as u8) < copies {
			let copy = devices.len() as u8;
			let last = plan != Plan::Open && copy.saturating_add(1) == copies;
			wanted.prefer_seasoned = wanted.panel || (last && !seasoned);
			let mut found = Self::draw(params, id, &wanted, seed, &mut drawn, looked)?;
			if plan == Plan::Open {
				(plan, copies) = Self::plan_for(params, task, &mut found, now);
			}
			seasoned |= found.seasoned;
			wanted.owners.insert(found.owner.clone());
			devices.push(found);
		}
		plan = Self::stakes(plan, Self::one_pay(task), &mut devices);
		task.needed = if task.plan == Plan::Open { copies } else { task.needed };
		Some(Picked { plan, devices })
	}

	fn assign(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		candidate: Candidate<T::AccountId>,
		now: ServedBlock,
	) {
		let Candidate { device, owner, collateral, seasoned, .. } = candidate;
		let commit_by = now.saturating_add(task.commit_window(params));
		let part = task.next_part();
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
			seasoned,
			examined: false,
			part,
		};
		// The device could secure it and had room a moment ago, and `advance` keeps the
		// number asked in bounds: where any of it is untrue the copy is left out and looked
		// for again.
		if T::Ledger::secure(&device, collateral).is_err() {
			return;
		}
		let uses = task.use_of(part);
		if !Self::hold(&device, id, uses) {
			return T::Ledger::unsecure(&device, collateral);
		}
		if task.copies.try_push(copy).is_err() {
			Self::let_go(&device, id, uses, 0);
			return T::Ledger::unsecure(&device, collateral);
		}
		Self::deposit_event(Event::Assigned { task: id, device, commit_by });
	}

	/// One pay at the work limit, by which stakes are reckoned.
	pub(crate) fn one_pay(task: &Task<T::AccountId>) -> Credit {
		crate::submission::pay(task.price, task.header.work_limit)
	}
}

impl<AccountId: Ord + Clone> Wanted<'_, AccountId> {
	pub(crate) fn new<'a>(
		params: &Params,
		task: &'a Task<AccountId>,
		now: ServedBlock,
		count: u32,
	) -> Wanted<'a, AccountId> {
		let one = crate::submission::pay(task.price, task.header.work_limit);
		Wanted {
			header: &task.header,
			price: task.price,
			collateral: one.saturating_mul(task.least_stake(params).into()),
			owners: task.owners(),
			now,
			count,
			prefer_seasoned: false,
			panel: matches!(task.plan, Plan::Panel { .. }),
			checks: task.plan.is_checking(),
		}
	}
}
