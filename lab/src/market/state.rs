//! A state of a chain, and what happens in it before it is kept or forgotten.

use super::{engine::Engine, nodes::Nodes};
use anyhow::{anyhow, Result};
use atous_runtime::Hash;
use sp_core::storage::StateVersion;
use sp_externalities::{set_and_run_with_externalities, Extensions};
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{Ext, OverlayedChanges, TrieBackend, TrieBackendBuilder};
use sp_trie::{
	cache::{CacheSize, SharedTrieCache},
	recorder::Recorder,
	PrefixedMemoryDB,
};

/// Size of a state's cache, in bytes: the node's default.
const CACHE_BYTES: usize = 1024 * 1024 * 1024;

/// Caches of trie nodes and values, as a node has them.
pub type Cache = SharedTrieCache<BlakeTwo256>;

/// An empty cache.
pub fn cache() -> Cache {
	SharedTrieCache::new(CacheSize::new(CACHE_BYTES), None)
}

/// What a session has changed.
pub struct Changes {
	/// Root of the new state.
	pub root: Hash,
	/// Keys written.
	pub writes: usize,
	/// Trie nodes of the new state.
	nodes: PrefixedMemoryDB<BlakeTwo256>,
}

impl Changes {
	/// Keep the new state. Returns its root.
	pub fn keep(self, nodes: &mut Nodes) -> Hash {
		nodes.keep(self.nodes);
		self.root
	}

	/// Keep the new state and forget the one before. Returns its root.
	pub fn replace(self, nodes: &mut Nodes) -> Hash {
		nodes.replace(self.nodes);
		self.root
	}
}

/// A state that is being read and changed.
pub struct Session<'a> {
	backend: TrieBackend<&'a Nodes, BlakeTwo256>,
	overlay: OverlayedChanges<BlakeTwo256>,
	extensions: Extensions,
}

impl<'a> Session<'a> {
	/// Look at the state with this root.
	pub fn new(nodes: &'a Nodes, root: Hash, cache: &Cache) -> Self {
		Self::recorded(nodes, root, cache, None)
	}

	/// The same without a cache: what is changed in bulk would only fill it.
	pub fn uncached(nodes: &'a Nodes, root: Hash) -> Self {
		let backend = TrieBackendBuilder::new(nodes, root).build();
		Self { backend, overlay: Default::default(), extensions: Default::default() }
	}

	/// The same, and have all that is read recorded.
	pub fn recorded(
		nodes: &'a Nodes,
		root: Hash,
		cache: &Cache,
		recorder: Option<Recorder<BlakeTwo256>>,
	) -> Self {
		let backend = TrieBackendBuilder::new_with_cache(nodes, root, cache.local_cache_trusted())
			.with_optional_recorder(recorder)
			.build();
		Self { backend, overlay: Default::default(), extensions: Default::default() }
	}

	/// Run code of this program in the state.
	pub fn native<R>(&mut self, what: impl FnOnce() -> R) -> R {
		let mut ext = Ext::new(&mut self.overlay, &self.backend, Some(&mut self.extensions));
		set_and_run_with_externalities(&mut ext, what)
	}

	/// Call the runtime.
	pub fn call(&mut self, engine: &Engine, method: &str, input: &[u8]) -> Result<Vec<u8>> {
		self.overlay.enter_runtime().map_err(|_| anyhow!("already in the runtime"))?;
		let mut ext = Ext::new(&mut self.overlay, &self.backend, Some(&mut self.extensions));
		let result = engine.call(&mut ext, method, input);
		self.overlay.exit_runtime().map_err(|_| anyhow!("not in the runtime"))?;
		result
	}

	/// What has changed, and the root of it.
	pub fn finish(mut self) -> Result<Changes> {
		let changes = self
			.overlay
			.drain_storage_changes(&self.backend, StateVersion::V1)
			.map_err(|why| anyhow!("computing a storage root: {why}"))?;
		Ok(Changes {
			root: changes.transaction_storage_root,
			writes: changes.main_storage_changes.len(),
			nodes: changes.transaction,
		})
	}
}
