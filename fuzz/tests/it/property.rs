//! Random sequences of all that can happen, with every promise held after each block.

use crate::strategy::case;
use atous_fuzz::{run, Tally};
use proptest::{prelude::*, test_runner::TestRunner};
use std::cell::RefCell;

/// Cases of a normal run; the environment variable `PROPTEST_CASES` asks for more.
const CASES: u32 = 40;

#[test]
fn any_use_of_the_mesh_keeps_every_promise() {
	let cases = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
	let config = ProptestConfig {
		cases: cases.unwrap_or(CASES),
		failure_persistence: None,
		..Default::default()
	};
	let seen = RefCell::new(Tally::new());
	let result = TestRunner::new(config).run(&case(240), |ops| {
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
		"GivenBack",
		"Silent",
		"Wrong",
		"ItemFailed",
		"Deferred",
		"Vested",
		"Forfeited",
		"Left",
		"WrittenOff",
		"Decayed",
		"BondReleased",
		"Anchored",
		"MarketChanged",
		"LedgerChanged",
	] {
		assert!(seen.get(what).is_some_and(|times| *times >= 3), "{what} hardly ever: {seen:?}");
	}
}
