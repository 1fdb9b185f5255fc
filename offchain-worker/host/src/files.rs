//! Files below a root: small, plain text, and not to be trusted.

use crate::{Absence, Unknown};
use std::{
	fs::{self, File},
	io::{self, Read},
	path::{Path, PathBuf},
	str::FromStr,
};

/// Most bytes read of one file. `/proc/stat` of a machine with 1,024 cores takes
/// about a quarter of it.
const MOST_BYTES: u64 = 1 << 20;

/// The directory in which `proc` and `sys` lie.
#[derive(Clone, Debug)]
pub(crate) struct Root(PathBuf);

impl Root {
	pub fn new(path: PathBuf) -> Self {
		Self(path)
	}

	/// The text of a file: ASCII and not blank, as all these files are. The
	/// parsers may cut it at any byte.
	pub fn text(&self, path: impl AsRef<Path>) -> Result<String, Unknown> {
		let path = self.0.join(path);
		let bytes = read(&path).map_err(|error| unreadable(&path, &error))?;
		let malformed = |what: &str| Unknown::malformed(format!("{} {what}", path.display()));
		if bytes.len() as u64 > MOST_BYTES {
			return Err(malformed("is longer than 1 MiB"));
		}
		if bytes.trim_ascii().is_empty() {
			return Err(malformed("is empty"));
		}
		match String::from_utf8(bytes) {
			Ok(text) if text.is_ascii() => Ok(text),
			_ => Err(malformed("is not plain text")),
		}
	}

	/// The one number a file holds.
	pub fn number<N: FromStr>(&self, path: impl AsRef<Path>) -> Result<N, Unknown> {
		let text = self.text(&path)?;
		text.trim().parse().map_err(|_| self.malformed(path, "is not a number in range"))
	}

	/// Names of the entries of a directory that begin with `prefix`, in their
	/// natural order (`cpu2` before `cpu10`); none if it cannot be listed.
	pub fn names(&self, path: impl AsRef<Path>, prefix: &str) -> Vec<String> {
		let Ok(entries) = fs::read_dir(self.0.join(path)) else { return Vec::new() };
		let mut names: Vec<String> = entries
			.filter_map(|entry| entry.ok()?.file_name().into_string().ok())
			.filter(|name| name.starts_with(prefix))
			.collect();
		names.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
		names
	}

	/// That a file makes no sense.
	pub fn malformed(&self, path: impl AsRef<Path>, what: impl std::fmt::Display) -> Unknown {
		Unknown::malformed(format!("{} {what}", self.0.join(path).display()))
	}
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
	let mut bytes = Vec::new();
	File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
	Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Unknown {
	let path = path.display();
	match error.kind() {
		io::ErrorKind::NotFound => Unknown::missing(format!("{path} does not exist")),
		io::ErrorKind::PermissionDenied => {
			Unknown::new(Absence::Denied, format!("{path} may not be read by this user"))
		}
		// Pressure files exist even where the kernel does not keep them.
		io::ErrorKind::Unsupported => {
			Unknown::missing(format!("{path} is switched off in this kernel"))
		}
		_ => Unknown::missing(format!("{path} cannot be read: {error}")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn unreadable_files_are_told_apart() {
		let absence =
			|kind: io::ErrorKind| unreadable(Path::new("/x"), &io::Error::from(kind)).absence;
		assert_eq!(absence(io::ErrorKind::NotFound), Absence::Missing);
		assert_eq!(absence(io::ErrorKind::PermissionDenied), Absence::Denied);
		assert_eq!(absence(io::ErrorKind::Unsupported), Absence::Missing);
		assert_eq!(absence(io::ErrorKind::IsADirectory), Absence::Missing);
	}

	#[test]
	fn text_that_is_none_fails() {
		let dir = tempfile::tempdir().unwrap();
		let root = Root::new(dir.path().to_owned());
		let why = |bytes: &[u8]| {
			fs::write(dir.path().join("file"), bytes).unwrap();
			root.text("file").unwrap_err().reason
		};
		assert!(why(b"").ends_with("is empty"));
		assert!(why(b" \n").ends_with("is empty"));
		assert!(why(b"\xff\xfe").ends_with("is not plain text"));
		assert!(why("µ".as_bytes()).ends_with("is not plain text"));
		assert!(why(&vec![b'1'; 2 << 20]).ends_with("is longer than 1 MiB"));
	}

	#[test]
	fn names_are_in_their_natural_order() {
		let dir = tempfile::tempdir().unwrap();
		for name in ["cpu10", "cpu2", "other"] {
			fs::write(dir.path().join(name), "").unwrap();
		}
		let root = Root::new(dir.path().to_owned());
		assert_eq!(root.names(".", "cpu"), ["cpu2", "cpu10"]);
		assert!(root.names("nowhere", "").is_empty());
	}
}
