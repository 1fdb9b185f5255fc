//! What a run ended in, and the hashes by which devices agree on it without
//! showing it to those who have not worked yet.
//!
//! `tag = H(task, outcome)` is the same for all who agree; `commitment =
//! H(task, device, tag, salt)` hides it until the reveal. Only when a quorum of
//! tags is equal does one device open the outcome itself, so a device brought
//! in later has nothing to copy.

use crate::{cid::Cid, profile::Fuel, Hash, TaskId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What a run ended in. All of these are results; what the engine does not
/// define exactly (stack exhaustion, the host's memory) never is.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
	/// The payload ended with exit code 0.
	Completed {
		/// What it wrote to standard output.
		result: Cid,
		/// Fuel used; what is paid for.
		fuel: Fuel,
	},
	/// The payload trapped or ended with another exit code. Paid for the fuel used.
	Trapped {
		/// Fuel used.
		fuel: Fuel,
	},
	/// The work limit was reached. Paid in full.
	OutOfFuel,
	/// Payload or input could not be had, or the payload is no valid module.
	/// Paid at the minimum.
	Unavailable,
}

impl Outcome {
	/// Fuel that is paid for, given the work limit and the least that any copy is paid.
	pub fn paid_fuel(&self, work_limit: Fuel, minimum: Fuel) -> Fuel {
		let fuel = match self {
			Outcome::Completed { fuel, .. } | Outcome::Trapped { fuel } => *fuel,
			Outcome::OutOfFuel => work_limit,
			Outcome::Unavailable => minimum,
		};
		fuel.max(minimum).min(work_limit)
	}
}

/// Tag of an outcome: what agreeing devices reveal.
pub fn tag(task: TaskId, outcome: &Outcome) -> Hash {
	sha256(&[b"atous/tag", &task.to_le_bytes(), &outcome.encode()])
}

/// Commitment of a device to a tag. `device` is the 32-byte account.
pub fn commitment(task: TaskId, device: &[u8; 32], tag: &Hash, salt: &Hash) -> Hash {
	sha256(&[b"atous/commit", &task.to_le_bytes(), device, tag, salt])
}

/// SHA-256 over the concatenation of `parts`.
pub fn sha256(parts: &[&[u8]]) -> Hash {
	let mut hasher = Sha256::new();
	for part in parts {
		hasher.update(part);
	}
	hasher.finalize().into()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn commitments_differ_by_every_part() {
		let outcome = Outcome::Completed { result: Cid::of_raw(b"r"), fuel: 7 };
		let tag_a = tag(1, &outcome);
		assert_ne!(tag_a, tag(2, &outcome));
		assert_ne!(tag_a, tag(1, &Outcome::Completed { result: Cid::of_raw(b"r"), fuel: 8 }));
		let base = commitment(1, &[1; 32], &tag_a, &[0; 32]);
		assert_ne!(base, commitment(2, &[1; 32], &tag_a, &[0; 32]));
		assert_ne!(base, commitment(1, &[2; 32], &tag_a, &[0; 32]));
		assert_ne!(base, commitment(1, &[1; 32], &[9; 32], &[0; 32]));
		assert_ne!(base, commitment(1, &[1; 32], &tag_a, &[1; 32]));
	}

	#[test]
	fn paid_fuel_stays_between_minimum_and_limit() {
		assert_eq!(Outcome::Unavailable.paid_fuel(100, 10), 10);
		assert_eq!(Outcome::OutOfFuel.paid_fuel(100, 10), 100);
		assert_eq!(Outcome::Trapped { fuel: 3 }.paid_fuel(100, 10), 10);
		assert_eq!(Outcome::Trapped { fuel: 300 }.paid_fuel(100, 10), 100);
		assert_eq!(Outcome::Unavailable.paid_fuel(5, 10), 5);
	}
}
