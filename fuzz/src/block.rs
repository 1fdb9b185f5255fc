//! One block, as the node's executive runs it.
//!
//! The one thing left out is the root of the state, which would take longer than all
//! the rest.

use atous_runtime::{
	AllPalletsWithSystem, Babe, Executive, Hash, Header, Runtime, RuntimeCall, RuntimeOrigin,
	System,
};
use codec::Encode;
use frame_support::{
	traits::{OnFinalize, OnIdle},
	weights::Weight,
};
use sp_consensus_babe::{
	digests::{PreDigest, SecondaryPlainPreDigest, SecondaryVRFPreDigest},
	make_vrf_sign_data, Slot, BABE_ENGINE_ID,
};
use sp_core::{
	crypto::VrfSecret,
	sr25519::{self, vrf::VrfSignature},
};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::DigestItem,
	traits::{Dispatchable, Header as _},
	Digest,
};
use std::{
	collections::HashMap,
	sync::{Mutex, OnceLock, PoisonError},
};

/// What the one validator's lottery gives for a slot.
///
/// Kept, because a process runs many cases through the same slots, and making it takes
/// longer than a block.
fn output(slot: Slot) -> VrfSignature {
	type Outputs = HashMap<(u64, u64, [u8; 32]), VrfSignature>;
	static AUTHOR: OnceLock<sr25519::Pair> = OnceLock::new();
	static OUTPUTS: OnceLock<Mutex<Outputs>> = OnceLock::new();
	let randomness = pallet_babe::Randomness::<Runtime>::get();
	let epoch = pallet_babe::EpochIndex::<Runtime>::get();
	let make = || {
		let author = AUTHOR.get_or_init(|| Sr25519Keyring::Alice.pair());
		author.vrf_sign(&make_vrf_sign_data(&randomness, slot, epoch))
	};
	let outputs = OUTPUTS.get_or_init(Default::default).lock();
	let mut outputs = outputs.unwrap_or_else(PoisonError::into_inner);
	outputs.entry((*slot, epoch, randomness)).or_insert_with(make).clone()
}

/// Where the chain stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
	/// Slot of the last block.
	pub slot: u64,
}

impl Clock {
	/// Begin the next block, `slots` after the last: everything up to its first
	/// transaction. With `chance` it carries the output that its author cannot choose.
	pub fn begin(&mut self, slots: u64, chance: bool) {
		self.slot += slots.max(1);
		let number = System::block_number() + 1;
		let item = DigestItem::PreRuntime(BABE_ENGINE_ID, self.pre_digest(chance).encode());
		let digest = Digest { logs: vec![item] };
		let parent = Hash::repeat_byte(1);
		let header = Header::new(number, Default::default(), Default::default(), parent, digest);
		Executive::initialize_block(&header);
		let now = self.slot * atous_runtime::numbers::time::SLOT_MS;
		RuntimeCall::Timestamp(pallet_timestamp::Call::set { now })
			.dispatch(RuntimeOrigin::none())
			.expect("the clock moves on");
		Executive::inherents_applied();
	}

	/// End the block.
	pub fn end() {
		let number = System::block_number();
		let _ = AllPalletsWithSystem::on_idle(number, Weight::zero());
		AllPalletsWithSystem::on_finalize(number);
		frame_system::InherentsApplied::<Runtime>::kill();
	}

	/// Slots from the last block to the first of the next session.
	pub fn to_session(self) -> u64 {
		let ends = *Babe::current_epoch_start() + atous_runtime::numbers::time::EPOCH_SLOTS;
		ends.saturating_sub(self.slot).max(1)
	}

	fn pre_digest(&self, chance: bool) -> PreDigest {
		let slot = Slot::from(self.slot);
		if !chance {
			return PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index: 0, slot });
		}
		let vrf_signature = output(slot);
		PreDigest::SecondaryVRF(SecondaryVRFPreDigest { authority_index: 0, slot, vrf_signature })
	}
}
