//! What the ledger stores: accounts, what is unvested, what is being released.

use crate::{
	limit::{self, NO_HISTORY},
	params::Params,
};
use atous_primitives::{offer::MAX_CLASSES, views::Tier, Class, Credit};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// A device's account, as it was when last touched.
///
/// Amounts are in micro-credits. What the account may owe follows from `backing` and
/// `history`; every operation first brings them up to date.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Account<AccountId, BlockNumber> {
	/// The account that posted the bond.
	pub owner: AccountId,
	/// What it posted, in the smallest units of the token.
	pub bond: u128,
	/// What the bond is worth: the most a debt could ever be. Never below what the
	/// device would owe if it lost all that it has put aside.
	pub backing: Credit,
	/// Above what the balance decays, where that is more than the backing: as the numbers
	/// had it at the last touch, so that new ones do not reach back.
	pub floor: Credit,
	/// Below zero is a debt.
	pub balance: Credit,
	/// Put aside for the device's own open tasks. Never below zero.
	pub reserved: Credit,
	/// How many tasks that is for.
	pub open: u32,
	/// Put aside as collateral for work it does. Never below zero.
	pub collateral: Credit,
	/// Earned for work that nobody has checked yet, in all classes. Never below zero.
	pub unvested: Credit,
	/// The same by class. Classes without any are left out.
	pub deferrals: BoundedVec<(Class, Deferral), ConstU32<MAX_CLASSES>>,
	/// What it verifiably did for others lately. Never below zero.
	pub history: Credit,
	/// Where the clock of demurrage stood at the last touch.
	pub index: u128,
	/// Where the clock of history stood at the last touch.
	pub age: u128,
	/// Block of the last touch.
	pub touched: BlockNumber,
	/// Last block in which it was paid or did not owe.
	pub earned: BlockNumber,
	/// Last block in which it put something aside or was paid.
	pub active: BlockNumber,
	/// Block of enrolment.
	pub opened: BlockNumber,
}

impl<AccountId, BlockNumber> Account<AccountId, BlockNumber> {
	/// The most the device may owe.
	pub fn limit(&self, params: &Params) -> Credit {
		limit::limit(self.backing, self.history, params.limit_cap)
	}

	/// What it could owe on its first day.
	pub fn first_limit(&self, params: &Params) -> Credit {
		limit::limit(self.backing, NO_HISTORY, params.limit_cap)
	}

	/// Where the balance stands.
	pub fn tier(&self, params: &Params) -> Tier {
		limit::tier(self.balance, self.backing, params)
	}

	/// What the device would owe if it lost all that it has put aside; below zero if
	/// it would still be owed something.
	pub fn exposure(&self) -> Credit {
		self.reserved.saturating_add(self.collateral).saturating_sub(self.balance)
	}

	/// Remember what was earned unchecked in `class`.
	pub fn defer(&mut self, class: Class, deferral: Deferral) {
		if let Some((_, kept)) = self.deferrals.iter_mut().find(|(of, _)| *of == class) {
			kept.amount = kept.amount.saturating_add(deferral.amount);
			kept.history = kept.history.saturating_add(deferral.history);
			return;
		}
		// There is room for every class.
		let _ = self.deferrals.try_push((class, deferral));
	}

	/// Forget what was earned unchecked in `class`, and say what it was.
	pub fn take_deferral(&mut self, class: Class) -> Option<Deferral> {
		let at = self.deferrals.iter().position(|(of, _)| *of == class)?;
		Some(self.deferrals.swap_remove(at).1)
	}

	/// Whether another backing would do: what the device owes and has put aside for
	/// tasks must be within the limit it gives, and with the collateral within it.
	pub fn fits(&self, backing: Credit, params: &Params) -> bool {
		let limit = limit::limit(backing, self.history, params.limit_cap);
		self.reserved.saturating_sub(self.balance) <= limit && self.exposure() <= backing
	}

	/// What of the balance is free and above the threshold: what decays.
	pub fn excess(&self) -> Credit {
		let threshold = self.backing.max(self.floor);
		self.exposure().saturating_neg().saturating_sub(threshold).max(0)
	}

	/// What could still be put aside as collateral: the backing less the exposure.
	///
	/// All of the backing, and not only the limit: a device comes to owe its collateral
	/// by failing its duty alone, and that is what its bond is for. The more it can put
	/// aside, the less often it has to be checked.
	pub fn securable(&self) -> Credit {
		self.backing.saturating_sub(self.exposure()).max(0)
	}

	/// What could still be put aside for tasks, premium and surcharge included. The
	/// tasks alone may take the balance and the tasks' share of the limit; tasks and
	/// collateral together the balance and the backing:
	///
	/// `min(balance + ¾ limit − reserved, balance + backing − reserved − collateral)`
	///
	/// So collateral first uses what tasks leave of the backing.
	pub fn spendable(&self, params: &Params) -> Credit {
		let limit = self.limit(params);
		let for_tasks = self.covered().saturating_add(limit::share(limit, params.task_share));
		for_tasks.min(self.securable()).max(0)
	}

	/// Balance that no task has been given yet; what a task takes beyond it is
	/// financed by debt.
	///
	/// Collateral is not subtracted: it comes back to whoever works well.
	pub fn covered(&self) -> Credit {
		self.balance.saturating_sub(self.reserved)
	}
}

/// What a device earned in one class for work that nobody has checked.
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
pub struct Deferral {
	/// Micro-credits that go to the balance with the next passed check.
	pub amount: Credit,
	/// What it will count as history then, in micro-credits.
	pub history: Credit,
}

/// Tokens of a bond that back nothing any more and are still held.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Release<AccountId, BlockNumber> {
	/// The account that posted them and gets them back.
	pub owner: AccountId,
	/// In the smallest units of the token.
	pub amount: u128,
	/// First block in which they can be claimed.
	pub until: BlockNumber,
}
