//! A peer in one fetch, and how far it is trusted to answer.

use super::{address::PeerAddress, error::PeerFailure};
use std::time::{Duration, Instant};

/// Failures in a row after which a peer is not asked again in this fetch.
const MAX_STRIKES: u32 = 3;

/// How long a peer is left alone after its first failure; doubled with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// A peer in this fetch.
pub(crate) struct Source {
	/// Who and where it is.
	pub address: PeerAddress,
	/// Requests on their way.
	pub asked: usize,
	/// Failures in a row.
	pub strikes: u32,
	/// Not asked before this.
	pub pause_until: Instant,
	/// What became of it last, if not well.
	pub failure: Option<PeerFailure>,
}

impl Source {
	/// A peer not asked yet.
	pub fn new(address: PeerAddress) -> Self {
		Self { address, asked: 0, strikes: 0, pause_until: Instant::now(), failure: None }
	}

	/// Whether it is not asked any more.
	pub fn is_out(&self) -> bool {
		self.strikes >= MAX_STRIKES
	}

	/// Note that it answered. Who is out stays out: a liar's other answers may be true.
	pub fn absolve(&mut self) {
		if !self.is_out() {
			self.strikes = 0;
		}
	}

	/// Note that it failed, and leave it alone for a while or for good.
	pub fn strike(&mut self, failure: PeerFailure) {
		tracing::debug!(peer = %self.address.peer, %failure, "peer failed while fetching");
		self.failure = Some(failure);
		self.pause_until = Instant::now() + FIRST_PAUSE * 2u32.pow(self.strikes);
		// Who lies is not asked again.
		self.strikes = match failure {
			PeerFailure::Lied => MAX_STRIKES,
			_ => self.strikes + 1,
		};
	}
}
