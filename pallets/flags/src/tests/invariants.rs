//! The checks themselves, and constants held against one another.

use crate::{mock::*, Anchor, Anchors, Proof, WeightInfo};
use codec::{Encode, MaxEncodedLen};
use frame_support::{assert_ok, traits::Hooks};

#[test]
fn integrity_test_holds() {
	Flags::integrity_test();
}

#[test]
fn try_state_finds_each_broken_invariant() {
	let sound = || Anchor { size: 2, root: [0; 32], summary: summary(1, 1), block: 1 };
	let broken = [
		("flags 1", Anchor { size: 0, summary: summary(0, 0), ..sound() }),
		("flags 2", Anchor { size: 3, ..sound() }),
		("flags 3", Anchor { block: 2, ..sound() }),
	];
	for (expected, anchor) in broken {
		build_and_execute(|| {
			Anchors::<Test>::insert(STRANGER, anchor);
			let found = format!("{:?}", Flags::do_try_state().unwrap_err());
			assert!(found.contains(expected), "{found}");
			Anchors::<Test>::insert(STRANGER, sound());
			assert_ok!(Flags::do_try_state());
		});
	}
}

#[test]
fn weight_grows_by_the_same_for_each_hash() {
	type Weights = crate::weights::SubstrateWeight<Test>;
	let step = Weights::anchor(1) - Weights::anchor(0);
	assert!(step.ref_time() > 0);
	assert_eq!(Weights::anchor(64), Weights::anchor(0) + step * 64);
}

#[test]
fn a_proof_of_64_hashes_is_the_longest() {
	assert!(Proof::try_from(vec![[0; 32]; 64]).is_ok());
	assert!(Proof::try_from(vec![[0; 32]; 65]).is_err());
	assert_eq!(
		Proof::max_encoded_len(),
		Proof::try_from(vec![[0; 32]; 64]).unwrap().encode().len()
	);
}
