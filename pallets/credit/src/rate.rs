//! L, the credits that a token of bond backs: how it moves.
//!
//! What a bond should back depends on prices that no chain knows. What it does know
//! is whether debts are paid: where many are not, bonds back too much.

use crate::{limit::share, params::Params};
use atous_primitives::Credit;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A bad week takes a sixteenth away, so that a month of them takes nearly a quarter.
/// A good one adds a sixty-fourth: one bad week takes four good ones to make up for.
const FALL: Credit = 16;
const RISE: Credit = 64;

/// The rate in force, and what its next review looks at.
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
pub struct Rate {
	/// Micro-credits that one token of bond backs.
	pub credit_per_token: Credit,
	/// Block of the last review.
	pub reviewed: u32,
	/// Micro-credits of debt written off since.
	pub written_off: Credit,
}

/// The least L may fall to by itself, in micro-credits per token: a quarter of its cap.
pub fn floor(params: &Params) -> Credit {
	(params.credit_per_token / 4).max(1)
}

impl Rate {
	/// The rate of a ledger that begins in block `now`: its cap.
	pub fn new(params: &Params, now: u32) -> Self {
		Self { credit_per_token: params.credit_per_token, reviewed: now, written_off: 0 }
	}

	/// Keep the rate between its floor and its cap. Says whether it was outside.
	pub fn clamp(&mut self, params: &Params) -> bool {
		let before = self.credit_per_token;
		self.credit_per_token = before.clamp(floor(params), params.credit_per_token);
		self.credit_per_token != before
	}

	/// Whether a review is due in block `now`.
	pub fn is_due(&self, params: &Params, now: u32) -> bool {
		now.saturating_sub(self.reviewed) >= params.review_period
	}

	/// Compare what was written off with `debt`, all that is owed now, and move by
	/// one step.
	pub fn review(&mut self, params: &Params, debt: Credit, now: u32) {
		let tolerated = share(debt.max(0), params.write_off_tolerance);
		let step = if self.written_off > tolerated {
			-self.credit_per_token / FALL
		} else {
			(self.credit_per_token / RISE).max(1)
		};
		self.credit_per_token = self.credit_per_token.saturating_add(step);
		self.clamp(params);
		self.reviewed = now;
		self.written_off = 0;
	}
}
