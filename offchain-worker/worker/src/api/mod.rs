//! The local API: HTTP on a loopback address and on a Unix socket.
//!
//! | route | where | what |
//! |---|---|---|
//! | `GET /live` | both | 200 while the process runs |
//! | `GET /ready` | both | 200 while the chain answers and the device is enrolled, else 503 with the reason |
//! | `GET /metrics` | both | Prometheus' text format |
//! | `GET /state` | both | everything at a glance, JSON |
//! | `POST /content` | socket | put bytes into the store; answers their identifier |
//! | `POST /quote` | socket | what a task would cost, or why it would be refused |
//! | `POST /submit` | socket | submit a task |
//! | `GET /task/{task}` | socket | a task as the chain has it |
//! | `GET /result/{task}` | socket | the bytes of a result |
//! | `POST /cancel/{task}` | socket | take a task back |
//! | `GET /delivery/{task}` | socket | what is known of what was delivered, `null` if nothing was |
//! | `POST /accept/{task}` | socket | accept what was delivered |
//! | `POST /dispute/{task}` | socket | dispute what was delivered |
//! | `GET /flags/newest/{count}` | socket | the newest flags |
//! | `GET /flags/{index}/proof` | socket | proof that a flag is in the anchored log |
//!
//! What can spend credit is on the socket alone: its file belongs to the user and
//! has mode 0600, while any process of the machine can reach a loopback address.
//! Errors are a [`Failure`](crate::error::Failure) as JSON.

pub mod client;
mod listen;
mod metrics;
mod routes;
pub mod state;
#[cfg(test)]
mod tests;

pub use listen::{serve, Listeners};
pub use metrics::Metrics;

use crate::daemon::{Context, Requests};
use atous_primitives::{Cid, Outcome, TaskHeader, TaskId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What the routes answer from.
pub struct Api {
	/// The daemon.
	pub context: Arc<Context>,
	/// Its requests.
	pub requests: Arc<Requests>,
}

/// What `POST /quote` and `POST /submit` take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
	/// The task.
	pub header: TaskHeader,
	/// Whether to submit although too few devices offer what it needs.
	#[serde(default)]
	pub queue: bool,
	/// Whether to accept what is delivered without asking, once its result is here.
	#[serde(default)]
	pub auto_accept: bool,
}

/// What `POST /content` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
	/// Identifier of the content.
	pub cid: Cid,
}

/// What `POST /submit` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
	/// Number of the task.
	pub task: TaskId,
}

/// What `POST /accept` answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
	/// The outcome that everybody can now read; `None` if it is not known here.
	pub opening: Option<Outcome>,
}
