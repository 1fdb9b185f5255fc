//! The lab: starts the real programs, watches them from outside, and measures.
//!
//! | module | what it holds |
//! |---|---|
//! | [`process`] | child processes that end with us, and their logs |
//! | [`programs`] | where the built programs lie |
//! | [`node`] | a development chain |
//! | [`sidecar`] | a device: its folder, its owner, its daemon |
//! | [`mesh`] | a chain with several devices |
//! | [`observer`] | the chain as any generic client sees it |
//! | [`demo`] | the demonstration that `make demo` runs |
//! | [`economy`] | the economy, measured on the real pallets |
//! | [`weights`] | what calls and hooks cost, measured on the runtime's WebAssembly |
//! | [`market`] | what the market costs, measured on the real runtime |
//!
//! The end-to-end tests in `tests/` use the same modules, so what the
//! demonstration shows and what the tests check are the same programs.

pub mod demo;
pub mod economy;
pub mod market;
pub mod mesh;
pub mod node;
pub mod observer;
pub mod process;
pub mod programs;
pub mod sidecar;
pub mod weights;
