//! What an operator can set.

use super::answers::{Answers, Nothing, MAX_QUESTION_BYTES};
use crate::store::Store;
use std::{path::PathBuf, sync::Arc, time::Duration};

/// How an exchange is set up.
#[derive(Clone, Debug)]
pub struct ExchangeConfig {
	/// Where to listen: multiaddresses `/ip4|ip6/…/tcp/…`, port 0 for any free one.
	/// Default: a free port of the loopback interface.
	pub listen: Vec<String>,
	/// Where peers are told to reach this device, if that differs from where it listens,
	/// as behind a router. Multiaddresses; `/p2p/…` is added where it is missing.
	/// Default: none, the listening addresses are announced.
	pub announce: Vec<String>,
	/// The file with the secret key that identifies this device to peers: 32 bytes,
	/// Ed25519, mode 0600. Created if it is missing.
	pub key_file: PathBuf,
	/// The store served from and fetched into.
	pub store: Store,
	/// What answers the questions of peers that are not for blocks. Default: nothing.
	pub answers: Arc<dyn Answers>,
	/// What peers may use.
	pub caps: Caps,
}

impl ExchangeConfig {
	/// The defaults, with this key file and store.
	pub fn new(key_file: impl Into<PathBuf>, store: Store) -> Self {
		Self {
			listen: vec!["/ip4/127.0.0.1/tcp/0".into()],
			announce: Vec::new(),
			key_file: key_file.into(),
			store,
			answers: Arc::new(Nothing),
			caps: Caps::default(),
		}
	}
}

/// What peers may use of this device, and it of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
	/// Most connections that peers have opened to us. Each costs about half a megabyte.
	/// Default 64.
	pub connections: usize,
	/// Most requests to one peer at once. A peer may have twice as many answered by us,
	/// since it learns of an answer before we learn that it has arrived. Default 4.
	pub requests_per_peer: usize,
	/// Most requests for blocks answered at once for all peers together, each of which
	/// costs up to 2 MiB of memory; and as many questions. Default 32.
	pub requests: usize,
	/// Bytes of blocks a second that one peer is sent at most. Default 16 MiB.
	pub bytes_per_second_per_peer: u64,
	/// How long a peer may take to answer one request, connecting to it included. Also
	/// how long one may take to receive an answer. Default 20 s: a full answer in that
	/// time is 100 kB/s.
	pub request_timeout: Duration,
	/// How long answers in progress may take at shutdown. Default 2 s.
	pub shutdown_grace: Duration,
}

/// Questions of one peer that are answered a second.
const QUESTIONS_PER_SECOND: u64 = 8;

impl Caps {
	/// The same for questions. Each counts as one of full length, so that the work of
	/// answering is bounded too and not only the bytes.
	pub(crate) fn for_questions(self) -> Self {
		let bytes_per_second_per_peer = QUESTIONS_PER_SECOND * MAX_QUESTION_BYTES as u64;
		Self { bytes_per_second_per_peer, ..self }
	}
}

impl Default for Caps {
	fn default() -> Self {
		Self {
			connections: 64,
			requests_per_peer: 4,
			requests: 32,
			bytes_per_second_per_peer: 16 << 20,
			request_timeout: Duration::from_secs(20),
			shutdown_grace: Duration::from_secs(2),
		}
	}
}
