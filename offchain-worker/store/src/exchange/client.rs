//! The asking side's end of the protocol.

use super::{address::PeerAddress, config::Caps, error::PeerFailure, wire};
use codec::Encode;
use litep2p::PeerId;
use parking_lot::Mutex;
use std::{collections::HashMap, sync::Arc};
use tokio::sync::{mpsc, oneshot, Semaphore};
use wire::{Answer, Want};

/// Commands that may wait for the protocol to take them.
pub(crate) const PENDING_COMMANDS: usize = 64;

/// Peers whose limits are remembered before those out of use are forgotten.
const REMEMBERED_PEERS: usize = 256;

/// What the protocol is told to do.
#[derive(Debug)]
pub(crate) enum Command {
	/// Ask a peer.
	Ask(Job),
	/// Answer what is being answered and end.
	Shutdown {
		/// Told when that is done.
		done: oneshot::Sender<()>,
	},
}

/// One request on its way to a peer.
#[derive(Debug)]
pub(crate) struct Job {
	/// Whom to ask.
	pub to: PeerAddress,
	/// The request, encoded.
	pub request: Vec<u8>,
	/// Longest response, in bytes.
	pub longest: usize,
	/// Takes the response. Closed when nobody waits for it any more.
	pub reply: oneshot::Sender<Result<Vec<u8>, PeerFailure>>,
}

/// The exchange is shut down.
#[derive(Debug)]
pub(crate) struct Stopped;

/// Asks peers, a limited number of requests at once each.
#[derive(Debug)]
pub(crate) struct Client {
	me: PeerId,
	caps: Caps,
	commands: mpsc::Sender<Command>,
	slots: Mutex<HashMap<PeerId, Arc<Semaphore>>>,
}

impl Client {
	/// The asking side of the device `me`.
	pub fn new(me: PeerId, caps: Caps, commands: mpsc::Sender<Command>) -> Self {
		Self { me, caps, commands, slots: Mutex::default() }
	}

	/// This device.
	pub fn me(&self) -> PeerId {
		self.me
	}

	/// Most requests to one peer at once.
	pub fn requests_per_peer(&self) -> usize {
		self.caps.requests_per_peer.max(1)
	}

	/// Tell the protocol something.
	pub async fn send(&self, command: Command) -> Result<(), Stopped> {
		self.commands.send(command).await.map_err(|_| Stopped)
	}

	/// Ask a peer for blocks and wait for its answers, one for each want.
	pub async fn ask(
		&self,
		to: PeerAddress,
		wants: &[Want],
	) -> Result<Result<Vec<Answer>, PeerFailure>, Stopped> {
		let blocks: usize = wants.iter().map(|want| want.longest as usize).sum();
		let longest =
			(blocks + (wants.len() + 1) * wire::ANSWER_OVERHEAD).min(wire::MAX_RESPONSE_BYTES);
		let response = self.request(to, wants.encode(), longest).await?;
		Ok(response
			.and_then(|bytes| wire::decode_response(&bytes, wants.len()).ok_or(PeerFailure::Lied)))
	}

	/// Send one request to a peer and wait for its response of at most `longest` bytes.
	pub async fn request(
		&self,
		to: PeerAddress,
		request: Vec<u8>,
		longest: usize,
	) -> Result<Result<Vec<u8>, PeerFailure>, Stopped> {
		let slots = self.slots_of(to.peer);
		let _slot = slots.acquire().await.map_err(|_| Stopped)?;
		let (reply, response) = oneshot::channel();
		self.send(Command::Ask(Job { to, request, longest, reply })).await?;
		match tokio::time::timeout(self.caps.request_timeout, response).await {
			Err(_) => Ok(Err(PeerFailure::TimedOut)),
			Ok(Err(_)) => Err(Stopped),
			Ok(Ok(response)) => Ok(response),
		}
	}

	fn slots_of(&self, peer: PeerId) -> Arc<Semaphore> {
		let mut slots = self.slots.lock();
		if slots.len() >= REMEMBERED_PEERS {
			slots.retain(|_, slots| Arc::strong_count(slots) > 1);
		}
		slots
			.entry(peer)
			.or_insert_with(|| Arc::new(Semaphore::new(self.requests_per_peer())))
			.clone()
	}
}
