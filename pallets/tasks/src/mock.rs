//! A chain of the market alone, with a ledger that keeps its books in plain maps.

use crate::{self as pallet_tasks, *};
use atous_primitives::{
	header::{ContractAddress, Requirements},
	offer::OfferSpec,
	outcome, profile,
	views::TaskPhase,
	Cid, Class, Credit, Hash, Latency, Outcome, Reveal, TaskHeader, TaskId, Verification,
	FUEL_PER_WORK_UNIT,
};
use atous_support::{BlockRandomness, Contracts, Quarantine};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::Hooks,
	weights::{Weight, WeightMeter},
};
use sp_runtime::{AccountId32, BuildStorage, Perbill};
use std::{borrow::Borrow, collections::BTreeMap};

mod ledger;
pub use ledger::*;

#[frame_support::runtime]
mod runtime {
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
	pub type Market = pallet_tasks;
}

type Block = frame_system::mocking::MockBlock<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId32;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId32>;
}

/// Deadline of [`header`].
pub const DEADLINE: u32 = 200;
/// Longest life of an offer.
pub const LIFETIME: u32 = 100_000;

parameter_types! {
	pub Numbers: Params = Params {
		block_ms: 2_000,
		base_price: 1_000_000,
		price_floor: 250_000,
		price_ceiling: 4_000_000,
		minimum_fuel: 10_000_000,
		max_open_tasks: 4,
		finality_lag: 5,
		window_floor: 10,
		queue_allowance: 5,
		max_deadline: 10_000,
		max_offer_lifetime: LIFETIME,
		draw_eligible: 4,
		draw_reads: 32,
		scan_per_block: 16,
		agenda_per_block: 64,
		match_budget: Weight::MAX,
		boost_floor: 150,
		boost_cap: 1_800,
		boost_memory: 600,
		retry_max: 32,
		retention: 50,
		give_back_tokens: 3,
		give_back_regain: 8,
		give_back_percent: 25,
		check_premium: Perbill::from_percent(5),
		adaptive_cap: 40,
		seasoned: 10,
		// None, so that most tests need not wait for the draw.
		audit_one_in: 0,
		backoff_base: 30,
		backoff_max: 43_200,
		urgency_premium: Perbill::from_percent(5),
		urgency_share: Perbill::from_rational(2u32, 3),
		owner_share: Perbill::from_rational(2u32, 3),
		// None, so that most tests need not reckon with it.
		task_deposit: 0,
		deposit_share: Perbill::zero(),
		panel: 3,
		accept_window_min: 10,
		accept_window_max: 100,
		judge_weight: Weight::from_parts(1_000_000_000, 100_000),
		callback_budget: Weight::from_parts(100_000_000_000, 100_000_000),
		// None, so that most tests need not reckon with it.
		delivery_premium: Perbill::zero(),
		jury_patience: 20,
	};
}

pub struct MockQuarantine;
impl Quarantine<AccountId32> for MockQuarantine {
	fn is_quarantined(device: &AccountId32) -> bool {
		books(|b| b.quarantined.contains(device))
	}
}

pub struct MockRandomness;
impl BlockRandomness for MockRandomness {
	fn this_block() -> Option<Hash> {
		let seed = books(|b| b.seed)?;
		Some(outcome::sha256(&[&seed, &Served::<Test>::get().to_le_bytes()]))
	}
}

/// Contracts that answer what the books say, and use half of what they may.
pub struct MockContracts;
impl Contracts<AccountId32> for MockContracts {
	fn exists(contract: &ContractAddress) -> bool {
		books(|b| b.contracts.contains_key(&contract.0))
	}
	fn judge(
		contract: &ContractAddress,
		task: TaskId,
		requester: &AccountId32,
		outcome: &Outcome,
		limit: Weight,
	) -> (Option<bool>, Weight) {
		books(|b| {
			b.judged.push((task, requester.clone(), *outcome, limit));
			(b.contracts.get(&contract.0).copied().flatten(), limit / 2)
		})
	}
	fn settled(
		contract: &ContractAddress,
		task: TaskId,
		phase: TaskPhase,
		outcome: Option<&Outcome>,
		limit: Weight,
	) -> (bool, Weight) {
		books(|b| {
			b.told.push((task, phase, outcome.copied()));
			(b.contracts.get(&contract.0).copied().flatten().is_some(), limit / 2)
		})
	}
}

impl Config for Test {
	type Contracts = MockContracts;
	type Ledger = MockLedger;
	type Quarantine = MockQuarantine;
	type Randomness = MockRandomness;
	type Params = Numbers;
	type ManagerOrigin = frame_system::EnsureRoot<AccountId32>;
	type Session = MockSession;
	type WeightInfo = weights::SubstrateWeight<Test>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = MockLedger;
}

pub struct MockSession;
impl frame_support::traits::Get<u32> for MockSession {
	fn get() -> u32 {
		books(|b| b.session)
	}
}

/// Change the numbers in force.
pub fn set_numbers(change: impl FnOnce(&mut Params)) {
	Settings::<Test>::mutate(|settings| change(&mut settings.current));
	assert_ok!(atous_support::settings::Validate::validate(&Market::params()));
}
pub fn set_seed(seed: Option<Hash>) {
	books(|b| b.seed = seed);
}
pub fn quarantine(device: &AccountId32) {
	books(|b| b.quarantined.push(device.clone()));
}

/// Device `n`, enrolled by an owner of its own.
pub fn device(n: u8) -> AccountId32 {
	device_of(n, n)
}

/// What the market knows of a device.
pub fn worker_of(device: impl Borrow<AccountId32>) -> Worker {
	Workers::<Test>::get(device.borrow())
}

/// Change the record of a device.
pub fn with_record(device: impl Borrow<AccountId32>, change: impl FnOnce(&mut Record)) {
	Market::update_worker(device.borrow(), |worker| change(&mut worker.record));
}

/// Checked results of a device in a class.
pub fn checked_of(device: impl Borrow<AccountId32>, class: Class) -> u32 {
	worker_of(device).checked_in(class)
}

/// Set them.
pub fn set_checked(device: impl Borrow<AccountId32>, class: Class, results: u32) {
	Market::update_worker(device.borrow(), |worker| worker.set_checked(class, results));
}

/// Whether a device has nothing to do and nothing in use.
pub fn offer_of(device: impl Borrow<AccountId32>) -> Option<Offer> {
	Workers::<Test>::get(device.borrow()).offer
}

pub fn is_idle(worker: &Worker) -> bool {
	worker.held.is_empty() && worker.usage == Usage::default()
}

/// Device `n`, enrolled by owner `owner`.
pub fn device_of(n: u8, owner: u8) -> AccountId32 {
	let device = AccountId32::new([n; 32]);
	let owner = AccountId32::new([owner.wrapping_add(128); 32]);
	books(|b| b.owners.insert(device.clone(), owner));
	device
}

/// An empty chain.
pub fn new_test_ext() -> sp_io::TestExternalities {
	BOOKS.with(|books| {
		*books.borrow_mut() = Books { seed: Some([7; 32]), ..Default::default() };
	});
	let storage =
		frame_system::GenesisConfig::<Test>::default().build_storage().expect("empty genesis");
	sp_io::TestExternalities::from(storage)
}

/// Run `test` on an empty chain; afterwards everything is recounted.
pub fn build_and_execute(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		System::set_block_number(1);
		serve(1);
		test();
		check();
	});
}

/// Recount the market, and hold the books against it.
pub fn check() {
	Market::do_try_state().expect("the market's books are in order");
	let mut reservations: BTreeMap<AccountId32, Credit> = BTreeMap::new();
	let mut collateral: BTreeMap<AccountId32, Credit> = BTreeMap::new();
	for task in Tasks::<Test>::iter_values() {
		*reservations.entry(task.requester).or_default() += task.reservation.total();
		for copy in task.copies {
			*collateral.entry(copy.device).or_default() += copy.collateral;
		}
	}
	books(|b| {
		for (device, held) in &b.reserved {
			assert_eq!(*held, reservations.get(device).copied().unwrap_or_default());
		}
		for (device, held) in &b.secured {
			assert_eq!(*held, collateral.get(device).copied().unwrap_or_default());
		}
		assert_eq!(b.sum(), 0, "the books sum to zero");
	});
}

/// Serve `blocks` blocks.
pub fn serve(blocks: u32) {
	for _ in 0..blocks {
		System::set_block_number(System::block_number() + 1);
		Market::on_initialize(System::block_number());
		let mut meter = WeightMeter::new();
		Market::on_poll(System::block_number(), &mut meter);
	}
}

/// Serve until the task has `copies` live ones; panics after `most` blocks.
pub fn serve_until_asked(id: TaskId, copies: usize, most: u32) {
	for _ in 0..most {
		if asked(id).len() == copies {
			return;
		}
		serve(1);
	}
	panic!("task {id} has {} copies after {most} blocks", asked(id).len());
}

/// An offer of four cores for small and medium WebAssembly.
pub fn spec() -> OfferSpec {
	OfferSpec {
		classes: vec![Class::WasmSmall, Class::WasmMedium].try_into().expect("two classes"),
		profile: profile::PROFILE_WASM_1,
		cores: 4,
		memory_mib: 4_096,
		accelerator: Default::default(),
		io: Default::default(),
		reserve_price: 0,
		latency: Latency::Realtime,
		code_hashes: Default::default(),
		milliwatts_per_core: None,
		lifetime: LIFETIME,
	}
}

/// Ten work units for a quorum of two of at most four.
pub fn header() -> TaskHeader {
	TaskHeader {
		payload: Cid::of_raw(b"payload"),
		input: Cid::of_raw(b"input"),
		class: Class::WasmSmall,
		profile: profile::PROFILE_WASM_1,
		runtime: atous_primitives::RuntimeKind::Wasm,
		requirements: Requirements {
			cores: 1,
			memory_mib: 64,
			accelerator: Default::default(),
			io: Default::default(),
		},
		work_limit: 10 * FUEL_PER_WORK_UNIT,
		max_price: 1_000_000,
		latency: Latency::Batch,
		urgent: false,
		deadline: DEADLINE,
		verification: Verification::Redundant { quorum: 2, max: 4 },
		callback: None,
		metadata: Default::default(),
	}
}

/// Enrol devices `range`, each of its own owner, and have each offer [`spec`].
pub fn offer_all(range: std::ops::RangeInclusive<u8>) -> Vec<AccountId32> {
	range
		.map(|n| {
			let device = device(n);
			assert_ok!(Market::offer(RuntimeOrigin::signed(device.clone()), spec()));
			device
		})
		.collect()
}

/// Submit `header` for `requester`.
pub fn submit(requester: &AccountId32, header: TaskHeader) -> TaskId {
	let id = NextTask::<Test>::get();
	assert_ok!(Market::submit(RuntimeOrigin::signed(requester.clone()), header));
	id
}

/// A completed outcome told apart by `what`.
/// Tasks that wait for devices and were not parked, in the order of the queue: the first of
/// each line, and what lies on the tray.
pub fn waiting() -> Vec<TaskId> {
	let arrived = Arrivals::<Test>::get().into_iter().map(|arrival| arrival.place);
	let arrived = arrived.filter(|place| {
		let task = Tasks::<Test>::get(place.unique());
		task.is_some_and(|task| task.search == Search::Arrived)
	});
	let mut places: Vec<QueueKey> = Queue::<Test>::iter_keys().chain(arrived).collect();
	places.sort();
	places.into_iter().map(|place| place.unique()).collect()
}

pub fn completed(what: u8) -> Outcome {
	Outcome::Completed { result: Cid::of_raw(&[what]), fuel: 4 * FUEL_PER_WORK_UNIT }
}

/// What `device` reveals of `outcome`.
pub fn reveal_of(device: &AccountId32, id: TaskId, outcome: &Outcome) -> Reveal {
	Reveal::new(id, device.as_ref(), outcome, [9; 32])
}

/// Commit `device` to `outcome`.
pub fn commit(device: &AccountId32, id: TaskId, outcome: &Outcome) {
	let commitment = reveal_of(device, id, outcome).commitment(id, device.as_ref());
	assert_ok!(Market::commit(RuntimeOrigin::signed(device.clone()), id, commitment));
}

/// What a call comes to, its weight left out.
pub fn plain(
	result: frame_support::dispatch::DispatchResultWithPostInfo,
) -> sp_runtime::DispatchResult {
	result.map(|_| ()).map_err(|failed| failed.error)
}

/// Reveal what [`commit`] committed to.
pub fn reveal(
	device: &AccountId32,
	id: TaskId,
	outcome: &Outcome,
	open: bool,
) -> sp_runtime::DispatchResult {
	let opening = open.then_some(*outcome);
	let reveal = reveal_of(device, id, outcome);
	plain(Market::reveal(RuntimeOrigin::signed(device.clone()), id, reveal, opening))
}

/// Devices with a live copy of the task, in the order in which they were asked.
pub fn asked(id: TaskId) -> Vec<AccountId32> {
	let task = Tasks::<Test>::get(id).expect("the task can be read");
	task.copies.iter().filter(|c| c.is_live()).map(|c| c.device.clone()).collect()
}

/// The task.
pub fn task(id: TaskId) -> Task<AccountId32> {
	Tasks::<Test>::get(id).expect("the task can be read")
}
