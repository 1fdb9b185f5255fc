//! Opening: whatever state the last writer left behind, find all that it
//! acknowledged and cut off what it did not finish.

use crate::{
	appendable::{open_or_create, Appendable},
	checkpoint::{Checkpoint, CheckpointFile},
	lock::Lock,
	record::{self, RECORD_LEN},
	Error, Log,
};
use atous_primitives::merkle::{Frontier, Node};
use std::{
	fs::{DirBuilder, File},
	io::{BufReader, Read, Seek, SeekFrom},
	os::unix::fs::{DirBuilderExt, FileExt},
	path::Path,
};

const LEAVES: &str = "leaves-1";
const NODES: &str = "nodes-1";
const CHECKPOINT: &str = "checkpoint-1";

/// Length of a hash, in bytes.
pub(crate) const HASH_LEN: usize = 32;

/// Bytes read at a time while records are gone through.
const READ_AHEAD: usize = 1 << 20;

/// Open the log in `dir`.
pub(crate) fn open(dir: &Path) -> Result<Log, Error> {
	DirBuilder::new()
		.recursive(true)
		.mode(0o700)
		.create(dir)
		.map_err(|error| Error::io("create", dir, error))?;
	let leaves_path = dir.join(LEAVES);
	let leaves = open_or_create(&leaves_path)?;
	let lock = Lock::take(&leaves, &leaves_path)?;
	let nodes_path = dir.join(NODES);
	let nodes = open_or_create(&nodes_path)?;
	let checkpoints = CheckpointFile::open(&dir.join(CHECKPOINT))?;
	keep_names(dir)?;

	let expected = checkpoints.read()?;
	let (known, frontier) = match stored_tree(&leaves, &nodes, &expected) {
		Some(frontier) => (expected, frontier),
		None => {
			tracing::warn!(path = %nodes_path.display(), "inner nodes are missing: built again");
			let Checkpoint { number, acknowledged, .. } = expected;
			(Checkpoint { number, acknowledged, ..Default::default() }, Frontier::new())
		}
	};
	let nodes_len = Node::inner_count(known.built) * HASH_LEN as u64;
	let records = leaves.try_clone().map_err(|error| Error::io("open", &leaves_path, error))?;
	let mut log = Log {
		// Records that follow the acknowledged ones are written again although they
		// are there: after a failed sync the system may hold them for kept.
		leaves: Appendable::new(leaves_path, leaves, known.acknowledged * RECORD_LEN as u64),
		nodes: Appendable::new(nodes_path, nodes, nodes_len),
		frontier,
		summary: known.summary,
		checkpoints,
		known,
		_lock: lock,
	};
	log.replay(records, &expected)?;
	Ok(log)
}

impl Log {
	/// Take in the records that the tree does not cover yet, up to the first that is
	/// not whole, and cut off what remains.
	fn replay(&mut self, file: File, expected: &Checkpoint) -> Result<(), Error> {
		let path = self.leaves.path().to_owned();
		let read_error = |error| Error::io("read", &path, error);
		let length = file.metadata().map_err(read_error)?.len();
		let whole = length / RECORD_LEN as u64;
		if whole < self.known.acknowledged {
			let what = format!("it holds {whole} flags of {}", self.known.acknowledged);
			return Err(Error::leaves_damaged(&path, what));
		}

		let mut records = BufReader::with_capacity(READ_AHEAD, file);
		let start = SeekFrom::Start(self.size() * RECORD_LEN as u64);
		records.seek(start).map_err(read_error)?;
		let mut bytes = [0; RECORD_LEN];
		loop {
			self.compare(expected)?;
			let index = self.size();
			if index == whole {
				break;
			}
			records.read_exact(&mut bytes).map_err(read_error)?;
			let acknowledged = index < self.known.acknowledged;
			match record::read(&bytes) {
				Some((leaf, flag)) => {
					if !acknowledged {
						self.leaves.pending().extend_from_slice(&bytes);
					}
					self.grow(leaf, flag.severity);
					self.make_room()?;
				}
				None if acknowledged => {
					return Err(Error::leaves_damaged(&path, format!("flag {index} is not whole")))
				}
				None => break,
			}
		}
		self.settle(length)
	}

	/// At the size the checkpoint speaks of, the tree must be the one it speaks of.
	fn compare(&self, expected: &Checkpoint) -> Result<(), Error> {
		if self.size() == expected.built && self.root() != expected.root {
			let what = format!("the first {} flags are not what they were", expected.built);
			return Err(Error::leaves_damaged(self.leaves.path(), what));
		}
		Ok(())
	}

	/// Make the disk hold what was found, and no more. `length` is what the file of
	/// leaves had, in bytes.
	fn settle(&mut self, length: u64) -> Result<(), Error> {
		let torn = length - self.leaves.len();
		if torn > 0 {
			let path = self.leaves.path().display();
			tracing::warn!(%path, bytes = torn, "unfinished flags cut off");
			self.leaves.write_out()?;
			self.leaves.cut()?;
			self.leaves.keep()?;
		}
		self.finish()
	}
}

/// The tree as the checkpoint knows it, from what is stored of it; `None` if that
/// is not enough, or makes another tree.
fn stored_tree(leaves: &File, nodes: &File, known: &Checkpoint) -> Option<Frontier> {
	let stored = |node: Node| {
		if node.level == 0 {
			let mut bytes = [0; RECORD_LEN];
			leaves.read_exact_at(&mut bytes, node.index * RECORD_LEN as u64).ok()?;
			return record::read(&bytes).map(|(leaf, _)| leaf);
		}
		let mut hash = [0; HASH_LEN];
		nodes.read_exact_at(&mut hash, node.inner_position() * HASH_LEN as u64).ok()?;
		Some(hash)
	};
	let tree = Frontier::from_nodes(known.built, |node| stored(node).ok_or(())).ok()?;
	(tree.root() == known.root).then_some(tree)
}

/// Make the disk keep the names of the files in `dir`, and of `dir` itself.
fn keep_names(dir: &Path) -> Result<(), Error> {
	let keep = |dir: &Path| File::open(dir)?.sync_all();
	if let Some(parent) = dir.parent() {
		// The parent may be closed to us; it matters only when `dir` is new.
		let _ = keep(parent);
	}
	keep(dir).map_err(|error| Error::io("keep the names in", dir, error))
}
