//! The data folder: where everything of one device lies, owned by one sidecar at a time.
//!
//! | entry | what it is |
//! |---|---|
//! | `device.key` | seed of the device key, mode 0600 |
//! | `genesis` | the chain this device belongs to, noted at first contact |
//! | `lock` | held while a sidecar runs |
//! | `tasks/` | what the device decided about each task, before it says so on the chain |
//! | `handovers/` | outcomes it has delivered, for their requesters alone |
//! | `requests/` | what the device asked others for |
//! | `store/` | payloads, inputs and results by CID |
//! | `log/` | the flag log |
//! | `api.addr` | address of the local HTTP API while a sidecar runs |
//! | `api.sock` | Unix socket of the local API while a sidecar runs |

use crate::{
	error::{Failure, Kind},
	json::Hex,
};
use fs4::fs_std::FileExt;
use serde::de::DeserializeOwned;
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Write},
	os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
	path::{Path, PathBuf},
};

/// Longest path of a Unix socket that the kernel takes (`sun_path` is 108 bytes).
const MAX_SOCKET_PATH: usize = 107;

/// The data folder.
#[derive(Clone, Debug)]
pub struct Folder {
	root: PathBuf,
}

/// Proof that this process is the only sidecar on its data folder.
#[derive(Debug)]
pub struct Lock {
	_file: File,
}

impl Folder {
	/// Open the folder, creating it with mode 0700 where it is missing.
	pub fn open(root: &Path) -> Result<Self, Failure> {
		fs::DirBuilder::new()
			.recursive(true)
			.mode(0o700)
			.create(root)
			.map_err(|why| Failure::file("Creating the data folder", root, &why))?;
		Ok(Self { root: root.to_owned() })
	}

	/// The folder itself.
	pub fn root(&self) -> &Path {
		&self.root
	}

	/// Seed of the device key.
	pub fn key(&self) -> PathBuf {
		self.root.join("device.key")
	}

	/// The chain this device belongs to.
	pub fn genesis(&self) -> PathBuf {
		self.root.join("genesis")
	}

	/// Decisions about tasks.
	pub fn tasks(&self) -> PathBuf {
		self.root.join("tasks")
	}

	/// Outcomes delivered, for their requesters.
	pub fn handovers(&self) -> PathBuf {
		self.root.join("handovers")
	}

	/// What was asked of others.
	pub fn requests(&self) -> PathBuf {
		self.root.join("requests")
	}

	/// Blocks by CID.
	pub fn store(&self) -> PathBuf {
		self.root.join("store")
	}

	/// The flag log.
	pub fn log(&self) -> PathBuf {
		self.root.join("log")
	}

	/// Address of the local HTTP API.
	pub fn api_address(&self) -> PathBuf {
		self.root.join("api.addr")
	}

	/// Unix socket of the local API.
	pub fn socket(&self) -> Result<PathBuf, Failure> {
		let path = self.root.join("api.sock");
		if path.as_os_str().len() > MAX_SOCKET_PATH {
			return Err(Failure::new(
				Kind::Config,
				format!(
					"The data folder's path is too long for a Unix socket ({} bytes, at most \
					 {MAX_SOCKET_PATH}): {}. Choose a shorter one with --data.",
					path.as_os_str().len(),
					path.display()
				),
			));
		}
		Ok(path)
	}

	/// Become the only sidecar on this folder, until the lock is dropped.
	pub fn lock(&self) -> Result<Lock, Failure> {
		let path = self.root.join("lock");
		let file = OpenOptions::new()
			.create(true)
			.truncate(false)
			.write(true)
			.mode(0o600)
			.open(&path)
			.map_err(|why| Failure::file("Opening the lock", &path, &why))?;
		match FileExt::try_lock_exclusive(&file) {
			Ok(true) => Ok(Lock { _file: file }),
			Ok(false) => Err(Failure::new(
				Kind::Sidecar,
				format!(
					"Another sidecar already runs on the data folder {}. Stop it first, or give \
					 this one a folder of its own with --data.",
					self.root.display()
				),
			)),
			Err(why) => Err(Failure::file("Locking", &path, &why)),
		}
	}

	/// Note the chain at the device's first contact; afterwards refuse any other.
	/// Without a device key there is no device that could belong to a chain.
	pub fn pin_genesis(&self, found: &[u8; 32]) -> Result<(), Failure> {
		let path = self.genesis();
		let found = Hex(found).to_string();
		match fs::read_to_string(&path) {
			Ok(pinned) if pinned.trim() == found => Ok(()),
			Ok(pinned) => Err(Failure::new(
				Kind::OtherGenesis,
				format!(
					"The node serves a chain with genesis {found}, but the device in {} belongs \
					 to the chain with genesis {}. Point --chain at a node of that chain, or use \
					 another data folder for this one.",
					self.root.display(),
					pinned.trim()
				),
			)),
			Err(why) if why.kind() == io::ErrorKind::NotFound && !self.key().exists() => Ok(()),
			Err(why) if why.kind() == io::ErrorKind::NotFound => {
				write_atomically(&path, found.as_bytes(), 0o600)
					.map_err(|why| Failure::file("Writing", &path, &why))
			}
			Err(why) => Err(Failure::file("Reading", &path, &why)),
		}
	}

	/// Whether nobody but the owner may enter the folder.
	pub fn is_private(&self) -> io::Result<bool> {
		Ok(fs::metadata(&self.root)?.permissions().mode() & 0o077 == 0)
	}
}

/// Write a file so that after a crash there is either the old or the new one,
/// whole: to a temporary name, synced, renamed, and the folder synced.
pub fn write_atomically(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
	let temporary = path.with_extension("new");
	let mut file =
		OpenOptions::new().create(true).truncate(true).write(true).mode(mode).open(&temporary)?;
	file.write_all(bytes)?;
	file.sync_all()?;
	fs::rename(&temporary, path)?;
	match path.parent() {
		Some(folder) => File::open(folder)?.sync_all(),
		None => Ok(()),
	}
}

/// What stands in the JSON files of a folder, which is created where it is missing. One
/// that cannot be understood is passed over.
pub fn read_all<T: DeserializeOwned>(root: &Path) -> Result<Vec<T>, Failure> {
	fs::create_dir_all(root).map_err(|why| Failure::file("Creating", root, &why))?;
	let mut all = Vec::new();
	for entry in fs::read_dir(root).map_err(|why| Failure::file("Listing", root, &why))? {
		let path = entry.map_err(|why| Failure::file("Listing", root, &why))?.path();
		if path.extension().is_none_or(|extension| extension != "json") {
			continue;
		}
		let bytes = fs::read(&path).map_err(|why| Failure::file("Reading", &path, &why))?;
		match serde_json::from_slice(&bytes) {
			Ok(one) => all.push(one),
			Err(why) => tracing::error!(file = %path.display(), %why, "passed over, it is broken"),
		}
	}
	Ok(all)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_one_sidecar_runs_on_a_folder() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let folder = Folder::open(&dir.path().join("d")).expect("opens");
		assert!(folder.is_private().expect("readable"));
		let lock = folder.lock().expect("first");
		assert_eq!(folder.lock().expect_err("second").kind, Kind::Sidecar);
		drop(lock);
		folder.lock().expect("again");
	}

	#[test]
	fn the_first_chain_is_pinned_and_another_refused() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let folder = Folder::open(dir.path()).expect("opens");
		folder.pin_genesis(&[9; 32]).expect("no device yet, so nothing is pinned");
		fs::write(folder.key(), "").expect("writes");
		folder.pin_genesis(&[1; 32]).expect("first contact");
		folder.pin_genesis(&[1; 32]).expect("the same chain");
		let failure = folder.pin_genesis(&[2; 32]).expect_err("another chain");
		assert_eq!(failure.kind, Kind::OtherGenesis);
		assert!(failure.message.contains("0x0202"), "{failure}");
	}

	#[test]
	fn a_path_too_long_for_a_socket_is_refused() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let folder = Folder::open(&dir.path().join("x".repeat(120))).expect("opens");
		assert_eq!(folder.socket().expect_err("too long").kind, Kind::Config);
	}

	#[test]
	fn an_atomic_write_replaces_and_leaves_nothing_behind() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let path = dir.path().join("a.json");
		write_atomically(&path, b"1", 0o600).expect("writes");
		write_atomically(&path, b"2", 0o600).expect("writes");
		assert_eq!(fs::read(&path).expect("reads"), b"2");
		assert_eq!(fs::read_dir(dir.path()).expect("lists").count(), 1);
	}
}
