//! The formulas, at their edges and over random numbers.

use crate::{
	limit::{self, *},
	Params,
};
use atous_primitives::{views::Tier, Credit, CREDIT};
use atous_support::settings::Validate;
use proptest::prelude::*;
use sp_runtime::{Perbill, Rounding};

const B: Credit = 14_400 * CREDIT;
const CAP: Credit = 864_000 * CREDIT;

#[test]
fn limit_of_the_first_day_is_a_quarter() {
	assert_eq!(limit::limit(B, 0, CAP), 3_600 * CREDIT);
}

#[test]
fn limit_grows_with_history_towards_the_backing() {
	assert_eq!(limit::limit(B, B, CAP), 9_000 * CREDIT);
	assert_eq!(limit::limit(B, 4 * B, CAP), 12_240 * CREDIT);
	let long = limit::limit(B, 1_000_000 * B, CAP);
	assert!(long < B && long > B - CREDIT);
}

#[test]
fn limit_stops_at_the_cap() {
	assert_eq!(limit::limit(1_000 * B, 0, CAP), CAP);
}

#[test]
fn limit_without_backing_is_nothing() {
	assert_eq!(limit::limit(0, 0, CAP), 0);
	assert_eq!(limit::limit(0, B, CAP), 0);
	assert_eq!(limit::limit(-B, -B, CAP), 0);
}

#[test]
fn backing_is_rounded_down_and_bounded() {
	let params = Params::default();
	let of = |bond| backing(bond, params.credit_per_token, params.token);
	assert_eq!(of(params.min_bond), B);
	assert_eq!(of(0), 0);
	assert_eq!(of(6_944), 0);
	assert_eq!(of(6_945), 1);
	assert_eq!(of(u128::MAX), MAX_BACKING);
}

#[test]
fn proportion_rounds_as_told_and_never_fails() {
	assert_eq!(proportion(10, 1, 3, Rounding::Down), 3);
	assert_eq!(proportion(10, 1, 3, Rounding::Up), 4);
	assert_eq!(proportion(Credit::MAX, Credit::MAX, Credit::MAX, Rounding::Up), Credit::MAX);
	assert_eq!(proportion(Credit::MAX, Credit::MAX, 1, Rounding::Down), Credit::MAX);
	assert_eq!(proportion(-5, 1, 3, Rounding::Up), 0);
	assert_eq!(proportion(5, 1, 0, Rounding::Up), 0);
}

#[test]
fn commons_target_follows_the_positive_balances() {
	let params = Params::default();
	assert_eq!(commons_target(0, &params), params.commons_floor);
	assert_eq!(commons_target(32 * params.commons_floor, &params), params.commons_floor);
	assert_eq!(commons_target(64 * params.commons_floor, &params), 2 * params.commons_floor);
}

#[test]
fn surcharge_falls_in_a_straight_line() {
	let five = Perbill::from_percent(5);
	let at = |commons| surcharge(1_000, commons, 100, five);
	assert_eq!([-50, 0, 50, 100, 150, 200, 1_000].map(at), [50, 50, 38, 25, 13, 0, 0]);
}

#[test]
fn matching_begins_above_the_target_and_is_full_at_twice_of_it() {
	let five = Perbill::from_percent(5);
	let at = |commons| matching(1_000, commons, 10_000, five);
	assert_eq!([-50, 0, 10_000, 12_000, 15_000, 20_000, 90_000].map(at), [0, 0, 0, 10, 25, 50, 50]);
	// Never more than there is above the target.
	assert_eq!(matching(1_000_000, 20_000, 10_000, five), 10_000);
	assert_eq!(matching(-1_000, 20_000, 10_000, five), 0);
}

#[test]
fn help_begins_where_more_than_half_of_the_bonds_offer() {
	let of = |percent| open_to_others(Perbill::from_percent(percent));
	let whole = [0, 30, 50, 60, 75, 100].map(of);
	assert_eq!(whole, [0, 0, 0, 20, 50, 100].map(Perbill::from_percent));
	assert_eq!(open_to_others(Perbill::from_parts(500_000_001)), Perbill::from_parts(2));
}

#[test]
fn tier_begins_above_its_bound() {
	let params = Params::default();
	let of = |balance| tier(balance, B, &params);
	assert_eq!(of(-B / 2 - 1), Tier::VeryNegative);
	assert_eq!(of(-B / 2), Tier::Negative);
	assert_eq!(of(-B / 20 - 1), Tier::Negative);
	assert_eq!(of(-B / 20), Tier::Neutral);
	assert_eq!(of(B / 20), Tier::Neutral);
	assert_eq!(of(B / 20 + 1), Tier::Positive);
	assert_eq!(of(36_000 * CREDIT), Tier::Positive);
	assert_eq!(of(36_000 * CREDIT + 1), Tier::VeryPositive);
}

#[test]
fn tier_of_a_large_bond_is_very_positive_above_its_backing() {
	let params = Params::default();
	assert_eq!(tier(10 * B, 10 * B, &params), Tier::Positive);
	assert_eq!(tier(10 * B + 1, 10 * B, &params), Tier::VeryPositive);
}

#[test]
fn params_to_start_from_are_valid() {
	assert_eq!(Params::default().validate(), Ok(()));
}

#[test]
fn params_that_do_not_fit_together_are_refused() {
	let good = Params::default();
	let bad = [
		Params { token: 0, ..good },
		Params { credit_per_token: 0, ..good },
		Params { min_bond: 0, ..good },
		Params { limit_cap: 3_599 * CREDIT, ..good },
		Params { limit_cap: MAX_BACKING + 1, ..good },
		Params { task_share: Perbill::zero(), ..good },
		Params { task_share: Perbill::one(), ..good },
		Params { bonus_share: Perbill::one(), ..good },
		Params { commons_floor: 0, ..good },
		Params { very_positive_floor: 0, ..good },
		Params { leave_cooldown: 0, ..good },
		Params { credit_per_token: MAX_BACKING + 1, ..good },
		// A quarter of the rate would leave the smallest bond without a credit.
		Params { min_bond: good.token / 100, ..good },
		Params { commons_floor: MAX_BACKING + 1, ..good },
		Params { matching: Perbill::one(), ..good },
		Params { write_off_reward: Perbill::from_percent(2), ..good },
		Params { write_off_tolerance: Perbill::one(), ..good },
		Params { demurrage_half_life: 0, ..good },
		Params { history_half_life: 0, ..good },
		Params { inactivity: good.leave_cooldown - 1, ..good },
		Params { declining: good.inactivity - 1, ..good },
		Params { review_period: 0, ..good },
	];
	for params in bad {
		assert!(params.validate().is_err(), "{params:?}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn limit_is_between_a_quarter_and_the_whole(
		backing in 0..=MAX_BACKING,
		history in 0..=MAX_BACKING,
	) {
		let limit = limit::limit(backing, history, Credit::MAX);
		prop_assert!(limit >= backing / 4);
		prop_assert!(limit <= backing);
	}

	#[test]
	fn limit_falls_by_no_more_than_the_backing(
		backing in 0..=MAX_BACKING,
		history in 0..=MAX_BACKING,
		share in 0..=1_000_000 as Credit,
	) {
		let debt = backing * share / 1_000_000;
		let (before, after) = (
			limit::limit(backing, history, Credit::MAX),
			limit::limit(backing - debt, history, Credit::MAX),
		);
		prop_assert!(after >= before - debt);
	}

	#[test]
	fn steps_lead_to_the_next_tier_and_no_further(
		balance in -B..=4 * B,
		bonds in 1..=4,
	) {
		let params = Params::default();
		let backing = B * Credit::from(bonds);
		let balance = balance.max(-backing);
		let of = |balance| tier(balance, backing, &params);
		let steps = steps(balance, backing, &params);
		if let Some(up) = steps.up {
			prop_assert!(up > 0 && of(balance + up) > of(balance));
			prop_assert_eq!(of(balance + up - 1), of(balance));
		}
		if let Some(down) = steps.down {
			prop_assert!(down > 0 && of(balance - down) < of(balance));
			prop_assert_eq!(of(balance - down + 1), of(balance));
		}
		prop_assert_eq!(steps.up.is_none(), of(balance) == Tier::VeryPositive);
		prop_assert_eq!(steps.down.is_none(), of(balance) == Tier::VeryNegative);
	}

	#[test]
	fn limit_never_falls_with_history(
		backing in 0..=MAX_BACKING,
		history in 0..MAX_BACKING,
		more in 0..MAX_BACKING,
	) {
		let later = history.saturating_add(more);
		prop_assert!(
			limit::limit(backing, later, CAP) >= limit::limit(backing, history, CAP)
		);
	}

	#[test]
	fn surcharge_is_never_above_the_rate(
		financed in 0..=MAX_BACKING,
		commons in -MAX_BACKING..=MAX_BACKING,
		target in 1..=MAX_BACKING,
	) {
		let surcharge = surcharge(financed, commons, target, Perbill::from_percent(5));
		prop_assert!(surcharge >= 0);
		prop_assert!(surcharge <= (financed + 19) / 20);
	}
}
