//! How a task's outcome is to be checked, and where the task waits for devices.

use crate::{verification::LEAST_STAKE, Params};
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
	/// One device delivers, and the requester or a contract answers for the outcome.
	Delivery {
		/// Devices that must agree should it be disputed.
		panel: u8,
	},
	/// What one device delivered is disputed: as many must agree as the panel counts, the
	/// one that delivered among them.
	Panel {
		/// Place of that device among the copies.
		subject: u8,
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
	/// Among those that arrived, in no line yet.
	Arrived,
	/// In its owner's line.
	Queued,
	/// Nobody was found: outside until this served block.
	Parked(ServedBlock),
	/// Among those that came back, since this served block.
	Woken(ServedBlock),
}

impl Plan {
	/// How many pays a device puts aside for a copy at least, where `needed` must agree. One
	/// that has not the room is given none.
	///
	/// Where there are audits, what chance may still look at needs the stake of the least
	/// odds, for with less a lie would bring more than it costs in the mean. Whoever comes to
	/// check needs as much, for to contradict the honest must not be cheap either. The
	/// stakes of a quorum, and of who works alone, are raised later.
	///
	/// One that delivers alone puts aside what a panel costs that finds it wrong, and a
	/// pay more; those of the panel as much.
	pub(crate) fn pays_at_stake(&self, params: &Params, needed: u8) -> u8 {
		match self {
			Plan::Open | Plan::Quorum { .. } | Plan::Single { .. } if params.audit_one_in > 0 => {
				LEAST_STAKE
			}
			Plan::Open | Plan::Quorum { .. } | Plan::Single { .. } => 1,
			Plan::Delivery { panel } => panel.saturating_add(1),
			Plan::Panel { .. } => needed.saturating_add(1),
		}
	}

	/// Whether whoever is asked now is to check, or to decide about, what others have done.
	pub(crate) fn is_checking(&self) -> bool {
		matches!(
			self,
			Plan::Quorum { audited: Some(true), .. } | Plan::Single { checked: Some(true), .. }
		)
	}

	/// A quorum whose audit is drawn later, if there are audits.
	pub(crate) fn quorum(params: &Params) -> Self {
		let one_in = params.audit_one_in;
		Plan::Quorum { one_in, audited: (one_in == 0).then_some(false) }
	}
}
