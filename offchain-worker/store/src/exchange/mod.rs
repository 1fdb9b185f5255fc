//! Blocks from peer to peer: a request–response protocol over litep2p.

mod address;
mod client;
mod config;
mod error;
mod fetch;
mod identity;
mod pace;
mod plan;
mod protocol;
mod serve;
mod source;
mod tasks;
mod wire;

pub use config::{Caps, ExchangeConfig};
pub use error::{ExchangeError, FetchError, PeerFailure};

use crate::store::Store;
use address::PeerAddress;
use atous_primitives::Cid;
use client::{Client, Command};
use litep2p::{
	config::ConfigBuilder, transport::tcp::config::Config as TcpConfig,
	transport::ConnectionLimitsConfig, yamux, Litep2p,
};
use parking_lot::Mutex;
use std::{sync::Arc, time::Duration};
use tasks::Tasks;
use tokio::sync::{mpsc, oneshot};

/// How long a connection may lie idle. Dialling anew costs a handshake, keeping it open
/// half a megabyte of buffers.
const IDLE_CONNECTION: Duration = Duration::from_secs(30);

/// Most streams in one connection, ours and the peer's together, opening and closing ones
/// included. Each may buffer 256 KiB of what a peer sends unasked.
const STREAMS: usize = 64;

/// Most peers remembered by [`Exchange::add_peer`].
const MAX_KNOWN_PEERS: usize = 64;

/// Serves the blocks of a store to peers and fetches from them what it lacks.
///
/// Dropping it cuts every connection at once; [`Exchange::shutdown`] lets answers in
/// progress finish first.
#[derive(Debug)]
pub struct Exchange {
	client: Client,
	store: Store,
	addresses: Vec<String>,
	/// Peers asked in every fetch.
	known: Mutex<Vec<PeerAddress>>,
	tasks: Arc<Tasks>,
	grace: Duration,
}

impl Exchange {
	/// Listen, and serve the blocks of the store until shut down or dropped.
	///
	/// Call it within a Tokio runtime; everything the exchange does runs there.
	///
	/// # Errors
	/// [`ExchangeError`] says which part of the configuration cannot be used and why.
	pub async fn start(config: ExchangeConfig) -> Result<Self, ExchangeError> {
		let keypair = identity::load_or_create(&config.key_file)?;
		let listen = config
			.listen
			.iter()
			.map(|text| address::listen(text))
			.collect::<Result<Vec<_>, _>>()?;
		let caps = config.caps;
		let (commands, inbox) = mpsc::channel(client::PENDING_COMMANDS);
		let protocol = protocol::Protocol::new(config.store.clone(), caps, inbox);
		let tasks = Arc::new(Tasks::default());

		let mut streams = yamux::Config::default();
		streams.set_max_num_streams(STREAMS);
		streams.set_max_connection_receive_window(Some(STREAMS * yamux::DEFAULT_CREDIT as usize));
		let litep2p = ConfigBuilder::new()
			.with_keypair(keypair)
			.with_tcp(TcpConfig {
				listen_addresses: listen,
				// A port dialled from again within a minute is refused by the kernel.
				reuse_port: false,
				nodelay: true,
				yamux_config: streams,
				..TcpConfig::default()
			})
			.with_connection_limits(
				ConnectionLimitsConfig::default().max_incoming_connections(Some(caps.connections)),
			)
			.with_keep_alive_timeout(IDLE_CONNECTION)
			.with_executor(tasks.clone())
			.with_user_protocol(Box::new(protocol))
			.build();
		let mut litep2p = Litep2p::new(litep2p).map_err(|source| ExchangeError::Listen {
			addresses: config.listen,
			source: Box::new(source),
		})?;

		let me = *litep2p.local_peer_id();
		let addresses = match config.announce.is_empty() {
			true => litep2p.listen_addresses().map(ToString::to_string).collect(),
			false => config
				.announce
				.iter()
				.map(|text| address::announced(text, me))
				.collect::<Result<_, _>>()?,
		};
		// Connections make progress only while somebody asks for their events.
		tasks.spawn(async move { while litep2p.next_event().await.is_some() {} });
		tracing::info!(peer = %me, ?addresses, "content exchange started");
		Ok(Self {
			client: Client::new(me, caps, commands),
			store: config.store,
			addresses,
			known: Mutex::default(),
			tasks,
			grace: caps.shutdown_grace,
		})
	}

	/// Where peers can reach this device, each with its `/p2p/…` part: what is announced
	/// on the chain.
	pub fn local_addresses(&self) -> Vec<String> {
		self.addresses.clone()
	}

	/// Remember a peer that every later fetch asks too, such as a neighbour from the
	/// configuration. When there are too many, the one added first is forgotten.
	///
	/// # Errors
	/// [`ExchangeError::Address`] if the address is not `/ip4|ip6/…/tcp/…/p2p/…`.
	pub fn add_peer(&self, address: &str) -> Result<(), ExchangeError> {
		let peer = address::peer(address)?;
		let mut known = self.known.lock();
		known.retain(|other| *other != peer);
		if known.len() == MAX_KNOWN_PEERS {
			known.remove(0);
		}
		known.push(peer);
		Ok(())
	}

	/// Fetch what the store lacks of the content of `root`, asking all of `peers` and
	/// those added before, several at once.
	///
	/// Each block is checked and on disk before it counts. A peer that fails is tried
	/// again up to three times, one that lies never again, and its part goes to the
	/// others. What has arrived stays, so that calling again goes on from there; content
	/// that is whole already needs no peer. The content is safe from eviction only until
	/// this returns, unless its root is pinned: pin it first.
	///
	/// At most `max_bytes` of content are taken in, and beside them 64 KiB plus 1/256
	/// of that for the tree's nodes, however the tree is made. A peer that lies can waste
	/// one response for each request it may have at once, and no more.
	///
	/// # Errors
	/// [`FetchError`]. An address in `peers` that cannot be used is passed over with a
	/// warning.
	pub async fn fetch(
		&self,
		root: Cid,
		peers: &[String],
		max_bytes: u64,
		timeout: Duration,
	) -> Result<(), FetchError> {
		let mut asked: Vec<PeerAddress> = Vec::new();
		for text in peers {
			match address::peer(text) {
				Ok(peer) => asked.push(peer),
				Err(error) => tracing::warn!(%error, "peer passed over"),
			}
		}
		asked.extend(self.known.lock().iter().cloned());
		fetch::fetch(&self.client, &self.store, root, asked, max_bytes, timeout).await
	}

	/// Take no more requests, let the answers in progress finish within the grace period,
	/// and close all connections. Fetches still running end with [`FetchError::Stopped`].
	pub async fn shutdown(&self) {
		let (done, finished) = oneshot::channel();
		if self.client.send(Command::Shutdown { done }).await.is_ok()
			&& tokio::time::timeout(self.grace, finished).await.is_err()
		{
			tracing::warn!(grace = ?self.grace, "answers cut off at shutdown");
		}
		self.tasks.stop().await;
	}
}

impl Drop for Exchange {
	fn drop(&mut self) {
		self.tasks.abort();
	}
}
