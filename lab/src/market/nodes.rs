//! The database of the measured chains: every trie node, by its hash, in memory.
//!
//! Nothing is ever deleted, so every state there has been stays readable by its root,
//! and one store holds chains of all sizes: the larger grow out of the smaller.

use atous_runtime::Hash;
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::TrieBackendStorage;
use sp_trie::{DBValue, PrefixedMemoryDB};
use std::collections::HashMap;

/// Where a node lies: first byte and length.
type Place = (u64, u32);

/// Trie nodes by hash.
pub struct Nodes {
	places: HashMap<Hash, Place>,
	bytes: Vec<u8>,
}

impl Default for Nodes {
	/// Nothing but the node that is an empty trie.
	fn default() -> Self {
		Self { places: HashMap::from([(empty_root(), (0, 1))]), bytes: vec![0] }
	}
}

/// Root of a state that holds nothing.
pub fn empty_root() -> Hash {
	sp_trie::empty_trie_root::<sp_trie::LayoutV1<BlakeTwo256>>()
}

impl Nodes {
	/// Keep what a change of state has added.
	pub fn keep(&mut self, mut added: PrefixedMemoryDB<BlakeTwo256>) {
		for (key, (node, references)) in added.drain() {
			// A key is the node's place in the trie, then its hash.
			let Some(at) = key.len().checked_sub(32).filter(|_| references > 0) else { continue };
			let place = (self.bytes.len() as u64, node.len() as u32);
			let hash = Hash::from_slice(&key[at..]);
			self.places.entry(hash).or_insert_with(|| {
				self.bytes.extend_from_slice(&node);
				place
			});
		}
	}
}

impl TrieBackendStorage<BlakeTwo256> for Nodes {
	fn get(&self, hash: &Hash, _: (&[u8], Option<u8>)) -> Result<Option<DBValue>, String> {
		Ok(self.places.get(hash).map(|(at, length)| {
			let at = *at as usize;
			self.bytes[at..at + *length as usize].to_vec()
		}))
	}
}
