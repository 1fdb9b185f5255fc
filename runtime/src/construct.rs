//! The list of pallets and their indices, which never change.

use crate::{lane, Block, UncheckedExtrinsic};
use alloc::vec::Vec;
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::traits::Block as BlockT;

#[frame_support::runtime]
mod runtime {
	/// The runtime.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Babe = pallet_babe;
	#[runtime::pallet_index(3)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(4)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(5)]
	pub type TransactionPayment = pallet_transaction_payment;

	// Before `Session`: its genesis asks this membership for the validators.
	#[runtime::pallet_index(10)]
	pub type ValidatorSet = pallet_membership<Instance1>;
	#[runtime::pallet_index(11)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(12)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(13)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(14)]
	pub type Grandpa = pallet_grandpa;

	#[runtime::pallet_index(20)]
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(21)]
	pub type CouncilMembers = pallet_membership<Instance2>;
	#[runtime::pallet_index(22)]
	pub type Whitelist = pallet_whitelist;
	#[runtime::pallet_index(23)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(24)]
	pub type TxPause = pallet_tx_pause;
	#[runtime::pallet_index(25)]
	pub type Migrations = pallet_migrations;

	#[runtime::pallet_index(30)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(31)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(32)]
	pub type Multisig = pallet_multisig;

	#[runtime::pallet_index(40)]
	pub type Credit = pallet_credit;
	#[runtime::pallet_index(41)]
	pub type Tasks = pallet_tasks;
	#[runtime::pallet_index(42)]
	pub type Flags = pallet_flags;
	#[runtime::pallet_index(43)]
	pub type Lane = lane;

	#[runtime::pallet_index(50)]
	pub type Revive = pallet_revive;

	// Last, and present in every preset; only `development` gives it a key.
	#[runtime::pallet_index(255)]
	pub type Sudo = pallet_sudo;
}

/// The inherents of a block that is authored. The macro's trait that makes them
/// cannot be named outside this file.
pub(crate) fn inherents_of(data: &InherentData) -> Vec<UncheckedExtrinsic> {
	data.create_extrinsics()
}

/// Whether the inherents of a block are what they should be.
pub(crate) fn check_inherents_of(
	data: &InherentData,
	block: &<Block as BlockT>::LazyBlock,
) -> CheckInherentsResult {
	data.check_extrinsics(block)
}
