//! Demurrage: what decays, what does not, and that no detour avoids it.

use crate::{decay::decay, decay::HALVING, mock::*, Books, Error, Event, Params};
use atous_primitives::{Credit, CREDIT};
use atous_support::{Ledger, Settlement};
use frame_support::{assert_noop, assert_ok};

const WEEK: u32 = 302_400;
/// Above it credit decays, for the smallest bond.
const THRESHOLD: Credit = 36_000 * CREDIT;

/// Device `number` with 100,000 credits above the threshold.
fn rich(number: u8) -> AccountId {
	let device = enrolled(number);
	grant(&device, THRESHOLD + 100_000 * CREDIT);
	device
}

fn touch(device: &AccountId) {
	assert_ok!(Credits::touch(RuntimeOrigin::signed(owner(3)), device.clone()));
}

/// What is left of the excess of a [`rich`] device after some blocks.
fn left_after(blocks: u32) -> Credit {
	let half_life = u128::from(Params::default().demurrage_half_life);
	decay(100_000 * CREDIT, u128::from(blocks) * HALVING / half_life)
}

#[test]
fn demurrage_takes_half_in_four_weeks_above_the_threshold() {
	build_and_execute(|| {
		let device = rich(1);
		let commons = Credits::commons();
		wait(4 * WEEK);
		let left = balance(&device) - THRESHOLD;
		assert!((50_000 * CREDIT - left).abs() < 10, "{left}");
		// Only looked at so far.
		assert_eq!(Credits::commons(), commons);
		System::reset_events();
		touch(&device);
		assert_eq!(balance(&device) - THRESHOLD, left);
		let amount = 100_000 * CREDIT - left;
		assert_eq!(Credits::commons(), commons + amount);
		assert_eq!(events(), [Event::Decayed { device, amount }]);
	});
}

#[test]
fn demurrage_leaves_what_is_not_above_the_threshold() {
	build_and_execute(|| {
		let (poor, bonded) = (enrolled(1), enrolled_with(2, 10 * BOND));
		grant(&poor, THRESHOLD);
		// The threshold of a large bond is its backing.
		grant(&bonded, 144_000 * CREDIT);
		wait(100 * WEEK);
		assert_eq!((balance(&poor), balance(&bonded)), (THRESHOLD, 144_000 * CREDIT));
		// By now the clock has halved several times.
		grant(&bonded, 10 * CREDIT);
		wait(WEEK);
		assert!(balance(&bonded) < 144_010 * CREDIT);
	});
}

#[test]
fn touch_more_often_changes_nothing_but_rounding() {
	build_and_execute(|| {
		let (calm, restless) = (rich(1), rich(2));
		let debtor = enrolled(3);
		work(&debtor, &calm, 1_000 * CREDIT);
		work(&debtor, &restless, 1_000 * CREDIT);
		for step in 1..=100u32 {
			wait(step * 137);
			touch(&restless);
		}
		touch(&calm);
		let (calm, restless) = (view(&calm), view(&restless));
		let lost = calm.balance - restless.balance;
		assert!((0..=100).contains(&lost), "{lost}");
		let forgotten = calm.history - restless.history;
		assert!((0..=100).contains(&forgotten), "{forgotten}");
		assert!((0..=100).contains(&(calm.limit - restless.limit)));
	});
}

#[test]
fn a_lower_threshold_does_not_reach_back() {
	build_and_execute(|| {
		let (calm, restless) = (rich(1), rich(2));
		let before = Params::default();
		wait(4 * WEEK - 1);
		touch(&restless);
		wait(1);
		set_params(Params { very_positive_floor: before.very_positive_floor / 2, ..before });
		touch(&calm);
		touch(&restless);
		assert!((balance(&calm) - balance(&restless)).abs() <= 2);
		assert!((balance(&calm) - THRESHOLD - left_after(4 * WEEK)).abs() <= 2);
		// From here on it holds: half of 68,000, and not of 50,000.
		wait(4 * WEEK);
		let excess = balance(&calm) - THRESHOLD / 2;
		assert!((34_000 * CREDIT - excess).abs() < 10, "{excess}");
	});
}

#[test]
fn touch_of_a_stranger_fails() {
	build_and_execute(|| {
		let call = Credits::touch(RuntimeOrigin::signed(owner(3)), device(1));
		assert_noop!(call, Error::<Test>::NotEnrolled);
	});
}

#[test]
fn demurrage_spares_what_is_put_aside_until_it_comes_back() {
	build_and_execute(|| {
		let (idle, asks) = (rich(1), rich(2));
		let reservation = reserve(&asks, 136_000 * CREDIT).expect("it has as much");
		wait(WEEK);
		touch(&asks);
		assert_eq!(balance(&asks), 136_000 * CREDIT);
		Credits::release(&asks, &reservation);
		assert_eq!(balance(&asks), balance(&idle));
		assert_eq!(balance(&asks) - THRESHOLD, left_after(WEEK));
	});
}

#[test]
fn demurrage_catches_up_on_what_a_settlement_gives_back() {
	build_and_execute(|| {
		let (asks, works) = (rich(1), enrolled(2));
		let reservation = reserve(&asks, 136_000 * CREDIT).expect("it has as much");
		wait(WEEK);
		settle(&asks, &reservation, &[(works, 36_000 * CREDIT)]);
		// 100,000 came back, of which 64,000 are above the threshold.
		let rate = u128::from(WEEK) * HALVING / u128::from(Params::default().demurrage_half_life);
		let left = decay(64_000 * CREDIT, rate);
		assert!((balance(&asks) - THRESHOLD - left).abs() <= 1);
	});
}

#[test]
fn demurrage_that_catches_up_leaves_enough_for_what_is_put_aside() {
	build_and_execute(|| {
		let device = rich(1);
		let reservation = reserve(&device, 100_000 * CREDIT).expect("it has as much");
		let other = reserve(&device, 36_000 * CREDIT).expect("it has as much");
		wait(1_000 * WEEK);
		Credits::release(&device, &reservation);
		// All but the threshold and what the other task needs has decayed.
		let left = balance(&device) - THRESHOLD - other.total();
		assert!((0..CREDIT).contains(&left), "{left}");
	});
}

#[test]
fn demurrage_goes_on_at_another_half_life_from_when_it_was_set() {
	build_and_execute(|| {
		let device = rich(1);
		wait(WEEK);
		let params = TestParams::get();
		let faster = params.demurrage_half_life / 10;
		set_params(Params { demurrage_half_life: faster, ..params });
		assert_eq!(balance(&device) - THRESHOLD, left_after(WEEK));
		wait(WEEK);
		// One week and ten.
		let left = left_after(11 * WEEK);
		// A tenth of the half-life is not a whole number of blocks.
		assert!((balance(&device) - THRESHOLD - left).abs() < CREDIT / 10);
	});
}

#[test]
fn refused_operations_tell_of_no_decay() {
	build_and_execute(|| {
		let device = rich(1);
		wait(WEEK);
		let most = view(&device).spendable;
		assert_noop!(reserve(&device, most + 1), Error::<Test>::LimitReached);
		assert_noop!(Credits::secure(&device, Credit::MAX), Error::<Test>::LimitReached);
		assert_ok!(reserve(&device, most / 2));
		assert!(balance(&device) < THRESHOLD + 100_000 * CREDIT);
	});
}

#[test]
fn settle_of_checks_touches_those_that_are_paid() {
	build_and_execute(|| {
		let (device, requester) = (rich(1), enrolled(2));
		wait(WEEK);
		let expected = balance(&device) + CREDIT;
		let reservation = reserve(&requester, CREDIT).expect("within the limit");
		let checks = [checked(&device, CREDIT)];
		let ending = Settlement { checks: &checks, ..ending(&[]) };
		Credits::settle(&requester, &reservation, &ending);
		assert_eq!(balance(&device), expected);
		assert_eq!(Books::<Test>::get().totals.positive, expected);
	});
}
