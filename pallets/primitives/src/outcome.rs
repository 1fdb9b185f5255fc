//! What a run ended in, and the hashes by which devices agree on it without
//! showing it to those who have not worked yet.
//!
//! | hash | of | what it is for |
//! |---|---|---|
//! | tag | task, outcome | the same for all who agree |
//! | voucher | task, device, outcome | shows, once the outcome is opened, that the device knew it |
//! | commitment | task, device, tag, voucher, salt | hides both until the reveal |
//!
//! A device first commits, then reveals tag and voucher. Only when a quorum of tags
//! is equal does one of them open the outcome. A device that is brought in after
//! the first reveals can repeat a tag it has seen, but not the voucher that belongs
//! to it: for that it needs the outcome, which nobody has shown. (An outcome that
//! can be guessed, such as *out of fuel*, can be recognised by its tag.)

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

/// Voucher of a device for an outcome. `device` is the 32-byte account.
pub fn voucher(task: TaskId, device: &[u8; 32], outcome: &Outcome) -> Hash {
	sha256(&[b"atous/voucher", &task.to_le_bytes(), device, &outcome.encode()])
}

/// What a device reveals of what it has committed to.
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
)]
pub struct Reveal {
	/// Tag of the outcome.
	pub tag: Hash,
	/// The device's voucher for it.
	pub voucher: Hash,
	/// 32 random bytes, so that nobody can try outcomes against the commitment.
	pub salt: Hash,
}

impl Reveal {
	/// What `device` reveals of `outcome`.
	pub fn new(task: TaskId, device: &[u8; 32], outcome: &Outcome, salt: Hash) -> Self {
		Self { tag: tag(task, outcome), voucher: voucher(task, device, outcome), salt }
	}

	/// The commitment that this reveals.
	pub fn commitment(&self, task: TaskId, device: &[u8; 32]) -> Hash {
		let Self { tag, voucher, salt } = self;
		sha256(&[b"atous/commit", &task.to_le_bytes(), device, tag, voucher, salt])
	}
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
		let reveal = Reveal::new(1, &[1; 32], &outcome, [0; 32]);
		let base = reveal.commitment(1, &[1; 32]);
		assert_ne!(base, reveal.commitment(2, &[1; 32]));
		assert_ne!(base, reveal.commitment(1, &[2; 32]));
		for other in [
			Reveal { tag: [9; 32], ..reveal },
			Reveal { voucher: [9; 32], ..reveal },
			Reveal { salt: [9; 32], ..reveal },
		] {
			assert_ne!(base, other.commitment(1, &[1; 32]));
		}
	}

	#[test]
	fn a_voucher_is_one_devices_alone() {
		let outcome = Outcome::OutOfFuel;
		assert_ne!(voucher(1, &[1; 32], &outcome), voucher(1, &[2; 32], &outcome));
		assert_ne!(voucher(1, &[1; 32], &outcome), voucher(2, &[1; 32], &outcome));
		assert_ne!(voucher(1, &[1; 32], &outcome), tag(1, &outcome));
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
