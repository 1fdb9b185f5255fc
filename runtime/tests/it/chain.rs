//! Consensus, fees and presets, with the whole runtime.

use crate::common::*;
use atous_primitives::Hash as Random;
use atous_runtime::{
	genesis, randomness::OwnVrfOutput, AccountId, AllPalletsWithSystem, Balances, Executive,
	Runtime, RuntimeCall, RuntimeGenesisConfig, Session, SessionKeys,
};
use atous_support::BlockRandomness;
use codec::Encode;
use frame_support::{assert_ok, traits::IntegrityTest};
use sp_consensus_babe::{
	digests::{PreDigest, SecondaryPlainPreDigest, SecondaryVRFPreDigest},
	make_vrf_sign_data, BABE_ENGINE_ID,
};
use sp_core::crypto::VrfSecret;
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::DigestItem, Digest};

fn digest(pre_digest: PreDigest) -> Digest {
	Digest { logs: vec![DigestItem::PreRuntime(BABE_ENGINE_ID, pre_digest.encode())] }
}

/// The pre-digest of a block that Alice authors in a slot.
fn authored(slot: u64) -> Digest {
	let data = make_vrf_sign_data(&Default::default(), slot.into(), 0);
	let vrf_signature = Sr25519Keyring::Alice.pair().vrf_sign(&data);
	digest(PreDigest::SecondaryVRF(SecondaryVRFPreDigest {
		authority_index: 0,
		slot: slot.into(),
		vrf_signature,
	}))
}

fn random_in(digest: Digest) -> Option<Random> {
	pallet_babe::Initialized::<Runtime>::kill();
	begin_block_with(atous_runtime::System::block_number() + 1, digest);
	OwnVrfOutput::this_block()
}

#[test]
fn blocks_own_vrf_output_is_the_markets_chance() {
	build_and_execute(|| {
		let first = random_in(authored(10)).expect("the block carries an output");
		let second = random_in(authored(11)).expect("the block carries an output");
		assert_ne!(first, second);
		assert_eq!(random_in(authored(10)), Some(first));
	});
}

#[test]
fn block_without_vrf_output_has_no_chance() {
	build_and_execute(|| {
		let plain = SecondaryPlainPreDigest { authority_index: 0, slot: 10.into() };
		assert_eq!(random_in(digest(PreDigest::SecondaryPlain(plain))), None);
		assert_eq!(random_in(Digest::default()), None);
	});
}

#[test]
fn author_gets_the_fee() {
	build_and_execute(|| {
		let alice = Sr25519Keyring::Alice.to_account_id();
		pallet_session::Validators::<Runtime>::put(vec![alice.clone()]);
		pallet_babe::Initialized::<Runtime>::kill();
		begin_block_with(2, authored(10));
		let before = Balances::free_balance(&alice);
		let bob = Sr25519Keyring::Bob.pair();
		let remark = frame_system::Call::remark { remark: vec![1; 100] };
		let transaction = signed(&bob, RuntimeCall::from(remark));
		assert_ok!(Executive::apply_extrinsic(transaction).expect("valid"));
		let fee = FUNDS - Balances::free_balance(Sr25519Keyring::Bob.to_account_id());
		assert!(fee > 0);
		assert_eq!(Balances::free_balance(&alice), before + fee);
	});
}

/// Build the state of a preset, as a node does, and look at it.
fn in_preset(name: &str, look: impl FnOnce()) {
	use frame_support::genesis_builder_helper::{build_state, get_preset};
	sp_io::TestExternalities::default().execute_with(|| {
		let default = get_preset::<RuntimeGenesisConfig>(&None, genesis::get_preset)
			.expect("there is a default");
		let patch = genesis::get_preset(&name.into()).expect("the preset exists");
		let mut json: serde_json::Value = serde_json::from_slice(&default).expect("json");
		merge(&mut json, serde_json::from_slice(&patch).expect("json"));
		build_state::<RuntimeGenesisConfig>(json.to_string().into_bytes()).expect("it builds");
		look();
		check_invariants();
	});
}

fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		}
		(into, patch) => *into = patch,
	}
}

fn accounts(keys: &[Sr25519Keyring]) -> Vec<AccountId> {
	keys.iter().map(|key| key.to_account_id()).collect()
}

#[test]
fn development_has_one_validator_and_a_sudo_key() {
	in_preset(DEV_RUNTIME_PRESET, || {
		assert_eq!(Session::validators(), accounts(&[Sr25519Keyring::Alice]));
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(Sr25519Keyring::Alice.to_account_id()));
		assert_eq!(pallet_babe::Authorities::<Runtime>::get().len(), 1);
		assert_eq!(atous_runtime::Grandpa::grandpa_authorities().len(), 1);
	});
}

#[test]
fn local_testnet_has_two_validators_and_no_sudo_key() {
	in_preset(LOCAL_TESTNET_RUNTIME_PRESET, || {
		let mut validators = Session::validators();
		validators.sort();
		let mut expected = accounts(&[Sr25519Keyring::Alice, Sr25519Keyring::Bob]);
		expected.sort();
		assert_eq!(validators, expected);
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), None);
		assert_eq!(pallet_babe::Authorities::<Runtime>::get().len(), 2);
	});
}

#[test]
fn council_is_seated_from_the_first_block() {
	in_preset(DEV_RUNTIME_PRESET, || {
		let members = pallet_collective::Members::<Runtime, atous_runtime::CouncilInstance>::get();
		assert_eq!(members.len(), 3);
	});
}

#[test]
fn validator_removed_by_the_council_leaves_with_the_session_after_next() {
	in_preset(LOCAL_TESTNET_RUNTIME_PRESET, || {
		frame_system::Pallet::<Runtime>::set_block_number(1);
		let bob = Sr25519Keyring::Bob.to_account_id();
		assert_ok!(atous_runtime::ValidatorSet::remove_member(
			frame_system::RawOrigin::Root.into(),
			bob.into()
		));
		pallet_babe::Initialized::<Runtime>::put(None::<PreDigest>);
		Session::rotate_session();
		assert_eq!(Session::validators().len(), 2);
		Session::rotate_session();
		assert_eq!(Session::validators(), accounts(&[Sr25519Keyring::Alice]));
	});
}

#[test]
fn last_validator_stays() {
	in_preset(DEV_RUNTIME_PRESET, || {
		frame_system::Pallet::<Runtime>::set_block_number(1);
		let alice = Sr25519Keyring::Alice.to_account_id();
		assert_ok!(atous_runtime::ValidatorSet::remove_member(
			frame_system::RawOrigin::Root.into(),
			alice.clone().into()
		));
		pallet_babe::Initialized::<Runtime>::put(None::<PreDigest>);
		for _ in 0..3 {
			Session::rotate_session();
			assert_eq!(Session::validators(), vec![alice.clone()]);
		}
	});
}

#[test]
fn same_validators_in_another_order_are_no_new_set() {
	type Manager = <Runtime as pallet_session::Config>::SessionManager;
	let next = || <Manager as pallet_session::SessionManager<AccountId>>::new_session(1);
	in_preset(LOCAL_TESTNET_RUNTIME_PRESET, || {
		for _ in 0..2 {
			pallet_session::Validators::<Runtime>::mutate(|validators| validators.reverse());
			assert_eq!(next(), None);
		}
		pallet_session::Validators::<Runtime>::mutate(|validators| validators.truncate(1));
		assert_eq!(next().map(|validators| validators.len()), Some(2));
	});
}

/// What each pallet asserts of its own numbers.
#[test]
fn pallets_find_their_numbers_sound() {
	sp_io::TestExternalities::default()
		.execute_with(<AllPalletsWithSystem as IntegrityTest>::integrity_test);
}

#[test]
fn session_keys_are_babe_then_grandpa() {
	use sp_runtime::traits::OpaqueKeys;
	let ids: Vec<[u8; 4]> = SessionKeys::key_ids().iter().map(|id| id.0).collect();
	assert_eq!(ids, [*b"babe", *b"gran"]);
}

#[test]
fn nothing_that_ends_a_pause_can_be_paused() {
	use frame_support::traits::Contains;
	let name = |pallet: &str, call: &str| {
		let bounded = |text: &str| text.as_bytes().to_vec().try_into().expect("short");
		(bounded(pallet), bounded(call))
	};
	type Never = <Runtime as pallet_tx_pause::Config>::WhitelistedCalls;
	assert!(Never::contains(&name("Timestamp", "set")));
	assert!(Never::contains(&name("Whitelist", "whitelist_call")));
	assert!(!Never::contains(&name("Tasks", "submit")));
	// The length a name may have is enough for every name there is.
	assert!(<Runtime as pallet_tx_pause::Config>::MaxNameLen::get() >= 64);
}

#[test]
fn block_takes_a_third_of_the_slot() {
	use atous_runtime::numbers::{block, time};
	let max = block::Weights::get().max_block;
	assert_eq!(max, block::MAX_WEIGHT);
	let picoseconds_of_slot = time::SLOT_MS * 1_000_000_000;
	assert!(3 * max.ref_time() <= picoseconds_of_slot);
}

/// The next runtime is about as large as this one, and comes in one transaction.
#[test]
fn runtime_fits_into_a_block_with_room_to_grow() {
	use frame_support::dispatch::DispatchClass::Operational;
	let room = *atous_runtime::numbers::block::Length::get().max.get(Operational) as usize;
	// There is none in a build that leaves the WebAssembly out.
	if let Some(code) = atous_runtime::WASM_BINARY {
		assert!(code.len() * 3 / 2 < room, "{} bytes of {room}", code.len());
	}
}

#[test]
fn full_block_costs_about_the_same_by_weight_and_by_length() {
	use atous_runtime::numbers::{block, fees};
	let by_weight = u128::from(block::MAX_WEIGHT.ref_time()) * fees::WEIGHT_FEE_NUMERATOR
		/ fees::WEIGHT_FEE_DENOMINATOR;
	let by_length = u128::from(block::MAX_LENGTH) * fees::ByteFee::get();
	assert!(by_weight < 2 * by_length && by_length < 2 * by_weight);
}

#[test]
fn bond_cools_down_for_longer_than_any_task_is_open() {
	use atous_runtime::numbers::{credit, tasks};
	assert!(credit::params().leave_cooldown >= tasks::params().max_deadline);
}
