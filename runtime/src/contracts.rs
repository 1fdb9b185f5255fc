//! The contracts' virtual machine, `pallet-revive`, and how a transaction of an
//! Ethereum wallet becomes one of this chain.

use crate::{
	extension, numbers::contracts, Address, Balance, Balances, Nonce, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, Signature, Timestamp, TxExtension,
};
use frame_support::traits::ConstBool;
use frame_system::EnsureSigned;
use pallet_revive::{
	evm::{fees::Info, runtime::EthExtra, tx_extension::SetOrigin},
	AccountId32Mapper,
};
use sp_runtime::traits::InvalidVersion;

impl pallet_revive::Config for Runtime {
	type AddressMapper = AccountId32Mapper<Self>;
	type AllowEVMBytecode = ConstBool<true>;
	type AutoMap = ConstBool<false>;
	type Balance = Balance;
	type ChainId = contracts::ChainId;
	type CodeHashLockupDepositPercent = contracts::CodeHashLockup;
	type Currency = Balances;
	type DebugEnabled = ConstBool<false>;
	type Deposit = ();
	type DepositPerByte = contracts::DepositPerByte;
	type DepositPerChildTrieItem = contracts::DepositPerChildTrieItem;
	type DepositPerItem = contracts::DepositPerItem;
	type FeeInfo = Info<Address, Signature, EthExtraImpl>;
	type FindAuthor = <Runtime as pallet_authorship::Config>::FindAuthor;
	type GasScale = contracts::GasScale;
	type InstantiateOrigin = EnsureSigned<Self::AccountId>;
	type MaxEthExtrinsicWeight = contracts::MaxEthWeight;
	type NativeToEthRatio = contracts::NativeToEthRatio;
	type OnBurn = ();
	type PVFMemory = contracts::BlockMemory;
	type Precompiles = ();
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeMemory = contracts::RuntimeMemory;
	type RuntimeOrigin = RuntimeOrigin;
	type Time = Timestamp;
	type UploadOrigin = EnsureSigned<Self::AccountId>;
	type WeightInfo = pallet_revive::weights::SubstrateWeight<Self>;
}

/// The extensions of a transaction that an Ethereum wallet signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EthExtraImpl;

impl EthExtra for EthExtraImpl {
	type Config = Runtime;
	type ExtensionOtherVersions = InvalidVersion;
	type ExtensionV0 = TxExtension;

	fn get_eth_extension(nonce: Nonce, tip: Balance) -> TxExtension {
		extension(nonce, tip, SetOrigin::new_from_eth_transaction())
	}
}
