//! The presets of a new chain.
//!
//! | preset | validators | sudo |
//! |---|---|---|
//! | `development` | Alice | Alice |
//! | `local_testnet` | Alice, Bob | none |
//!
//! Both endow Alice, Bob, Charlie, Dave, Eve and Ferdie, and make Alice, Bob and
//! Charlie the council. The keys are well known: for tests alone.

use crate::{
	numbers::token::ATOS, AccountId, BabeConfig, BalancesConfig, CouncilMembersConfig,
	RuntimeGenesisConfig, SessionConfig, SessionKeys, SudoConfig, ValidatorSetConfig,
};
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use serde_json::Value;
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// BABE's lottery: one slot in four has a primary author; the others have a
/// secondary one, who proves a VRF output too, so that every block carries chance.
pub const BABE_EPOCH: BabeEpochConfiguration =
	BabeEpochConfiguration { c: (1, 4), allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots };

/// What each well-known account is given, in 10^-12 ATOS.
const ENDOWMENT: u128 = 1_000_000 * ATOS;

/// A validator's account and session keys.
type Validator = (AccountId, SessionKeys);

fn validator(account: Sr25519Keyring, grandpa: Ed25519Keyring) -> Validator {
	let keys = SessionKeys { babe: account.public().into(), grandpa: grandpa.public().into() };
	(account.to_account_id(), keys)
}

fn alice() -> Validator {
	validator(Sr25519Keyring::Alice, Ed25519Keyring::Alice)
}

fn bob() -> Validator {
	validator(Sr25519Keyring::Bob, Ed25519Keyring::Bob)
}

fn people() -> Vec<AccountId> {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};
	[Alice, Bob, Charlie, Dave, Eve, Ferdie].map(|key| key.to_account_id()).to_vec()
}

fn preset(validators: Vec<Validator>, sudo: Option<AccountId>) -> Value {
	let members: Vec<AccountId> = validators.iter().map(|(account, _)| account.clone()).collect();
	let council: Vec<AccountId> = people().into_iter().take(3).collect();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: people().into_iter().map(|account| (account, ENDOWMENT)).collect(),
		},
		// The authorities come from the session's keys.
		babe: BabeConfig { epoch_config: BABE_EPOCH },
		validator_set: ValidatorSetConfig {
			members: members.try_into().expect("a preset has two validators at most; qed"),
		},
		session: SessionConfig {
			keys: validators
				.into_iter()
				.map(|(account, keys)| (account.clone(), account, keys))
				.collect(),
		},
		council_members: CouncilMembersConfig {
			members: council.try_into().expect("three are fewer than thirteen; qed"),
		},
		sudo: SudoConfig { key: sudo },
	})
}

/// The JSON patch of a preset.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => preset(vec![alice()], Some(alice().0)),
		LOCAL_TESTNET_RUNTIME_PRESET => preset(vec![alice(), bob()], None),
		_ => return None,
	};
	Some(patch.to_string().into_bytes())
}

/// The names of all presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)]
}
