//! What the market does, in real numbers: put aside, pay, give back.

use super::{share, Model, ROUNDING};
use crate::{
	mock::*,
	tests::world::{has_record, Ending, Task},
};
use atous_primitives::{Class, Credit};
use atous_support::Reservation;

impl Model {
	pub(super) fn reserve(
		&mut self,
		device: &AccountId,
		principal: f64,
		unlevied: f64,
		terms: Option<&Reservation>,
	) {
		let before = (self.accounts.clone(), self.commons);
		self.touch(device);
		let account = self.accounts[device].clone();
		let spendable = self.spendable(&account);
		let (surcharge, matching, blur) = self.levies(&account, principal);
		let total = principal + unlevied + surcharge;
		let Some(terms) = terms else {
			assert!(total >= spendable - ROUNDING - blur, "refused {total} of {spendable}");
			(self.accounts, self.commons) = before;
			return;
		};
		assert!(total <= spendable + ROUNDING + blur, "granted {total} of {spendable}");
		let near = |stored: Credit, real: f64| (stored as f64 - real).abs() <= blur;
		assert!(near(terms.surcharge, surcharge), "surcharge {} is {surcharge}", terms.surcharge);
		assert!(near(terms.matching, matching), "matching {} is {matching}", terms.matching);
		let bonus = terms.surcharge as f64 * share(self.params.bonus_share);
		let below = bonus - terms.bonus as f64;
		assert!((-0.05..1.05).contains(&below), "bonus {} is {bonus}", terms.bonus);
		let now = self.now;
		let account = self.account(device);
		account.reserved += terms.total() as f64;
		account.active = now;
		self.promised += terms.matching as f64;
	}

	pub(super) fn secure(&mut self, device: &AccountId, amount: f64, done: bool) {
		let before = (self.accounts.clone(), self.commons);
		self.touch(device);
		let account = self.accounts[device].clone();
		let securable = account.backing - account.exposure();
		if !done {
			assert!(amount >= securable - ROUNDING, "refused {amount} of {securable}");
			(self.accounts, self.commons) = before;
			return;
		}
		assert!(amount <= securable.max(0.0) + ROUNDING, "granted {amount} of {securable}");
		let now = self.now;
		let account = self.account(device);
		account.collateral += amount;
		account.active = now;
	}

	/// The task ends unpaid, and the commons keeps something of what comes back.
	pub(super) fn give_back(&mut self, task: &Task, kept: f64) {
		self.promised -= task.reservation.matching as f64;
		self.touch(&task.requester);
		let total = task.reservation.total() as f64;
		let account = self.account(&task.requester);
		account.reserved -= total;
		account.balance -= kept;
		self.commons += kept;
		self.catch_up(task, total - kept);
	}

	/// What came back decays as if it had never been put aside.
	pub(super) fn catch_up(&mut self, task: &Task, amount: f64) {
		let excess = self.excess(&self.accounts[&task.requester]);
		let left = self.demurrage.left(task.since, self.now);
		let decayed = excess.min(amount) * (1.0 - left);
		self.account(&task.requester).balance -= decayed;
		self.commons += decayed;
	}

	pub(super) fn settle(&mut self, task: &Task, ending: &Ending) {
		let terms = task.reservation;
		self.promised -= terms.matching as f64;
		self.touch(&task.requester);
		let principal = terms.principal as f64;
		let helped = (2.0 * f64::from(ending.openness) / 100.0 - 1.0).max(0.0);
		let mut paid = 0.0;
		for (number, amount, checked) in &ending.pays {
			let amount = (*amount as f64).min(principal - paid).max(0.0);
			if amount == 0.0 || !self.accounts.contains_key(&device(*number)) {
				continue;
			}
			let part = amount / principal;
			let bonus = terms.bonus as f64 * part;
			let helped = if has_record(*number) { helped } else { 0.0 };
			let matching = terms.matching as f64 * part * helped;
			self.give(task, ending, (*number, amount, *checked), bonus, matching);
			paid += amount;
		}
		for (number, amount, checked) in &ending.checks {
			let amount = *amount as f64;
			if amount > 0.0 && self.accounts.contains_key(&device(*number)) {
				self.give(task, ending, (*number, amount, *checked), 0.0, 0.0);
			}
		}
		let part = if principal > 0.0 { paid / principal } else { 0.0 };
		let premium = ending.premium.clamp(0, terms.premium) as f64;
		let charged = paid + terms.surcharge as f64 * part + premium;
		let total = terms.total() as f64;
		let account = self.account(&task.requester);
		account.reserved -= total;
		account.balance -= charged;
		self.commons += charged;
		self.catch_up(task, total - charged);
	}

	fn give(
		&mut self,
		task: &Task,
		ending: &Ending,
		(number, amount, checked): (u8, f64, bool),
		bonus: f64,
		matching: f64,
	) {
		let (device, class) = (device(number), Class::ALL[ending.class]);
		self.touch(&device);
		let (now, requester) = (self.now, self.accounts[&task.requester].owner.clone());
		let account = self.account(&device);
		let matching = if account.balance < 0.0 { matching } else { 0.0 };
		let history = if account.owner == requester {
			0.0
		} else {
			amount * f64::from(ending.openness) / 100.0
		};
		(account.earned, account.active) = (now, now);
		let all = amount + bonus + matching;
		if checked {
			account.balance += all;
			account.history += history;
		} else {
			account.unvested += all;
			let deferral = self.deferrals.entry((device, class)).or_default();
			deferral.0 += all;
			deferral.1 += history;
		}
		self.commons -= all;
	}
}
