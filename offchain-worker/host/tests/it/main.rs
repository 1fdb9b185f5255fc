//! The readers on recorded and made-up machines.
//!
//! One program: each further one would link the whole crate again.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
mod properties;
mod readers;
mod recordings;
