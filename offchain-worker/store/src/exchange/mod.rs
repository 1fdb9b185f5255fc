//! Blocks and short questions from peer to peer: two request–response protocols over
//! litep2p, alike in all but what they carry.

mod address;
mod answers;
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

pub use answers::{Answers, MAX_QUESTION_BYTES};
pub use config::{Caps, ExchangeConfig};
pub use error::{AskError, ExchangeError, FetchError, PeerFailure};

use crate::store::Store;
use address::PeerAddress;
use atous_primitives::Cid;
use client::{Client, Command, Stopped};
use litep2p::{
	config::ConfigBuilder, transport::tcp::config::Config as TcpConfig,
	transport::ConnectionLimitsConfig, yamux, Litep2p,
};
use parking_lot::Mutex;
use serve::{Blocks, Service};
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

/// Serves the blocks of a store to peers and fetches from them what it lacks; answers
/// their questions and asks them its own.
///
/// Dropping it cuts every connection at once; [`Exchange::shutdown`] lets answers in
/// progress finish first.
#[derive(Debug)]
pub struct Exchange {
	/// Asks for blocks.
	client: Client,
	/// Asks questions.
	questions: Client,
	store: Store,
	addresses: Vec<String>,
	/// Peers asked in every fetch.
	known: Mutex<Vec<PeerAddress>>,
	tasks: Arc<Tasks>,
	grace: Duration,
}

impl Exchange {
	/// Listen, serve the blocks of the store and answer questions until shut down or
	/// dropped.
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
		let blocks = Service {
			name: wire::BLOCKS,
			answers: Arc::new(Blocks(config.store.clone())),
			longest: wire::MAX_RESPONSE_BYTES,
			least: 0,
		};
		let (commands, inbox) = mpsc::channel(client::PENDING_COMMANDS);
		let blocks = protocol::Protocol::new(blocks, caps, inbox);
		let questions = Service {
			name: wire::QUESTIONS,
			answers: config.answers,
			longest: MAX_QUESTION_BYTES,
			least: MAX_QUESTION_BYTES,
		};
		let (question_commands, inbox) = mpsc::channel(client::PENDING_COMMANDS);
		let questions = protocol::Protocol::new(questions, caps.for_questions(), inbox);
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
			.with_user_protocol(Box::new(blocks))
			.with_user_protocol(Box::new(questions))
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
			questions: Client::new(me, caps, question_commands),
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

	/// Ask the peer at `address` a question of at most [`MAX_QUESTION_BYTES`] and wait for
	/// its answer, as long as one request may take. What it says is whatever it likes to
	/// say, in as many bytes at most.
	///
	/// # Errors
	/// [`AskError`] says why there is no answer. A peer that closes the stream instead of
	/// answering broke off.
	pub async fn ask(&self, address: &str, question: Vec<u8>) -> Result<Vec<u8>, AskError> {
		let bytes = question.len();
		if bytes > MAX_QUESTION_BYTES {
			return Err(AskError::TooLong { bytes });
		}
		let peer = address::peer(address)?;
		match self.questions.request(peer, question, MAX_QUESTION_BYTES).await {
			Ok(Ok(answer)) => Ok(answer),
			Ok(Err(failure)) => Err(AskError::Peer { address: address.into(), failure }),
			Err(Stopped) => Err(AskError::Stopped),
		}
	}

	/// Take no more requests, let the answers in progress finish within the grace period,
	/// and close all connections. Fetches still running end with [`FetchError::Stopped`].
	pub async fn shutdown(&self) {
		let drained = futures::future::join(drain(&self.client), drain(&self.questions));
		if tokio::time::timeout(self.grace, drained).await.is_err() {
			tracing::warn!(grace = ?self.grace, "answers cut off at shutdown");
		}
		self.tasks.stop().await;
	}
}

/// Have a protocol take no more requests, and wait for its answers in progress.
async fn drain(client: &Client) {
	let (done, finished) = oneshot::channel();
	if client.send(Command::Shutdown { done }).await.is_ok() {
		// An error says that the protocol has ended already.
		let _ = finished.await;
	}
}

impl Drop for Exchange {
	fn drop(&mut self) {
		self.tasks.abort();
	}
}
