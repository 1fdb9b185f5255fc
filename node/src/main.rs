//! The Atous node: keeps the chain, authors and finalises blocks, answers RPC.
//!
//! | file | what stands there |
//! |---|---|
//! | `cli` | the command line |
//! | `command` | what each command does |
//! | `loopback` | where a development chain listens |
//! | `chain_spec` | the presets `dev` and `local` |
//! | `service` | client, pool, consensus, network |
//! | `rpc` | what the node answers, `atous_*` among it |

// The errors of sc-cli and sc-service are large, are not ours, and end the program.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod loopback;
mod rpc;
mod service;

use std::process::ExitCode;

/// Reading and hashing the state allocates much and in small pieces: with the allocator of
/// the C library blocks take half as long again.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("atous-node: {error}");
			ExitCode::FAILURE
		}
	}
}
