//! Checking proofs. Runs on the chain: bounded by the proof's length, no
//! allocation, no panic.

use super::{node_hash, EMPTY_ROOT};
use crate::Hash;
use core::fmt;

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
	/// The tree has no leaf of that index.
	NoSuchLeaf,
	/// The tree said to be the newer is the smaller.
	Shrunk,
	/// The proof has more or fewer hashes than a proof for these sizes.
	WrongLength,
	/// The proof leads to another root than the one given.
	WrongRoot,
}

impl fmt::Display for ProofError {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		to.write_str(match self {
			ProofError::NoSuchLeaf => "the tree has no leaf of that index",
			ProofError::Shrunk => "the newer tree is smaller than the older",
			ProofError::WrongLength => "the proof has the wrong number of hashes for these sizes",
			ProofError::WrongRoot => "the proof leads to another root",
		})
	}
}

impl core::error::Error for ProofError {}

/// Check that the leaf with hash `leaf` is number `index` in the tree of `size`
/// leaves with root `root` (RFC 9162, 2.1.3.2).
///
/// `size` and `root` must come together from where they are trusted, such as one
/// anchor: a root alone does not fix its size (the path to leaf 0 has the same
/// shape in trees of three and of four leaves).
pub fn verify_inclusion(
	index: u64,
	size: u64,
	leaf: &Hash,
	proof: &[Hash],
	root: &Hash,
) -> Result<(), ProofError> {
	if index >= size {
		return Err(ProofError::NoSuchLeaf);
	}
	let mut path = Path { own: index, last: size - 1 };
	let mut hash = *leaf;
	for sibling in proof {
		hash = match path.climb()? {
			Side::Left => node_hash(sibling, &hash),
			Side::Right => node_hash(&hash, sibling),
		};
	}
	path.ends_at_root()?;
	if hash == *root {
		Ok(())
	} else {
		Err(ProofError::WrongRoot)
	}
}

/// Check that the tree of `new_size` leaves with root `new_root` begins with all
/// the leaves of the tree of `old_size` leaves with root `old_root`, in their
/// order (RFC 9162, 2.1.4.2).
///
/// Beyond the RFC's cases: equal sizes need an empty proof and equal roots, and
/// every tree extends the empty one ([`EMPTY_ROOT`]) by an empty proof.
pub fn verify_consistency(
	old_size: u64,
	old_root: &Hash,
	new_size: u64,
	new_root: &Hash,
	proof: &[Hash],
) -> Result<(), ProofError> {
	if old_size > new_size {
		return Err(ProofError::Shrunk);
	}
	if old_size == 0 || old_size == new_size {
		let expected = if old_size == 0 { &EMPTY_ROOT } else { new_root };
		return match (proof.is_empty(), old_root == expected) {
			(false, _) => Err(ProofError::WrongLength),
			(true, false) => Err(ProofError::WrongRoot),
			(true, true) => Ok(()),
		};
	}

	// The largest full subtree at the right edge of the old tree is where both
	// paths begin. If it is the whole old tree, its hash is known and not sent.
	let (first, rest) = if old_size.is_power_of_two() {
		(old_root, proof)
	} else {
		proof.split_first().ok_or(ProofError::WrongLength)?
	};
	let level = old_size.trailing_zeros();
	let mut path = Path { own: (old_size - 1) >> level, last: (new_size - 1) >> level };
	let (mut old, mut new) = (*first, *first);
	for sibling in rest {
		match path.climb()? {
			Side::Left => {
				old = node_hash(sibling, &old);
				new = node_hash(sibling, &new);
			}
			Side::Right => new = node_hash(&new, sibling),
		}
	}
	path.ends_at_root()?;
	if old == *old_root && new == *new_root {
		Ok(())
	} else {
		Err(ProofError::WrongRoot)
	}
}

/// Which side the next sibling of a path is on.
enum Side {
	Left,
	Right,
}

/// A way up a tree: `fn` and `sn` of the RFC.
struct Path {
	/// Number of the node we stand on, within its level.
	own: u64,
	/// Number of the last node of that level.
	last: u64,
}

impl Path {
	/// Go up past one sibling and say on which side it is.
	fn climb(&mut self) -> Result<Side, ProofError> {
		if self.last == 0 {
			return Err(ProofError::WrongLength);
		}
		let side = if self.own & 1 == 1 || self.own == self.last {
			// The last node of a level rises alone until it is a right child.
			// `last` is not 0, and neither is `own` where it equals `last`.
			let alone = self.own.trailing_zeros();
			self.own >>= alone;
			self.last >>= alone;
			Side::Left
		} else {
			Side::Right
		};
		self.own >>= 1;
		self.last >>= 1;
		Ok(side)
	}

	/// Whether the path has arrived.
	fn ends_at_root(&self) -> Result<(), ProofError> {
		if self.last == 0 {
			Ok(())
		} else {
			Err(ProofError::WrongLength)
		}
	}
}
