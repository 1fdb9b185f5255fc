//! Where the built programs lie: beside whatever is running now.

use anyhow::{bail, Context, Result};
use std::path::{Path, PathBuf};

/// Path of the built program `name`: in the folder of the running program, or in
/// the one above it (test programs lie in `deps/`).
pub fn path_of(name: &str) -> Result<PathBuf> {
	let own = std::env::current_exe().context("finding the running program")?;
	let folders = own.ancestors().skip(1).take(2);
	for folder in folders {
		let candidate = folder.join(name);
		if candidate.is_file() {
			return Ok(candidate);
		}
	}
	bail!("{name} has not been built beside {}: run `make build` first", own.display())
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
	let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
	manifest.parent().unwrap_or(manifest).join(path)
}
