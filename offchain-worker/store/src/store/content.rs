//! Whole content: cut up when it comes in, put together when it goes out.

use super::{Hold, Store};
use crate::{
	dag::{Bounds, Part},
	error::StoreError,
	layout::{read_chunk, Builder, CHUNK_BYTES},
};
use atous_primitives::Cid;
use std::{
	collections::HashSet,
	io::{Read, Write},
};

/// What a walk through a tree found.
pub(crate) struct Walked {
	/// Holds every block the tree is known to have, here or not.
	pub hold: Hold,
	/// Blocks that are not here. What lies below them is not known.
	pub missing: Vec<Cid>,
}

impl Store {
	/// Store content and name it.
	///
	/// When this returns, all of it is on disk. It is not pinned: pin it, or it may be
	/// evicted when room is needed.
	///
	/// # Errors
	/// [`StoreError::Full`] if it does not fit under the size cap beside what is pinned or
	/// in use, [`StoreError::DiskFull`] and [`StoreError::Io`] if the disk refuses.
	pub fn put(&self, content: &[u8]) -> Result<Cid, StoreError> {
		self.put_reader(content)
	}

	/// Store what `reader` gives until it ends, and name it. Takes about one chunk of
	/// memory however much that is.
	///
	/// # Errors
	/// Those of [`Store::put`], and [`StoreError::Input`] if the reader fails.
	pub fn put_reader(&self, mut reader: impl Read) -> Result<Cid, StoreError> {
		let mut hold = Hold::new(self.clone());
		let mut builder = Builder::new(|cid, block: &[u8]| {
			hold.add(&cid);
			self.put_block(&cid, block)
		});
		let mut chunk = Vec::with_capacity(CHUNK_BYTES);
		let mut chunks = 0u64;
		loop {
			read_chunk(&mut reader, &mut chunk).map_err(StoreError::Input)?;
			// Only content of no bytes at all has an empty chunk.
			if chunk.is_empty() && chunks > 0 {
				break;
			}
			builder.push(&chunk)?;
			chunks += 1;
			if chunk.len() < CHUNK_BYTES {
				break;
			}
		}
		let root = builder.finish()?;
		self.renew_pin(root)?;
		Ok(root)
	}

	/// The content of `root`, if it is at most `max_bytes` long.
	///
	/// # Errors
	/// [`StoreError::Missing`] if a block is not here, [`StoreError::Corrupt`] if one was
	/// damaged (it is removed: fetch again), [`StoreError::Dag`] if the content is longer
	/// or the tree not acceptable.
	pub fn get(&self, root: Cid, max_bytes: u64) -> Result<Vec<u8>, StoreError> {
		let mut content = Vec::new();
		self.copy_to(root, max_bytes, &mut content)?;
		Ok(content)
	}

	/// Write the content of `root` to `writer`, if it is at most `max_bytes` long, and
	/// return its length in bytes. Takes about one chunk of memory.
	///
	/// Blocks go out as they are checked: on an error the writer has the beginning of the
	/// content, never anything else.
	///
	/// # Errors
	/// Those of [`Store::get`], and [`StoreError::Output`] if the writer fails.
	pub fn copy_to(
		&self,
		root: Cid,
		max_bytes: u64,
		writer: &mut impl Write,
	) -> Result<u64, StoreError> {
		let mut bounds = Bounds::new(root, max_bytes);
		let mut stack = vec![Part::root(root)];
		let mut written = 0;
		while let Some(part) = stack.pop() {
			let block = self.block(&part.cid)?;
			stack.extend(bounds.open(&part, &block)?.into_iter().rev());
			if part.is_leaf() {
				writer.write_all(&block).map_err(|source| StoreError::Output { root, source })?;
				written += block.len() as u64;
			}
		}
		Ok(written)
	}

	/// Whether all of the content of `root` is here. Leaves are looked up and not read.
	///
	/// # Errors
	/// Those of [`Store::missing_blocks`].
	pub fn has(&self, root: Cid) -> Result<bool, StoreError> {
		Ok(self.missing_blocks(root)?.is_empty())
	}

	/// The blocks of `root` that are known not to be here, each once. What lies below a
	/// missing node is not known, and so not listed.
	///
	/// # Errors
	/// [`StoreError::Dag`] if the blocks that are here are not acceptable content,
	/// [`StoreError::Io`] if one cannot be read. A damaged node is removed and counts as
	/// missing.
	pub fn missing_blocks(&self, root: Cid) -> Result<Vec<Cid>, StoreError> {
		Ok(self.walk(root, Bounds::new(root, u64::MAX))?.missing)
	}

	/// Go through the blocks of a tree that are here, each once, holding all of them.
	pub(crate) fn walk(&self, root: Cid, mut bounds: Bounds) -> Result<Walked, StoreError> {
		let mut walked = Walked { hold: Hold::new(self.clone()), missing: Vec::new() };
		let mut missing = HashSet::new();
		let mut seen = HashSet::new();
		let mut stack = vec![Part::root(root)];
		while let Some(part) = stack.pop() {
			if !seen.insert(part) {
				continue;
			}
			walked.hold.add(&part.cid);
			match self.parts_below(&part, &mut bounds)? {
				Some(parts) => stack.extend(parts.into_iter().rev()),
				None if missing.insert(part.cid) => walked.missing.push(part.cid),
				None => {}
			}
		}
		Ok(walked)
	}

	/// The parts below one that is here, checked against what is known of it. `None` if
	/// it is not here. Leaves are not read.
	pub(crate) fn parts_below(
		&self,
		part: &Part,
		bounds: &mut Bounds,
	) -> Result<Option<Vec<Part>>, StoreError> {
		if part.is_leaf() {
			let Some(bytes) = self.length(&part.cid) else { return Ok(None) };
			if bounds.check_leaf(part, bytes).is_ok() {
				return Ok(Some(Vec::new()));
			}
			// The parent may be wrong about its length, or the disk: reading tells.
		}
		match self.block(&part.cid) {
			Ok(block) => Ok(Some(bounds.open(part, &block)?)),
			Err(StoreError::Missing { .. } | StoreError::Corrupt { .. }) => Ok(None),
			Err(error) => Err(error),
		}
	}
}
