//! WASI as a payload sees it: the same in every run, and no way to harm the host.

use crate::common::{command, numbers, output, run, run_with, PLENTY};
use atous_executor::Job;
use proptest::prelude::*;

const BAD_DESCRIPTOR: u32 = 8;
const BAD_ADDRESS: u32 = 21;
const INVALID: u32 = 28;
const NOT_SUPPORTED: u32 = 52;

/// The error number of one call.
fn errno(call: &str) -> u32 {
	let body =
		format!("(i32.store (i32.const 1024) {call}) (call $print (i32.const 1024) (i32.const 4))");
	numbers(&body)[0]
}

/// The first numbers in memory after some calls.
fn memory_after(calls: &str, count: u32) -> Vec<u32> {
	numbers(&format!("{calls} (call $print (i32.const 0) (i32.const {}))", count * 4))
}

#[test]
fn input_is_read_in_pieces() {
	// Two pieces of 3 and 4 bytes at 100 and 200, twice; 9 bytes of input.
	let read = "(drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 2) (i32.const 16)))
		(call $print (i32.const 100) (i32.const 3)) (call $print (i32.const 200) (i32.const 4))
		(call $print (i32.const 16) (i32.const 1))";
	let module = command(&format!(
		"(i32.store (i32.const 0) (i32.const 100)) (i32.store (i32.const 4) (i32.const 3))
		(i32.store (i32.const 8) (i32.const 200)) (i32.store (i32.const 12) (i32.const 4))
		{read} {read} {read}"
	));
	let job = Job { input: b"abcdefghi", ..Job::new(PLENTY, 1) };
	let seen = output(run_with(&module, job).unwrap());
	assert_eq!(seen, b"abcdefg\x07hicdefg\x02hicdefg\0");
}

#[test]
fn arguments_follow_the_name() {
	let module = command(
		"(drop (call $args_sizes_get (i32.const 0) (i32.const 4)))
		(drop (call $args_get (i32.const 8) (i32.const 32)))
		(call $print (i32.const 0) (i32.const 16)) (call $print (i32.const 32) (i32.const 11))",
	);
	let job = Job { args: &["-n".to_owned()], ..Job::new(PLENTY, 1) };
	let seen = output(run_with(&module, job).unwrap());
	assert_eq!(seen, b"\x02\0\0\0\x0b\0\0\0\x20\0\0\0\x28\0\0\0payload\0-n\0");
	let sizes = memory_after("(drop (call $environ_sizes_get (i32.const 0) (i32.const 4)))", 2);
	assert_eq!(sizes, [0, 0]);
}

#[test]
fn there_is_no_file() {
	assert_eq!(errno("(call $fd_prestat_get (i32.const 3) (i32.const 0))"), BAD_DESCRIPTOR);
	let read = "(call $fd_read (i32.const 3) (i32.const 0) (i32.const 1) (i32.const 8))";
	assert_eq!(errno(read), BAD_DESCRIPTOR);
	let open = "(call $path_open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 0)
		(i32.const 0) (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 0))";
	assert_eq!(errno(open), NOT_SUPPORTED);
}

#[test]
fn bad_addresses_are_an_error_of_the_payload() {
	for call in [
		"(call $random_get (i32.const 65535) (i32.const 2))",
		"(call $random_get (i32.const -1) (i32.const -1))",
		"(call $args_sizes_get (i32.const 65533) (i32.const 0))",
		"(call $args_get (i32.const 0) (i32.const -2))",
		"(call $clock_time_get (i32.const 0) (i64.const 0) (i32.const -4))",
		"(call $fd_fdstat_get (i32.const 1) (i32.const 65520))",
		"(call $fd_write (i32.const 1) (i32.const -8) (i32.const 1) (i32.const 0))",
		"(call $fd_read (i32.const 0) (i32.const 65530) (i32.const 1024) (i32.const 0))",
		"(call $poll_oneoff (i32.const 0) (i32.const 65000) (i32.const 64) (i32.const 0))",
	] {
		assert_eq!(errno(call), BAD_ADDRESS, "{call}");
	}
	let many = "(call $fd_write (i32.const 1) (i32.const 0) (i32.const 1025) (i32.const 0))";
	assert_eq!(errno(many), INVALID);
	let clock = "(call $clock_time_get (i32.const 9) (i64.const 0) (i32.const 0))";
	assert_eq!(errno(clock), INVALID);
}

#[test]
fn the_clock_goes_with_the_work() {
	let read = |at: u32| {
		format!("(drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const {at})))")
	};
	let work = "(local $n i32) (loop
		(local.set $n (i32.add (local.get $n) (i32.const 1)))
		(br_if 0 (i32.lt_u (local.get $n) (i32.const 1000))))";
	let body =
		format!("(local $n i32) {} {} {}", read(0), &work["(local $n i32)".len()..], read(8));
	let seen = memory_after(&body, 4);
	assert_eq!(seen, memory_after(&body, 4), "every run sees the same time");
	let passed = seen[2] - seen[0];
	assert!((3_000..4_000).contains(&passed), "three fuel a turn, a nanosecond each: {passed}");
	let date =
		memory_after("(drop (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 0)))", 2);
	let nanoseconds = u64::from(date[0]) | u64::from(date[1]) << 32;
	assert_eq!(nanoseconds / 1_000_000_000, 1_767_225_600);
}

#[test]
fn sleeping_moves_the_clock_and_takes_no_time() {
	// A subscription at 0: name 7, monotonic clock, an hour from now.
	let hour = 3_600_000_000_000u64;
	let body = format!(
		"(i64.store (i32.const 0) (i64.const 7)) (i32.store (i32.const 16) (i32.const 1))
		(i64.store (i32.const 24) (i64.const {hour}))
		(drop (call $poll_oneoff (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 96)))
		(drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 0)))
		(call $print (i32.const 0) (i32.const 8)) (call $print (i32.const 64) (i32.const 36))"
	);
	let begun = std::time::Instant::now();
	let seen = numbers(&body);
	assert!(begun.elapsed().as_secs() < 60);
	let now = u64::from(seen[0]) | u64::from(seen[1]) << 32;
	assert!((hour..hour + 1_000_000_000).contains(&now));
	assert_eq!(seen[2..], [7, 0, 0, 0, 0, 0, 0, 0, 1], "one event, of the clock, with its name");
}

#[test]
fn randomness_is_the_tasks() {
	let module = command(
		"(drop (call $random_get (i32.const 0) (i32.const 40)))
		(call $print (i32.const 0) (i32.const 40))",
	);
	let with = |seed| output(run_with(&module, Job { seed, ..Job::new(PLENTY, 1) }).unwrap());
	assert_eq!(with([1; 32]), with([1; 32]));
	assert_ne!(with([1; 32]), with([2; 32]));
}

#[test]
fn standard_error_is_kept_in_part_and_no_result() {
	let module = command(
		"(i32.store (i32.const 4) (i32.const 5000))
		(drop (call $fd_write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 16)))",
	);
	let report = run(&module).unwrap();
	assert_eq!(report.stderr.len(), 4096);
	assert_eq!(output(report), b"");
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	/// Whatever the payload passes, the run ends as a report, twice the same.
	#[test]
	fn no_argument_harms_the_host(call in 0usize..8, a in any::<[i32; 4]>(), small in any::<bool>()) {
		let a = if small { a.map(|n| n.rem_euclid(70_000)) } else { a };
		let [w, x, y, z] = a;
		let call = match call {
			0 => format!("$fd_read (i32.const 0) (i32.const {w}) (i32.const {x}) (i32.const {y})"),
			1 => format!("$fd_write (i32.const 1) (i32.const {w}) (i32.const {x}) (i32.const {y})"),
			2 => format!("$fd_write (i32.const {w}) (i32.const {x}) (i32.const {y}) (i32.const {z})"),
			3 => format!("$args_get (i32.const {w}) (i32.const {x})"),
			4 => format!("$clock_time_get (i32.const {w}) (i64.const 0) (i32.const {x})"),
			5 => format!("$poll_oneoff (i32.const {w}) (i32.const {x}) (i32.const {y}) (i32.const {z})"),
			6 => format!("$random_get (i32.const {w}) (i32.const {x})"),
			_ => format!("$fd_fdstat_get (i32.const {w}) (i32.const {x})"),
		};
		let module = command(&format!("(drop (call {call}))"));
		let job = Job { input: &[7; 3_000], ..Job::new(PLENTY, 1) };
		let first = run_with(&module, job.clone()).unwrap();
		let second = run_with(&module, job).unwrap();
		prop_assert_eq!((first.end, first.fuel), (second.end, second.fuel));
	}
}
