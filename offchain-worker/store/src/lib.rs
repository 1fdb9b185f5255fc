//! Payloads and results by content: blocks on disk, exchanged between peers.
//!
//! # Overview
//!
//! A task names what it runs and what it reads by content identifier, and its result is
//! named the same way. This crate turns bytes into identifiers and back, keeps the
//! blocks on disk, and fetches from other devices what is missing.
//!
//! Content of at most [`CHUNK_BYTES`] is one `raw` block. Anything longer is cut into
//! chunks of that size under a balanced UnixFS tree of at most [`MAX_LINKS`] links a
//! node: byte for byte what
//! `ipfs add --cid-version 1 --raw-leaves --chunker size-1048576 --max-file-links 174`
//! makes, so that any IPFS tool can produce and check what Atous names.
//!
//! # Words
//!
//! - **Block**: up to [`CHUNK_BYTES`] bytes under their SHA-256 digest.
//! - **Leaf**: a block of content. **Node**: a block of links to leaves or other nodes.
//! - **Root**: the block whose identifier names the whole content.
//! - **Pin**: a root whose blocks are never evicted. Survives a restart.
//! - **Hold**: the same for as long as an operation runs. Does not survive a restart.
//!
//! # What it promises
//!
//! - Every block is checked against its digest whenever it is read. One that fails is
//!   removed and reported, and can be fetched again.
//! - A block is acknowledged once it is synchronised to disk under its final name. The
//!   process may be killed at any point; what was acknowledged is there afterwards.
//! - The size cap holds at all times. Unpinned blocks make room, least recently used
//!   first; what is pinned or in use never does.
//! - A question of a peer is bytes for whoever answers, and an answer bytes for whoever
//!   asked: [`MAX_QUESTION_BYTES`] at most, a few a second from each peer.
//! - Nothing a peer sends is believed: blocks are checked against their digests, trees
//!   against the sizes their parents claim, and a fetch never takes in more than it was
//!   allowed, however the tree was made.
//!
//! # Example
//!
//! ```
//! use atous_store::{Exchange, ExchangeConfig, Store};
//! use std::time::Duration;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! # let scratch = tempfile::tempdir()?;
//! // The device that has the content …
//! let there = Store::open(scratch.path().join("there"), 64 << 20)?;
//! let root = there.put(b"some payload")?;
//! let key = scratch.path().join("there.key");
//! let server = Exchange::start(ExchangeConfig::new(key, there)).await?;
//!
//! // … and the one that wants it.
//! let here = Store::open(scratch.path().join("here"), 64 << 20)?;
//! here.pin(root)?;
//! let key = scratch.path().join("here.key");
//! let client = Exchange::start(ExchangeConfig::new(key, here.clone())).await?;
//! client.fetch(root, &server.local_addresses(), 1 << 20, Duration::from_secs(10)).await?;
//! assert_eq!(here.get(root, 1 << 20)?, b"some payload");
//! # client.shutdown().await;
//! # server.shutdown().await;
//! # Ok(())
//! # })
//! # }
//! ```

mod dag;
mod disk;
mod error;
mod exchange;
mod layout;
mod node;
mod store;

pub use atous_primitives::Cid;
pub use dag::DagError;
pub use error::StoreError;
pub use exchange::{
	Answers, AskError, Caps, Exchange, ExchangeConfig, ExchangeError, FetchError, PeerFailure,
	MAX_QUESTION_BYTES,
};
pub use layout::{CHUNK_BYTES, MAX_LINKS};
pub use store::{Stats, Store};
