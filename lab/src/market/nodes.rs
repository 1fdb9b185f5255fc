//! The database of a measured chain: trie nodes by their place and hash, in memory.

use atous_runtime::Hash;
use sp_io::hashing::twox_128;
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::TrieBackendStorage;
use sp_trie::{prefixed_key, DBValue, PrefixedMemoryDB};
use std::collections::HashMap;

/// Trie nodes, by a hash of where each lies in the trie and what it is. Half of the bytes
/// of the usual key: with millions of nodes that is what memory goes into.
#[derive(Clone, Default)]
pub struct Nodes(HashMap<[u8; 16], Box<[u8]>>);

/// Root of a state that holds nothing.
pub fn empty_root() -> Hash {
	sp_trie::empty_trie_root::<sp_trie::LayoutV1<BlakeTwo256>>()
}

/// The node that is an empty trie.
const EMPTY: [u8; 1] = [0];

impl Nodes {
	/// Keep what a change of state has added. Every earlier state stays readable.
	pub fn keep(&mut self, mut added: PrefixedMemoryDB<BlakeTwo256>) {
		for (key, (node, references)) in added.drain() {
			if references > 0 {
				self.0.insert(twox_128(&key), node.into_boxed_slice());
			}
		}
	}

	/// Keep what a change of state has added, and forget what it has replaced: the state
	/// before it can no longer be read.
	pub fn replace(&mut self, mut changed: PrefixedMemoryDB<BlakeTwo256>) {
		for (key, (node, references)) in changed.drain() {
			if references > 0 {
				self.0.insert(twox_128(&key), node.into_boxed_slice());
			} else if references < 0 {
				self.0.remove(&twox_128(&key));
			}
		}
	}
}

impl TrieBackendStorage<BlakeTwo256> for Nodes {
	fn get(&self, hash: &Hash, place: (&[u8], Option<u8>)) -> Result<Option<DBValue>, String> {
		let key = twox_128(&prefixed_key::<BlakeTwo256>(hash, place));
		let found = self.0.get(&key).map(|node| node.to_vec());
		Ok(found.or_else(|| (*hash == empty_root()).then(|| EMPTY.to_vec())))
	}
}
