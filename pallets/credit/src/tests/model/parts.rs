//! What the model is made of: clocks and accounts in real numbers.

use crate::{ledger::AccountOf, mock::*};

/// Where half-lives changed: block and half-life from then on.
pub struct Clock(pub Vec<(u32, u32)>);

impl Clock {
	/// What is left of one between two blocks.
	pub fn left(&self, from: u32, to: u32) -> f64 {
		let ends = self.0.iter().skip(1).map(|(since, _)| *since).chain([u32::MAX]);
		let halvings: f64 = (self.0.iter().zip(ends))
			.map(|((since, half_life), end)| {
				let blocks = end.min(to).saturating_sub(from.max(*since));
				f64::from(blocks) / f64::from(*half_life)
			})
			.sum();
		(-halvings).exp2()
	}

	pub fn set(&mut self, half_life: u32, now: u32) {
		self.0.push((now, half_life));
	}
}

/// An account in real numbers.
#[derive(Clone, Debug)]
pub struct Real {
	pub owner: AccountId,
	pub bond: f64,
	pub backing: f64,
	pub floor: f64,
	pub balance: f64,
	pub reserved: f64,
	pub collateral: f64,
	pub unvested: f64,
	pub history: f64,
	pub touched: u32,
	pub earned: u32,
	pub active: u32,
}

impl Real {
	pub fn of(account: &AccountOf<Test>) -> Self {
		Self {
			owner: account.owner.clone(),
			bond: account.bond as f64,
			backing: account.backing as f64,
			floor: account.floor as f64,
			balance: account.balance as f64,
			reserved: account.reserved as f64,
			collateral: account.collateral as f64,
			unvested: account.unvested as f64,
			history: account.history as f64,
			touched: account.touched,
			earned: account.earned,
			active: account.active,
		}
	}

	pub fn exposure(&self) -> f64 {
		self.reserved + self.collateral - self.balance
	}
}
