//! Verification: how many must agree, and what a task needs next.
//!
//! An **adaptive** task is given to one device first. What the device has proven so
//! far decides how often it is checked: one result in
//!
//! ```text
//! Ve = min(V, cap, ⌊limit / (2 · pay)⌋, ⌊what it can secure / (6 · pay)⌋)
//! ```
//!
//! where V is its checked results in a row in the class. Below two, another device is
//! asked at once and both must agree. Else the device works alone, and *after* it has
//! committed a later block decides by its chance whether a second device checks it.
//!
//! ## Why the collateral is 3 · Ve · pay
//!
//! A device that lies saves at most the pay, and is caught once in Ve times. With a
//! collateral of one pay a lie would cost pay / Ve on average, less than it brings,
//! and what else is lost, the record and what has not vested, is worth little to a
//! device that means to lie once, on its largest task. With Ve · pay the expected loss
//! is the pay, and a lie about even; with three times that it loses two in the mean, and
//! still loses where two fifths of the devices are friends. It is free again with the
//! task, and takes no more than half of what the device can secure, but for the least stake.
//!
//! ## Who checks
//!
//! The first that is drawn from the offers of the class, at work or not: who makes results up
//! is always free, and among those with room the liars would be more than among those who
//! offer. It has longer for it, so that it can end what it is at. It stakes as much as each of
//! those whom it checks, as far as half its room allows, or to accuse would be cheaper than to
//! be accused.
//!
//! Once it has committed, chance looks at the check with the odds by which it looked at the
//! work: one check in Ve is checked by a third device. Else a friend that upholds a lie would
//! risk nothing. It is left out only where no room would be left for a jury. Where the deadline
//! is near it is put off for it: to come late would be a way out for the friend. If nobody is
//! found, or who was found is silent, the first check stands.
//!
//! ## Who decides when devices disagree
//!
//! A [jury](crate::jury). When a check contradicts, neither those who are checked nor who
//! checks them counts: a lying pair would have a head start if it counted, and so would a liar
//! that comes to check the honest. The same where those of a quorum differ. Four of at most
//! seven jurors must agree; where few could be called two of at most three, and of two that
//! differ, which are even, both count and one juror is added.
//!
//! ## Audits
//!
//! One quorum in a few is joined by one more device, paid by the commons, that must
//! agree too. That, also, is drawn once all have committed, so that nobody who agrees
//! on a lie with the others can know whether they are alone. No devices are looked for
//! when the deadline has come too near for it. An audit waits for a device as long as a copy
//! of the task may take: were it waived where nobody is free at that moment, which anybody
//! can see, a lie would be safe whenever the mesh is busy. Only then, or where every offer
//! is of an owner that is out of the question, it is waived.
//!
//! How many is a matter of what is at stake, as with those who work alone: each of a
//! quorum that is audited once in `n` puts 3 · n · pay aside, and n is as large as the
//! device with the least room allows, up to the cap. Small tasks of devices with room
//! are audited seldom, large ones of devices without often, and a lie costs each of
//! those who share it the same in the mean. One audit in `n` is audited in its turn. The
//! requester pays 1/n + 1/n² of one pay, whether the quorum is audited or not.

use crate::{
	charges::Before,
	draw::{number, Candidate},
	pallet::*,
	submission::{ADAPTIVE_QUORUM, LEAST_ODDS},
	Checks, Params, Part, Plan, Task, WeightInfo, MOST_COPIES,
};
use atous_primitives::{
	outcome::sha256,
	verdict::{self, SMALL_JURY},
	views::{CopyPhase, TaskPhase},
	Credit, Hash, ServedBlock, TaskId,
};
use frame_support::weights::Weight;

/// Pays that a lie costs in the mean whom others check. One is what it saves, and friends
/// may be two fifths of those who check and decide.
const STAKE: u8 = 3;
/// Pays at stake where chance looks at as much as it ever does.
pub(crate) const LEAST_STAKE: u8 = STAKE * LEAST_ODDS as u8;

/// What stands for a copy that is looked at once in `odds` times.
fn stake(pay: Credit, odds: u32) -> Credit {
	pay.saturating_mul(STAKE.into()).saturating_mul(odds.into())
}

impl<T: Config> Pallet<T> {
	/// How the outcome of an adaptive task is checked if `first` works on it, and how
	/// many devices that takes. Raises what the device puts aside if it works alone.
	pub(crate) fn plan_for(
		params: &Params,
		task: &Task<T::AccountId>,
		first: &mut Candidate<T::AccountId>,
		now: ServedBlock,
	) -> (Plan, u8) {
		let pay = Self::one_pay(task);
		let by_limit = first.limit / pay.max(1).saturating_mul(2);
		let by_limit = u32::try_from(by_limit).unwrap_or(u32::MAX);
		let lot = Self::odds(first, pay, params.adaptive_cap.min(first.checked).min(by_limit));
		let window = params.checked_window(&task.header);
		if lot < LEAST_ODDS || now.saturating_add(window) > task.ends_by {
			return (Plan::quorum(params), ADAPTIVE_QUORUM);
		}
		first.collateral = stake(pay, lot);
		(Plan::Single { lot, checks: Checks::UNDRAWN }, 1)
	}

	/// The odds of a check that the device can put enough aside for, at most `most`. One
	/// task takes half of what it can secure, so that there is room for the next.
	fn odds(device: &Candidate<T::AccountId>, pay: Credit, most: u32) -> u32 {
		let by_collateral = device.securable / stake(pay, 2).max(1);
		u32::try_from(by_collateral).unwrap_or(u32::MAX).min(most)
	}

	/// The plan of a quorum that `devices` join, and what each of them puts aside for
	/// it: the stake times the odds of an audit, by the one with the least room.
	pub(crate) fn stakes(plan: Plan, pay: Credit, devices: &mut [Candidate<T::AccountId>]) -> Plan {
		if plan.is_checking() {
			Self::match_stakes(plan, pay, devices);
		}
		let Plan::Quorum { one_in, checks: Checks::UNDRAWN } = plan else { return plan };
		let odds = devices.iter().map(|device| Self::odds(device, pay, one_in));
		let one_in = odds.min().unwrap_or(one_in).max(LEAST_ODDS);
		for device in devices {
			device.collateral = stake(pay, one_in);
		}
		Plan::Quorum { one_in, checks: Checks::UNDRAWN }
	}

	/// Raise what those put aside who come to check, or to decide, to what each of those has
	/// put aside whom they may find wrong; half of their room at the most.
	pub(crate) fn match_stakes(plan: Plan, pay: Credit, devices: &mut [Candidate<T::AccountId>]) {
		for device in devices {
			let room = device.securable.div_euclid(2);
			device.collateral = stake(pay, plan.odds()).min(room).max(device.collateral);
		}
	}

	/// Nobody was found for an audit: those who have committed go on without.
	pub(crate) fn waive_audit(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
	) {
		let checks = task.plan.checks().less_one();
		Self::dequeue(id, task);
		// Who has checked the work is not checked itself.
		let examined = |part| checks.asked > 0 && part == Part::Work;
		task.copies.iter_mut().for_each(|copy| copy.examined = examined(copy.part));
		task.plan = task.plan.with_checks(checks);
		task.needed = task.needed.saturating_sub(1);
		Self::advance(params, id, task, now);
	}

	/// Draw whether what was committed to is checked by one more device. Says what it weighed.
	pub(crate) fn draw_check(params: &Params, id: TaskId, now: ServedBlock, seed: &Hash) -> Weight {
		let Some(mut task) = Tasks::<T>::get(id) else { return T::WeightInfo::agenda_idle(1) };
		let copies = task.copies.len() as u32;
		if !task.awaits_draw() {
			return T::WeightInfo::agenda_idle(copies);
		}
		let before = Before::of(&task);
		let checks = task.plan.checks();
		let checked = if Self::may_be_checked(params, &task, now) {
			let draw = sha256(&[b"atous/check", seed, &id.to_le_bytes()]);
			let odds = u64::from(task.plan.odds());
			let checked = odds > 0 && number(&draw).is_multiple_of(odds);
			Self::deposit_event(Event::CheckDrawn { task: id, checked });
			checked
		} else {
			false
		};
		task.plan = task.plan.with_checks(checks.drawn(checked));
		if checked {
			if checks.asked > 0 {
				let by = now.saturating_add(params.second_check_window(&task.header));
				task.ends_by = task.ends_by.max(by);
			}
			task.copies.iter_mut().for_each(|copy| copy.examined = true);
			task.needed = task.needed.saturating_add(1);
			let outvoting = task.needed.saturating_add(verdict::jurors(SMALL_JURY));
			task.most = task.most.max(outvoting).min(MOST_COPIES);
		}
		Self::advance(params, id, &mut task, now);
		let changes = before.changes::<T>(&task);
		let most = T::WeightInfo::draw_check();
		let weight = T::WeightInfo::draw_check_only(copies).saturating_add(changes);
		weight.saturating_add(Self::keep(id, task)).min(most)
	}

	/// Whether there is room and time for one more device that checks what was committed to.
	///
	/// Who works alone was given the task only where there is both. Who checks it chooses when
	/// to commit, and could leave no time: for the second check time is made.
	fn may_be_checked(params: &Params, task: &Task<T::AccountId>, now: ServedBlock) -> bool {
		if task.plan.is_checking() {
			return task.has_room_for_check(true);
		}
		let window = params.check_attempt_window(&task.header);
		let in_time = || now.saturating_add(window) <= task.ends_by;
		matches!(task.plan, Plan::Single { .. }) || in_time() && task.has_room_for_check(false)
	}

	/// Move the task on after its copies have changed: wait, ask others, or end.
	pub(crate) fn advance(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
	) {
		if task.is_adaptive() && task.live() == 0 {
			// Nothing is left of what was begun: whoever comes next is judged anew.
			task.plan = Plan::Open;
			task.needed = 1;
		}
		if let Some(tag) = task.verdict() {
			if task.is_sealed() {
				return Self::deliver(params, id, task, now, None);
			}
			return Self::await_opening(params, id, task, now, tag);
		}
		let missing = task.missing();
		if missing > 0 {
			return Self::escalate(params, id, task, now, missing);
		}
		if task.awaits_draw() {
			Self::draw_next(id);
			return;
		}
		let working = task.copies.iter().any(|copy| copy.phase == CopyPhase::Assigned);
		if !working && task.wanted == 0 && task.phase != TaskPhase::Committed {
			task.phase = TaskPhase::Committed;
			task.stage_by = now.saturating_add(task.reveal_window(params)).min(task.ends_by);
			Self::deposit_event(Event::QuorumCommitted { task: id, reveal_by: task.stage_by });
		}
	}

	/// A quorum of tags is equal: one of its devices must say what they stand for.
	fn await_opening(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
		tag: Hash,
	) {
		if task.phase == TaskPhase::Revealed {
			return;
		}
		task.phase = TaskPhase::Revealed;
		task.stage_by = now.saturating_add(task.reveal_window(params)).min(task.ends_by);
		Self::deposit_event(Event::Agreed { task: id, tag, open_by: task.stage_by });
	}

	/// Until when devices are looked for: one for an audit for as long as a copy may take, in
	/// which whoever is at work becomes free, and while there is time for it.
	fn search_by(params: &Params, task: &Task<T::AccountId>, now: ServedBlock) -> ServedBlock {
		if !task.awaits_auditor() {
			return task.ends_by;
		}
		let longest = now.saturating_add(params.commit_window(&task.header));
		longest.min(task.ends_by.saturating_sub(params.check_attempt_window(&task.header)))
	}

	/// Ask `missing` further devices, unless there is no time or nobody left to ask.
	fn escalate(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
		missing: u8,
	) {
		let working = if task.live() > 0 { TaskPhase::Assigned } else { TaskPhase::Queued };
		if task.wanted >= missing {
			task.phase = working;
			return;
		}
		// One that begins anew may need two.
		let asking = if task.plan == Plan::Open { ADAPTIVE_QUORUM } else { missing };
		let spent = task.asked().saturating_add(asking) > task.most
			|| task.copies.len().saturating_add(asking as usize) > crate::MAX_ASKED as usize;
		let second = task.plan.checks().asked > 1;
		let late = Self::is_too_late(params, task, now);
		if task.awaits_auditor() && (spent || late || second && !task.has_room_for_check(true)) {
			// Else an auditor that is silent would free those of whom others know that they lied.
			return Self::waive_audit(params, id, task, now);
		}
		let answered = task.copies.iter().any(|copy| copy.phase == CopyPhase::Revealed);
		let panel = matches!(task.plan, Plan::Panel { .. });
		if spent && answered && !panel {
			return Self::end_inconclusive(params, id, task);
		}
		if spent || late {
			return Self::end_late(params, id, task);
		}
		task.phase = working;
		task.stage_by = Self::search_by(params, task, now);
		Self::enqueue(id, task, missing);
		Self::deposit_event(Event::Escalated { task: id, wanted: missing });
	}
}
