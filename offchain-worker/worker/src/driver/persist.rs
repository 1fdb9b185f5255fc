//! What a device remembers, on disk: one small JSON file a task, each write atomic
//! and synced before anything is said to the chain.

use super::TaskLocal;
use crate::{
	error::{Failure, Kind},
	folder::write_atomically,
};
use atous_primitives::TaskId;
use std::{
	fs, io,
	path::{Path, PathBuf},
};

/// The folder of task files.
#[derive(Clone, Debug)]
pub struct TaskFiles {
	root: PathBuf,
}

impl TaskFiles {
	/// Open the folder, creating it where it is missing.
	pub fn open(root: &Path) -> Result<Self, Failure> {
		fs::create_dir_all(root).map_err(|why| Failure::file("Creating", root, &why))?;
		Ok(Self { root: root.to_owned() })
	}

	/// Everything remembered. A file that cannot be read is put aside under
	/// another name, so that one broken file does not stop the device.
	pub fn load(&self) -> Result<Vec<TaskLocal>, Failure> {
		let entries =
			fs::read_dir(&self.root).map_err(|why| Failure::file("Listing", &self.root, &why))?;
		let mut tasks = Vec::new();
		for entry in entries {
			let path = entry.map_err(|why| Failure::file("Listing", &self.root, &why))?.path();
			if path.extension().is_none_or(|extension| extension != "json") {
				continue;
			}
			let bytes = fs::read(&path).map_err(|why| Failure::file("Reading", &path, &why))?;
			match serde_json::from_slice::<TaskLocal>(&bytes) {
				Ok(local) if self.path(local.task) == path => tasks.push(local),
				Ok(_) => put_aside(&path, "names another task"),
				Err(why) => put_aside(&path, &why.to_string()),
			}
		}
		tasks.sort_by_key(|local| local.task);
		Ok(tasks)
	}

	/// Remember; returns when it is on disk.
	pub fn save(&self, local: &TaskLocal) -> Result<(), Failure> {
		let path = self.path(local.task);
		let json = serde_json::to_vec_pretty(local)
			.map_err(|why| Failure::internal("Writing what was decided about a task", why))?;
		write_atomically(&path, &json, 0o600).map_err(|why| {
			Failure::new(
				Kind::InputOutput,
				format!(
					"Writing {} failed: {why}. Nothing is committed to before it is on disk.",
					path.display()
				),
			)
		})
	}

	/// Forget.
	pub fn remove(&self, task: TaskId) -> Result<(), Failure> {
		let path = self.path(task);
		match fs::remove_file(&path) {
			Err(why) if why.kind() != io::ErrorKind::NotFound => {
				Err(Failure::file("Removing", &path, &why))
			}
			_ => Ok(()),
		}
	}

	fn path(&self, task: TaskId) -> PathBuf {
		self.root.join(format!("{task}.json"))
	}
}

fn put_aside(path: &Path, why: &str) {
	let aside = path.with_extension("broken");
	tracing::error!(file = %path.display(), aside = %aside.display(), why, "task file is broken");
	if let Err(why) = fs::rename(path, &aside) {
		tracing::error!(file = %path.display(), %why, "cannot put it aside");
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::AccountId, driver::Stage};
	use atous_primitives::{Cid, Outcome};

	fn taken(task: TaskId) -> TaskLocal {
		let device = AccountId::from([1; 32]);
		TaskLocal { task, digest: [2; 32], device, stage: Stage::Taken }
	}

	fn files() -> (tempfile::TempDir, TaskFiles) {
		let dir = tempfile::tempdir().expect("temporary folder");
		let files = TaskFiles::open(&dir.path().join("tasks")).expect("opens");
		(dir, files)
	}

	#[test]
	fn what_was_decided_is_read_back_the_same() {
		let (_dir, files) = files();
		let mut first = taken(3);
		first.decide(Outcome::Completed { result: Cid::of_raw(b"r"), fuel: 7 }, [9; 32]);
		let mut second = taken(4);
		second.decline("no memory");
		let third = taken(5);
		for local in [&first, &second, &third] {
			files.save(local).expect("saves");
		}
		assert_eq!(files.load().expect("loads"), [first, second, third]);
		files.remove(4).expect("removes");
		files.remove(4).expect("removing again is nothing");
		assert_eq!(files.load().expect("loads").len(), 2);
	}

	#[test]
	fn a_broken_file_is_put_aside() {
		let (dir, files) = files();
		files.save(&taken(1)).expect("saves");
		fs::write(dir.path().join("tasks/2.json"), b"{\"task\":2").expect("writes");
		assert_eq!(files.load().expect("loads").len(), 1);
		assert!(dir.path().join("tasks/2.broken").exists());
	}

	#[test]
	fn a_decision_never_changes() {
		let mut local = taken(1);
		local.decide(Outcome::OutOfFuel, [1; 32]);
		let commitment = local.commitment();
		local.decide(Outcome::Unavailable, [2; 32]);
		local.decline("late");
		assert_eq!(local.commitment(), commitment);
	}
}
