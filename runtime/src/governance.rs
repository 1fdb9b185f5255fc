//! Who may change what: the council, by majority, and in development one key.
//!
//! A council majority whitelists a call by its hash and dispatches it as Root
//! (`pallet-whitelist`); the collective itself never is Root. Upgrades go by
//! `System::authorize_upgrade`.

use crate::{
	numbers::governance, AccountId, Balances, Council, Preimage, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, System,
};
use frame_support::{
	migrations::FreezeChainOnFailedMigration,
	parameter_types,
	traits::{fungible::HoldConsideration, Contains, EitherOfDiverse, LinearStoragePrice},
};
use frame_system::EnsureRoot;
use pallet_collective::EnsureProportionMoreThan;
use pallet_tx_pause::RuntimeCallNameOf;

/// The collective that is the council.
pub type CouncilInstance = pallet_collective::Instance1;
/// The membership whose members form the council.
pub type CouncilMembersInstance = pallet_membership::Instance2;

/// Root, or more than half of the council.
pub type RootOrCouncil = EitherOfDiverse<
	EnsureRoot<AccountId>,
	EnsureProportionMoreThan<AccountId, CouncilInstance, 1, 2>,
>;

impl pallet_collective::Config<CouncilInstance> for Runtime {
	type Consideration = ();
	type DefaultVote = pallet_collective::PrimeDefaultVote;
	type DisapproveOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type MaxMembers = governance::CouncilMaxMembers;
	type MaxProposalWeight = governance::MaxProposalWeight;
	type MaxProposals = governance::CouncilMaxProposals;
	type MotionDuration = governance::MotionDuration;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type SetMembersOrigin = EnsureRoot<AccountId>;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
}

impl pallet_membership::Config<CouncilMembersInstance> for Runtime {
	type AddOrigin = RootOrCouncil;
	type MaxMembers = governance::CouncilMaxMembers;
	type MembershipChanged = Council;
	type MembershipInitialized = Council;
	type PrimeOrigin = RootOrCouncil;
	type RemoveOrigin = RootOrCouncil;
	type ResetOrigin = RootOrCouncil;
	type RuntimeEvent = RuntimeEvent;
	type SwapOrigin = RootOrCouncil;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}

impl pallet_whitelist::Config for Runtime {
	type BlockNumberProvider = System;
	type DeferredDispatchExpiration = governance::WhitelistExpiration;
	type DispatchWhitelistedOrigin = RootOrCouncil;
	type Preimages = Preimage;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_whitelist::weights::SubstrateWeight<Runtime>;
	type WhitelistOrigin = RootOrCouncil;
}

parameter_types! {
	/// Why a preimage's deposit is held.
	pub const PreimageHold: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

impl pallet_preimage::Config for Runtime {
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHold,
		LinearStoragePrice<governance::PreimageBase, governance::PreimageByte, crate::Balance>,
	>;
	type Currency = Balances;
	type ManagerOrigin = RootOrCouncil;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
}

impl pallet_tx_pause::Config for Runtime {
	type MaxNameLen = governance::PauseNameLength;
	type PauseOrigin = RootOrCouncil;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type UnpauseOrigin = RootOrCouncil;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
	type WhitelistedCalls = NeverPaused;
}

/// What cannot be paused: the clock, without which there is no block, and what
/// is needed to end a pause.
pub struct NeverPaused;

impl Contains<RuntimeCallNameOf<Runtime>> for NeverPaused {
	fn contains(name: &RuntimeCallNameOf<Runtime>) -> bool {
		const PALLETS: [&[u8]; 6] =
			[b"Timestamp", b"System", b"Council", b"Whitelist", b"Preimage", b"Sudo"];
		PALLETS.contains(&name.0.as_slice())
	}
}

impl pallet_migrations::Config for Runtime {
	type CursorMaxLen = governance::MigrationCursorLength;
	type FailedMigrationHandler = FreezeChainOnFailedMigration;
	type IdentifierMaxLen = governance::MigrationNameLength;
	type MaxServiceWeight = governance::MigrationWeight;
	type MigrationStatusHandler = ();
	// One step a block: what grows with the number of devices.
	type Migrations = (pallet_credit::migration::AccountsToV2<Runtime>,);
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}

impl pallet_sudo::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_sudo::weights::SubstrateWeight<Runtime>;
}
