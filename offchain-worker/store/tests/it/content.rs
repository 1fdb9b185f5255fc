//! Content in and out of one store.

use crate::support::{block_file, content, MIB, ROOMY};
use atous_primitives::{Cid, Codec};
use atous_store::{DagError, Store, StoreError};
use proptest::prelude::*;
use std::io::{self, Read};

fn store() -> (tempfile::TempDir, Store) {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), ROOMY).unwrap();
	(dir, store)
}

#[test]
fn put_of_nothing_is_the_empty_raw_block() {
	let (_dir, store) = store();
	let root = store.put(b"").unwrap();
	// As `ipfs add --cid-version 1` prints for an empty file.
	let text = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
	assert_eq!(root.to_string(), text);
	assert_eq!(store.get(root, 0).unwrap(), b"");
	assert!(store.has(root).unwrap());
}

#[test]
fn put_of_one_chunk_is_raw_and_of_more_is_a_tree() {
	let (_dir, store) = store();
	for (bytes, codec, blocks) in [
		(MIB - 1, Codec::Raw, 1),
		(MIB, Codec::Raw, 2),
		(MIB + 1, Codec::DagPb, 5),
		(3 * MIB, Codec::DagPb, 9),
	] {
		let whole = content(bytes, bytes as u64);
		let root = store.put(&whole).unwrap();
		assert_eq!(root.codec, codec, "{bytes} bytes");
		assert_eq!(store.stats().blocks, blocks, "{bytes} bytes");
		assert_eq!(store.get(root, bytes as u64).unwrap(), whole);
		assert_eq!(store.put_reader(&whole[..]).unwrap(), root);
	}
}

#[test]
fn put_of_repeated_chunks_stores_them_once() {
	let (_dir, store) = store();
	let whole = vec![7; 5 * MIB + 3];
	let root = store.put(&whole).unwrap();
	assert_eq!(store.stats().blocks, 3, "the chunk, the rest, the node");
	assert_eq!(store.get(root, ROOMY).unwrap(), whole);
}

#[test]
fn get_beyond_the_limit_fails_before_reading_it() {
	let (_dir, store) = store();
	let root = store.put(&content(2 * MIB, 1)).unwrap();
	let max = 2 * MIB as u64 - 1;
	let refused = store.get(root, max).unwrap_err();
	let expected = DagError::TooLarge { root, bytes: 2 * MIB as u64, max };
	assert!(matches!(refused, StoreError::Dag(error) if error == expected));
	let small = store.put(b"four").unwrap();
	assert!(matches!(store.get(small, 3), Err(StoreError::Dag(DagError::TooLarge { .. }))));
}

#[test]
fn get_of_absent_content_fails() {
	let (_dir, store) = store();
	let cid = Cid::of_raw(b"never stored");
	assert!(matches!(store.get(cid, 99), Err(StoreError::Missing { cid: c }) if c == cid));
	assert_eq!(store.missing_blocks(cid).unwrap(), [cid]);
	assert!(!store.has(cid).unwrap());
}

#[test]
fn put_reader_that_fails_leaves_room_as_it_was() {
	struct Broken(usize);
	impl Read for Broken {
		fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
			self.0 = self.0.checked_sub(into.len()).ok_or(io::ErrorKind::BrokenPipe)?;
			Ok(into.len())
		}
	}
	let (_dir, store) = store();
	let refused = store.put_reader(Broken(3 * MIB / 2));
	assert!(matches!(refused, Err(StoreError::Input(_))));
	assert_eq!(store.stats().held_bytes, 0);
}

#[test]
fn damaged_leaf_is_reported_once_and_can_be_put_again() {
	let (dir, store) = store();
	let whole = content(2 * MIB + 5, 2);
	let root = store.put(&whole).unwrap();
	let leaf = Cid::of_raw(&whole[MIB..2 * MIB]);
	let file = block_file(dir.path(), leaf);
	let mut bytes = std::fs::read(&file).unwrap();
	bytes[MIB / 2] ^= 1;
	std::fs::write(&file, bytes).unwrap();

	assert!(matches!(store.get(root, ROOMY), Err(StoreError::Corrupt { cid }) if cid == leaf));
	assert!(!file.exists());
	assert!(matches!(store.get(root, ROOMY), Err(StoreError::Missing { cid }) if cid == leaf));
	assert_eq!(store.missing_blocks(root).unwrap(), [leaf]);
	assert_eq!(store.put(&whole).unwrap(), root);
	assert_eq!(store.get(root, ROOMY).unwrap(), whole);
}

#[test]
fn put_mends_what_is_damaged_cut_off_or_gone() {
	let (dir, store) = store();
	let whole = content(MIB, 3);
	let root = store.put(&whole).unwrap();
	let file = block_file(dir.path(), root);
	for damage in [
		|file: &std::path::Path| std::fs::write(file, b"rubbish"),
		|file: &std::path::Path| std::fs::write(file, b""),
		|file: &std::path::Path| std::fs::write(file, vec![0; 3 * MIB]),
		|file: &std::path::Path| std::fs::remove_file(file),
	] {
		damage(&file).unwrap();
		assert_eq!(store.put(&whole).unwrap(), root);
		assert_eq!(store.get(root, ROOMY).unwrap(), whole);
	}
	assert_eq!(store.stats().bytes, MIB as u64);
}

#[test]
fn damaged_node_counts_as_missing() {
	let (dir, store) = store();
	let root = store.put(&content(2 * MIB, 4)).unwrap();
	std::fs::write(block_file(dir.path(), root), b"rubbish").unwrap();
	assert_eq!(store.missing_blocks(root).unwrap(), [root]);
}

#[test]
fn leaf_cut_off_between_runs_counts_as_missing() {
	let (dir, store) = store();
	let whole = content(2 * MIB, 5);
	let root = store.put(&whole).unwrap();
	drop(store);
	let leaf = Cid::of_raw(&whole[..MIB]);
	std::fs::write(block_file(dir.path(), leaf), &whole[..100]).unwrap();
	let store = Store::open(dir.path(), ROOMY).unwrap();
	assert_eq!(store.missing_blocks(root).unwrap(), [leaf]);
	assert!(!store.has(root).unwrap());
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	/// Whatever lies around a chunk's edge comes back, from a slice or in dribs and drabs.
	#[test]
	fn round_trip_around_chunk_edges(
		chunks in 0usize..4,
		offset in -3isize..4,
		seed in any::<u64>(),
		gulp in 1usize..2_000_000,
	) {
		struct Dribs<'a>(&'a [u8], usize);
		impl Read for Dribs<'_> {
			fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
				let length = into.len().min(self.1);
				self.0.read(&mut into[..length])
			}
		}
		let bytes = (chunks * MIB).saturating_add_signed(offset);
		let whole = content(bytes, seed);
		let (_dir, store) = store();
		let root = store.put(&whole).unwrap();
		prop_assert_eq!(store.put_reader(Dribs(&whole, gulp)).unwrap(), root);
		prop_assert_eq!(store.get(root, bytes as u64).unwrap(), whole);
		if bytes > 0 {
			prop_assert!(store.get(root, bytes as u64 - 1).is_err());
		}
	}
}
