//! Appending, reading, proofs, and what is refused.

use crate::common::*;
use atous_log::{leaf_hash, Error, Log};
use atous_primitives::{merkle, Severity};
use proptest::prelude::*;
use std::{fs, os::unix::fs::PermissionsExt};
use tempfile::tempdir;

#[test]
fn an_empty_log_has_the_empty_root() {
	let dir = tempdir().unwrap();
	let mut log = Log::open(dir.path()).unwrap();
	assert_holds(&log, 0);
	assert_eq!(log.root(), merkle::EMPTY_ROOT);
	assert_eq!(log.sync().unwrap(), 0);
}

#[test]
fn appended_flags_are_there_before_and_after_reopening() {
	let dir = tempdir().unwrap();
	let mut log = Log::open(dir.path()).unwrap();
	for number in 0..10 {
		assert_eq!(log.append(&flag(number)).unwrap(), number);
	}
	assert_eq!(log.append_batch(&flags(25)[10..]).unwrap(), 10..25);
	assert_eq!(log.append_batch([]).unwrap(), 25..25);
	assert_eq!(log.acknowledged(), 0);
	assert_holds(&log, 25);
	assert_eq!(log.sync().unwrap(), 25);
	assert_eq!(log.acknowledged(), 25);
	log.close().unwrap();
	assert_holds(&Log::open(dir.path()).unwrap(), 25);
}

#[test]
fn files_are_for_their_owner_alone() {
	let dir = tempdir().unwrap();
	let path = dir.path().join("deep/flags");
	write_log(&path, 1);
	let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
	assert_eq!(mode(&path), 0o700);
	for name in ["leaves-1", "nodes-1", "checkpoint-1"] {
		assert_eq!(mode(&path.join(name)), 0o600);
	}
}

#[test]
fn a_second_writer_is_refused_until_the_first_is_gone() {
	let dir = tempdir().unwrap();
	let first = Log::open(dir.path()).unwrap();
	let error = Log::open(dir.path()).unwrap_err();
	assert!(matches!(&error, Error::Locked { path } if path.starts_with(dir.path())));
	assert!(error.to_string().contains("in use"));
	drop(first);
	Log::open(dir.path()).unwrap();
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
	// Not even root may create a directory here.
	let error = Log::open("/sys/atous-flags").unwrap_err();
	assert!(matches!(error, Error::Denied { .. }), "{error:?}");
	assert!(error.to_string().contains("/sys/atous-flags"), "{error}");

	let dir = tempdir().unwrap();
	let file = dir.path().join("file");
	fs::write(&file, "").unwrap();
	let error = Log::open(&file).unwrap_err();
	assert!(matches!(error, Error::Io { .. }), "{error:?}");
	assert!(error.to_string().contains("/file"), "{error}");
}

#[test]
fn reading_can_be_limited_to_a_range_and_a_severity() {
	let dir = tempdir().unwrap();
	let mut log = Log::open(dir.path()).unwrap();
	log.append_batch(&flags(1_000)).unwrap();
	assert_eq!(log.flag(999).unwrap(), flag(999));

	let indices = |found: atous_log::Flags| found.map(|item| item.unwrap().0).collect::<Vec<_>>();
	assert_eq!(indices(log.flags(990..2_000)), (990..1_000).collect::<Vec<_>>());
	assert_eq!(indices(log.flags(2_000..3_000)), [0; 0]);
	let critical = log.flags(0..1_000).at_least(Severity::Critical);
	assert_eq!(indices(critical), (0..1_000).step_by(7).collect::<Vec<_>>());
	let warnings = log.flags(0..1_000).at_least(Severity::Warning);
	assert_eq!(indices(warnings).len() as u64, log.summary().warning + log.summary().critical);
}

#[test]
fn what_is_beyond_the_log_is_refused() {
	let dir = tempdir().unwrap();
	let mut log = Log::open(dir.path()).unwrap();
	assert!(matches!(log.flag(0), Err(Error::Beyond { asked: 0, size: 0 })));
	log.append_batch(&flags(3)).unwrap();
	assert!(matches!(log.flag(3), Err(Error::Beyond { asked: 3, size: 3 })));
	assert!(matches!(log.root_at(4), Err(Error::Beyond { asked: 4, size: 3 })));
	assert!(matches!(log.inclusion_proof(2, 2), Err(Error::Beyond { asked: 2, size: 2 })));
	assert!(matches!(log.inclusion_proof(0, 4), Err(Error::Beyond { asked: 4, size: 3 })));
	assert!(matches!(log.consistency_proof(1, 4), Err(Error::Beyond { asked: 4, size: 3 })));
	assert!(matches!(log.consistency_proof(3, 2), Err(Error::Reversed { old: 3, new: 2 })));
}

/// Check every proof for `pairs` of numbers, with nothing but `merkle`.
fn verify_proofs(log: &Log, pairs: impl IntoIterator<Item = (u64, u64)>) {
	for (old, size) in pairs {
		let (old_root, root) = (log.root_at(old).unwrap(), log.root_at(size).unwrap());
		let proof = log.consistency_proof(old, size).unwrap();
		merkle::verify_consistency(old, &old_root, size, &root, &proof).unwrap();
		if old < size {
			let proof = log.inclusion_proof(old, size).unwrap();
			let leaf = leaf_hash(&log.flag(old).unwrap());
			merkle::verify_inclusion(old, size, &leaf, &proof, &root).unwrap();
		}
	}
}

#[test]
fn every_proof_of_a_small_log_verifies_in_memory_and_from_disk() {
	let dir = tempdir().unwrap();
	let pairs = || (0..=40).flat_map(|size| (0..=size).map(move |old| (old, size)));
	let mut log = Log::open(dir.path()).unwrap();
	log.append_batch(&flags(40)).unwrap();
	verify_proofs(&log, pairs());
	log.close().unwrap();
	verify_proofs(&Log::open(dir.path()).unwrap(), pairs());
}

#[test]
fn a_log_beyond_the_limits_of_memory_works() {
	// More than the nodes that wait (65,536) and the bytes that wait (1 MiB).
	let size = 150_000;
	let dir = tempdir().unwrap();
	let mut log = Log::open(dir.path()).unwrap();
	for batch in flags(size).chunks(10_000) {
		log.append_batch(batch).unwrap();
		log.sync().unwrap();
	}
	let pairs = [(0, 1), (1, 65_536), (65_537, 131_073), (99_999, 150_000), (149_999, 150_000)];
	verify_proofs(&log, pairs);
	drop(log);
	let log = Log::open(dir.path()).unwrap();
	assert_holds(&log, size);
	verify_proofs(&log, pairs);
}

proptest! {
	#![proptest_config(cases(64))]

	#[test]
	fn a_log_is_what_was_appended_however_it_is_synced_and_reopened(
		steps in prop::collection::vec((0u64..60, 0u8..4), 1..12),
		seeds in prop::collection::vec(any::<[u64; 2]>(), 20),
	) {
		let dir = tempdir().unwrap();
		let mut log = Log::open(dir.path()).unwrap();
		for (count, end) in steps {
			let size = log.size();
			log.append_batch(&flags(size + count)[size as usize..]).unwrap();
			match end {
				0 => {}
				1 => prop_assert_eq!(log.sync().unwrap(), size + count),
				2 => {
					log.close().unwrap();
					log = Log::open(dir.path()).unwrap();
				}
				_ => {
					log.sync().unwrap();
					drop(log);
					log = Log::open(dir.path()).unwrap();
				}
			}
			prop_assert_eq!(log.size(), size + count);
		}
		assert_holds(&log, log.size());
		let size = log.size();
		verify_proofs(&log, seeds.iter().map(|[a, b]| {
			let new = a % (size + 1);
			(b % (new + 1), new)
		}));
	}
}
