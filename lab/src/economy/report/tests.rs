//! What is gathered from runs is what the runs were.

use super::*;
use crate::economy::metrics::Sample;

fn attacked(held: f64) -> Outcome {
	let gain = Some(Wealth { held, computed: 1.0, ..Default::default() });
	Outcome { gain, zero_sum: true, ..Default::default() }
}

#[test]
fn profit_is_estimated_over_the_seeds_of_one_strategy_and_share() {
	let results = vec![
		(Purpose::Attack("copying", 0.05, 1), attacked(1.0)),
		(Purpose::Attack("copying", 0.30, 1), attacked(-5.0)),
		(Purpose::Attack("copying", 0.05, 2), attacked(3.0)),
	];
	let findings = findings(&results, 60, 1.0);
	assert_eq!(findings.strategies.len(), 2);
	let worst = findings.max_strategy_profit.unwrap();
	assert_eq!((worst.share, worst.profit_mean, worst.gain.held), (0.05, 3.0, 2.0));
	assert!(worst.profit_upper_95.unwrap() > 3.0);
	assert!(findings.starved.is_none() && findings.zero_sum);
}

#[test]
fn what_the_honest_gain_by_chance_in_the_same_seed_is_no_profit() {
	let results = vec![
		(Purpose::Attack("honest", 0.05, 1), attacked(10.0)),
		(Purpose::Attack("honest", 0.05, 2), attacked(-20.0)),
		(Purpose::Attack("copying", 0.05, 1), attacked(10.0)),
		(Purpose::Attack("copying", 0.05, 2), attacked(-21.0)),
		(Purpose::Attack("hoarding", 0.05, 1), attacked(4.0)),
	];
	let findings = findings(&results, 60, 1.0);
	let of = |name| findings.strategies.iter().find(|one| one.name == name).unwrap();
	assert_eq!(of("copying").profit_mean, -0.5);
	// Of other machines: not comparable, and nothing is taken off.
	assert_eq!(of("hoarding").profit_mean, 5.0);
	assert_eq!(findings.max_strategy_profit.unwrap().name, "hoarding");
	assert!(findings.profit_by_chance.unwrap() > 0.0);
}

#[test]
fn what_is_known_to_bring_something_is_judged_apart() {
	let results = vec![
		(Purpose::Attack("sharing", 0.30, 1), attacked(9.0)),
		(Purpose::Attack("copying", 0.05, 1), attacked(1.0)),
	];
	let findings = findings(&results, 60, 1.0);
	assert_eq!(findings.max_strategy_profit.unwrap().name, "copying");
	assert_eq!(findings.max_accepted_profit.unwrap().name, "sharing");
}

#[test]
fn one_run_out_of_order_is_enough() {
	let broken = Outcome { zero_sum: false, defects: vec!["here".into()], ..attacked(0.0) };
	let results =
		vec![(Purpose::Checks, attacked(0.0)), (Purpose::Attack("copying", 0.05, 1), broken)];
	let findings = findings(&results, 60, 1.0);
	assert!(!findings.zero_sum);
	assert!(table::table(&findings).contains("DO NOT SUM TO ZERO"));
	assert_eq!(findings.defects, ["here"]);
}

#[test]
fn commons_is_judged_by_its_second_half_and_its_worst_end() {
	let at = |commons| Sample {
		day: 0.0,
		gini: 0.0,
		largest: 0.0,
		commons,
		promised: 2.0,
		target: 10.0,
		used: 0.0,
		price: 1.0,
	};
	let run = |samples| Outcome { samples, ..attacked(0.0) };
	let results = vec![
		(Purpose::Main, run(vec![at(0.0), at(0.0), at(8.0), at(12.0)])),
		(Purpose::Demand(2.0), run(vec![at(-5.0)])),
	];
	let over = findings(&results, 60, 1.0).commons_over_target.unwrap();
	assert_eq!((over.mean, over.worst), (1.0, -0.5));
	assert_eq!((over.free_mean, over.free_worst), (0.8, -0.7));
}
