//! Peers that lie, hang, and send trees made to hurt.

use crate::support::{content, Answer, Deed, Device, Flood, Stranger, Want, MIB, PATIENCE, ROOMY};
use atous_primitives::{outcome::sha256, Cid, Codec};
use atous_store::{Caps, DagError, FetchError, PeerFailure};
use ipld_dagpb::{PbLink, PbNode};
use prost::Message;
use std::{
	sync::atomic::Ordering,
	time::{Duration, Instant},
};

#[derive(Clone, PartialEq, Message)]
struct UnixFs {
	#[prost(int32, required, tag = "1")]
	kind: i32,
	#[prost(uint64, optional, tag = "3")]
	filesize: Option<u64>,
	#[prost(uint64, repeated, packed = "false", tag = "4")]
	blocksizes: Vec<u64>,
}

/// A node over children that claim these sizes, true or not.
fn node(children: &[(Cid, u64)]) -> (Cid, Vec<u8>) {
	let blocksizes: Vec<u64> = children.iter().map(|(_, bytes)| *bytes).collect();
	let filesize = Some(blocksizes.iter().fold(0u64, |sum, bytes| sum.wrapping_add(*bytes)));
	let data = UnixFs { kind: 2, filesize, blocksizes }.encode_to_vec();
	let link = |(cid, _): &(Cid, u64)| PbLink {
		cid: cid::Cid::try_from(&cid.to_bytes()[..]).unwrap(),
		name: Some(String::new()),
		size: Some(1),
	};
	let links = children.iter().map(link).collect();
	let block = PbNode { links, data: Some(data.into()) }.into_bytes();
	(Cid { codec: Codec::DagPb, digest: sha256(&[&block]) }, block)
}

fn leaf(block: &[u8]) -> (Cid, Vec<u8>) {
	(Cid::of_raw(block), block.to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn lying_peer_is_passed_over_for_an_honest_one() {
	let (there, here) = (Device::start().await, Device::start().await);
	let whole = content(6 * MIB, 1);
	let root = there.store.put(&whole).unwrap();
	let liar = Stranger::start(|wants| {
		let lie = |want: &Want| Answer::Block(vec![0; want.longest as usize]);
		Deed::Answer(wants.iter().map(lie).collect())
	});
	let peers = [vec![liar.address.clone()], there.addresses()].concat();
	here.exchange.fetch(root, &peers, ROOMY, PATIENCE).await.unwrap();
	assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
	assert_eq!(liar.asked(), 1, "never again after the first lie");
}

#[tokio::test(flavor = "multi_thread")]
async fn lies_of_every_kind_are_lies() {
	let here = Device::start().await;
	let root = Cid::of_raw(b"x");
	for lie in [
		Deed::Answer(vec![Answer::Block(b"y".to_vec())]),
		Deed::Answer(vec![]),
		Deed::Answer(vec![Answer::Absent, Answer::Absent]),
		Deed::Raw(vec![]),
		Deed::Raw(vec![0xff; 20]),
		// Longer than anything that was asked for.
		Deed::Raw(vec![0; 100_000]),
	] {
		let lie = std::sync::Mutex::new(Some(lie));
		let liar = Stranger::start(move |_| lie.lock().unwrap().take().unwrap());
		let peers = [liar.address.clone()];
		let refused = here.exchange.fetch(root, &peers, 99, PATIENCE).await.unwrap_err();
		let FetchError::Unavailable { peers: reports, .. } = &refused else { panic!("{refused}") };
		assert_eq!(reports[0].1, PeerFailure::Lied);
	}
	assert_eq!(here.store.stats().blocks, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_peer_saying_too_long_does_not_refuse_content() {
	let (there, here) = (Device::start().await, Device::start().await);
	let root = there.store.put(b"content").unwrap();
	let liar = Stranger::start(|wants| {
		Deed::Answer(wants.iter().map(|_| Answer::TooLong(u32::MAX)).collect())
	});
	let peers = [vec![liar.address.clone()], there.addresses()].concat();
	here.exchange.fetch(root, &peers, 99, PATIENCE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn part_that_nobody_has_ends_the_fetch_at_once() {
	let here = Device::start().await;
	let whole = content(20 * MIB, 1);
	let chunks: Vec<_> = whole.chunks(MIB).map(leaf).collect();
	let (root, block) = node(&chunks.iter().map(|(cid, _)| (*cid, MIB as u64)).collect::<Vec<_>>());
	// All but the first chunk.
	let most = [vec![(root, block)], chunks[1..].to_vec()].concat();
	let strangers = [Stranger::with_blocks(most.clone()), Stranger::with_blocks(most)];
	let peers = strangers.each_ref().map(|stranger| stranger.address.clone());
	let refused = here.exchange.fetch(root, &peers, ROOMY, PATIENCE).await;
	let Err(FetchError::Unavailable { cid, .. }) = refused else { panic!("{refused:?}") };
	assert_eq!(cid, chunks[0].0);
}

#[tokio::test(flavor = "multi_thread")]
async fn hanging_peer_does_not_keep_others_from_serving() {
	let caps = Caps { request_timeout: Duration::from_millis(500), ..Caps::default() };
	let (there, here) = (Device::start().await, Device::with(caps, ROOMY).await);
	let whole = content(6 * MIB, 1);
	let root = there.store.put(&whole).unwrap();
	let hanging = Stranger::start(|_| Deed::Hang);
	let peers = [vec![hanging.address.clone()], there.addresses()].concat();
	here.exchange.fetch(root, &peers, ROOMY, PATIENCE).await.unwrap();
	assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn peer_that_always_closes_is_given_up() {
	let here = Device::start().await;
	let closing = Stranger::start(|_| Deed::Close);
	let peers = [closing.address.clone()];
	let refused = here.exchange.fetch(Cid::of_raw(b"x"), &peers, 99, PATIENCE).await;
	let Err(FetchError::Unavailable { peers: reports, .. }) = refused else { panic!() };
	assert_eq!(reports[0].1, PeerFailure::BrokeOff);
	assert_eq!(closing.asked(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn peer_that_always_says_later_is_given_up() {
	let here = Device::start().await;
	let lazy = Stranger::start(|wants| Deed::Answer(wants.iter().map(|_| Answer::Later).collect()));
	let peers = [lazy.address.clone()];
	let refused = here.exchange.fetch(Cid::of_raw(b"x"), &peers, 99, PATIENCE).await;
	assert!(matches!(refused, Err(FetchError::Unavailable { .. })));
	assert_eq!(lazy.asked(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn fetch_that_takes_too_long_times_out_and_goes_on_later() {
	let here = Device::start().await;
	let whole = content(3 * MIB, 1);
	let chunks: Vec<_> = whole.chunks(MIB).map(leaf).collect();
	let (root, block) = node(&chunks.iter().map(|(cid, _)| (*cid, MIB as u64)).collect::<Vec<_>>());
	let (first, kept) = (chunks[0].clone(), (root, block));
	let partial = Stranger::start(move |wants| {
		let mut answers = Vec::new();
		for want in wants {
			match [&first, &kept].into_iter().find(|(cid, _)| *cid == want.cid) {
				Some((_, block)) => answers.push(Answer::Block(block.clone())),
				None => return Deed::Hang,
			}
		}
		Deed::Answer(answers)
	});
	let start = Instant::now();
	let limit = Duration::from_secs(1);
	let peers = [partial.address.clone()];
	let refused = here.exchange.fetch(root, &peers, ROOMY, limit).await;
	assert!(matches!(refused, Err(FetchError::TimedOut { missing: 2, .. })), "{refused:?}");
	assert!(start.elapsed() < limit * 3);

	let rest = Stranger::with_blocks(chunks[1..].to_vec());
	let peers = [rest.address.clone()];
	here.exchange.fetch(root, &peers, ROOMY, PATIENCE).await.unwrap();
	assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
}

/// Fetch what a stranger has, and return why it was refused and how many requests and
/// bytes that took.
async fn refused(root: Cid, blocks: Vec<(Cid, Vec<u8>)>, max_bytes: u64) -> (DagError, usize, u64) {
	let here = Device::start().await;
	let stranger = Stranger::with_blocks(blocks);
	let peers = [stranger.address.clone()];
	match here.exchange.fetch(root, &peers, max_bytes, PATIENCE).await {
		Err(FetchError::Refused(error)) => (error, stranger.asked(), here.store.stats().bytes),
		other => panic!("{other:?}"),
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn tree_that_unfolds_without_end_is_refused_at_its_root() {
	// Nine levels of 174 times the same: a few kilobytes that stand for 10^26 bytes; the
	// claim wraps around long before.
	let (cid, block) = leaf(&[7; 1_000]);
	let mut blocks = vec![(cid, block)];
	let (mut child, mut bytes) = (cid, 1_000u64);
	for _ in 0..9 {
		let (cid, block) = node(&vec![(child, bytes); 174]);
		blocks.push((cid, block));
		(child, bytes) = (cid, bytes.wrapping_mul(174));
	}
	let (error, asked, stored) = refused(child, blocks.clone(), ROOMY).await;
	assert!(matches!(error, DagError::Malformed { .. }), "{error}");
	assert_eq!((asked, stored), (1, 0));

	// Cut where the claim still holds: refused for its size.
	let (root, _) = blocks[5].clone();
	let (error, asked, stored) = refused(root, blocks, ROOMY).await;
	assert!(matches!(error, DagError::TooLarge { .. }), "{error}");
	assert_eq!((asked, stored), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn tree_that_claims_less_than_it_has_is_refused() {
	let (fat, block) = leaf(&[7; MIB]);
	let (root, top) = node(&[(fat, 10), (Cid::of_raw(b"x"), 1)]);
	let blocks = vec![(fat, block), (root, top), leaf(b"x")];
	let (error, _, stored) = refused(root, blocks.clone(), 100).await;
	assert_eq!(error, DagError::WrongSize { cid: fat, claimed: 10, actual: MIB as u64 });
	assert!(stored < 1_000, "{stored} bytes");

	// From a peer that sends all of it all the same.
	let here = Device::start().await;
	let stranger = Stranger::start(move |wants| {
		let block = |want: &Want| blocks.iter().find(|(cid, _)| *cid == want.cid).unwrap();
		Deed::Answer(wants.iter().map(|want| Answer::Block(block(want).1.clone())).collect())
	});
	let peers = [stranger.address.clone()];
	let refused = here.exchange.fetch(root, &peers, 100, PATIENCE).await;
	let Err(FetchError::Unavailable { peers: reports, .. }) = refused else { panic!() };
	assert_eq!(reports[0].1, PeerFailure::Lied);
	assert!(here.store.stats().bytes < 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn tree_that_claims_more_than_it_has_is_refused() {
	let (thin, block) = leaf(b"thin");
	let (root, top) = node(&[(thin, 5), (Cid::of_raw(b"x"), 1)]);
	let (error, ..) = refused(root, vec![(thin, block), (root, top), leaf(b"x")], 100).await;
	assert_eq!(error, DagError::WrongSize { cid: thin, claimed: 5, actual: 4 });
}

#[tokio::test(flavor = "multi_thread")]
async fn tree_too_deep_is_refused() {
	let (mut child, block) = leaf(b"x");
	let mut blocks = vec![(child, block)];
	for _ in 0..1_000 {
		let (cid, block) = node(&[(child, 1)]);
		blocks.push((cid, block));
		child = cid;
	}
	let (error, asked, _) = refused(child, blocks, 100).await;
	assert!(matches!(error, DagError::TooDeep { .. }), "{error}");
	assert!(asked <= 9, "{asked} requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn tree_of_nodes_without_content_is_refused() {
	// Leaves of one byte: 50 bytes of nodes for each byte of content.
	let leaves: Vec<_> = (0..300u32).map(|n| (Cid::of_raw(&[n as u8]), 1)).collect();
	let mut blocks: Vec<_> = (0..300u32).map(|n| leaf(&[n as u8])).collect();
	let mut children = Vec::new();
	for start in 0..200 {
		let mut part = leaves.clone();
		part.rotate_left(start);
		let (cid, block) = node(&part);
		blocks.push((cid, block));
		children.push((cid, 300));
	}
	let (root, block) = node(&children);
	blocks.push((root, block));
	let max = 60_000;
	let (error, _, stored) = refused(root, blocks, max).await;
	assert_eq!(error, DagError::TooMuchStructure { root });
	assert!(stored <= 64 * 1024 + max / 256, "{stored} bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_peers_do_not_shut_others_out() {
	use tokio::io::AsyncWriteExt;
	let (there, here) = (Device::start().await, Device::start().await);
	let root = there.store.put(&content(3 * MIB, 1)).unwrap();
	let address = there.addresses()[0].clone();
	// Connections that never say who they are, and one peer that opens streams only.
	let port: u16 = address.split('/').nth(4).unwrap().parse().unwrap();
	let mut idle = Vec::new();
	for _ in 0..100 {
		let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.unwrap();
		stream.write_all(b"\x13/multistream/1.0.0\n").await.unwrap();
		idle.push(stream);
	}
	let silent = Flood::silent(&address, 50);
	while silent.open.load(Ordering::SeqCst) < 50 {
		tokio::time::sleep(Duration::from_millis(10)).await;
	}
	let limit = Duration::from_secs(4);
	here.exchange.fetch(root, &[address], ROOMY, limit).await.unwrap();
}
