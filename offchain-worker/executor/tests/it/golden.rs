//! The numbers that a profile promises: fuel and result of the committed
//! payloads. Where one changes, machines of the same profile no longer agree:
//! either a payload was built anew, or what was changed is a new profile.

use crate::common::{executor, output, payload, payload_file, reason, run_with, PLENTY};
use atous_executor::{End, Job, Report};
use atous_primitives::{cid::Cid, outcome::Outcome};
use sha2::{Digest, Sha256};

fn run(name: &str, input: &[u8]) -> Report {
	let module = payload(name);
	executor().run(&Job { module: &module, input, ..Job::new(PLENTY, 64) }).unwrap()
}

fn digest(bytes: &[u8]) -> String {
	Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn word_frequency_costs_what_it_did() {
	let report = run("word-frequency", &payload_file("samples/lighthouse.txt"));
	let fuel = report.fuel;
	let text = String::from_utf8(output(report)).unwrap();
	assert!(text.starts_with("94 the\n31 and\n"), "{text}");
	assert_eq!(text.lines().count(), 50);
	assert_eq!((fuel, digest(text.as_bytes()).as_str()), (85_876_095, "79e9f549adee8b67"));
}

#[test]
fn render_costs_what_it_did() {
	let report = run("render", &payload_file("samples/scene.txt"));
	let fuel = report.fuel;
	let picture = output(report);
	assert!(picture.starts_with(b"\x89PNG"));
	assert_eq!((fuel, digest(&picture).as_str()), (445_269_279, "c8b2afc001acf439"));
}

#[test]
fn spin_costs_what_it_did() {
	let report = run("spin", b"1000000");
	let fuel = report.fuel;
	assert_eq!((fuel, output(report).as_slice()), (54_522_541, &b"3e746a84b0b86f03\n"[..]));
}

#[test]
fn a_trap_costs_what_it_did() {
	let report = run("trap", b"unreachable");
	assert_eq!(reason(&report), "wasm trap: wasm `unreachable` instruction executed");
	assert_eq!(report.fuel, 45_773_507);
	assert_eq!(reason(&run("trap", b"7")), "exit code 7");
	let panicked = run("trap", b"panic");
	assert!(String::from_utf8_lossy(&panicked.stderr).contains("told to"));
	assert!(matches!(run("trap", b"memory").end, End::Trapped { .. }));
}

#[test]
fn a_module_of_known_size_costs_what_the_table_says() {
	// 1 for the call of `_start`, 1 for `i32.add`, nothing for the rest.
	let text = "(module (func (export \"_start\")
		(drop (i32.add (i32.const 1) (i32.const 2)))))";
	let bytes = wat::parse_str(text).unwrap().len() as u64;
	let report = run_with(text, Job::new(PLENTY, 1)).unwrap();
	assert_eq!(report.fuel, bytes * 1_000 + 2);
}

#[test]
fn fresh_engines_agree_and_a_cached_module_costs_the_same() {
	let (module, scene) = (payload("render"), payload_file("samples/scene.txt"));
	let job = Job { module: &module, input: &scene, ..Job::new(PLENTY, 64) };
	let first = executor();
	let reports = [first.run(&job), first.run(&job), executor().run(&job)].map(Result::unwrap);
	assert_eq!(reports[0].fuel, reports[1].fuel);
	assert_eq!(reports[0].fuel, reports[2].fuel);
	assert_eq!(reports[0].end, reports[1].end);
	assert_eq!(reports[0].end, reports[2].end);
}

#[test]
fn reports_become_outcomes() {
	let completed = run("spin", b"1");
	let fuel = completed.fuel;
	let result = Cid::of_raw(&output(completed.clone()));
	assert_eq!(completed.outcome(Cid::of_raw), Outcome::Completed { result, fuel });
	let trapped = run("trap", b"1");
	assert_eq!(trapped.outcome(Cid::of_raw), Outcome::Trapped { fuel: trapped.fuel });
}
