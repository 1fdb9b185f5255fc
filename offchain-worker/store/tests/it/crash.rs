//! kill -9 while writing: what was acknowledged is there afterwards.

use crate::support::{content, files, ROOMY};
use atous_primitives::Cid;
use atous_store::Store;
use std::{
	env,
	io::{BufRead, BufReader, Write},
	process::{Command, Stdio},
	time::Duration,
};

const DIR: &str = "ATOUS_STORE_CRASH_DIR";

/// Not a test by itself: what the killed process does. Writes and pins without end, and
/// prints each root once the store has acknowledged it.
#[test]
fn writer_to_be_killed() {
	let Ok(dir) = env::var(DIR) else { return };
	let store = Store::open(dir, ROOMY).unwrap();
	let mut out = std::io::stdout();
	for seed in std::process::id().into().. {
		let root = store.put(&content((seed % 3_000_000) as usize, seed)).unwrap();
		store.pin(root).unwrap();
		writeln!(out, "acknowledged {root}").unwrap();
		out.flush().unwrap();
	}
}

#[test]
fn what_was_acknowledged_survives_kill_9() {
	let dir = tempfile::tempdir().unwrap();
	let mut acknowledged: Vec<Cid> = Vec::new();
	for round in 0..4u64 {
		let mut writer = Command::new(env::current_exe().unwrap())
			.args(["crash::writer_to_be_killed", "--exact", "--nocapture", "--test-threads=1"])
			.env(DIR, dir.path())
			.stdout(Stdio::piped())
			.spawn()
			.unwrap();
		let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
		let killer = std::thread::spawn(move || {
			std::thread::sleep(Duration::from_millis(700 + 37 * round));
			// SIGKILL: nothing of the writer runs any more.
			writer.kill().unwrap();
			writer.wait().unwrap();
		});
		for line in lines.map_while(Result::ok) {
			if let Some(root) = line.split("acknowledged ").nth(1) {
				acknowledged.extend(root.parse::<Cid>());
			}
		}
		killer.join().unwrap();

		let store = Store::open(dir.path(), ROOMY).unwrap();
		assert_eq!(files(&dir.path().join("tmp")).len(), 0);
		let pins = store.pins();
		for root in &acknowledged {
			store.get(*root, ROOMY).unwrap();
			assert!(pins.contains(root), "{root} is not pinned any more");
		}
	}
	assert!(acknowledged.len() >= 4, "only {} roots written", acknowledged.len());
}
