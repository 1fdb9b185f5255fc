//! Blocks of chance, in which what every call and hook really reads and writes is held
//! against what its weight allows for. Times are not looked at.

use super::state::State;
use crate::economy::world::{call_unfiltered, enrol, owner, pre_digest};
use atous_primitives::{
	header::Requirements,
	verdict::LARGE_JURY,
	views::{CopyPhase, TaskPhase},
	Accelerator, Cid, Class, Latency, OfferSpec, Outcome, Reveal, RuntimeKind, TaskHeader, TaskId,
	Verification, FUEL_PER_WORK_UNIT, PROFILE_WASM_1,
};
use atous_runtime::{
	genesis::BABE_EPOCH, AccountId, AllPalletsWithSystem, BabeConfig, BalancesConfig, Credit, Hash,
	Runtime, RuntimeCall, RuntimeGenesisConfig, System, Tasks,
};
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{Hooks, WhitelistedStorageKeys},
	weights::{RuntimeDbWeight, Weight, WeightMeter},
};
use rand::{seq::SliceRandom, Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sp_core::storage::StateVersion;
use sp_externalities::set_and_run_with_externalities;
use sp_runtime::BuildStorage;
use sp_state_machine::{backend::Backend, Ext, InMemoryBackend, OverlayedChanges};
use std::collections::BTreeMap;

/// Owners of devices; each has two. Enough for a large jury.
const OWNERS: u32 = 16;
/// Blocks of a run.
const BLOCKS: u32 = 600;
/// Blocks of a session.
const SESSION: u32 = 60;
/// Bond of a device, in the smallest units of the token.
const BOND: u128 = 10_000 * atous_runtime::numbers::token::ATOS;

/// What was touched last.
static LAST: std::sync::Mutex<String> = std::sync::Mutex::new(String::new());

/// A chain whose reads and writes are counted.
struct Counted(State);

impl Counted {
	fn new() -> Self {
		let genesis = RuntimeGenesisConfig {
			babe: BabeConfig {
				authorities: vec![(sp_keyring::Sr25519Keyring::Alice.public().into(), 1)],
				epoch_config: BABE_EPOCH,
				..Default::default()
			},
			balances: BalancesConfig {
				balances: (0..OWNERS).map(|n| (owner(n), 10 * BOND)).collect(),
				..Default::default()
			},
			..Default::default()
		};
		let storage = genesis.build_storage().expect("the genesis can be built");
		let state = State::new(&InMemoryBackend::from((storage, StateVersion::V1)), true);
		let mut free = AllPalletsWithSystem::whitelisted_storage_keys();
		// How deep calls are nested: a key that never leaves the memory.
		free.push(frame_support::storage::transactional::TRANSACTION_LEVEL_KEY.to_vec().into());
		state.set_whitelist(free);
		Self(state)
	}

	/// The keys that count and were touched since the last reset.
	fn touched(&self) -> Vec<String> {
		let counted = self.0.get_read_and_written_keys().into_iter();
		let counted = counted.filter(|(_, reads, writes, free)| !free && reads + writes > 0);
		counted.map(|(key, ..)| sp_core::bytes::to_hex(&key, false)).collect()
	}

	/// Do something. Says what its reads and writes weigh.
	fn run<R>(&self, what: impl FnOnce() -> R) -> (R, Weight) {
		self.0.reset_read_write_count();
		let mut changes = OverlayedChanges::default();
		let result = {
			let mut ext = Ext::new(&mut changes, &self.0, None);
			set_and_run_with_externalities(&mut ext, what)
		};
		let (reads, ..) = self.0.read_write_count();
		let read = self.touched();
		let changes = changes.drain_storage_changes(&self.0, StateVersion::V1).expect("no error");
		self.0.reset_read_write_count();
		self.0
			.commit(
				changes.transaction_storage_root,
				changes.transaction,
				changes.main_storage_changes,
				changes.child_storage_changes,
			)
			.expect("a state in memory takes everything");
		let (_, _, writes, _) = self.0.read_write_count();
		*LAST.lock().expect("one thread") = format!("read {read:?}, wrote {:?}", self.touched());
		let each: RuntimeDbWeight = <Runtime as frame_system::Config>::DbWeight::get();
		(result, each.reads_writes(reads.into(), writes.into()))
	}
}

/// How often each thing was done, and the least that its weight had left; and what
/// weighed too little.
#[derive(Default)]
struct Tally(BTreeMap<String, (u32, u64)>, BTreeMap<String, String>);

impl Tally {
	/// Hold what was done against what its weight allows for.
	fn note(&mut self, what: &str, declared: Weight, used: Weight) {
		let left = declared.ref_time().checked_sub(used.ref_time());
		let left = left.unwrap_or_else(|| {
			let last = LAST.lock().expect("one thread");
			self.1.entry(what.into()).or_insert_with(|| {
				format!("{declared:?}; its reads and writes alone {used:?}: {last}")
			});
			0
		});
		let entry = self.0.entry(what.into()).or_insert((0, u64::MAX));
		*entry = (entry.0 + 1, entry.1.min(left));
	}
}

fn spec(chance: &mut ChaCha8Rng) -> OfferSpec {
	let many = chance.gen_range(1..=Class::ALL.len());
	OfferSpec {
		classes: Class::ALL.into_iter().take(many).collect::<Vec<_>>().try_into().expect("all fit"),
		profile: PROFILE_WASM_1,
		cores: 4,
		memory_mib: 4_096,
		accelerator: Accelerator::Gpu,
		io: Default::default(),
		reserve_price: 0,
		latency: Latency::Realtime,
		// Classes of containers want one.
		code_hashes: vec![Default::default()].try_into().expect("one fits"),
		milliwatts_per_core: None,
		lifetime: chance.gen_range(50..500),
	}
}

fn header(chance: &mut ChaCha8Rng) -> TaskHeader {
	let quorum = chance.gen_range(2..=4);
	let verification = if chance.gen() {
		Verification::Redundant { quorum, max: 2 * quorum }
	} else {
		Verification::Adaptive
	};
	TaskHeader {
		payload: Cid::of_raw(b"payload"),
		input: Cid::of_raw(b"input"),
		class: Class::WasmSmall,
		profile: PROFILE_WASM_1,
		runtime: RuntimeKind::Wasm,
		requirements: Requirements {
			cores: 1,
			memory_mib: 64,
			accelerator: Default::default(),
			io: Default::default(),
		},
		work_limit: chance.gen_range(1..10) * FUEL_PER_WORK_UNIT,
		max_price: u64::MAX,
		latency: Latency::Batch,
		deadline: chance.gen_range(150..400),
		verification,
		urgent: false,
		callback: None,
		metadata: Default::default(),
	}
}

/// What a device says: mostly the truth.
fn outcome(liar: bool, device: &AccountId) -> Outcome {
	let block = if liar { device.as_ref() } else { b"truth".as_slice() };
	Outcome::Completed { result: Cid::of_raw(block), fuel: FUEL_PER_WORK_UNIT }
}

/// What a device may do now with one of its copies.
fn work(
	id: TaskId,
	device: &AccountId,
	liar: bool,
	chance: &mut ChaCha8Rng,
) -> Option<RuntimeCall> {
	let task = pallet_tasks::Tasks::<Runtime>::get(id)?;
	let copy = task.copies.iter().find(|copy| copy.is_live() && copy.device == *device)?;
	let outcome = outcome(liar, device);
	let reveal = Reveal::new(id, device.as_ref(), &outcome, [3; 32]);
	let call = match (copy.phase, task.phase) {
		(CopyPhase::Assigned, _) if chance.gen_ratio(1, 10) => {
			pallet_tasks::Call::give_back { task: id }
		}
		(CopyPhase::Assigned, _) => {
			let commitment = reveal.commitment(id, device.as_ref());
			pallet_tasks::Call::commit { task: id, commitment }
		}
		(CopyPhase::Committed, TaskPhase::Committed) => {
			let agree =
				task.leading_tag().map_or(0, |(tag, n)| if tag == reveal.tag { n } else { 0 });
			let opening = (agree + 1 >= task.needed && chance.gen()).then_some(outcome);
			let items = vec![pallet_tasks::Report::Reveal { task: id, reveal, opening }];
			if chance.gen() {
				pallet_tasks::Call::report { items: items.try_into().ok()? }
			} else {
				pallet_tasks::Call::reveal { task: id, reveal, opening }
			}
		}
		(CopyPhase::Revealed, TaskPhase::Revealed) => {
			pallet_tasks::Call::open { task: id, outcome }
		}
		_ => return None,
	};
	Some(call.into())
}

/// What someone may do now. Whoever has work does that first, as a rule.
fn choose(devices: &[AccountId], chance: &mut ChaCha8Rng) -> (AccountId, RuntimeCall) {
	let at = chance.gen_range(0..devices.len());
	let device = devices[at].clone();
	let own = owner(at as u32 % OWNERS);
	let mut copies: Vec<TaskId> = pallet_tasks::Workers::<Runtime>::get(&device).held.into();
	copies.shuffle(chance);
	if chance.gen_ratio(4, 5) {
		let liar = at % 5 == 0;
		if let Some(call) = copies.into_iter().find_map(|id| work(id, &device, liar, chance)) {
			return (device, call);
		}
	}
	match chance.gen_range(0..14) {
		0..=3 => (device, pallet_tasks::Call::offer { spec: spec(chance) }.into()),
		4 => (device, pallet_tasks::Call::withdraw {}.into()),
		5..=8 => (device, pallet_tasks::Call::submit { header: header(chance) }.into()),
		9 => {
			let task = pallet_tasks::NextTask::<Runtime>::get().saturating_sub(1);
			(device, pallet_tasks::Call::cancel { task }.into())
		}
		10 => {
			let address = b"/p2p/x".to_vec().try_into().expect("it is short");
			(device, pallet_tasks::Call::announce { address }.into())
		}
		11 => (own, pallet_credit::Call::touch { device }.into()),
		12 => (own, pallet_credit::Call::top_up_bond { device, amount: BOND / 10 }.into()),
		_ => (own, pallet_credit::Call::reduce_bond { device, amount: BOND / 100 }.into()),
	}
}

/// What stands before the calls of a block.
fn begin(chain: &Counted, now: u32, chance: &mut ChaCha8Rng, tally: &mut Tally) {
	let digest = pre_digest(now, chance);
	chain.run(|| {
		System::set_block_number(now);
		System::reset_events();
		pallet_session::CurrentIndex::<Runtime>::put(now / SESSION);
		pallet_babe::Initialized::<Runtime>::put(Some(digest));
	});
	let (weight, used) = chain.run(|| <Credit as Hooks<u32>>::on_initialize(now));
	tally.note("Credit::on_initialize", weight, used);
	let (weight, used) = chain.run(|| <Tasks as Hooks<u32>>::on_initialize(now));
	tally.note("Tasks::on_initialize", weight, used);
	let (weight, used) = chain.run(|| {
		let mut meter = WeightMeter::new();
		<Tasks as Hooks<u32>>::on_poll(now, &mut meter);
		meter.consumed()
	});
	tally.note("Tasks::on_poll", weight, used);
}

#[test]
fn no_call_and_no_hook_reads_or_writes_more_than_its_weight_allows_for() {
	let chain = Counted::new();
	let mut chance = ChaCha8Rng::seed_from_u64(7);
	let mut tally = Tally::default();
	let devices: Vec<AccountId> = chain
		.run(|| {
			frame_system::BlockHash::<Runtime>::insert(0, Hash::repeat_byte(1));
			let enrol = |n| enrol(&owner(n % OWNERS), n, BOND).expect("the owner can pay the bond");
			(0..2 * OWNERS).map(enrol).collect()
		})
		.0;
	for now in 2..BLOCKS {
		begin(&chain, now, &mut chance, &mut tally);
		for _ in 0..4 {
			let ((who, call), _) = chain.run(|| choose(&devices, &mut chance));
			let declared = call.get_dispatch_info().call_weight;
			let name = name_of(&call);
			let (result, used) = chain.run(|| call_unfiltered(&who, call));
			match result {
				Ok(actual) => tally.note(&name, actual.unwrap_or(declared), used),
				Err(_) => tally.note(&format!("{name}, failed"), declared, used),
			}
		}
	}
	assert!(tally.1.is_empty(), "these weigh too little: {:#?}", tally.1);
	// A run in which something was never done would say nothing about it.
	for done in
		["offer", "withdraw", "submit", "cancel", "commit", "reveal", "report", "open", "give_back"]
	{
		assert!(tally.0.contains_key(&format!("Tasks::{done}")), "nobody came to {done}");
	}
	let count = |which: fn(&pallet_tasks::Task<AccountId>) -> bool| {
		chain.run(|| pallet_tasks::Tasks::<Runtime>::iter_values().filter(which).count()).0
	};
	assert!(count(|task| task.phase == TaskPhase::Settled) > 0, "no task was settled");
	assert!(count(|task| task.judges == LARGE_JURY) > 0, "no large jury was called");
	assert!(chain.run(Credit::commons).0 != 0, "nobody lost a collateral");
}

fn name_of(call: &RuntimeCall) -> String {
	use frame_support::traits::GetCallMetadata;
	let metadata = call.get_call_metadata();
	format!("{}::{}", metadata.pallet_name, metadata.function_name)
}
