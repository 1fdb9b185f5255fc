//! One node of a tree: dag-pb links around a UnixFS message that says how long each is.
//!
//! Sources: the IPLD dag-pb and the UnixFS specifications.

use crate::dag::DagError;
use atous_primitives::Cid;
use ipld_dagpb::{PbLink, PbNode};
use prost::Message;

/// The UnixFS type of a file. Directories, symlinks and shards are no content.
const FILE: i32 = 2;

/// The UnixFS message in a node's data field.
#[derive(Clone, PartialEq, Message)]
struct UnixFs {
	#[prost(int32, required, tag = "1")]
	kind: i32,
	#[prost(bytes = "vec", optional, tag = "2")]
	data: Option<Vec<u8>>,
	#[prost(uint64, optional, tag = "3")]
	filesize: Option<u64>,
	// Written one by one, as proto2 does: packing them would change every identifier.
	#[prost(uint64, repeated, packed = "false", tag = "4")]
	blocksizes: Vec<u64>,
}

/// A link to a part of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
	/// The block linked to.
	pub cid: Cid,
	/// Bytes of content below the link.
	pub content: u64,
	/// Bytes of all blocks below the link, the block itself included. Only written,
	/// never trusted: nothing can check it before the blocks are here.
	pub total: u64,
}

/// Write a node over `links` and return it with the link by which a parent names it.
pub(crate) fn encode(links: &[Link]) -> (Link, Vec<u8>) {
	let content = links.iter().map(|link| link.content).sum();
	let data = UnixFs {
		kind: FILE,
		data: None,
		filesize: Some(content),
		blocksizes: links.iter().map(|link| link.content).collect(),
	};
	let links_out = links
		.iter()
		.map(|link| PbLink {
			cid: cid::Cid::try_from(&link.cid.to_bytes()[..])
				.expect("the binary form of our own identifiers is a valid CID; qed"),
			// Present though empty, as IPFS tools write it.
			name: Some(String::new()),
			size: Some(link.total),
		})
		.collect();
	let block = PbNode { links: links_out, data: Some(data.encode_to_vec().into()) }.into_bytes();
	let cid = Cid {
		codec: atous_primitives::Codec::DagPb,
		digest: atous_primitives::outcome::sha256(&[&block]),
	};
	let total = block.len() as u64 + links.iter().map(|link| link.total).sum::<u64>();
	(Link { cid, content, total }, block)
}

/// Read a node: the bytes of content it claims, and its links with what each claims.
///
/// The claims add up, are never zero, and are not otherwise checked.
pub(crate) fn decode(cid: Cid, block: &[u8]) -> Result<(u64, Vec<Link>), DagError> {
	let malformed = |why: &'static str| DagError::Malformed { cid, why };
	let node = PbNode::from_bytes(block.to_vec().into())
		.map_err(|_| malformed("it is not a dag-pb node"))?;
	let data = node.data.ok_or(malformed("it has no UnixFS data"))?;
	let data = UnixFs::decode(data).map_err(|_| malformed("its data is not UnixFS"))?;
	if data.kind != FILE {
		return Err(DagError::NotAFile { cid });
	}
	if data.data.is_some_and(|bytes| !bytes.is_empty()) {
		return Err(DagError::InlineData { cid });
	}
	if node.links.is_empty() || node.links.len() != data.blocksizes.len() {
		return Err(malformed("it does not state one size for each link"));
	}
	let mut sum = 0u64;
	let mut links = Vec::with_capacity(node.links.len());
	for (link, content) in node.links.iter().zip(data.blocksizes) {
		// An empty part would let a tree of nothing go on for ever.
		if content == 0 {
			return Err(malformed("one of its links has no content"));
		}
		sum = sum.checked_add(content).ok_or(malformed("its sizes overflow"))?;
		let child = Cid::from_bytes(&link.cid.to_bytes())
			.map_err(|_| malformed("it links to an identifier other than CIDv1 with SHA-256"))?;
		links.push(Link { cid: child, content, total: link.size.unwrap_or(0) });
	}
	if data.filesize != Some(sum) {
		return Err(malformed("its sizes do not add up"));
	}
	Ok((sum, links))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn link(byte: u8, content: u64) -> Link {
		Link { cid: Cid::of_raw(&[byte]), content, total: content }
	}

	/// A node as `encode` makes it, except for what `change` does to its data.
	fn changed(change: impl FnOnce(&mut UnixFs)) -> (Cid, Vec<u8>) {
		let (named, block) = encode(&[link(1, 5), link(2, 3)]);
		let mut node = PbNode::from_bytes(block.into()).unwrap();
		let mut data = UnixFs::decode(node.data.unwrap()).unwrap();
		change(&mut data);
		node.data = Some(data.encode_to_vec().into());
		(named.cid, node.into_bytes())
	}

	#[test]
	fn decode_of_encode_works() {
		let links = [link(1, 1 << 20), link(2, 77)];
		let (named, block) = encode(&links);
		assert_eq!(decode(named.cid, &block), Ok(((1 << 20) + 77, links.to_vec())));
		assert_eq!(named.total, (1 << 20) + 77 + block.len() as u64);
	}

	#[test]
	fn decode_of_untrue_sizes_fails() {
		for change in [
			(|data| data.filesize = Some(9)) as fn(&mut UnixFs),
			|data| data.filesize = None,
			|data| data.blocksizes = vec![8],
			|data| data.blocksizes = vec![8, 0],
			|data| data.blocksizes = vec![u64::MAX, 1],
			|data| data.blocksizes.clear(),
		] {
			let (cid, block) = changed(change);
			assert!(matches!(decode(cid, &block), Err(DagError::Malformed { .. })));
		}
	}

	#[test]
	fn decode_of_other_kinds_fails() {
		let (cid, block) = changed(|data| data.kind = 1);
		assert_eq!(decode(cid, &block), Err(DagError::NotAFile { cid }));
		let (cid, block) = changed(|data| data.data = Some(vec![1]));
		assert_eq!(decode(cid, &block), Err(DagError::InlineData { cid }));
	}

	#[test]
	fn decode_of_rubbish_fails() {
		let cid = Cid::of_raw(b"");
		for block in [&b""[..], b"rubbish", &[0x0a], &[0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]] {
			assert!(matches!(decode(cid, block), Err(DagError::Malformed { .. })));
		}
	}
}
