//! Why there is no report.

use atous_primitives::{outcome::Outcome, profile::ProfileId};
use std::time::Duration;

/// Why a job ended without a report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExecError {
	/// The profile is not one this version of the software knows.
	#[error("profile {0} is not known to this executor: a newer version may know it")]
	UnknownProfile(ProfileId),
	/// The payload is no module that the profile can run; every machine of the
	/// profile finds the same.
	#[error("the payload cannot be run under this profile: {0}")]
	InvalidModule(String),
	/// This machine could not do it; another may.
	#[error("this machine could not run the payload: {0}")]
	Unable(#[from] Unable),
	/// [`Control::cancel`](crate::Control::cancel) was called.
	#[error("the run was cancelled")]
	Cancelled,
}

impl ExecError {
	/// The result that the network can agree on, where there is one.
	pub fn outcome(&self) -> Option<Outcome> {
		match self {
			ExecError::InvalidModule(_) => Some(Outcome::Unavailable),
			ExecError::UnknownProfile(_) | ExecError::Unable(_) | ExecError::Cancelled => None,
		}
	}
}

/// What depends on the machine and so is never a result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unable {
	/// The payload's call stack was exhausted. Engines do not define exactly when.
	#[error("its call stack was exhausted")]
	StackExhausted,
	/// The machine could not provide memory that the payload may have.
	#[error("the machine could not provide the memory: {0}")]
	HostMemory(String),
	/// The run took longer than this machine wanted to spend.
	#[error("it ran longer than {} seconds", .0.as_secs_f64())]
	TimeLimit(Duration),
	/// The engine failed in a way that is not the payload's doing.
	#[error("the engine failed: {0}")]
	Engine(String),
}
