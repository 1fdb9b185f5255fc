//! A chain with this pallet and two enrolled devices.

use crate as pallet_flags;
use atous_primitives::{
	merkle::{consistency_proof, leaf_hash, Frontier, Node},
	FlagSummary, Hash,
};
use core::{cell::RefCell, convert::Infallible};
use frame_support::derive_impl;
use sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage};

pub type AccountId = AccountId32;

/// Enrolled.
pub const DEVICE: AccountId = AccountId::new([1; 32]);
/// Enrolled as well.
pub const OTHER: AccountId = AccountId::new([2; 32]);
/// Not enrolled.
pub const STRANGER: AccountId = AccountId::new([3; 32]);
/// Owner of the devices; no device itself.
pub const OWNER: AccountId = AccountId::new([9; 32]);

#[frame_support::runtime]
mod test_runtime {
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
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Flags = pallet_flags;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
}

/// The two devices are enrolled by [`OWNER`].
pub struct TwoDevices;

impl atous_support::Devices<AccountId> for TwoDevices {
	fn owner_of(device: &AccountId) -> Option<AccountId> {
		let measured = MEASURED.with(|measured| measured.borrow().as_ref() == Some(device));
		(measured || [DEVICE, OTHER].contains(device)).then_some(OWNER)
	}

	fn count() -> u32 {
		2
	}
}

impl pallet_flags::Config for Test {
	type Devices = TwoDevices;
	type WeightInfo = pallet_flags::weights::SubstrateWeight<Test>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = TwoDevices;
}

/// Benchmarks measure with a device by another name.
#[cfg(feature = "runtime-benchmarks")]
impl atous_support::benchmarking::Enrolment<AccountId> for TwoDevices {
	fn enrol(_: &AccountId, device: &AccountId) {
		MEASURED.with(|measured| *measured.borrow_mut() = Some(device.clone()));
	}

	fn burden(_: &AccountId) {}

	fn indebt(_: &AccountId) {}
}

thread_local! {
	/// The device that a benchmark has enrolled.
	static MEASURED: RefCell<Option<AccountId>> = const { RefCell::new(None) };
}

/// A chain at its start.
pub fn new_test_ext() -> sp_io::TestExternalities {
	let storage =
		frame_system::GenesisConfig::<Test>::default().build_storage().expect("no input; qed");
	sp_io::TestExternalities::new(storage)
}

/// Run a test in block 1 and check the invariants on the way out.
pub fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		System::set_block_number(1);
		test();
		Flags::do_try_state().expect("invariants hold after every test");
	});
}

/// A device's log: leaves, and what is needed to anchor it.
#[derive(Clone, Default)]
pub struct TestLog {
	leaves: Vec<Hash>,
}

impl TestLog {
	/// A log of `size` leaves, each a number after `salt`.
	pub fn of(size: u64, salt: u8) -> Self {
		let leaf = |n: u64| leaf_hash(&[&[salt][..], &n.to_le_bytes()].concat());
		Self { leaves: (0..size).map(leaf).collect() }
	}

	/// Change leaf `index`.
	pub fn rewrite(mut self, index: usize) -> Self {
		self.leaves[index] = leaf_hash(b"rewritten");
		self
	}

	/// Root of the first `size` leaves.
	pub fn root(&self, size: u64) -> Hash {
		self.frontier(size, &mut Vec::new()).root()
	}

	/// Proof that the first `new` leaves extend the first `old`.
	pub fn proof(&self, old: u64, new: u64) -> pallet_flags::Proof {
		let mut inner = Vec::new();
		self.frontier(new, &mut inner);
		let node = |node: Node| -> Result<Hash, Infallible> {
			Ok(match node.level {
				0 => self.leaves[node.index as usize],
				_ => inner[node.inner_position() as usize],
			})
		};
		let proof = consistency_proof(old, new, node).expect("infallible; qed");
		proof.try_into().expect("no proof is longer; qed")
	}

	fn frontier(&self, size: u64, inner: &mut Vec<Hash>) -> Frontier {
		let mut frontier = Frontier::new();
		for leaf in &self.leaves[..size as usize] {
			frontier.push_with(*leaf, |node| inner.push(node));
		}
		frontier
	}
}

/// A summary of `info` flags of severity info and `warning` warnings.
pub fn summary(info: u64, warning: u64) -> FlagSummary {
	FlagSummary { info, warning, critical: 0 }
}
