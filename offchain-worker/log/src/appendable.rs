//! A file that only grows, with its newest bytes still in memory.

use crate::Error;
use std::{
	fs::{File, OpenOptions},
	os::unix::fs::{FileExt, OpenOptionsExt},
	path::{Path, PathBuf},
};

/// Bytes held in memory before they are handed to the system: 1 MiB, large
/// enough that the call costs nothing beside the hashing.
const PENDING_LIMIT: usize = 1 << 20;

/// Open `path` for reading and writing; create it, for its owner alone, if need be.
pub(crate) fn open_or_create(path: &Path) -> Result<File, Error> {
	OpenOptions::new()
		.read(true)
		.write(true)
		.create(true)
		.truncate(false)
		.mode(0o600)
		.open(path)
		.map_err(|error| Error::io("open", path, error))
}

/// A growing file. Bytes pass through three stages: pending (in memory), written
/// (with the system: a killed process loses nothing), kept (on the disk).
pub(crate) struct Appendable {
	path: PathBuf,
	file: File,
	/// Bytes written.
	written: u64,
	/// Bytes that follow them.
	pending: Vec<u8>,
	/// Whether the disk once failed to keep what was written. The system reports
	/// that only once and may call the lost pages clean, so nothing more is believed.
	failed: bool,
}

impl Appendable {
	/// Continue `file` after its first `length` bytes; whatever follows them is
	/// overwritten by what is appended.
	pub(crate) fn new(path: PathBuf, file: File, length: u64) -> Self {
		Self { path, file, written: length, pending: Vec::new(), failed: false }
	}

	pub(crate) fn path(&self) -> &Path {
		&self.path
	}

	/// Where the next appended byte will stand.
	pub(crate) fn len(&self) -> u64 {
		self.written + self.pending.len() as u64
	}

	/// Where new bytes go. They must be whole records: a reader may come between.
	pub(crate) fn pending(&mut self) -> &mut Vec<u8> {
		&mut self.pending
	}

	/// Write out what is pending if it has become much. After an error nothing is
	/// lost: it stays pending and the next call tries again.
	pub(crate) fn make_room(&mut self) -> Result<(), Error> {
		self.trusted()?;
		if self.pending.len() < PENDING_LIMIT {
			return Ok(());
		}
		self.write_out()
	}

	/// Write out what is pending, and nothing after it remains in the file.
	pub(crate) fn write_out(&mut self) -> Result<(), Error> {
		self.trusted()?;
		self.file
			.write_all_at(&self.pending, self.written)
			.map_err(|error| Error::io("append to", &self.path, error))?;
		self.written += self.pending.len() as u64;
		self.pending.clear();
		self.pending.shrink_to(PENDING_LIMIT);
		Ok(())
	}

	/// Make the disk keep what was written.
	pub(crate) fn keep(&mut self) -> Result<(), Error> {
		self.trusted()?;
		self.file.sync_data().map_err(|error| {
			self.failed = true;
			Error::NotKept { path: self.path.clone(), source: Some(error) }
		})
	}

	/// Cut the file off after what was written.
	pub(crate) fn cut(&mut self) -> Result<(), Error> {
		self.file.set_len(self.written).map_err(|error| Error::io("cut", &self.path, error))
	}

	/// Fill `bytes` from `position` on; all of them must have been appended.
	pub(crate) fn read(&self, position: u64, bytes: &mut [u8]) -> Result<(), Error> {
		let in_file = self.written.saturating_sub(position).min(bytes.len() as u64) as usize;
		let (from_file, from_memory) = bytes.split_at_mut(in_file);
		self.file
			.read_exact_at(from_file, position)
			.map_err(|error| Error::io("read", &self.path, error))?;
		if !from_memory.is_empty() {
			let start = (position + in_file as u64 - self.written) as usize;
			let held = self.pending.get(start..start + from_memory.len());
			from_memory.copy_from_slice(held.expect("the caller reads what was appended; qed"));
		}
		Ok(())
	}

	fn trusted(&self) -> Result<(), Error> {
		if self.failed {
			return Err(Error::NotKept { path: self.path.clone(), source: None });
		}
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A file on a device that is always full.
	fn full() -> Appendable {
		let path = PathBuf::from("/dev/full");
		let file = OpenOptions::new().read(true).write(true).open(&path).unwrap();
		Appendable::new(path, file, 0)
	}

	#[test]
	fn a_full_disk_is_named_and_loses_nothing() {
		let mut file = full();
		file.pending().extend([7; 80]);
		let error = file.write_out().unwrap_err();
		assert!(matches!(&error, Error::Full { path, .. } if path == Path::new("/dev/full")));
		let text = error.to_string();
		assert!(text.contains("/dev/full") && text.contains("free space"), "{text}");

		assert_eq!(file.len(), 80);
		let mut bytes = [0; 80];
		file.read(0, &mut bytes).unwrap();
		assert_eq!(bytes, [7; 80]);

		// Once there is room, the same bytes are written.
		let room = tempfile::tempfile().unwrap();
		file.file = room;
		file.write_out().unwrap();
		file.read(0, &mut bytes).unwrap();
		assert_eq!(bytes, [7; 80]);
	}

	#[test]
	fn room_is_asked_for_only_when_much_is_pending() {
		let mut file = full();
		file.pending().extend([0; PENDING_LIMIT - 1]);
		file.make_room().unwrap();
		file.pending().push(0);
		assert!(matches!(file.make_room(), Err(Error::Full { .. })));
	}

	#[test]
	fn a_read_may_span_file_and_memory() {
		let mut file = Appendable::new("test".into(), tempfile::tempfile().unwrap(), 0);
		file.pending().extend([1, 2, 3]);
		file.write_out().unwrap();
		file.pending().extend([4, 5, 6]);
		for start in 0..6u64 {
			for end in start..6 {
				let mut bytes = vec![0; (end - start) as usize];
				file.read(start, &mut bytes).unwrap();
				assert_eq!(bytes, (start as u8 + 1..end as u8 + 1).collect::<Vec<_>>());
			}
		}
	}

	#[test]
	fn after_a_failed_sync_nothing_is_believed() {
		// A pipe cannot be made to keep anything: fsync fails with EINVAL.
		let (_reader, writer) = std::io::pipe().unwrap();
		let file = File::from(std::os::fd::OwnedFd::from(writer));
		let mut file = Appendable::new("pipe".into(), file, 0);
		assert!(matches!(file.keep(), Err(Error::NotKept { source: Some(_), .. })));
		assert!(matches!(file.make_room(), Err(Error::NotKept { source: None, .. })));
		assert!(matches!(file.write_out(), Err(Error::NotKept { source: None, .. })));
		assert!(matches!(file.keep(), Err(Error::NotKept { source: None, .. })));
	}
}
