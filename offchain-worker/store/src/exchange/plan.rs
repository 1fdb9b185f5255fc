//! What a fetch still needs, worked out from the blocks that are here.

use crate::{
	dag::{Bounds, DagError, Part},
	error::StoreError,
	store::{Hold, Store},
};
use atous_primitives::{outcome::sha256, Cid};
use std::collections::HashMap;

/// The part of a fetch that deals with disk and tree. Its methods block.
#[derive(Debug)]
pub(crate) struct Plan {
	store: Store,
	root: Cid,
	bounds: Bounds,
	/// Keeps what has arrived until the rest has.
	hold: Hold,
	/// Parts not yet looked for on disk.
	unseen: Vec<Part>,
	/// Blocks come across, and the content claimed for each.
	seen: HashMap<Cid, Option<u64>>,
}

impl Plan {
	/// A plan for content of at most `max_bytes`.
	pub fn new(store: Store, root: Cid, max_bytes: u64) -> Self {
		Self {
			hold: Hold::new(store.clone()),
			store,
			root,
			bounds: Bounds::new(root, max_bytes),
			unseen: vec![Part::root(root)],
			seen: HashMap::new(),
		}
	}

	/// Look on disk for the parts that have become known, and return those that are not
	/// there. Each block is returned once, however often the tree repeats it.
	pub fn missing(&mut self) -> Result<Vec<Part>, StoreError> {
		let mut missing = Vec::new();
		while let Some(part) = self.unseen.pop() {
			match self.seen.insert(part.cid, part.claimed()) {
				None => {}
				Some(claimed) if claimed == part.claimed() => continue,
				Some(claimed) => {
					// One block cannot have two lengths.
					return Err(StoreError::Dag(DagError::WrongSize {
						cid: part.cid,
						claimed: part.claimed().unwrap_or(0),
						actual: claimed.unwrap_or(0),
					}));
				}
			}
			self.hold.add(&part.cid);
			match self.store.parts_below(&part, &mut self.bounds)? {
				Some(parts) => self.unseen.extend(parts.into_iter().rev()),
				None => missing.push(part),
			}
		}
		Ok(missing)
	}

	/// Most bytes the block of a missing part can have.
	pub fn longest(&self, part: &Part) -> u32 {
		// A chunk's length fits, and nothing is longer.
		self.bounds.longest(part) as u32
	}

	/// Why a block for `part` cannot be accepted, when a peer says it has so many bytes.
	pub fn too_long(&self, part: &Part, bytes: u32) -> DagError {
		match part.claimed() {
			Some(claimed) if part.is_leaf() => {
				DagError::WrongSize { cid: part.cid, claimed, actual: bytes.into() }
			}
			_ if part.is_leaf() => DagError::TooLarge {
				root: self.root,
				bytes: bytes.into(),
				max: self.bounds.longest(part),
			},
			_ => DagError::TooMuchStructure { root: self.root },
		}
	}

	/// Take in a block for a missing part. `false` if it is not the block asked for.
	///
	/// # Errors
	/// Those of the store, and [`StoreError::Dag`] if it is the block asked for and yet
	/// not acceptable: then the content is, whoever serves it.
	pub fn accept(&mut self, part: &Part, block: &[u8]) -> Result<bool, StoreError> {
		if sha256(&[block]) != part.cid.digest {
			return Ok(false);
		}
		self.unseen.extend(self.bounds.open(part, block)?.into_iter().rev());
		self.store.put_block(&part.cid, block)?;
		Ok(true)
	}

	/// All is here: if the root is pinned, keep it.
	pub fn finish(self) -> Result<(), StoreError> {
		self.store.renew_pin(self.root)
	}
}
