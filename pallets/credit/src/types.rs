//! What the ledger stores: accounts, totals, and devices that are leaving.

use crate::{
	limit::{self, NO_HISTORY},
	params::Params,
};
use atous_primitives::{views::Tier, Credit};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A device's account.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Account<AccountId, BlockNumber> {
	/// The account that posted the bond.
	pub owner: AccountId,
	/// What it posted, in the smallest units of the token.
	pub bond: u128,
	/// Micro-credits; below zero is a debt.
	pub balance: Credit,
	/// Micro-credits put aside for the device's own open tasks. Never below zero.
	pub reserved: Credit,
	/// Micro-credits put aside as collateral for work it does. Never below zero.
	pub collateral: Credit,
	/// Block of enrolment.
	pub opened: BlockNumber,
}

impl<AccountId, BlockNumber> Account<AccountId, BlockNumber> {
	/// The account of a device that was enrolled just now.
	pub fn new(owner: AccountId, bond: u128, opened: BlockNumber) -> Self {
		Self { owner, bond, balance: 0, reserved: 0, collateral: 0, opened }
	}

	/// Bond in micro-credits: the most a debt could ever be.
	pub fn backing(&self, params: &Params) -> Credit {
		limit::backing(self.bond, params)
	}

	/// The most the device may owe, in micro-credits. Verified work is not
	/// counted yet, so everyone has the limit of the first day.
	pub fn limit(&self, params: &Params) -> Credit {
		limit::limit(self.backing(params), NO_HISTORY, params.limit_cap)
	}

	/// Where the balance stands.
	pub fn tier(&self, params: &Params) -> Tier {
		limit::tier(self.balance, self.backing(params), params)
	}

	/// What the device would owe if it lost all that it has put aside, in
	/// micro-credits; below zero if it would still be owed something.
	pub fn exposure(&self) -> Credit {
		self.reserved.saturating_add(self.collateral).saturating_sub(self.balance)
	}

	/// What could still be put aside as collateral, in micro-credits: the limit
	/// less the exposure.
	pub fn securable(&self, params: &Params) -> Credit {
		self.limit(params).saturating_sub(self.exposure()).max(0)
	}

	/// What could still be put aside for tasks, surcharge included, in
	/// micro-credits. The tasks alone may take the balance and the tasks' share
	/// of the limit; tasks and collateral together the balance and all of it:
	///
	/// `min(balance + ¾ limit − reserved, balance + limit − reserved − collateral)`
	///
	/// So collateral first uses the quarter that tasks leave it.
	pub fn spendable(&self, params: &Params) -> Credit {
		let for_tasks =
			self.covered().saturating_add(limit::share(self.limit(params), params.task_share));
		for_tasks.min(self.securable(params)).max(0)
	}

	/// Balance that no task has been given yet, in micro-credits; what a task
	/// takes beyond it is financed by debt.
	///
	/// Collateral is not subtracted: it comes back to whoever works well.
	pub fn covered(&self) -> Credit {
		self.balance.saturating_sub(self.reserved)
	}
}

/// What the whole ledger adds up to.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Totals {
	/// Balance of the commons, in micro-credits.
	pub commons: Credit,
	/// Sum of all balances above zero, in micro-credits.
	pub positive: Credit,
}

impl Totals {
	/// Move `amount` micro-credits from the commons to an account.
	///
	/// This and [`Totals::collect`] are the only places where a balance changes,
	/// so the sum of all balances and the commons cannot: what one device pays
	/// another goes through the commons.
	///
	/// Nothing saturates in earnest: 2^32 devices with the largest debt make
	/// less than 10^28, ten orders below the largest credit.
	pub fn pay<A, B>(&mut self, account: &mut Account<A, B>, amount: Credit) {
		let before = account.balance.max(0);
		account.balance = account.balance.saturating_add(amount);
		self.commons = self.commons.saturating_sub(amount);
		self.positive = self.positive.saturating_add(account.balance.max(0) - before);
	}

	/// Move `amount` micro-credits from an account to the commons.
	pub fn collect<A, B>(&mut self, account: &mut Account<A, B>, amount: Credit) {
		self.pay(account, amount.saturating_neg());
	}
}

/// A device that has left and whose bond is still held.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Departure<AccountId, BlockNumber> {
	/// The account that posted the bond and gets it back.
	pub owner: AccountId,
	/// The bond, in the smallest units of the token.
	pub bond: u128,
	/// First block in which it can be claimed.
	pub until: BlockNumber,
}
