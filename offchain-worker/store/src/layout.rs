//! Content in, blocks out: chunks under a balanced tree.

use crate::node::{self, Link};
use atous_primitives::Cid;
use std::io::{self, Read};

/// Longest block, and the length of every chunk but the last, in bytes.
pub const CHUNK_BYTES: usize = 1 << 20;

/// Most links in one node: what IPFS tools take by default for CIDv1 trees.
pub const MAX_LINKS: usize = 174;

/// Builds a tree from its leaves, left to right, in memory that does not grow with the
/// content: at most [`MAX_LINKS`] links for each level.
pub(crate) struct Builder<S> {
	/// Level 0 holds links to leaves, level n + 1 links to nodes over level n.
	levels: Vec<Vec<Link>>,
	/// Takes each block as it is finished, children before parents.
	sink: S,
}

impl<S, E> Builder<S>
where
	S: FnMut(Cid, &[u8]) -> Result<(), E>,
{
	/// Begin a tree whose blocks go to `sink`.
	pub fn new(sink: S) -> Self {
		Self { levels: Vec::new(), sink }
	}

	/// Add the next chunk.
	pub fn push(&mut self, chunk: &[u8]) -> Result<(), E> {
		let cid = Cid::of_raw(chunk);
		(self.sink)(cid, chunk)?;
		let bytes = chunk.len() as u64;
		self.link(0, Link { cid, content: bytes, total: bytes })
	}

	/// Close the tree and name it. There must have been a chunk, be it empty.
	pub fn finish(mut self) -> Result<Cid, E> {
		let mut level = 0;
		loop {
			let is_top = level + 1 == self.levels.len();
			match self.levels.get(level).map(Vec::as_slice) {
				Some([root]) if is_top => return Ok(root.cid),
				Some(_) => self.seal(level)?,
				None => unreachable!("the top level always holds a link; qed"),
			}
			level += 1;
		}
	}

	/// Add a link to a level. A full level is sealed only when one more link comes, since
	/// the last node of a level may turn out to be the root.
	fn link(&mut self, level: usize, link: Link) -> Result<(), E> {
		if self.levels.len() == level {
			self.levels.push(Vec::with_capacity(MAX_LINKS));
		}
		if self.levels[level].len() == MAX_LINKS {
			self.seal(level)?;
		}
		self.levels[level].push(link);
		Ok(())
	}

	/// Turn the links of a level into a node on the level above.
	fn seal(&mut self, level: usize) -> Result<(), E> {
		let (named, block) = node::encode(&self.levels[level]);
		self.levels[level].clear();
		(self.sink)(named.cid, &block)?;
		self.link(level + 1, named)
	}
}

/// Fill `chunk` from `reader` as far as there is something to read.
pub(crate) fn read_chunk(reader: &mut impl Read, chunk: &mut Vec<u8>) -> io::Result<()> {
	chunk.clear();
	reader.take(CHUNK_BYTES as u64).read_to_end(chunk).map(|_| ())
}

#[cfg(test)]
mod tests {
	use super::*;
	use atous_primitives::{outcome::sha256, Codec};
	use rand::{RngCore, SeedableRng};
	use std::{collections::HashMap, convert::Infallible};

	type Blocks = HashMap<Cid, Vec<u8>>;

	fn build(chunks: usize, mut next: impl FnMut(&mut Vec<u8>)) -> (Cid, Blocks) {
		let mut nodes = Blocks::new();
		let mut builder = Builder::new(|cid, block: &[u8]| {
			if cid.codec == Codec::DagPb {
				nodes.insert(cid, block.to_vec());
			}
			Ok::<_, Infallible>(())
		});
		let mut chunk = Vec::new();
		for _ in 0..chunks {
			next(&mut chunk);
			builder.push(&chunk).unwrap();
		}
		let root = builder.finish().unwrap();
		(root, nodes)
	}

	/// Number of links on the way down the right edge of a tree.
	fn right_edge(root: Cid, nodes: &Blocks) -> Vec<usize> {
		let (mut at, mut counts) = (root, Vec::new());
		while let Some(block) = nodes.get(&at) {
			let (_, links) = node::decode(at, block).unwrap();
			counts.push(links.len());
			at = links.last().unwrap().cid;
		}
		counts
	}

	/// The identifiers stand in kubo's own tests (`test/cli/add_test.go`, profile
	/// `test-cid-v1`): `ipfs add` of this many MiB of the ChaCha20 key stream under
	/// SHA-256("v1-seed") and a zero nonce.
	#[test]
	fn identifiers_are_what_ipfs_add_makes() {
		for (mebibytes, expected) in [
			(174, "bafybeigwduxcf2aawppv3isnfeshnimkyplvw3hthxjhr2bdeje4tdaicu"),
			(175, "bafybeidhd7lo2n2v7lta5yamob3xwhbxcczmmtmhquwhjesi35jntf7mpu"),
		] {
			let mut stream = rand_chacha::ChaCha20Rng::from_seed(sha256(&[b"v1-seed"]));
			let (root, _) = build(mebibytes, |chunk| {
				chunk.resize(CHUNK_BYTES, 0);
				stream.fill_bytes(chunk);
			});
			assert_eq!(root.to_string(), expected, "{mebibytes} MiB");
		}
	}

	#[test]
	fn one_chunk_is_one_raw_block() {
		let (root, nodes) = build(1, |chunk| *chunk = b"hello world".to_vec());
		let text = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
		assert_eq!(root.to_string(), text);
		assert!(nodes.is_empty());
	}

	#[test]
	fn trees_are_balanced_and_grow_only_when_they_must() {
		let full = MAX_LINKS;
		for (chunks, edge) in [
			(2, vec![2]),
			(full, vec![full]),
			(full + 1, vec![2, 1]),
			(2 * full, vec![2, full]),
			(full * full, vec![full, full]),
			// The lonely leaf keeps its depth, as in the reference implementation.
			(full * full + 1, vec![2, 1, 1]),
		] {
			let mut number = 0u64;
			let (root, nodes) = build(chunks, |chunk| {
				number += 1;
				*chunk = number.to_le_bytes().to_vec();
			});
			assert_eq!(right_edge(root, &nodes), edge, "{chunks} chunks");
			let (content, _) = node::decode(root, &nodes[&root]).unwrap();
			assert_eq!(content, 8 * chunks as u64);
		}
	}
}
