//! The lock that makes an open log the only writer.

use crate::Error;
use std::{
	fs::{File, TryLockError},
	path::Path,
};

/// The lock on a file. Ends when it is dropped, or with the process.
pub(crate) struct Lock(File);

impl Lock {
	/// Lock `file`, or say that another has.
	pub(crate) fn take(file: &File, path: &Path) -> Result<Self, Error> {
		let own = file.try_clone().map_err(|error| Error::io("open", path, error))?;
		own.try_lock().map_err(|refused| match refused {
			TryLockError::WouldBlock => Error::Locked { path: path.to_owned() },
			TryLockError::Error(error) => Error::io("lock", path, error),
		})?;
		Ok(Self(own))
	}
}

impl Drop for Lock {
	fn drop(&mut self) {
		// Closing the file is not enough: a process that is just being started holds
		// a copy of it, and so of the lock, until it becomes another program.
		if let Err(error) = self.0.unlock() {
			tracing::warn!(%error, "flag log not unlocked before it was closed");
		}
	}
}
