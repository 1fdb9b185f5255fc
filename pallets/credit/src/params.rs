//! The numbers of the ledger: one value, set and checked as a whole.

use crate::limit::{self, MAX_BACKING, NO_HISTORY};
use atous_primitives::{Credit, CREDIT};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::ensure;
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// Every number of the ledger. A change is one new value, so that no number can
/// get out of line with another: [`Params::validate`] holds them together.
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
pub struct Params {
	/// One token, in its smallest units. Above zero.
	pub token: u128,
	/// L: micro-credits that one token of bond backs. Above zero.
	///
	/// To be at most token price ÷ (2 × price of an outside core-second), or a
	/// bond would be worth losing for the work it buys.
	pub credit_per_token: Credit,
	/// Smallest bond, in the smallest units of the token.
	pub min_bond: u128,
	/// The most any device may owe, in micro-credits, whatever its bond.
	pub limit_cap: Credit,
	/// The part of its limit that a device may put into its own tasks. The rest
	/// stays for collateral, so that a debtor can still be given work.
	pub task_share: Perbill,
	/// Surcharge on the debt-financed part of a task while the commons is empty.
	pub surcharge: Perbill,
	/// Of that surcharge, what the devices that did the work get.
	pub bonus_share: Perbill,
	/// Least target of the commons, in micro-credits. Above zero.
	pub commons_floor: Credit,
	/// Target of the commons as a share of all positive balances.
	pub commons_share: Perbill,
	/// Balance above which a device counts as very positive, in micro-credits,
	/// if its backing is not higher.
	pub very_positive_floor: Credit,
	/// Blocks from leaving until the bond can be claimed. Above zero.
	pub leave_cooldown: u32,
}

impl Default for Params {
	/// The numbers to start from, for a token of 12 decimals and slots of 2 s.
	fn default() -> Self {
		const TOKEN: u128 = 1_000_000_000_000;
		Self {
			token: TOKEN,
			// 100 tokens back 14,400 credits, whose quarter is one core-hour.
			credit_per_token: 144 * CREDIT,
			min_bond: 100 * TOKEN,
			// Ten core-days: three quarters of it pay five copies of the largest
			// task (43,200 work units) at three times one credit a unit.
			limit_cap: 864_000 * CREDIT,
			task_share: Perbill::from_percent(75),
			surcharge: Perbill::from_percent(5),
			bonus_share: Perbill::from_percent(60),
			// Ten devices on their first day could default on all they may owe.
			commons_floor: 36_000 * CREDIT,
			commons_share: Perbill::from_parts(1_000_000_000 / 32),
			// Ten core-hours.
			very_positive_floor: 36_000 * CREDIT,
			// One week.
			leave_cooldown: 302_400,
		}
	}
}

impl Params {
	/// Whether the numbers fit together; the error says which do not.
	pub fn validate(&self) -> Result<(), &'static str> {
		ensure!(self.token > 0, "a token has at least one unit");
		ensure!(self.credit_per_token > 0, "a bond must back some credit");
		let least = limit::backing(self.min_bond, self);
		ensure!(least >= CREDIT, "the smallest bond must back a credit");
		ensure!(self.limit_cap <= MAX_BACKING, "no limit can be above the largest backing");
		ensure!(
			limit::limit(least, NO_HISTORY, Credit::MAX) <= self.limit_cap,
			"the smallest bond must not be worth more than the cap"
		);
		ensure!(!self.task_share.is_zero(), "a device must be able to ask for work");
		ensure!(
			self.task_share < Perbill::one(),
			"something of the limit must be left for collateral"
		);
		ensure!(
			self.bonus_share < Perbill::one(),
			"the commons must keep something of the surcharge"
		);
		ensure!(self.commons_floor > 0, "the commons must have a target");
		ensure!(self.very_positive_floor > 0, "very positive begins above zero");
		ensure!(self.leave_cooldown > 0, "a bond must outlive its device's account");
		Ok(())
	}
}
