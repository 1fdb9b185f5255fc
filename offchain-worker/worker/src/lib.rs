//! The Atous sidecar: it measures its machine, decides whether to give, ask or
//! retreat, tells the chain, runs what the chain gives it and settles.
//!
//! ```text
//!  host ─► automaton ─► daemon::sampler ─┐ stance
//!                                        ▼
//!  node ◄─► chain ─► daemon::follower ─► offers · tasks · requests · anchors
//!                       snapshot         │        │         │         │
//!                                      driver  executor   store      log
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`chain`] | the chain as a trait; everything but its `subxt` half is tested without a network |
//! | [`driver`] | the life of one task as a pure function, and what it remembers on disk |
//! | [`daemon`] | the parts that run side by side in `atous run` |
//! | [`api`] | the local API and its client |
//! | [`cli`] | the command line |
//! | [`config`] | every key of the configuration |
//! | [`flags`] | proofs that a flag is in an anchored log |
//! | [`handover`] | what a requester and the device that delivered to it say to each other |
//! | [`folder`], [`keys`] | the data folder and the keys |
//! | [`error`] | kinds of failure and their exit codes |
//! | [`json`] | how numbers and bytes are written |
//! | [`faults`] | faults on purpose, for tests on development chains |

pub mod api;
pub mod chain;
pub mod cli;
pub mod config;
pub mod daemon;
pub mod driver;
pub mod error;
pub mod faults;
pub mod flags;
pub mod folder;
pub mod handover;
pub mod json;
pub mod keys;
