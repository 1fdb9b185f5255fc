//! Blocks: made as an author makes them, executed as everyone else does.

use super::{
	engine::Engine,
	nodes::Nodes,
	state::{cache, Cache, Changes, Session},
	timer::Timer,
};
use anyhow::{bail, Context, Result};
use atous_runtime::{
	numbers::time::{EPOCH_SLOTS, SLOT_MS},
	Block, Hash, Header, Runtime, RuntimeCall, RuntimeEvent, System, UncheckedExtrinsic,
};
use codec::{Decode, Encode};
use frame_support::dispatch::DispatchClass;
use serde::Serialize;
use sp_consensus_babe::{
	digests::{PreDigest, SecondaryVRFPreDigest},
	make_vrf_sign_data, BABE_ENGINE_ID,
};
use sp_core::crypto::VrfSecret;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::{self, Digest, DigestItem},
	traits::Header as _,
	ApplyExtrinsicResult,
};
use sp_trie::recorder::Recorder;

/// Slot of the genesis; the first block is in the next.
const FIRST_SLOT: u64 = 1_000_000;

/// The end of a chain.
pub struct Tip {
	/// Number of the last block.
	pub number: u32,
	/// Its hash.
	pub hash: Hash,
	/// Root of its state.
	pub root: Hash,
	/// What the author has read lately.
	authors: Cache,
	/// What an importing node has read lately.
	importers: Cache,
}

impl Tip {
	/// A chain that begins with a genesis of this root.
	pub fn genesis(root: Hash) -> Self {
		Self { number: 0, hash: super::mesh::GENESIS, root, authors: cache(), importers: cache() }
	}

	/// The same chain in another state, with nothing in its caches.
	pub fn with_root(&self, root: Hash) -> Self {
		let (number, hash) = (self.number, self.hash);
		Self { number, hash, root, authors: cache(), importers: cache() }
	}

	/// Look at the state.
	pub fn session<'a>(&self, nodes: &'a Nodes) -> Session<'a> {
		Session::new(nodes, self.root, &self.authors)
	}

	/// Change the state beside all blocks.
	pub fn change<R>(&mut self, nodes: &mut Nodes, what: impl FnOnce() -> R) -> Result<R> {
		let mut session = self.session(nodes);
		let result = session.native(what);
		self.root = session.finish()?.keep(nodes);
		Ok(result)
	}

	/// Change much of the state beside all blocks. The one before can no longer be read.
	pub fn change_in_bulk<R>(&mut self, nodes: &mut Nodes, what: impl FnOnce() -> R) -> Result<R> {
		let mut session = Session::uncached(nodes, self.root);
		let result = session.native(what);
		self.root = session.finish()?.replace(nodes);
		Ok(result)
	}

	/// Whether the next block begins a session. It takes no transactions, and the
	/// market does not run in it.
	pub fn begins_session(&self) -> bool {
		self.number > 0 && u64::from(self.number).is_multiple_of(EPOCH_SLOTS)
	}

	/// Make the next block: its header, and what it does to the state. `chance` sets
	/// its VRF output.
	pub fn author<'a>(
		&self,
		nodes: &'a Nodes,
		engine: &Engine,
		chance: u64,
		transactions: &[UncheckedExtrinsic],
		recorder: Option<Recorder<sp_runtime::traits::BlakeTwo256>>,
	) -> Result<(Header, Session<'a>)> {
		let mut session = Session::recorded(nodes, self.root, &self.authors, recorder);
		let number = self.number + 1;
		let slot = FIRST_SLOT + u64::from(number);
		let none = Hash::zero();
		let header = Header::new(number, none, none, self.hash, digest(slot, chance));
		session.call(engine, "Core_initialize_block", &header.encode())?;
		for transaction in std::iter::once(&timestamp(slot)).chain(transactions) {
			let result =
				session.call(engine, "BlockBuilder_apply_extrinsic", &transaction.encode())?;
			match ApplyExtrinsicResult::decode(&mut &result[..])? {
				Ok(Ok(())) => {}
				other => bail!("block {number} refuses a transaction: {other:?}"),
			}
		}
		let header = session.call(engine, "BlockBuilder_finalize_block", &[])?;
		Ok((Header::decode(&mut &header[..])?, session))
	}

	/// Make the next block, execute it as an importing node does, and go on from it.
	pub fn advance(
		&mut self,
		nodes: &mut Nodes,
		engine: &Engine,
		chance: u64,
		transactions: Vec<UncheckedExtrinsic>,
	) -> Result<Executed> {
		let recorder = Recorder::default();
		let authored = self.author(nodes, engine, chance, &transactions, Some(recorder.clone()))?;
		let header = authored.0;
		drop(authored.1);
		let reads = recorder.recorded_keys().values().map(|keys| keys.len()).sum();
		let slot = FIRST_SLOT + u64::from(header.number);
		let extrinsics = std::iter::once(timestamp(slot)).chain(transactions).collect();
		let block = Block { header, extrinsics };
		let encoded = block.encode();
		let timer = Timer::start();
		let mut session = Session::new(nodes, self.root, &self.importers);
		session.call(engine, "Core_execute_block", &encoded).context("executing a block")?;
		let (weight, events) = session.native(outcome);
		let changes: Changes = session.finish()?;
		let time_us = timer.micros();
		if changes.root != block.header.state_root {
			bail!("author and importer of block {} disagree", block.header.number);
		}
		self.number = block.header.number;
		self.hash = block.header.hash();
		let writes = changes.writes;
		self.root = changes.keep(nodes);
		Ok(Executed { number: self.number, time_us, weight, reads, writes, events })
	}
}

/// What executing a block took, and what happened in it.
pub struct Executed {
	/// Its number.
	pub number: u32,
	/// Microseconds it took, the new root included.
	pub time_us: f64,
	/// What it weighs.
	pub weight: BlockWeight,
	/// Keys of the state that it reads.
	pub reads: usize,
	/// Keys that it writes.
	pub writes: usize,
	/// What happened.
	pub events: Vec<RuntimeEvent>,
}

/// What a block weighs, as reference time in microseconds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct BlockWeight {
	/// Ordinary transactions: requests.
	pub requests_us: f64,
	/// Operational transactions: commitments and reveals.
	pub work_us: f64,
	/// Hooks, inherents and the block itself.
	pub hooks_us: f64,
}

impl BlockWeight {
	/// All of it.
	pub fn total(&self) -> f64 {
		self.requests_us + self.work_us + self.hooks_us
	}
}

/// Weight and events of the block that has just been finished.
pub fn outcome() -> (BlockWeight, Vec<RuntimeEvent>) {
	let weight = frame_system::BlockWeight::<Runtime>::get();
	let of = |class| weight.get(class).ref_time() as f64 / 1e6;
	let weight = BlockWeight {
		requests_us: of(DispatchClass::Normal),
		work_us: of(DispatchClass::Operational),
		hooks_us: of(DispatchClass::Mandatory),
	};
	(weight, System::read_events_no_consensus().map(|record| record.event).collect())
}

/// What an author says of a slot, with an output that `chance` sets.
fn digest(slot: u64, chance: u64) -> Digest {
	// Nobody verifies these outputs, so the epoch may as well be what chance says.
	let data = make_vrf_sign_data(&Default::default(), slot.into(), chance);
	let vrf_signature = Sr25519Keyring::Alice.pair().vrf_sign(&data);
	let slot = slot.into();
	let claim =
		PreDigest::SecondaryVRF(SecondaryVRFPreDigest { authority_index: 0, slot, vrf_signature });
	Digest { logs: vec![DigestItem::PreRuntime(BABE_ENGINE_ID, claim.encode())] }
}

/// The time of a slot, as its author states it.
fn timestamp(slot: u64) -> UncheckedExtrinsic {
	let call: RuntimeCall = pallet_timestamp::Call::set { now: slot * SLOT_MS }.into();
	generic::UncheckedExtrinsic::new_bare(call).into()
}
