//! Blocks as an author makes them, and the life of a task in them.

use super::*;
use atous_primitives::{
	Cid, Outcome, Reveal, TaskHeader, TaskId, Verification, FUEL_PER_WORK_UNIT,
};
use atous_runtime::Tasks;
use frame_support::traits::OnFinalize;
use pallet_tasks::Served;
use sp_consensus_babe::{
	digests::{PreDigest, SecondaryVRFPreDigest},
	make_vrf_sign_data, BABE_ENGINE_ID,
};
use sp_core::crypto::VrfSecret;
use sp_runtime::generic::DigestItem;

/// Slot of the first block that [`next_block`] makes.
const FIRST_SLOT: u64 = 1_000;

/// The pre-digest of a block that Alice authors in a slot.
pub fn authored(slot: u64) -> Digest {
	let randomness = pallet_babe::Randomness::<Runtime>::get();
	let epoch = pallet_babe::EpochIndex::<Runtime>::get();
	let data = make_vrf_sign_data(&randomness, slot.into(), epoch);
	let vrf_signature = Sr25519Keyring::Alice.pair().vrf_sign(&data);
	let slot = slot.into();
	let pre =
		PreDigest::SecondaryVRF(SecondaryVRFPreDigest { authority_index: 0, slot, vrf_signature });
	Digest { logs: vec![DigestItem::PreRuntime(BABE_ENGINE_ID, pre.encode())] }
}

fn block_in(slot: u64) {
	let number = System::block_number();
	// The first block of a test has no author and no time.
	if atous_runtime::Timestamp::get() > 0 {
		atous_runtime::AllPalletsWithSystem::on_finalize(number);
	}
	pallet_babe::Initialized::<Runtime>::kill();
	frame_system::InherentsApplied::<Runtime>::kill();
	begin_block_with(number + 1, authored(slot));
	let now = slot * atous_runtime::numbers::time::SLOT_MS;
	assert_ok!(atous_runtime::Timestamp::set(RuntimeOrigin::none(), now));
	Executive::inherents_applied();
}

/// Begin the next block: everything up to its first transaction.
pub fn next_block() {
	block_in((*atous_runtime::Babe::current_slot() + 1).max(FIRST_SLOT));
}

/// Begin the first block of the next session.
pub fn next_session() {
	let session = pallet_session::CurrentIndex::<Runtime>::get();
	let start = *atous_runtime::Babe::current_epoch_start();
	block_in(start + atous_runtime::numbers::time::EPOCH_SLOTS);
	assert_eq!(pallet_session::CurrentIndex::<Runtime>::get(), session + 1);
}

/// A small task in which two devices must agree, with everything else as usual.
///
/// Built from the JSON form, so that fields which may be left out are.
pub fn header() -> TaskHeader {
	let cid = |text: &[u8]| serde_json::to_value(Cid::of_raw(text)).expect("has a JSON form");
	let header = serde_json::json!({
		"payload": cid(b"payload"),
		"input": cid(b"input"),
		"class": "wasm-small",
		"requirements": { "memory_mib": 16 },
		"work_limit": FUEL_PER_WORK_UNIT,
		"max_price": "10000000",
		"deadline": 1_000,
		"verification": { "redundant": { "quorum": 2, "max": 5 } },
	});
	let header: TaskHeader = serde_json::from_value(header).expect("a header");
	assert!(matches!(header.verification, Verification::Redundant { .. }));
	header
}

/// Whoever has tokens gives some to these.
pub fn endow(people: &[Sr25519Keyring]) {
	for person in people {
		let to = person.to_account_id().into();
		let origin = RuntimeOrigin::signed(Sr25519Keyring::Bob.to_account_id());
		let amount = 1_000 * ATOS;
		assert_ok!(atous_runtime::Balances::transfer_allow_death(origin, to, amount));
	}
}

/// Have a device ask for work. The number of the task.
pub fn submit(number: u16, header: TaskHeader) -> TaskId {
	let task = pallet_tasks::NextTask::<Runtime>::get();
	assert_ok!(Tasks::submit(RuntimeOrigin::signed(device(number)), header));
	task
}

/// What every honest device finds, and what it reveals of it.
pub fn found(task: TaskId, number: u16) -> (Outcome, Reveal) {
	let fuel = FUEL_PER_WORK_UNIT / 2;
	let outcome = Outcome::Completed { result: Cid::of_raw(&task.to_le_bytes()), fuel };
	(outcome, Reveal::new(task, device(number).as_ref(), &outcome, [7; 32]))
}

/// The call by which a device commits to what it found.
pub fn commit(task: TaskId, number: u16) -> RuntimeCall {
	let commitment = found(task, number).1.commitment(task, device(number).as_ref());
	pallet_tasks::Call::commit { task, commitment }.into()
}

/// The call by which a device reveals it, with the outcome if `opens`.
pub fn reveal(task: TaskId, number: u16, opens: bool) -> RuntimeCall {
	let (outcome, reveal) = found(task, number);
	pallet_tasks::Call::reveal { task, reveal, opening: opens.then_some(outcome) }.into()
}

/// Blocks in which the market ran.
pub fn served() -> u32 {
	Served::<Runtime>::get()
}

/// Change the numbers of the market for a test.
pub fn set_market(change: impl FnOnce(&mut pallet_tasks::Params)) {
	pallet_tasks::Settings::<Runtime>::mutate(|settings| change(&mut settings.current));
}
