//! The measurement in small: it ends, and its figures are of the right kind.

use super::{
	cli::Options,
	measure, report,
	stats::{median, percentile},
};

fn options() -> Options {
	Options {
		offers: vec![50, 20],
		rounds: 2,
		tasks: 6,
		batch: 4,
		blocks: 20,
		markets: 10,
		seed: 1,
		runtime: None,
		native: true,
		json: false,
		plots: None,
	}
}

#[test]
fn percentile_is_the_least_value_that_enough_do_not_exceed() {
	let values: Vec<u32> = (1..=200).rev().collect();
	assert_eq!(percentile(&values, 50), 100);
	assert_eq!(percentile(&values, 99), 198);
	assert_eq!(percentile(&values, 100), 200);
	assert_eq!(percentile(&[7], 1), 7);
	assert_eq!(percentile(&[], 99), 0);
}

#[test]
fn median_is_the_middle() {
	assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
	assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
	assert_eq!(median(&[]), 0.0);
}

#[test]
fn small_measurement_has_every_figure() {
	let findings = measure(&options()).expect("it can be measured");
	let of = &findings.measured;
	assert_eq!(of.life.tasks, 6);
	assert!((5.0..=8.0).contains(&of.life.transactions), "submit, two commits, two reveals");
	assert!(of.steady.transactions < of.life.transactions, "reports carry several items");
	assert!(findings.life_over_transfer_weight > 1.0);
	assert!(findings.steady_life_over_transfer_weight < findings.life_over_transfer_weight);
	let sizes: Vec<u32> = of.matches.iter().map(|cost| cost.offers).collect();
	assert_eq!(sizes, [20, 50]);
	for cost in &of.matches {
		assert!(cost.time_us > 0.0 && cost.weight_us > 0.0 && cost.matches > 0);
		assert!(cost.reads > 10.0 && cost.writes > 5.0 && cost.proof_bytes > 1_000.0);
		assert!(cost.proof_bytes > cost.proof_bytes_of_many, "matches share nodes of a proof");
	}
	assert!(findings.assign_blocks_p50 >= 1);
	assert!(findings.assign_blocks_p99 >= findings.assign_blocks_p50);
	assert!(of.misses.possible > 10 && of.misses.last <= of.misses.first);
	keys_are_complete(&findings);
	table_and_plot_are_complete(&findings);
}

fn keys_are_complete(findings: &report::Findings) {
	let json = serde_json::to_value(findings).expect("figures are JSON");
	for key in [
		"engine",
		"machine",
		"tasks_per_second",
		"tasks_per_second_native",
		"tasks_per_second_by_weight",
		"life_over_transfer_weight",
		"life_over_transfer_time",
		"steady_life_over_transfer_weight",
		"steady_life_over_transfer_time",
		"assign_blocks_p50",
		"assign_blocks_p99",
		"pov_per_match",
		"miss_rate",
		"miss_rate_after_retries",
		"seconds",
	] {
		assert!(json.get(key).is_some_and(|value| !value.is_null()), "{key} is missing");
	}
	// Absent figures are there as null, so that readers find every key.
	assert!(json["match_cost_growth_1e2_to_1e6"].is_null());
	assert!(json["match_cost_growth"].is_number());
}

fn table_and_plot_are_complete(findings: &report::Findings) {
	let table = report::table(findings);
	assert!(table.contains("life, steady state") && table.contains("missed at first"));
	let folder = tempfile::tempdir().expect("a folder");
	report::write_plot(folder.path(), findings).expect("it can be written");
	let svg = std::fs::read_to_string(folder.path().join("match_cost.svg")).expect("it is there");
	assert!(svg.starts_with("<svg") && svg.contains("Cost of one match"));
}
