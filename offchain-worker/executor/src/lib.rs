//! Runs a payload in a deterministic sandbox: the same bytes and the same fuel
//! on every machine of a profile.
//!
//! A payload is a WebAssembly command (`_start`) that reads standard input and
//! writes standard output through WASI preview 1. It sees no file, no network,
//! no machine: its clock is virtual, its randomness is seeded by the task. An
//! [`Executor`] runs a [`Job`] and reports how it ended and what it used.
//!
//! Two kinds of end are kept apart. What every machine of the profile would see
//! ([`End`], and [`ExecError::InvalidModule`]) is a result and can be agreed on.
//! What depends on this machine ([`Unable`]) never is: the task is given back.
//!
//! ```
//! use atous_executor::{Control, End, Executor, Job};
//!
//! let module = br#"(module
//!     (import "wasi_snapshot_preview1" "fd_write"
//!         (func $write (param i32 i32 i32 i32) (result i32)))
//!     (memory (export "memory") 1)
//!     (data (i32.const 0) "\08\00\00\00\03\00\00\00yes")
//!     (func (export "_start")
//!         (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))))"#;
//! let module = wat::parse_bytes(module)?;
//! let executor = Executor::new(atous_primitives::profile::PROFILE_WASM_1)?;
//! let report = executor.run(&Job { module: &module, ..Job::new(1_000_000, 1) })?;
//! assert_eq!(report.end, End::Completed { output: b"yes".to_vec() });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cache;
mod control;
mod error;
mod executor;
mod limiter;
mod priority;
pub mod profile;
mod sandbox;
mod wasi;
mod watch;

pub use control::Control;
pub use error::{ExecError, Unable};
pub use executor::{End, Executor, Job, Report};
