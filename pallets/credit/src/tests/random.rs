//! Random lives: whatever is done in whatever order, the books add up after
//! every step, and in the end everyone who owes nothing can go.

use crate::mock::*;
use atous_primitives::Credit;
use atous_support::{Ledger, Reservation};
use frame_support::assert_ok;
use proptest::prelude::*;

const DEVICES: u8 = 6;
/// Somewhat above what the smallest bond lets a device spend.
const AMOUNT: Credit = LIMIT * 5 / 4;

/// One thing that may happen. Devices are numbers; open tasks are taken by
/// position, modulo how many there are.
#[derive(Clone, Debug)]
enum Step {
	Enroll { device: u8, bonds: u128 },
	Leave { device: u8 },
	Claim { device: u8 },
	Reserve { device: u8, amount: Credit },
	Release { task: usize },
	Settle { task: usize, pays: Vec<(u8, Credit)> },
	Secure { device: u8, amount: Credit },
	Unsecure { device: u8, amount: Credit },
	Forfeit { device: u8, amount: Credit },
	Wait { blocks: u32 },
}

fn step() -> impl Strategy<Value = Step> {
	let device = || 0..DEVICES;
	let amount = || prop_oneof![0..=50 as Credit, 0..=AMOUNT];
	let pays = prop::collection::vec((0..DEVICES + 1, amount()), 0..4);
	prop_oneof![
		4 => (device(), 1..5u128).prop_map(|(device, bonds)| Step::Enroll { device, bonds }),
		1 => device().prop_map(|device| Step::Leave { device }),
		1 => device().prop_map(|device| Step::Claim { device }),
		6 => (device(), amount()).prop_map(|(device, amount)| Step::Reserve { device, amount }),
		2 => any::<usize>().prop_map(|task| Step::Release { task }),
		6 => (any::<usize>(), pays).prop_map(|(task, pays)| Step::Settle { task, pays }),
		3 => (device(), amount()).prop_map(|(device, amount)| Step::Secure { device, amount }),
		2 => (device(), amount()).prop_map(|(device, amount)| Step::Unsecure { device, amount }),
		1 => (device(), amount()).prop_map(|(device, amount)| Step::Forfeit { device, amount }),
		1 => (1..COOLDOWN).prop_map(|blocks| Step::Wait { blocks }),
	]
}

/// What the market would remember.
#[derive(Default)]
struct Market {
	tasks: Vec<(AccountId, Reservation)>,
}

impl Market {
	fn take(&mut self, task: usize) -> Option<(AccountId, Reservation)> {
		let open = self.tasks.len();
		(open > 0).then(|| self.tasks.swap_remove(task % open))
	}

	/// Do one thing; refusals are fine.
	fn act(&mut self, step: Step) {
		match step {
			Step::Enroll { device: number, bonds } => {
				let expiry = System::block_number();
				let owner = owner(number % 4);
				let consent = consent(number, &owner, expiry);
				let origin = RuntimeOrigin::signed(owner);
				let _ = Credits::enroll(origin, device(number), bonds * BOND, expiry, consent);
			}
			Step::Leave { device: number } => {
				let _ = Credits::leave(RuntimeOrigin::signed(owner(number % 4)), device(number));
			}
			Step::Claim { device: number } => {
				let _ = Credits::claim_bond(RuntimeOrigin::signed(owner(0)), device(number));
			}
			Step::Reserve { device: number, amount } => {
				let quote = Credits::quote(&device(number), amount);
				let reservation = Credits::reserve(&device(number), amount);
				assert_eq!(reservation, quote);
				self.tasks.extend(reservation.map(|reservation| (device(number), reservation)));
			}
			Step::Release { task } => {
				if let Some((requester, reservation)) = self.take(task) {
					Credits::release(&requester, &reservation);
				}
			}
			Step::Settle { task, pays } => {
				if let Some((requester, reservation)) = self.take(task) {
					if reservation.total() > 0 {
						settle(&requester, &reservation, pays);
					}
				}
			}
			Step::Secure { device: number, amount } => {
				let can = Credits::can_secure(&device(number), amount);
				assert_eq!(Credits::secure(&device(number), amount).is_ok(), can);
			}
			Step::Unsecure { device: number, amount } => Credits::unsecure(&device(number), amount),
			Step::Forfeit { device: number, amount } => Credits::forfeit(&device(number), amount),
			Step::Wait { blocks } => System::set_block_number(System::block_number() + blocks),
		}
	}
}

/// Settle, and check that the commons lost nothing and the requester paid no
/// more than was agreed.
fn settle(requester: &AccountId, reservation: &Reservation, pays: Vec<(u8, Credit)>) {
	let pays: Vec<_> = pays.into_iter().map(|(number, pay)| (device(number), pay)).collect();
	let (before, commons) = (balance(requester), Credits::commons());
	Credits::settle(requester, reservation, &pays);
	assert!(Credits::commons() >= commons);
	assert!(balance(requester) >= before - reservation.total());
}

/// End every task, give back all collateral, and let everyone go who may.
fn everyone_goes(market: &mut Market) {
	while let Some((requester, reservation)) = market.take(0) {
		Credits::release(&requester, &reservation);
	}
	for number in 0..DEVICES {
		Credits::unsecure(&device(number), Credit::MAX);
		let Some(view) = Credits::account_view(&device(number)) else { continue };
		assert_eq!((view.reserved, view.collateral), (0, 0));
		let left = Credits::leave(RuntimeOrigin::signed(view.owner), device(number));
		assert_eq!(left.is_ok(), view.balance >= 0);
	}
	System::set_block_number(System::block_number() + COOLDOWN);
	for number in 0..DEVICES {
		if Credits::departure(device(number)).is_some() {
			assert_ok!(Credits::claim_bond(RuntimeOrigin::signed(owner(0)), device(number)));
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: 256,
		failure_persistence: None,
		..Default::default()
	})]

	#[test]
	fn books_add_up_after_every_step(steps in prop::collection::vec(step(), 1..120)) {
		build_and_execute(|| {
			let mut market = Market::default();
			for step in steps {
				market.act(step.clone());
				let state = Credits::do_try_state();
				assert!(state.is_ok(), "after {step:?}: {state:?}");
			}
			everyone_goes(&mut market);
		});
	}
}
