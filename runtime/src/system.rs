//! Blocks, accounts, balances, batches, proxies and multiple signatures.

use crate::{
	numbers::{accounts, block, token},
	AccountId, Balance, Balances, Block, Hash, Lane, Nonce, PalletInfo, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, RuntimeTask, System,
	TxPause, UncheckedExtrinsic, VERSION,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	derive_impl, parameter_types,
	traits::{ConstU16, ConstU32, InstanceFilter, VariantCountOf},
	weights::constants::ParityDbWeight,
};
use scale_info::TypeInfo;
use sp_runtime::{generic, traits::BlakeTwo256};
use sp_version::RuntimeVersion;

parameter_types! {
	/// Version of this runtime.
	pub const Version: RuntimeVersion = VERSION;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountData = pallet_balances::AccountData<Balance>;
	type AccountId = AccountId;
	type BaseCallFilter = TxPause;
	type Block = Block;
	type BlockHashCount = block::HashCount;
	type BlockLength = block::Length;
	type BlockWeights = block::Weights;
	type DbWeight = ParityDbWeight;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type Hash = Hash;
	type MultiBlockMigrator = crate::Migrations;
	type Nonce = Nonce;
	type OnKilledAccount = Lane;
	type SS58Prefix = ConstU16<42>;
	type SingleBlockMigrations = (pallet_credit::migration::BooksToV2<Runtime>,);
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type Version = Version;
}

impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type DoneSlashHandler = ();
	type DustRemoval = ();
	type ExistentialDeposit = frame_support::traits::ConstU128<{ token::EXISTENTIAL_DEPOSIT }>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeEvent = RuntimeEvent;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}

impl pallet_utility::Config for Runtime {
	type PalletsOrigin = crate::OriginCaller;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = Balances;
	type DepositBase = accounts::MultisigBase;
	type DepositFactor = accounts::MultisigEach;
	type MaxSignatories = accounts::MaxSignatories;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
}

/// What a proxy may do for the account that named it.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyKind {
	/// Everything.
	#[default]
	Any,
	/// What an owner does for their devices: enrolment and allowances. Moves no
	/// token beyond bonds.
	Owner,
	/// Vote and propose in the council.
	Council,
}

impl InstanceFilter<RuntimeCall> for ProxyKind {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			ProxyKind::Any => true,
			ProxyKind::Owner => crate::mesh::is_owners_call(call),
			ProxyKind::Council => {
				matches!(call, RuntimeCall::Council(_) | RuntimeCall::Preimage(_))
			}
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == other || *self == ProxyKind::Any
	}
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = accounts::AnnouncementBase;
	type AnnouncementDepositFactor = accounts::AnnouncementEach;
	type BlockNumberProvider = System;
	type CallHasher = BlakeTwo256;
	type Currency = Balances;
	type MaxPending = accounts::MaxPending;
	type MaxProxies = accounts::MaxProxies;
	type ProxyDepositBase = accounts::ProxyBase;
	type ProxyDepositFactor = accounts::ProxyEach;
	type ProxyType = ProxyKind;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
}

impl<Call> frame_system::offchain::CreateTransactionBase<Call> for Runtime
where
	RuntimeCall: From<Call>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<Call> frame_system::offchain::CreateBare<Call> for Runtime
where
	RuntimeCall: From<Call>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		generic::UncheckedExtrinsic::new_bare(call).into()
	}
}
