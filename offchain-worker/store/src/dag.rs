//! What a tree may look like: every claim checked, every walk bounded.
//!
//! A tree comes from strangers. Its root says how long the content is, each node says
//! how long each part is, and [`Bounds::open`] holds each block against what its parent
//! said. Since claims add up and none is zero, the root's claim bounds everything below.

use crate::{layout::CHUNK_BYTES, node};
use atous_primitives::{Cid, Codec};
use thiserror::Error;

/// Longest node, in bytes. IPFS tools make nodes of up to 1,024 links, about 60 KiB.
const MAX_NODE_BYTES: u64 = 128 << 10;

/// Most nodes above a leaf. Full nodes of 174 links reach 10^17 chunks with eight.
const MAX_DEPTH: u8 = 8;

/// Bytes of nodes that any tree may have, whatever its content.
const STRUCTURE_BASE: u64 = 64 << 10;

/// Bytes of content for which a tree may have one more byte of nodes. Chunks of 256 KiB
/// need one in 5,000; this allows chunks down to 16 KiB.
const STRUCTURE_SHARE: u64 = 256;

/// Why some blocks, each of them what its identifier says, are not content.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DagError {
	/// The content is longer than the caller takes.
	#[error("{root} names {bytes} bytes, and at most {max} are accepted; raise the limit or refuse the content")]
	TooLarge {
		/// The content's root.
		root: Cid,
		/// How long it says it is, in bytes.
		bytes: u64,
		/// How long it may be, in bytes.
		max: u64,
	},
	/// A node cannot be read.
	#[error("{cid} is no node of a file: {why}; ask its author to add the content again")]
	Malformed {
		/// The node.
		cid: Cid,
		/// What is wrong with it.
		why: &'static str,
	},
	/// A node is a directory, a symbolic link or a shard.
	#[error("{cid} is a directory or link; add the file itself, or pack the directory first")]
	NotAFile {
		/// The node.
		cid: Cid,
	},
	/// A node carries content beside its links.
	#[error(
		"{cid} has content inside a node; add it with `ipfs add --cid-version 1 --raw-leaves`"
	)]
	InlineData {
		/// The node.
		cid: Cid,
	},
	/// A block is not as long as its parent says.
	#[error("{cid} has {actual} bytes of content where its parent claims {claimed}; ask its author to add the content again")]
	WrongSize {
		/// The block.
		cid: Cid,
		/// Bytes its parent claims.
		claimed: u64,
		/// Bytes it has.
		actual: u64,
	},
	/// The tree has too many levels.
	#[error(
		"{cid} lies more than {MAX_DEPTH} levels deep; add the content with a balanced layout"
	)]
	TooDeep {
		/// The block beyond the last level allowed.
		cid: Cid,
	},
	/// The tree has too many or too large nodes for its content.
	#[error(
		"the tree of {root} is too large for its content; add it with chunks of 16 KiB or more"
	)]
	TooMuchStructure {
		/// The content's root.
		root: Cid,
	},
}

/// A block a tree should have, and what is known of it beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Part {
	/// Its identifier.
	pub cid: Cid,
	/// Bytes of content its parent claims for it; none for a root.
	claimed: Option<u64>,
	/// Nodes above it.
	depth: u8,
}

impl Part {
	/// The root of a tree.
	pub fn root(cid: Cid) -> Self {
		Self { cid, claimed: None, depth: 0 }
	}

	/// Bytes of content its parent claims for it; none for a root.
	pub fn claimed(&self) -> Option<u64> {
		self.claimed
	}

	/// Whether it is a leaf.
	pub fn is_leaf(&self) -> bool {
		self.cid.codec == Codec::Raw
	}
}

/// What one walk through one tree may take in.
#[derive(Debug)]
pub(crate) struct Bounds {
	root: Cid,
	/// Most bytes of content.
	max: u64,
	/// Bytes of nodes still allowed.
	structure: u64,
}

impl Bounds {
	/// Bounds for content of at most `max` bytes.
	pub fn new(root: Cid, max: u64) -> Self {
		Self { root, max, structure: STRUCTURE_BASE + max / STRUCTURE_SHARE }
	}

	/// Most bytes the block of `part` can have without breaking a rule.
	pub fn longest(&self, part: &Part) -> u64 {
		match part.cid.codec {
			Codec::Raw => part.claimed.unwrap_or(self.max).min(CHUNK_BYTES as u64),
			Codec::DagPb => self.structure.min(MAX_NODE_BYTES),
		}
	}

	/// Hold a leaf's length, in bytes, against what is known of it.
	pub fn check_leaf(&self, part: &Part, bytes: u64) -> Result<(), DagError> {
		self.check_claim(part, bytes)?;
		// No block is longer than a chunk, so neither is a leaf.
		if bytes > CHUNK_BYTES as u64 {
			let claimed = CHUNK_BYTES as u64;
			return Err(DagError::WrongSize { cid: part.cid, claimed, actual: bytes });
		}
		Ok(())
	}

	/// Check a block whose digest is right against what is known of it, and return the
	/// parts it links to, in order. A leaf has none.
	pub fn open(&mut self, part: &Part, block: &[u8]) -> Result<Vec<Part>, DagError> {
		let bytes = block.len() as u64;
		if part.is_leaf() {
			return self.check_leaf(part, bytes).map(|()| Vec::new());
		}
		if part.depth >= MAX_DEPTH {
			return Err(DagError::TooDeep { cid: part.cid });
		}
		if bytes > self.longest(part) {
			return Err(DagError::TooMuchStructure { root: self.root });
		}
		self.structure -= bytes;
		let (content, links) = node::decode(part.cid, block)?;
		self.check_claim(part, content)?;
		let depth = part.depth + 1;
		let below = |link: node::Link| Part { cid: link.cid, claimed: Some(link.content), depth };
		Ok(links.into_iter().map(below).collect())
	}

	fn check_claim(&self, part: &Part, actual: u64) -> Result<(), DagError> {
		match part.claimed {
			None if actual > self.max => {
				Err(DagError::TooLarge { root: self.root, bytes: actual, max: self.max })
			}
			Some(claimed) if claimed != actual => {
				Err(DagError::WrongSize { cid: part.cid, claimed, actual })
			}
			_ => Ok(()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::node::Link;

	fn leaf(block: &[u8]) -> Link {
		let bytes = block.len() as u64;
		Link { cid: Cid::of_raw(block), content: bytes, total: bytes }
	}

	#[test]
	fn open_of_a_true_tree_works() {
		let (root, block) = node::encode(&[leaf(b"abc"), leaf(b"de")]);
		let mut bounds = Bounds::new(root.cid, 5);
		let parts = bounds.open(&Part::root(root.cid), &block).unwrap();
		assert_eq!(parts.iter().map(|part| part.claimed).collect::<Vec<_>>(), [Some(3), Some(2)]);
		assert_eq!(bounds.open(&parts[0], b"abc"), Ok(vec![]));
	}

	#[test]
	fn open_beyond_the_limit_fails() {
		let (root, block) = node::encode(&[leaf(b"abc"), leaf(b"de")]);
		let refused = Bounds::new(root.cid, 4).open(&Part::root(root.cid), &block);
		assert_eq!(refused, Err(DagError::TooLarge { root: root.cid, bytes: 5, max: 4 }));
		let raw = Cid::of_raw(b"abc");
		let refused = Bounds::new(raw, 2).open(&Part::root(raw), b"abc");
		assert_eq!(refused, Err(DagError::TooLarge { root: raw, bytes: 3, max: 2 }));
	}

	#[test]
	fn open_of_a_part_that_is_not_as_claimed_fails() {
		let lie = Link { content: 4, ..leaf(b"abc") };
		let (root, block) = node::encode(&[lie, leaf(b"de")]);
		let mut bounds = Bounds::new(root.cid, 100);
		let parts = bounds.open(&Part::root(root.cid), &block).unwrap();
		let refused = bounds.open(&parts[0], b"abc");
		assert!(matches!(refused, Err(DagError::WrongSize { claimed: 4, actual: 3, .. })));
	}

	#[test]
	fn a_chain_of_nodes_ends() {
		let (mut link, mut blocks) = (leaf(b"x"), Vec::new());
		for _ in 0..=MAX_DEPTH {
			let (named, block) = node::encode(&[link]);
			blocks.push(block);
			link = named;
		}
		let mut bounds = Bounds::new(link.cid, 100);
		let mut part = Part::root(link.cid);
		let refused = loop {
			let block = blocks.pop().unwrap();
			match bounds.open(&part, &block) {
				Ok(parts) => part = parts[0],
				Err(error) => break error,
			}
		};
		assert!(matches!(refused, DagError::TooDeep { .. }));
		assert_eq!(blocks.len(), 0, "refused at the last level allowed and no earlier");
	}

	#[test]
	fn nodes_beyond_their_share_are_refused() {
		let links = vec![leaf(b"x"); 1_000];
		let (root, block) = node::encode(&links);
		let mut bounds = Bounds::new(root.cid, 1_000);
		let part = Part::root(root.cid);
		assert!(bounds.open(&part, &block).is_ok());
		// The same again, as from a tree that repeats a node: the share is used up.
		let refused = bounds.open(&part, &block);
		assert_eq!(refused, Err(DagError::TooMuchStructure { root: root.cid }));
	}
}
