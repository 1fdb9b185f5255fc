//! A state that counts what is read and written, and what proving it takes.
//!
//! It lies in memory, as a trie. What a real database takes is not in the measured time:
//! the runtime adds it for every read and write by its own database weight.

use frame_support::traits::TrackedStorageKey;
use sp_core::storage::{ChildInfo, StateVersion};
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{
	backend::Backend, BackendTransaction, ChildStorageCollection, InMemoryBackend, IterArgs,
	StateMachineStats, StorageCollection, StorageIterator, StorageKey, StorageValue,
	TrieBackendBuilder, UsageInfo,
};
use sp_trie::{recorder::Recorder, MerkleValue, PrefixedMemoryDB};
use std::{cell::RefCell, collections::BTreeMap, fmt};

type Hasher = BlakeTwo256;
type Hash = sp_core::H256;
type Inner = InMemoryBackend<Hasher>;
type Error = <Inner as Backend<Hasher>>::Error;
type InnerIter = <Inner as Backend<Hasher>>::RawIter;

/// How often one key was read and written. Its first part is the child trie, if any.
type Counts = BTreeMap<(Option<Vec<u8>>, Vec<u8>), (u32, u32)>;

/// A state that begins as a genesis and can be set back to it.
pub struct State {
	genesis: Inner,
	inner: RefCell<Inner>,
	/// Whether anything is counted: counting takes time.
	recorder: Option<Recorder<Hasher>>,
	counts: RefCell<Counts>,
	whitelist: RefCell<Vec<TrackedStorageKey>>,
}

impl State {
	/// A state that begins as `genesis`, and counts if `counting`.
	pub fn new(genesis: &Inner, counting: bool) -> Self {
		let state = Self {
			genesis: genesis.clone(),
			inner: RefCell::default(),
			recorder: counting.then(Recorder::default),
			counts: RefCell::default(),
			whitelist: RefCell::default(),
		};
		state.renew(genesis.backend_storage().clone(), *genesis.root());
		state
	}

	/// Go on with these nodes; nothing of them is proved yet.
	fn renew(&self, nodes: PrefixedMemoryDB<Hasher>, root: Hash) {
		if let Some(recorder) = &self.recorder {
			recorder.reset();
		}
		let builder = TrieBackendBuilder::new(nodes, root);
		*self.inner.borrow_mut() = builder.with_optional_recorder(self.recorder.clone()).build();
	}

	fn count(&self, child: Option<&ChildInfo>, key: &[u8], reads: u32, writes: u32) {
		if self.recorder.is_none() {
			return;
		}
		let child = child.map(|child| child.storage_key().to_vec());
		let mut counts = self.counts.borrow_mut();
		let count = counts.entry((child, key.to_vec())).or_default();
		count.0 = count.0.saturating_add(reads);
		count.1 = count.1.saturating_add(writes);
	}

	fn read(&self, child: Option<&ChildInfo>, key: &[u8]) {
		self.count(child, key, 1, 0);
	}

	/// Looking for the next key finds a key, or the end, which has to be read as well.
	fn read_next(&self, child: Option<&ChildInfo>, key: &[u8], next: Option<&Vec<u8>>) {
		self.read(child, next.map_or(key, Vec::as_slice));
	}

	fn is_free(&self, child: &Option<Vec<u8>>, key: &[u8]) -> bool {
		let whitelist = self.whitelist.borrow();
		whitelist.iter().any(|free| free.key == key && free.child_trie_key == *child)
	}
}

impl fmt::Debug for State {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		formatter.debug_struct("State").finish_non_exhaustive()
	}
}

impl Backend<Hasher> for State {
	type Error = Error;
	type TrieBackendStorage = PrefixedMemoryDB<Hasher>;
	type RawIter = Keys;

	fn storage(&self, key: &[u8]) -> Result<Option<StorageValue>, Error> {
		self.read(None, key);
		self.inner.borrow().storage(key)
	}

	fn storage_hash(&self, key: &[u8]) -> Result<Option<Hash>, Error> {
		self.read(None, key);
		self.inner.borrow().storage_hash(key)
	}

	fn closest_merkle_value(&self, key: &[u8]) -> Result<Option<MerkleValue<Hash>>, Error> {
		self.read(None, key);
		self.inner.borrow().closest_merkle_value(key)
	}

	fn child_closest_merkle_value(
		&self,
		child: &ChildInfo,
		key: &[u8],
	) -> Result<Option<MerkleValue<Hash>>, Error> {
		self.read(Some(child), key);
		self.inner.borrow().child_closest_merkle_value(child, key)
	}

	fn child_storage(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<StorageValue>, Error> {
		self.read(Some(child), key);
		self.inner.borrow().child_storage(child, key)
	}

	fn child_storage_hash(&self, child: &ChildInfo, key: &[u8]) -> Result<Option<Hash>, Error> {
		self.read(Some(child), key);
		self.inner.borrow().child_storage_hash(child, key)
	}

	fn next_storage_key(&self, key: &[u8]) -> Result<Option<StorageKey>, Error> {
		let next = self.inner.borrow().next_storage_key(key)?;
		self.read_next(None, key, next.as_ref());
		Ok(next)
	}

	fn next_child_storage_key(
		&self,
		child: &ChildInfo,
		key: &[u8],
	) -> Result<Option<StorageKey>, Error> {
		let next = self.inner.borrow().next_child_storage_key(child, key)?;
		self.read_next(Some(child), key, next.as_ref());
		Ok(next)
	}

	fn storage_root<'a>(
		&self,
		delta: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
		version: StateVersion,
	) -> (Hash, BackendTransaction<Hasher>) {
		self.inner.borrow().storage_root(delta, version)
	}

	fn child_storage_root<'a>(
		&self,
		child: &ChildInfo,
		delta: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>,
		version: StateVersion,
	) -> (Hash, bool, BackendTransaction<Hasher>) {
		self.inner.borrow().child_storage_root(child, delta, version)
	}

	fn raw_iter(&self, args: IterArgs<'_>) -> Result<Keys, Error> {
		let child = args.child_info.clone();
		Ok(Keys { inner: self.inner.borrow().raw_iter(args)?, child })
	}

	fn register_overlay_stats(&self, _: &StateMachineStats) {}

	fn usage_info(&self) -> UsageInfo {
		UsageInfo::empty()
	}

	fn wipe(&self) -> Result<(), Error> {
		self.renew(self.genesis.backend_storage().clone(), *self.genesis.root());
		self.counts.borrow_mut().clear();
		Ok(())
	}

	fn commit(
		&self,
		root: Hash,
		transaction: BackendTransaction<Hasher>,
		main: StorageCollection,
		children: ChildStorageCollection,
	) -> Result<(), Error> {
		let mut nodes = self.inner.take().into_storage();
		nodes.consolidate(transaction);
		self.renew(nodes, root);
		for (key, _) in &main {
			self.count(None, key, 0, 1);
		}
		for (child, changes) in &children {
			let child = ChildInfo::new_default(child);
			changes.iter().for_each(|(key, _)| self.count(Some(&child), key, 0, 1));
		}
		Ok(())
	}

	/// Keys read, reads of the same again, keys written, writes of the same again. Keys
	/// that every block touches anyway are left out.
	fn read_write_count(&self) -> (u32, u32, u32, u32) {
		let mut sums = (0, 0, 0, 0);
		for ((child, key), (reads, writes)) in self.counts.borrow().iter() {
			if !self.is_free(child, key) {
				sums.0 += u32::from(*reads > 0);
				sums.1 += reads.saturating_sub(1);
				sums.2 += u32::from(*writes > 0);
				sums.3 += writes.saturating_sub(1);
			}
		}
		sums
	}

	fn reset_read_write_count(&self) {
		self.counts.borrow_mut().clear();
	}

	fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
		self.whitelist.borrow().clone()
	}

	fn set_whitelist(&self, whitelist: Vec<TrackedStorageKey>) {
		*self.whitelist.borrow_mut() = whitelist;
	}

	fn proof_size(&self) -> Option<u32> {
		let recorder = self.recorder.as_ref()?;
		u32::try_from(recorder.estimate_encoded_size()).ok()
	}

	/// Each key with how often it was read and written, and whether it does not count.
	fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
		let counts = self.counts.borrow();
		counts
			.iter()
			.map(|((child, key), (reads, writes))| {
				(key.clone(), *reads, *writes, self.is_free(child, key))
			})
			.collect()
	}
}

/// Goes over the keys of a [`State`].
pub struct Keys {
	inner: InnerIter,
	child: Option<ChildInfo>,
}

impl StorageIterator<Hasher> for Keys {
	type Backend = State;
	type Error = Error;

	fn next_key(&mut self, state: &State) -> Option<Result<StorageKey, Error>> {
		let next = self.inner.next_key(&state.inner.borrow())?;
		Some(next.inspect(|key| state.read(self.child.as_ref(), key)))
	}

	fn next_pair(&mut self, state: &State) -> Option<Result<(StorageKey, StorageValue), Error>> {
		let next = self.inner.next_pair(&state.inner.borrow())?;
		Some(next.inspect(|(key, _)| state.read(self.child.as_ref(), key)))
	}

	fn was_complete(&self) -> bool {
		self.inner.was_complete()
	}
}
