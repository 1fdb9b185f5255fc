//! What can go wrong, on which file, and what to do about it.

use std::{
	io::{self, ErrorKind},
	path::{Path, PathBuf},
};

/// Why the log could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// Another process, or another part of this one, has the log open.
	#[error(
		"the flag log {} is in use: stop the other process, or ask it through its local API",
		path.display()
	)]
	Locked {
		/// The locked file.
		path: PathBuf,
	},
	/// The disk or a quota is full. The same call can be repeated once there is room.
	#[error(
		"no room to {doing} {}: free space on that disk and try again; \
		 what was acknowledged is safe",
		path.display()
	)]
	Full {
		/// What was being done.
		doing: &'static str,
		/// To which file.
		path: PathBuf,
		/// What the system said.
		source: io::Error,
	},
	/// The process may not touch the file, or the disk is mounted read-only.
	#[error(
		"not allowed to {doing} {}: it must belong to the user that runs the sidecar, \
		 on a disk that can be written to",
		path.display()
	)]
	Denied {
		/// What was being done.
		doing: &'static str,
		/// To which file.
		path: PathBuf,
		/// What the system said.
		source: io::Error,
	},
	/// The disk failed while it was made to keep what was written. What is in
	/// doubt is written again when the log is next opened.
	#[error(
		"the disk failed to keep {}: check the disk, then open the log again; \
		 what was acknowledged before is safe",
		path.display()
	)]
	NotKept {
		/// The file.
		path: PathBuf,
		/// What the system said; absent if it said so at an earlier call.
		source: Option<io::Error>,
	},
	/// Anything else the system refused.
	#[error("could not {doing} {}", path.display())]
	Io {
		/// What was being done.
		doing: &'static str,
		/// To which file.
		path: PathBuf,
		/// What the system said.
		source: io::Error,
	},
	/// What had been acknowledged is not there any more, or not what it was.
	#[error("{} is damaged: {what}; {remedy}", path.display())]
	Damaged {
		/// The file.
		path: PathBuf,
		/// What is wrong with it.
		what: String,
		/// What to do about it.
		remedy: &'static str,
	},
	/// The log is not that large.
	#[error("the flag log holds {size} flags; {asked} is beyond them")]
	Beyond {
		/// Index or size that was asked for.
		asked: u64,
		/// Flags in the log.
		size: u64,
	},
	/// A proof from a larger size to a smaller one was asked for.
	#[error("a log of {old} flags cannot have grown to {new}: ask with the smaller size first")]
	Reversed {
		/// The size said to be the older.
		old: u64,
		/// The size said to be the newer.
		new: u64,
	},
}

impl Error {
	/// The error for what the system said while `doing` something to `path`.
	pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
		let path = path.to_owned();
		match source.kind() {
			ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
				Error::Full { doing, path, source }
			}
			ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
				Error::Denied { doing, path, source }
			}
			_ => Error::Io { doing, path, source },
		}
	}

	/// The error for acknowledged leaves that are gone or not what they were.
	pub(crate) fn leaves_damaged(path: &Path, what: String) -> Self {
		let remedy = "restore the directory from a backup, or move it away to begin a new log \
		              (which can extend no earlier anchor)";
		Error::Damaged { path: path.to_owned(), what, remedy }
	}

	/// The error for inner nodes that are not what the leaves make them.
	pub(crate) fn nodes_damaged(path: &Path, what: String) -> Self {
		let remedy = "close the log and remove this file: it is built again from the leaves";
		Error::Damaged { path: path.to_owned(), what, remedy }
	}
}
