//! Killed, cut off, damaged: what is found again, and what is refused.

use crate::common::*;
use atous_log::{Error, Log};
use proptest::prelude::*;
use std::{
	fs,
	io::{BufRead, BufReader},
	os::unix::fs::FileExt,
	path::Path,
	process::{Command, Stdio},
	time::Duration,
};
use tempfile::{tempdir, TempDir};

const FILES: [&str; 3] = ["leaves-1", "nodes-1", "checkpoint-1"];

/// Set for a child process of this test: the directory in which it shall write.
const WRITER_DIR: &str = "ATOUS_LOG_TEST_WRITER";

/// Not a test of its own: the process that [`killed_at_any_moment`] kills. Appends
/// batches for ever and prints how many flags are acknowledged.
#[test]
fn writer() {
	let Ok(dir) = std::env::var(WRITER_DIR) else { return };
	let mut log = Log::open(dir).unwrap();
	loop {
		let start = log.size();
		let batch: Vec<_> = (start..start + 1 + start % 37).map(flag).collect();
		log.append_batch(&batch).unwrap();
		println!("acknowledged {}", log.sync().unwrap());
	}
}

#[test]
fn killed_at_any_moment_loses_nothing_acknowledged() {
	let dir = tempdir().unwrap();
	let mut before = 0;
	for round in 0..12u64 {
		let mut child = Command::new(std::env::current_exe().unwrap())
			.args(["--exact", "crash::writer", "--nocapture", "--test-threads=1"])
			.env(WRITER_DIR, dir.path())
			.stdout(Stdio::piped())
			.spawn()
			.unwrap();
		let output = BufReader::new(child.stdout.take().unwrap());
		// Kill it while it writes: a while after its first acknowledgement.
		let mut lines = output.lines().map(|line| line.unwrap());
		let acknowledged = |line: String| {
			line.split("acknowledged ").nth(1).and_then(|number| number.parse::<u64>().ok())
		};
		let mut last = lines.by_ref().find_map(acknowledged).unwrap();
		std::thread::sleep(Duration::from_millis(round * 7 % 40));
		// On Unix this is SIGKILL.
		child.kill().unwrap();
		child.wait().unwrap();
		last = lines.filter_map(acknowledged).last().unwrap_or(last);

		assert!(last > before, "the writer went on from where the last one was killed");
		let log = Log::open(dir.path()).unwrap();
		assert!(log.size() >= last, "{} of {last} acknowledged flags", log.size());
		assert_holds(&log, log.size());
		before = log.size();
	}
}

/// What the disk may hold after a power cut: the files as they were when `synced`
/// flags had been acknowledged, and the leaves of more that were on their way.
fn power_cut(synced: u64, more: u64) -> TempDir {
	let (live, cut) = (tempdir().unwrap(), tempdir().unwrap());
	let mut log = Log::open(live.path()).unwrap();
	log.append_batch(&flags(synced)).unwrap();
	log.sync().unwrap();
	for name in FILES {
		fs::copy(live.path().join(name), cut.path().join(name)).unwrap();
	}
	log.append_batch(&flags(synced + more)[synced as usize..]).unwrap();
	log.sync().unwrap();
	fs::copy(live.path().join(FILES[0]), cut.path().join(FILES[0])).unwrap();
	cut
}

fn cut_file(dir: &Path, name: &str, length: u64) {
	let file = fs::OpenOptions::new().write(true).open(dir.join(name)).unwrap();
	file.set_len(length).unwrap();
}

fn overwrite(dir: &Path, name: &str, position: u64, bytes: &[u8]) {
	let file = fs::OpenOptions::new().write(true).open(dir.join(name)).unwrap();
	file.write_all_at(bytes, position).unwrap();
}

/// Open, check, append to and reopen a log that must have come back with `size` flags.
fn assert_recovers(dir: &Path, size: u64) {
	let mut log = Log::open(dir).unwrap();
	assert_holds(&log, size);
	assert_eq!(log.acknowledged(), size);
	log.append_batch(&flags(size + 9)[size as usize..]).unwrap();
	log.sync().unwrap();
	drop(log);
	assert_holds(&Log::open(dir).unwrap(), size + 9);
}

proptest! {
	#![proptest_config(cases(96))]

	#[test]
	fn leaves_cut_at_any_byte_after_the_acknowledged(
		synced in 0u64..40, more in 1u64..20, seed in any::<u64>(),
	) {
		let dir = power_cut(synced, more);
		let length = synced * RECORD_LEN + seed % (more * RECORD_LEN + 1);
		cut_file(dir.path(), "leaves-1", length);
		assert_recovers(dir.path(), length / RECORD_LEN);
	}

	#[test]
	fn leaves_garbled_anywhere_after_the_acknowledged(
		synced in 0u64..40, more in 1u64..20, seed in any::<u64>(), garbage in any::<[u8; 3]>(),
	) {
		let dir = power_cut(synced, more);
		let position = synced * RECORD_LEN + seed % (more * RECORD_LEN - 3);
		let path = dir.path().join("leaves-1");
		let original = fs::read(&path).unwrap();
		overwrite(dir.path(), "leaves-1", position, &garbage);
		let changed = fs::read(&path).unwrap();
		let first = original.iter().zip(&changed).position(|(a, b)| a != b);
		let whole = first.map_or(synced + more, |byte| byte as u64 / RECORD_LEN);
		assert_recovers(dir.path(), whole);
	}

	#[test]
	fn acknowledged_leaves_cut_off_are_never_accepted(
		synced in 1u64..40, seed in any::<u64>(),
	) {
		let dir = power_cut(synced, 3);
		let length = seed % (synced * RECORD_LEN);
		cut_file(dir.path(), "leaves-1", length);
		for _ in 0..2 {
			let error = Log::open(dir.path()).unwrap_err();
			prop_assert!(matches!(error, Error::Damaged { .. }), "{:?}", error);
		}
		// Nothing was cut off by looking.
		prop_assert_eq!(fs::metadata(dir.path().join("leaves-1")).unwrap().len(), length);
	}

	#[test]
	fn nodes_cut_at_any_byte_are_built_again(size in 1u64..200, seed in any::<u64>()) {
		let dir = tempdir().unwrap();
		write_log(dir.path(), size);
		let path = dir.path().join("nodes-1");
		cut_file(dir.path(), "nodes-1", seed % (fs::metadata(path).unwrap().len() + 1));
		assert_recovers(dir.path(), size);
	}

	#[test]
	fn any_checkpoint_will_do(size in 1u64..200, garbage in prop::collection::vec(any::<u8>(), 0..1_024)) {
		let dir = tempdir().unwrap();
		write_log(dir.path(), size);
		fs::write(dir.path().join("checkpoint-1"), garbage).unwrap();
		assert_recovers(dir.path(), size);
	}
}

#[test]
fn lost_nodes_and_checkpoint_are_built_again() {
	for lost in [&["nodes-1"][..], &["checkpoint-1"], &["nodes-1", "checkpoint-1"]] {
		let dir = tempdir().unwrap();
		write_log(dir.path(), 100);
		lost.iter().for_each(|name| fs::remove_file(dir.path().join(name)).unwrap());
		assert_recovers(dir.path(), 100);
	}
}

#[test]
fn a_changed_flag_is_reported_when_it_is_read() {
	let dir = tempdir().unwrap();
	write_log(dir.path(), 100);
	overwrite(dir.path(), "leaves-1", 50 * RECORD_LEN + 20, b"changed");
	let log = Log::open(dir.path()).unwrap();
	assert_eq!(log.flag(49).unwrap(), flag(49));
	let error = log.flag(50).unwrap_err();
	assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
	assert!(
		error.to_string().contains("flag 50") && error.to_string().contains("backup"),
		"{error}"
	);
	assert!(matches!(log.inclusion_proof(51, 100), Err(Error::Damaged { .. })));
	assert!(matches!(log.check(), Err(Error::Damaged { .. })));
	let mut read = log.flags(0..100);
	assert_eq!(read.by_ref().filter(|item| item.is_ok()).count(), 50);
	assert!(read.next().is_none());
}

#[test]
fn a_flag_replaced_with_its_check_is_reported_when_the_tree_is_built() {
	let (dir, other) = (tempdir().unwrap(), tempdir().unwrap());
	write_log(dir.path(), 100);
	let mut log = Log::open(other.path()).unwrap();
	log.append(&flag(1_000)).unwrap();
	log.close().unwrap();
	let forged = fs::read(other.path().join("leaves-1")).unwrap();
	overwrite(dir.path(), "leaves-1", 50 * RECORD_LEN, &forged);
	let error = Log::open(dir.path()).unwrap().check().unwrap_err();
	assert!(matches!(error, Error::Damaged { .. }), "{error:?}");

	fs::remove_file(dir.path().join("nodes-1")).unwrap();
	let error = Log::open(dir.path()).unwrap_err();
	assert!(error.to_string().contains("not what they were"), "{error}");
}

#[test]
fn a_changed_node_is_found_by_the_check_and_mended_by_removing_the_file() {
	let dir = tempdir().unwrap();
	write_log(dir.path(), 100);
	overwrite(dir.path(), "nodes-1", 5 * 32, b"changed");
	let error = Log::open(dir.path()).unwrap().check().unwrap_err();
	assert!(error.to_string().contains("remove this file"), "{error}");
	fs::remove_file(dir.path().join("nodes-1")).unwrap();
	assert_recovers(dir.path(), 100);
}
