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
		/// One in so many such quorums is audited, and one in so many audits again; zero: none.
		one_in: u32,
		/// The devices that must agree beyond it.
		checks: Checks,
	},
	/// One device works.
	Single {
		/// V<sub>e</sub>: one in so many of its results is checked, and one in so many checks
		/// again.
		lot: u32,
		/// The devices that check it.
		checks: Checks,
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

/// What chance has said about who is checked.
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
pub struct Checks {
	/// Devices that are to check what others have committed to, one after the other.
	pub asked: u8,
	/// Whether chance is still to say, once all have committed, if one more is asked.
	pub open: bool,
}

impl Checks {
	/// Devices that check one another's work at most: one the work, one the check. A third
	/// would be one in a thousand where one in ten is checked.
	pub const MOST: u8 = 2;
	/// Nobody checks, and nobody will.
	pub const NONE: Self = Self { asked: 0, open: false };
	/// Chance has said nothing yet.
	pub const UNDRAWN: Self = Self { asked: 0, open: true };

	/// What follows when chance has spoken.
	pub(crate) fn drawn(self, checked: bool) -> Self {
		let asked = self.asked.saturating_add(u8::from(checked));
		Self { asked, open: checked && asked < Self::MOST }
	}

	/// The same without the last of them, for whom nobody was found.
	pub(crate) fn less_one(self) -> Self {
		Self { asked: self.asked.saturating_sub(1), open: false }
	}
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

	/// Who checks, where chance decides that.
	pub fn checks(&self) -> Checks {
		match self {
			Plan::Quorum { checks, .. } | Plan::Single { checks, .. } => *checks,
			Plan::Open | Plan::Delivery { .. } | Plan::Panel { .. } => Checks::NONE,
		}
	}

	/// The same plan where these check.
	pub(crate) fn with_checks(self, checks: Checks) -> Self {
		match self {
			Plan::Quorum { one_in, .. } => Plan::Quorum { one_in, checks },
			Plan::Single { lot, .. } => Plan::Single { lot, checks },
			Plan::Open | Plan::Delivery { .. } | Plan::Panel { .. } => self,
		}
	}

	/// One in how many chance has checked; none if zero.
	pub fn odds(&self) -> u32 {
		match self {
			Plan::Quorum { one_in: odds, .. } | Plan::Single { lot: odds, .. } => *odds,
			Plan::Open | Plan::Delivery { .. } | Plan::Panel { .. } => 0,
		}
	}

	/// Whether whoever is asked now is to check, or to decide about, what others have done.
	pub(crate) fn is_checking(&self) -> bool {
		self.checks().asked > 0
	}

	/// A quorum whose audit is drawn later, if there are audits.
	pub(crate) fn quorum(params: &Params) -> Self {
		let one_in = params.audit_one_in;
		let checks = if one_in == 0 { Checks::NONE } else { Checks::UNDRAWN };
		Plan::Quorum { one_in, checks }
	}
}
