//! Making roots and proofs from stored nodes.
//!
//! Each function asks a closure for the nodes it needs, O(log size) of them, and
//! passes on the first error of that closure.

use super::{
	frontier::{fold_peaks, peaks},
	Node, MAX_PROOF_LEN,
};
use crate::Hash;
use alloc::vec::Vec;

/// Root of the tree of the first `size` leaves.
pub fn root_at<E>(size: u64, nodes: impl FnMut(Node) -> Result<Hash, E>) -> Result<Hash, E> {
	Source(nodes).subtree(0, size)
}

/// The hashes that lead from leaf `index` to the root of the first `size` leaves,
/// from the lowest up (RFC 9162, 2.1.3.1).
///
/// Nothing can be proved of a leaf that is not there: with `index >= size` the
/// proof is empty.
pub fn inclusion_proof<E>(
	index: u64,
	size: u64,
	nodes: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
	let mut source = Source(nodes);
	let mut proof = Vec::new();
	if index >= size {
		return Ok(proof);
	}
	let (mut start, mut end) = (0, size);
	while end - start > 1 {
		let middle = start + split(end - start);
		if index < middle {
			proof.push(source.subtree(middle, end)?);
			end = middle;
		} else {
			proof.push(source.subtree(start, middle)?);
			start = middle;
		}
	}
	proof.reverse();
	Ok(proof)
}

/// The hashes that show that the first `old` leaves of the tree of `new` leaves
/// are those of the tree of `old` leaves (RFC 9162, 2.1.4.1).
///
/// Empty if `old` is 0 or `new`, where nothing needs to be shown, and if `old` is
/// greater, where nothing can be.
pub fn consistency_proof<E>(
	old: u64,
	new: u64,
	nodes: impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Vec<Hash>, E> {
	let mut source = Source(nodes);
	let mut proof = Vec::with_capacity(MAX_PROOF_LEN as usize);
	if old == 0 || old >= new {
		return Ok(proof);
	}
	let (mut start, mut end) = (0, new);
	while end != old {
		let middle = start + split(end - start);
		if old <= middle {
			proof.push(source.subtree(middle, end)?);
			end = middle;
		} else {
			proof.push(source.subtree(start, middle)?);
			start = middle;
		}
	}
	// At the left edge the verifier has this node already: it is the old root.
	if start != 0 {
		proof.push(source.subtree(start, end)?);
	}
	proof.reverse();
	Ok(proof)
}

/// Where a tree of `size` leaves, at least two, divides: the largest power of two
/// below `size`.
fn split(size: u64) -> u64 {
	1 << (size - 1).ilog2()
}

/// A source of nodes, and what can be built from it.
struct Source<F>(F);

impl<E, F: FnMut(Node) -> Result<Hash, E>> Source<F> {
	/// Root of the subtree over the leaves from `start` until `end`. Only the
	/// right edge of a tree is not full, and a proof holds it at most once: all
	/// other subtrees cost one read.
	fn subtree(&mut self, start: u64, end: u64) -> Result<Hash, E> {
		let mut failed = None;
		let root = fold_peaks(peaks(start, end).rev().map_while(|node| match (self.0)(node) {
			Ok(hash) => Some(hash),
			Err(error) => {
				failed = Some(error);
				None
			}
		}));
		failed.map_or(Ok(root), Err)
	}
}
