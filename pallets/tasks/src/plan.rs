//! How a task's outcome is to be checked, and where the task waits for devices.

use crate::Params;
use atous_primitives::ServedBlock;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How the outcome of a task is checked, and how far that is decided.
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
pub enum Plan {
	/// Adaptive, and nobody has it: the record of the device that is drawn decides.
	Open,
	/// By a quorum from the start.
	Quorum {
		/// One in so many such quorums is audited; zero: none.
		one_in: u32,
		/// Whether one more device must agree; drawn once all have committed.
		audited: Option<bool>,
	},
	/// One device works.
	Single {
		/// V<sub>e</sub>: one in so many of its results is checked.
		lot: u32,
		/// Whether this one is; drawn once it has committed.
		checked: Option<bool>,
	},
}

/// Where a task waits for devices.
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
pub enum Search {
	/// No device is wanted.
	Over,
	/// In the queue.
	Queued,
	/// Nobody was found: outside until this served block.
	Parked(ServedBlock),
	/// Among those that came back, since this served block.
	Woken(ServedBlock),
}

impl Plan {
	/// A quorum whose audit is drawn later, if there are audits.
	pub(crate) fn quorum(params: &Params) -> Self {
		let one_in = params.audit_one_in;
		Plan::Quorum { one_in, audited: (one_in == 0).then_some(false) }
	}
}
