//! Exponential decay: against floating point, in parts, and at its edges.

use crate::{
	decay::{decay, HALVING},
	index::Index,
	limit::MAX_BACKING,
};
use atous_primitives::Credit;
use proptest::prelude::*;

#[test]
fn decay_by_whole_halvings_is_exact() {
	assert_eq!(decay(1_024, 0), 1_024);
	assert_eq!(decay(1_024, HALVING), 512);
	assert_eq!(decay(1_024, 10 * HALVING), 1);
	assert_eq!(decay(1_024, 11 * HALVING), 0);
	assert_eq!(decay(Credit::MAX, HALVING), Credit::MAX / 2);
	assert_eq!(decay(Credit::MAX, 126 * HALVING), 1);
}

#[test]
fn decay_of_nothing_and_for_ever_is_nothing() {
	assert_eq!(decay(0, 1), 0);
	assert_eq!(decay(-5, 1), 0);
	assert_eq!(decay(Credit::MAX, u128::MAX), 0);
}

#[test]
fn decay_of_a_moment_takes_one_unit() {
	assert_eq!(decay(1_000_000, 1), 999_999);
}

#[test]
fn decay_knows_the_digits_of_a_root_of_two() {
	// 10^36 ÷ √2, of which the first 36 digits are known.
	let expected = 707_106_781_186_547_524_400_844_362_104_849_039;
	let got = decay(10i128.pow(36), HALVING / 2);
	assert!((expected - 1..=expected).contains(&got), "{got}");
}

#[test]
fn index_goes_on_where_it_stood_under_another_half_life() {
	let mut index = Index::new(100, 0);
	assert_eq!(index.at(50), HALVING / 2);
	assert!(!index.change(100, 50));
	assert!(index.change(10, 50));
	assert_eq!(index.at(50), HALVING / 2);
	assert_eq!(index.at(60), HALVING / 2 + HALVING);
	// Looking back does not fail.
	assert_eq!(index.at(0), HALVING / 2);
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn decay_is_the_power_of_two_rounded_down(
		amount in 0..=MAX_BACKING,
		halvings in 0..40 * HALVING,
	) {
		let exact = amount as f64 * (-(halvings as f64) / HALVING as f64).exp2();
		let got = decay(amount, halvings) as f64;
		// What floating point cannot tell, and the last rounding.
		let blur = exact * 1e-13;
		prop_assert!(got <= exact + blur, "{got} {exact}");
		prop_assert!(got >= exact - blur - 1.0, "{got} {exact}");
	}

	#[test]
	fn decay_in_parts_is_at_most_one_unit_less_than_at_once(
		amount in 0..=MAX_BACKING,
		first in 0..8 * HALVING,
		second in 0..8 * HALVING,
	) {
		let at_once = decay(amount, first + second);
		let in_parts = decay(decay(amount, first), second);
		prop_assert!(in_parts <= at_once);
		prop_assert!(at_once - in_parts <= 1);
	}

	#[test]
	fn decay_in_many_parts_loses_a_unit_a_part_at_most(
		amount in 0..=MAX_BACKING,
		parts in prop::collection::vec(0..HALVING / 4, 1..40),
	) {
		let at_once = decay(amount, parts.iter().sum());
		let in_parts = parts.iter().fold(amount, |left, part| decay(left, *part));
		prop_assert!(in_parts <= at_once);
		prop_assert!(at_once - in_parts <= parts.len() as Credit);
	}

	#[test]
	fn decay_of_more_leaves_no_less(
		amount in 0..MAX_BACKING,
		more in 0..MAX_BACKING,
		halvings in 0..8 * HALVING,
	) {
		prop_assert!(decay(amount + more, halvings) >= decay(amount, halvings));
		prop_assert!(decay(amount, halvings) <= amount);
	}
}
