//! The protocol's event loop: connects, admits, and hands streams to their tasks.
//!
//! litep2p's own request–response protocol would do most of this, but waits for a request
//! without a time-out, takes requests as long as responses, and counts what it serves for
//! all peers together: one peer that opens streams and says nothing shuts out the others.

use super::{
	client::{Command, Job},
	config::Caps,
	error::PeerFailure,
	pace::Pace,
	serve::{serve, Service},
	wire,
};
use futures::StreamExt;
use litep2p::{
	codec::ProtocolCodec,
	error::{ImmediateDialError, NegotiationError, SubstreamError},
	protocol::{Direction, TransportEvent, TransportService, UserProtocol},
	substream::Substream,
	types::SubstreamId,
	PeerId, ProtocolName,
};
use std::{collections::HashMap, io, sync::Arc};
use tokio::{
	sync::{mpsc, oneshot, Semaphore},
	task::JoinSet,
};

/// Peers remembered before those out of use are forgotten.
const REMEMBERED_PEERS: usize = 256;

/// The state of the protocol.
pub(crate) struct Protocol {
	service: Service,
	caps: Caps,
	inbox: mpsc::Receiver<Command>,
	peers: HashMap<PeerId, Peer>,
	/// Requests whose stream is being opened.
	opening: HashMap<SubstreamId, Job>,
	/// Requests being answered.
	serving: JoinSet<()>,
	/// Requests waiting for their answer.
	asking: JoinSet<()>,
}

/// What is known of a peer.
struct Peer {
	connected: bool,
	/// Requests waiting for a connection.
	waiting: Vec<Job>,
	/// One for each request of this peer that may be answered at once.
	slots: Arc<Semaphore>,
	pace: Arc<Pace>,
}

impl Protocol {
	/// A protocol that serves `service` and takes commands from `inbox`.
	pub fn new(service: Service, caps: Caps, inbox: mpsc::Receiver<Command>) -> Self {
		Self {
			service,
			caps,
			inbox,
			peers: HashMap::new(),
			opening: HashMap::new(),
			serving: JoinSet::new(),
			asking: JoinSet::new(),
		}
	}

	fn peer(&mut self, peer: PeerId) -> &mut Peer {
		if self.peers.len() >= REMEMBERED_PEERS {
			self.peers.retain(|_, peer| !peer.is_idle());
		}
		let caps = self.caps;
		self.peers.entry(peer).or_insert_with(|| Peer {
			connected: false,
			waiting: Vec::new(),
			slots: Arc::new(Semaphore::new(2 * caps.requests_per_peer.max(1))),
			pace: Arc::new(Pace::new(caps.bytes_per_second_per_peer)),
		})
	}

	/// Send a request, connecting first if need be.
	fn ask(&mut self, service: &mut TransportService, job: Job) {
		let to = job.to.peer;
		if self.peer(to).connected {
			return self.open(service, job);
		}
		service.add_known_address(&to, std::iter::once(job.to.address.clone()));
		match service.dial(&to) {
			// Connected already: the event that says so is on its way.
			Ok(()) | Err(ImmediateDialError::AlreadyConnected) => {
				let waiting = &mut self.peer(to).waiting;
				waiting.retain(|job| !job.reply.is_closed());
				waiting.push(job);
			}
			Err(error) => {
				tracing::debug!(peer = %to, %error, "could not dial");
				let _ = job.reply.send(Err(PeerFailure::Unreachable));
			}
		}
	}

	/// Open a stream for a request.
	fn open(&mut self, service: &mut TransportService, job: Job) {
		if job.reply.is_closed() {
			return;
		}
		match service.open_substream(job.to.peer) {
			Ok(stream) => {
				self.opening.insert(stream, job);
			}
			Err(error) => {
				tracing::debug!(peer = %job.to.peer, %error, "could not open a stream");
				let _ = job.reply.send(Err(PeerFailure::BrokeOff));
			}
		}
	}

	fn on_event(&mut self, service: &mut TransportService, event: TransportEvent) {
		match event {
			TransportEvent::ConnectionEstablished { peer, .. } => {
				let known = self.peer(peer);
				known.connected = true;
				for job in std::mem::take(&mut known.waiting) {
					self.open(service, job);
				}
			}
			// Requests on the way fail by themselves, as their streams do.
			TransportEvent::ConnectionClosed { peer } => self.peer(peer).connected = false,
			TransportEvent::DialFailure { peer, .. } => {
				for job in std::mem::take(&mut self.peer(peer).waiting) {
					let _ = job.reply.send(Err(PeerFailure::Unreachable));
				}
			}
			TransportEvent::SubstreamOpened { peer, substream, direction, .. } => match direction {
				Direction::Inbound => self.admit(peer, substream),
				Direction::Outbound(id) => {
					if let Some(job) = self.opening.remove(&id) {
						self.asking.spawn(exchange(substream, job));
					}
				}
			},
			TransportEvent::SubstreamOpenFailure { substream, error } => {
				tracing::debug!(%error, "could not open a stream");
				if let Some(job) = self.opening.remove(&substream) {
					let _ = job.reply.send(Err(failure_of(&error)));
				}
			}
		}
	}

	/// Answer a request unless the peer, or all together, have enough being answered.
	fn admit(&mut self, peer: PeerId, stream: Substream) {
		let (service, caps, all) = (self.service.clone(), self.caps, self.serving.len());
		let known = self.peer(peer);
		let slot = known.slots.clone().try_acquire_owned();
		let (Ok(slot), true) = (slot, all < caps.requests.max(1)) else {
			tracing::debug!(%peer, "too many requests at once");
			return;
		};
		let pace = known.pace.clone();
		self.serving.spawn(async move {
			serve(stream, service, pace, caps).await;
			drop(slot);
		});
	}

	/// Wait for the answers in progress. Dropping what waits tells the askers.
	async fn drain(mut self: Box<Self>, done: oneshot::Sender<()>) {
		self.inbox.close();
		while self.inbox.try_recv().is_ok() {}
		self.peers.clear();
		self.opening.clear();
		self.asking.abort_all();
		while self.serving.join_next().await.is_some() {}
		let _ = done.send(());
	}
}

impl Peer {
	/// Whether nothing would be lost in forgetting it, its pace included: else a peer
	/// could come back at once and be sent as much again.
	fn is_idle(&self) -> bool {
		!self.connected
			// Every request being answered holds one more.
			&& Arc::strong_count(&self.slots) == 1
			&& self.pace.is_idle()
			&& self.waiting.iter().all(|job| job.reply.is_closed())
	}
}

#[async_trait::async_trait]
impl UserProtocol for Protocol {
	fn protocol(&self) -> ProtocolName {
		ProtocolName::from(self.service.name)
	}

	fn codec(&self) -> ProtocolCodec {
		ProtocolCodec::Unspecified
	}

	async fn run(mut self: Box<Self>, mut service: TransportService) -> litep2p::Result<()> {
		loop {
			tokio::select! {
				event = service.next() => match event {
					Some(event) => self.on_event(&mut service, event),
					None => return Err(litep2p::Error::EssentialTaskClosed),
				},
				command = self.inbox.recv() => match command {
					Some(Command::Ask(job)) => self.ask(&mut service, job),
					Some(Command::Shutdown { done }) => {
						self.drain(done).await;
						return Ok(());
					},
					None => return Ok(()),
				},
				Some(_) = self.serving.join_next() => {},
				Some(_) = self.asking.join_next() => {},
			}
		}
	}
}

/// Why no stream was opened.
fn failure_of(error: &SubstreamError) -> PeerFailure {
	match error {
		SubstreamError::NegotiationError(NegotiationError::MultistreamSelectError(_)) => {
			PeerFailure::Unsupported
		}
		_ => PeerFailure::BrokeOff,
	}
}

/// Send a request down its stream and receive the response, for as long as someone waits.
async fn exchange(mut stream: Substream, job: Job) {
	let Job { request, longest, mut reply, .. } = job;
	let answer = async {
		wire::send(&mut stream, &request).await?;
		wire::receive(&mut stream, longest).await
	};
	let answer = tokio::select! {
		answer = answer => answer,
		() = reply.closed() => return,
	};
	let _ = reply.send(answer.map_err(|error| match error.kind() {
		io::ErrorKind::InvalidData => PeerFailure::Lied,
		_ => PeerFailure::BrokeOff,
	}));
}
