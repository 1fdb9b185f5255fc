//! Block files: whole or not there.

use super::{io_error, private_dir, private_file, sync_dir, Digest};
use crate::error::StoreError;
use atous_primitives::outcome::sha256;
use std::{
	fs::{self, DirEntry},
	io::{self, Read, Write},
	path::{Path, PathBuf},
	sync::atomic::{AtomicU64, Ordering},
	time::SystemTime,
};

/// The files of a store's blocks.
#[derive(Debug)]
pub(crate) struct BlockFiles {
	blocks: PathBuf,
	temporary: PathBuf,
	/// Names temporary files apart.
	next: AtomicU64,
}

/// A block written and synchronised under a temporary name. Dropping it removes it.
#[derive(Debug)]
pub(crate) struct Written(PathBuf);

impl Drop for Written {
	fn drop(&mut self) {
		// After a rename there is nothing left to remove; after a failure the next
		// opening tries again.
		let _ = fs::remove_file(&self.0);
	}
}

/// A block found on opening.
#[derive(Debug)]
pub(crate) struct Found {
	/// Its name.
	pub digest: Digest,
	/// Its length, in bytes.
	pub bytes: u64,
	/// When it was written.
	pub written: SystemTime,
}

impl BlockFiles {
	/// Open the files in `dir`: clear what was being written when the process last ended,
	/// and list the rest.
	pub fn open(dir: &Path) -> Result<(Self, Vec<Found>), StoreError> {
		let files = Self {
			blocks: dir.join("blocks"),
			temporary: dir.join("tmp"),
			next: AtomicU64::new(0),
		};
		private_dir(&files.blocks)?;
		private_dir(&files.temporary)?;
		for entry in entries(&files.temporary)? {
			let path = entry.path();
			fs::remove_file(&path).map_err(io_error("remove", &path))?;
		}
		let mut found = Vec::new();
		for shard in entries(&files.blocks)? {
			if shard.file_type().is_ok_and(|kind| kind.is_dir()) {
				for entry in entries(&shard.path())? {
					found.extend(recognise(&entry)?);
				}
			}
		}
		Ok((files, found))
	}

	/// Write a block under a temporary name and synchronise it.
	pub fn write(&self, block: &[u8]) -> Result<Written, StoreError> {
		let number = self.next.fetch_add(1, Ordering::Relaxed);
		let path = self.temporary.join(number.to_string());
		let mut file = private_file(&path)?;
		let written = Written(path);
		file.write_all(block)
			.and_then(|()| file.sync_all())
			.map_err(io_error("write", &written.0))?;
		Ok(written)
	}

	/// Give a written block its name. It lasts once [`BlockFiles::sync`] has returned.
	pub fn name(&self, written: &Written, digest: &Digest) -> Result<(), StoreError> {
		let path = self.path(digest);
		match fs::rename(&written.0, &path) {
			Err(error) if error.kind() == io::ErrorKind::NotFound => {
				// The first block of its shard. The shard's own entry must last too.
				private_dir(&self.shard(digest))?;
				sync_dir(&self.blocks)?;
				fs::rename(&written.0, &path)
			}
			done => done,
		}
		.map_err(io_error("rename a new block to", &path))
	}

	/// Make the naming of a block last.
	pub fn sync(&self, digest: &Digest) -> Result<(), StoreError> {
		sync_dir(&self.shard(digest))
	}

	/// Read a block of at most `longest` bytes and check it.
	pub fn read(&self, digest: &Digest, longest: u64) -> Result<Checked, StoreError> {
		let path = self.path(digest);
		let mut block = Vec::new();
		let read = fs::File::open(&path).and_then(|file| {
			// A file grown by damage must not fill the memory.
			file.take(longest + 1).read_to_end(&mut block)
		});
		match read {
			Ok(_) if sha256(&[&block]) == *digest => Ok(Checked::Whole(block)),
			Ok(_) => Ok(Checked::Damaged),
			Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Checked::Absent),
			Err(error) => Err(io_error("read", &path)(error)),
		}
	}

	/// Remove a block. One that is not there is no error.
	pub fn remove(&self, digest: &Digest) -> Result<(), StoreError> {
		let path = self.path(digest);
		match fs::remove_file(&path) {
			Err(error) if error.kind() != io::ErrorKind::NotFound => {
				Err(io_error("remove", &path)(error))
			}
			_ => Ok(()),
		}
	}

	fn shard(&self, digest: &Digest) -> PathBuf {
		self.blocks.join(hex::encode(&digest[..1]))
	}

	fn path(&self, digest: &Digest) -> PathBuf {
		self.shard(digest).join(hex::encode(digest))
	}
}

/// What reading a block found.
#[derive(Debug)]
pub(crate) enum Checked {
	/// The bytes its name promises.
	Whole(Vec<u8>),
	/// Other bytes.
	Damaged,
	/// Nothing.
	Absent,
}

fn entries(dir: &Path) -> Result<Vec<DirEntry>, StoreError> {
	fs::read_dir(dir).and_then(Iterator::collect).map_err(io_error("list", dir))
}

/// A block, if a file is one by its name. Others are left alone: they are not ours.
fn recognise(entry: &DirEntry) -> Result<Option<Found>, StoreError> {
	let mut digest = Digest::default();
	let name = entry.file_name();
	if hex::decode_to_slice(name.as_encoded_bytes(), &mut digest).is_err() {
		tracing::warn!(path = %entry.path().display(), "not a block, left alone");
		return Ok(None);
	}
	let path = entry.path();
	let metadata = entry.metadata().map_err(io_error("look at", &path))?;
	let written = metadata.modified().map_err(io_error("look at", &path))?;
	Ok(Some(Found { digest, bytes: metadata.len(), written }))
}
