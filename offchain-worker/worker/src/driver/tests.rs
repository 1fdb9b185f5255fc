//! The driver under every order of events that can be drawn: crashes, forks,
//! delays, liars, owners who come back.

use super::*;
use crate::{
	chain::{market::State, AccountId, Call, Offer},
	daemon::doubles,
};
use atous_primitives::{
	verdict::{LARGE_JURY, SMALL_JURY},
	Accelerator, Cid, Class, Latency, OfferSpec, TaskHeader, TaskId, PROFILE_WASM_1,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const LAG: usize = 2;

fn account(n: u8) -> AccountId {
	AccountId::from([n; 32])
}

fn header() -> TaskHeader {
	TaskHeader { deadline: 120, ..doubles::header() }
}

fn offer() -> Offer {
	let spec = OfferSpec {
		classes: vec![Class::WasmSmall].try_into().expect("one fits"),
		profile: PROFILE_WASM_1,
		cores: 1,
		memory_mib: 512,
		accelerator: Accelerator::None,
		io: Default::default(),
		reserve_price: 0,
		latency: Latency::Realtime,
		code_hashes: Default::default(),
		milliwatts_per_core: None,
		lifetime: 10_000,
	};
	Offer { spec, expires: 10_000 }
}

/// One device: what is on its disk, and what it has in memory.
struct Device {
	account: AccountId,
	disk: BTreeMap<TaskId, TaskLocal>,
	outcome: Outcome,
	give_back: bool,
	/// Calls sent and not yet in a block.
	sent: Vec<Call>,
	commitments: BTreeSet<[u8; 32]>,
	runs: u32,
}

struct World {
	blocks: Vec<State>,
	devices: Vec<Device>,
	finalized: usize,
	salts: u8,
}

impl World {
	fn new(devices: u8, liars: u8) -> Self {
		let mut state = State::default();
		state.enroll(account(200), account(201));
		let mut all = Vec::new();
		for n in 0..devices {
			state.enroll(account(n), account(100 + n));
			state.offers.insert(account(n), offer());
			let fuel = if n < liars { 900 + u64::from(n) } else { 7 };
			all.push(Device {
				account: account(n),
				disk: BTreeMap::new(),
				outcome: Outcome::Completed { result: Cid::of_raw(b"r"), fuel },
				give_back: false,
				sent: Vec::new(),
				commitments: BTreeSet::new(),
				runs: 0,
			});
		}
		state.dispatch(&account(200), &Call::Submit(header())).expect("submits");
		Self { blocks: vec![state], devices: all, finalized: 0, salts: 0 }
	}

	fn best(&self) -> &State {
		self.blocks.last().expect("never empty")
	}

	/// One look of one device at the chain; what it sends lies in the pool.
	fn look(&mut self, index: usize) {
		let best = self.blocks.last().expect("never empty").clone();
		let finalized = self.blocks[self.finalized].clone();
		let device = &mut self.devices[index];
		for (id, task) in &best.tasks {
			if task.copy_of(&device.account).is_some() && !task.phase.is_final() {
				device.disk.entry(*id).or_insert_with(|| TaskLocal::taken(task, device.account));
			}
		}
		let ids: Vec<TaskId> = device.disk.keys().copied().collect();
		for id in ids {
			let local = device.disk.get_mut(&id).expect("listed");
			let view = ChainView {
				best: best.tasks.get(&id),
				finalized: finalized.tasks.get(&id),
				served: best.served,
			};
			let call = match next(local, view, Wish { give_back: device.give_back }) {
				Action::Wait => continue,
				Action::Work => {
					device.runs += 1;
					self.salts = self.salts.wrapping_add(1);
					local.decide(device.outcome, [self.salts; 32]);
					continue;
				}
				Action::Commit(commitment) => {
					device.commitments.insert(commitment);
					Call::Commit { task: id, commitment }
				}
				Action::Reveal { reveal, opening } => {
					let known = finalized.tasks.get(&id).expect("final");
					assert_eq!(known.phase, TaskPhase::Committed, "revealed before it was final");
					Call::Reveal { task: id, reveal, opening }
				}
				Action::Open(outcome) => Call::Open { task: id, outcome },
				Action::GiveBack => Call::GiveBack(id),
				Action::Finish(_) => {
					device.disk.remove(&id);
					continue;
				}
			};
			device.sent.push(call);
		}
	}

	fn block(&mut self) {
		let mut state = self.best().clone();
		state.begin_block();
		for device in &mut self.devices {
			for call in device.sent.drain(..) {
				// What the chain refuses has no effect; the driver looks again.
				let _ = state.dispatch(&device.account, &call);
			}
		}
		self.blocks.push(state);
		self.finalized = self.finalized.max(self.blocks.len().saturating_sub(1 + LAG));
	}

	/// Undo blocks that are not final.
	fn fork(&mut self, depth: usize) {
		let keep = (self.blocks.len() - depth.min(self.blocks.len() - 1)).max(self.finalized + 1);
		self.blocks.truncate(keep);
	}

	fn phase(&self) -> TaskPhase {
		self.best().tasks[&0].phase
	}
}

#[derive(Clone, Debug)]
enum Event {
	Look(usize),
	Block,
	Fork(usize),
	/// The device is killed: what was sent may or may not still be in the pool.
	Kill {
		device: usize,
		lost: bool,
	},
	OwnerComes(usize),
	OwnerLeaves(usize),
}

fn events(devices: usize) -> impl Strategy<Value = Vec<Event>> {
	let device = 0..devices;
	let event = prop_oneof![
		8 => device.clone().prop_map(Event::Look),
		6 => Just(Event::Block),
		1 => (1..=LAG).prop_map(Event::Fork),
		1 => (device.clone(), any::<bool>())
			.prop_map(|(device, lost)| Event::Kill { device, lost }),
		1 => device.clone().prop_map(Event::OwnerComes),
		1 => device.prop_map(Event::OwnerLeaves),
	];
	proptest::collection::vec(event, 0..120)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(512))]

	#[test]
	fn whatever_happens_one_commitment_and_an_end(events in events(4), liars in 0u8..2) {
		let mut world = World::new(4, liars);
		for event in events {
			match event {
				Event::Look(device) => world.look(device),
				Event::Block => world.block(),
				Event::Fork(depth) => world.fork(depth),
				Event::Kill { device, lost } => {
					// The disk survives; memory does not.
					if lost {
						world.devices[device].sent.clear();
					}
				},
				Event::OwnerComes(device) => world.devices[device].give_back = true,
				Event::OwnerLeaves(device) => world.devices[device].give_back = false,
			}
		}
		// Then everyone is well and the chain goes on: it must end.
		for _ in 0..200 {
			for device in 0..world.devices.len() {
				world.look(device);
			}
			world.block();
		}
		prop_assert!(world.phase().is_final(), "{:?}", world.best().tasks[&0]);
		for device in &world.devices {
			prop_assert!(device.commitments.len() <= 1, "two commitments for one task");
			prop_assert!(device.disk.is_empty(), "something is remembered for ever");
			prop_assert!(device.runs <= 1, "run {} times", device.runs);
		}
	}

	#[test]
	fn the_honest_are_paid_and_the_liar_is_not(
		order in proptest::collection::vec(0usize..4, 0..60),
	) {
		let mut world = World::new(4, 1);
		for device in order {
			world.look(device);
			world.block();
		}
		for _ in 0..100 {
			for device in 0..4 {
				world.look(device);
			}
			world.block();
		}
		let task = &world.best().tasks[&0];
		if task.phase == TaskPhase::Settled {
			for copy in &task.copies {
				let liar = copy.device == account(0);
				prop_assert!(!liar || copy.paid == 0);
			}
			prop_assert_eq!(
				task.outcome,
				Some(Outcome::Completed { result: Cid::of_raw(b"r"), fuel: 7 })
			);
		}
	}
}

#[test]
fn two_honest_devices_settle() {
	let mut world = World::new(2, 0);
	for _ in 0..12 {
		world.look(0);
		world.look(1);
		world.block();
	}
	assert_eq!(world.phase(), TaskPhase::Settled);
	assert!(world.devices.iter().all(|device| device.runs == 1));
}

#[test]
fn a_device_killed_after_its_commitment_goes_on_from_disk() {
	let mut world = World::new(2, 0);
	for _ in 0..3 {
		world.look(0);
		world.look(1);
		world.block();
	}
	assert_eq!(world.phase(), TaskPhase::Committed);
	// Nothing but `disk` survives in this model in any case.
	world.devices[0].sent.clear();
	for _ in 0..10 {
		world.look(0);
		world.look(1);
		world.block();
	}
	assert_eq!(world.phase(), TaskPhase::Settled);
	assert_eq!(world.devices[0].runs, 1);
}

#[test]
fn a_device_whose_owner_came_back_gives_back_what_it_has_not_run() {
	let device = account(1);
	let mut state = World::new(2, 0).best().clone();
	state.begin_block();
	let task = state.tasks[&0].clone();
	let mut local = TaskLocal::taken(&task, device);
	let view = ChainView { best: Some(&task), finalized: None, served: 2 };
	assert_eq!(next(&local, view, Wish { give_back: true }), Action::GiveBack);
	local.decide(Outcome::OutOfFuel, [1; 32]);
	let commitment = local.commitment().expect("decided");
	assert_eq!(next(&local, view, Wish { give_back: true }), Action::Commit(commitment));
	state.dispatch(&device, &Call::Commit { task: 0, commitment }).expect("commits");
	let task = state.tasks[&0].clone();
	let view = ChainView { best: Some(&task), finalized: None, served: 2 };
	assert_eq!(next(&local, view, Wish { give_back: true }), Action::Wait);
}

#[test]
fn a_device_that_lost_its_data_folder_reveals_nothing() {
	let device = account(1);
	let mut state = World::new(2, 0).best().clone();
	state.begin_block();
	for n in 0..2 {
		let call = Call::Commit { task: 0, commitment: [9; 32] };
		state.dispatch(&account(n), &call).expect("commits");
	}
	let task = state.tasks[&0].clone();
	let view = ChainView { best: Some(&task), finalized: Some(&task), served: 3 };
	assert_eq!(next(&TaskLocal::taken(&task, device), view, Wish::default()), Action::Wait);
	let mut other = TaskLocal::taken(&task, device);
	other.decide(Outcome::OutOfFuel, [1; 32]);
	assert_eq!(next(&other, view, Wish::default()), Action::Wait);
}

/// A world in which both devices have committed and that is final.
fn committed() -> World {
	let mut world = World::new(2, 0);
	while world.blocks[world.finalized].tasks[&0].phase != TaskPhase::Committed {
		for device in 0..2 {
			world.look(device);
			let is_commit = |call: &Call| !matches!(call, Call::Reveal { .. });
			world.devices[device].sent.retain(is_commit);
		}
		world.block();
	}
	world
}

#[test]
fn the_second_reveals_after_the_first_and_opens() {
	let mut world = committed();
	world.look(1);
	assert!(world.devices[1].sent.is_empty(), "leaves the first word to the first");
	world.look(0);
	assert!(matches!(world.devices[0].sent[..], [Call::Reveal { opening: None, .. }]));
	world.block();
	world.look(1);
	assert!(matches!(world.devices[1].sent[..], [Call::Reveal { opening: Some(_), .. }]));
	world.block();
	assert_eq!(world.phase(), TaskPhase::Settled);
}

#[test]
fn the_second_reveals_all_the_same_when_time_is_short() {
	let mut world = committed();
	while world.devices[1].sent.is_empty() && !world.phase().is_final() {
		world.block();
		world.look(1);
	}
	assert!(matches!(world.devices[1].sent[..], [Call::Reveal { opening: None, .. }]));
}

#[test]
fn only_the_first_opens_at_once() {
	let mut world = committed();
	let mut state = world.best().clone();
	for device in &world.devices {
		let Stage::Decided { outcome, salt } = device.disk[&0].stage else {
			panic!("decided");
		};
		let reveal = device.disk[&0].reveal(&outcome, salt);
		let call = Call::Reveal { task: 0, reveal, opening: None };
		state.dispatch(&device.account, &call).expect("reveals");
	}
	world.blocks.push(state);
	assert_eq!(world.phase(), TaskPhase::Revealed);
	world.look(0);
	world.look(1);
	let opens = |device: &Device| device.sent.iter().any(|c| matches!(c, Call::Open { .. }));
	assert!(opens(&world.devices[0]) && !opens(&world.devices[1]));
}

#[test]
fn what_the_requester_judges_is_revealed_and_not_opened() {
	let mut world = committed();
	for state in &mut world.blocks {
		let Some(task) = state.tasks.get_mut(&0) else { continue };
		(task.sealed, task.needed) = (true, 1);
	}
	world.look(1);
	assert!(matches!(world.devices[1].sent[..], [Call::Reveal { opening: None, .. }]));
}

/// The second juror of a task whose devices were contradicted, where so many must agree, looks.
/// Says whether it opens.
fn second_juror_opens(judges: u8) -> bool {
	let mut world = committed();
	let Stage::Decided { outcome, .. } = world.devices[1].disk[&0].stage else {
		panic!("decided");
	};
	let judged = tag(0, &outcome);
	for state in &mut world.blocks {
		let Some(task) = state.tasks.get_mut(&0) else { continue };
		let Some(mine) = task.copy_of(&account(1)).cloned() else { continue };
		let revealed = |n: u8, tag, examined| TaskCopy {
			device: account(n),
			phase: CopyPhase::Revealed,
			tag,
			examined,
			..mine.clone()
		};
		let liar = [9; 32];
		let others = [revealed(50, liar, true), revealed(51, liar, true)];
		task.copies = others.into_iter().chain([revealed(52, judged, false), mine]).collect();
		(task.needed, task.judges) = (3, judges);
	}
	world.look(1);
	let [Call::Reveal { opening, .. }] = &world.devices[1].sent[..] else {
		panic!("it reveals: {:?}", world.devices[1].sent);
	};
	opening.is_some()
}

#[test]
fn who_completes_the_jury_opens() {
	assert!(second_juror_opens(SMALL_JURY));
	assert!(!second_juror_opens(LARGE_JURY));
}

#[test]
fn what_is_delivered_is_owed_until_somebody_opens_it() {
	let outcome = Outcome::Completed { result: Cid::of_raw(b"r"), fuel: 7 };
	let task = doubles::delivered(outcome);
	let device = task.copies[0].device;
	let mut local = TaskLocal::taken(&task, device);
	assert_eq!(owed(&local, &task), None, "nothing is decided");
	local.decide(outcome, [1; 32]);
	assert_eq!(owed(&local, &task), Some(outcome));
	let mut accepted = Task { phase: TaskPhase::Settled, ..task.clone() };
	accepted.copies[0].phase = CopyPhase::Paid;
	assert_eq!(owed(&local, &accepted), Some(outcome), "accepted, and not opened");
	let opened = Task { outcome: Some(outcome), ..accepted };
	assert_eq!(owed(&local, &opened), None, "everybody can read it");
	let disputed = Task { phase: TaskPhase::Assigned, ..task.clone() };
	assert_eq!(owed(&local, &disputed), None, "a panel works");
	let forked = Task { requester: account(8), ..task.clone() };
	assert_eq!(owed(&local, &forked), None, "another task of the same number");
	let mut other = task.clone();
	other.copies[0].tag = [0; 32];
	assert_eq!(owed(&local, &other), None, "another outcome was shown");
	let stranger = TaskLocal { device: account(8), ..local };
	assert_eq!(owed(&stranger, &task), None, "another device has delivered");
}
