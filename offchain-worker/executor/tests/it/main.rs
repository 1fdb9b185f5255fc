//! The executor as its users meet it.
//!
//! One program: each further one would link the whole crate again.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
mod control;
mod golden;
mod interface;
mod limits;
