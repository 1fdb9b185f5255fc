//! The whole runtime, as a chain in memory.
//!
//! One program: each further one would link the whole crate again.

mod chain;
mod common;
mod governance;
mod lane;
mod metadata;
