//! Single blocks: written once, checked at every reading, held while in use.

use super::{State, Store};
use crate::{
	disk::{Checked, Digest, NoRoom},
	error::StoreError,
	layout::CHUNK_BYTES,
};
use atous_primitives::Cid;

/// Keeps blocks from eviction for as long as it lives.
#[derive(Debug)]
pub(crate) struct Hold {
	store: Store,
	digests: Vec<Digest>,
}

impl Hold {
	/// A hold on nothing yet.
	pub fn new(store: Store) -> Self {
		Self { store, digests: Vec::new() }
	}

	/// Hold a block, whether or not it is here yet.
	pub fn add(&mut self, cid: &Cid) {
		self.store.0.state.lock().index.hold(cid.digest);
		self.digests.push(cid.digest);
	}

	/// End without letting go: the caller lets go of each digest returned.
	pub fn keep(mut self) -> Vec<Digest> {
		std::mem::take(&mut self.digests)
	}
}

impl Drop for Hold {
	fn drop(&mut self) {
		let mut state = self.store.0.state.lock();
		for digest in &self.digests {
			state.index.unhold(digest);
		}
	}
}

/// Room set aside in the books for a block being written.
struct Room<'a> {
	store: &'a Store,
	bytes: u64,
}

impl Room<'_> {
	/// Turn the room into an entry.
	fn fill(mut self, state: &mut State, digest: Digest) {
		let bytes = std::mem::take(&mut self.bytes);
		state.index.release(bytes);
		state.index.insert(digest, bytes);
	}
}

impl Drop for Room<'_> {
	fn drop(&mut self) {
		// Nothing is left after `fill`, whose caller still has the lock.
		if self.bytes > 0 {
			self.store.0.state.lock().index.release(self.bytes);
		}
	}
}

impl Store {
	/// Store a block whose digest the caller has checked.
	pub(crate) fn put_block(&self, cid: &Cid, block: &[u8]) -> Result<(), StoreError> {
		debug_assert_eq!(atous_primitives::outcome::sha256(&[block]), cid.digest);
		// Reading is cheap beside synchronising, and mends what was damaged.
		match self.block(cid) {
			Err(StoreError::Missing { .. } | StoreError::Corrupt { .. }) => {}
			here => return here.map(|_| ()),
		}
		let room = self.make_room(block.len() as u64)?;
		let written = self.0.files.write(block)?;
		// Named under the lock, or an eviction between the two could leave an entry
		// without a file.
		let mut state = self.0.state.lock();
		match self.0.files.name(&written, &cid.digest) {
			Ok(()) => room.fill(&mut state, cid.digest),
			Err(error) => {
				drop(state);
				return Err(error);
			}
		}
		drop(state);
		self.0.files.sync(&cid.digest)
	}

	/// Read a block and check it.
	///
	/// A damaged block is removed from disk and reported as [`StoreError::Corrupt`].
	pub(crate) fn block(&self, cid: &Cid) -> Result<Vec<u8>, StoreError> {
		if self.length(cid).is_none() {
			return Err(StoreError::Missing { cid: *cid });
		}
		if let Checked::Whole(block) = self.0.files.read(&cid.digest, CHUNK_BYTES as u64)? {
			self.0.state.lock().index.touch(&cid.digest);
			return Ok(block);
		}
		// Once more under the lock: the block may just have been evicted or written anew.
		let mut state = self.0.state.lock();
		match self.0.files.read(&cid.digest, CHUNK_BYTES as u64)? {
			Checked::Whole(block) => Ok(block),
			Checked::Absent => {
				state.index.remove(&cid.digest);
				Err(StoreError::Missing { cid: *cid })
			}
			Checked::Damaged => {
				tracing::error!(%cid, "block damaged on disk, removed");
				self.0.files.remove(&cid.digest)?;
				state.index.remove(&cid.digest);
				Err(StoreError::Corrupt { cid: *cid })
			}
		}
	}

	/// The length of a block in bytes, if it is here. The block is not read.
	pub(crate) fn length(&self, cid: &Cid) -> Option<u64> {
		self.0.state.lock().index.length(&cid.digest)
	}

	/// Remove from disk what the books no longer list. On failure the rest is entered
	/// again, since it still takes up room.
	pub(super) fn evict(
		&self,
		state: &mut State,
		victims: Vec<(Digest, u64)>,
	) -> Result<(), StoreError> {
		let mut failure = None;
		for (digest, bytes) in victims {
			if failure.is_none() {
				failure = self.0.files.remove(&digest).err();
			}
			if failure.is_some() {
				state.index.insert(digest, bytes);
			}
		}
		failure.map_or(Ok(()), Err)
	}

	fn make_room(&self, bytes: u64) -> Result<Room<'_>, StoreError> {
		let mut state = self.0.state.lock();
		let victims = state.index.reserve(bytes).map_err(|NoRoom { held }| StoreError::Full {
			needed: bytes,
			held,
			cap: state.index.cap(),
		})?;
		if !victims.is_empty() {
			tracing::debug!(blocks = victims.len(), "evicting to make room");
		}
		match self.evict(&mut state, victims) {
			Ok(()) => Ok(Room { store: self, bytes }),
			Err(error) => {
				state.index.release(bytes);
				Err(error)
			}
		}
	}
}
