//! Whole runs, small ones: what they must show, and that they can fail.

use super::{
	cli::Options, mesh, metrics::Outcome, plan::Plan, stats, strategy, suite, time::Clock,
};
use clap::{Args, Command, FromArgMatches};

fn run(plan: &Plan) -> Outcome {
	mesh::run(plan, &|_| ()).expect("the plan's numbers fit")
}

fn small() -> Plan {
	Plan::new("test", 20, 1.0, Clock::new(60))
}

/// A small mesh of the suite in which a share of the bonds follows a strategy.
fn against(name: &str, share: f64) -> Plan {
	let command = Command::new("test").no_binary_name(true);
	let command = Options::augment_args(command);
	let matches = command.get_matches_from(["--quick"]);
	let options = Options::from_arg_matches(&matches).expect("these are its options");
	let strategy = strategy::named(name).expect("the strategy exists");
	suite::attack(&options, strategy, share)
}

/// Credits a day over an honest twin.
fn profit(outcome: &Outcome) -> f64 {
	outcome.gain.expect("somebody conspired").utility()
}

#[test]
fn books_sum_to_zero_and_honest_devices_are_served() {
	let outcome = run(&small());
	assert!(outcome.zero_sum, "{:?}", outcome.defects);
	assert!(outcome.tally.settled > 50, "{} settled", outcome.tally.settled);
	assert_eq!(outcome.tally.wrong, 0);
	assert_eq!(outcome.starved, 0);
	assert!(outcome.served() > 0.3, "{} served", outcome.served());
	assert!((0.05..1.0).contains(&outcome.capacity_used), "{} used", outcome.capacity_used);
}

#[test]
fn equal_seeds_give_equal_figures_and_others_do_not() {
	let figures = |seed| format!("{:?}", run(&small().with_seed(seed)));
	let first = figures(1);
	assert_eq!(first, figures(1));
	assert_ne!(first, figures(2));
}

#[test]
fn every_strategy_runs_and_leaves_the_books_in_order() {
	for strategy in &strategy::ALL {
		let mut plan = against(strategy.name, 0.2);
		plan.days = 1.0;
		let outcome = run(&plan);
		assert!(outcome.zero_sum, "{}: {:?}", strategy.name, outcome.defects);
		assert!(profit(&outcome).is_finite(), "{} has a profit", strategy.name);
	}
}

#[test]
fn cheating_that_no_rule_prevents_is_seen_to_profit() {
	let mut audited = against("colluding-when-safe", 0.3);
	audited.tasks.adaptive = 0.0;
	let mut trusted = audited.clone();
	audited.market.audit_one_in = 2;
	trusted.market.audit_one_in = 0;
	let mean = |plan: &Plan| stats::mean(&[1, 2].map(|seed| profit(&run(&plan.with_seed(seed)))));
	let (audited, trusted) = (mean(&audited), mean(&trusted));
	assert!(trusted > 0.0, "{trusted} without audits");
	assert!(trusted > audited, "{trusted} without audits, {audited} with them");
}

#[test]
fn a_crew_that_is_always_there_does_not_take_the_mesh_over() {
	// Three tenths of the bonds are more than two fifths of the offers.
	let plan = against("lying-alone", 0.3);
	let mean = stats::mean(&[1, 2, 3, 4].map(|seed| profit(&run(&plan.with_seed(seed)))));
	assert!(mean < 0.0, "{mean} credits a day more than its twins");
}

#[test]
fn colluders_get_wrong_results_accepted_and_the_honest_do_not() {
	let mut plan = against("colluding-always", 0.3);
	plan.tasks.adaptive = 0.0;
	assert!(run(&plan).tally.wrong > 0);
	plan.attack = None;
	assert_eq!(run(&plan).tally.wrong, 0);
}
