//! The store and the exchange from outside.

#![allow(clippy::unwrap_used)]

mod content;
mod crash;
mod disk;
mod fetching;
mod hostile;
mod questions;
mod support;
