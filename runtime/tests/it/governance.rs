//! What a council majority can do, and what it takes, with the whole runtime.

use crate::common::*;
use atous_runtime::{
	Council, CouncilInstance, Runtime, RuntimeCall, RuntimeOrigin, System, TxPause,
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer, weights::Weight};
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie};
use sp_runtime::traits::{BlakeTwo256, Hash};

/// More than any motion of these tests takes.
const WEIGHT: Weight = Weight::from_parts(200_000_000_000, 1_000_000);

fn seat_council() {
	let members = [Alice, Bob, Charlie].map(|key| key.to_account_id()).to_vec();
	assert_ok!(Council::set_members(RuntimeOrigin::root(), members, None, 13));
}

fn by(key: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(key.to_account_id())
}

/// Pass a motion with the votes of `voters`; the first proposes.
fn pass(call: RuntimeCall, voters: &[Sr25519Keyring]) -> sp_runtime::DispatchResult {
	let index = pallet_collective::ProposalCount::<Runtime, CouncilInstance>::get();
	let (hash, length) = (BlakeTwo256::hash_of(&call), call.encoded_size() as u32);
	assert_ok!(Council::propose(by(voters[0]), 2, Box::new(call), length));
	for voter in voters {
		assert_ok!(Council::vote(by(*voter), hash, index, true));
	}
	Council::close(by(voters[0]), hash, index, WEIGHT, length).map(|_| ()).map_err(|e| e.error)
}

/// Whitelist a call and dispatch it as Root, each by a motion.
fn pass_as_root(call: RuntimeCall) {
	let call_hash: H256 = BlakeTwo256::hash_of(&call);
	let whitelist = pallet_whitelist::Call::whitelist_call { call_hash };
	assert_ok!(pass(whitelist.into(), &[Alice, Bob]));
	let call = Box::new(call);
	let dispatch = pallet_whitelist::Call::dispatch_whitelisted_call_with_preimage { call };
	assert_ok!(pass(dispatch.into(), &[Alice, Bob]));
}

#[test]
fn council_majority_dispatches_as_root() {
	build_and_execute(|| {
		seat_council();
		let code_hash = H256::repeat_byte(7);
		pass_as_root(frame_system::Call::authorize_upgrade { code_hash }.into());
		assert!(System::authorized_upgrade().is_some());
	});
}

#[test]
fn one_of_three_cannot_pass_a_motion() {
	build_and_execute(|| {
		seat_council();
		let call_hash = H256::repeat_byte(7);
		let whitelist = pallet_whitelist::Call::whitelist_call { call_hash };
		assert_noop!(
			with_storage_layer(|| pass(whitelist.into(), &[Alice])),
			pallet_collective::Error::<Runtime, CouncilInstance>::TooEarly
		);
	});
}

#[test]
fn paused_call_is_refused_until_unpaused() {
	build_and_execute(|| {
		seat_council();
		enrol(1);
		let name = |text: &str| text.as_bytes().to_vec().try_into().expect("short");
		let full_name = (name("Tasks"), name("offer"));
		let pause = pallet_tx_pause::Call::pause { full_name: full_name.clone() };
		assert_ok!(pass(pause.into(), &[Bob, Charlie]));
		let refused =
			sp_runtime::traits::Dispatchable::dispatch(offer(), RuntimeOrigin::signed(device(1)));
		assert!(refused.is_err());
		assert_ok!(TxPause::unpause(RuntimeOrigin::root(), full_name));
		let origin = RuntimeOrigin::signed(device(1));
		assert_ok!(sp_runtime::traits::Dispatchable::dispatch(offer(), origin));
	});
}
