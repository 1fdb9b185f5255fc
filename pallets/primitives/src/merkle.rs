//! Merkle trees of RFC 9162 (Certificate Transparency 2.0): the hash tree of a
//! flag log, and the proofs that a leaf is in it and that it was only appended to.
//!
//! SHA-256 throughout. A leaf is hashed behind the byte 0x00 and an inner node
//! behind 0x01, so that neither can be passed off as the other. A tree of `size`
//! leaves splits at the largest power of two below `size`; appending never
//! changes a node that covers a full power of two, and those are the only nodes
//! a log has to keep.
//!
//! - To follow a tree while it grows: [`Frontier`].
//! - To make proofs from stored nodes: [`inclusion_proof`], [`consistency_proof`].
//! - To check them, with nothing but this module: [`verify_inclusion`],
//!   [`verify_consistency`].
//!
//! ```
//! use atous_primitives::merkle::{leaf_hash, node_hash, verify_inclusion, Frontier};
//!
//! let leaves = [leaf_hash(b"first"), leaf_hash(b"second")];
//! let mut tree = Frontier::new();
//! leaves.iter().for_each(|leaf| tree.push(*leaf));
//! assert_eq!(tree.root(), node_hash(&leaves[0], &leaves[1]));
//! assert_eq!(verify_inclusion(0, 2, &leaves[0], &[leaves[1]], &tree.root()), Ok(()));
//! ```

mod frontier;
mod generate;
#[cfg(test)]
mod tests;
mod verify;

pub use frontier::Frontier;
pub use generate::{consistency_proof, inclusion_proof, root_at};
pub use verify::{verify_consistency, verify_inclusion, ProofError};

use crate::{outcome::sha256, Hash};

/// Root of the tree without leaves: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = [
	0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
	0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
];

/// Most leaves a tree may have: 2^63. Appended at a million a second, that many
/// take 290,000 years.
pub const MAX_LEAVES: u64 = 1 << 63;

/// Most hashes in any proof about a tree of at most [`MAX_LEAVES`]: the 63 levels
/// below its root, and for a consistency proof the node it starts from.
pub const MAX_PROOF_LEN: u32 = 64;

/// Hash of a leaf that holds `data`.
pub fn leaf_hash(data: &[u8]) -> Hash {
	sha256(&[&[0x00], data])
}

/// Hash of an inner node above `left` and `right`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
	sha256(&[&[0x01], left, right])
}

/// Root of the tree over these leaf hashes.
pub fn root_of<'a>(leaves: impl IntoIterator<Item = &'a Hash>) -> Hash {
	let mut tree = Frontier::new();
	leaves.into_iter().for_each(|leaf| tree.push(*leaf));
	tree.root()
}

/// Place of a node that covers a full power of two of leaves. Once complete it
/// never changes, whatever is appended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
	/// Height above the leaves; 0 is a leaf. The node covers 2^level leaves.
	pub level: u32,
	/// Number of the node within its level, from 0 at the left.
	pub index: u64,
}

impl Node {
	/// Index of the last leaf below the node, the one whose arrival completes it.
	pub const fn last_leaf(self) -> u64 {
		((self.index + 1) << self.level) - 1
	}

	/// Place of an inner node (level 1 and up) in the list of all inner nodes in
	/// the order in which appending completes them. Such a list is append-only,
	/// and a tree of `n` leaves has [`Node::inner_count`]`(n)` entries in it.
	pub const fn inner_position(self) -> u64 {
		Self::inner_count(self.last_leaf()) + self.level as u64 - 1
	}

	/// How many inner nodes a tree of `size` leaves has completed. Each leaf
	/// completes one node, except as many as there are bits set in `size`.
	pub const fn inner_count(size: u64) -> u64 {
		size - size.count_ones() as u64
	}
}
