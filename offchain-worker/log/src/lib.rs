//! The append-only flag log of a device: what it noticed, in the order in which
//! it noticed it, with a root over all of it and proofs for each part.
//!
//! The tree is that of RFC 9162 ([`atous_primitives::merkle`]), so that anyone can
//! check a proof with `atous-primitives` alone, and the chain does.
//!
//! ```
//! use atous_log::Log;
//! use atous_primitives::{merkle, Flag, FlagKind, Severity};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! # let dir = dir.path().join("flags");
//! let mut log = Log::open(&dir)?;
//! let flag = Flag {
//!     time_ms: 1_790_000_000_000,
//!     kind: FlagKind::Thermal,
//!     severity: Severity::Warning,
//!     subject: [1; 32],
//!     evidence: [2; 32],
//!     state: 97,
//! };
//! let index = log.append(&flag)?;
//! // Only now may anyone be told that the flag was recorded.
//! assert!(index < log.sync()?);
//!
//! let proof = log.inclusion_proof(index, log.size())?;
//! let leaf = atous_log::leaf_hash(&flag);
//! merkle::verify_inclusion(index, log.size(), &leaf, &proof, &log.root())?;
//! # Ok(())
//! # }
//! ```
//!
//! ## Promises
//!
//! - **Nothing acknowledged is lost.** A flag is acknowledged when [`Log::sync`]
//!   returns: then the disk has it. One `sync` covers any number of flags (group
//!   commit). After a kill or a power cut, at any moment, [`Log::open`] finds every
//!   acknowledged flag; what a cut left half-written after them is cut off.
//! - **Damage is not mistaken for a crash.** If flags that were acknowledged are
//!   missing or changed, opening or reading fails with [`Error::Damaged`], and
//!   nothing is cut off.
//! - **One writer.** The log is locked while it is open; the lock dies with the
//!   process.
//! - Roots and proofs, of this size or any earlier one, read O(log n) hashes.
//!
//! ## On disk
//!
//! A directory (0700) with three files (0600):
//!
//! | file | what it holds | if it is lost |
//! |---|---|---|
//! | `leaves-1` | 80 bytes a flag: its SCALE form (75), then the first 5 bytes of its leaf hash | the log is lost |
//! | `nodes-1` | 32 bytes an inner node of the tree, in the order in which they became complete | it is built again from the leaves |
//! | `checkpoint-1` | how much of both is known to be on the disk, twice | everything is read again, and a shortened `leaves-1` can no longer be noticed |
//!
//! The number in the names is the version of the format.

mod appendable;
mod checkpoint;
mod error;
mod lock;
mod log;
mod read;
mod record;
mod recovery;

pub use error::Error;
pub use log::Log;
pub use read::Flags;
pub use record::leaf_hash;
