//! What is kept in the store, and until when. On disk, so that a restart neither
//! loses content someone still needs nor keeps it for ever.

use super::{context::now_ms, edges::Content};
use crate::{error::Failure, folder::write_atomically};
use atous_primitives::Cid;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	fs, io,
	path::{Path, PathBuf},
	time::Duration,
};

/// Who needs one content, and until when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
	/// Open tasks that need it.
	needed_by: u32,
	/// Kept at least until then, milliseconds since the Unix epoch.
	until_ms: u64,
}

/// What is kept, and until when.
#[derive(Debug)]
pub struct Retention {
	path: PathBuf,
	kept: Mutex<BTreeMap<Cid, Kept>>,
}

impl Retention {
	/// Read the list, or begin with an empty one.
	pub fn open(path: &Path) -> Result<Self, Failure> {
		let kept = match fs::read(path) {
			Ok(bytes) => serde_json::from_slice::<Vec<(Cid, Kept)>>(&bytes)
				.unwrap_or_else(|why| {
					tracing::error!(file = %path.display(), %why, "the list of kept content is broken");
					Vec::new()
				})
				.into_iter()
				.collect(),
			Err(why) if why.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
			Err(why) => return Err(Failure::file("Reading", path, &why)),
		};
		Ok(Self { path: path.to_owned(), kept: Mutex::new(kept) })
	}

	/// Keep content for one open task more.
	pub async fn keep(&self, content: &dyn Content, cid: Cid) -> Result<(), Failure> {
		{
			let mut kept = self.kept.lock();
			kept.entry(cid).or_default().needed_by += 1;
			self.write(&kept)?;
		}
		content.pin(cid).await
	}

	/// One task less needs it; keep it for `grace` more.
	pub fn release(&self, cid: Cid, grace: Duration) -> Result<(), Failure> {
		let mut kept = self.kept.lock();
		if let Some(entry) = kept.get_mut(&cid) {
			entry.needed_by = entry.needed_by.saturating_sub(1);
			let grace = u64::try_from(grace.as_millis()).unwrap_or(u64::MAX);
			entry.until_ms = entry.until_ms.max(now_ms().saturating_add(grace));
			self.write(&kept)?;
		}
		Ok(())
	}

	/// Let go of what nobody needs and whose time is over at `now` (milliseconds
	/// since the Unix epoch).
	pub async fn sweep(&self, content: &dyn Content, now: u64) -> Result<(), Failure> {
		let over: Vec<Cid> = {
			let kept = self.kept.lock();
			let over = |entry: &Kept| entry.needed_by == 0 && entry.until_ms <= now;
			kept.iter().filter(|(_, entry)| over(entry)).map(|(cid, _)| *cid).collect()
		};
		for cid in over {
			content.unpin(cid).await?;
			let mut kept = self.kept.lock();
			kept.remove(&cid);
			self.write(&kept)?;
		}
		Ok(())
	}

	fn write(&self, kept: &BTreeMap<Cid, Kept>) -> Result<(), Failure> {
		let list: Vec<_> = kept.iter().collect();
		let json = serde_json::to_vec(&list)
			.map_err(|why| Failure::internal("Writing the list of kept content", why))?;
		write_atomically(&self.path, &json, 0o600)
			.map_err(|why| Failure::file("Writing", &self.path, &why))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::daemon::doubles::Shelf;

	#[tokio::test]
	async fn content_goes_when_nobody_needs_it_and_its_time_is_over() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let path = dir.path().join("kept.json");
		let shelf = Shelf::default();
		let cid = shelf.put(b"x".to_vec()).await.expect("puts");
		let retention = Retention::open(&path).expect("opens");
		retention.keep(&shelf, cid).await.expect("keeps");
		retention.keep(&shelf, cid).await.expect("keeps");
		retention.release(cid, Duration::ZERO).expect("releases");
		retention.sweep(&shelf, u64::MAX).await.expect("sweeps");
		assert!(shelf.is_pinned(cid), "one task still needs it");

		let retention = Retention::open(&path).expect("opens after a restart");
		retention.release(cid, Duration::from_secs(60)).expect("releases");
		retention.sweep(&shelf, now_ms()).await.expect("sweeps");
		assert!(shelf.is_pinned(cid), "its grace is not over");
		retention.sweep(&shelf, u64::MAX).await.expect("sweeps");
		assert!(!shelf.is_pinned(cid));
	}
}
