//! What a payload cannot exceed, and how its end is told apart from this
//! machine's own limits.

use crate::common::{command, executor, output, reason, run, run_with, PLENTY};
use atous_executor::{
	profile::{start_fuel, MAX_MODULE_BYTES, YIELD_FUEL},
	End, ExecError, Executor, Job, Unable,
};
use atous_primitives::outcome::Outcome;

const ENDLESS: &str = "(module (func (export \"_start\") (loop (br 0))))";

fn invalid(module: &str) -> String {
	match run(module) {
		Err(ExecError::InvalidModule(why)) => why,
		other => panic!("{other:?}"),
	}
}

#[test]
fn an_unknown_profile_is_refused() {
	assert_eq!(Executor::new(9).err(), Some(ExecError::UnknownProfile(9)));
}

#[test]
fn running_out_of_fuel_is_an_end() {
	let report = run_with(ENDLESS, Job::new(10_000_000, 1)).unwrap();
	assert_eq!((report.end, report.fuel), (End::OutOfFuel, 10_000_000));
}

#[test]
fn fuel_may_be_used_up_exactly() {
	let module = command("(call $print (i32.const 0) (i32.const 8))");
	let fuel = run(&module).unwrap().fuel;
	let exact = run_with(&module, Job::new(fuel, 1)).unwrap();
	assert_eq!((output(exact.clone()).len(), exact.fuel), (8, fuel));
	let short = run_with(&module, Job::new(fuel - 1, 1)).unwrap();
	assert_eq!((short.end, short.fuel), (End::OutOfFuel, fuel - 1));
}

#[test]
fn every_smaller_limit_is_out_of_fuel() {
	let module = command("(call $print (i32.const 0) (i32.const 8))");
	let fuel = run(&module).unwrap().fuel;
	for limit in [0, 1, fuel / 2, fuel - 300, fuel - 201, fuel - 9] {
		let report = run_with(&module, Job::new(limit, 1)).unwrap();
		assert_eq!((report.end, report.fuel), (End::OutOfFuel, limit));
	}
}

#[test]
fn a_trap_after_long_work_is_charged_for_it() {
	// No call in the loop: the engine would have written no fuel down.
	let module = "(module (memory 1) (func (export \"_start\") (local $n i32)
		(loop
			(local.set $n (i32.add (local.get $n) (i32.const 1)))
			(br_if 0 (i32.lt_u (local.get $n) (i32.const 5000000))))
		(drop (i32.load (i32.const 65536)))))";
	let report = run(module).unwrap();
	assert_eq!(reason(&report), "wasm trap: out of bounds memory access");
	assert!(report.fuel > 5_000_000 * 3 - YIELD_FUEL, "{}", report.fuel);
	assert_eq!(report.fuel, run(module).unwrap().fuel);
}

#[test]
fn traps_say_why() {
	let report = run("(module (func (export \"_start\")
		(drop (i32.div_u (i32.const 1) (i32.const 0)))))");
	assert_eq!(reason(&report.unwrap()), "wasm trap: integer divide by zero");
	assert_eq!(reason(&run(&command("(call $proc_exit (i32.const 3))")).unwrap()), "exit code 3");
	let report =
		run(&command("(call $print (i32.const 0) (i32.const 4)) (call $proc_exit (i32.const 0))"));
	assert_eq!(output(report.unwrap()), [0; 4]);
}

#[test]
fn a_start_function_runs_under_the_same_rules() {
	let report = run("(module (func $f unreachable) (start $f) (func (export \"_start\")))");
	assert_eq!(reason(&report.unwrap()), "wasm trap: wasm `unreachable` instruction executed");
	let report =
		run("(module (memory 1) (data (i32.const 65536) \"x\") (func (export \"_start\")))");
	assert_eq!(reason(&report.unwrap()), "wasm trap: out of bounds memory access");
}

#[test]
fn memory_ends_where_the_header_says() {
	let grow = |pages: u32| {
		format!(
			"(i32.store (i32.const 0) (memory.grow (i32.const {pages})))
			(call $print (i32.const 0) (i32.const 4))"
		)
	};
	// One MiB is 16 pages, of which the module has one.
	assert_eq!(crate::common::numbers(&grow(15)), [1]);
	assert_eq!(crate::common::numbers(&grow(16)), [u32::MAX]);
	// Beyond what any memory of 32 bits can have.
	let beyond = command(&grow(65_536));
	let report = run_with(&beyond, Job::new(PLENTY, 4_096)).unwrap();
	assert_eq!(output(report), [0xFF; 4]);
}

#[test]
fn growing_beyond_the_modules_own_maximum_fails_quietly() {
	let module = "(module (memory 1 2) (func (export \"_start\")
		(if (i32.ne (memory.grow (i32.const 5)) (i32.const -1)) (then unreachable))))";
	assert_eq!(output(run(module).unwrap()), b"");
}

#[test]
fn starting_with_more_memory_than_the_header_allows_is_a_trap() {
	let report = run("(module (memory 17) (func (export \"_start\")))").unwrap();
	assert_eq!(reason(&report), "it starts with more memory than 1 MiB");
}

#[test]
fn bulk_operations_cost_by_the_byte() {
	let fill = |bytes: u32| {
		let module = format!(
			"(module (memory 16) (func $n (result i32) (i32.const {bytes}))
				(func (export \"_start\")
					(memory.fill (i32.const 0) (i32.const 1) (call $n))))"
		);
		let length = wat::parse_str(&module).unwrap().len();
		run(&module).unwrap().fuel - start_fuel(length, 16)
	};
	assert_eq!(fill(1_000_000) - fill(1), 999_999);
}

#[test]
fn what_the_profile_does_not_have_is_no_valid_module() {
	assert!(invalid("(module (memory 1 1 shared) (func (export \"_start\")))").contains("threads"));
	assert!(invalid("(module (memory i64 1) (func (export \"_start\")))").contains("memory64"));
	assert!(invalid("(module (memory 1) (memory 1) (func (export \"_start\")))").contains("multi"));
	invalid("(module (table 2000000 funcref) (func (export \"_start\")))");
	invalid("(module (type $s (struct)) (func (export \"_start\") (drop (struct.new $s))))");
	invalid("(module (func (export \"main\")))");
	invalid("(module (func (export \"_start\") (param i32)))");
	let unknown = invalid(
		"(module (import \"env\" \"f\" (func)) (memory (export \"memory\") 1)
			(func (export \"_start\")))",
	);
	assert_eq!(unknown, "it imports `env.f`, which no payload can have");
	let no_memory = "(module (import \"wasi_snapshot_preview1\" \"proc_exit\" (func (param i32)))
		(func (export \"_start\")))";
	assert_eq!(invalid(no_memory), "it exports no memory named `memory`");
	invalid(
		"(module (import \"wasi_snapshot_preview1\" \"proc_exit\" (func (param i64)))
			(memory (export \"memory\") 1) (func (export \"_start\")))",
	);
}

#[test]
fn bytes_that_are_no_module_are_unavailable() {
	for bytes in [&b""[..], b"\0asm", &[0x7F; 100], &vec![0; MAX_MODULE_BYTES + 1]] {
		let error = executor().run(&Job { module: bytes, ..Job::new(PLENTY, 1) }).unwrap_err();
		assert_eq!(error.outcome(), Some(Outcome::Unavailable), "{error}");
	}
	// The text form is not what a payload is.
	let text = b"(module (func (export \"_start\")))";
	let error = executor().run(&Job { module: text, ..Job::new(PLENTY, 1) }).unwrap_err();
	assert!(matches!(error, ExecError::InvalidModule(_)));
}

#[test]
fn an_exhausted_stack_is_no_result() {
	let error = run("(module (func $f (result i32) (i32.add (call $f) (call $f)))
		(func (export \"_start\") (drop (call $f))))");
	let error = error.unwrap_err();
	assert_eq!(error, ExecError::Unable(Unable::StackExhausted));
	assert_eq!(error.outcome(), None);
}

#[test]
fn output_is_bounded() {
	let module = command("(call $print (i32.const 0) (i32.const 101))");
	let job = |output_limit| Job { output_limit, ..Job::new(PLENTY, 1) };
	assert_eq!(output(run_with(&module, job(101)).unwrap()).len(), 101);
	let report = run_with(&module, job(100)).unwrap();
	assert_eq!(reason(&report), "it wrote more than 100 bytes to standard output");
}
