//! A reading: a value with its quality, or the reason why there is none.

use serde::{Deserialize, Serialize};
use std::{fmt, time::Duration};

/// What a reader gives.
///
/// In JSON either `{"known": {"value": …, "quality": …}}` or
/// `{"unknown": {"absence": …, "reason": …}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
// Tagged from outside: the other forms cannot read a float back where serde_json
// is built with `arbitrary_precision`, as it is beside the node.
#[serde(rename_all = "snake_case")]
pub enum Reading<T> {
	/// There is a value.
	Known {
		/// The value, in the unit of its reader.
		value: T,
		/// How far it is to be trusted.
		quality: Quality,
	},
	/// There is none.
	Unknown(Unknown),
}

/// How far a value is to be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
	/// Read as it should be, a moment ago.
	Good,
	/// Read as it should be, but some time ago.
	Stale {
		/// How long ago, milliseconds.
		age_ms: u64,
	},
	/// Not read but inferred.
	Estimated {
		/// From what, and why.
		reason: String,
	},
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{absence}: {reason}")]
pub struct Unknown {
	/// The kind of absence.
	pub absence: Absence,
	/// What was found, with the file's path where there is one.
	pub reason: String,
}

/// The ways in which a value can be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
	/// The machine does not have it.
	Missing,
	/// The machine has it, but not for us.
	Denied,
	/// It is there and makes no sense; an empty file is such.
	Malformed,
	/// It has not answered yet, or no longer does.
	Late,
}

impl fmt::Display for Absence {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Absence::Missing => "missing",
			Absence::Denied => "denied",
			Absence::Malformed => "malformed",
			Absence::Late => "late",
		})
	}
}

impl Unknown {
	/// An absence with its reason.
	pub fn new(absence: Absence, reason: impl Into<String>) -> Self {
		Self { absence, reason: reason.into() }
	}

	pub(crate) fn missing(reason: impl Into<String>) -> Self {
		Self::new(Absence::Missing, reason)
	}

	pub(crate) fn malformed(reason: impl Into<String>) -> Self {
		Self::new(Absence::Malformed, reason)
	}

	pub(crate) fn late(reason: impl Into<String>) -> Self {
		Self::new(Absence::Late, reason)
	}
}

impl<T> Reading<T> {
	/// A value read as it should be.
	pub fn good(value: T) -> Self {
		Reading::Known { value, quality: Quality::Good }
	}

	/// A value inferred, and from what.
	pub fn estimated(value: T, reason: impl Into<String>) -> Self {
		Reading::Known { value, quality: Quality::Estimated { reason: reason.into() } }
	}

	/// The value, whatever its quality.
	pub fn value(&self) -> Option<&T> {
		match self {
			Reading::Known { value, .. } => Some(value),
			Reading::Unknown(_) => None,
		}
	}

	/// The value's quality.
	pub fn quality(&self) -> Option<&Quality> {
		match self {
			Reading::Known { quality, .. } => Some(quality),
			Reading::Unknown(_) => None,
		}
	}

	/// Why there is no value.
	pub fn unknown(&self) -> Option<&Unknown> {
		match self {
			Reading::Known { .. } => None,
			Reading::Unknown(why) => Some(why),
		}
	}

	/// The same reading, seen `age` later.
	pub(crate) fn stale(self, age: Duration) -> Self {
		match self {
			Reading::Known { value, .. } => {
				let age_ms = u64::try_from(age.as_millis()).unwrap_or(u64::MAX);
				Reading::Known { value, quality: Quality::Stale { age_ms } }
			}
			unknown => unknown,
		}
	}
}

impl<T> From<Result<T, Unknown>> for Reading<T> {
	fn from(result: Result<T, Unknown>) -> Self {
		result.map_or_else(Reading::Unknown, Reading::good)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn reading_is_written_and_read_back() {
		for (reading, json) in [
			(Reading::good(0.5), r#"{"known":{"value":0.5,"quality":"good"}}"#),
			(
				Reading::good(0.5).stale(Duration::from_secs(3)),
				r#"{"known":{"value":0.5,"quality":{"stale":{"age_ms":3000}}}}"#,
			),
			(
				Reading::Unknown(Unknown::missing("no such file")),
				r#"{"unknown":{"absence":"missing","reason":"no such file"}}"#,
			),
		] {
			assert_eq!(serde_json::to_string(&reading).unwrap(), json);
			assert_eq!(serde_json::from_str::<Reading<f64>>(json).unwrap(), reading);
		}
	}
}
