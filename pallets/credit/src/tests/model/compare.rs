//! Whether what is stored is what the model says.

use super::deferrals;
use super::{parts::Real, Model, ROUNDING};
use crate::{mock::*, Accounts, Books};
use atous_primitives::Credit;

impl Model {
	/// What is stored is this, but for rounding, and rounding favours the commons.
	pub(super) fn compare(&self, what: &str) {
		let books = Books::<Test>::get();
		let near = |name: &str, stored: f64, real: f64, least: f64, most: f64| {
			let blur = 0.05 + real.abs() * 1e-14;
			let apart = stored - real;
			let fine = apart >= -least - blur && apart <= most + blur;
			assert!(fine, "{name} is {stored}, not {real}, after {what}");
		};
		near("the commons", books.totals.commons as f64, self.commons, 0.0, ROUNDING);
		near("what is promised", books.totals.promised as f64, self.promised, 0.0, 0.0);
		near("the rate", books.rate.credit_per_token as f64, self.rate, 2.0, 1.0);
		near("what is written off", books.rate.written_off as f64, self.written_off, 0.0, 0.0);
		assert_eq!(books.rate.reviewed, self.reviewed, "after {what}");
		assert_eq!(Accounts::<Test>::iter().count(), self.accounts.len(), "after {what}");
		for (device, real) in &self.accounts {
			let stored = Real::of(&Accounts::<Test>::get(device).expect("it is enrolled"));
			near("a balance", stored.balance, real.balance, ROUNDING, 0.0);
			near("what is unvested", stored.unvested, real.unvested, ROUNDING, 0.0);
			near("a history", stored.history, real.history, ROUNDING, 0.0);
			near("a backing", stored.backing, real.backing, 2.0, 1.0);
			near("a floor", stored.floor, real.floor, 0.0, 0.0);
			// What a micro-credit is worth: a backing is known to that.
			let unit = 2.0 * (1.0 + real.bond / real.backing.max(1.0));
			near("a bond", stored.bond, real.bond, unit, unit);
			near("what is reserved", stored.reserved, real.reserved, 0.0, 0.0);
			near("collateral", stored.collateral, real.collateral, 0.0, 0.0);
			let blocks = |real: &Real| (real.touched, real.earned, real.active);
			assert_eq!(blocks(&stored), blocks(real), "after {what}");
		}
		self.compare_deferrals(what);
	}

	fn compare_deferrals(&self, what: &str) {
		let stored: Vec<_> = deferrals().collect();
		assert_eq!(stored.len(), self.deferrals.len(), "after {what}");
		for (device, class, deferral) in stored {
			let (amount, history) = self.deferrals[&(device, class)];
			let below =
				|stored: Credit, real: f64| (-0.05..ROUNDING).contains(&(real - stored as f64));
			assert!(below(deferral.amount, amount), "after {what}");
			assert!(below(deferral.history, history), "after {what}");
		}
	}
}
