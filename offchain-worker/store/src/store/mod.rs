//! The store: one directory of blocks, and who may remove them.

mod blocks;
mod content;

pub(crate) use blocks::Hold;

use crate::{
	dag::Bounds,
	disk::{self, BlockFiles, Digest, Index, PinFiles},
	error::StoreError,
};
use atous_primitives::Cid;
use parking_lot::Mutex;
use std::{collections::HashMap, fs::File, path::Path, sync::Arc};

/// Content on disk, by identifier. Clones share one store.
///
/// Calls block the thread they run on: from asynchronous code use
/// `tokio::task::spawn_blocking`.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
	files: BlockFiles,
	pins: PinFiles,
	state: Mutex<State>,
	/// Keeps other processes out.
	_lock: File,
}

#[derive(Debug)]
struct State {
	index: Index,
	/// Pinned roots and the blocks held on their behalf.
	pinned: HashMap<Cid, Vec<Digest>>,
}

/// What a store holds at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
	/// Blocks on disk.
	pub blocks: u64,
	/// Bytes of blocks on disk or being written. What the file system adds for each file
	/// is not counted.
	pub bytes: u64,
	/// Bytes of these that are pinned or in use and stay whatever happens.
	pub held_bytes: u64,
	/// Most bytes of blocks, the size cap.
	pub cap_bytes: u64,
	/// Pinned roots.
	pub pins: u64,
}

impl Store {
	/// Open the store in `dir`, or make one there, with room for `cap_bytes` of blocks.
	///
	/// What was half written when the last process ended is cleared. If the store holds
	/// more than the cap, the blocks written first and not pinned are removed. Every
	/// file's name is read, and no block.
	///
	/// # Errors
	/// [`StoreError::InUse`] if another process has it open, [`StoreError::Io`] if the
	/// directory cannot be used.
	pub fn open(dir: impl AsRef<Path>, cap_bytes: u64) -> Result<Self, StoreError> {
		let dir = dir.as_ref();
		disk::private_dir(dir)?;
		let lock = disk::lock(dir)?;
		let (files, mut found) = BlockFiles::open(dir)?;
		let (pins, roots) = PinFiles::open(dir)?;
		found.sort_by_key(|block| block.written);
		let mut index = Index::new(cap_bytes);
		for block in found {
			index.insert(block.digest, block.bytes);
		}
		let state = Mutex::new(State { index, pinned: HashMap::new() });
		let store = Self(Arc::new(Inner { files, pins, state, _lock: lock }));
		for root in roots {
			store.restore_pin(root);
		}
		let mut state = store.0.state.lock();
		let victims = state.index.shrink();
		store.evict(&mut state, victims)?;
		drop(state);
		Ok(store)
	}

	/// Keep the content of `root` until [`Store::unpin`], through restarts.
	///
	/// Content that is not here yet, or not whole, can be pinned: what arrives later under
	/// the root is then kept as well. A root is pinned or not; pins are not counted.
	///
	/// # Errors
	/// [`StoreError::Dag`] if the blocks under the root are not acceptable content, and
	/// the errors of reading and writing.
	pub fn pin(&self, root: Cid) -> Result<(), StoreError> {
		let hold = self.walk(root, Bounds::new(root, u64::MAX))?.hold;
		self.0.pins.add(&root)?;
		self.replace_pin(root, hold.keep());
		Ok(())
	}

	/// Let the content of `root` be evicted when room is needed. Unpinning what is not
	/// pinned is no error.
	///
	/// # Errors
	/// [`StoreError::Io`] if the pin cannot be removed from disk; it then stays.
	pub fn unpin(&self, root: Cid) -> Result<(), StoreError> {
		self.0.pins.remove(&root)?;
		let mut state = self.0.state.lock();
		for digest in state.pinned.remove(&root).unwrap_or_default() {
			state.index.unhold(&digest);
		}
		Ok(())
	}

	/// The pinned roots, in no particular order.
	pub fn pins(&self) -> Vec<Cid> {
		self.0.state.lock().pinned.keys().copied().collect()
	}

	/// What the store holds now.
	pub fn stats(&self) -> Stats {
		let state = self.0.state.lock();
		Stats {
			blocks: state.index.len() as u64,
			bytes: state.index.bytes(),
			held_bytes: state.index.held(),
			cap_bytes: state.index.cap(),
			pins: state.pinned.len() as u64,
		}
	}

	/// If `root` is pinned, hold the blocks that have arrived since.
	pub(crate) fn renew_pin(&self, root: Cid) -> Result<(), StoreError> {
		if self.0.state.lock().pinned.contains_key(&root) {
			let held = self.walk(root, Bounds::new(root, u64::MAX))?.hold.keep();
			self.replace_pin(root, held);
		}
		Ok(())
	}

	/// Take up a pin found on disk. A tree that cannot be read must not keep the whole
	/// store from opening; its root stays pinned.
	fn restore_pin(&self, root: Cid) {
		let hold = match self.walk(root, Bounds::new(root, u64::MAX)) {
			Ok(walked) => walked.hold,
			Err(error) => {
				tracing::warn!(%root, %error, "only the root of a pin could be restored");
				let mut hold = Hold::new(self.clone());
				hold.add(&root);
				hold
			}
		};
		self.replace_pin(root, hold.keep());
	}

	fn replace_pin(&self, root: Cid, held: Vec<Digest>) {
		let mut state = self.0.state.lock();
		for digest in state.pinned.insert(root, held).unwrap_or_default() {
			state.index.unhold(&digest);
		}
	}
}
