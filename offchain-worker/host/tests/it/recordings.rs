//! The recordings of this crate, and what is refused as one.

use atous_host::{Inventory, ManualClock, Recorded, RecordingError, Sample, Source};
use std::{fs, sync::Arc};

fn open(path: &str) -> Result<Recorded, RecordingError> {
	Recorded::open(path, Arc::new(ManualClock::default()))
}

/// Two rounds of a recording.
fn two_rounds(name: &str) -> Vec<Sample> {
	let mut recorded = open(&format!("recordings/{name}")).unwrap();
	let ticks = recorded.ticks();
	(0..2 * ticks).map(|_| recorded.sample()).collect()
}

/// Mean of a value over samples that all know it.
fn mean(samples: &[Sample], of: fn(&Sample) -> Option<f64>) -> f64 {
	samples.iter().map(|sample| of(sample).unwrap()).sum::<f64>() / samples.len() as f64
}

fn used(sample: &Sample) -> Option<f64> {
	sample.cpu.value().map(|cpu| cpu.used)
}

fn celsius(sample: &Sample) -> Option<f64> {
	sample.heat.value().map(|heat| heat.celsius)
}

fn ratio(sample: &Sample) -> Option<f64> {
	sample.frequency.value().map(|frequency| frequency.ratio)
}

#[test]
fn recordings_are_what_they_are_called() {
	let near = |name: &str, expected: [f64; 3]| {
		let samples = two_rounds(name);
		let seen = [used, celsius, ratio].map(|of| mean(&samples, of));
		for (seen, expected) in seen.into_iter().zip(expected) {
			assert!((seen - expected).abs() < 0.05 * expected.max(0.2), "{name}: {seen}");
		}
	};
	near("busy", [0.95, 78.0, 0.955]);
	near("idle", [0.04, 41.0, 0.23]);
	near("idle-warm", [0.07, 58.0, 0.33]);
}

#[test]
fn recordings_loop_smoothly() {
	for name in ["busy", "idle", "idle-warm"] {
		let samples = two_rounds(name);
		for pair in samples.windows(2) {
			let step = |of: fn(&Sample) -> Option<f64>| {
				(of(&pair[0]).unwrap() - of(&pair[1]).unwrap()).abs()
			};
			assert!(step(used) < 0.03 && step(celsius) < 1.5 && step(ratio) < 0.03, "{name}");
		}
		assert_eq!(samples[0], samples[samples.len() / 2]);
	}
}

#[test]
fn recordings_have_room_or_not() {
	let cores = |name: &str| {
		let of = |sample| Inventory::of(&sample).unwrap().room().cores;
		two_rounds(name).into_iter().map(of).collect::<std::collections::BTreeSet<_>>()
	};
	assert!(cores("busy").iter().all(|cores| *cores <= 1));
	assert_eq!(cores("idle").into_iter().collect::<Vec<_>>(), [7]);
	assert_eq!(cores("idle-warm").into_iter().collect::<Vec<_>>(), [3]);
}

#[test]
fn recording_that_leaves_out_a_value_is_missing_it() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("bare.toml");
	fs::write(&path, "about = \"bare\"\nticks = [{ cpu = 0.5 }]\n").unwrap();
	let mut recorded = open(path.to_str().unwrap()).unwrap();
	let sample = recorded.sample();
	assert_eq!(recorded.about(), "bare");
	assert_eq!(used(&sample), Some(0.5));
	assert!(sample.heat.unknown().is_some() && sample.memory.unknown().is_some());
	assert!(sample.pressure.cpu.unknown().is_some() && sample.cores.unknown().is_some());
}

#[test]
fn recording_that_makes_no_sense_fails() {
	let dir = tempfile::tempdir().unwrap();
	let refused = |text: &str| {
		let path = dir.path().join("wrong.toml");
		fs::write(&path, text).unwrap();
		open(path.to_str().unwrap()).err().expect("it makes no sense").to_string()
	};
	assert!(open("recordings/none")
		.err()
		.expect("there is none")
		.to_string()
		.contains("cannot read"));
	assert!(refused("ticks = 3").contains("malformed"));
	assert!(refused("about = \"\"\nticks = []").contains("no ticks"));
	assert!(refused("about = \"\"\nticks = [{ cup = 0.5 }]").contains("malformed"));
	assert!(refused("about = \"\"\nticks = [{}, { cpu = 1.5 }]").contains("tick 1"));
	assert!(refused("about = \"\"\nticks = [{ celsius = nan }]").contains("celsius"));
	assert!(refused("about = \"\"\nticks = [{ pressure = [0.0, 0.0, 2.0] }]").contains("pressure"));
}
