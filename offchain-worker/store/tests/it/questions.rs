//! Questions between peers: what is carried, what is not, and peers that do not keep to
//! the rules.

use crate::support::{content, Deed, Device, Flood, Stranger, MIB, PATIENCE, ROOMY};
use atous_store::{Answers, AskError, Caps, PeerFailure, MAX_QUESTION_BYTES};
use std::{
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};

/// Says the question again, but for one that begins with `no`; to `long` it says more than
/// is allowed. Counts what it is asked.
#[derive(Debug, Default)]
struct Echo(Arc<AtomicUsize>);

impl Answers for Echo {
	fn answer(&self, question: &[u8]) -> Option<Vec<u8>> {
		self.0.fetch_add(1, Ordering::SeqCst);
		match question {
			b"long" => Some(vec![0; MAX_QUESTION_BYTES + 1]),
			question => (!question.starts_with(b"no")).then(|| question.to_vec()),
		}
	}
}

async fn failure(here: &Device, address: &str, question: &[u8]) -> PeerFailure {
	match here.exchange.ask(address, question.to_vec()).await {
		Err(AskError::Peer { failure, .. }) => failure,
		other => panic!("{other:?}"),
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn question_is_answered_and_blocks_beside_it() {
	let (there, here) = (Device::answering(Echo::default()).await, Device::start().await);
	let addresses = there.addresses();
	let address = &addresses[0];
	let longest = content(MAX_QUESTION_BYTES, 1);
	for question in [&b""[..], b"what?", &longest] {
		assert_eq!(here.exchange.ask(address, question.to_vec()).await.unwrap(), question);
	}
	let root = there.store.put(&content(3 * MIB, 1)).unwrap();
	let fetch = here.exchange.fetch(root, &addresses, ROOMY, PATIENCE);
	let (fetched, answer) =
		futures::future::join(fetch, here.exchange.ask(address, b"what?".to_vec())).await;
	fetched.unwrap();
	assert_eq!(answer.unwrap(), b"what?");
	here.exchange.shutdown().await;
	assert!(matches!(here.exchange.ask(address, vec![]).await, Err(AskError::Stopped)));
	there.exchange.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn question_without_an_answer_breaks_off() {
	let (there, here) = (Device::answering(Echo::default()).await, Device::start().await);
	let address = &there.addresses()[0];
	assert_eq!(failure(&here, address, b"no").await, PeerFailure::BrokeOff);
	assert_eq!(failure(&here, address, b"long").await, PeerFailure::BrokeOff);
	// A device that answers nothing, which is how one is started.
	let nothing = Device::start().await;
	assert_eq!(failure(&here, &nothing.addresses()[0], b"?").await, PeerFailure::BrokeOff);
}

#[tokio::test(flavor = "multi_thread")]
async fn question_too_long_or_to_nowhere_is_not_sent() {
	let here = Device::start().await;
	let long = here.exchange.ask("", vec![0; MAX_QUESTION_BYTES + 1]).await;
	assert!(matches!(long, Err(AskError::TooLong { bytes }) if bytes == MAX_QUESTION_BYTES + 1));
	let nowhere = here.exchange.ask("/dns/example.org/tcp/1", vec![]).await;
	assert!(matches!(nowhere, Err(AskError::Address(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn peer_that_does_not_know_questions_says_so_at_once() {
	let here = Device::start().await;
	let older = Stranger::with_blocks(vec![]);
	let begun = Instant::now();
	assert_eq!(failure(&here, &older.address, b"?").await, PeerFailure::Unsupported);
	assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_too_long_cut_off_or_missing_are_not_taken() {
	let caps = Caps { request_timeout: Duration::from_millis(500), ..Caps::default() };
	let here = Device::with(caps, ROOMY).await;
	let too_long = Stranger::questioned(|_| Deed::Raw(vec![0; MAX_QUESTION_BYTES + 1]));
	assert_eq!(failure(&here, &too_long.address, b"?").await, PeerFailure::Lied);
	let closing = Stranger::questioned(|_| Deed::Close);
	assert_eq!(failure(&here, &closing.address, b"?").await, PeerFailure::BrokeOff);
	let hanging = Stranger::questioned(|_| Deed::Hang);
	assert_eq!(failure(&here, &hanging.address, b"?").await, PeerFailure::TimedOut);
}

#[tokio::test(flavor = "multi_thread")]
async fn question_longer_than_allowed_reaches_nobody() {
	let asked = Arc::new(AtomicUsize::new(0));
	let there = Device::answering(Echo(asked.clone())).await;
	let flood = Flood::asking(&there.addresses()[0], 1, vec![0; MAX_QUESTION_BYTES + 1]);
	assert_eq!(flood.answers(1).await, [None]);
	assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn flood_of_questions_is_cut_and_slowed_and_shuts_nobody_out() {
	let asked = Arc::new(AtomicUsize::new(0));
	let (there, here) = (Device::answering(Echo(asked.clone())).await, Device::start().await);
	let address = there.addresses()[0].clone();
	let begun = Instant::now();
	let flood = Flood::asking(&address, 50, b"what?".to_vec());
	let answers = flood.answers(50).await;
	let answered = answers.iter().filter(|answer| answer.is_some()).count();
	// Eight at once, and in each second as many more.
	let most = 8 * (2 + begun.elapsed().as_secs() as usize);
	assert!((1..=most).contains(&answered), "{answered} of at most {most}");
	assert!(asked.load(Ordering::SeqCst) <= most, "{asked:?} of at most {most}");
	let limit = Duration::from_secs(4);
	let answer = tokio::time::timeout(limit, here.exchange.ask(&address, b"mine".to_vec())).await;
	assert_eq!(answer.unwrap().unwrap(), b"mine");
}
