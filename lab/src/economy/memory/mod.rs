//! A state in memory: a map that can undo what it did, and nothing else.
//!
//! The SDK's own state for tests is made for one block. It keeps room for five versions
//! beside every value and a mark of every key that was ever deleted, which iterating passes
//! over. A run here is hundreds of thousands of blocks on one state, and most of its time
//! would go there.

#[cfg(test)]
mod tests;

use codec::{Compact, Decode, Encode};
use sp_core::storage::{ChildInfo, StateVersion, Storage, TrackedStorageKey};
use sp_externalities::{Error, Extension, ExtensionStore, Externalities, MultiRemovalResults};
use sp_state_machine::BasicExternalities;
use std::{
	any::{Any, TypeId},
	collections::{BTreeSet, HashMap},
	ops::Bound,
};

/// A state.
pub struct Memory {
	values: HashMap<Vec<u8>, Value>,
	/// Every key, in order.
	order: BTreeSet<Vec<u8>>,
	/// What the open transactions have changed.
	undo: Vec<Undo>,
	/// Where in `undo` each of them begins.
	open: Vec<usize>,
	/// Children of the state, which the mesh has none of, and whatever else there is.
	rest: BasicExternalities,
}

enum Value {
	Whole(Vec<u8>),
	/// Items one after the other, without their number before them.
	List {
		count: u32,
		items: Vec<u8>,
	},
}

enum Undo {
	/// What a key had.
	Was(Vec<u8>, Option<Value>),
	/// How many items a list had, in how many bytes.
	Shorter { key: Vec<u8>, count: u32, bytes: usize },
}

impl Value {
	fn bytes(&self) -> Vec<u8> {
		match self {
			Value::Whole(bytes) => bytes.clone(),
			Value::List { count, items } => {
				let mut bytes = Compact(*count).encode();
				bytes.extend_from_slice(items);
				bytes
			}
		}
	}

	/// As a list. What is none becomes an empty one.
	fn list(&self) -> (u32, Vec<u8>) {
		let bytes = self.bytes();
		let rest = &mut &bytes[..];
		Compact::<u32>::decode(rest).map_or((0, Vec::new()), |count| (count.0, rest.to_vec()))
	}
}

impl Memory {
	/// A state with what a genesis holds.
	pub fn new(genesis: Storage) -> Self {
		let Storage { top, children_default } = genesis;
		let order = top.keys().cloned().collect();
		let values = top.into_iter().map(|(key, value)| (key, Value::Whole(value))).collect();
		let rest = BasicExternalities::new(Storage { top: Default::default(), children_default });
		Self { values, order, undo: Vec::new(), open: Vec::new(), rest }
	}

	/// Do something with the state.
	pub fn execute_with<R>(&mut self, what: impl FnOnce() -> R) -> R {
		sp_externalities::set_and_run_with_externalities(self, what)
	}

	/// Set or remove a value. Returns what there was.
	fn replace(&mut self, key: &[u8], value: Option<Value>) -> Option<Value> {
		let Some(value) = value else {
			self.order.remove(key);
			return self.values.remove(key);
		};
		if let Some(slot) = self.values.get_mut(key) {
			return Some(std::mem::replace(slot, value));
		}
		self.order.insert(key.to_vec());
		self.values.insert(key.to_vec(), value)
	}

	fn put(&mut self, key: Vec<u8>, value: Option<Value>) {
		let was = self.replace(&key, value);
		if !self.open.is_empty() {
			self.undo.push(Undo::Was(key, was));
		}
	}

	fn undo(&mut self, change: Undo) {
		match change {
			Undo::Was(key, value) => {
				self.replace(&key, value);
			}
			Undo::Shorter { key, count, bytes } => {
				if let Some(Value::List { count: now, items }) = self.values.get_mut(&key) {
					*now = count;
					items.truncate(bytes);
				}
			}
		}
	}

	/// End the transaction that was opened last. Returns where it began.
	fn close(&mut self) -> Result<usize, ()> {
		self.open.pop().ok_or(())
	}
}

impl Externalities for Memory {
	fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.values.get(key).map(Value::bytes)
	}

	fn exists_storage(&mut self, key: &[u8]) -> bool {
		self.values.contains_key(key)
	}

	fn storage_hash(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.storage(key).map(|value| sp_io::hashing::blake2_256(&value).encode())
	}

	fn next_storage_key(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		let after = (Bound::Excluded(key), Bound::Unbounded);
		self.order.range::<[u8], _>(after).next().cloned()
	}

	fn place_storage(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
		self.put(key, value.map(Value::Whole));
	}

	fn storage_append(&mut self, key: Vec<u8>, item: Vec<u8>) {
		let value = self.values.get_mut(&key);
		if let Some(Value::List { count, items }) = value {
			let (before, bytes) = (*count, items.len());
			*count += 1;
			items.extend(item);
			if !self.open.is_empty() {
				self.undo.push(Undo::Shorter { key, count: before, bytes });
			}
			return;
		}
		let (count, mut items) = value.map_or((0, Vec::new()), |value| value.list());
		items.extend(item);
		self.put(key, Some(Value::List { count: count + 1, items }));
	}

	fn clear_prefix(
		&mut self,
		prefix: &[u8],
		_: Option<u32>,
		_: Option<&[u8]>,
	) -> MultiRemovalResults {
		let from = (Bound::Included(prefix), Bound::Unbounded);
		let keys = self.order.range::<[u8], _>(from).take_while(|key| key.starts_with(prefix));
		let keys: Vec<Vec<u8>> = keys.cloned().collect();
		let count = keys.len() as u32;
		keys.into_iter().for_each(|key| self.put(key, None));
		MultiRemovalResults { maybe_cursor: None, backend: count, unique: count, loops: count }
	}

	fn storage_start_transaction(&mut self) {
		self.open.push(self.undo.len());
		self.rest.storage_start_transaction();
	}

	fn storage_rollback_transaction(&mut self) -> Result<(), ()> {
		let start = self.close()?;
		for change in self.undo.split_off(start).into_iter().rev() {
			self.undo(change);
		}
		self.rest.storage_rollback_transaction()
	}

	fn storage_commit_transaction(&mut self) -> Result<(), ()> {
		self.close()?;
		if self.open.is_empty() {
			self.undo.clear();
		}
		self.rest.storage_commit_transaction()
	}

	fn storage_root(&mut self, version: StateVersion) -> Vec<u8> {
		let top = self.values.iter().map(|(key, value)| (key.clone(), value.bytes())).collect();
		BasicExternalities::new(Storage { top, ..Default::default() }).storage_root(version)
	}

	fn set_offchain_storage(&mut self, key: &[u8], value: Option<&[u8]>) {
		self.rest.set_offchain_storage(key, value);
	}

	fn child_storage_hash(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.rest.child_storage_hash(child, key)
	}

	fn child_storage(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.rest.child_storage(child, key)
	}

	fn next_child_storage_key(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.rest.next_child_storage_key(child, key)
	}

	fn kill_child_storage(
		&mut self,
		child: &ChildInfo,
		limit: Option<u32>,
		cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.rest.kill_child_storage(child, limit, cursor)
	}

	fn clear_child_prefix(
		&mut self,
		child: &ChildInfo,
		prefix: &[u8],
		limit: Option<u32>,
		cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.rest.clear_child_prefix(child, prefix, limit, cursor)
	}

	fn place_child_storage(&mut self, child: &ChildInfo, key: Vec<u8>, value: Option<Vec<u8>>) {
		self.rest.place_child_storage(child, key, value);
	}

	fn child_storage_root(&mut self, child: &ChildInfo, version: StateVersion) -> Vec<u8> {
		self.rest.child_storage_root(child, version)
	}

	fn wipe(&mut self) {}

	fn commit(&mut self) {}

	fn read_write_count(&self) -> (u32, u32, u32, u32) {
		Default::default()
	}

	fn reset_read_write_count(&mut self) {}

	fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
		Vec::new()
	}

	fn set_whitelist(&mut self, _: Vec<TrackedStorageKey>) {}

	fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
		Vec::new()
	}
}

impl ExtensionStore for Memory {
	fn extension_by_type_id(&mut self, kind: TypeId) -> Option<&mut dyn Any> {
		self.rest.extension_by_type_id(kind)
	}

	fn register_extension_with_type_id(
		&mut self,
		kind: TypeId,
		extension: Box<dyn Extension>,
	) -> Result<(), Error> {
		self.rest.register_extension_with_type_id(kind, extension)
	}

	fn deregister_extension_by_type_id(&mut self, kind: TypeId) -> Result<(), Error> {
		self.rest.deregister_extension_by_type_id(kind)
	}
}
