//! Random lives: whatever is done in whatever order, after every step the promises
//! hold, the numbers are those of a model in real numbers but for rounding, and the
//! events tell the whole story. In the end everyone who owes nothing can go.

use super::{
	model::Model,
	rebuild::{Heard, Told, KINDS},
	world::{step, Step, World},
};
use crate::mock::*;
use proptest::{prelude::*, test_runner::TestRunner};
use std::cell::RefCell;

/// Live through some steps.
fn live(steps: Vec<Step>, heard: &mut Heard) {
	build_and_execute(|| {
		let (mut world, mut told) = (World::default(), Told::default());
		let mut model = Model::new(TestParams::get());
		for step in steps {
			let what = format!("{step:?}");
			model.read();
			let deed = world.act(step);
			model.follow(&deed, &what);
			told.listen(heard);
			assert_eq!(told, Told::stored(), "after {what}");
			world.check();
			let state = Credits::do_try_state();
			assert!(state.is_ok(), "after {what}: {state:?}");
		}
		world.everyone_goes();
	});
}

fn config(cases: u32, max_shrink_iters: u32) -> ProptestConfig {
	ProptestConfig { cases, max_shrink_iters, failure_persistence: None, ..Default::default() }
}

#[test]
fn books_add_up_in_long_lives_in_which_everything_happens() {
	let heard = RefCell::new(Heard::default());
	// A long life takes a second or two; the short ones below are to find short failures.
	let mut runner = TestRunner::new(config(6, 0));
	let lives = prop::collection::vec(step(), 10_000);
	let result = runner.run(&lives, |steps| {
		live(steps, &mut heard.borrow_mut());
		Ok(())
	});
	if let Err(failure) = result {
		// The reason comes first, and the ten thousand steps after it.
		panic!("{}", failure.to_string().chars().take(2_000).collect::<String>());
	}
	let heard = heard.into_inner();
	assert_eq!(heard.kinds.len(), KINDS);
	assert!(heard.matched > 0);
}

proptest! {
	#![proptest_config(config(64, 2_000))]

	#[test]
	fn books_add_up_in_short_lives(steps in prop::collection::vec(step(), 1..150)) {
		live(steps, &mut Heard::default());
	}
}
