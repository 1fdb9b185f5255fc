//! Deliveries from end to end: who learns an outcome, when it is believed, and what is
//! answered by whom.

use super::*;
use crate::{
	api::client::Sidecar,
	daemon::deliveries::Delivery,
	handover::{Answer, Question},
};
use atous_primitives::{Cid, Outcome, ServedBlock, Verification};
use atous_store::Answers;
use codec::{DecodeAll, Encode};

/// Longer than any of these tests.
const LONG: ServedBlock = 10_000;

/// Somebody who answers with an outcome of their own.
#[derive(Debug)]
struct Liar;

impl Answers for Liar {
	fn answer(&self, _question: &[u8]) -> Option<Vec<u8>> {
		let outcome = Outcome::Completed { result: Cid::of_raw(b"a lie"), fuel: 1 };
		Some(Answer::Outcome(outcome).encode())
	}
}

async fn sidecar(context: &Context) -> Sidecar {
	Sidecar::find(&context.folder).await.expect("runs")
}

/// A task that its requester judges. Gives it as soon as the chain has it.
async fn deliverable(busy: &Arc<Context>, window: ServedBlock, auto_accept: bool) -> TaskId {
	let verification = Verification::Requester { window };
	let header = ask(busy, b"module", b"some text").await;
	let header = TaskHeader { verification, deadline: 3 * LONG, ..header };
	order(busy, Order { header, queue: false, auto_accept }).await
}

/// Wait until `seen` is true of what is known of a delivery.
async fn until_known(
	context: &Context,
	task: TaskId,
	what: &str,
	seen: impl Fn(&Delivery) -> bool,
) -> Delivery {
	let mut last = None;
	for _ in 0..1_500 {
		last = sidecar(context).await.delivery(task).await.expect("answers");
		match last {
			Some(known) if seen(&known) => return known,
			_ => tokio::time::sleep(Duration::from_millis(20)).await,
		}
	}
	panic!("waited in vain for: {what}; known: {last:?}")
}

/// Calls of a name that were included, and those that were sent in vain.
fn sent(context: &Context, call: &str) -> (bool, bool) {
	let text = context.metrics.text().expect("encodes");
	let count = |end: &str, times| {
		let line = format!("atous_calls_total{{call=\"{call}\",end=\"{end}\"}}");
		text.contains(&format!("{line} {times}")) || (times == 0 && !text.contains(&line))
	};
	(count("included", 1), count("refused", 0) && count("failed", 0))
}

async fn some_blocks() {
	tokio::time::sleep(Duration::from_millis(500)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_looked_at_before_it_is_accepted() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	mesh.start(2, IDLE, Faults::default()).await;
	mesh.until_offers(1).await;
	let task = deliverable(&busy, LONG, false).await;
	let known = until_known(&busy, task, "the result", |known| known.fetched).await;
	let result = Cid::of_raw(b"SOME TEXT");
	assert!(matches!(known.outcome, Some(Outcome::Completed { result: r, .. }) if r == result));
	assert!(known.blocks_left.is_some_and(|left| left > LONG / 2 && left <= LONG));
	assert_eq!(sidecar(&busy).await.result(task).await.expect("here"), b"SOME TEXT");
	some_blocks().await;
	let on_chain = mesh.chain.state().tasks[&task].clone();
	assert_eq!(on_chain.phase, TaskPhase::Delivered, "nobody has said yes");
	assert_eq!(on_chain.outcome, None, "nobody has opened it");

	let opening = sidecar(&busy).await.accept(task).await.expect("accepts");
	assert_eq!(opening, known.outcome);
	mesh.until_phase(task, TaskPhase::Settled).await;
	assert_eq!(mesh.chain.state().tasks[&task].outcome, known.outcome);
	let again = sidecar(&busy).await.accept(task).await.expect_err("is accepted");
	assert_eq!(again.kind, Kind::Refused);
	let accepts = mesh.chain.calls().into_iter().filter(|(_, call)| call.name() == "accept");
	assert_eq!(accepts.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_accepted_without_asking_only_where_that_was_said() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	mesh.start(2, IDLE, Faults::default()).await;
	mesh.until_offers(1).await;
	let task = deliverable(&busy, LONG, true).await;
	mesh.until_phase(task, TaskPhase::Settled).await;
	some_blocks().await;
	assert_eq!(sent(&busy, "accept"), (true, true), "once, and never in vain");
	assert_eq!(sidecar(&busy).await.result(task).await.expect("here"), b"SOME TEXT");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_not_accepted_again_on_the_word_of_an_older_block() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	mesh.start(2, IDLE, Faults::default()).await;
	mesh.until_offers(1).await;
	let task = deliverable(&busy, LONG, true).await;
	mesh.kill(&busy.device).await;
	mesh.until_phase(task, TaskPhase::Delivered).await;
	some_blocks().await;
	let heads = mesh.chain.heads().await.expect("reachable");
	let older = mesh.chain.snapshot(&busy.device, heads, &[]).await.expect("reachable");
	let requests = crate::daemon::Requests::open(busy.clone()).expect("opens");
	for _ in 0..2 {
		requests.receive_deliveries(&older).await;
	}
	assert_eq!(mesh.chain.state().tasks[&task].phase, TaskPhase::Settled);
	assert_eq!(sent(&busy, "accept"), (true, true), "once, and never in vain");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disputed_delivery_is_run_again_by_others() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	for seed in 2..5 {
		mesh.start(seed, IDLE, Faults::default()).await;
	}
	mesh.until_offers(3).await;
	let task = deliverable(&busy, LONG, false).await;
	until_known(&busy, task, "the result", |known| known.fetched).await;
	sidecar(&busy).await.dispute(task).await.expect("disputes");
	mesh.until_phase(task, TaskPhase::Settled).await;
	let settled = mesh.chain.state().tasks[&task].clone();
	assert_eq!(settled.copies.iter().filter(|copy| copy.phase == CopyPhase::Paid).count(), 3);
	assert_eq!(sent(&busy, "dispute"), (true, true), "once, and never in vain");
	assert_eq!(sent(&busy, "accept"), (false, true));
	assert_eq!(sidecar(&busy).await.result(task).await.expect("here"), b"SOME TEXT");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_the_requester_is_told_or_may_answer() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let device = mesh.start(2, IDLE, Faults::default()).await;
	let stranger = mesh.start(3, BUSY, Faults::default()).await;
	mesh.until_offers(1).await;
	let task = deliverable(&busy, LONG, false).await;
	until_known(&busy, task, "the result", |known| known.fetched).await;

	let genesis = mesh.chain.identity().await.expect("reachable").genesis;
	let address = device.content.address().expect("has one");
	let asks = |key: &crate::keys::Key, device: &AccountId| {
		let question = Question::outcome(key, &genesis, task, device).encode();
		let (stranger, address) = (stranger.clone(), address.clone());
		async move {
			let answer = stranger.content.ask(&address, question).await.expect("answers");
			Answer::decode_all(&mut &answer[..]).expect("understood")
		}
	};
	assert_eq!(asks(&stranger.key, &device.device).await, Answer::NotRequester);
	assert_eq!(asks(&busy.key, &stranger.device).await, Answer::NotRequester);
	assert!(matches!(asks(&busy.key, &device.device).await, Answer::Outcome(_)));

	let theirs = sidecar(&stranger).await;
	assert_eq!(theirs.delivery(task).await.expect("answers"), None);
	for refused in [theirs.accept(task).await.map(drop), theirs.dispute(task).await] {
		let refused = refused.expect_err("is not theirs");
		assert_eq!(refused.kind, Kind::Refused);
		assert!(refused.message.contains("Another device has asked"), "{refused}");
	}
	assert_eq!(mesh.chain.state().tasks[&task].phase, TaskPhase::Delivered);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outcome_of_another_tag_is_not_believed_and_the_user_is_told() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let device = mesh.start(2, IDLE, Faults::default()).await;
	mesh.until_offers(1).await;
	let address = device.content.address().expect("has one");
	let shelf = mesh.world.lock().get(&address).cloned().expect("there");
	shelf.answer_with(Some(Arc::new(Liar)));
	// Even where it is to be accepted without asking.
	let task = deliverable(&busy, LONG, true).await;
	let known = until_known(&busy, task, "trouble", |known| known.trouble.is_some()).await;
	let trouble = known.trouble.unwrap_or_default();
	assert!(trouble.contains("not what it has shown the tag of"), "{trouble}");
	assert!(trouble.contains("--dispute"), "it says what to do: {trouble}");
	assert_eq!((known.outcome, known.fetched), (None, false));
	some_blocks().await;
	assert_eq!(sent(&busy, "accept"), (false, true), "never accepted");
	// A device that says the truth after all is believed.
	shelf.answer_with(Some(device.handovers.clone()));
	mesh.until_phase(task, TaskPhase::Settled).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requester_that_is_started_again_knows_what_was_delivered() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let device = mesh.start(2, IDLE, Faults::default()).await;
	mesh.until_offers(1).await;
	let task = deliverable(&busy, LONG, false).await;
	let known = until_known(&busy, task, "the result", |known| known.fetched).await;
	mesh.kill(&busy.device).await;
	mesh.kill(&device.device).await;
	let address = device.content.address().expect("has one");
	mesh.world.lock()[&address].answer_with(None);
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let again = until_known(&busy, task, "what it knew", |known| known.outcome.is_some()).await;
	assert_eq!((again.outcome, again.fetched), (known.outcome, true));
	assert_eq!(sidecar(&busy).await.accept(task).await.expect("accepts"), known.outcome);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requester_that_was_away_has_accepted_and_is_told_later() {
	let mut mesh = Mesh::new();
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let device = mesh.start(2, IDLE, Faults::default()).await;
	mesh.until_offers(1).await;
	let task = deliverable(&busy, 30, false).await;
	mesh.kill(&busy.device).await;
	mesh.until_phase(task, TaskPhase::Settled).await;
	assert_eq!(mesh.chain.state().tasks[&task].outcome, None, "accepted by silence");
	// The device forgets the task when that is final, and not what it owes.
	let local = device.folder.tasks().join(format!("{task}.json"));
	mesh.until("the task is over for the device", |_| !local.exists()).await;
	mesh.kill(&device.device).await;
	mesh.start(2, IDLE, Faults::default()).await;
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	let known = until_known(&busy, task, "the result", |known| known.fetched).await;
	assert_eq!(known.blocks_left, None, "no answer is waited for");
	assert_eq!(sidecar(&busy).await.result(task).await.expect("here"), b"SOME TEXT");
	// The record stays for as long as the chain remembers the task; its content goes.
	some_blocks().await;
	mesh.kill(&busy.device).await;
	let busy = mesh.start(1, BUSY, Faults::default()).await;
	assert_eq!(sidecar(&busy).await.result(task).await.expect("here"), b"SOME TEXT");
}
