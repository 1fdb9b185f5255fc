//! Writing off: when a debt may be, who pays for it, and what is left.

use crate::{mock::*, Books, Error, Event, HoldReason};
use atous_primitives::CREDIT;
use atous_support::Ledger;
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_runtime::DispatchResult;

/// Thirty days.
const INACTIVITY: u32 = 1_296_000;

fn write_off_by(caller: u8) -> DispatchResult {
	Credits::write_off(RuntimeOrigin::signed(owner(caller)), device(1))
}

/// Device 1, which owes a tenth of its backing since block 1.
fn debtor() -> AccountId {
	let device = enrolled(1);
	indebt(&device, 1_440 * CREDIT);
	device
}

#[test]
fn write_off_of_a_silent_debtor_works() {
	build_and_execute(|| {
		let device = debtor();
		let issued = Balances::total_issuance();
		go_to(1 + INACTIVITY);
		System::reset_events();
		assert_ok!(write_off_by(2));

		let seen = view(&device);
		assert_eq!((seen.balance, seen.backing), (0, 12_960 * CREDIT));
		assert_eq!(seen.bond, 90 * TOKEN);
		assert_eq!(Balances::balance_on_hold(&HoldReason::Bond.into(), &owner(1)), 90 * TOKEN);
		// It had gone to the commons, which now bears it.
		assert_eq!(Credits::commons(), 0);
		assert_eq!(Books::<Test>::get().rate.written_off, 1_440 * CREDIT);
		let (slashed, reward) = (10 * TOKEN, TOKEN / 10);
		assert_eq!(Balances::free_balance(owner(2)), FUNDS + reward);
		assert_eq!(Balances::total_issuance(), issued - (slashed - reward));
		let (owner, caller, debt) = (owner(1), owner(2), 1_440 * CREDIT);
		assert_eq!(events(), [Event::WrittenOff { device, owner, debt, slashed, reward, caller }]);
	});
}

#[test]
fn write_off_by_the_owner_has_no_reward() {
	build_and_execute(|| {
		debtor();
		let issued = Balances::total_issuance();
		go_to(1 + INACTIVITY);
		assert_ok!(write_off_by(1));
		assert_eq!(Balances::total_issuance(), issued - 10 * TOKEN);
		assert_eq!(Balances::free_balance(owner(1)), FUNDS - BOND);
	});
}

#[test]
fn write_off_too_early_fails() {
	build_and_execute(|| {
		let device = debtor();
		go_to(INACTIVITY);
		assert_noop!(write_off_by(2), Error::<Test>::StillTakingPart);
		// Asking for work is activity.
		let reservation = reserve(&device, CREDIT).expect("within the limit");
		Credits::release(&device, &reservation);
		go_to(2 * INACTIVITY - 1);
		assert_noop!(write_off_by(2), Error::<Test>::StillTakingPart);
		go_to(2 * INACTIVITY);
		assert_ok!(write_off_by(2));
	});
}

#[test]
fn write_off_of_who_only_asks_works_after_sixty_days() {
	build_and_execute(|| {
		let device = debtor();
		for day in 0..60 {
			go_to(1 + day * 43_200);
			assert_noop!(write_off_by(2), Error::<Test>::StillTakingPart);
			let reservation = reserve(&device, CREDIT).expect("within the limit");
			Credits::release(&device, &reservation);
		}
		go_to(1 + 2 * INACTIVITY);
		assert_ok!(write_off_by(2));
	});
}

#[test]
fn write_off_of_who_offers_work_fails() {
	build_and_execute(|| {
		let device = debtor();
		Willing::set(vec![device]);
		go_to(10 * INACTIVITY);
		assert_noop!(write_off_by(2), Error::<Test>::StillTakingPart);
		Willing::set(Vec::new());
		assert_ok!(write_off_by(2));
	});
}

#[test]
fn write_off_of_who_earned_lately_fails() {
	build_and_execute(|| {
		let device = debtor();
		go_to(2 * INACTIVITY);
		work(&enrolled(2), &device, CREDIT);
		assert_noop!(write_off_by(2), Error::<Test>::StillTakingPart);
	});
}

#[test]
fn write_off_of_a_debt_that_began_late_counts_from_then() {
	build_and_execute(|| {
		let device = enrolled(1);
		go_to(2 * INACTIVITY);
		// It owed nothing until now, so it did not decline anything.
		indebt(&device, CREDIT);
		assert_noop!(write_off_by(2), Error::<Test>::StillTakingPart);
		go_to(3 * INACTIVITY);
		assert_ok!(write_off_by(2));
	});
}

#[test]
fn write_off_of_who_owes_nothing_or_is_not_enrolled_fails() {
	build_and_execute(|| {
		assert_noop!(write_off_by(2), Error::<Test>::NotEnrolled);
		enrolled(1);
		go_to(1 + INACTIVITY);
		assert_noop!(write_off_by(2), Error::<Test>::HasNoDebt);
	});
}

#[test]
fn write_off_keeps_what_is_put_aside_covered() {
	build_and_execute(|| {
		let device = debtor();
		assert_ok!(Credits::secure(&device, LIMIT - 1_440 * CREDIT));
		go_to(1 + INACTIVITY);
		assert_ok!(write_off_by(2));
		let seen = view(&device);
		assert_eq!(seen.collateral, 2_160 * CREDIT);
		assert!(seen.limit >= seen.collateral);
		Credits::forfeit(&device, seen.collateral);
		assert_eq!(balance(&device), -2_160 * CREDIT);
	});
}

#[test]
fn write_off_takes_what_is_unvested_and_does_not_count_it() {
	build_and_execute(|| {
		let (device, other) = (debtor(), enrolled(2));
		let reservation = reserve(&other, 100 * CREDIT).expect("within the limit");
		Credits::settle(&other, &reservation, &ending(&[unchecked(&device, 100 * CREDIT)]));
		let commons = Credits::commons();
		let unvested = view(&device).unvested;
		assert!(unvested >= 100 * CREDIT);
		go_to(1 + INACTIVITY);
		assert_ok!(write_off_by(2));
		assert_eq!((view(&device).unvested, view(&device).bond), (0, 90 * TOKEN));
		assert_eq!(Credits::commons(), commons + unvested - 1_440 * CREDIT);
	});
}

#[test]
fn write_off_rounds_for_the_commons() {
	build_and_execute(|| {
		let device = enrolled(1);
		indebt(&device, 1);
		go_to(1 + INACTIVITY);
		assert_ok!(write_off_by(2));
		// One micro-credit of 14,400 credits is 6,944.4 of 100 tokens.
		assert_eq!(view(&device).bond, BOND - 6_945);
	});
}
