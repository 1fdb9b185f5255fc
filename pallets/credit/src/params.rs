//! The numbers of the ledger: one value, set and checked as a whole.

use crate::{
	limit::{self, MAX_BACKING, NO_HISTORY},
	rate,
};
use atous_primitives::{Credit, CREDIT};
use atous_support::settings::Validate;
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
	/// The cap of L, the micro-credits that one token of bond backs. Above zero. The
	/// rate in force moves slowly between a quarter of it and the whole
	/// ([`rate::Rate`]).
	///
	/// To be at most token price ÷ (2 × price of an outside core-second), or a
	/// bond would be worth losing for the work it buys.
	pub credit_per_token: Credit,
	/// Smallest bond, in the smallest units of the token.
	pub min_bond: u128,
	/// The most any device may owe, in micro-credits, whatever its bond.
	pub limit_cap: Credit,
	/// The part of its limit that a device may put into its own tasks. The rest
	/// stays for collateral, with the backing beyond the limit, so that a debtor can
	/// still be given work.
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
	/// Blocks from leaving, or from reducing a bond, until it can be claimed. Above
	/// zero.
	pub leave_cooldown: u32,
	/// Blocks in which half of what is free above the threshold decays. Above zero.
	pub demurrage_half_life: u32,
	/// Blocks in which half of a device's history is forgotten. Above zero.
	pub history_half_life: u32,
	/// What the commons adds at most to the pay of a device that owes, once it holds
	/// twice its target; less in proportion down to its target, and in classes in which
	/// not all live bonds offer ([`limit::open_to_others`]).
	pub matching: Perbill,
	/// Blocks after which a device that owes and does nothing may be written off.
	pub inactivity: u32,
	/// Blocks after which a device that owes and earns nothing may be written off,
	/// whatever else it does.
	pub declining: u32,
	/// What the caller of a write-off gets of the bond that is taken. At most 1 %.
	pub write_off_reward: Perbill,
	/// Blocks from one review of L to the next. Above zero.
	pub review_period: u32,
	/// Share of all debt that may be written off between two reviews before L falls.
	pub write_off_tolerance: Perbill,
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
			// Four weeks.
			demurrage_half_life: 1_209_600,
			// Thirty days.
			history_half_life: 1_296_000,
			matching: Perbill::from_percent(25),
			// Thirty days and sixty.
			inactivity: 1_296_000,
			declining: 2_592_000,
			// What a transaction costs, many times over, and no more than that.
			write_off_reward: Perbill::from_percent(1),
			// One week.
			review_period: 302_400,
			write_off_tolerance: Perbill::from_percent(1),
		}
	}
}

impl Validate for Params {
	fn validate(&self) -> Result<(), &'static str> {
		self.validate_credit()?;
		self.validate_levies()?;
		self.validate_time()
	}
}

impl Params {
	/// What a bond backs, and what may be owed.
	fn validate_credit(&self) -> Result<(), &'static str> {
		ensure!(self.token > 0, "a token has at least one unit");
		ensure!(self.credit_per_token > 0, "a bond must back some credit");
		ensure!(self.credit_per_token <= MAX_BACKING, "no bond can back more than the most");
		let [least, first] = [rate::floor(self), self.credit_per_token]
			.map(|rate| limit::backing(self.min_bond, rate, self.token));
		ensure!(least >= CREDIT, "the smallest bond must back a credit");
		ensure!(self.limit_cap <= MAX_BACKING, "no limit can be above the largest backing");
		ensure!(
			limit::limit(first, NO_HISTORY, Credit::MAX) <= self.limit_cap,
			"the smallest bond must not be worth more than the cap"
		);
		ensure!(!self.task_share.is_zero(), "a device must be able to ask for work");
		ensure!(
			self.task_share < Perbill::one(),
			"something of the limit must be left for collateral"
		);
		Ok(())
	}

	/// What the commons takes and gives.
	fn validate_levies(&self) -> Result<(), &'static str> {
		ensure!(
			self.bonus_share < Perbill::one(),
			"the commons must keep something of the surcharge"
		);
		ensure!(self.commons_floor > 0, "the commons must have a target");
		ensure!(self.commons_floor <= MAX_BACKING, "the commons must be able to reach its target");
		ensure!(self.very_positive_floor > 0, "very positive begins above zero");
		// A device could otherwise live on work that nobody would have asked for.
		ensure!(self.matching < Perbill::one(), "help must be less than what was earned");
		ensure!(
			self.write_off_reward <= Perbill::from_percent(1),
			"a debtor must not get its bond back by writing itself off"
		);
		ensure!(
			self.write_off_tolerance < Perbill::one(),
			"the rate must fall before all debt is written off"
		);
		Ok(())
	}

	/// How long things take.
	fn validate_time(&self) -> Result<(), &'static str> {
		ensure!(self.leave_cooldown > 0, "a bond must outlive its device's account");
		ensure!(self.demurrage_half_life > 0, "credit needs time to decay");
		ensure!(self.history_half_life > 0, "history needs time to be forgotten");
		// A bond outlives every task its device could be part of, and a debtor that
		// is written off is part of none any more.
		ensure!(
			self.inactivity >= self.leave_cooldown,
			"a device must not be written off while it may still be at work"
		);
		// Or asking for work would be held against a debtor sooner than silence.
		ensure!(self.declining >= self.inactivity, "declining work takes longer than silence");
		ensure!(self.review_period > 0, "the rate needs time between two reviews");
		Ok(())
	}
}
