//! What holds whatever the files say.

use crate::common::{stat, Machine, FREQUENCY, LOADAVG, MEMINFO, PACKAGE, STAT};
use atous_host::{Absence, Reading, Source};
use proptest::prelude::*;

/// Text that looks like what the files hold, cut and shuffled.
fn mangled() -> impl Strategy<Value = String> {
	let word = prop_oneof![
		"[a-zA-Z:=._/-]{0,12}",
		"[0-9]{0,24}",
		Just("some avg10=1.00 avg60=1.00 avg300=1.00 total=1".to_owned()),
		Just("cpu  1 2 3 4 5 6 7 8 9 10".to_owned()),
		Just("MemTotal: 18446744073709551615 kB".to_owned()),
		Just("\n".to_owned()),
	];
	proptest::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

/// A reader whose parser panics answers never: that would show as late.
fn answered<T>(reading: &Reading<T>) -> bool {
	reading.unknown().is_none_or(|why| why.absence != Absence::Late)
}

fn each_reader_answers(text: &[u8]) -> Result<(), TestCaseError> {
	let machine = Machine::laptop();
	for path in [STAT, MEMINFO, LOADAVG, PACKAGE, FREQUENCY] {
		machine.write(path, text);
	}
	for path in ["proc/pressure/cpu", "proc/pressure/memory", "proc/pressure/io"] {
		machine.write(path, text);
	}
	let sample = machine.sample();
	prop_assert!(answered(&sample.cores));
	prop_assert!(answered(&sample.memory));
	prop_assert!(answered(&sample.load));
	prop_assert!(answered(&sample.heat));
	prop_assert!(answered(&sample.frequency));
	prop_assert!(answered(&sample.pressure.cpu));
	prop_assert!(sample.pressure.io.value().is_none_or(|share| (0.0..=1.0).contains(share)));
	prop_assert!(sample.load.value().is_none_or(|load| load.one.is_finite()));
	Ok(())
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: 128,
		failure_persistence: None,
		..ProptestConfig::default()
	})]

	#[test]
	fn readers_survive_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
		each_reader_answers(&bytes)?;
	}

	#[test]
	fn readers_survive_mangled_text(text in mangled()) {
		each_reader_answers(text.as_bytes())?;
	}

	#[test]
	fn use_is_within_bounds_whatever_the_counters_do(
		counters in proptest::collection::vec((any::<u64>(), 0..1_000u64, any::<u64>()), 2..8),
	) {
		let machine = Machine::laptop();
		let mut host = machine.host();
		for (user, system, idle) in counters {
			machine.write(STAT, stat(user, system, idle, 0));
			let cpu = host.sample().cpu;
			let bounded = cpu.value().is_none_or(|cpu| (0.0..=1.0).contains(&cpu.used));
			prop_assert!(bounded, "{cpu:?}");
		}
	}
}
