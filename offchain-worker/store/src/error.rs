//! What can go wrong between content and disk.

use crate::dag::DagError;
use atous_primitives::Cid;
use std::{io, path::PathBuf};
use thiserror::Error;

/// Why the store could not do what it was asked.
#[derive(Debug, Error)]
pub enum StoreError {
	/// The file system refused.
	#[error("could not {doing} {}: {source}; check the path, its owner and its permissions", path.display())]
	Io {
		/// What was being done, as a verb.
		doing: &'static str,
		/// To which file or directory.
		path: PathBuf,
		/// What the system answered.
		source: io::Error,
	},
	/// The disk, or the user's share of it, is full. Nothing stored before is lost.
	#[error("no space left while writing {}; free space on that disk or lower the store's size cap", path.display())]
	DiskFull {
		/// The file that could not be written.
		path: PathBuf,
	},
	/// The size cap is reached by blocks that may not be evicted.
	#[error("no room for {needed} bytes: {held} of the {cap} bytes allowed are pinned or in use; raise the size cap or unpin something")]
	Full {
		/// Bytes that were to be stored.
		needed: u64,
		/// Bytes that may not be evicted.
		held: u64,
		/// The size cap, in bytes.
		cap: u64,
	},
	/// Another process has the store open.
	#[error("the store in {} is open in another process; stop that one or choose another directory", dir.display())]
	InUse {
		/// The store's directory.
		dir: PathBuf,
	},
	/// A block is not here.
	#[error("block {cid} is not in the store; fetch its content first")]
	Missing {
		/// The block.
		cid: Cid,
	},
	/// A block on disk was not what its name says. It has been removed.
	#[error("block {cid} was damaged on disk and has been removed; fetch it again, and check the disk if this repeats")]
	Corrupt {
		/// The block.
		cid: Cid,
	},
	/// The blocks are there but are not acceptable content.
	#[error(transparent)]
	Dag(#[from] DagError),
	/// The content to be stored could not be read.
	#[error("could not read the content to be stored: {0}")]
	Input(#[source] io::Error),
	/// The content could not be handed on.
	#[error("could not write out the content of {root}: {source}")]
	Output {
		/// The content's root.
		root: Cid,
		/// What the writer answered.
		source: io::Error,
	},
}
