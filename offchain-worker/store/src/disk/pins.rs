//! Pins on disk: an empty file for each root.

use super::{io_error, private_dir, private_file, sync_dir};
use crate::error::StoreError;
use atous_primitives::Cid;
use std::{
	fs, io,
	path::{Path, PathBuf},
};

/// The files of a store's pins.
#[derive(Debug)]
pub(crate) struct PinFiles(PathBuf);

impl PinFiles {
	/// Open the pins in `dir` and list the roots.
	pub fn open(dir: &Path) -> Result<(Self, Vec<Cid>), StoreError> {
		let pins = dir.join("pins");
		private_dir(&pins)?;
		let mut roots = Vec::new();
		for entry in fs::read_dir(&pins).map_err(io_error("list", &pins))? {
			let entry = entry.map_err(io_error("list", &pins))?;
			match entry.file_name().to_str().map(str::parse) {
				Some(Ok(root)) => roots.push(root),
				_ => tracing::warn!(path = %entry.path().display(), "not a pin, left alone"),
			}
		}
		Ok((Self(pins), roots))
	}

	/// Pin a root. Doing so twice is doing so once.
	pub fn add(&self, root: &Cid) -> Result<(), StoreError> {
		let path = self.0.join(root.to_string());
		if !path.exists() {
			private_file(&path)?;
		}
		sync_dir(&self.0)
	}

	/// Unpin a root. One that is not pinned is no error.
	pub fn remove(&self, root: &Cid) -> Result<(), StoreError> {
		let path = self.0.join(root.to_string());
		match fs::remove_file(&path) {
			Err(error) if error.kind() != io::ErrorKind::NotFound => {
				Err(io_error("remove", &path)(error))
			}
			_ => sync_dir(&self.0),
		}
	}
}
