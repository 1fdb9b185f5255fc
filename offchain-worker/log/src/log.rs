//! The open log: appending, and making the disk keep it.

use crate::{
	appendable::Appendable,
	checkpoint::{Checkpoint, CheckpointFile},
	lock::Lock,
	record, recovery, Error,
};
use atous_primitives::{merkle::Frontier, Flag, FlagSummary, Hash, Severity};
use std::{fmt, ops::Range, path::Path};

/// Leaves after which the inner nodes are made to be kept too. Building this many
/// again at opening takes some 30 ms, and they take 2 MiB of memory until then.
const BUILD_EVERY: u64 = 65_536;

/// A device's flag log, open for writing. See the [crate] for what it promises.
///
/// Dropping it is like being killed: what was not acknowledged is lost, and the
/// next opening has more to read. [`Log::close`] is the orderly way.
pub struct Log {
	pub(crate) leaves: Appendable,
	pub(crate) nodes: Appendable,
	pub(crate) frontier: Frontier,
	pub(crate) summary: FlagSummary,
	pub(crate) checkpoints: CheckpointFile,
	/// What the newest checkpoint says, or would if it could be written.
	pub(crate) known: Checkpoint,
	pub(crate) _lock: Lock,
}

impl Log {
	/// Open the log in `dir`; create the directory and an empty log if there is none.
	///
	/// Reads what was written since the last checkpoint, at most 65,536 flags and
	/// what followed the last [`Log::sync`]; all of it if `nodes-1` or
	/// `checkpoint-1` was lost. What a crash left half-written is cut off; all that
	/// remains is on the disk when this returns.
	///
	/// # Errors
	///
	/// [`Error::Locked`] if the log is open already, [`Error::Damaged`] if
	/// acknowledged flags are missing, otherwise what the disk refuses.
	pub fn open(dir: impl AsRef<Path>) -> Result<Self, Error> {
		recovery::open(dir.as_ref())
	}

	/// Append a flag and return its index, counted from 0. It is not acknowledged
	/// before [`Log::sync`] has returned.
	///
	/// # Errors
	///
	/// What the disk refuses. The flag was then not appended.
	pub fn append(&mut self, flag: &Flag) -> Result<u64, Error> {
		self.append_batch([flag]).map(|added| added.start)
	}

	/// Append flags in their order and return their indices. None is acknowledged
	/// before [`Log::sync`] has returned.
	///
	/// # Errors
	///
	/// What the disk refuses. Then none of them was appended.
	pub fn append_batch<'a>(
		&mut self,
		flags: impl IntoIterator<Item = &'a Flag>,
	) -> Result<Range<u64>, Error> {
		self.make_room()?;
		let start = self.size();
		// All or none: if the disk fills up on the way, the rest waits in memory and
		// the next call says so.
		let mut room = true;
		for flag in flags {
			let leaf = record::write(flag, self.leaves.pending());
			self.grow(leaf, flag.severity);
			room = room && self.make_room().is_ok();
		}
		Ok(start..self.size())
	}

	/// Make the disk keep all that was appended (group commit), and return how many
	/// flags that are: each with a lower index is acknowledged.
	///
	/// # Errors
	///
	/// - [`Error::Full`]: repeat the call once there is room; nothing is lost.
	/// - [`Error::NotKept`]: the disk failed; open the log again.
	pub fn sync(&mut self) -> Result<u64, Error> {
		let size = self.size();
		if self.known.acknowledged == size {
			return Ok(size);
		}
		self.leaves.write_out()?;
		self.leaves.keep()?;
		self.known.acknowledged = size;
		self.checkpoint(BUILD_EVERY);
		Ok(size)
	}

	/// [`Log::sync`], and leave everything so that opening reads nothing again.
	///
	/// # Errors
	///
	/// As for [`Log::sync`].
	pub fn close(mut self) -> Result<(), Error> {
		self.finish()
	}

	/// Number of flags in the log, acknowledged or not.
	pub fn size(&self) -> u64 {
		self.frontier.size()
	}

	/// Number of acknowledged flags.
	pub fn acknowledged(&self) -> u64 {
		self.known.acknowledged
	}

	/// Root over all flags in the log. Reads nothing from the disk.
	pub fn root(&self) -> Hash {
		self.frontier.root()
	}

	/// How many flags of each severity the log holds.
	pub fn summary(&self) -> FlagSummary {
		self.summary
	}

	/// Take a leaf, whose record is pending, into the tree and the summary.
	pub(crate) fn grow(&mut self, leaf: Hash, severity: Severity) {
		let nodes = self.nodes.pending();
		self.frontier.push_with(leaf, |node| nodes.extend_from_slice(&node));
		*match severity {
			Severity::Info => &mut self.summary.info,
			Severity::Warning => &mut self.summary.warning,
			Severity::Critical => &mut self.summary.critical,
		} += 1;
	}

	/// Hand to the system what has piled up in memory.
	pub(crate) fn make_room(&mut self) -> Result<(), Error> {
		self.leaves.make_room()?;
		self.nodes.make_room()
	}

	/// [`Log::close`] without closing.
	pub(crate) fn finish(&mut self) -> Result<(), Error> {
		self.sync()?;
		if self.known.built != self.size() {
			self.checkpoint(1);
		}
		Ok(())
	}

	/// Note what is kept, after making the inner nodes kept too if there are
	/// `build_every` leaves without. All of this only saves work at the next
	/// opening: if it fails, the leaves are no less safe.
	fn checkpoint(&mut self, build_every: u64) {
		if self.size() - self.known.built >= build_every {
			match self.nodes.write_out().and_then(|()| self.nodes.keep()) {
				Ok(()) => {
					self.known.built = self.size();
					self.known.root = self.root();
					self.known.summary = self.summary;
				}
				Err(error) => tracing::warn!(%error, "inner nodes of the flag log not kept"),
			}
		}
		self.known.number += 1;
		if let Err(error) = self.checkpoints.write(&self.known) {
			tracing::warn!(%error, "checkpoint of the flag log not written");
		}
	}
}

impl fmt::Debug for Log {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		to.debug_struct("Log")
			.field("leaves", &self.leaves.path())
			.field("size", &self.size())
			.field("acknowledged", &self.acknowledged())
			.finish_non_exhaustive()
	}
}
