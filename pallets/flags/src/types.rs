//! What the pallet stores and takes.

use atous_primitives::{merkle::MAX_PROOF_LEN, FlagSummary, Hash};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;

/// A consistency proof: hashes from the lowest node up.
pub type Proof = BoundedVec<Hash, ConstU32<MAX_PROOF_LEN>>;

/// An [`Anchor`] of this runtime.
pub type AnchorOf<T> = Anchor<BlockNumberFor<T>>;

/// What the chain knows of a device's flag log.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Anchor<BlockNumber> {
	/// Flags in the log, 1 to 2^63.
	pub size: u64,
	/// RFC 9162 root over them.
	pub root: Hash,
	/// How many there are of each severity, by the device's word; adds up to `size`.
	pub summary: FlagSummary,
	/// Block in which the anchor was recorded.
	pub block: BlockNumber,
}
