//! Credit, tasks and flags, how they meet, and which of their calls a device may
//! make.

use crate::{
	governance::RootOrCouncil,
	lane::{self, Due},
	numbers,
	randomness::OwnVrfOutput,
	AccountId, Balances, Credit, Flags, Runtime, RuntimeCall, RuntimeHoldReason, Signature, Tasks,
};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use atous_primitives::{views::CopyPhase, TaskId};
use frame_support::traits::{Contains, Get, PalletInfoAccess};
use sp_runtime::{
	traits::{Convert, SaturatedConversion},
	DispatchError, ModuleError,
};

/// The index of the session: with it new numbers come into force.
pub struct SessionIndex;

impl Get<u32> for SessionIndex {
	fn get() -> u32 {
		pallet_session::CurrentIndex::<Runtime>::get()
	}
}

impl pallet_credit::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Tasks;
	type Currency = Balances;
	type ManagerOrigin = RootOrCouncil;
	type Params = numbers::credit::Numbers;
	type Participation = Tasks;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Session = SessionIndex;
	type Signature = Signature;
	type WeightInfo = pallet_credit::weights::SubstrateWeight<Runtime>;
}

impl pallet_tasks::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Credit;
	// None yet: headers that name one are refused.
	type Contracts = ();
	type Ledger = Credit;
	type ManagerOrigin = RootOrCouncil;
	type Params = numbers::tasks::Numbers;
	// Flags raise no quarantine yet.
	type Quarantine = ();
	type Randomness = OwnVrfOutput;
	type Session = SessionIndex;
	type WeightInfo = pallet_tasks::weights::SubstrateWeight<Runtime>;
}

impl pallet_flags::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Credit;
	type Devices = Credit;
	type WeightInfo = pallet_flags::weights::SubstrateWeight<Runtime>;
}

impl lane::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Credit;
	type Calls = MeshCalls;
	type Devices = Credit;
	type DevicesOnly = CarriesMeshCall;
	type Duties = OwnWork;
	type Longevity = numbers::lane::Longevity;
	type Refusal = RefusalCode;
	type Reserve = numbers::lane::Reserve;
	type Share = numbers::lane::Share;
	type LaneWeights = lane::SubstrateWeight<Runtime>;
	type Window = numbers::lane::Window;
}

/// The calls a device key may make; all others are refused, those inside a batch
/// or a proxy call too.
///
/// Named one by one: a new call of these pallets is not a device's before someone
/// has thought about it.
pub struct MeshCalls;

impl Contains<RuntimeCall> for MeshCalls {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_flags::Call::anchor;
		use pallet_tasks::Call::{
			accept, announce, cancel, commit, dispute, give_back, offer, open, report, reveal,
			submit, withdraw,
		};
		matches!(
			call,
			RuntimeCall::Tasks(
				offer { .. }
					| withdraw { .. }
					| submit { .. } | cancel { .. }
					| commit { .. } | reveal { .. }
					| open { .. } | give_back { .. }
					| announce { .. }
					| report { .. } | accept { .. }
					| dispute { .. }
			) | RuntimeCall::Flags(anchor { .. })
		)
	}
}

/// What devices say about tasks they were given a copy of.
pub struct OwnWork;

impl OwnWork {
	/// The tasks such a call names, and how far a copy must have come for it.
	fn steps(call: &RuntimeCall) -> Vec<(TaskId, CopyPhase)> {
		use pallet_tasks::{
			Call::{commit, give_back, open, report, reveal},
			Report,
		};
		match call {
			RuntimeCall::Tasks(commit { task, .. } | give_back { task }) => {
				vec![(*task, CopyPhase::Assigned)]
			}
			RuntimeCall::Tasks(reveal { task, .. }) => vec![(*task, CopyPhase::Committed)],
			RuntimeCall::Tasks(open { task, .. }) => vec![(*task, CopyPhase::Revealed)],
			RuntimeCall::Tasks(report { items }) => {
				let step = |item: &Report| match item {
					Report::Commit { task, .. } => (*task, CopyPhase::Assigned),
					Report::Reveal { task, .. } => (*task, CopyPhase::Committed),
				};
				items.iter().map(step).collect()
			}
			_ => Vec::new(),
		}
	}

	/// Whether the device's copy of the task has come as far as `phase`, and no further.
	fn is_next(device: &AccountId, task: TaskId, phase: CopyPhase) -> bool {
		pallet_tasks::Tasks::<Runtime>::get(task).is_some_and(|task| {
			task.copies.iter().any(|copy| copy.device == *device && copy.phase == phase)
		})
	}
}

impl lane::Duties<AccountId, RuntimeCall> for OwnWork {
	fn named(call: &RuntimeCall) -> u32 {
		Self::steps(call).len().saturated_into()
	}

	fn due(device: &AccountId, call: &RuntimeCall) -> Due {
		let steps = Self::steps(call);
		let next: BTreeSet<TaskId> = steps
			.iter()
			.filter(|(task, phase)| Self::is_next(device, *task, *phase))
			.map(|(task, _)| *task)
			.collect();
		if steps.is_empty() {
			Due::NotWork
		} else if next.is_empty() {
			Due::Nothing
		} else if next.len() < steps.len() {
			// A report that names a task twice would have one of the two fail for nothing.
			Due::Part
		} else {
			Due::All
		}
	}
}

/// Calls of devices, alone or inside another call: to be refused to anyone else.
///
/// A batch or a proxy call is of the class of what is in it. Without this, whoever
/// pays could fill with failing commits the room that blocks keep for commits.
pub struct CarriesMeshCall;

impl Contains<RuntimeCall> for CarriesMeshCall {
	// As deep as a call nests; the codec has bounded that.
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_multisig::Call::{as_multi, as_multi_threshold_1};
		use pallet_proxy::Call::{proxy, proxy_announced};
		use pallet_utility::Call::{
			as_derivative, batch, batch_all, dispatch_as, force_batch, if_else, with_weight,
		};
		match call {
			RuntimeCall::Utility(batch { calls } | batch_all { calls } | force_batch { calls }) => {
				calls.iter().any(Self::contains)
			}
			RuntimeCall::Utility(if_else { main, fallback }) => {
				Self::contains(main) || Self::contains(fallback)
			}
			RuntimeCall::Utility(
				as_derivative { call, .. } | dispatch_as { call, .. } | with_weight { call, .. },
			)
			| RuntimeCall::Proxy(proxy { call, .. } | proxy_announced { call, .. })
			| RuntimeCall::Multisig(as_multi { call, .. } | as_multi_threshold_1 { call, .. }) => {
				Self::contains(call)
			}
			_ => MeshCalls::contains(call),
		}
	}
}

/// The code with which a pool refuses a device's call that would fail.
///
/// | code | the error |
/// |---|---|
/// | 0 + n | number n of `Tasks` |
/// | 100 + n | number n of `Credit` |
/// | 160 + n | number n of `Flags` |
/// | 250 | the device offered a tip |
/// | 255 | any other |
///
/// The numbers are the errors' indices in the metadata.
pub struct RefusalCode;

impl RefusalCode {
	/// First code of the errors of `Tasks`.
	pub const TASKS: u8 = 0;
	/// First code of the errors of `Credit`.
	pub const CREDIT: u8 = 100;
	/// First code of the errors of `Flags`.
	pub const FLAGS: u8 = 160;

	/// First code of a pallet's errors, and the first that is not its own.
	fn range_of(pallet: u8) -> Option<(u8, u8)> {
		let pallet = usize::from(pallet);
		if pallet == Tasks::index() {
			Some((Self::TASKS, Self::CREDIT))
		} else if pallet == Credit::index() {
			Some((Self::CREDIT, Self::FLAGS))
		} else if pallet == Flags::index() {
			Some((Self::FLAGS, lane::REFUSED_TIP))
		} else {
			None
		}
	}
}

impl Convert<DispatchError, u8> for RefusalCode {
	fn convert(error: DispatchError) -> u8 {
		let DispatchError::Module(ModuleError { index, error: [number, ..], .. }) = error else {
			return lane::REFUSED_OTHER;
		};
		Self::range_of(index)
			.and_then(|(first, end)| first.checked_add(number).filter(|code| *code < end))
			.unwrap_or(lane::REFUSED_OTHER)
	}
}

/// What an owner does for their devices.
pub fn is_owners_call(call: &RuntimeCall) -> bool {
	matches!(call, RuntimeCall::Credit(_) | RuntimeCall::Lane(_))
}
