//! What the market keeps beside tasks: offers, and the keys that order what waits and what is
//! due.

use crate::tray::Forgotten;
use atous_primitives::{offer::MAX_CLASSES, Class, OfferSpec, ServedBlock, TaskId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// Longest peer address, in bytes of UTF-8.
pub const MAX_ADDRESS: u32 = 128;

/// A peer address: a multiaddr that ends in `/p2p/…`, as text.
pub type Address = BoundedVec<u8, ConstU32<MAX_ADDRESS>>;

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
	/// The device's bond when it offered, in the smallest units of the token.
	pub bond: u128,
	/// Its entry in the agenda.
	pub entry: QueueKey,
}

impl Offer {
	/// Index in the vector of `class`.
	pub fn slot_mut(&mut self, class: Class) -> Option<&mut u32> {
		let at = self.spec.classes.iter().position(|c| *c == class)?;
		self.slots.get_mut(at)
	}
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

	/// The tie-breaker.
	pub fn unique(&self) -> u64 {
		let [_, _, _, _, rest @ ..] = self.0;
		u64::from_be_bytes(rest)
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
	/// Draw whether a task's outcome is checked, in a block that carries chance.
	Draw(TaskId),
	/// Forget tasks that have ended.
	Forget(Forgotten<AccountId>),
}
