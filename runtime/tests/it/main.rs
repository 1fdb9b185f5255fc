//! The whole runtime, as a chain in memory.
//!
//! One program: each further one would link the whole crate again.

mod chain;
mod common;
mod duties;
mod flood;
mod governance;
mod lane;
mod metadata;
mod windows;
