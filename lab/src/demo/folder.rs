//! The folder of the demonstration, made anew at every run.

use anyhow::{bail, Context, Result};
use std::path::{Path, PathBuf};

/// Marks a folder as ours to remove.
const MARK: &str = ".atous-demo";

/// Make `folder` anew. One that has other things in it is left alone.
pub fn fresh(folder: &Path) -> Result<PathBuf> {
	if folder.exists() {
		let empty = std::fs::read_dir(folder)
			.with_context(|| format!("reading {}", folder.display()))?
			.next()
			.is_none();
		if !empty && !folder.join(MARK).exists() {
			bail!(
				"{} is not a folder of the demonstration and is not empty: \
				 name another one with --dir or ATOUS_DEMO_DIR",
				folder.display()
			);
		}
		std::fs::remove_dir_all(folder)
			.with_context(|| format!("removing {}", folder.display()))?;
	}
	std::fs::create_dir_all(folder)
		.and_then(|()| std::fs::write(folder.join(MARK), ""))
		.with_context(|| format!("creating {}", folder.display()))?;
	folder.canonicalize().with_context(|| format!("finding {}", folder.display()))
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
		fresh(&folder).expect("a new one");
		std::fs::write(folder.join("old"), "x").expect("a file");
		fresh(&folder).expect("the same one");
		assert!(!folder.join("old").exists());
	}
}
