//! What anchoring costs at its worst: a proof each of whose hashes but the first two is
//! hashed into both roots.

use super::*;
use atous_primitives::{
	merkle::{consistency_proof, leaf_hash, node_hash, root_at, Node, MAX_PROOF_LEN},
	FlagSummary, Hash,
};
// See there: the macro below names `frame_system`.
use atous_support::benchmarking::{system as frame_system, Enrolment};
use core::convert::Infallible;
use frame_benchmarking::v2::*;
use frame_support::assert_ok;
use frame_system::RawOrigin;

/// A log of equal flags: the hash of a node follows from its level.
struct Uniform([Hash; MAX_PROOF_LEN as usize]);

impl Uniform {
	fn new() -> Self {
		let mut levels = [leaf_hash(b"flag"); MAX_PROOF_LEN as usize];
		for level in 1..levels.len() {
			levels[level] = node_hash(&levels[level - 1], &levels[level - 1]);
		}
		Self(levels)
	}

	fn node(&self, node: Node) -> Result<Hash, Infallible> {
		Ok(self.0[node.level as usize])
	}

	fn root(&self, size: u64) -> Hash {
		root_at(size, |node| self.node(node)).unwrap_or_default()
	}

	fn proof(&self, old: u64, new: u64) -> Proof {
		let proof = consistency_proof(old, new, |node| self.node(node)).unwrap_or_default();
		proof.try_into().expect("no proof is longer than a proof may be")
	}
}

/// A summary of `size` flags.
fn summary(size: u64) -> FlagSummary {
	FlagSummary { info: size, warning: 0, critical: 0 }
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The device has anchored before. The old tree lacks one leaf of the new one, which
	/// is full: of its `p` hashes the first is where both paths begin, the second a right
	/// sibling, and all others are left siblings.
	#[benchmark]
	fn anchor(p: Linear<3, MAX_PROOF_LEN>) {
		let device: T::AccountId = account("device", 0, 0);
		T::BenchmarkHelper::enrol(&account("owner", 0, 0), &device);
		let log = Uniform::new();
		let size = 1u64 << (p - 1);
		let old = size - 1;
		let first = RawOrigin::Signed(device.clone()).into();
		let none = Proof::default();
		assert_ok!(Pallet::<T>::anchor(first, old, log.root(old), none, summary(old)));
		let proof = log.proof(old, size);
		assert_eq!(proof.len(), p as usize);

		#[extrinsic_call]
		_(RawOrigin::Signed(device.clone()), size, log.root(size), proof, summary(size));

		assert_eq!(Anchors::<T>::get(device).map(|last| last.size), Some(size));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
