//! A task, and the copies of it that devices were given.

use crate::{
	plan::{Plan, Search},
	submission::has_room_for_second_check,
	types::QueueKey,
	worker::Usage,
	Params,
};
use alloc::collections::BTreeSet;
use atous_primitives::{
	header::{Requirements, MAX_COPIES},
	verdict::{self, Voice, LARGE_JURY, SMALL_JURY},
	views::{CopyPhase, TaskPhase},
	Credit, Hash, Outcome, Price, ServedBlock, TaskHeader, Verification,
};
use atous_support::Reservation;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, weights::Weight, BoundedVec};
use scale_info::TypeInfo;

/// Most devices one task may ask, those who check and decide included: as many as a requester
/// may ask, and room for the largest jury beside a quorum of four that is audited. Who gave a
/// copy back does not count, nor do jurors who did not come.
pub const MOST_COPIES: u8 = MAX_COPIES + 4;
/// Most devices one task may ever have been given to, all included.
pub const MAX_ASKED: u32 = 20;

/// One device's copy of a task.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Assignment<AccountId> {
	/// The device.
	pub device: AccountId,
	/// Its owner at the time of assignment.
	pub owner: AccountId,
	/// What it has done.
	pub phase: CopyPhase,
	/// What it has committed to; zero before.
	pub commitment: Hash,
	/// What it has revealed; zero before.
	pub tag: Hash,
	/// What it has revealed to vouch for the outcome; zero before.
	pub voucher: Hash,
	/// Micro-credits it has put aside.
	pub collateral: Credit,
	/// Served block by which it must have committed.
	pub commit_by: ServedBlock,
	/// Micro-credits it was paid, the bonus not counted.
	pub paid: Credit,
	/// Whether it was seasoned in the class when it was asked.
	pub seasoned: bool,
	/// Whether others were asked, after it had committed, to check it, or it was on either
	/// side when a check came out badly.
	pub examined: bool,
	/// What its device was asked for.
	pub part: Part,
}

/// What a device is asked for.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Part {
	/// To do the work. It is drawn from the offers that have room, and takes that room.
	Work,
	/// To check what others have done. It is drawn from the offers whether they have room or
	/// not, for devices that lie are always free. Until it has committed it is given no
	/// further work than what it has room for.
	Check,
	/// To decide between others. It is called from the roll, offering or not.
	Jury,
}

impl<AccountId> Assignment<AccountId> {
	/// Whether the device still has something to do or to wait for.
	pub fn is_live(&self) -> bool {
		matches!(self.phase, CopyPhase::Assigned | CopyPhase::Committed | CopyPhase::Revealed)
	}
}

/// A request and what has become of it.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Task<AccountId> {
	/// The device that asked.
	pub requester: AccountId,
	/// Its owner at the time.
	pub owner: AccountId,
	/// What it asked for.
	pub header: TaskHeader,
	/// Where the task is.
	pub phase: TaskPhase,
	/// Micro-credits per work unit and copy.
	pub price: Price,
	/// What was put aside.
	pub reservation: Reservation,
	/// Micro-credits that its place costs for each copy that is paid for, once any is;
	/// part of the reserved premium. Zero unless the header is urgent.
	pub urgency: Credit,
	/// Served block of submission.
	pub arrived: ServedBlock,
	/// Served block in which its first devices were found.
	pub found: Option<ServedBlock>,
	/// Served block by which it has ended.
	pub ends_by: ServedBlock,
	/// Served block at which the present phase times out; in a final phase, from
	/// which on the record may be removed.
	pub stage_by: ServedBlock,
	/// Where it stands, or stood, in the queue.
	pub place: QueueKey,
	/// How the outcome is checked.
	pub plan: Plan,
	/// Devices that must agree: the quorum in force.
	pub needed: u8,
	/// Jurors that must agree where devices have found different things.
	pub judges: u8,
	/// Devices that may be asked, those that gave it back not counted.
	pub most: u8,
	/// Devices being looked for.
	pub wanted: u8,
	/// Where it waits for them.
	pub search: Search,
	/// Attempts to find them that failed in a row.
	pub misses: u8,
	/// The devices asked so far.
	pub copies: BoundedVec<Assignment<AccountId>, ConstU32<MAX_ASKED>>,
	/// What it ended in, or, of a task that a contract judges, what was delivered; once
	/// opened.
	pub outcome: Option<Outcome>,
	/// Weight prepaid for each call of a contract that the header names.
	pub call_limit: Weight,
	/// Served block under which it stands in the agenda: not after [`Task::next_due`]. One
	/// that has ended does not stand there.
	pub watched: ServedBlock,
}

impl<AccountId: PartialEq> Task<AccountId> {
	/// Whether one device may do, if it has a record.
	pub fn is_adaptive(&self) -> bool {
		self.header.verification == Verification::Adaptive
	}

	/// Copies of the agreeing that the requester pays for; the commons pays the rest,
	/// which only check.
	pub fn payable(&self) -> u8 {
		match self.plan {
			Plan::Quorum { checks, .. } => self.needed.saturating_sub(checks.asked),
			Plan::Panel { .. } => self.needed,
			Plan::Open | Plan::Single { .. } | Plan::Delivery { .. } => 1,
		}
	}

	/// Whether one device delivers and the requester or a contract answers for it.
	pub fn is_delivery(&self) -> bool {
		matches!(
			self.header.verification,
			Verification::Requester { .. } | Verification::Contract { .. }
		)
	}

	/// Whether the outcome must stay closed: a panel that could read it on the chain would
	/// not have to work.
	pub fn is_sealed(&self) -> bool {
		matches!(self.plan, Plan::Delivery { .. })
			&& matches!(self.header.verification, Verification::Requester { .. })
	}

	/// The copy of the device that has delivered, as long as it is live.
	pub(crate) fn delivered(&self) -> Option<usize> {
		let shown = |copy: &Assignment<AccountId>| copy.phase == CopyPhase::Revealed;
		match self.plan {
			Plan::Delivery { .. } => self.copies.iter().position(shown),
			Plan::Panel { subject } => {
				Some(usize::from(subject)).filter(|at| self.copies.get(*at).is_some_and(shown))
			}
			_ => None,
		}
	}

	/// Whether `tag` is not what a panel was asked about: the device that delivered was
	/// wrong.
	pub(crate) fn overturns(&self, tag: &Hash) -> bool {
		let Plan::Panel { subject } = self.plan else { return false };
		self.copies.get(usize::from(subject)).is_some_and(|copy| copy.tag != *tag)
	}

	/// Whether the copy at `at` was delivered, is disputed, and nobody else has found the
	/// same.
	pub(crate) fn is_unconfirmed(&self, at: usize) -> bool {
		let Plan::Panel { subject } = self.plan else { return false };
		let Some(own) = self.copies.get(at).filter(|_| at == usize::from(subject)) else {
			return false;
		};
		let same =
			self.copies.iter().filter(|c| c.phase == CopyPhase::Revealed && c.tag == own.tag);
		same.count() < 2
	}

	/// Whether all have committed, and chance has yet to say whether others check.
	pub fn awaits_draw(&self) -> bool {
		let undecided = self.plan.checks().open;
		let working = self.copies.iter().any(|copy| copy.phase == CopyPhase::Assigned);
		undecided && !working && self.wanted == 0 && self.phase == TaskPhase::Assigned
	}

	/// Served block in which something about it falls due, unless something happens before.
	pub fn next_due(&self) -> ServedBlock {
		if self.phase.is_final() {
			return ServedBlock::MAX;
		}
		let timed =
			matches!(self.phase, TaskPhase::Committed | TaskPhase::Revealed | TaskPhase::Delivered);
		let back = match self.search {
			Search::Parked(until) => until,
			_ => ServedBlock::MAX,
		};
		let working = self.copies.iter().filter(|copy| copy.phase == CopyPhase::Assigned);
		let stage = timed.then_some(self.stage_by);
		let last = working.map(|copy| copy.commit_by).chain(stage).fold(self.ends_by, Ord::min);
		// One later: the last block itself is still in time.
		last.saturating_add(1).min(back)
	}

	/// Whether its pause is over.
	pub(crate) fn is_back(&self, now: ServedBlock) -> bool {
		matches!(self.search, Search::Parked(until) if now >= until)
	}

	/// Owners whose devices are out of the question for a further copy: the requester's, and
	/// those of all copies.
	pub(crate) fn owners(&self) -> BTreeSet<AccountId>
	where
		AccountId: Ord + Clone,
	{
		let copies = self.copies.iter().map(|copy| &copy.owner);
		copies.chain(core::iter::once(&self.owner)).cloned().collect()
	}

	/// Device and owner of the copy at `at`.
	pub(crate) fn device_at(&self, at: usize) -> Option<(AccountId, AccountId)>
	where
		AccountId: Clone,
	{
		self.copies.get(at).map(|copy| (copy.device.clone(), copy.owner.clone()))
	}

	/// Copies whose devices still have something to do or to wait for.
	pub fn live(&self) -> u8 {
		self.copies.iter().filter(|copy| copy.is_live()).count() as u8
	}

	/// Whether one of those who are to agree is seasoned. The device that the others
	/// check does not count.
	pub fn has_seasoned(&self) -> bool {
		let subject = usize::from(matches!(self.plan, Plan::Single { .. }));
		self.copies.iter().filter(|copy| copy.is_live()).skip(subject).any(|copy| copy.seasoned)
	}

	/// What a device is asked for that is asked now.
	pub(crate) fn next_part(&self) -> Part {
		if self.is_for_jury() {
			Part::Jury
		} else if self.plan.is_checking() {
			Part::Check
		} else {
			Part::Work
		}
	}

	/// How many pays a device must have room for that is asked now.
	///
	/// Of a juror one: what counts in a verdict are bonds, and who owes much has as good a
	/// voice. It stakes more where it can.
	pub(crate) fn least_stake(&self, params: &Params) -> u8 {
		match self.next_part() {
			Part::Work | Part::Check => self.plan.pays_at_stake(params, self.needed),
			Part::Jury => 1,
		}
	}

	/// What a copy of that part uses of its device, while it is worked on.
	pub(crate) fn use_of(&self, part: Part) -> Usage {
		let Requirements { cores, memory_mib, .. } = self.header.requirements;
		match part {
			Part::Work => Usage { cores, memory_mib, checks: 0 },
			Part::Check => Usage { cores, memory_mib, checks: 1 },
			Part::Jury => Usage::default(),
		}
	}

	/// What the copy at `at` uses of its device now.
	pub(crate) fn uses(&self, at: usize) -> Usage {
		match self.copies.get(at) {
			Some(copy) if copy.phase == CopyPhase::Assigned => self.use_of(copy.part),
			_ => Usage::default(),
		}
	}

	/// Served blocks a device that is asked now has to commit.
	pub(crate) fn commit_window(&self, params: &Params) -> ServedBlock {
		match self.next_part() {
			Part::Work => params.commit_window(&self.header),
			Part::Check => params.check_commit_window(&self.header),
			Part::Jury => params.jury_commit_window(&self.header),
		}
	}

	/// Served blocks in which all who have committed reveal, or one opens.
	pub(crate) fn reveal_window(&self, params: &Params) -> ServedBlock {
		if self.is_for_jury() {
			params.jury_reveal_window(&self.header)
		} else {
			params.reveal_window(&self.header)
		}
	}

	/// Served blocks from an assignment to the opening.
	pub(crate) fn attempt_window(&self, params: &Params) -> ServedBlock {
		match self.next_part() {
			Part::Work => params.attempt_window(&self.header),
			Part::Check => params.check_attempt_window(&self.header),
			Part::Jury => params.jury_attempt_window(&self.header),
		}
	}

	/// Copies that count against `most`: all but those given back, and jurors who did not come.
	pub fn asked(&self) -> u8 {
		let counts = |c: &&Assignment<AccountId>| {
			!matches!(c.phase, CopyPhase::GivenBack | CopyPhase::Absent)
		};
		let asked = self.copies.iter().filter(counts).count();
		u8::try_from(asked).unwrap_or(u8::MAX)
	}

	/// Where among the copies that of `device` stands that still has something to do.
	pub fn live_place_of(&self, device: &AccountId) -> Option<usize> {
		self.copies.iter().position(|c| c.is_live() && c.device == *device)
	}

	/// That copy.
	pub fn live_copy_of(&mut self, device: &AccountId) -> Option<&mut Assignment<AccountId>> {
		let at = self.live_place_of(device)?;
		self.copies.get_mut(at)
	}

	/// The tag on which enough devices agree.
	pub fn verdict(&self) -> Option<Hash> {
		let (tag, count) = self.leading_tag()?;
		(count >= self.enough()).then_some(tag)
	}

	/// Devices that must still reveal for there to be a verdict, if all of them reveal
	/// the tag that is ahead, less those that are at work already.
	pub fn missing(&self) -> u8 {
		let agreeing = self.leading_tag().map_or(0, |(_, count)| count);
		self.enough().saturating_sub(agreeing).saturating_sub(self.pending())
	}

	/// How many must agree.
	fn enough(&self) -> u8 {
		verdict::enough(self.needed, self.judges, self.is_contested())
	}

	/// Whether devices have revealed different tags, so that a jury decides. A panel is one
	/// already.
	pub(crate) fn is_for_jury(&self) -> bool {
		!self.is_delivery() && self.disagrees()
	}

	/// Note that devices have just disagreed: a jury has the time it needs.
	///
	/// Where this is a check that has come out badly, none of those who have a copy now is to
	/// count. Nor in a quorum of more than two, or friends that are most of it would be ahead.
	/// Two that differ are even, and a small jury is one juror beside them.
	pub(crate) fn call_for_jury(&mut self, params: &Params, now: ServedBlock) {
		if self.is_contested() || self.needed > 2 {
			self.leave_to_jury(SMALL_JURY);
		}
		let trial = now.saturating_add(params.trial_window(&self.header));
		self.ends_by = self.ends_by.max(trial);
	}

	/// So many jurors must agree now, and nobody else who has a copy counts.
	pub(crate) fn leave_to_jury(&mut self, judges: u8) {
		self.judges = judges;
		self.copies.iter_mut().for_each(|copy| copy.examined = true);
		let most = self.asked().saturating_add(verdict::jurors(judges));
		self.most = self.most.max(most).min(MOST_COPIES);
	}

	/// Whether a large jury would find room, and no juror has been called yet.
	pub(crate) fn has_room_for_large_jury(&self) -> bool {
		let jurors = verdict::jurors(LARGE_JURY);
		let begun = self.copies.iter().any(|copy| copy.part == Part::Jury);
		let remembered = self.copies.len().saturating_add(jurors.into());
		!begun
			&& self.asked().saturating_add(jurors) <= MOST_COPIES
			&& remembered <= MAX_ASKED as usize
	}

	/// Whether those examined no longer count.
	pub(crate) fn is_contested(&self) -> bool {
		verdict::is_contested(self.copies.iter().map(|copy| Voice {
			tag: (copy.phase == CopyPhase::Revealed).then_some(copy.tag),
			examined: copy.examined,
		}))
	}

	/// Whether the copy's tag counts.
	fn counts(&self, copy: &Assignment<AccountId>) -> bool {
		!copy.examined || !self.is_contested()
	}

	/// The tag most often revealed among those that count, and how often. Of equals the
	/// first revealed.
	pub fn leading_tag(&self) -> Option<(Hash, u8)> {
		let revealed = || {
			let revealed = self.copies.iter().filter(|c| c.phase == CopyPhase::Revealed);
			revealed.filter(|c| self.counts(c))
		};
		let mut best: Option<(Hash, u8)> = None;
		for copy in revealed() {
			let count = revealed().filter(|c| c.tag == copy.tag).count() as u8;
			if best.is_none_or(|(_, most)| count > most) {
				best = Some((copy.tag, count));
			}
		}
		best
	}

	/// Whether an auditor, and nobody else, is looked for: of a quorum, or of a check.
	pub fn awaits_auditor(&self) -> bool {
		let revealed = self.copies.iter().any(|copy| copy.phase == CopyPhase::Revealed);
		// Who works alone is believed only once somebody has checked it.
		let least = u8::from(matches!(self.plan, Plan::Single { .. }));
		let audited = self.plan.checks().asked > least;
		audited && !revealed && self.pending().saturating_add(1) == self.needed
	}

	/// Whether one more device may be asked to check what was committed to. A second that does
	/// must leave room for a jury, for what it may find is that all before it have lied.
	pub(crate) fn has_room_for_check(&self, second: bool) -> bool {
		let asked = self.asked();
		let room = if second { has_room_for_second_check(asked) } else { asked < MOST_COPIES };
		room && self.copies.len() < MAX_ASKED as usize
	}

	/// Whether devices have revealed different tags.
	pub fn disagrees(&self) -> bool {
		let mut tags =
			self.copies.iter().filter(|c| c.phase == CopyPhase::Revealed).map(|copy| copy.tag);
		tags.next().is_some_and(|first| tags.any(|tag| tag != first))
	}

	/// Copies that may still reveal a tag that counts.
	pub fn pending(&self) -> u8 {
		let pending = self
			.copies
			.iter()
			.filter(|c| matches!(c.phase, CopyPhase::Assigned | CopyPhase::Committed));
		pending.filter(|c| self.counts(c)).count() as u8
	}
}
