//! BABE, GRANDPA, sessions, the governed set of validators, and offences.

use crate::{
	numbers::consensus as numbers, AccountId, Authorship, Babe, Balances, Grandpa, Historical,
	Offences, Runtime, RuntimeEvent, RuntimeOrigin, Session, ValidatorSet,
};
use alloc::vec::Vec;
use frame_support::weights::Weight;
use frame_system::{EnsureRoot, RawOrigin};
use pallet_session::{disabling::UpToLimitWithReEnablingDisablingStrategy, historical};
use sp_runtime::{
	impl_opaque_keys,
	traits::{ConvertInto, StaticLookup},
	Perbill,
};
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

impl_opaque_keys! {
	/// The keys with which a validator signs blocks and votes.
	pub struct SessionKeys {
		/// Authors blocks.
		pub babe: Babe,
		/// Votes for finality.
		pub grandpa: Grandpa,
	}
}

/// The membership whose members are the validators.
pub type ValidatorsInstance = pallet_membership::Instance1;

impl pallet_timestamp::Config for Runtime {
	type MinimumPeriod = numbers::MinimumPeriodMs;
	type Moment = u64;
	type OnTimestampSet = Babe;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_babe::Config for Runtime {
	type DisabledValidators = Session;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type EpochDuration = numbers::EpochSlots;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, Offences, Historical, numbers::ReportLongevity>;
	type ExpectedBlockTime = numbers::BlockTimeMs;
	type KeyOwnerProof = sp_session::MembershipProof;
	type MaxAuthorities = numbers::MaxValidators;
	type MaxNominators = numbers::MaxNominators;
	type WeightInfo = ();
}

impl pallet_grandpa::Config for Runtime {
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Offences,
		Historical,
		numbers::ReportLongevity,
	>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type MaxAuthorities = numbers::MaxValidators;
	type MaxNominators = numbers::MaxNominators;
	type MaxSetIdSessionEntries = numbers::KeptSetIds;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
}

impl pallet_authorship::Config for Runtime {
	type EventHandler = ();
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
}

impl pallet_membership::Config<ValidatorsInstance> for Runtime {
	type AddOrigin = EnsureRoot<AccountId>;
	type MaxMembers = numbers::MaxValidators;
	type MembershipChanged = ();
	type MembershipInitialized = ();
	type PrimeOrigin = EnsureRoot<AccountId>;
	type RemoveOrigin = EnsureRoot<AccountId>;
	type ResetOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	type SwapOrigin = EnsureRoot<AccountId>;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}

impl pallet_session::Config for Runtime {
	type Currency = Balances;
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type KeyDeposit = numbers::KeyDeposit;
	type Keys = SessionKeys;
	type NextSessionRotation = Babe;
	type RuntimeEvent = RuntimeEvent;
	type SessionHandler = <SessionKeys as sp_runtime::traits::OpaqueKeys>::KeyTypeIdProviders;
	type SessionManager = historical::NoteHistoricalRoot<Self, GovernedValidators>;
	type ShouldEndSession = Babe;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
}

impl historical::Config for Runtime {
	type FullIdentification = ();
	type FullIdentificationOf = Unit;
	type RuntimeEvent = RuntimeEvent;
}

impl pallet_offences::Config for Runtime {
	type IdentificationTuple = historical::IdentificationTuple<Self>;
	type OnOffenceHandler = GovernedValidators;
	type RuntimeEvent = RuntimeEvent;
}

/// Nothing but the account identifies a validator.
pub struct Unit;

impl sp_runtime::traits::Convert<AccountId, Option<()>> for Unit {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

/// Makes the members of [`ValidatorSet`] the validators of the next session.
///
/// Members without session keys are left out. The set stays as it is when it
/// would not change, so that GRANDPA has no needless hand-over, and when the
/// change would leave fewer than [`numbers::MinValidators`].
pub struct GovernedValidators;

impl GovernedValidators {
	fn ready() -> Vec<AccountId> {
		let mut members =
			pallet_membership::Members::<Runtime, ValidatorsInstance>::get().into_inner();
		members.retain(|member| Session::load_keys(member).is_some());
		members
	}

	/// What the next session's validators become; `None` if they stay.
	fn next(ready: Vec<AccountId>, mut now: Vec<AccountId>) -> Option<Vec<AccountId>> {
		if ready.len() < numbers::MinValidators::get() as usize {
			return None;
		}
		// The membership is sorted; the session keeps the order it was given.
		now.sort();
		(ready != now).then_some(ready)
	}
}

impl pallet_session::SessionManager<AccountId> for GovernedValidators {
	fn new_session(_: SessionIndex) -> Option<Vec<AccountId>> {
		Self::next(Self::ready(), Session::validators())
	}

	fn new_session_genesis(_: SessionIndex) -> Option<Vec<AccountId>> {
		let ready = Self::ready();
		(!ready.is_empty()).then_some(ready)
	}

	fn start_session(index: SessionIndex) {
		if let Some(oldest) = index.checked_sub(numbers::KeptSessions::get()) {
			Historical::prune_up_to(oldest);
		}
	}

	fn end_session(_: SessionIndex) {}
}

impl historical::SessionManager<AccountId, ()> for GovernedValidators {
	fn new_session(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		<Self as pallet_session::SessionManager<_>>::new_session(index).map(identified)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		<Self as pallet_session::SessionManager<_>>::new_session_genesis(index).map(identified)
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index)
	}
}

fn identified(validators: Vec<AccountId>) -> Vec<(AccountId, ())> {
	validators.into_iter().map(|validator| (validator, ())).collect()
}

type Offender = historical::IdentificationTuple<Runtime>;

/// An offender is disabled for the rest of the session, and removed from the
/// membership unless that would leave too few. There is no stake to slash.
impl OnOffenceHandler<AccountId, Offender, Weight> for GovernedValidators {
	fn on_offence(
		offenders: &[OffenceDetails<AccountId, Offender>],
		slash_fraction: &[Perbill],
		_: SessionIndex,
	) -> Weight {
		for (details, fraction) in offenders.iter().zip(slash_fraction) {
			let (validator, ()) = &details.offender;
			Session::report_offence(validator.clone(), OffenceSeverity(*fraction));
			let members = pallet_membership::Members::<Runtime, ValidatorsInstance>::decode_len();
			if members.unwrap_or(0) > numbers::MinValidators::get() as usize {
				// Fails only for one who is no member any more.
				let _ = ValidatorSet::remove_member(
					RuntimeOrigin::from(RawOrigin::Root),
					<Runtime as frame_system::Config>::Lookup::unlookup(validator.clone()),
				);
			}
		}
		let one = <Runtime as frame_system::Config>::DbWeight::get().reads_writes(4, 4);
		one.saturating_mul(offenders.len() as u64)
	}
}

/// The author of this block, if it is known yet.
pub fn author() -> Option<AccountId> {
	Authorship::author()
}
