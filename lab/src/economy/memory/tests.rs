//! The state does what the SDK's does.

use super::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One of a few keys, some of them the beginning of others.
fn key(chance: &mut ChaCha8Rng) -> Vec<u8> {
	(0..chance.gen_range(1..4)).map(|_| chance.gen_range(0..3)).collect()
}

/// A step that changes both states alike.
fn step(chance: &mut ChaCha8Rng, both: [&mut dyn Externalities; 2], open: &mut u32) {
	let (what, key, value) = (chance.gen_range(0..12), key(chance), chance.gen::<u8>());
	for state in both {
		match what {
			0..=3 => state.place_storage(key.clone(), Some(vec![value; 3])),
			4..=5 => state.place_storage(key.clone(), None),
			6..=7 => state.storage_append(vec![9, key[0]], vec![value]),
			8 => assert_eq!(state.clear_prefix(&key, None, None).maybe_cursor, None),
			9 => state.storage_start_transaction(),
			10 => assert_eq!(state.storage_commit_transaction().is_ok(), *open > 0),
			_ => assert_eq!(state.storage_rollback_transaction().is_ok(), *open > 0),
		}
	}
	match what {
		9 => *open += 1,
		10.. => *open = open.saturating_sub(1),
		_ => {}
	}
}

fn all(state: &mut dyn Externalities) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
	let mut keys = vec![Vec::new()];
	while let Some(next) = state.next_storage_key(&keys[keys.len() - 1]) {
		keys.push(next);
	}
	keys.into_iter().skip(1).map(|key| (key.clone(), state.storage(&key))).collect()
}

#[test]
fn it_does_what_the_sdks_state_does() {
	for seed in 0..20 {
		let chance = &mut ChaCha8Rng::seed_from_u64(seed);
		let (mut own, mut sdks) = (Memory::new(Storage::default()), BasicExternalities::default());
		let mut open = 0;
		for at in 0..300 {
			step(chance, [&mut own, &mut sdks], &mut open);
			assert_eq!(all(&mut own), all(&mut sdks), "seed {seed}, step {at}");
		}
		let version = StateVersion::V1;
		assert_eq!(own.storage_root(version), sdks.storage_root(version));
	}
}

#[test]
fn nothing_to_undo_is_kept_where_no_transaction_is_open() {
	let mut state = Memory::new(Storage::default());
	state.place_storage(vec![1], Some(vec![1]));
	state.storage_start_transaction();
	state.place_storage(vec![1], None);
	assert_eq!(state.undo.len(), 1);
	state.storage_commit_transaction().unwrap();
	assert!(state.undo.is_empty() && !state.exists_storage(&[1]));
}
