//! The key by which peers know this device.

use super::error::ExchangeError;
use litep2p::crypto::ed25519::{Keypair, SecretKey};
use std::{
	fs::{self, OpenOptions},
	io::{self, Read, Write},
	os::unix::fs::{OpenOptionsExt, PermissionsExt},
	path::Path,
};

/// Length of a secret key, in bytes.
const KEY_BYTES: usize = 32;

/// Read the key in `path`, or make one there.
pub(crate) fn load_or_create(path: &Path) -> Result<Keypair, ExchangeError> {
	match fs::File::open(path) {
		Ok(file) => load(path, file),
		Err(error) if error.kind() == io::ErrorKind::NotFound => create(path),
		Err(source) => Err(failed("open", path)(source)),
	}
}

fn load(path: &Path, file: fs::File) -> Result<Keypair, ExchangeError> {
	let mode = file.metadata().map_err(failed("look at", path))?.permissions().mode() & 0o777;
	if mode & 0o077 != 0 {
		return Err(ExchangeError::KeyFileOpen { path: path.to_owned(), mode });
	}
	let mut key = Vec::with_capacity(KEY_BYTES + 1);
	file.take(KEY_BYTES as u64 + 1).read_to_end(&mut key).map_err(failed("read", path))?;
	let bytes = key.len();
	if bytes != KEY_BYTES {
		return Err(ExchangeError::KeyFileLength { path: path.to_owned(), bytes });
	}
	// Wipes what it was given.
	SecretKey::try_from_bytes(&mut key)
		.map(Keypair::from)
		.map_err(|error| failed("read", path)(io::Error::other(error)))
}

/// Write a new key under another name first: a key cut off half-way would be no key.
fn create(path: &Path) -> Result<Keypair, ExchangeError> {
	let secret = SecretKey::generate();
	let mut name = path.as_os_str().to_owned();
	name.push(".new");
	let new = Path::new(&name);
	// Left behind by a process that was killed here.
	let _ = fs::remove_file(new);
	let mut file = OpenOptions::new()
		.write(true)
		.create_new(true)
		.mode(0o600)
		.open(new)
		.map_err(failed("create", new))?;
	file.write_all(&secret.to_bytes())
		.and_then(|()| file.sync_all())
		.map_err(failed("write", new))?;
	fs::rename(new, path).map_err(failed("create", path))?;
	tracing::info!(path = %path.display(), "made a new identity for the content exchange");
	Ok(secret.into())
}

fn failed<'a>(doing: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> ExchangeError + 'a {
	move |source| ExchangeError::KeyFile { doing, path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn load_after_create_is_the_same_identity() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("key");
		let made = load_or_create(&path).unwrap();
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
		assert_eq!(load_or_create(&path).unwrap().public(), made.public());
		assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
	}

	#[test]
	fn load_of_an_open_or_broken_file_fails() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("key");
		load_or_create(&path).unwrap();
		fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
		let refused = load_or_create(&path);
		assert!(matches!(refused, Err(ExchangeError::KeyFileOpen { mode: 0o640, .. })));

		fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
		fs::write(&path, b"short").unwrap();
		let refused = load_or_create(&path);
		assert!(matches!(refused, Err(ExchangeError::KeyFileLength { bytes: 5, .. })));
	}
}
