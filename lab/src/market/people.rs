//! Keys, accounts and signed transactions of those who take part.

use atous_runtime::{
	extension, AccountId, Address, RuntimeCall, Signature, SignedPayload, System,
	UncheckedExtrinsic,
};
use codec::Encode;
use sp_core::{sr25519, Pair};
use sp_io::hashing::blake2_256;
use sp_runtime::generic;

/// Devices up to this number have keys and can sign; the others are accounts alone, for
/// deriving a million keys takes minutes.
pub const WITH_KEYS: u32 = 1_000;
/// First number of the devices that ask for work and offer none.
pub const REQUESTERS: u32 = 1 << 24;

/// The key of device `number`.
pub fn device_key(number: u32) -> sr25519::Pair {
	sr25519::Pair::from_seed(&blake2_256(&(b"device", number).encode()))
}

/// The account of device `number`.
pub fn device(number: u32) -> AccountId {
	if has_key(number) {
		device_key(number).public().into()
	} else {
		AccountId::new(blake2_256(&(b"keyless device", number).encode()))
	}
}

/// Whether device `number` can sign.
pub fn has_key(number: u32) -> bool {
	!(WITH_KEYS..REQUESTERS).contains(&number)
}

/// The account of owner `number`. Owners never sign here.
pub fn owner(number: u32) -> AccountId {
	AccountId::new(blake2_256(&(b"owner", number).encode()))
}

/// The key of person `number`, who has tokens and sends them.
pub fn person_key(number: u32) -> sr25519::Pair {
	sr25519::Pair::from_seed(&blake2_256(&(b"person", number).encode()))
}

/// The account of person `number`.
pub fn person(number: u32) -> AccountId {
	person_key(number).public().into()
}

/// `call` signed by `key`, as its `later`th transaction from now. Call it in the state
/// of the chain.
pub fn signed(
	key: &sr25519::Pair,
	later: u32,
	call: impl Into<RuntimeCall>,
) -> Result<UncheckedExtrinsic, sp_runtime::transaction_validity::TransactionValidityError> {
	let account = AccountId::from(key.public());
	let nonce = System::account_nonce(&account).saturating_add(later);
	let payload = SignedPayload::new(call.into(), extension(nonce, 0, Default::default()))?;
	let signature = Signature::from(payload.using_encoded(|bytes| key.sign(bytes)));
	let (call, extension, _) = payload.deconstruct();
	let address = Address::Id(account);
	Ok(generic::UncheckedExtrinsic::new_signed(call, address, signature, extension).into())
}
