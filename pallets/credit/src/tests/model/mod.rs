//! The rules in real numbers, written once more from the documents: what the whole
//! numbers of the ledger must be, but for rounding.
//!
//! The model starts every step from what is stored, so no rounding adds up and what
//! differs is the rounding of one step. Only the clocks are its own.

mod compare;
mod market;
mod parts;

use super::world::Deed;
use crate::{mock::*, Accounts, Books, Params};
use atous_primitives::Class;
use parts::{Clock, Real};
use sp_runtime::Perbill;
use std::collections::BTreeMap;

/// Most that one step may round away, in micro-credits: a decay, a bonus, a matching
/// and a share of history for each of the at most eight accounts it concerns.
const ROUNDING: f64 = 24.0;

/// The ledger in real numbers.
pub struct Model {
	params: Params,
	next: Option<(u32, Params)>,
	demurrage: Clock,
	ageing: Clock,
	accounts: BTreeMap<AccountId, Real>,
	deferrals: BTreeMap<(AccountId, Class), (f64, f64)>,
	commons: f64,
	promised: f64,
	rate: f64,
	reviewed: u32,
	written_off: f64,
	now: u32,
}

fn share(part: Perbill) -> f64 {
	f64::from(part.deconstruct()) / 1e9
}

impl Model {
	pub fn new(params: Params) -> Self {
		Self {
			params,
			next: None,
			demurrage: Clock(vec![(0, params.demurrage_half_life)]),
			ageing: Clock(vec![(0, params.history_half_life)]),
			accounts: BTreeMap::new(),
			deferrals: BTreeMap::new(),
			commons: 0.0,
			promised: 0.0,
			rate: 0.0,
			reviewed: 0,
			written_off: 0.0,
			now: 0,
		}
	}

	/// Start from what is stored.
	pub fn read(&mut self) {
		let books = Books::<Test>::get();
		self.commons = books.totals.commons as f64;
		self.promised = books.totals.promised as f64;
		self.rate = books.rate.credit_per_token as f64;
		self.reviewed = books.rate.reviewed;
		self.written_off = books.rate.written_off as f64;
		self.accounts = Accounts::<Test>::iter()
			.map(|(device, account)| (device, Real::of(&account)))
			.collect();
		let pair = |(device, class, deferral): (_, _, crate::types::Deferral)| {
			((device, class), (deferral.amount as f64, deferral.history as f64))
		};
		self.deferrals = deferrals().map(pair).collect();
	}

	/// Do the same, and compare.
	pub fn follow(&mut self, deed: &Deed, what: &str) {
		self.now = System::block_number();
		self.apply(deed);
		self.compare(what);
	}

	fn backing(&self, bond: f64) -> f64 {
		bond * self.rate / self.params.token as f64
	}

	fn limit(&self, backing: f64, history: f64) -> f64 {
		if backing <= 0.0 {
			return 0.0;
		}
		let earned = backing * (backing + 4.0 * history) / (4.0 * (backing + history));
		earned.min(self.params.limit_cap as f64)
	}

	fn excess(&self, account: &Real) -> f64 {
		let threshold = account.backing.max(account.floor);
		(-account.exposure() - threshold).max(0.0)
	}

	/// Bring an account up to date.
	fn touch(&mut self, device: &AccountId) {
		let Some(mut account) = self.accounts.remove(device) else { return };
		account.history *= self.ageing.left(account.touched, self.now);
		let left = self.demurrage.left(account.touched, self.now);
		let decayed = self.excess(&account) * (1.0 - left);
		account.balance -= decayed;
		self.commons += decayed;
		account.floor = self.params.very_positive_floor as f64;
		self.rebase(&mut account);
		if account.balance >= 0.0 {
			account.earned = self.now;
		}
		account.touched = self.now;
		self.accounts.insert(device.clone(), account);
	}

	/// The whole number, where the two are less than a unit apart: whether a backing
	/// is higher must not depend on what was rounded.
	fn rebase(&self, account: &mut Real) {
		let backing = self.backing(account.bond).floor();
		let limit = self.limit(backing, account.history);
		let owed = account.reserved - account.balance;
		let fits = owed <= limit && account.exposure() <= backing;
		if backing >= account.backing || fits {
			account.backing = backing;
		}
	}

	fn account(&mut self, device: &AccountId) -> &mut Real {
		self.accounts.get_mut(device).expect("it is enrolled")
	}

	fn spendable(&self, account: &Real) -> f64 {
		let limit = self.limit(account.backing, account.history);
		let for_tasks = account.balance - account.reserved + share(self.params.task_share) * limit;
		for_tasks.min(account.backing - account.exposure()).max(0.0)
	}

	/// Surcharge and matching on a principal, and by how much either may differ: the
	/// commons and its target are known to a micro-credit or two.
	fn levies(&self, account: &Real, principal: f64) -> (f64, f64, f64) {
		let positive: f64 = self.accounts.values().map(|a| a.balance.max(0.0)).sum();
		let floor = self.params.commons_floor as f64;
		let target = (positive * share(self.params.commons_share)).max(floor);
		let available = self.commons - self.promised;
		let x = (available / target).clamp(0.0, 2.0);
		let financed = (principal - (account.balance - account.reserved).max(0.0)).max(0.0);
		let surcharge = financed * share(self.params.surcharge) * (2.0 - x) / 2.0;
		let above = (available - target).max(0.0);
		let rate = share(self.params.matching) * (above / target).min(1.0);
		(surcharge, (principal * rate).min(above), 2.0 * (1.0 + principal / target))
	}

	fn apply(&mut self, deed: &Deed) {
		match deed {
			Deed::Nothing => {}
			Deed::Began => self.begin(),
			Deed::Scheduled { params } => self.next = Some((CurrentSession::get() + 1, *params)),
			Deed::Touched { device } => self.touch(device),
			Deed::Enrolled { device, bond } => self.enroll(device, *bond as f64),
			Deed::Left { device } => self.leave(device),
			Deed::ToppedUp { device, amount } => {
				self.touch(device);
				let mut account = self.account(device).clone();
				account.bond += *amount as f64;
				self.rebase(&mut account);
				self.accounts.insert(device.clone(), account);
			}
			Deed::Reduced { device, amount } => {
				self.touch(device);
				let bond = self.account(device).bond - *amount as f64;
				let backing = self.backing(bond);
				let account = self.account(device);
				(account.bond, account.backing) = (bond, backing);
			}
			Deed::WrittenOff { device } => self.write_off(device),
			deed => self.apply_in_the_market(deed),
		}
	}

	fn apply_in_the_market(&mut self, deed: &Deed) {
		let now = self.now;
		match deed {
			Deed::Reserved { device, principal, premium, deposit, terms } => {
				let unlevied = (premium + deposit) as f64;
				self.reserve(device, *principal as f64, unlevied, terms.as_ref());
			}
			Deed::Released { task } => self.give_back(task, 0.0),
			Deed::Withdrawn { task } => self.give_back(task, task.reservation.deposit as f64),
			Deed::Settled { task, ending } => self.settle(task, ending),
			Deed::Vested { device, class } => {
				let Some((amount, history)) = self.deferrals.remove(&(device.clone(), *class))
				else {
					return;
				};
				self.touch(device);
				let account = self.account(device);
				account.unvested -= amount;
				account.balance += amount;
				account.history += history;
				(account.earned, account.active) = (now, now);
			}
			Deed::UnvestedForfeited { device } => {
				if self.accounts.get(device).is_some_and(|account| account.unvested > 0.0) {
					self.touch(device);
					self.lose_unvested(device);
				}
			}
			Deed::Secured { device, amount, done } => self.secure(device, *amount as f64, *done),
			Deed::Unsecured { device, amount } | Deed::Forfeited { device, amount } => {
				if !self.accounts.contains_key(device) {
					return;
				}
				self.touch(device);
				let amount = *amount as f64;
				self.account(device).collateral -= amount;
				if matches!(deed, Deed::Forfeited { .. }) {
					self.account(device).balance -= amount;
					self.commons += amount;
				}
			}
			_ => unreachable!("everything else was applied"),
		}
	}

	fn enroll(&mut self, device: &AccountId, bond: f64) {
		let now = self.now;
		let account = Accounts::<Test>::get(device).expect("it was enrolled");
		let account = Real {
			owner: account.owner,
			bond,
			backing: self.backing(bond),
			floor: self.params.very_positive_floor as f64,
			balance: 0.0,
			reserved: 0.0,
			collateral: 0.0,
			unvested: 0.0,
			history: 0.0,
			touched: now,
			earned: now,
			active: now,
		};
		self.accounts.insert(device.clone(), account);
	}

	fn leave(&mut self, device: &AccountId) {
		self.touch(device);
		self.lose_unvested(device);
		let account = self.accounts.remove(device).expect("it was enrolled");
		assert_eq!((account.reserved, account.collateral), (0.0, 0.0));
		self.commons += account.balance;
	}

	fn lose_unvested(&mut self, device: &AccountId) {
		let unvested = core::mem::take(&mut self.account(device).unvested);
		self.commons += unvested;
		self.deferrals.retain(|(other, _), _| other != device);
	}

	fn write_off(&mut self, device: &AccountId) {
		self.touch(device);
		self.lose_unvested(device);
		let mut account = self.account(device).clone();
		let debt = -account.balance;
		assert!(debt > 0.0 && !Willing::get().contains(device));
		let silent = self.now - account.active >= self.params.inactivity;
		assert!(silent || self.now - account.earned >= self.params.declining);
		account.bond -= account.bond * debt / account.backing;
		account.backing -= debt;
		account.balance = 0.0;
		self.rebase(&mut account);
		self.commons -= debt;
		self.written_off += debt;
		self.accounts.insert(device.clone(), account);
	}

	/// Numbers that are due come into force, and the rate is reviewed.
	fn begin(&mut self) {
		if let Some((_, params)) = self.next.filter(|(due, _)| *due <= CurrentSession::get()) {
			self.params = params;
			self.next = None;
			self.demurrage.set(params.demurrage_half_life, self.now);
			self.ageing.set(params.history_half_life, self.now);
		}
		let cap = self.params.credit_per_token as f64;
		self.rate = self.rate.clamp(cap / 4.0, cap);
		if self.now - self.reviewed >= self.params.review_period {
			let owed: f64 = self.accounts.values().map(|account| -account.balance.min(0.0)).sum();
			let tolerated = owed * share(self.params.write_off_tolerance);
			// Beyond a rounding, which way it moves is certain.
			let step = if self.written_off > tolerated { -1.0 / 16.0 } else { 1.0 / 64.0 };
			self.rate = (self.rate * (1.0 + step)).clamp(cap / 4.0, cap);
			self.reviewed = self.now;
			self.written_off = 0.0;
		}
	}
}

/// What is unvested of each device in each class.
fn deferrals() -> impl Iterator<Item = (AccountId, Class, crate::types::Deferral)> {
	Accounts::<Test>::iter().flat_map(|(device, account)| {
		let of = move |(class, deferral)| (device.clone(), class, deferral);
		account.deferrals.into_iter().map(of)
	})
}
