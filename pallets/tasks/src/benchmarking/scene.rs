//! The market that is measured: devices with everything that makes them costly, and
//! tasks in the state a benchmark needs.

use super::*;
use crate::BackOff;
use alloc::vec::Vec;
use atous_primitives::header::MAX_COPIES;

/// Chance of the block that is measured.
pub const SEED: Hash = [7; 32];
/// Hides what is committed to.
const SALT: Hash = [9; 32];
/// The block that is measured: late enough that every account has decayed.
const LATER: u32 = 1_234_567;
/// The class of all tasks.
pub const CLASS: Class = Class::WasmSmall;

/// A name for each part that devices play, so that no two are the same.
pub mod role {
	pub const REQUESTER: &str = "requester";
	pub const DEVICE: &str = "device";
	pub const WORKER: &str = "worker";
	pub const BEHIND: &str = "behind";
}

impl<T: Config> Presence<AccountId32> for Pallet<T> {
	fn appear(device: &AccountId32) {
		offer_before_others::<T>(device, MAX_CLASSES);
		Pallet::<T>::update_worker(device, |worker| {
			worker.offer.iter_mut().for_each(|offer| offer.spec.reserve_price = Price::MAX);
		});
		Class::ALL.into_iter().for_each(|class| PostedPrice::<T>::insert(class, 1));
		let address = vec![b'/'; MAX_ADDRESS as usize];
		Peers::<T>::insert(device, Address::truncate_from(address));
		fill::<T>(device, Record::default());
	}
}

/// Have the device's row be as long as it may be with room for one copy.
fn fill<T: Config>(device: &AccountId32, record: Record) {
	let others = (0..TaskId::from(MAX_HELD) - 1).map(|n| TaskId::MAX - n).collect();
	let offer = Workers::<T>::get(device).offer;
	let held = BoundedVec::truncate_from(others);
	let mut worker = Worker { offer, held, record, ..Default::default() };
	Class::ALL.into_iter().for_each(|class| worker.set_checked(class, 1));
	worker.set_checked(CLASS, T::Params::get().seasoned);
	Workers::<T>::insert(device, worker);
}

/// Let time pass, so that what decays has decayed.
pub fn wait<T: Config>() {
	frame_system::Pallet::<T>::set_block_number(LATER.into());
}

/// A device of an owner of its own, with something that decays and something unvested
/// in every class, and a record; its owner has failed before.
pub fn device<T: Config>(role: &'static str, number: u32) -> AccountId32 {
	let owner = account("owner", number, role.len() as u32);
	device_of::<T>(&owner, role, number)
}

/// The same for a given owner.
pub fn device_of<T: Config>(owner: &AccountId32, role: &'static str, number: u32) -> AccountId32 {
	let device = account(role, number, 0);
	T::BenchmarkHelper::enrol(owner, &device);
	T::BenchmarkHelper::burden(&device);
	let back_off = BackOff { failures: 2, until: 0 };
	fill::<T>(&device, Record { back_off, ..Default::default() });
	OwnerBackOff::<T>::insert(owner, back_off);
	device
}

/// Have the device's next passed check find nothing unvested, and nothing to forget.
pub fn lighten<T: Config>(device: &AccountId32) {
	T::Ledger::vest(device, CLASS);
	OwnerBackOff::<T>::remove(T::Ledger::owner_of(device).expect("it was enrolled"));
}

/// The first classes, as many as are asked for.
pub fn classes(count: u32) -> impl Iterator<Item = Class> {
	Class::ALL.into_iter().take(count as usize)
}

/// An offer for these classes, as large as an offer may be.
pub fn spec<T: Config>(classes: impl Iterator<Item = Class>) -> OfferSpec {
	OfferSpec {
		classes: BoundedVec::truncate_from(classes.collect()),
		profile: PROFILE_WASM_1,
		cores: 64,
		memory_mib: 65_536,
		accelerator: Accelerator::Gpu,
		io: Default::default(),
		reserve_price: 0,
		latency: Latency::Realtime,
		code_hashes: BoundedVec::truncate_from(vec![SEED; MAX_CODE_HASHES as usize]),
		milliwatts_per_core: Some(1),
		lifetime: T::Params::get().max_offer_lifetime,
	}
}

/// Have the device offer, with another one behind it in every class, which moves when
/// the first one goes.
pub fn offer_before_others<T: Config>(device: &AccountId32, count: u32) {
	offer::<T>(device, spec::<T>(classes(count)));
	for (number, class) in classes(count).enumerate() {
		let behind = self::device::<T>(role::BEHIND, number as u32);
		offer::<T>(&behind, spec::<T>(core::iter::once(class)));
	}
}

/// Have the device offer.
pub fn offer<T: Config>(device: &AccountId32, spec: OfferSpec) {
	assert_ok!(Pallet::<T>::do_offer(device.clone(), spec));
}

/// A request as large as a request may be.
pub fn header<T: Config>() -> TaskHeader {
	let text = Text(BoundedVec::truncate_from(vec![b'a'; MAX_TEXT as usize]));
	let tags = BoundedVec::truncate_from(vec![text.clone(); MAX_TAGS as usize]);
	let mut header = TaskHeader {
		payload: Cid::of_raw(b"payload"),
		input: Cid::of_raw(b"input"),
		class: CLASS,
		profile: PROFILE_WASM_1,
		runtime: RuntimeKind::Wasm,
		requirements: Requirements {
			cores: 1,
			memory_mib: 64,
			accelerator: Default::default(),
			io: Default::default(),
		},
		work_limit: 10 * FUEL_PER_WORK_UNIT,
		max_price: Price::MAX,
		latency: Latency::Batch,
		deadline: 0,
		verification: Verification::Redundant { quorum: 2, max: MAX_COPIES },
		urgent: false,
		callback: None,
		metadata: Metadata { name: text, tags },
	};
	header.deadline = Pallet::<T>::params().least_deadline(&header).saturating_mul(2);
	header
}

/// A device that owes, has a history and offered a short while ago: its place in the
/// queue and its surcharge take the most to compute.
pub fn requester<T: Config>() -> AccountId32 {
	let requester = account(role::REQUESTER, 0, 0);
	T::BenchmarkHelper::enrol(&account("owner", 0, 0), &requester);
	T::BenchmarkHelper::indebt(&requester);
	Served::<T>::put(1);
	fill::<T>(&requester, Record { last_offered: 1, ..Default::default() });
	requester
}

/// A task that has just been submitted, on the tray.
pub fn submitted<T: Config>() -> (TaskId, Task<AccountId32>) {
	let id = NextTask::<T>::get();
	assert_ok!(Pallet::<T>::do_submit(requester::<T>(), header::<T>()));
	Traffics::<T>::insert(CLASS, Traffic::default());
	(id, Tasks::<T>::get(id).expect("it was submitted just now"))
}

/// The same out of the queue and in another phase, without copies.
pub fn in_phase<T: Config>(phase: TaskPhase) -> (TaskId, Task<AccountId32>) {
	let (id, mut task) = submitted::<T>();
	Pallet::<T>::dequeue(id, &mut task);
	Arrivals::<T>::kill();
	task.phase = phase;
	task.found = Some(task.arrived);
	(id, task)
}

/// What device `number` found where it agrees with no other.
pub fn outcome(number: u32) -> Outcome {
	let result = Cid::of_raw(&number.to_le_bytes());
	Outcome::Completed { result, fuel: 10 * FUEL_PER_WORK_UNIT }
}

/// What a device says of an outcome.
pub fn reveal_of(id: TaskId, device: &AccountId32, outcome: &Outcome) -> Reveal {
	Reveal::new(id, device.as_ref(), outcome, SALT)
}

/// Give the task another copy, of a device that offers, in a phase and with an outcome.
pub fn give<T: Config>(
	id: TaskId,
	task: &mut Task<AccountId32>,
	phase: CopyPhase,
	outcome: &Outcome,
) -> AccountId32 {
	let number = task.copies.len() as u32;
	let device = device::<T>(role::WORKER, number);
	offer::<T>(&device, spec::<T>(core::iter::once(CLASS)));
	let collateral = Pallet::<T>::one_pay(task);
	assert_ok!(T::Ledger::secure(&device, collateral));
	let working = phase == CopyPhase::Assigned;
	let used = if working { task.use_of(Part::Work) } else { Usage::default() };
	assert!(Pallet::<T>::hold(&device, id, used));
	let reveal = reveal_of(id, &device, outcome);
	let shown = phase == CopyPhase::Revealed;
	let copy = Assignment {
		owner: T::Ledger::owner_of(&device).expect("it was enrolled"),
		device: device.clone(),
		phase,
		commitment: reveal.commitment(id, device.as_ref()),
		tag: if shown { reveal.tag } else { Hash::default() },
		voucher: if shown { reveal.voucher } else { Hash::default() },
		collateral,
		commit_by: task.ends_by,
		paid: 0,
		seasoned: true,
		examined: false,
		part: Part::Work,
	};
	assert!(task.copies.try_push(copy).is_ok());
	device
}

/// Give the task `count` copies more, in a phase and with the same outcome.
pub fn give_all<T: Config>(id: TaskId, task: &mut Task<AccountId32>, count: u32, phase: CopyPhase) {
	for _ in 0..count {
		give::<T>(id, task, phase, &outcome(0));
	}
}

/// Have the task remember `count` copies in all, those that are missing given back: what
/// reading and storing it weighs grows with them.
pub fn remember(task: &mut Task<AccountId32>, count: u32) {
	let former = task.copies.first().cloned().unwrap_or_else(|| Assignment {
		device: account("former", 0, 0),
		owner: account("former", 0, 1),
		phase: CopyPhase::GivenBack,
		commitment: Hash::default(),
		tag: Hash::default(),
		voucher: Hash::default(),
		collateral: 0,
		commit_by: 0,
		paid: 0,
		seasoned: false,
		examined: false,
		part: Part::Work,
	});
	while task.copies.len() < count as usize {
		let number = task.copies.len() as u32;
		let device = account("former", number, 0);
		let copy = Assignment { device, phase: CopyPhase::GivenBack, ..former.clone() };
		assert!(task.copies.try_push(copy).is_ok());
	}
}

/// Have `count` tasks of as many owners lie on the tray, none of which waits any more.
pub fn crowd<T: Config>(count: u32) {
	let arrival = |number: u32| Arrival {
		place: QueueKey::new(number, TaskId::from(number) + 1_000),
		owner: account("owner", number, 7),
	};
	Arrivals::<T>::put(Tray::truncate_from((0..count).map(arrival).collect()));
}

/// As many tasks that have ended, of as many requesters.
pub fn ended(count: u32) -> Vec<EndedTask<AccountId32>> {
	let ended = |number: u32| EndedTask {
		task: TaskId::from(number) + 1_000,
		requester: account(role::REQUESTER, number, 7),
	};
	(0..count).map(ended).collect()
}

/// A task that one device has delivered, and whose time for a panel is over; its outcome
/// is open if a contract judges.
pub fn delivered<T: Config>(verification: Verification) -> (TaskId, Task<AccountId32>) {
	let (id, mut task) = in_phase::<T>(TaskPhase::Delivered);
	let judged = matches!(verification, Verification::Contract { .. });
	task.header.verification = verification;
	task.plan = Plan::Delivery { panel: T::Params::get().panel };
	task.needed = 1;
	give::<T>(id, &mut task, CopyPhase::Revealed, &outcome(0));
	task.outcome = judged.then(|| outcome(0));
	task.stage_by = task.ends_by;
	Served::<T>::put(task.ends_by);
	(id, task)
}

/// What brings the agenda to a task.
pub fn entry_of(id: TaskId, task: &Task<AccountId32>) -> (QueueKey, Due<AccountId32>) {
	(QueueKey::new(task.watched, id), Due::Task(id))
}

/// Put the task into the state, and let time pass. Its entry in the agenda is so late that
/// it moves with whatever is done, but for a task that is marked as [`unmoved`].
pub fn keep<T: Config>(id: TaskId, task: &Task<AccountId32>) {
	let mut task = task.clone();
	if task.watched > 0 {
		task.watched = ServedBlock::MAX;
	}
	Tasks::<T>::insert(id, task);
	wait::<T>();
}

/// Have the task's entry stay where it is: moving it is measured apart.
pub fn unmoved(task: &mut Task<AccountId32>) {
	task.watched = 0;
}
