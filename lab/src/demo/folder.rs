//! The folder of the demonstration, made anew at every run.

use anyhow::{bail, Context, Result};
use std::{
	fs::{File, TryLockError},
	path::{Path, PathBuf},
};

/// Marks a folder as ours to remove.
const MARK: &str = ".atous-demo";

/// A folder of ours. While it lives, no other demonstration takes the folder.
pub struct Fresh {
	/// Where it is.
	pub path: PathBuf,
	_lock: File,
}

/// Make `folder` anew. One that has other things in it is left alone, and one in which
/// a demonstration still runs.
pub fn fresh(folder: &Path) -> Result<Fresh> {
	let mark = folder.join(MARK);
	if folder.exists() {
		let empty = std::fs::read_dir(folder)
			.with_context(|| format!("reading {}", folder.display()))?
			.next()
			.is_none();
		if !empty && !mark.exists() {
			bail!(
				"{} is not a folder of the demonstration and is not empty: \
				 name another one with --dir or ATOUS_DEMO_DIR",
				folder.display()
			);
		}
		if mark.exists() {
			// Given up with the folder a line further down.
			let _former = lock(&mark)?;
		}
		std::fs::remove_dir_all(folder)
			.with_context(|| format!("removing {}", folder.display()))?;
	}
	std::fs::create_dir_all(folder)
		.and_then(|()| std::fs::write(&mark, ""))
		.with_context(|| format!("creating {}", folder.display()))?;
	let path = folder.canonicalize().with_context(|| format!("finding {}", folder.display()))?;
	Ok(Fresh { _lock: lock(&mark)?, path })
}

fn lock(mark: &Path) -> Result<File> {
	let file = File::open(mark).with_context(|| format!("opening {}", mark.display()))?;
	match file.try_lock() {
		Ok(()) => Ok(file),
		Err(TryLockError::WouldBlock) => bail!(
			"another demonstration still runs in {}: end it with Ctrl+C, or name another \
			 folder with --dir or ATOUS_DEMO_DIR",
			mark.parent().unwrap_or(mark).display()
		),
		Err(TryLockError::Error(why)) => {
			Err(why).with_context(|| format!("locking {}", mark.display()))
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_folder_with_other_things_is_left_alone() {
		let other = tempfile::tempdir().expect("a folder");
		std::fs::write(other.path().join("precious"), "x").expect("a file");
		assert!(fresh(other.path()).is_err());
		assert!(other.path().join("precious").exists());
	}

	#[test]
	fn our_own_folder_is_made_anew() {
		let parent = tempfile::tempdir().expect("a folder");
		let folder = parent.path().join("demo");
		drop(fresh(&folder).expect("a new one"));
		std::fs::write(folder.join("old"), "x").expect("a file");
		drop(fresh(&folder).expect("the same one"));
		assert!(!folder.join("old").exists());
	}

	#[test]
	fn a_folder_in_use_is_left_alone() {
		let parent = tempfile::tempdir().expect("a folder");
		let folder = parent.path().join("demo");
		let running = fresh(&folder).expect("a new one");
		std::fs::write(folder.join("chain"), "x").expect("a file");
		assert!(fresh(&folder).is_err());
		assert!(folder.join("chain").exists());
		drop(running);
		fresh(&folder).expect("it is free again");
	}
}
