//! Reading: flags, roots of any size, proofs.

use crate::{
	record::{self, RECORD_LEN},
	recovery::HASH_LEN,
	Error, Log,
};
use atous_primitives::{
	merkle::{self, Frontier, Node},
	Flag, Hash, Severity,
};
use std::{iter::FusedIterator, ops::Range};

/// Records read at a time by an iterator: 20 KiB.
const CHUNK: u64 = 256;

impl Log {
	/// The flag with this index.
	///
	/// # Errors
	///
	/// [`Error::Beyond`] if there is none, [`Error::Damaged`] if it is not what was
	/// written, otherwise what the disk refuses.
	pub fn flag(&self, index: u64) -> Result<Flag, Error> {
		if index >= self.size() {
			return Err(Error::Beyond { asked: index, size: self.size() });
		}
		self.record(index).map(|(_, flag)| flag)
	}

	/// The flags with these indices, with their indices, as far as there are any:
	/// `log.flags(0..log.size())` for all of them.
	pub fn flags(&self, indices: Range<u64>) -> Flags<'_> {
		Flags {
			log: self,
			next: indices.start,
			end: indices.end.min(self.size()),
			least: Severity::Info,
			chunk: Vec::new(),
			read_until: 0,
		}
	}

	/// Root over the first `size` flags.
	///
	/// # Errors
	///
	/// [`Error::Beyond`] if there are fewer, otherwise as for [`Log::flag`].
	pub fn root_at(&self, size: u64) -> Result<Hash, Error> {
		self.holds(size)?;
		merkle::root_at(size, |node| self.node(node))
	}

	/// Proof that the flag `index` is in the log of the first `size` flags, for
	/// [`merkle::verify_inclusion`].
	///
	/// # Errors
	///
	/// [`Error::Beyond`] if either is not there, otherwise as for [`Log::flag`].
	pub fn inclusion_proof(&self, index: u64, size: u64) -> Result<Vec<Hash>, Error> {
		self.holds(size)?;
		if index >= size {
			return Err(Error::Beyond { asked: index, size });
		}
		merkle::inclusion_proof(index, size, |node| self.node(node))
	}

	/// Proof that the log of the first `new` flags extends that of the first `old`,
	/// for [`merkle::verify_consistency`].
	///
	/// # Errors
	///
	/// [`Error::Beyond`] if there are fewer than `new`, [`Error::Reversed`] if `old`
	/// is the larger, otherwise as for [`Log::flag`].
	pub fn consistency_proof(&self, old: u64, new: u64) -> Result<Vec<Hash>, Error> {
		self.holds(new)?;
		if old > new {
			return Err(Error::Reversed { old, new });
		}
		merkle::consistency_proof(old, new, |node| self.node(node))
	}

	/// Read the whole log again and compare: every flag with its check, every inner
	/// node with what the leaves make it, the root with the one in use. Takes about
	/// a second for a million flags.
	///
	/// # Errors
	///
	/// [`Error::Damaged`] naming the first thing that is wrong and what to do,
	/// otherwise what the disk refuses.
	pub fn check(&self) -> Result<(), Error> {
		let mut tree = Frontier::new();
		let mut completed = Vec::new();
		for item in self.flags(0..self.size()) {
			let (index, flag) = item?;
			let first = Node::inner_count(index);
			tree.push_with(record::leaf_hash(&flag), |node| completed.push(node));
			for (position, expected) in (first..).zip(completed.drain(..)) {
				if self.inner_node(position)? != expected {
					let what = format!("node {position} is not what the flags make it");
					return Err(Error::nodes_damaged(self.nodes.path(), what));
				}
			}
		}
		if tree.root() != self.root() {
			let what = "the flags do not make the root they made before".into();
			return Err(Error::leaves_damaged(self.leaves.path(), what));
		}
		Ok(())
	}

	/// Whether the log has had `size` flags.
	fn holds(&self, size: u64) -> Result<(), Error> {
		if size > self.size() {
			return Err(Error::Beyond { asked: size, size: self.size() });
		}
		Ok(())
	}

	/// A node of the tree.
	fn node(&self, node: Node) -> Result<Hash, Error> {
		match node.level {
			0 => self.record(node.index).map(|(leaf, _)| leaf),
			_ => self.inner_node(node.inner_position()),
		}
	}

	fn inner_node(&self, position: u64) -> Result<Hash, Error> {
		let mut hash = [0; HASH_LEN];
		self.nodes.read(position * HASH_LEN as u64, &mut hash)?;
		Ok(hash)
	}

	fn record(&self, index: u64) -> Result<(Hash, Flag), Error> {
		let mut bytes = [0; RECORD_LEN];
		self.leaves.read(index * RECORD_LEN as u64, &mut bytes)?;
		self.parse(index, &bytes)
	}

	fn parse(&self, index: u64, bytes: &[u8]) -> Result<(Hash, Flag), Error> {
		record::read(bytes).ok_or_else(|| {
			Error::leaves_damaged(self.leaves.path(), format!("flag {index} is not whole"))
		})
	}
}

/// Flags of a log in their order, each with its index. Ends after an error.
pub struct Flags<'a> {
	log: &'a Log,
	next: u64,
	end: u64,
	least: Severity,
	/// Records read ahead; the last of them is that of the flag before `read_until`.
	chunk: Vec<u8>,
	read_until: u64,
}

impl Flags<'_> {
	/// Only those of at least this severity.
	pub fn at_least(self, severity: Severity) -> Self {
		Self { least: severity, ..self }
	}

	/// The next flag, whatever its severity. There must be one.
	fn step(&mut self) -> Result<(u64, Flag), Error> {
		let index = self.next;
		if index >= self.read_until {
			let count = (self.end - index).min(CHUNK);
			self.chunk.resize(count as usize * RECORD_LEN, 0);
			self.log.leaves.read(index * RECORD_LEN as u64, &mut self.chunk)?;
			self.read_until = index + count;
		}
		let from_end = (self.read_until - index) as usize * RECORD_LEN;
		let start = self.chunk.len() - from_end;
		let (_, flag) = self.log.parse(index, &self.chunk[start..start + RECORD_LEN])?;
		self.next += 1;
		Ok((index, flag))
	}
}

impl Iterator for Flags<'_> {
	type Item = Result<(u64, Flag), Error>;

	fn next(&mut self) -> Option<Self::Item> {
		while self.next < self.end {
			let item = self.step();
			match &item {
				Ok((_, flag)) if flag.severity < self.least => continue,
				Ok(_) => {}
				Err(_) => self.end = self.next,
			}
			return Some(item);
		}
		None
	}
}

impl FusedIterator for Flags<'_> {}
