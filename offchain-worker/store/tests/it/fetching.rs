//! Devices that keep to the rules.

use crate::support::{block_file, content, Device, Stranger, MIB, PATIENCE, ROOMY};
use atous_primitives::Cid;
use atous_store::{Caps, DagError, ExchangeError, FetchError, PeerFailure, StoreError};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_exchange_content_of_many_chunks() {
	let (there, here) = (Device::start().await, Device::start().await);
	for bytes in [0, 1, MIB, MIB + 1, 12 * MIB + 345] {
		let whole = content(bytes, bytes as u64);
		let root = there.store.put(&whole).unwrap();
		here.exchange
			.fetch(root, &there.addresses(), bytes as u64, PATIENCE)
			.await
			.unwrap_or_else(|error| panic!("{bytes} bytes: {error}"));
		assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
	}
	assert_eq!(here.store.stats().held_bytes, 0);
	here.exchange.shutdown().await;
	there.exchange.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fetch_of_what_is_here_needs_no_peer() {
	let here = Device::start().await;
	let root = here.store.put(&content(3 * MIB, 1)).unwrap();
	here.exchange.fetch(root, &[], 3 << 20, PATIENCE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn fetch_goes_on_from_what_is_on_disk() {
	let (there, here) = (Device::start().await, Device::start().await);
	let whole = content(6 * MIB, 1);
	let root = there.store.put(&whole).unwrap();
	here.exchange.fetch(root, &there.addresses(), ROOMY, PATIENCE).await.unwrap();
	// A damaged block is found by reading, and only it is fetched again.
	let lost = Cid::of_raw(&whole[2 * MIB..3 * MIB]);
	let dir = here.dir.path().join("store");
	std::fs::write(block_file(&dir, lost), b"rubbish").unwrap();
	let refused = here.store.get(root, ROOMY);
	assert!(matches!(refused, Err(StoreError::Corrupt { cid }) if cid == lost));

	there.exchange.shutdown().await;
	let only_that = Stranger::with_blocks(vec![(lost, whole[2 * MIB..3 * MIB].to_vec())]);
	here.exchange
		.fetch(root, std::slice::from_ref(&only_that.address), ROOMY, PATIENCE)
		.await
		.unwrap();
	assert_eq!(only_that.asked(), 1);
	assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn fetch_into_a_pin_is_kept() {
	let there = Device::start().await;
	let here = Device::with(Caps::default(), 4 << 20).await;
	let whole = content(2 * MIB + 1, 1);
	let root = there.store.put(&whole).unwrap();
	here.store.pin(root).unwrap();
	here.exchange.fetch(root, &there.addresses(), ROOMY, PATIENCE).await.unwrap();
	for n in 10..15 {
		here.store.put(&content(MIB, n)).unwrap();
	}
	assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn fetch_without_room_says_so() {
	let there = Device::start().await;
	let here = Device::with(Caps::default(), 2 << 20).await;
	let root = there.store.put(&content(4 * MIB, 1)).unwrap();
	let refused = here.exchange.fetch(root, &there.addresses(), ROOMY, PATIENCE).await;
	assert!(matches!(refused, Err(FetchError::Store(StoreError::Full { .. }))), "{refused:?}");
	assert_eq!(here.store.stats().held_bytes, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn fetch_from_several_takes_from_each_what_it_has() {
	let whole = content(8 * MIB, 1);
	let (first, second) = (Device::start().await, Device::start().await);
	let here = Device::start().await;
	let root = first.store.put(&whole).unwrap();
	// Neither has all of it.
	let dirs = [&first, &second].map(|device| device.dir.path().join("store"));
	second.store.put(&whole).unwrap();
	for chunk in 0..8 {
		let cid = Cid::of_raw(&whole[chunk * MIB..(chunk + 1) * MIB]);
		std::fs::remove_file(block_file(&dirs[chunk % 2], cid)).unwrap();
	}
	let peers = [first.addresses(), second.addresses()].concat();
	here.exchange.fetch(root, &peers, ROOMY, PATIENCE).await.unwrap();
	assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn peer_that_vanishes_midway_is_replaced() {
	// Slow enough that it cannot be done before it vanishes.
	let slow = Caps { bytes_per_second_per_peer: 4 << 20, ..Caps::default() };
	let whole = content(16 * MIB, 1);
	let (vanishing, staying) = (Device::with(slow, ROOMY).await, Device::start().await);
	let here = Device::start().await;
	let root = vanishing.store.put(&whole).unwrap();
	staying.store.put(&whole).unwrap();

	let only_one = vanishing.addresses();
	let store = here.store.clone();
	let vanish = tokio::spawn(async move {
		while store.stats().blocks < 4 {
			tokio::time::sleep(Duration::from_millis(10)).await;
		}
		drop(vanishing);
	});
	let refused = here.exchange.fetch(root, &only_one, ROOMY, PATIENCE).await;
	assert!(matches!(refused, Err(FetchError::Unavailable { .. })), "{refused:?}");
	vanish.await.unwrap();
	let arrived = here.store.stats().blocks;
	assert!((4..17).contains(&arrived), "{arrived} blocks");

	// The one that has vanished is still listed, and first.
	let peers = [only_one, staying.addresses()].concat();
	here.exchange.fetch(root, &peers, ROOMY, PATIENCE).await.unwrap();
	assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn peer_that_vanishes_while_another_serves_costs_nothing() {
	let slow = Caps { bytes_per_second_per_peer: 4 << 20, ..Caps::default() };
	let whole = content(16 * MIB, 1);
	let (vanishing, staying) = (Device::with(slow, ROOMY).await, Device::with(slow, ROOMY).await);
	let here = Device::start().await;
	let root = vanishing.store.put(&whole).unwrap();
	staying.store.put(&whole).unwrap();
	let peers = [vanishing.addresses(), staying.addresses()].concat();
	let store = here.store.clone();
	let vanish = tokio::spawn(async move {
		while store.stats().blocks < 5 {
			tokio::time::sleep(Duration::from_millis(10)).await;
		}
		drop(vanishing);
	});
	here.exchange.fetch(root, &peers, ROOMY, PATIENCE).await.unwrap();
	vanish.await.unwrap();
	assert_eq!(here.store.get(root, ROOMY).unwrap(), whole);
}

#[tokio::test(flavor = "multi_thread")]
async fn absent_content_is_unavailable() {
	let (there, here) = (Device::start().await, Device::start().await);
	let root = Cid::of_raw(b"nobody has this");
	let peers = there.addresses();
	let refused = here.exchange.fetch(root, &peers, 99, PATIENCE).await.unwrap_err();
	let FetchError::Unavailable { cid, peers: reports, .. } = &refused else { panic!("{refused}") };
	assert_eq!(*cid, root);
	assert_eq!(*reports, [(peers[0].clone(), PeerFailure::Absent)]);
	assert!(refused.to_string().contains("does not have it"), "{refused}");

	let refused = here.exchange.fetch(root, &[], 99, PATIENCE).await.unwrap_err();
	assert!(refused.to_string().contains("no peer to ask"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn unreachable_peer_is_reported() {
	let (gone, here) = (Device::start().await, Device::start().await);
	let peers = gone.addresses();
	gone.exchange.shutdown().await;
	let root = Cid::of_raw(b"x");
	let refused = here.exchange.fetch(root, &peers, 99, PATIENCE).await.unwrap_err();
	let FetchError::Unavailable { peers: reports, .. } = &refused else { panic!("{refused}") };
	assert_eq!(*reports, [(peers[0].clone(), PeerFailure::Unreachable)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn oversized_content_is_refused() {
	let (there, here) = (Device::start().await, Device::start().await);
	for bytes in [1_000, MIB, 5 * MIB] {
		let root = there.store.put(&content(bytes, bytes as u64)).unwrap();
		let max = bytes as u64 - 1;
		let refused = here.exchange.fetch(root, &there.addresses(), max, PATIENCE).await;
		let expected = DagError::TooLarge { root, bytes: bytes as u64, max };
		assert!(
			matches!(&refused, Err(FetchError::Refused(error)) if *error == expected),
			"{refused:?}"
		);
	}
	assert_eq!(here.store.stats().bytes, 0, "nothing was taken in");
}

#[tokio::test(flavor = "multi_thread")]
async fn known_peers_are_asked_too() {
	let (there, here) = (Device::start().await, Device::start().await);
	let root = there.store.put(b"content").unwrap();
	here.exchange.add_peer(&there.addresses()[0]).unwrap();
	here.exchange.fetch(root, &["rubbish".into()], 99, PATIENCE).await.unwrap();
	let refused = here.exchange.add_peer("/ip4/127.0.0.1/tcp/1");
	assert!(matches!(refused, Err(ExchangeError::Address { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn several_fetches_at_once_share_a_peer() {
	let (there, here) = (Device::start().await, Device::start().await);
	let roots: Vec<Cid> =
		(0..6).map(|n| there.store.put(&content(2 * MIB + n, n as u64)).unwrap()).collect();
	let peers = there.addresses();
	let fetches = roots.iter().map(|root| here.exchange.fetch(*root, &peers, ROOMY, PATIENCE));
	for done in futures::future::join_all(fetches).await {
		done.unwrap();
	}
	for root in roots {
		assert!(here.store.has(root).unwrap());
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn peers_are_sent_no_faster_than_allowed() {
	let slow = Caps { bytes_per_second_per_peer: 2 << 20, ..Caps::default() };
	let (there, here) = (Device::with(slow, ROOMY).await, Device::start().await);
	let root = there.store.put(&content(5 * MIB, 1)).unwrap();
	let start = Instant::now();
	here.exchange.fetch(root, &there.addresses(), ROOMY, PATIENCE).await.unwrap();
	// The last of five chunks waits for four at half a second each.
	assert!(start.elapsed() >= Duration::from_millis(1_900), "{:?}", start.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn shutdown_ends_fetches_and_frees_the_port() {
	let (there, here) = (Device::start().await, Device::start().await);
	let hanging = Stranger::start(|_| crate::support::Deed::Hang);
	let root = Cid::of_raw(b"x");
	let peers = [hanging.address.clone()];
	let fetch = here.exchange.fetch(root, &peers, 99, PATIENCE);
	let shutdown = async {
		while hanging.asked() == 0 {
			tokio::time::sleep(Duration::from_millis(10)).await;
		}
		here.exchange.shutdown().await;
	};
	let (fetched, ()) = tokio::join!(fetch, shutdown);
	assert!(matches!(fetched, Err(FetchError::Stopped { .. })), "{fetched:?}");
	let again = here.exchange.fetch(root, &there.addresses(), 99, PATIENCE).await;
	assert!(matches!(again, Err(FetchError::Stopped { .. })), "{again:?}");
	// Twice does no harm.
	here.exchange.shutdown().await;
	let address = here.addresses()[0].clone();
	let port: u16 = address.split('/').nth(4).unwrap().parse().unwrap();
	std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
}
