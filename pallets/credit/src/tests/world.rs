//! Actors who do everything that can be done, in any order, and what the market would
//! remember of it.

use super::governance::any_params;
use crate::{mock::*, Accounts, Params};
use atous_primitives::{Class, Credit, CREDIT};
use atous_support::{settings::Validate, Ledger, Needs, Pay, PutAside, Reservation, Settlement};
use frame_support::{assert_ok, traits::fungible::InspectHold};
use proptest::prelude::*;
use sp_runtime::Perbill;
use std::collections::BTreeMap;

/// How many devices there are. Device n belongs to owner n modulo 4.
pub const DEVICES: u8 = 6;
/// Somewhat above what the smallest bond lets a device spend at first.
const AMOUNT: Credit = LIMIT * 5 / 4;

/// Someone's pay: which device, how much, whether it was checked.
pub type Part = (u8, Credit, bool);

/// One thing that may be tried. Open tasks are taken by position, modulo how many
/// there are; classes modulo how many there are.
#[derive(Clone, Debug)]
pub enum Step {
	Enroll { device: u8, bonds: u128 },
	Leave { device: u8 },
	Claim { device: u8 },
	TopUp { device: u8, amount: u128 },
	Reduce { device: u8, amount: u128 },
	WriteOff { device: u8, caller: u8 },
	Touch { device: u8 },
	Reserve { device: u8, principal: Credit, premium: Credit, deposit: Credit },
	Release { task: usize },
	Withdraw { task: usize },
	Settle { task: usize, ending: Ending },
	Vest { device: u8, class: usize },
	ForfeitUnvested { device: u8 },
	Secure { device: u8, amount: Credit },
	Unsecure { device: u8, amount: Credit },
	Forfeit { device: u8, amount: Credit },
	SetWilling { device: u8, willing: bool },
	SetParams { params: Params },
	Session,
	Wait { blocks: u32 },
}

/// How a task ends.
#[derive(Clone, Debug)]
pub struct Ending {
	pub class: usize,
	pub openness: u32,
	pub pays: Vec<Part>,
	pub checks: Vec<Part>,
	pub premium: Credit,
}

fn ending() -> impl Strategy<Value = Ending> {
	// The first device gets more than the others, so that somebody grows rich.
	let payee = || prop_oneof![2 => Just(0), 3 => 0..DEVICES + 1];
	let amount = || prop_oneof![0..=50 as Credit, 0..=AMOUNT, 0..=AMOUNT / 8];
	let pays = prop::collection::vec((payee(), amount(), prop::bool::weighted(0.7)), 0..4);
	// Seldom, or the commons would never have anything to give.
	let check = (payee(), 0..=AMOUNT / 2, prop::bool::weighted(0.9));
	let checks = prop::option::weighted(0.2, check).prop_map(|check| check.into_iter().collect());
	let numbers = (0..Class::ALL.len(), 0..=100u32, -1..=AMOUNT / 16);
	(numbers, pays, checks).prop_map(|((class, openness, premium), pays, checks)| Ending {
		class,
		openness,
		pays,
		checks,
		premium,
	})
}

/// Any step.
pub fn step() -> impl Strategy<Value = Step> {
	use Step::*;
	let device = || 0..DEVICES;
	let amount = || prop_oneof![0..=50 as Credit, 0..=AMOUNT, 0..=AMOUNT / 8];
	let bonds = || prop_oneof![0..=BOND, Just(BOND)];
	prop_oneof![
		4 => (device(), 1..5u128).prop_map(|(device, bonds)| Enroll { device, bonds }),
		1 => device().prop_map(|device| Leave { device }),
		2 => device().prop_map(|device| Claim { device }),
		1 => (device(), bonds()).prop_map(|(device, amount)| TopUp { device, amount }),
		2 => (device(), bonds()).prop_map(|(device, amount)| Reduce { device, amount }),
		3 => (device(), 0..4u8).prop_map(|(device, caller)| WriteOff { device, caller }),
		2 => device().prop_map(|device| Touch { device }),
		9 => (device(), amount(), amount()).prop_map(|(device, principal, premium)| {
			Reserve { device, principal, premium: premium / 16, deposit: premium % (9 * CREDIT) }
		}),
		3 => any::<usize>().prop_map(|task| Release { task }),
		1 => any::<usize>().prop_map(|task| Withdraw { task }),
		8 => (any::<usize>(), ending()).prop_map(|(task, ending)| Settle { task, ending }),
		3 => (device(), 0..Class::ALL.len()).prop_map(|(device, class)| Vest { device, class }),
		1 => device().prop_map(|device| ForfeitUnvested { device }),
		4 => (device(), amount()).prop_map(|(device, amount)| Secure { device, amount }),
		3 => (device(), amount()).prop_map(|(device, amount)| Unsecure { device, amount }),
		2 => (device(), amount()).prop_map(|(device, amount)| Forfeit { device, amount }),
		1 => (device(), any::<bool>()).prop_map(|(device, willing)| SetWilling { device, willing }),
		1 => any_params().prop_map(|params| SetParams { params }),
		1 => Just(Session),
		2 => prop_oneof![1..1_000u32, 1..600_000u32].prop_map(|blocks| Wait { blocks }),
	]
}

/// A task that is open.
#[derive(Clone, Debug)]
pub struct Task {
	pub requester: AccountId,
	pub reservation: Reservation,
	/// When it was reserved.
	pub since: u32,
}

/// What has really happened.
#[derive(Clone, Debug)]
pub enum Deed {
	/// Nothing, or what leaves every account alone.
	Nothing,
	Enrolled {
		device: AccountId,
		bond: u128,
	},
	Left {
		device: AccountId,
	},
	ToppedUp {
		device: AccountId,
		amount: u128,
	},
	Reduced {
		device: AccountId,
		amount: u128,
	},
	WrittenOff {
		device: AccountId,
	},
	Touched {
		device: AccountId,
	},
	/// `None` if the limit was reached.
	Reserved {
		device: AccountId,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
		terms: Option<Reservation>,
	},
	Released {
		task: Task,
	},
	Withdrawn {
		task: Task,
	},
	Settled {
		task: Task,
		ending: Ending,
	},
	Vested {
		device: AccountId,
		class: Class,
	},
	UnvestedForfeited {
		device: AccountId,
	},
	Secured {
		device: AccountId,
		amount: Credit,
		done: bool,
	},
	Unsecured {
		device: AccountId,
		amount: Credit,
	},
	Forfeited {
		device: AccountId,
		amount: Credit,
	},
	Scheduled {
		params: Params,
	},
	Began,
}

/// What the market would remember.
#[derive(Default)]
pub struct World {
	tasks: Vec<Task>,
	collateral: BTreeMap<AccountId, Credit>,
}

/// What becomes of a call: the deed, if it was not refused.
fn if_ok(result: sp_runtime::DispatchResult, deed: Deed) -> Deed {
	result.map_or(Deed::Nothing, |()| deed)
}

fn signed(number: u8) -> RuntimeOrigin {
	RuntimeOrigin::signed(owner(number % 4))
}

impl World {
	fn take(&mut self, task: usize) -> Option<Task> {
		let open = self.tasks.len();
		(open > 0).then(|| self.tasks.swap_remove(task % open))
	}

	/// Try one thing; refusals are fine.
	pub fn act(&mut self, step: Step) -> Deed {
		match step {
			Step::Enroll { device: number, bonds } => {
				let bond = bonds * BOND;
				let expiry = System::block_number();
				let (device, consent) =
					(device(number), consent(number, &owner(number % 4), expiry));
				let call = Credits::enroll(signed(number), device.clone(), bond, expiry, consent);
				if_ok(call, Deed::Enrolled { device, bond })
			}
			Step::Leave { device: number } => {
				let device = device(number);
				if_ok(Credits::leave(signed(number), device.clone()), Deed::Left { device })
			}
			Step::Claim { device: number } => {
				if_ok(Credits::claim_bond(signed(0), device(number)), Deed::Nothing)
			}
			Step::TopUp { device: number, amount } => {
				let device = device(number);
				let call = Credits::top_up_bond(signed(number), device.clone(), amount);
				if_ok(call, Deed::ToppedUp { device, amount })
			}
			Step::Reduce { device: number, amount } => {
				let device = device(number);
				let call = Credits::reduce_bond(signed(number), device.clone(), amount);
				if_ok(call, Deed::Reduced { device, amount })
			}
			Step::WriteOff { device: number, caller } => {
				let device = device(number);
				let call = Credits::write_off(signed(caller), device.clone());
				if_ok(call, Deed::WrittenOff { device })
			}
			Step::Touch { device: number } => {
				let device = device(number);
				if_ok(Credits::touch(signed(0), device.clone()), Deed::Touched { device })
			}
			step => self.act_in_the_market(step),
		}
	}

	fn act_in_the_market(&mut self, step: Step) -> Deed {
		match step {
			Step::Reserve { device: number, principal, premium, deposit } => {
				self.reserve(device(number), principal, premium, deposit)
			}
			Step::Release { task } => self.take(task).map_or(Deed::Nothing, |task| {
				Credits::release(&task.requester, &task.reservation);
				Deed::Released { task }
			}),
			Step::Withdraw { task } => self.take(task).map_or(Deed::Nothing, |task| {
				Credits::withdraw(&task.requester, &task.reservation);
				Deed::Withdrawn { task }
			}),
			Step::Settle { task, ending } => self.take(task).map_or(Deed::Nothing, |task| {
				settle(&task, &ending);
				Deed::Settled { task, ending }
			}),
			Step::Vest { device: number, class } => {
				let (device, class) = (device(number), Class::ALL[class]);
				Credits::vest(&device, class);
				Deed::Vested { device, class }
			}
			Step::ForfeitUnvested { device: number } => {
				Credits::forfeit_unvested(&device(number));
				Deed::UnvestedForfeited { device: device(number) }
			}
			Step::SetWilling { device: number, willing } => {
				Willing::mutate(|all| {
					all.retain(|other| *other != device(number));
					all.extend(willing.then(|| device(number)));
				});
				Deed::Nothing
			}
			Step::SetParams { params } => {
				let call = Credits::set_params(RuntimeOrigin::root(), params);
				assert_eq!(call.is_ok(), params.validate().is_ok());
				if_ok(call, Deed::Scheduled { params })
			}
			Step::Session => {
				CurrentSession::mutate(|session| *session += 1);
				wait(0);
				Deed::Began
			}
			Step::Wait { blocks } => {
				wait(blocks);
				Deed::Began
			}
			step => self.act_with_collateral(step),
		}
	}

	fn act_with_collateral(&mut self, step: Step) -> Deed {
		match step {
			Step::Secure { device: number, amount } => {
				let device = device(number);
				let done = Credits::can_secure(&device, amount);
				assert_eq!(Credits::secure(&device, amount).is_ok(), done);
				if Credits::account_view(&device).is_none() {
					return Deed::Nothing;
				}
				if done {
					*self.collateral.entry(device.clone()).or_default() += amount;
				}
				Deed::Secured { device, amount, done }
			}
			Step::Unsecure { device: number, amount } => {
				let device = device(number);
				Credits::unsecure(&device, amount);
				Deed::Unsecured { amount: self.give_back(&device, amount), device }
			}
			Step::Forfeit { device: number, amount } => {
				let device = device(number);
				Credits::forfeit(&device, amount);
				Deed::Forfeited { amount: self.give_back(&device, amount), device }
			}
			_ => Deed::Nothing,
		}
	}

	fn reserve(
		&mut self,
		device: AccountId,
		principal: Credit,
		premium: Credit,
		deposit: Credit,
	) -> Deed {
		let quote = Credits::quote(&device, principal, premium, deposit);
		let terms = Credits::reserve(&device, principal, premium, deposit);
		assert_eq!(terms, quote);
		if Credits::account_view(&device).is_none() {
			return Deed::Nothing;
		}
		let terms = terms.ok();
		if let Some(reservation) = terms {
			if reservation.total() > 0 {
				let since = System::block_number();
				self.tasks.push(Task { requester: device.clone(), reservation, since });
			} else {
				// The model knows open tasks by what they cost.
				Credits::release(&device, &reservation);
			}
		}
		Deed::Reserved { device, principal, premium, deposit, terms }
	}

	/// Forget collateral; how much there was, of at most `amount`.
	fn give_back(&mut self, device: &AccountId, amount: Credit) -> Credit {
		let held = self.collateral.entry(device.clone()).or_default();
		let given = amount.min(*held);
		*held -= given;
		given
	}

	/// What is put aside is what the open tasks and the work under way need.
	pub fn check(&self) {
		let mut devices = BTreeMap::<AccountId, Needs>::new();
		let mut promised = 0;
		for Task { requester, reservation, .. } in &self.tasks {
			let needs = devices.entry(requester.clone()).or_default();
			needs.reserved += reservation.total();
			needs.open += 1;
			promised += reservation.matching;
		}
		for (device, amount) in self.collateral.iter().filter(|(_, amount)| **amount > 0) {
			devices.entry(device.clone()).or_default().collateral += amount;
		}
		assert_ok!(Credits::check_put_aside(&PutAside { devices, promised }));
	}

	/// End every task, give back all collateral, and let everyone go who may.
	pub fn everyone_goes(&mut self) {
		while let Some(task) = self.take(0) {
			Credits::release(&task.requester, &task.reservation);
		}
		for number in 0..DEVICES {
			Credits::unsecure(&device(number), Credit::MAX);
			let Some(seen) = Credits::account_view(&device(number)) else { continue };
			assert_eq!((seen.reserved, seen.collateral), (0, 0));
			let left = Credits::leave(RuntimeOrigin::signed(seen.owner), device(number));
			assert_eq!(left.is_ok(), seen.balance >= 0);
		}
		// No cool-down that was ever in force is longer.
		wait(100);
		for number in 0..DEVICES {
			if Credits::release_of(device(number)).is_some() {
				assert_ok!(Credits::claim_bond(signed(0), device(number)));
			}
		}
		for owner in (0..4).map(owner) {
			let bonds = Accounts::<Test>::iter_values().filter(|account| account.owner == owner);
			let held = Balances::total_balance_on_hold(&owner);
			assert_eq!(held, bonds.map(|account| account.bond).sum(), "of {owner:?}");
		}
	}
}

/// Whether the commons may add to what this device is paid: two of three in every world.
pub fn has_record(number: u8) -> bool {
	!number.is_multiple_of(3)
}

/// The ledger's form of a part.
fn pay(&(number, amount, is_checked): &Part) -> Pay<AccountId> {
	let helped = has_record(number);
	Pay { checked: is_checked, helped, ..checked(&device(number), amount) }
}

fn settle(task: &Task, ending: &Ending) {
	let pays: Vec<_> = ending.pays.iter().map(pay).collect();
	let checks: Vec<_> = ending.checks.iter().map(pay).collect();
	let settlement = Settlement {
		class: Class::ALL[ending.class],
		openness: Perbill::from_percent(ending.openness),
		pays: &pays,
		checks: &checks,
		premium: ending.premium,
	};
	Credits::settle(&task.requester, &task.reservation, &settlement);
}
