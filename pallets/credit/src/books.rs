//! The books: what the whole ledger adds up to, and its clocks.

use crate::{index::Index, params::Params, rate::Rate, types::Account};
use atous_primitives::Credit;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// All that is one for the whole ledger. One storage value, because nearly every
/// operation needs nearly all of it.
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
pub struct State {
	/// Sums over all accounts.
	pub totals: Totals,
	/// The clock of demurrage.
	pub demurrage: Index,
	/// The clock of history.
	pub ageing: Index,
	/// What a token of bond backs.
	pub rate: Rate,
}

impl State {
	/// The books of a ledger that begins in block `now`.
	pub fn new(params: &Params, now: u32) -> Self {
		Self {
			totals: Totals::default(),
			demurrage: Index::new(params.demurrage_half_life, now),
			ageing: Index::new(params.history_half_life, now),
			rate: Rate::new(params, now),
		}
	}

	/// Go on under other numbers from block `now`. Says whether anything changed.
	pub fn adopt(&mut self, params: &Params, now: u32) -> bool {
		let demurrage = self.demurrage.change(params.demurrage_half_life, now);
		let ageing = self.ageing.change(params.history_half_life, now);
		let rate = self.rate.clamp(params);
		demurrage || ageing || rate
	}
}

/// What the whole ledger adds up to, in micro-credits.
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
	/// Balance of the commons.
	pub commons: Credit,
	/// Sum of all balances above zero.
	pub positive: Credit,
	/// Sum of all that is unvested.
	pub unvested: Credit,
	/// What the commons has set aside for open tasks: the sum of their matching.
	pub promised: Credit,
}

impl Totals {
	/// Move `amount` micro-credits from the commons to an account.
	///
	/// This and [`Totals::collect`] are the only places where a balance changes,
	/// so the sum of all balances, of what is unvested and of the commons cannot:
	/// what one device pays another goes through the commons.
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

	/// Move `amount` micro-credits from the commons to what is unvested of an account.
	///
	/// This and [`Totals::revoke`] are the only places where that changes.
	pub fn defer<A, B>(&mut self, account: &mut Account<A, B>, amount: Credit) {
		account.unvested = account.unvested.saturating_add(amount);
		self.unvested = self.unvested.saturating_add(amount);
		self.commons = self.commons.saturating_sub(amount);
	}

	/// Move `amount` micro-credits from what is unvested of an account to the commons.
	pub fn revoke<A, B>(&mut self, account: &mut Account<A, B>, amount: Credit) {
		self.defer(account, amount.saturating_neg());
	}

	/// What the commons could give now: its balance less what it has promised.
	pub fn available(&self) -> Credit {
		self.commons.saturating_sub(self.promised)
	}

	/// All that devices owe: what the others hold together.
	pub fn debt(&self) -> Credit {
		self.positive.saturating_add(self.unvested).saturating_add(self.commons)
	}
}
