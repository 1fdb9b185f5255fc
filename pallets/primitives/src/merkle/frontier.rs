//! The right edge of a growing tree: all that appending and the root need.

use super::{node_hash, Node, EMPTY_ROOT};
use crate::Hash;
use alloc::vec::Vec;

/// The compact form of a tree: one hash for each bit set in its size, the roots
/// of its full subtrees from left to right. At most 64 of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
	size: u64,
	peaks: Vec<Hash>,
}

impl Frontier {
	/// The tree without leaves.
	pub const fn new() -> Self {
		Self { size: 0, peaks: Vec::new() }
	}

	/// The tree of `size` leaves, from a source of its nodes. Reads one node for
	/// each bit set in `size`.
	pub fn from_nodes<E>(
		size: u64,
		mut nodes: impl FnMut(Node) -> Result<Hash, E>,
	) -> Result<Self, E> {
		let peaks = peaks(0, size).map(&mut nodes).collect::<Result<_, E>>()?;
		Ok(Self { size, peaks })
	}

	/// Number of leaves.
	pub const fn size(&self) -> u64 {
		self.size
	}

	/// Append a leaf, given its hash. Costs one node hash on average, 64 at most.
	pub fn push(&mut self, leaf: Hash) {
		self.push_with(leaf, |_| ());
	}

	/// Append a leaf, given its hash, and hand over the inner nodes it completes
	/// from the lowest to the highest: the order of [`Node::inner_position`].
	pub fn push_with(&mut self, leaf: Hash, mut completed: impl FnMut(Hash)) {
		let mut node = leaf;
		for _ in 0..self.size.trailing_ones() {
			let left = self.peaks.pop().expect("there is a peak for each bit set in size; qed");
			node = node_hash(&left, &node);
			completed(node);
		}
		self.peaks.push(node);
		self.size += 1;
	}

	/// Root of the tree. Costs one node hash less than there are bits set in the size.
	pub fn root(&self) -> Hash {
		fold_peaks(self.peaks.iter().rev().copied())
	}
}

/// Root above `peaks`, given from right to left.
pub(super) fn fold_peaks(peaks: impl Iterator<Item = Hash>) -> Hash {
	peaks.reduce(|right, left| node_hash(&left, &right)).unwrap_or(EMPTY_ROOT)
}

/// The largest full subtrees that together cover the leaves from `start` until
/// `end`, from left to right. `start` must be a multiple of a power of two that
/// is no less than `end - start`: then they are those of a tree of its own.
pub(super) fn peaks(start: u64, end: u64) -> impl DoubleEndedIterator<Item = Node> {
	let length = end - start;
	(0..u64::BITS).rev().filter(move |level| (length >> level) & 1 == 1).map(move |level| {
		// Before this peak lie `start` and the higher bits of the length.
		let higher = (length >> level) - 1;
		Node { level, index: (start >> level) + higher }
	})
}
