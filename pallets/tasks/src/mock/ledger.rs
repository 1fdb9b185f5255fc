//! A ledger that keeps its books in plain maps, with the duties of the real one.

use atous_primitives::{
	views::{TaskPhase, Tier},
	Class, Credit, Hash, Outcome, TaskId,
};
use atous_support::{Devices, Ledger, Needs, Pay, PutAside, Reservation, Settlement, Standing};
use frame_support::ensure;
use sp_runtime::{AccountId32, DispatchError, TryRuntimeError, Weight};
use std::{cell::RefCell, collections::BTreeMap};

/// Backing of every device that none else is set for.
pub const BACKING: Credit = 14_400_000_000;
/// The most any may owe.
pub const LIMIT: Credit = BACKING / 4;
/// What a device holds at most that is not very positive.
pub const ENOUGH: Credit = 3 * BACKING;
/// Bond of every device that none else is set for.
pub const BOND: u128 = 100;

/// Who owns what, who owes what, and what the rest of the chain says.
#[derive(Default)]
pub struct Books {
	pub owners: BTreeMap<AccountId32, AccountId32>,
	pub bonds: BTreeMap<AccountId32, u128>,
	/// Backing of those whose is not [`BACKING`].
	pub backings: BTreeMap<AccountId32, Credit>,
	pub balances: BTreeMap<AccountId32, Credit>,
	pub reserved: BTreeMap<AccountId32, Credit>,
	/// How many tasks that is for.
	pub open: BTreeMap<AccountId32, u32>,
	pub secured: BTreeMap<AccountId32, Credit>,
	pub unvested: BTreeMap<(AccountId32, Class), Credit>,
	pub commons: Credit,
	pub quarantined: Vec<AccountId32>,
	pub seed: Option<Hash>,
	pub session: u32,
	/// Openness of the last settlement, in parts of a billion.
	pub openness: u32,
	/// To whose pay the commons might have added in the last settlement.
	pub helped: Vec<AccountId32>,
	/// What the commons has paid for checks.
	pub checks: Credit,
	/// Contracts, and what each answers; nothing if it fails.
	pub contracts: BTreeMap<[u8; 20], Option<bool>>,
	/// What contracts were asked to judge, and with which weight.
	pub judged: Vec<(TaskId, AccountId32, Outcome, Weight)>,
	/// What contracts were told.
	pub told: Vec<(TaskId, TaskPhase, Option<Outcome>)>,
}

thread_local! {
	pub static BOOKS: RefCell<Books> = RefCell::new(Books::default());
}

pub fn books<R>(with: impl FnOnce(&mut Books) -> R) -> R {
	BOOKS.with(|books| with(&mut books.borrow_mut()))
}

impl Books {
	fn exposure(&self, device: &AccountId32) -> Credit {
		let of = |map: &BTreeMap<_, Credit>| map.get(device).copied().unwrap_or_default();
		of(&self.reserved) + of(&self.secured) - of(&self.balances)
	}

	fn pay(&mut self, pay: &Pay<AccountId32>, class: Class) {
		if pay.checked {
			*self.balances.entry(pay.device.clone()).or_default() += pay.amount;
		} else {
			*self.unvested.entry((pay.device.clone(), class)).or_default() += pay.amount;
		}
	}

	/// Balances, what has not vested, and the commons together: always zero.
	pub fn sum(&self) -> Credit {
		let balances: Credit = self.balances.values().sum();
		let unvested: Credit = self.unvested.values().sum();
		balances + unvested + self.commons
	}
}

pub struct MockLedger;

impl Devices<AccountId32> for MockLedger {
	fn owner_of(device: &AccountId32) -> Option<AccountId32> {
		books(|b| b.owners.get(device).cloned())
	}
	fn count() -> u32 {
		books(|b| b.owners.len() as u32)
	}
}

impl Ledger<AccountId32> for MockLedger {
	fn standing(device: &AccountId32) -> Option<Standing<AccountId32>> {
		let owner = Self::owner_of(device)?;
		books(|b| {
			let balance = b.balances.get(device).copied().unwrap_or_default();
			Some(Standing {
				owner,
				bond: b.bonds.get(device).copied().unwrap_or(BOND),
				balance,
				backing: b.backings.get(device).copied().unwrap_or(BACKING),
				limit: LIMIT,
				securable: (LIMIT - b.exposure(device)).max(0),
				tier: if balance > ENOUGH { Tier::VeryPositive } else { Tier::Neutral },
				open: b.open.get(device).copied().unwrap_or_default(),
			})
		})
	}
	fn quote(
		_: &AccountId32,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
	) -> Result<Reservation, DispatchError> {
		Ok(Reservation { principal, premium, deposit, ..Default::default() })
	}
	fn reserve(
		device: &AccountId32,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
	) -> Result<Reservation, DispatchError> {
		let reservation = Self::quote(device, principal, premium, deposit)?;
		if books(|b| b.exposure(device)) + reservation.total() > LIMIT {
			return Err(DispatchError::Other("limit"));
		}
		books(|b| {
			*b.reserved.entry(device.clone()).or_default() += reservation.total();
			*b.open.entry(device.clone()).or_default() += 1;
		});
		Ok(reservation)
	}
	fn release(device: &AccountId32, reservation: &Reservation) {
		books(|b| {
			*b.reserved.entry(device.clone()).or_default() -= reservation.total();
			*b.open.entry(device.clone()).or_default() -= 1;
		});
	}
	fn withdraw(device: &AccountId32, reservation: &Reservation) {
		Self::release(device, reservation);
		books(|b| {
			*b.balances.entry(device.clone()).or_default() -= reservation.deposit;
			b.commons += reservation.deposit;
		});
	}
	fn settle(device: &AccountId32, held: &Reservation, settlement: &Settlement<'_, AccountId32>) {
		let total: Credit = settlement.pays.iter().map(|pay| pay.amount).sum();
		assert!(total <= held.principal, "paid more than was put aside");
		assert!(settlement.premium <= held.premium, "a premium beyond what was put aside");
		Self::release(device, held);
		books(|b| {
			*b.balances.entry(device.clone()).or_default() -= total + settlement.premium;
			b.commons += settlement.premium;
			b.openness = settlement.openness.deconstruct();
			let helped = settlement.pays.iter().filter(|pay| pay.helped);
			b.helped = helped.map(|pay| pay.device.clone()).collect();
			for pay in settlement.pays {
				b.pay(pay, settlement.class);
			}
			for check in settlement.checks {
				b.commons -= check.amount;
				b.checks += check.amount;
				b.pay(check, settlement.class);
			}
		});
	}
	fn vest(device: &AccountId32, class: Class) -> bool {
		books(|b| {
			let vested = b.unvested.remove(&(device.clone(), class));
			*b.balances.entry(device.clone()).or_default() += vested.unwrap_or_default();
			vested.is_some()
		})
	}
	fn forfeit_unvested(device: &AccountId32) -> Credit {
		books(|b| {
			let in_class = Class::ALL.map(|class| b.unvested.remove(&(device.clone(), class)));
			let lost = in_class.into_iter().flatten().sum();
			b.commons += lost;
			lost
		})
	}
	fn can_secure(device: &AccountId32, amount: Credit) -> bool {
		books(|b| b.exposure(device)) + amount <= LIMIT
	}
	fn secure(device: &AccountId32, amount: Credit) -> Result<(), DispatchError> {
		if !Self::can_secure(device, amount) {
			return Err(DispatchError::Other("limit"));
		}
		books(|b| *b.secured.entry(device.clone()).or_default() += amount);
		Ok(())
	}
	fn unsecure(device: &AccountId32, amount: Credit) {
		books(|b| *b.secured.entry(device.clone()).or_default() -= amount);
	}
	fn forfeit(device: &AccountId32, amount: Credit) {
		Self::unsecure(device, amount);
		books(|b| {
			*b.balances.entry(device.clone()).or_default() -= amount;
			b.commons += amount;
		});
	}
	fn check_put_aside(needed: &PutAside<AccountId32>) -> Result<(), TryRuntimeError> {
		let mut devices = BTreeMap::<AccountId32, Needs>::new();
		books(|b| {
			for (device, amount) in b.reserved.iter().filter(|(_, amount)| **amount != 0) {
				devices.entry(device.clone()).or_default().reserved = *amount;
			}
			for (device, count) in b.open.iter().filter(|(_, count)| **count != 0) {
				devices.entry(device.clone()).or_default().open = *count;
			}
			for (device, amount) in b.secured.iter().filter(|(_, amount)| **amount != 0) {
				devices.entry(device.clone()).or_default().collateral = *amount;
			}
		});
		ensure!(*needed == PutAside { devices, promised: 0 }, "what is put aside differs");
		Ok(())
	}
}

pub fn balance(device: &AccountId32) -> Credit {
	books(|b| b.balances.get(device).copied().unwrap_or_default())
}
pub fn reserved(device: &AccountId32) -> Credit {
	books(|b| b.reserved.get(device).copied().unwrap_or_default())
}
pub fn secured(device: &AccountId32) -> Credit {
	books(|b| b.secured.get(device).copied().unwrap_or_default())
}
pub fn unvested(device: &AccountId32) -> Credit {
	let of = |class| books(|b| b.unvested.get(&(device.clone(), class)).copied());
	Class::ALL.into_iter().filter_map(of).sum()
}
pub fn commons() -> Credit {
	books(|b| b.commons)
}
pub fn set_balance(device: &AccountId32, amount: Credit) {
	books(|b| {
		let old = b.balances.insert(device.clone(), amount).unwrap_or_default();
		b.commons += old - amount;
	});
}
pub fn set_bond(device: &AccountId32, bond: u128) {
	books(|b| b.bonds.insert(device.clone(), bond));
}

impl MockLedger {
	/// Have the device earn `amount` unchecked in the small class, from the commons.
	pub fn settle_unchecked(device: &AccountId32, amount: Credit) {
		books(|b| {
			b.commons -= amount;
			*b.unvested.entry((device.clone(), Class::WasmSmall)).or_default() += amount;
		});
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl atous_support::benchmarking::Enrolment<AccountId32> for MockLedger {
	fn enrol(owner: &AccountId32, device: &AccountId32) {
		books(|b| b.owners.insert(device.clone(), owner.clone()));
	}
	fn burden(device: &AccountId32) {
		books(|b| {
			for class in Class::ALL {
				b.unvested.insert((device.clone(), class), 1);
				b.commons -= 1;
			}
		});
	}
	fn indebt(device: &AccountId32) {
		books(|b| {
			b.balances.insert(device.clone(), -1);
			b.commons += 1;
		});
	}
}
