//! The real runtime in memory: its genesis, its blocks, and calls to it.
//!
//! Storage is a plain map without a trie: no root is computed. Calls carry a signed
//! origin and no signature, and cost no fee. Everything else is the runtime's own.

use super::{memory::Memory, plan::Plan};
use anyhow::{anyhow, Result};
use atous_runtime::{
	genesis::BABE_EPOCH, AccountId, BabeConfig, BalancesConfig, Credit, Hash, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeGenesisConfig, RuntimeOrigin, Signature, System, Tasks,
};
use atous_support::settings::Settings;
use codec::{Decode, Encode};
use frame_support::{
	storage::{storage_prefix, unhashed},
	traits::Hooks,
	weights::WeightMeter,
};
use frame_system::EventRecord;
use rand::RngCore;
use rand_chacha::ChaCha8Rng;
use sp_consensus_babe::digests::{PreDigest, SecondaryVRFPreDigest};
use sp_core::{
	sr25519::{self, vrf::VrfSignature},
	Pair,
};
use sp_runtime::{traits::Dispatchable, BuildStorage, DispatchError};

/// What every owner has, in smallest bonds.
const BONDS_OF_AN_OWNER: u128 = 1_000;
/// Blocks from a consent to its end.
const CONSENT_BLOCKS: u32 = 10;

/// The state of a chain.
pub struct World {
	state: Memory,
}

impl World {
	/// A new chain with the plan's numbers, and bonds for `owners`.
	pub fn new(plan: &Plan, owners: &[AccountId]) -> Result<Self> {
		let funds = plan.credit.min_bond.saturating_mul(BONDS_OF_AN_OWNER);
		let genesis = RuntimeGenesisConfig {
			babe: BabeConfig {
				authorities: vec![(sp_keyring::Sr25519Keyring::Alice.public().into(), 1)],
				epoch_config: BABE_EPOCH,
				..Default::default()
			},
			balances: BalancesConfig {
				balances: owners.iter().map(|owner| (owner.clone(), funds)).collect(),
				..Default::default()
			},
			..Default::default()
		};
		let storage =
			genesis.build_storage().map_err(|why| anyhow!("building a genesis: {why}"))?;
		let mut world = Self { state: Memory::new(storage) };
		world.execute(|| {
			frame_system::BlockHash::<Runtime>::insert(0, Hash::repeat_byte(1));
			pallet_credit::Numbers::<Runtime>::put(Settings::new(plan.credit));
			pallet_tasks::Settings::<Runtime>::put(Settings::new(plan.market.clone()));
		});
		Ok(world)
	}

	/// Do something with the state.
	pub fn execute<R>(&mut self, what: impl FnOnce() -> R) -> R {
		self.state.execute_with(what)
	}
}

/// Begin block `now` of `session`, with a VRF output by `chance`.
pub fn begin_block(now: u32, session: u32, chance: &mut ChaCha8Rng) {
	System::set_block_number(now);
	pallet_session::CurrentIndex::<Runtime>::put(session);
	pallet_babe::Initialized::<Runtime>::put(Some(pre_digest(now, chance)));
	<Credit as Hooks<u32>>::on_initialize(now);
	<Tasks as Hooks<u32>>::on_initialize(now);
	let mut meter = WeightMeter::new();
	<Credit as Hooks<u32>>::on_poll(now, &mut meter);
	<Tasks as Hooks<u32>>::on_poll(now, &mut meter);
}

/// End block `now`. Returns what happened in it, in order.
pub fn end_block(now: u32) -> Vec<RuntimeEvent> {
	<Credit as Hooks<u32>>::on_finalize(now);
	<Tasks as Hooks<u32>>::on_finalize(now);
	let events = unhashed::get_or_default::<Vec<EventRecord<RuntimeEvent, Hash>>>(&events_key());
	System::reset_events();
	events.into_iter().map(|record| record.event).collect()
}

/// Where the events of a block are. Reading them as a stream, as the pallet does, copies
/// all of them for every two kilobytes.
fn events_key() -> [u8; 32] {
	storage_prefix(b"System", b"Events")
}

/// A pre-digest whose output chance has drawn. Its proof is none: nobody imports
/// these blocks, and the runtime looks at the output alone.
pub(crate) fn pre_digest(now: u32, chance: &mut ChaCha8Rng) -> PreDigest {
	let mut output = [0u8; 32];
	chance.fill_bytes(&mut output);
	let bytes = (output, [0u8; 64]).encode();
	let vrf_signature = VrfSignature::decode(&mut &bytes[..])
		.expect("any 32 bytes are an output and a zero scalar is canonical; qed");
	PreDigest::SecondaryVRF(SecondaryVRFPreDigest {
		authority_index: 0,
		slot: u64::from(now).into(),
		vrf_signature,
	})
}

/// Make a call in the name of `who`.
pub fn call(who: &AccountId, call: impl Into<RuntimeCall>) -> Result<(), DispatchError> {
	let origin = RuntimeOrigin::signed(who.clone());
	call.into().dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
}

/// The same past the filter that pauses calls. Says what it weighed, if the call does.
#[cfg(test)]
pub(crate) fn call_unfiltered(
	who: &AccountId,
	call: RuntimeCall,
) -> Result<Option<frame_support::weights::Weight>, DispatchError> {
	use frame_support::traits::UnfilteredDispatchable;
	let origin = RuntimeOrigin::signed(who.clone());
	let done = call.dispatch_bypass_filter(origin).map_err(|failed| failed.error)?;
	Ok(done.actual_weight)
}

/// The key of device `number`.
fn key(number: u32) -> sr25519::Pair {
	let mut seed = [0xA7; 32];
	seed[..4].copy_from_slice(&number.to_le_bytes());
	sr25519::Pair::from_seed(&seed)
}

/// The account of owner `number`.
pub fn owner(number: u32) -> AccountId {
	let mut bytes = [0x0E; 32];
	bytes[..4].copy_from_slice(&number.to_le_bytes());
	AccountId::new(bytes)
}

/// Enrol device `number` with a consent that it has signed. Returns its account.
pub fn enrol(owner: &AccountId, number: u32, bond: u128) -> Result<AccountId, DispatchError> {
	let key = key(number);
	let device = AccountId::from(key.public());
	let expiry = System::block_number().saturating_add(CONSENT_BLOCKS);
	let message = Credit::consent_message(owner, &device, expiry);
	let consent = Signature::from(key.sign(&message));
	let enroll = pallet_credit::Call::enroll { device: device.clone(), bond, expiry, consent };
	call(owner, enroll)?;
	Ok(device)
}
