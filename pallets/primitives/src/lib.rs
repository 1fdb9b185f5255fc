//! Words that the Atous chain and the Atous sidecar share.
//!
//! Everything both sides must agree on to the byte stands here and only here:
//! identifiers, the task header in its two forms (SCALE on the chain, JSON for
//! people), profiles and classes, what a device commits to and reveals, and the
//! Merkle tree of flag logs. The crate knows neither FRAME nor a network.
//!
//! | module | what it holds |
//! |---|---|
//! | [`cid`] | content identifiers: CIDv1 with SHA-256, fixed in size |
//! | [`credit`] | node credit: a signed number of micro-credits |
//! | [`header`] | what a request carries |
//! | [`offer`] | what a device would take on |
//! | [`class`] | the few fixed shapes of work |
//! | [`profile`] | engine, cost table and limits under which results are equal |
//! | [`outcome`] | what a run ended in; tags and commitments |
//! | [`flag`] | one security or anomaly record |
//! | [`merkle`] | RFC 9162 hashing, inclusion and consistency proofs |
//! | [`consent`] | what a device signs to let an owner enrol it |
//! | [`views`] | what the chain answers to questions, in its JSON form |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod cid;
pub mod class;
pub mod consent;
pub mod credit;
pub mod flag;
pub mod header;
mod json;
pub mod merkle;
pub mod offer;
pub mod outcome;
pub mod profile;
pub mod verdict;
pub mod views;

pub use cid::{Cid, Codec};
pub use class::{Accelerator, Class, Latency, RuntimeKind};
pub use credit::{Credit, CREDIT};
pub use flag::{Flag, FlagKind, FlagSummary, Severity};
pub use header::{Metadata, Requirements, TaskHeader, Verification};
pub use offer::OfferSpec;
pub use outcome::{tag, voucher, Outcome, Reveal};
pub use profile::{Fuel, ProfileId, FUEL_PER_WORK_UNIT, PROFILE_WASM_1};

/// A 32-byte hash.
pub type Hash = [u8; 32];
/// Number of a task, counted up from zero over the life of a chain.
pub type TaskId = u64;
/// A count of *served* blocks: blocks in which the market ran. Blocks taken by
/// a session change or a migration do not count, so they penalise nobody.
pub type ServedBlock = u32;
/// Micro-credits per work unit (10^9 fuel).
pub type Price = u64;
