//! What the market keeps: tasks, assignments, offers, and the keys that order them.

use atous_primitives::{
	offer::MAX_CLASSES,
	views::{CopyPhase, TaskPhase},
	Class, Credit, Fuel, Hash, OfferSpec, Outcome, Price, ServedBlock, TaskHeader, TaskId,
};
use atous_support::Reservation;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, weights::Weight, BoundedVec};
use scale_info::TypeInfo;

/// Most devices one task may ever have been given to, those that gave it back included.
pub const MAX_ASKED: u32 = 16;
/// Longest peer address, in bytes of UTF-8.
pub const MAX_ADDRESS: u32 = 128;

/// A peer address: a multiaddr that ends in `/p2p/…`, as text.
pub type Address = BoundedVec<u8, ConstU32<MAX_ADDRESS>>;

/// The numbers of the market. All stand in one file of the runtime.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Params {
	/// Posted price of every class at the start, micro-credits per work unit.
	pub base_price: Price,
	/// Least fuel any agreeing copy is paid for.
	pub minimum_fuel: Fuel,
	/// Tasks a device may have open at once.
	pub max_open_tasks: u32,
	/// Served blocks between a block and its finality that windows allow for.
	pub finality_lag: ServedBlock,
	/// Least served blocks of a commit or reveal window beyond the finality lag.
	pub window_floor: ServedBlock,
	/// Served blocks a deadline must leave for finding devices.
	pub queue_allowance: ServedBlock,
	/// Furthest deadline, in served blocks.
	pub max_deadline: ServedBlock,
	/// Longest life of an offer, in served blocks.
	pub max_offer_lifetime: ServedBlock,
	/// Eligible devices drawn for each copy before the best is taken.
	pub draw_eligible: u32,
	/// Offers read at most for each copy.
	pub draw_reads: u32,
	/// Tasks looked at in one block at most.
	pub scan_per_block: u32,
	/// Agenda entries worked off in one block at most.
	pub agenda_per_block: u32,
	/// Weight the market may use in one block.
	pub match_budget: Weight,
	/// Boost of a debtor whose wait would be short, in served blocks.
	pub boost_floor: ServedBlock,
	/// Largest boost, in served blocks: no task waits longer behind later ones.
	pub boost_cap: ServedBlock,
	/// Served blocks for which an offer that has ended still earns its owner a boost.
	pub boost_memory: ServedBlock,
	/// Longest pause between two attempts to find devices, in served blocks; a power of two.
	pub retry_max: ServedBlock,
	/// Served blocks an ended task can still be read.
	pub retention: ServedBlock,
	/// Times a device may give work back without cost.
	pub give_back_tokens: u8,
	/// Settled copies that restore one of these.
	pub give_back_regain: u8,
	/// What giving back costs without one, in hundredths of the collateral.
	pub give_back_percent: u8,
}

impl Params {
	/// Served blocks a device has to commit: three times the work limit's time.
	pub fn commit_window(&self, header: &TaskHeader) -> ServedBlock {
		header.work_blocks().saturating_mul(3).max(self.least_window())
	}

	/// Served blocks the quorum has to reveal, and then to open.
	pub fn reveal_window(&self, header: &TaskHeader) -> ServedBlock {
		header.work_blocks().max(self.least_window())
	}

	/// The nearest deadline in which a task can end well.
	pub fn least_deadline(&self, header: &TaskHeader) -> ServedBlock {
		self.queue_allowance.saturating_add(self.attempt_window(header))
	}

	/// Served blocks from an assignment to the opening: to commit, to reveal, and,
	/// where no reveal brought the outcome along, to open.
	pub fn attempt_window(&self, header: &TaskHeader) -> ServedBlock {
		let reveals = self.reveal_window(header).saturating_mul(2);
		self.commit_window(header).saturating_add(reveals)
	}

	fn least_window(&self) -> ServedBlock {
		self.window_floor.saturating_add(self.finality_lag)
	}
}

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
	/// Served block of submission.
	pub arrived: ServedBlock,
	/// Served block by which it has ended.
	pub ends_by: ServedBlock,
	/// Served block at which the present phase times out; in a final phase, at
	/// which the record is removed.
	pub stage_by: ServedBlock,
	/// Where it stands, or stood, in the queue.
	pub place: QueueKey,
	/// Devices being looked for.
	pub wanted: u8,
	/// Attempts to find them that failed in a row.
	pub misses: u8,
	/// Served block before which it is not in the queue though devices are wanted.
	pub parked_until: ServedBlock,
	/// The devices asked so far.
	pub copies: BoundedVec<Assignment<AccountId>, ConstU32<MAX_ASKED>>,
	/// What it ended in, once opened.
	pub outcome: Option<Outcome>,
}

impl<AccountId: PartialEq> Task<AccountId> {
	/// Devices that must agree, and devices that may be asked.
	pub fn quorum(&self) -> (u8, u8) {
		match self.header.verification {
			atous_primitives::Verification::Redundant { quorum, max } => (quorum, max),
			// Not accepted at submission yet.
			_ => (1, 1),
		}
	}

	/// Copies that count against `max`: all but those given back.
	pub fn asked(&self) -> u8 {
		let asked = self.copies.iter().filter(|c| c.phase != CopyPhase::GivenBack).count();
		u8::try_from(asked).unwrap_or(u8::MAX)
	}

	/// The copy of `device` that still has something to do.
	pub fn live_copy_of(&mut self, device: &AccountId) -> Option<&mut Assignment<AccountId>> {
		self.copies.iter_mut().find(|c| c.is_live() && c.device == *device)
	}

	/// The tag most often revealed, and how often. Of equals the first revealed.
	pub fn leading_tag(&self) -> Option<(Hash, u8)> {
		let revealed = || self.copies.iter().filter(|c| c.phase == CopyPhase::Revealed);
		let mut best: Option<(Hash, u8)> = None;
		for copy in revealed() {
			let count = revealed().filter(|c| c.tag == copy.tag).count() as u8;
			if best.is_none_or(|(_, most)| count > most) {
				best = Some((copy.tag, count));
			}
		}
		best
	}

	/// Copies that may still reveal.
	pub fn pending(&self) -> u8 {
		let pending = self
			.copies
			.iter()
			.filter(|c| matches!(c.phase, CopyPhase::Assigned | CopyPhase::Committed));
		pending.count() as u8
	}
}

/// What a device would take on, and where it stands in the vectors of its classes.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Offer {
	/// What it would take on.
	pub spec: OfferSpec,
	/// Served block at which the offer ends.
	pub expires: ServedBlock,
	/// Index in the vector of each class of `spec`, in the same order.
	pub slots: BoundedVec<u32, ConstU32<MAX_CLASSES>>,
}

impl Offer {
	/// Index in the vector of `class`.
	pub fn slot_mut(&mut self, class: Class) -> Option<&mut u32> {
		let at = self.spec.classes.iter().position(|c| *c == class)?;
		self.slots.get_mut(at)
	}
}

/// Cores and memory in use by the copies a device works on.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Usage {
	/// Cores.
	pub cores: u16,
	/// MiB.
	pub memory_mib: u32,
}

/// What a device has done so far, over all classes.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Record {
	/// Give-back tokens used and not regained.
	pub tokens_used: u8,
	/// Copies paid since the last token was regained.
	pub paid_since: u8,
	/// Served block at which its last offer ended.
	pub last_offered: ServedBlock,
}

/// An entry of an ordered index: a big-endian number, then a big-endian tie-breaker,
/// so that the order of the bytes is the order of the numbers.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct QueueKey(pub [u8; 12]);

impl QueueKey {
	/// Key of `order`, ties broken by `unique`.
	pub fn new(order: u32, unique: u64) -> Self {
		let mut key = [0u8; 12];
		key[..4].copy_from_slice(&order.to_be_bytes());
		key[4..].copy_from_slice(&unique.to_be_bytes());
		Self(key)
	}

	/// The number that orders.
	pub fn order(&self) -> u32 {
		let [a, b, c, d, ..] = self.0;
		u32::from_be_bytes([a, b, c, d])
	}
}

/// Something that is due.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Due<AccountId> {
	/// Look whether a task is late.
	Task(TaskId),
	/// Look whether a device's offer has ended.
	Offer(AccountId),
}
