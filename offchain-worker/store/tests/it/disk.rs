//! Room, pins, and what lies on disk.

use crate::support::{block_file, content, files, MIB, ROOMY};
use atous_primitives::Cid;
use atous_store::{Store, StoreError};
use std::{fs, os::unix::fs::PermissionsExt, path::Path};

const M: u64 = MIB as u64;

fn mode(path: &Path) -> u32 {
	fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn only_the_owner_can_read() {
	let dir = tempfile::tempdir().unwrap();
	let dir = dir.path().join("deep").join("store");
	let store = Store::open(&dir, ROOMY).unwrap();
	let root = store.put(b"secret").unwrap();
	store.pin(root).unwrap();
	for file in files(&dir) {
		assert_eq!(mode(&file), 0o600, "{}", file.display());
		assert_eq!(mode(file.parent().unwrap()), 0o700, "{}", file.display());
	}
	assert_eq!(mode(&dir), 0o700);
	assert_eq!(files(&dir).len(), 3, "the lock, the block, the pin");
}

#[test]
fn open_twice_fails() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), ROOMY).unwrap();
	assert!(matches!(Store::open(dir.path(), ROOMY), Err(StoreError::InUse { .. })));
	drop(store);
	Store::open(dir.path(), ROOMY).unwrap();
}

#[test]
fn open_after_a_crash_clears_what_was_half_written() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), ROOMY).unwrap();
	let root = store.put(b"whole").unwrap();
	drop(store);
	// As kill -9 leaves them: begun, and written but not yet named.
	let temporary = dir.path().join("tmp");
	fs::write(temporary.join("0"), b"").unwrap();
	fs::write(temporary.join("17"), b"half a blo").unwrap();
	let store = Store::open(dir.path(), ROOMY).unwrap();
	assert_eq!(files(&temporary).len(), 0);
	assert_eq!(store.get(root, 99).unwrap(), b"whole");
	assert_eq!(store.stats().bytes, 5);
	store.put(b"more").unwrap();
	assert_eq!(files(&temporary).len(), 0);
}

#[test]
fn put_evicts_the_least_recently_used() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), 3 * M).unwrap();
	let roots: Vec<Cid> = (0..3).map(|n| store.put(&content(MIB, n)).unwrap()).collect();
	store.get(roots[0], M).unwrap();
	let last = store.put(&content(MIB, 3)).unwrap();
	assert!(store.has(roots[0]).unwrap(), "used since");
	assert!(!store.has(roots[1]).unwrap(), "least recently used");
	assert!(!block_file(dir.path(), roots[1]).exists());
	assert!(store.has(roots[2]).unwrap());
	assert!(store.has(last).unwrap());
	assert_eq!(store.stats().bytes, 3 * M);
}

#[test]
fn pinned_content_stays_and_too_much_of_it_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), 4 * M).unwrap();
	let whole = content(2 * MIB + 10, 1);
	let pinned = store.put(&whole).unwrap();
	store.pin(pinned).unwrap();
	for n in 10..15 {
		store.put(&content(MIB, n)).unwrap();
	}
	assert_eq!(store.get(pinned, ROOMY).unwrap(), whole);

	let refused = store.put(&content(2 * MIB, 20)).unwrap_err();
	assert!(matches!(refused, StoreError::Full { cap, .. } if cap == 4 * M), "{refused}");
	assert_eq!(store.get(pinned, ROOMY).unwrap(), whole);

	store.unpin(pinned).unwrap();
	assert_eq!(store.stats().held_bytes, 0);
	store.put(&content(2 * MIB, 20)).unwrap();
	assert!(!store.has(pinned).unwrap());
}

#[test]
fn pins_survive_a_restart() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), ROOMY).unwrap();
	let whole = content(2 * MIB + 10, 1);
	let pinned = store.put(&whole).unwrap();
	store.pin(pinned).unwrap();
	let held = store.stats().held_bytes;
	let loose: Vec<Cid> = (10..13).map(|n| store.put(&content(MIB, n)).unwrap()).collect();
	drop(store);

	// With less room than before: what is not pinned goes, oldest first.
	let store = Store::open(dir.path(), 4 * M).unwrap();
	assert_eq!(store.pins(), [pinned]);
	assert_eq!(store.stats().held_bytes, held);
	assert!(store.stats().bytes <= 4 * M);
	assert_eq!(store.get(pinned, ROOMY).unwrap(), whole);
	assert!(!store.has(loose[0]).unwrap());

	store.unpin(pinned).unwrap();
	drop(store);
	let store = Store::open(dir.path(), 4 * M).unwrap();
	assert_eq!(store.pins(), []);
}

#[test]
fn pin_before_arrival_keeps_what_arrives() {
	let dir = tempfile::tempdir().unwrap();
	let whole = content(2 * MIB + 10, 1);
	let elsewhere = tempfile::tempdir().unwrap();
	let root = Store::open(elsewhere.path(), ROOMY).unwrap().put(&whole).unwrap();

	let store = Store::open(dir.path(), 4 * M).unwrap();
	store.pin(root).unwrap();
	assert_eq!(store.put(&whole).unwrap(), root);
	for n in 10..15 {
		store.put(&content(MIB, n)).unwrap();
	}
	assert_eq!(store.get(root, ROOMY).unwrap(), whole);
}

#[test]
fn pins_of_shared_blocks_are_independent() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), 5 * M).unwrap();
	let shared = content(MIB, 1);
	let a = [&shared[..], b"a"].concat();
	let b = [&shared[..], b"b"].concat();
	let roots = [&a, &b].map(|whole| store.put(whole).unwrap());
	store.pin(roots[0]).unwrap();
	store.pin(roots[0]).unwrap();
	store.pin(roots[1]).unwrap();
	store.unpin(roots[0]).unwrap();
	for n in 10..16 {
		store.put(&content(MIB, n)).unwrap();
	}
	assert_eq!(store.get(roots[1], ROOMY).unwrap(), b);
	assert!(!store.has(roots[0]).unwrap());
}

#[test]
fn write_that_fails_loses_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), ROOMY).unwrap();
	let root = store.put(b"before").unwrap();
	let before = store.stats();
	let temporary = dir.path().join("tmp");
	fs::remove_dir(&temporary).unwrap();
	let refused = store.put(b"after").unwrap_err();
	assert!(refused.to_string().contains("tmp"), "{refused}");
	assert_eq!(store.stats(), before);
	fs::create_dir(&temporary).unwrap();
	store.put(b"after").unwrap();
	assert_eq!(store.get(root, 99).unwrap(), b"before");
}

#[test]
fn foreign_files_are_left_alone() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), ROOMY).unwrap();
	store.put(b"ours").unwrap();
	drop(store);
	let foreign = [dir.path().join("blocks/readme"), dir.path().join("pins/readme")];
	for file in &foreign {
		fs::write(file, b"not ours").unwrap();
	}
	let store = Store::open(dir.path(), ROOMY).unwrap();
	assert_eq!(store.stats().blocks, 1);
	assert!(foreign.iter().all(|file| file.exists()));
}

#[test]
fn many_threads_share_one_store() {
	let dir = tempfile::tempdir().unwrap();
	// Room for eight of nine, so that blocks are evicted and written anew all the time. Each
	// of four threads takes up two at most: one it writes while another has just done so.
	let store = Store::open(dir.path(), 64_000).unwrap();
	std::thread::scope(|scope| {
		for thread in 0..4u64 {
			let store = store.clone();
			scope.spawn(move || {
				for step in 0..60u64 {
					let whole = content(8_000, (thread + step) % 9);
					let root = store.put(&whole).unwrap();
					match store.get(root, ROOMY) {
						Ok(back) => assert_eq!(back, whole),
						Err(StoreError::Missing { .. }) => {}
						Err(error) => panic!("{error}"),
					}
				}
			});
		}
	});
	let stats = store.stats();
	assert_eq!(stats.held_bytes, 0);
	let on_disk: u64 = files(&dir.path().join("blocks"))
		.iter()
		.map(|file| fs::metadata(file).unwrap().len())
		.sum();
	assert_eq!(stats.bytes, on_disk);
}
