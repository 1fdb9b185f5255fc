//! Chance for the market, from this block's own VRF output.
//!
//! BABE's `AuthorVrfRandomness` is set at the end of a block: what a block sees
//! there is its parent's, which everyone who submits to this block knows. The
//! pre-digest of this block is known to its author alone until the block is out.
//! An author does know the outputs of their own slots in advance, and may leave
//! a slot empty at the cost of the block's fees.

use crate::Runtime;
use atous_primitives::Hash;
use atous_support::BlockRandomness;
use codec::Encode;
use sp_io::hashing::blake2_256;

/// Separates this use of the VRF output from every other.
const DOMAIN: &[u8] = b"atous/block-randomness/1";

/// The hash of the VRF pre-output in this block's BABE pre-digest.
///
/// Importing nodes have verified it against the slot, the epoch's randomness and
/// the author's key before the block is executed, and it is unique for these.
pub struct OwnVrfOutput;

impl BlockRandomness for OwnVrfOutput {
	fn this_block() -> Option<Hash> {
		// The outer option: has BABE looked at the block? The inner: was there a
		// pre-digest? A block of a secondary plain slot carries no output.
		let pre_digest = pallet_babe::Initialized::<Runtime>::get()??;
		let signature = pre_digest.vrf_signature()?;
		Some((DOMAIN, &signature.pre_output).using_encoded(blake2_256))
	}

	/// Any output will do: nobody verifies the block of a benchmark.
	#[cfg(feature = "runtime-benchmarks")]
	fn provide() {
		use codec::Decode;
		use sp_consensus_babe::digests::{PreDigest, SecondaryVRFPreDigest};
		let bytes = ([7u8; 32], [0u8; 64]).encode();
		let vrf_signature = Decode::decode(&mut &bytes[..])
			.expect("any 32 bytes are an output and a zero scalar is canonical; qed");
		let digest = SecondaryVRFPreDigest { authority_index: 0, slot: 0.into(), vrf_signature };
		pallet_babe::Initialized::<Runtime>::put(Some(PreDigest::SecondaryVRF(digest)));
	}
}
