//! What the chain answers to questions: the values of view functions, runtime
//! APIs and RPC methods. Amounts are decimal strings in JSON.

use crate::{
	header::HeaderError, outcome::Outcome, Credit, Hash, Price, ServedBlock, TaskHeader, TaskId,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Where a balance stands beside its backing.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
	/// Owes more than half its backing.
	VeryNegative,
	/// Owes more than a twentieth of its backing.
	Negative,
	/// Between the two twentieths.
	Neutral,
	/// Holds more than a twentieth of its backing.
	Positive,
	/// Holds more than the threshold above which credit decays.
	VeryPositive,
}

/// A device's account, as `atous_account` answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct AccountView<AccountId> {
	/// The account that posted the bond.
	pub owner: AccountId,
	/// Micro-credits; below zero is a debt.
	#[serde(with = "crate::json::decimal")]
	pub balance: Credit,
	/// Micro-credits put aside for the device's own open tasks.
	#[serde(with = "crate::json::decimal")]
	pub reserved: Credit,
	/// Micro-credits put aside as collateral for work it is doing.
	#[serde(with = "crate::json::decimal")]
	pub collateral: Credit,
	/// Bond in credit: the most a debt could ever be.
	#[serde(with = "crate::json::decimal")]
	pub backing: Credit,
	/// The most the device may owe now.
	#[serde(with = "crate::json::decimal")]
	pub limit: Credit,
	/// What it could still put aside for tasks.
	#[serde(with = "crate::json::decimal")]
	pub spendable: Credit,
	/// Where the balance stands.
	pub tier: Tier,
	/// Bond in the smallest units of the token.
	#[serde(with = "crate::json::decimal")]
	pub bond: u128,
	/// Micro-credits earned for work that nobody has checked yet.
	#[serde(with = "crate::json::decimal")]
	pub unvested: Credit,
	/// What the device verifiably did for others lately, in micro-credits.
	#[serde(with = "crate::json::decimal")]
	pub history: Credit,
	/// Of the limit, what the bond alone gives: the limit of the first day.
	#[serde(with = "crate::json::decimal")]
	pub first_limit: Credit,
	/// Of the limit, what history has added.
	#[serde(with = "crate::json::decimal")]
	pub earned_limit: Credit,
	/// Micro-credits that are missing for the next tier up; `None` in the highest.
	#[serde(with = "crate::json::maybe_decimal")]
	pub to_tier_above: Option<Credit>,
	/// Micro-credits less that would be the next tier down; `None` in the lowest.
	#[serde(with = "crate::json::maybe_decimal")]
	pub to_tier_below: Option<Credit>,
	/// Last block in which the device put something aside or was paid.
	pub active: u32,
	/// Last block in which it was paid or did not owe.
	pub earned: u32,
}

/// The commons, and what else is one for the whole ledger. Amounts in micro-credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct CommonsView {
	/// Balance of the commons; below zero after debts nobody paid.
	#[serde(with = "crate::json::decimal")]
	pub commons: Credit,
	/// Of it, what is set aside for open tasks.
	#[serde(with = "crate::json::decimal")]
	pub promised: Credit,
	/// What it should hold.
	#[serde(with = "crate::json::decimal")]
	pub target: Credit,
	/// Sum of all balances above zero.
	#[serde(with = "crate::json::decimal")]
	pub positive: Credit,
	/// Sum of all that is unvested.
	#[serde(with = "crate::json::decimal")]
	pub unvested: Credit,
	/// What one token of bond backs now.
	#[serde(with = "crate::json::decimal")]
	pub rate: Credit,
}

/// What work would cost a device. Amounts in micro-credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Terms {
	/// For the devices that do the work.
	#[serde(with = "crate::json::decimal")]
	pub principal: Credit,
	/// Of it, what the device does not have and would owe.
	#[serde(with = "crate::json::decimal")]
	pub financed: Credit,
	/// On top of it, because of that debt.
	#[serde(with = "crate::json::decimal")]
	pub surcharge: Credit,
	/// Of the surcharge, what the devices get that do the work.
	#[serde(with = "crate::json::decimal")]
	pub bonus: Credit,
	/// What the commons would add for those of them that owe.
	#[serde(with = "crate::json::decimal")]
	pub matching: Credit,
	/// All that would be put aside.
	#[serde(with = "crate::json::decimal")]
	pub total: Credit,
}

/// Why a device cannot have work.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum TermsError {
	/// The account is not an enrolled device.
	NotEnrolled,
	/// The amount is below zero.
	NegativeAmount,
	/// The device could then owe more than it may.
	LimitReached,
}

/// Where a task is in its life.
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
pub enum TaskPhase {
	/// Waiting for devices. Ends by matching, `cancel`, or at the deadline.
	Queued,
	/// Devices are working, or have committed and chance has yet to say whether
	/// another checks them. Ends a block after the quorum has committed, or when a
	/// device is late, gives back, and another is looked for.
	Assigned,
	/// The quorum in force has committed, or the one device that nobody checks. Ends
	/// with its reveals, or when one is late.
	Committed,
	/// A quorum of tags is equal. Ends when one of them opens the outcome.
	Revealed,
	/// Paid. Final.
	Settled,
	/// Nobody could be found, or too few answered in time. Final; the escrow is released.
	Expired,
	/// No quorum agreed among the most devices that may be asked. Final.
	Inconclusive,
	/// Taken back by its requester before it was matched. Final.
	Cancelled,
	/// The one device has delivered, and its pay is held. Ends by the requester's
	/// `accept` or `dispute`, or with its window, which accepts; where a contract judges,
	/// by its verdict, or with its window, which disputes. A dispute asks a panel: the
	/// task is Assigned again.
	Delivered,
}

impl TaskPhase {
	/// Whether nothing can happen to the task any more.
	pub fn is_final(self) -> bool {
		matches!(
			self,
			TaskPhase::Settled
				| TaskPhase::Expired
				| TaskPhase::Inconclusive
				| TaskPhase::Cancelled
		)
	}
}

/// What one device has done for a task.
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
pub enum CopyPhase {
	/// Working. Ends by `commit` or `give_back`, or at its commit deadline.
	Assigned,
	/// Has committed. Ends by `reveal`, or at the reveal deadline.
	Committed,
	/// Has revealed its tag. Ends with the task.
	Revealed,
	/// Agreed with the quorum and was paid. Final.
	Paid,
	/// Disagreed with the quorum. Final; collateral forfeited.
	Wrong,
	/// Did not answer in time. Final; collateral forfeited.
	Silent,
	/// Gave the task back. Final.
	GivenBack,
	/// The task ended without a quorum. Final; collateral returned.
	Released,
	/// Was called to a jury and did not come. Final; excused, collateral returned.
	Absent,
}

/// One device's part in a task.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct CopyView<AccountId> {
	/// The device.
	pub device: AccountId,
	/// What it has done.
	pub phase: CopyPhase,
	/// What it was paid, in micro-credits.
	#[serde(with = "crate::json::decimal")]
	pub paid: Credit,
	/// The tag it has revealed, `0x…`; zero before. Who is handed a result holds its
	/// outcome against it, see [`tag`](crate::tag).
	#[serde(with = "crate::json::hex_bytes")]
	pub tag: Hash,
}

/// A task, as `atous_task` answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct TaskView<AccountId> {
	/// Its number.
	pub id: TaskId,
	/// The device that asked.
	pub requester: AccountId,
	/// What it asked for.
	pub header: TaskHeader,
	/// Where it is.
	pub phase: TaskPhase,
	/// Micro-credits per work unit and copy, fixed at submission.
	#[serde(with = "crate::json::decimal")]
	pub price: Price,
	/// Micro-credits put aside.
	#[serde(with = "crate::json::decimal")]
	pub escrow: Credit,
	/// Served block of submission.
	pub arrived: ServedBlock,
	/// Served block by which it has ended.
	pub ends_by: ServedBlock,
	/// Served block at which the present phase times out: of a delivered task, the last
	/// in which the requester can answer; of one that has ended, when it is forgotten.
	pub stage_by: ServedBlock,
	/// Whether what one device delivered was disputed, and a panel runs it again.
	pub disputed: bool,
	/// Devices that must agree: the quorum in force.
	pub needed: u8,
	/// Where one device works alone: one in so many of its results is checked.
	pub lot: Option<u32>,
	/// Whether others check the outcome; `None` while chance has yet to say so.
	pub checked: Option<bool>,
	/// The devices asked so far.
	pub copies: Vec<CopyView<AccountId>>,
	/// What it ended in, once opened.
	pub outcome: Option<Outcome>,
}

/// What a task would cost and when it would start, as `atous_quote` answers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Quote {
	/// Micro-credits per work unit and copy.
	#[serde(with = "crate::json::decimal")]
	pub price: Price,
	/// Micro-credits that submission would put aside.
	#[serde(with = "crate::json::decimal")]
	pub escrow: Credit,
	/// Tasks ahead of it in the queue; see `queue_exact`.
	pub queue_place: u32,
	/// Devices that could take it now, of different owners, among the `sampled` offers.
	pub eligible: u32,
	/// Served blocks until settlement, if devices are free and work to the limit.
	pub expected_blocks: ServedBlock,
	/// The nearest deadline that would be accepted, in served blocks.
	pub least_deadline: ServedBlock,
	/// Of the escrow, what comes back whole when the task ends, and is lost if it is taken
	/// back, in micro-credits.
	#[serde(default, with = "crate::json::decimal")]
	pub deposit: Credit,
	/// Of the escrow, what the better place costs at most, in micro-credits; zero
	/// unless the header is urgent.
	#[serde(default, with = "crate::json::decimal")]
	pub urgency: Credit,
	/// Whether `queue_place` is exact; else at least so many are ahead.
	#[serde(default)]
	pub queue_exact: bool,
	/// Live offers in the class.
	#[serde(default)]
	pub offers: u32,
	/// Of these, how many were looked at for `eligible`: all, or a sample spread evenly.
	#[serde(default)]
	pub sampled: u32,
	/// Served blocks until devices are found; `None` where too few could take it now.
	#[serde(default)]
	pub starts_in: Option<ServedBlock>,
}

/// Why no quote can be given.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum QuoteError {
	/// The header is wrong whatever the state of the chain.
	Header(HeaderError),
	/// There is no contract at the judge's or the callback's address.
	NoSuchContract,
	/// The requester's window to answer is shorter or longer than the chain allows.
	WindowOutOfRange,
}

#[cfg(test)]
mod tests;
