//! Random sequences of all that can happen, with every promise held after each block.

use crate::strategy::case;
use atous_fuzz::{run, Tally};
use proptest::{
	prelude::*,
	test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use std::cell::RefCell;

/// Cases of a normal run, always the same; the environment variable `PROPTEST_CASES` asks
/// for so many others.
const CASES: u32 = 60;

fn runner() -> TestRunner {
	let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
	let config = ProptestConfig {
		cases: asked.unwrap_or(CASES),
		failure_persistence: None,
		max_shrink_iters: 400,
		..Default::default()
	};
	if asked.is_some() {
		return TestRunner::new(config);
	}
	TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn any_use_of_the_mesh_keeps_every_promise() {
	let seen = RefCell::new(Tally::new());
	let result = runner().run(&case(200), |ops| {
		for (what, times) in run(ops) {
			*seen.borrow_mut().entry(what).or_default() += times;
		}
		Ok(())
	});
	if let Err(failure) = result {
		panic!("{failure}");
	}
	let seen = seen.into_inner();
	println!("{seen:?}");
	// Cases in which nothing happens prove nothing.
	for what in [
		"Settled",
		"Inconclusive",
		"Expired",
		"Cancelled",
		"Checked",
		"Unchecked",
		"Escalated",
		"Contested",
		"GivenBack",
		"Silent",
		"Wrong",
		"Accepted",
		"Disputed",
		"Deferred",
		"Vested",
		"Left",
		"WrittenOff",
		"BondReleased",
		"Anchored",
		"MarketChanged",
		"LedgerChanged",
	] {
		assert!(seen.contains_key(what), "{what} never happened: {seen:?}");
	}
}
