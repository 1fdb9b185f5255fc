//! Pausing, resuming, cancelling, and the time a machine wants to spend.

use crate::common::{command, executor, output, payload, PLENTY};
use atous_executor::{Control, ExecError, Job, Unable};
use std::{
	sync::Arc,
	thread,
	time::{Duration, Instant},
};

/// How soon a run must follow.
const SOON: Duration = Duration::from_millis(250);

fn wait_until(condition: impl Fn() -> bool) -> Duration {
	let begun = Instant::now();
	while !condition() {
		assert!(begun.elapsed() < Duration::from_secs(60), "it never happened");
		thread::sleep(Duration::from_millis(1));
	}
	begun.elapsed()
}

/// Modules that never end, one that works and one that only calls the host.
fn endless() -> [Vec<u8>; 2] {
	let works = "(module (func (export \"_start\") (loop (br 0))))".to_owned();
	let calls = command("(loop (drop (call $fd_prestat_get (i32.const 3) (i32.const 0))) (br 0))");
	[works, calls].map(|text| wat::parse_str(text).unwrap())
}

#[test]
fn an_endless_run_is_paused_resumed_and_cancelled() {
	for module in endless() {
		let control = Arc::new(Control::new());
		let job = Job { module: &module, control: control.clone(), ..Job::new(u64::MAX, 1) };
		thread::scope(|scope| {
			let run = scope.spawn(|| executor().run(&job));
			thread::sleep(Duration::from_millis(50));
			control.pause();
			assert!(wait_until(|| control.is_standing()) < SOON);
			assert!(control.is_paused());
			thread::sleep(Duration::from_millis(50));
			assert!(control.is_standing() && !run.is_finished());
			control.resume();
			assert!(wait_until(|| !control.is_standing()) < SOON);
			assert!(!run.is_finished());
			control.cancel();
			assert!(wait_until(|| run.is_finished()) < SOON);
			assert_eq!(run.join().unwrap().unwrap_err(), ExecError::Cancelled);
		});
	}
}

#[test]
fn a_paused_run_can_be_cancelled_and_stays_so() {
	let control = Control::new();
	control.pause();
	control.cancel();
	control.resume();
	control.pause();
	assert!(!control.is_paused());
	let [module, _] = endless();
	let job = Job { module: &module, control: control.into(), ..Job::new(u64::MAX, 1) };
	assert_eq!(executor().run(&job).unwrap_err(), ExecError::Cancelled);
}

#[test]
fn pausing_changes_nothing_of_the_result() {
	let module = payload("spin");
	let input = b"100000000";
	let job = |control| Job { module: &module, input, control, ..Job::new(4 * PLENTY, 16) };
	let quiet = executor().run(&job(Arc::new(Control::new()))).unwrap();

	let control = Arc::new(Control::new());
	let disturbed = thread::scope(|scope| {
		let run = scope.spawn(|| executor().run(&job(control.clone())));
		let mut stood = 0;
		while !run.is_finished() {
			control.pause();
			wait_until(|| control.is_standing() || run.is_finished());
			stood += u32::from(control.is_standing());
			thread::sleep(Duration::from_millis(3));
			control.resume();
			thread::sleep(Duration::from_millis(7));
		}
		assert!(stood > 3, "it was paused only {stood} times");
		run.join().unwrap().unwrap()
	});
	assert_eq!(quiet.fuel, disturbed.fuel);
	assert_eq!(output(quiet), output(disturbed));
}

#[test]
fn taking_too_long_is_no_result_and_pauses_do_not_count() {
	let limit = Duration::from_millis(150);
	for module in endless() {
		let control = Arc::new(Control::new());
		control.pause();
		let job = Job {
			module: &module,
			time_limit: limit,
			control: control.clone(),
			..Job::new(u64::MAX, 1)
		};
		let begun = Instant::now();
		let error = thread::scope(|scope| {
			let run = scope.spawn(|| executor().run(&job));
			thread::sleep(2 * limit);
			assert!(!run.is_finished());
			control.resume();
			run.join().unwrap().unwrap_err()
		});
		assert!(begun.elapsed() > 3 * limit);
		assert_eq!(error, ExecError::Unable(Unable::TimeLimit(limit)));
		assert_eq!(error.outcome(), None);
	}
}
