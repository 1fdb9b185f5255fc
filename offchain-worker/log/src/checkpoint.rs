//! What is known to be on the disk.
//!
//! A checkpoint is written after the disk has kept what it speaks of, so one that
//! is out of date is only ever too modest. It needs no sync of its own. Two slots
//! are written in turn, so a torn write leaves the other.

use crate::{appendable::open_or_create, Error};
use atous_primitives::{merkle::EMPTY_ROOT, outcome::sha256, FlagSummary, Hash};
use codec::{Decode, Encode};
use std::{
	fs::File,
	os::unix::fs::FileExt,
	path::{Path, PathBuf},
};

/// Distance of the two slots, in bytes: a sector each.
const SLOT_DISTANCE: u64 = 512;
/// Length of a checkpoint's SCALE form, in bytes.
const BODY_LEN: usize = 80;
/// Leading bytes of its SHA-256 that stand behind it.
const CHECK_LEN: usize = 8;
const SLOT_LEN: usize = BODY_LEN + CHECK_LEN;

/// What is known to be on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Checkpoint {
	/// Counts checkpoints, so that the newer of two is known.
	pub(crate) number: u64,
	/// Leaves kept. They were acknowledged and must be there.
	pub(crate) acknowledged: u64,
	/// Leaves up to which the inner nodes are kept as well, no more than
	/// `acknowledged`. From here on nodes are built again when the log is opened.
	pub(crate) built: u64,
	/// Root of the first `built` leaves.
	pub(crate) root: Hash,
	/// Summary of the first `built` leaves.
	pub(crate) summary: FlagSummary,
}

impl Default for Checkpoint {
	/// Nothing is known.
	fn default() -> Self {
		Self {
			number: 0,
			acknowledged: 0,
			built: 0,
			root: EMPTY_ROOT,
			summary: FlagSummary::default(),
		}
	}
}

impl Checkpoint {
	fn to_slot(self) -> Vec<u8> {
		let mut slot = self.encode();
		let check = sha256(&[&slot]);
		slot.extend_from_slice(&check[..CHECK_LEN]);
		slot
	}

	fn from_slot(slot: &[u8]) -> Option<Self> {
		let (body, check) = slot.split_at_checked(BODY_LEN)?;
		if sha256(&[body])[..CHECK_LEN] != *check {
			return None;
		}
		let checkpoint = Self::decode(&mut &*body).ok()?;
		(checkpoint.built <= checkpoint.acknowledged).then_some(checkpoint)
	}
}

/// The file of the two slots.
pub(crate) struct CheckpointFile {
	path: PathBuf,
	file: File,
}

impl CheckpointFile {
	pub(crate) fn open(path: &Path) -> Result<Self, Error> {
		Ok(Self { path: path.to_owned(), file: open_or_create(path)? })
	}

	/// The newest valid checkpoint, or one that says that nothing is known.
	pub(crate) fn read(&self) -> Result<Checkpoint, Error> {
		let mut newest = Checkpoint::default();
		for slot in 0..2 {
			let mut bytes = [0; SLOT_LEN];
			match self.file.read_exact_at(&mut bytes, slot * SLOT_DISTANCE) {
				Ok(()) => {}
				Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => continue,
				Err(error) => return Err(Error::io("read", &self.path, error)),
			}
			let found = Checkpoint::from_slot(&bytes).unwrap_or_default();
			if found.number > newest.number {
				newest = found;
			}
		}
		Ok(newest)
	}

	/// Write `checkpoint` over the older slot.
	pub(crate) fn write(&self, checkpoint: &Checkpoint) -> Result<(), Error> {
		let position = checkpoint.number % 2 * SLOT_DISTANCE;
		self.file
			.write_all_at(&checkpoint.to_slot(), position)
			.map_err(|error| Error::io("write", &self.path, error))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn numbered(number: u64) -> Checkpoint {
		Checkpoint { number, acknowledged: number * 10, built: number, ..Default::default() }
	}

	fn file() -> (tempfile::TempDir, CheckpointFile) {
		let dir = tempfile::tempdir().unwrap();
		let file = CheckpointFile::open(&dir.path().join("checkpoint")).unwrap();
		(dir, file)
	}

	#[test]
	fn a_slot_has_the_length_it_says() {
		assert_eq!(numbered(1).encode().len(), BODY_LEN);
	}

	#[test]
	fn the_newest_is_read() {
		let (_dir, file) = file();
		assert_eq!(file.read().unwrap(), Checkpoint::default());
		for number in 1..6 {
			file.write(&numbered(number)).unwrap();
			assert_eq!(file.read().unwrap(), numbered(number));
		}
	}

	#[test]
	fn a_torn_write_leaves_the_one_before() {
		let (_dir, file) = file();
		file.write(&numbered(4)).unwrap();
		for torn in 0..SLOT_LEN {
			file.write(&numbered(3)).unwrap();
			let next = numbered(5).to_slot();
			file.file.write_all_at(&next[..torn], SLOT_DISTANCE).unwrap();
			assert_eq!(file.read().unwrap(), numbered(4));
		}
	}

	#[test]
	fn one_that_contradicts_itself_is_refused() {
		let impossible = Checkpoint { acknowledged: 1, built: 2, ..numbered(1) };
		assert_eq!(Checkpoint::from_slot(&impossible.to_slot()), None);
	}
}
