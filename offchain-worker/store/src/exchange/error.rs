//! What can go wrong between peers.

use super::answers::MAX_QUESTION_BYTES;
use crate::{dag::DagError, error::StoreError};
use atous_primitives::Cid;
use std::{fmt, io, path::PathBuf, time::Duration};
use thiserror::Error;

/// Why an exchange cannot be started or a peer not be added.
#[derive(Debug, Error)]
pub enum ExchangeError {
	/// An address is not one that can be used.
	#[error("{address:?} is no usable address: {why}; write it as /ip4/192.0.2.1/tcp/4001 or with /ip6, followed by /p2p/ and the peer's identity where a peer is meant")]
	Address {
		/// The address.
		address: String,
		/// What is wrong with it.
		why: String,
	},
	/// Nothing could be listened on.
	#[error("could not listen on {addresses:?}: {source}; choose other addresses or stop what uses them")]
	Listen {
		/// The addresses.
		addresses: Vec<String>,
		/// What the network library answered.
		source: Box<litep2p::Error>,
	},
	/// The key file could not be read or made.
	#[error("could not {doing} the key file {}: {source}; check its path and owner", path.display())]
	KeyFile {
		/// What was being done, as a verb.
		doing: &'static str,
		/// The file.
		path: PathBuf,
		/// What the system answered.
		source: io::Error,
	},
	/// Others can read the key file.
	#[error("the key file {} can be read by others (mode {mode:03o}); run chmod 600 on it, or remove it for a new identity", path.display())]
	KeyFileOpen {
		/// The file.
		path: PathBuf,
		/// Its permission bits.
		mode: u32,
	},
	/// The key file holds something else.
	#[error("{} is no key file: it has {bytes} bytes and a key has 32; restore it, or remove it for a new identity", path.display())]
	KeyFileLength {
		/// The file.
		path: PathBuf,
		/// Its length, in bytes; longer files count as 33.
		bytes: usize,
	},
}

/// Why content could not be fetched. What has arrived stays in the store.
#[derive(Debug, Error)]
pub enum FetchError {
	/// No peer that could be asked has a block that is needed.
	#[error(
		"could not get block {cid} of {root}: {}; ask other peers or try again later",
		Reports(peers)
	)]
	Unavailable {
		/// The content's root.
		root: Cid,
		/// A block nobody gave.
		cid: Cid,
		/// The address of each peer asked, and what became of it.
		peers: Vec<(String, PeerFailure)>,
	},
	/// It took too long.
	#[error("{root} had not arrived after {after:?}, {missing} blocks or more are missing; try again, which goes on from there, or allow more time")]
	TimedOut {
		/// The content's root.
		root: Cid,
		/// The time allowed.
		after: Duration,
		/// Blocks known to be missing. Those below a missing node are not counted.
		missing: usize,
	},
	/// The content is too long or not acceptable, whoever serves it. That a block is longer
	/// than its place allows may rest on what all peers that could be asked say, since it
	/// is not fetched to find out.
	#[error("refused what was fetched: {0}")]
	Refused(#[from] DagError),
	/// The store cannot take it.
	#[error("could not store what was fetched: {0}")]
	Store(#[source] StoreError),
	/// The exchange was shut down.
	#[error("the exchange was shut down while fetching {root}; start it and fetch again")]
	Stopped {
		/// The content's root.
		root: Cid,
	},
}

impl From<StoreError> for FetchError {
	fn from(error: StoreError) -> Self {
		match error {
			StoreError::Dag(error) => Self::Refused(error),
			error => Self::Store(error),
		}
	}
}

/// What became of a peer that was asked for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PeerFailure {
	/// It does not have the block.
	#[error("does not have it")]
	Absent,
	/// It says the block is longer than the content allows.
	#[error("says it is longer than allowed")]
	TooLong,
	/// No connection came about.
	#[error("cannot be reached")]
	Unreachable,
	/// It closed the connection or the stream, or is too busy to answer.
	#[error("broke off")]
	BrokeOff,
	/// It did not answer in time.
	#[error("did not answer in time")]
	TimedOut,
	/// It sent something other than what was asked for.
	#[error("sent something else")]
	Lied,
	/// No protocol could be agreed on: its program does not know this kind of request.
	#[error("does not know this kind of request; its program may be older")]
	Unsupported,
}

/// Why a question has no answer.
#[derive(Debug, Error)]
pub enum AskError {
	/// The peer's address cannot be used.
	#[error(transparent)]
	Address(#[from] ExchangeError),
	/// The question is longer than any peer would read.
	#[error(
		"a question of {bytes} bytes is longer than the {} that a peer reads; ask for less",
		MAX_QUESTION_BYTES
	)]
	TooLong {
		/// Its length, in bytes.
		bytes: usize,
	},
	/// The peer did not answer.
	#[error("the peer at {address} {failure}")]
	Peer {
		/// Its address.
		address: String,
		/// What became of it.
		failure: PeerFailure,
	},
	/// The exchange was shut down.
	#[error("the exchange was shut down; start it and ask again")]
	Stopped,
}

/// Peers and what became of them, in one line.
struct Reports<'a>(&'a [(String, PeerFailure)]);

impl fmt::Display for Reports<'_> {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		if self.0.is_empty() {
			return to.write_str("there was no peer to ask");
		}
		for (number, (address, failure)) in self.0.iter().enumerate() {
			let separator = if number == 0 { "" } else { ", " };
			write!(to, "{separator}{address} {failure}")?;
		}
		Ok(())
	}
}
