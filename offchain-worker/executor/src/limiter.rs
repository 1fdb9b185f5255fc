//! What a payload may have of memory and tables, and what it means when the
//! machine cannot give it.

use crate::profile::MAX_TABLE_ELEMENTS;
use wasmtime::{Error, ResourceLimiter, Result};

/// What wasmtime says when a memory cannot grow because its type ends there.
/// That is the payload's doing and the same everywhere; all other failures to
/// grow what was permitted are this machine's. A test holds the sentence.
const TYPE_LIMIT: &str = "memory growth exceeds memory type's limits";

/// The machine could not provide memory that was permitted.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct HostMemoryFailure(String);

/// Holds a payload to the memory in its header.
pub(crate) struct Limiter {
	memory_bytes: usize,
}

impl Limiter {
	/// A limiter for a payload that may have `memory_bytes`.
	pub(crate) fn new(memory_bytes: usize) -> Self {
		Limiter { memory_bytes }
	}
}

impl ResourceLimiter for Limiter {
	/// Refused growth makes `memory.grow` answer −1: the header's limit is part
	/// of the task, so every machine refuses alike.
	fn memory_growing(&mut self, _: usize, to: usize, maximum: Option<usize>) -> Result<bool> {
		Ok(to <= self.memory_bytes && maximum.is_none_or(|maximum| to <= maximum))
	}

	fn memory_grow_failed(&mut self, error: Error) -> Result<()> {
		let reason = error.to_string();
		if reason == TYPE_LIMIT {
			Ok(())
		} else {
			Err(Error::new(HostMemoryFailure(reason)))
		}
	}

	fn table_growing(&mut self, _: usize, to: usize, maximum: Option<usize>) -> Result<bool> {
		Ok(to <= MAX_TABLE_ELEMENTS && maximum.is_none_or(|maximum| to <= maximum))
	}
}
