//! The directory a store lives in.
//!
//! ```text
//! lock                 held while a process has the store open
//! blocks/ab/ab12…      one block, named by the digest of its bytes in hexadecimal
//! pins/bafy…           an empty file for each pinned root
//! tmp/                 blocks being written; cleared on opening
//! ```
//!
//! Directories are 0700 and files 0600: payloads are other people's.

mod files;
mod index;
mod pins;

pub(crate) use files::{BlockFiles, Checked};
pub(crate) use index::{Index, NoRoom};
pub(crate) use pins::PinFiles;

use crate::error::StoreError;
use std::{
	fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError},
	io,
	os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
	path::Path,
};

/// SHA-256 of a block: its name on disk, whatever its codec.
pub(crate) type Digest = [u8; 32];

/// Say what was being done to what when the system refused.
pub(crate) fn io_error<'a>(
	doing: &'static str,
	path: &'a Path,
) -> impl FnOnce(io::Error) -> StoreError + 'a {
	move |source| match source.kind() {
		io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
			StoreError::DiskFull { path: path.to_owned() }
		}
		_ => StoreError::Io { doing, path: path.to_owned(), source },
	}
}

/// Make a directory that only its owner can enter, whether or not it is there.
pub(crate) fn private_dir(path: &Path) -> Result<(), StoreError> {
	DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(io_error("create", path))?;
	fs::set_permissions(path, Permissions::from_mode(0o700))
		.map_err(io_error("restrict access to", path))
}

/// Make a file that only its owner can read. It must not be there yet.
pub(crate) fn private_file(path: &Path) -> Result<File, StoreError> {
	OpenOptions::new()
		.write(true)
		.create_new(true)
		.mode(0o600)
		.open(path)
		.map_err(io_error("create", path))
}

/// Write the entries of a directory to disk, so that a rename in it lasts.
pub(crate) fn sync_dir(path: &Path) -> Result<(), StoreError> {
	File::open(path).and_then(|dir| dir.sync_all()).map_err(io_error("synchronise", path))
}

/// Keep other processes out for as long as the file lives.
pub(crate) fn lock(dir: &Path) -> Result<File, StoreError> {
	let path = dir.join("lock");
	let file = OpenOptions::new()
		.write(true)
		.create(true)
		.truncate(false)
		.mode(0o600)
		.open(&path)
		.map_err(io_error("open", &path))?;
	match file.try_lock() {
		Ok(()) => Ok(file),
		Err(TryLockError::WouldBlock) => Err(StoreError::InUse { dir: dir.to_owned() }),
		Err(TryLockError::Error(source)) => Err(io_error("lock", &path)(source)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_full_disk_is_told_from_other_failures() {
		let path = Path::new("/somewhere/block");
		for (code, full) in [(28, true), (122, true), (5, false), (13, false)] {
			// ENOSPC, EDQUOT, EIO, EACCES.
			let error = io_error("write", path)(io::Error::from_raw_os_error(code));
			assert_eq!(matches!(error, StoreError::DiskFull { .. }), full, "{error}");
			assert!(error.to_string().contains("/somewhere/block"), "{error}");
		}
	}
}
