//! The numbers of the market: one value, set and checked as a whole.

use crate::MOST_COPIES;
use atous_primitives::{
	header::blocks_of, verdict::LARGE_JURY, Credit, Fuel, Price, ServedBlock, TaskHeader,
	Verification,
};
use atous_support::settings::Validate;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{ensure, weights::Weight};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// Served blocks from the last commitment to the draw that says whether the result
/// is checked: one, and one more for a block that carries no chance.
const DRAW_WINDOW: ServedBlock = 2;

/// The largest share of a debtor's boost that can be bought: two thirds, rounded down.
const MOST_URGENT: Perbill = Perbill::from_parts(666_666_666);

/// Every number of the market. A change is one new value, so that no number can get
/// out of line with another: [`Params::validate`] holds them together.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Params {
	/// Length of a served block in milliseconds, 100 or more: how long work takes in
	/// blocks follows from it.
	pub block_ms: u32,
	/// Posted price of every class at the start, micro-credits per work unit.
	pub base_price: Price,
	/// Least posted price, micro-credits per work unit.
	pub price_floor: Price,
	/// Largest posted price, micro-credits per work unit.
	pub price_ceiling: Price,
	/// Least fuel any agreeing copy is paid for.
	pub minimum_fuel: Fuel,
	/// Tasks a device may have open at once.
	pub max_open_tasks: u32,
	/// Served blocks between a block and its finality that windows allow for.
	pub finality_lag: ServedBlock,
	/// Least served blocks of a commit or reveal window beyond the finality lag.
	pub window_floor: ServedBlock,
	/// Served blocks a deadline must leave for finding devices. Who waits longer finds
	/// the market short of devices.
	pub queue_allowance: ServedBlock,
	/// Furthest deadline, in served blocks.
	pub max_deadline: ServedBlock,
	/// Longest life of an offer, in served blocks.
	pub max_offer_lifetime: ServedBlock,
	/// Eligible devices drawn for each copy before the best is taken.
	pub draw_eligible: u32,
	/// Offers read at most for each copy.
	pub draw_reads: u32,
	/// Tasks looked at in one block at most.
	pub scan_per_block: u32,
	/// Agenda entries worked off in one block at most.
	pub agenda_per_block: u32,
	/// Weight the market may use in one block.
	pub match_budget: Weight,
	/// Boost of a debtor whose wait would be short, in served blocks.
	pub boost_floor: ServedBlock,
	/// Largest boost, in served blocks: no task waits longer behind later ones.
	pub boost_cap: ServedBlock,
	/// Served blocks for which an offer that has ended still earns its owner a boost.
	pub boost_memory: ServedBlock,
	/// Longest pause between two attempts to find devices, in served blocks; a power of two.
	pub retry_max: ServedBlock,
	/// Served blocks an ended task can still be read.
	pub retention: ServedBlock,
	/// Times a device may give work back without cost.
	pub give_back_tokens: u8,
	/// Settled copies that restore one of these.
	pub give_back_regain: u8,
	/// What giving back costs without one, in hundredths of one pay at the work
	/// limit.
	pub give_back_percent: u8,
	/// What a requester pays to the commons for an adaptive task at least, as a share of
	/// the pay; more where the device is checked more often.
	pub check_premium: Perbill,
	/// A device's results are checked at least once in so many.
	pub adaptive_cap: u32,
	/// Checked results in a row from which a device counts as seasoned.
	pub seasoned: u32,
	/// One quorum in so many, at the least, is audited by one more device; none if zero.
	pub audit_one_in: u32,
	/// Served blocks a device that was silent or wrong may not offer; doubles with
	/// each failure in a row.
	pub backoff_base: ServedBlock,
	/// The longest it may become, in served blocks.
	pub backoff_max: ServedBlock,
	/// What an urgent task pays to the commons, as a share of each pay at the work limit.
	pub urgency_premium: Perbill,
	/// The boost of an urgent task, as a share of what a device that owes all its
	/// backing would have; two thirds at most, so that debt comes first.
	pub urgency_share: Perbill,
	/// The share of what a block can match that one owner's tasks may take while tasks
	/// of other owners wait; above zero.
	pub owner_share: Perbill,
	/// Micro-credits put aside for each open task on top of what it can cost, and
	/// given back when it ends, unless its requester takes it back.
	pub task_deposit: Credit,
	/// The same as a share of what its devices can be paid; a tenth at most.
	pub deposit_share: Perbill,
	/// Devices that must agree on what one delivered where that is disputed, itself among
	/// them; 2 or 3.
	pub panel: u8,
	/// Least served blocks a requester has to accept or dispute, and all that a contract
	/// has to judge.
	pub accept_window_min: ServedBlock,
	/// Most served blocks a requester may take for it.
	pub accept_window_max: ServedBlock,
	/// Weight a contract may use to judge, or to be told how a task has ended; prepaid
	/// with the submission.
	pub judge_weight: Weight,
	/// Weight that all calls of contracts together may use in one block; at least twice
	/// that of one.
	pub callback_budget: Weight,
	/// What a delivery that stands pays to the commons, as a share of its pay: two who
	/// conspire could pass credit on by accepting what was never done.
	pub delivery_premium: Perbill,
	/// Served blocks that a juror has beyond those of others, to commit and again to reveal:
	/// long enough that a machine which is free once a day comes to it.
	pub jury_patience: ServedBlock,
}

impl Params {
	/// Served blocks that running to the work limit takes, at least one.
	pub fn work_blocks(&self, header: &TaskHeader) -> ServedBlock {
		header.work_blocks(self.block_ms)
	}

	/// Served blocks a device has to commit: three times the work limit's time.
	pub fn commit_window(&self, header: &TaskHeader) -> ServedBlock {
		self.work_blocks(header).saturating_mul(3).max(self.least_window())
	}

	/// Served blocks the quorum has to reveal, and then to open.
	pub fn reveal_window(&self, header: &TaskHeader) -> ServedBlock {
		self.work_blocks(header).max(self.least_window())
	}

	/// The nearest deadline in which a task can end well. It leaves time for the check that
	/// chance may ask for.
	pub fn least_deadline(&self, header: &TaskHeader) -> ServedBlock {
		let window = match header.verification {
			Verification::Redundant { .. } if self.audit_one_in == 0 => self.attempt_window(header),
			Verification::Adaptive | Verification::Redundant { .. } => self.checked_window(header),
			Verification::Contract { .. } | Verification::Requester { .. } => {
				self.delivery_window(header)
			}
		};
		self.queue_allowance.saturating_add(window)
	}

	/// Served blocks from an assignment to the opening: to commit, to draw, to reveal,
	/// and, where no reveal brought the outcome along, to open.
	pub fn attempt_window(&self, header: &TaskHeader) -> ServedBlock {
		let reveals = self.reveal_window(header).saturating_mul(2);
		self.commit_window(header).saturating_add(DRAW_WINDOW).saturating_add(reveals)
	}

	/// Served blocks a device that checks has to commit: those of any copy, and as long as the
	/// largest task of the class takes. It may be at one.
	pub fn check_commit_window(&self, header: &TaskHeader) -> ServedBlock {
		let largest = blocks_of(header.class.limits().work, self.block_ms);
		self.commit_window(header).saturating_add(largest)
	}

	/// Served blocks from the call of a device that checks to the opening.
	pub fn check_attempt_window(&self, header: &TaskHeader) -> ServedBlock {
		let reveals = self.reveal_window(header).saturating_mul(2);
		self.check_commit_window(header).saturating_add(reveals)
	}

	/// Served blocks for the check of a check: to find a device, in which one that is at work
	/// becomes free, and for it to check.
	pub fn second_check_window(&self, header: &TaskHeader) -> ServedBlock {
		self.commit_window(header).saturating_add(self.check_attempt_window(header))
	}

	/// Served blocks a juror has to commit.
	pub fn jury_commit_window(&self, header: &TaskHeader) -> ServedBlock {
		self.commit_window(header).saturating_add(self.jury_patience)
	}

	/// Served blocks a juror has to reveal, and then to open.
	pub fn jury_reveal_window(&self, header: &TaskHeader) -> ServedBlock {
		self.reveal_window(header).saturating_add(self.jury_patience)
	}

	/// Served blocks from a juror's call to the opening.
	pub fn jury_attempt_window(&self, header: &TaskHeader) -> ServedBlock {
		let reveals = self.jury_reveal_window(header).saturating_mul(2);
		self.jury_commit_window(header).saturating_add(reveals)
	}

	/// Served blocks a jury has from the contradiction on. Jurors who differ are joined by one
	/// more after the other; so the largest jury takes as many rounds as must agree of it. Where
	/// they agree sooner, there is time for those who take the place of who does not come.
	pub fn trial_window(&self, header: &TaskHeader) -> ServedBlock {
		let round = self.queue_allowance.saturating_add(self.jury_attempt_window(header));
		round.saturating_mul(LARGE_JURY.into())
	}

	/// The same where, after all have committed and chance has spoken, one more device is asked
	/// to check them.
	pub fn checked_window(&self, header: &TaskHeader) -> ServedBlock {
		let check = self.queue_allowance.saturating_add(self.check_attempt_window(header));
		self.commit_window(header).saturating_add(DRAW_WINDOW).saturating_add(check)
	}

	/// Served blocks for an answer to what was delivered.
	pub fn answer_window(&self, header: &TaskHeader) -> ServedBlock {
		match header.verification {
			Verification::Requester { window } => window,
			_ => self.accept_window_min,
		}
	}

	/// Served blocks from the assignment of a device that delivers alone to the verdict of
	/// a panel: the attempt, the answer, and two rounds of the panel, because one device
	/// more is asked where the first of it find something else.
	pub fn delivery_window(&self, header: &TaskHeader) -> ServedBlock {
		let round = self.queue_allowance.saturating_add(self.attempt_window(header));
		self.attempt_window(header)
			.saturating_add(self.answer_window(header))
			.saturating_add(round.saturating_mul(2))
	}

	fn least_window(&self) -> ServedBlock {
		self.window_floor.saturating_add(self.finality_lag)
	}
}

impl Validate for Params {
	fn validate(&self) -> Result<(), &'static str> {
		ensure!(self.block_ms >= 100, "a served block lasts at least a tenth of a second");
		ensure!(self.price_floor >= 64, "a price must be able to move by a sixty-fourth");
		ensure!(
			(self.price_floor..=self.price_ceiling).contains(&self.base_price),
			"the price starts between its bounds"
		);
		ensure!(
			self.price_ceiling <= Price::MAX / 64,
			"a price must bear the factor of the most urgent latency"
		);
		ensure!(self.max_open_tasks >= 1, "a device must be able to ask for work");
		ensure!(self.window_floor >= 10, "devices need at least ten blocks beyond finality");
		ensure!(self.max_offer_lifetime >= 1, "an offer must live");
		ensure!(self.draw_eligible >= 1, "a device must be drawn");
		ensure!(self.draw_reads >= self.draw_eligible, "draws need as many reads");
		ensure!(self.scan_per_block >= 2, "queued and woken tasks must be looked at");
		ensure!(self.agenda_per_block >= 1, "what is due must be worked off");
		ensure!(self.boost_floor <= self.boost_cap, "the boost's floor is above its cap");
		ensure!(self.retry_max.is_power_of_two(), "pauses end at multiples of one another");
		ensure!(self.give_back_percent <= 100, "no more than one pay can be charged");
		ensure!(self.give_back_regain >= 1, "tokens must be regained");
		ensure!(u32::from(MOST_COPIES) < crate::MAX_ASKED, "room for copies that are given back");
		ensure!(self.adaptive_cap >= 1, "a result may at most be checked");
		ensure!(self.seasoned >= 1, "nobody is seasoned without a checked result");
		ensure!(self.audit_one_in != 1, "a quorum of which all are audited is a larger quorum");
		ensure!(self.backoff_base >= 1, "who fails must wait");
		ensure!(self.backoff_base <= self.backoff_max, "the wait's base is above its bound");
		ensure!(self.urgency_share <= MOST_URGENT, "a bought place must stay behind debtors");
		ensure!(!self.owner_share.is_zero(), "an owner must get something of a block");
		ensure!(self.task_deposit >= 0, "a deposit is not below zero");
		ensure!(
			self.deposit_share <= Perbill::from_percent(10),
			"a deposit is little beside what it is for"
		);
		ensure!(
			(2..=crate::delivery::LARGEST_PANEL).contains(&self.panel),
			"a panel is of two or three, or a device could not be outvoted"
		);
		ensure!(self.accept_window_min >= 1, "an answer takes time");
		ensure!(
			self.accept_window_min <= self.accept_window_max,
			"the least window to answer is longer than the longest"
		);
		ensure!(self.judge_weight.all_gt(Weight::zero()), "a contract needs weight");
		ensure!(
			self.jury_patience <= self.max_deadline,
			"a juror is waited for no longer than any task"
		);
		ensure!(
			self.callback_budget.all_gte(self.judge_weight.saturating_mul(2)),
			"calls of contracts need room for one, and for what surrounds it"
		);
		Ok(())
	}
}
