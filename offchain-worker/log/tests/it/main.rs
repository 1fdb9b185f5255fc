//! The log on real files.
//!
//! One program: each further one would link the whole crate again.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
mod crash;
mod log;
