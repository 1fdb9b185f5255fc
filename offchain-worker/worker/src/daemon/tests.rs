//! Whole daemons on doubles: what happens when the parts run side by side.

mod deliveries;

use super::{
	context::Context,
	doubles::{context, header, Calm, Shelf, World},
};
use crate::{
	api::{Listeners, Order},
	chain::{double::Double, AccountId, Call, ChainClient},
	config::{Config, Faults},
	error::Kind,
};
use atous_automaton::Observation;
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	TaskHeader, TaskId,
};
use std::{sync::Arc, time::Duration};

const IDLE: Observation = Observation {
	celsius: Some(40.0),
	cpu: Some(0.02),
	donated: 0.0,
	pressure: atous_automaton::Pressure { cpu: None, memory: None, io: None },
	frequency: Some(0.2),
	critical_flag: false,
};
const BUSY: Observation = Observation { celsius: Some(80.0), cpu: Some(0.99), ..IDLE };

/// How a daemon ends.
type Ending = tokio::task::JoinHandle<Result<(), crate::error::Failure>>;

/// A mesh of daemons on one chain in memory, with a block every few milliseconds.
struct Mesh {
	dir: tempfile::TempDir,
	chain: Arc<Double>,
	world: World,
	running: Vec<(Arc<Context>, Ending)>,
	_blocks: tokio::task::JoinHandle<()>,
}

impl Mesh {
	fn new() -> Self {
		let chain = Arc::new(Double::default());
		let maker = chain.clone();
		let blocks = tokio::spawn(async move {
			loop {
				tokio::time::sleep(Duration::from_millis(40)).await;
				maker.make_block();
			}
		});
		Self {
			dir: tempfile::tempdir().expect("temporary folder"),
			chain,
			world: World::default(),
			running: Vec::new(),
			_blocks: blocks,
		}
	}

	/// Start (or start again) the daemon of `seed`, enrolled by an owner of its own.
	async fn start(&mut self, seed: u8, seen: Observation, faults: Faults) -> Arc<Context> {
		let address = format!("/shelf/{seed}");
		let shelf = self.world.lock().get(&address).cloned().unwrap_or_default();
		let shelf = if shelf_is_new(&shelf) { Shelf::at(&address, &self.world) } else { shelf };
		let mut config = Config { test: faults, ..Config::default() };
		config.host.period_ms = 100;
		config.shutdown.grace_s = 1;
		// Blocks are fifty times as quick here as the pauses are made for.
		config.work.commit_margin_blocks = 16;
		let dir = self.dir.path().join(seed.to_string());
		let context = context(&dir, seed, config, &self.chain, shelf);
		self.chain.edit(|state| {
			if !state.accounts.contains_key(&context.device) {
				state.enroll(context.device, AccountId::from([100 + seed; 32]));
			}
		});
		let listeners =
			Listeners::bind(&context.folder, context.config.api.listen).await.expect("binds");
		let run = super::run(context.clone(), Box::new(Calm(seen)), listeners);
		self.running.push((context.clone(), tokio::spawn(run)));
		context
	}

	/// Kill a daemon as SIGKILL would, and wait until all of it is gone: its listeners
	/// would take the files of those that come after them with them.
	async fn kill(&mut self, device: &AccountId) {
		let at = self.running.iter().position(|(context, _)| context.device == *device);
		let (context, daemon) = self.running.remove(at.expect("it runs"));
		daemon.abort();
		while context.folder.api_address().exists() {
			tokio::time::sleep(Duration::from_millis(5)).await;
		}
	}

	async fn until(&self, what: &str, mut seen: impl FnMut(&Double) -> bool) {
		for _ in 0..3_000 {
			if seen(&self.chain) {
				return;
			}
			tokio::time::sleep(Duration::from_millis(10)).await;
		}
		panic!("waited in vain for: {what}; tasks: {:#?}", self.chain.state().tasks);
	}

	async fn until_phase(&self, task: TaskId, phase: TaskPhase) {
		self.until(&format!("{phase:?}"), |chain| chain.state().tasks[&task].phase == phase).await;
	}

	async fn until_offers(&self, count: usize) {
		self.until("offers", |chain| chain.state().offers.len() >= count).await;
	}
}

fn shelf_is_new(shelf: &Shelf) -> bool {
	use super::edges::Content;
	shelf.address().is_none()
}

/// Put content into the requester's shelf and name it in a header.
async fn ask(context: &Arc<Context>, payload: &[u8], input: &[u8]) -> TaskHeader {
	let payload = context.content.put(payload.to_vec()).await.expect("puts");
	let input = context.content.put(input.to_vec()).await.expect("puts");
	TaskHeader { payload, input, ..header() }
}

async fn submit(context: &Arc<Context>, header: TaskHeader) -> TaskId {
	order(context, Order { header, queue: false, auto_accept: false }).await
}

async fn order(context: &Arc<Context>, order: Order) -> TaskId {
	let sidecar = crate::api::client::Sidecar::find(&context.folder).await.expect("runs");
	sidecar.submit(&order).await.expect("submits")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_run_by_two_and_its_result_fetched() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	mesh.start(2, IDLE, Faults::default()).await;
	mesh.start(3, IDLE, Faults::default()).await;
	mesh.until_offers(2).await;
	let header = ask(&busy, b"module", b"some text").await;
	let task = submit(&busy, header).await;
	mesh.until_phase(task, TaskPhase::Settled).await;
	let sidecar = crate::api::client::Sidecar::find(&busy.folder).await.expect("runs");
	assert_eq!(sidecar.result(task).await.expect("fetches"), b"SOME TEXT");
	let commits = mesh.chain.calls().iter().filter(|(_, call)| call.name() == "commit").count();
	assert_eq!(commits, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_killed_after_its_commitment_settles_after_its_restart() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let withholds = Faults { withhold_reveals: true, ..Faults::default() };
	let second = mesh.start(2, IDLE, withholds).await;
	mesh.start(3, IDLE, Faults::default()).await;
	mesh.until_offers(2).await;
	let header = ask(&busy, b"module", b"x").await;
	let task = submit(&busy, header).await;
	mesh.until_phase(task, TaskPhase::Committed).await;
	mesh.kill(&second.device).await;
	mesh.start(2, IDLE, Faults::default()).await;
	mesh.until_phase(task, TaskPhase::Settled).await;
	let own = |(who, call): &&(AccountId, Call)| *who == second.device && call.name() == "commit";
	assert_eq!(mesh.chain.calls().iter().filter(own).count(), 1, "committed once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_liar_is_not_paid_and_a_third_device_is_brought_in() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let lies = Faults { wrong_results: true, ..Faults::default() };
	for seed in 2..5 {
		let faults = if seed == 2 { lies.clone() } else { Faults::default() };
		mesh.start(seed, IDLE, faults).await;
	}
	mesh.until_offers(3).await;
	// Devices are taken in the order of their accounts here; ask until the liar is among them.
	for round in 0..3u8 {
		let header = ask(&busy, b"module", &[b'a' + round]).await;
		let task = submit(&busy, header).await;
		mesh.until_phase(task, TaskPhase::Settled).await;
		let task = mesh.chain.task(task).await.expect("reachable").expect("there");
		let liar = mesh.running[1].0.device;
		assert!(task.copies.iter().all(|copy| copy.device != liar || copy.paid == 0));
		if let Some(copy) = task.copy_of(&liar) {
			assert_eq!(copy.phase, CopyPhase::Wrong);
			assert_eq!(task.copies.len(), 3);
		}
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn content_nobody_has_is_unavailable_and_what_cannot_be_run_goes_back() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	mesh.start(2, IDLE, Faults::default()).await;
	mesh.start(3, IDLE, Faults::default()).await;
	mesh.until_offers(2).await;
	let missing = mesh.chain.submit(&busy.key, &Call::Submit(header())).await.expect("submits");
	let missing = missing.task.expect("a task");
	mesh.until_phase(missing, TaskPhase::Settled).await;
	let outcome = mesh.chain.state().tasks[&missing].outcome;
	assert_eq!(outcome, Some(atous_primitives::Outcome::Unavailable));

	let unable = ask(&busy, b"unable", b"x").await;
	let unable = submit(&busy, unable).await;
	mesh.until("both gave back", |chain| {
		let copies = &chain.state().tasks[&unable].copies;
		copies.len() == 2 && copies.iter().all(|copy| copy.phase == CopyPhase::GivenBack)
	})
	.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn content_that_the_requester_has_lost_is_fetched_from_the_other_device() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let first = mesh.start(2, IDLE, Faults::default()).await;
	mesh.start(3, IDLE, Faults::default()).await;
	mesh.until_offers(2).await;
	// Nobody but one of those who are given the task has what it needs.
	let header = ask(&first, b"module", b"only the first has this").await;
	let task = mesh.chain.submit(&busy.key, &Call::Submit(header)).await.expect("submits");
	let task = task.task.expect("a task");
	mesh.until_phase(task, TaskPhase::Settled).await;
	let outcome = mesh.chain.state().tasks[&task].outcome;
	assert!(matches!(outcome, Some(atous_primitives::Outcome::Completed { .. })), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_be_refused_is_refused_before_it_is_sent() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	mesh.until("a snapshot", |_| busy.snapshot().is_some()).await;
	let sidecar = crate::api::client::Sidecar::find(&busy.folder).await.expect("runs");
	let refused = |header: TaskHeader, queue| {
		let order = Order { header, queue, auto_accept: false };
		let sidecar = &sidecar;
		async move { sidecar.submit(&order).await.expect_err("refused").kind }
	};
	let good = ask(&busy, b"module", b"x").await;
	assert_eq!(refused(good.clone(), false).await, Kind::NoOffer);
	assert_eq!(refused(header(), true).await, Kind::MissingInput);
	let bad = ask(&busy, b"bad", b"x").await;
	assert_eq!(refused(bad, true).await, Kind::BadPayload);
	let cheap = TaskHeader { max_price: 1, ..good.clone() };
	assert_eq!(refused(cheap, true).await, Kind::PriceTooLow);
	let hasty = TaskHeader { deadline: 2, ..good.clone() };
	assert_eq!(refused(hasty, true).await, Kind::DeadlineTooNear);
	let huge = TaskHeader { work_limit: 0, ..good.clone() };
	assert_eq!(refused(huge, true).await, Kind::BadPayload);
	mesh.chain.edit(|state| {
		state.accounts.get_mut(&busy.device).expect("enrolled").spendable = 0;
	});
	assert_eq!(refused(good.clone(), true).await, Kind::DebtLimit);
	mesh.chain.edit(|state| {
		state.accounts.remove(&busy.device);
	});
	assert_eq!(refused(good.clone(), true).await, Kind::NotEnrolled);
	mesh.chain.set_reachable(false);
	assert_eq!(refused(good, true).await, Kind::ChainUnreachable);
	assert!(mesh.chain.state().tasks.is_empty(), "nothing was put aside");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_daemon_outlives_its_chain_and_ends_when_told() {
	let mut mesh = Mesh::new();
	let idle = mesh.start(1, IDLE, Faults::default()).await;
	mesh.until_offers(1).await;
	assert_eq!(crate::api::state::not_ready(&idle), None);
	mesh.chain.set_reachable(false);
	mesh.until("it is not ready", |_| crate::api::state::not_ready(&idle).is_some()).await;
	mesh.chain.set_reachable(true);
	mesh.until("it is ready again", |_| crate::api::state::not_ready(&idle).is_none()).await;

	idle.ending.send_replace(true);
	let (_, daemon) = mesh.running.pop().expect("one runs");
	let ended = tokio::time::timeout(Duration::from_secs(5), daemon).await;
	ended.expect("in time").expect("does not panic").expect("ends well");
	assert!(!idle.folder.api_address().exists(), "the address file is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn flags_are_anchored() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	mesh.until("an anchor", |chain| chain.state().anchors.contains_key(&busy.device)).await;
	assert_eq!(mesh.chain.state().anchors[&busy.device].size, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_that_are_busy_are_waited_for() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	mesh.start(2, IDLE, Faults::default()).await;
	mesh.start(3, IDLE, Faults::default()).await;
	mesh.until_offers(2).await;
	let mut tasks = Vec::new();
	for input in [b"a", b"b", b"c"] {
		let header = ask(&busy, b"module", input).await;
		tasks.push(submit(&busy, header).await);
	}
	for task in tasks {
		mesh.until_phase(task, TaskPhase::Settled).await;
	}
}
