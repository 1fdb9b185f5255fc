//! Which blocks are here, how much room they take, and which may go.

use super::Digest;
use std::collections::{hash_map, BTreeMap, HashMap};

/// A block on disk.
#[derive(Clone, Copy, Debug)]
struct Entry {
	/// Its length, in bytes.
	bytes: u64,
	/// When it was last used, by the index's own count.
	used: u64,
}

/// The books of a store. Says what may be done; does none of it.
#[derive(Debug)]
pub(crate) struct Index {
	/// Most bytes of blocks.
	cap: u64,
	/// Bytes of blocks on disk or being written.
	bytes: u64,
	/// Bytes of blocks that may not be evicted, being written included.
	held: u64,
	blocks: HashMap<Digest, Entry>,
	/// How many pins and operations need a block. Kept for absent blocks as well, so
	/// that one is safe from the moment it arrives.
	holds: HashMap<Digest, u32>,
	/// Blocks nobody holds, least recently used first.
	idle: BTreeMap<u64, Digest>,
	/// Counts uses.
	clock: u64,
}

/// There is no room, even without the blocks that may go. Carries the bytes that may not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoRoom {
	/// Bytes held.
	pub held: u64,
}

impl Index {
	/// Books of a store of at most `cap` bytes.
	pub fn new(cap: u64) -> Self {
		Self {
			cap,
			bytes: 0,
			held: 0,
			blocks: HashMap::new(),
			holds: HashMap::new(),
			idle: BTreeMap::new(),
			clock: 0,
		}
	}

	/// The size cap, in bytes.
	pub fn cap(&self) -> u64 {
		self.cap
	}

	/// Bytes of blocks on disk or being written.
	pub fn bytes(&self) -> u64 {
		self.bytes
	}

	/// Bytes of blocks that may not be evicted.
	pub fn held(&self) -> u64 {
		self.held
	}

	/// Blocks on disk.
	pub fn len(&self) -> usize {
		self.blocks.len()
	}

	/// The length of a block in bytes, if it is on disk.
	pub fn length(&self, digest: &Digest) -> Option<u64> {
		self.blocks.get(digest).map(|entry| entry.bytes)
	}

	/// Set room aside for a block about to be written. Returns the blocks to remove first,
	/// with their lengths in bytes.
	pub fn reserve(&mut self, bytes: u64) -> Result<Vec<(Digest, u64)>, NoRoom> {
		if self.held.saturating_add(bytes) > self.cap {
			return Err(NoRoom { held: self.held });
		}
		self.bytes += bytes;
		self.held += bytes;
		Ok(self.shrink())
	}

	/// Give back room that was set aside.
	pub fn release(&mut self, bytes: u64) {
		self.bytes -= bytes;
		self.held -= bytes;
	}

	/// Enter a block that is on disk now.
	pub fn insert(&mut self, digest: Digest, bytes: u64) {
		self.remove(&digest);
		self.clock += 1;
		self.bytes += bytes;
		self.blocks.insert(digest, Entry { bytes, used: self.clock });
		if self.holds.contains_key(&digest) {
			self.held += bytes;
		} else {
			self.idle.insert(self.clock, digest);
		}
	}

	/// Strike out a block that is no longer on disk. Holds on it stay.
	pub fn remove(&mut self, digest: &Digest) {
		if let Some(entry) = self.blocks.remove(digest) {
			self.bytes -= entry.bytes;
			if self.idle.remove(&entry.used).is_none() {
				self.held -= entry.bytes;
			}
		}
	}

	/// Note that a block was used.
	pub fn touch(&mut self, digest: &Digest) {
		if let Some(entry) = self.blocks.get_mut(digest) {
			self.clock += 1;
			if self.idle.remove(&entry.used).is_some() {
				self.idle.insert(self.clock, *digest);
			}
			entry.used = self.clock;
		}
	}

	/// Keep a block from eviction until [`Index::unhold`] has been called as often.
	pub fn hold(&mut self, digest: Digest) {
		let holds = self.holds.entry(digest).or_insert(0);
		*holds += 1;
		if let (1, Some(entry)) = (*holds, self.blocks.get(&digest)) {
			self.idle.remove(&entry.used);
			self.held += entry.bytes;
		}
	}

	/// Take back one [`Index::hold`].
	pub fn unhold(&mut self, digest: &Digest) {
		let hash_map::Entry::Occupied(mut holds) = self.holds.entry(*digest) else { return };
		*holds.get_mut() -= 1;
		if *holds.get() == 0 {
			holds.remove();
			if let Some(entry) = self.blocks.get(digest) {
				self.idle.insert(entry.used, *digest);
				self.held -= entry.bytes;
			}
		}
	}

	/// Strike out the least recently used blocks until the cap holds, as far as possible.
	/// Returns what to remove from disk, with lengths in bytes.
	pub fn shrink(&mut self) -> Vec<(Digest, u64)> {
		let mut victims = Vec::new();
		while self.bytes > self.cap {
			let Some((_, digest)) = self.idle.first_key_value() else { break };
			let digest = *digest;
			victims.push((digest, self.blocks[&digest].bytes));
			self.remove(&digest);
		}
		victims
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn digest(number: u8) -> Digest {
		[number; 32]
	}

	fn filled(cap: u64, blocks: u8) -> Index {
		let mut index = Index::new(cap);
		for number in 0..blocks {
			index.insert(digest(number), 10);
		}
		index
	}

	#[test]
	fn reserve_evicts_the_least_recently_used() {
		let mut index = filled(30, 3);
		index.touch(&digest(0));
		assert_eq!(index.reserve(15), Ok(vec![(digest(1), 10), (digest(2), 10)]));
		assert_eq!((index.bytes(), index.held()), (25, 15));
	}

	#[test]
	fn reserve_spares_what_is_held() {
		let mut index = filled(30, 3);
		index.hold(digest(0));
		index.hold(digest(1));
		assert_eq!(index.reserve(10), Ok(vec![(digest(2), 10)]));
		assert_eq!(index.reserve(1), Err(NoRoom { held: 30 }));
		index.release(10);
		index.unhold(&digest(0));
		assert_eq!(index.reserve(20), Ok(vec![(digest(0), 10)]));
	}

	#[test]
	fn hold_before_arrival_protects_from_arrival() {
		let mut index = Index::new(20);
		index.hold(digest(7));
		index.insert(digest(7), 10);
		index.insert(digest(1), 10);
		assert_eq!(index.reserve(10), Ok(vec![(digest(1), 10)]));
	}

	proptest! {
		/// Whatever happens in whatever order, the books add up.
		#[test]
		fn books_add_up(steps in prop::collection::vec((0u8..7, 0u8..8), 0..200)) {
			let mut index = Index::new(50);
			let mut reserved = 0;
			for (step, number) in steps {
				match step {
					0 => index.insert(digest(number), u64::from(number) + 1),
					1 => index.remove(&digest(number)),
					2 => index.hold(digest(number)),
					3 => index.unhold(&digest(number)),
					4 => index.touch(&digest(number)),
					5 => if index.reserve(5).is_ok() { reserved += 5 },
					_ => { index.release(reserved); reserved = 0 },
				}
				let total: u64 = index.blocks.values().map(|entry| entry.bytes).sum();
				let idle: u64 = index.idle.values().map(|idle| index.blocks[idle].bytes).sum();
				prop_assert_eq!(index.bytes(), total + reserved);
				prop_assert_eq!(index.held(), total - idle + reserved);
			}
		}
	}
}
