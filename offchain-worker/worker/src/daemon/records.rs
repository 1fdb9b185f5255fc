//! Records of own requests, on disk before they are sent: so that a task is
//! served, fetched and let go of after a restart, and never asked for twice.

use crate::{
	chain::{Snapshot, Task},
	error::Failure,
	folder::{read_all, write_atomically},
};
use atous_primitives::{tag, Cid, Outcome, TaskHeader, TaskId};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	fs, io,
	path::{Path, PathBuf},
};

/// Blocks after which a transaction that was sent and never seen can no longer be
/// included: its mortality, and as many again for a fork.
const VOID_AFTER: u32 = 2 * 64;

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage")]
pub enum Stage {
	/// Sent, or about to be. Whether it arrived is not known yet.
	Sending,
	/// The chain has it.
	Open {
		/// Under this number.
		task: TaskId,
	},
	/// It has ended, and what was delivered stands nowhere but here.
	Ended {
		/// Under this number.
		task: TaskId,
	},
}

/// What was delivered: an outcome that stands for the tag that its device has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
	/// The outcome.
	pub outcome: Outcome,
	/// Whether its result, if it has one, is here and kept.
	pub fetched: bool,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
	/// Number of the record: names its file.
	pub id: u64,
	/// What was asked for.
	pub header: TaskHeader,
	/// Block number at which it was sent.
	pub birth: u32,
	/// The newest own task the chain had then: this one has a higher number.
	pub after: Option<TaskId>,
	/// Whether to accept what is delivered without asking, once its result is here.
	#[serde(default)]
	pub auto_accept: bool,
	/// What was delivered, as far as it was handed over.
	#[serde(default)]
	pub received: Option<Received>,
	/// How far it has come.
	#[serde(flatten)]
	pub stage: Stage,
}

impl Record {
	/// The task, once the chain has it.
	pub fn task(&self) -> Option<TaskId> {
		match self.stage {
			Stage::Sending => None,
			Stage::Open { task } | Stage::Ended { task } => Some(task),
		}
	}

	/// What was delivered to `task`, if it is what its device has shown the tag of: in a
	/// fork since undone it may have been another device.
	pub fn received_of(&self, task: &Task) -> Option<Received> {
		let shown = task.delivery()?.tag;
		self.received.filter(|received| tag(task.id, &received.outcome) == shown)
	}

	/// The delivered result that is kept for this record.
	pub fn held(&self) -> Option<Cid> {
		match self.received {
			Some(Received { outcome: Outcome::Completed { result, .. }, fetched: true }) => {
				Some(result)
			}
			_ => None,
		}
	}

	/// The task that is this request, among those of the snapshot that no other
	/// record has (`taken`).
	pub fn adopt(&self, snapshot: &Snapshot, taken: &[TaskId]) -> Option<TaskId> {
		let is_new = |id: TaskId| self.after.is_none_or(|after| id > after) && !taken.contains(&id);
		let mut same = snapshot.requested.values().filter(|task| task.header == self.header);
		same.find(|task| is_new(task.id)).map(|task| task.id)
	}

	/// Whether it can no longer arrive.
	pub fn is_void(&self, snapshot: &Snapshot) -> bool {
		snapshot.finalized.number > self.birth.saturating_add(VOID_AFTER)
	}
}

/// All records.
#[derive(Debug)]
pub struct Records {
	root: PathBuf,
	all: Mutex<BTreeMap<u64, Record>>,
}

impl Records {
	/// Read the records of the folder, creating it where it is missing.
	pub fn open(root: &Path) -> Result<Self, Failure> {
		let all = read_all(root)?.into_iter().map(|record: Record| (record.id, record));
		Ok(Self { root: root.to_owned(), all: Mutex::new(all.collect()) })
	}

	/// A new record, on disk.
	pub fn begin(
		&self,
		header: TaskHeader,
		birth: u32,
		after: Option<TaskId>,
		auto_accept: bool,
	) -> Result<Record, Failure> {
		let id = self.all.lock().last_key_value().map_or(0, |(id, _)| id + 1);
		let (received, stage) = (None, Stage::Sending);
		let record = Record { id, header, birth, after, auto_accept, received, stage };
		self.save(&record)?;
		Ok(record)
	}

	/// Write a record.
	pub fn save(&self, record: &Record) -> Result<(), Failure> {
		let path = self.path(record.id);
		let json = serde_json::to_vec_pretty(record)
			.map_err(|why| Failure::internal("Writing a request", why))?;
		// Held while writing: whoever submits and whoever looks after it both save.
		let mut all = self.all.lock();
		write_atomically(&path, &json, 0o600)
			.map_err(|why| Failure::file("Writing", &path, &why))?;
		all.insert(record.id, record.clone());
		Ok(())
	}

	/// Remove a record.
	pub fn remove(&self, record: &Record) -> Result<(), Failure> {
		let mut all = self.all.lock();
		all.remove(&record.id);
		let path = self.path(record.id);
		match fs::remove_file(&path) {
			Err(why) if why.kind() != io::ErrorKind::NotFound => {
				Err(Failure::file("Removing", &path, &why))
			}
			_ => Ok(()),
		}
	}

	/// All records, oldest first.
	pub fn all(&self) -> Vec<Record> {
		self.all.lock().values().cloned().collect()
	}

	/// The tasks that have a record.
	pub fn tasks(&self) -> Vec<TaskId> {
		self.all.lock().values().filter_map(Record::task).collect()
	}

	/// The record of a task.
	pub fn of(&self, task: TaskId) -> Option<Record> {
		self.all.lock().values().find(|record| record.task() == Some(task)).cloned()
	}

	fn path(&self, id: u64) -> PathBuf {
		self.root.join(format!("{id}.json"))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::BlockId, daemon::doubles};

	#[test]
	fn a_record_survives_a_restart() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let records = Records::open(dir.path()).expect("opens");
		let first = records.begin(doubles::header(), 7, None, false).expect("begins");
		let second = records.begin(doubles::header(), 8, None, true).expect("begins");
		assert_ne!(first.id, second.id);
		let received = Some(Received { outcome: Outcome::OutOfFuel, fetched: true });
		let stage = Stage::Open { task: 3 };
		records.save(&Record { stage, received, ..second }).expect("saves");
		let again = Records::open(dir.path()).expect("opens again");
		assert_eq!(again.all(), records.all());
		assert_eq!(again.tasks(), [3]);
		assert_eq!(again.of(3).and_then(|record| record.received), received);
		assert_eq!(again.of(4), None);
		again.remove(&first).expect("removes");
		assert_eq!(Records::open(dir.path()).expect("opens").all().len(), 1);
	}

	#[test]
	fn a_record_of_before_there_were_deliveries_is_read() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let records = Records::open(dir.path()).expect("opens");
		let record = records.begin(doubles::header(), 7, None, false).expect("begins");
		let path = dir.path().join("0.json");
		let text = fs::read(&path).expect("reads");
		let mut json: serde_json::Value = serde_json::from_slice(&text).expect("is JSON");
		for key in ["auto_accept", "received"] {
			json.as_object_mut().and_then(|record| record.remove(key)).expect("there");
		}
		fs::write(&path, json.to_string()).expect("writes");
		assert_eq!(Records::open(dir.path()).expect("opens").all(), [record]);
	}

	#[test]
	fn what_was_delivered_counts_only_under_the_tag_that_was_shown() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let records = Records::open(dir.path()).expect("opens");
		let record = records.begin(doubles::header(), 7, None, false).expect("begins");
		let received = Received { outcome: Outcome::OutOfFuel, fetched: true };
		let record = Record { received: Some(received), ..record };
		let mut task = doubles::delivered(Outcome::OutOfFuel);
		assert_eq!(record.received_of(&task), Some(received));
		task.copies[0].tag = [0; 32];
		assert_eq!(record.received_of(&task), None, "another outcome was shown");
		assert_eq!(record.received_of(&doubles::task()), None, "nothing was delivered");
	}

	#[test]
	fn a_request_that_arrived_is_recognised_once() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let records = Records::open(dir.path()).expect("opens");
		let record = records.begin(doubles::header(), 7, None, false).expect("begins");
		let mut snapshot = Snapshot::default();
		assert_eq!(record.adopt(&snapshot, &[]), None);
		snapshot.requested.insert(0, doubles::task());
		assert_eq!(record.adopt(&snapshot, &[]), Some(0));
		assert_eq!(record.adopt(&snapshot, &[0]), None);
		let later = Record { after: Some(0), ..record };
		assert_eq!(later.adopt(&snapshot, &[]), None, "an equal one asked for before");
	}

	#[test]
	fn a_request_that_never_arrived_is_void_in_the_end() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let records = Records::open(dir.path()).expect("opens");
		let record = records.begin(doubles::header(), 7, None, false).expect("begins");
		let at = |number| Snapshot {
			finalized: BlockId { number, hash: [0; 32] },
			..Default::default()
		};
		assert!(!record.is_void(&at(100)));
		assert!(record.is_void(&at(200)));
	}
}
