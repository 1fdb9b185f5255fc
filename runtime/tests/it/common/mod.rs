//! A chain in memory with owners, devices and signed transactions.

pub mod work;

use atous_primitives::{Class, OfferSpec, PROFILE_WASM_1};
use atous_runtime::{
	extension, genesis::BABE_EPOCH, numbers::token::ATOS, AccountId, Address, BabeConfig, Balance,
	BalancesConfig, Credit, Executive, Hash, Header, Runtime, RuntimeCall, RuntimeGenesisConfig,
	RuntimeOrigin, SessionConfig, SessionKeys, Signature, SignedPayload, System, TxExtension,
	UncheckedExtrinsic, ValidatorSetConfig,
};
use codec::Encode;
use frame_support::assert_ok;
use sp_core::{sr25519, Pair};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	generic::{self, Digest},
	traits::Header as _,
	BuildStorage,
};

/// What each owner is given.
pub const FUNDS: Balance = 1_000_000 * ATOS;
/// The bond of every device.
pub const BOND: Balance = 100 * ATOS;

/// The key of device `number`.
pub fn device_key(number: u16) -> sr25519::Pair {
	let mut seed = [0xDE; 32];
	seed[..2].copy_from_slice(&number.to_le_bytes());
	sr25519::Pair::from_seed(&seed)
}

/// The account of device `number`.
pub fn device(number: u16) -> AccountId {
	device_key(number).public().into()
}

/// The account that enrols devices.
pub fn owner() -> AccountId {
	Sr25519Keyring::Alice.to_account_id()
}

/// Enrol device `number` of `owner`.
pub fn enrol_for(number: u16, owner: &AccountId) {
	let expiry = System::block_number();
	let message = Credit::consent_message(owner, &device(number), expiry);
	let consent = Signature::from(device_key(number).sign(&message));
	let origin = RuntimeOrigin::signed(owner.clone());
	assert_ok!(Credit::enroll(origin, device(number), BOND, expiry, consent));
}

/// Enrol device `number` of [`owner`].
pub fn enrol(number: u16) {
	enrol_for(number, &owner());
}

/// A call that any enrolled device can make.
pub fn offer() -> RuntimeCall {
	offer_of(4)
}

/// The same with so many cores.
pub fn offer_of(cores: u16) -> RuntimeCall {
	let spec = OfferSpec {
		classes: vec![Class::WasmSmall].try_into().expect("one class fits"),
		profile: PROFILE_WASM_1,
		cores,
		memory_mib: 4_096,
		accelerator: Default::default(),
		io: Default::default(),
		reserve_price: 0,
		latency: Default::default(),
		code_hashes: Default::default(),
		milliwatts_per_core: None,
		lifetime: 1_000,
	};
	pallet_tasks::Call::offer { spec }.into()
}

/// A call that fails while the device has no offer.
pub fn withdraw() -> RuntimeCall {
	pallet_tasks::Call::withdraw {}.into()
}

/// A transaction signed by `key`.
pub fn signed_with_tip(key: &sr25519::Pair, call: RuntimeCall, tip: Balance) -> UncheckedExtrinsic {
	let nonce = System::account_nonce(AccountId::from(key.public()));
	signed_with(key, call, extension(nonce, tip, Default::default()))
}

/// A transaction signed by `key`, of those after the next the one with this nonce.
pub fn signed_with_nonce(key: &sr25519::Pair, call: RuntimeCall, nonce: u32) -> UncheckedExtrinsic {
	signed_with(key, call, extension(nonce, 0, Default::default()))
}

fn signed_with(
	key: &sr25519::Pair,
	call: RuntimeCall,
	extension: TxExtension,
) -> UncheckedExtrinsic {
	let account = AccountId::from(key.public());
	let payload = SignedPayload::new(call, extension).expect("the extensions' implicits exist");
	let signature = Signature::from(payload.using_encoded(|bytes| key.sign(bytes)));
	let (call, extension, _) = payload.deconstruct();
	generic::UncheckedExtrinsic::new_signed(call, Address::Id(account), signature, extension).into()
}

/// A transaction signed by `key` without a tip.
pub fn signed(key: &sr25519::Pair, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	signed_with_tip(key, call.into(), 0)
}

/// Begin block `number` with what stands in `digest`.
pub fn begin_block_with(number: u32, digest: Digest) {
	let header = Header::new(number, Default::default(), Default::default(), Hash::zero(), digest);
	Executive::initialize_block(&header);
}

/// Begin block `number`.
pub fn begin_block(number: u32) {
	begin_block_with(number, Digest::default());
}

/// Recount the mesh's invariants.
pub fn check_invariants() {
	Credit::do_try_state().expect("the ledger's invariants hold");
	atous_runtime::Tasks::do_try_state().expect("the market's invariants hold");
	atous_runtime::Flags::do_try_state().expect("the flags' invariants hold");
	atous_runtime::Lane::do_try_state().expect("the lane's invariants hold");
}

/// Run a test in block 1 of a chain where Alice and Bob have tokens, and recount
/// every invariant on the way out.
pub fn build_and_execute(test: impl FnOnce()) {
	let people = [Sr25519Keyring::Alice, Sr25519Keyring::Bob];
	let validator = Sr25519Keyring::Alice;
	let keys = SessionKeys {
		babe: validator.public().into(),
		grandpa: Ed25519Keyring::Alice.public().into(),
	};
	let genesis = RuntimeGenesisConfig {
		babe: BabeConfig { epoch_config: BABE_EPOCH, ..Default::default() },
		validator_set: ValidatorSetConfig {
			members: vec![validator.to_account_id()].try_into().expect("one validator fits"),
			..Default::default()
		},
		session: SessionConfig {
			keys: vec![(validator.to_account_id(), validator.to_account_id(), keys)],
			..Default::default()
		},
		balances: BalancesConfig {
			balances: people.iter().map(|key| (key.to_account_id(), FUNDS)).collect(),
			..Default::default()
		},
		..Default::default()
	};
	let storage = genesis.build_storage().expect("the genesis can be built");
	sp_io::TestExternalities::new(storage).execute_with(|| {
		frame_system::BlockHash::<Runtime>::insert(0, Hash::repeat_byte(1));
		begin_block(1);
		test();
		check_invariants();
	});
}
