//! The cases that fuzzing starts from, and mutations of them.
//!
//! `UPDATE_CORPUS=1` writes them anew, which is due when [`Op`] changes.

use crate::strategy::case;
use atous_fuzz::{fuzz_one, Op, Tally};
use codec::Encode;
use proptest::{
	strategy::{Strategy, ValueTree},
	test_runner::TestRunner,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::{fs, path::PathBuf};

/// Cases in the corpus.
const CASES: usize = 24;
/// Mutations that a normal run adds; the environment variable `FUZZ_MUTATIONS` asks for
/// more.
const MUTATIONS: u32 = 100;

fn folder() -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The bytes of a case.
fn bytes(ops: &[Op]) -> Vec<u8> {
	ops.iter().flat_map(Encode::encode).collect()
}

fn write_corpus() {
	fs::create_dir_all(folder()).expect("the folder can be made");
	let mut runner = TestRunner::deterministic();
	for number in 0..CASES {
		let ops = case(120).new_tree(&mut runner).expect("nothing is refused").current();
		let file = folder().join(format!("{number:02}"));
		fs::write(file, bytes(&ops)).expect("the case can be written");
	}
}

fn corpus() -> Vec<Vec<u8>> {
	let files = fs::read_dir(folder()).expect("the corpus is in the repository");
	let mut paths: Vec<_> = files.map(|file| file.expect("readable").path()).collect();
	paths.sort();
	paths.iter().map(|path| fs::read(path).expect("readable")).collect()
}

/// A few changes such as a fuzzer makes.
fn mutate(random: &mut ChaCha8Rng, data: &mut Vec<u8>, other: &[u8]) {
	for _ in 0..random.gen_range(1..6) {
		let at = random.gen_range(0..=data.len());
		let upto = (at + random.gen_range(1..40)).min(data.len());
		match random.gen_range(0..6) {
			0 if at < data.len() => data[at] = random.gen(),
			1 if at < data.len() => data[at] ^= 1 << random.gen_range(0..8),
			2 => data.insert(at, random.gen()),
			3 => drop(data.drain(at..upto)),
			4 => {
				let again = data[at..upto].to_vec();
				data.splice(at..at, again);
			}
			_ => {
				let from = random.gen_range(0..=other.len());
				let to = (from + random.gen_range(1..60)).min(other.len());
				data.splice(at..at, other[from..to].iter().copied());
			}
		}
	}
}

#[test]
fn corpus_and_its_mutations_keep_every_promise() {
	if std::env::var_os("UPDATE_CORPUS").is_some() {
		write_corpus();
	}
	let corpus = corpus();
	let mut seen = Tally::new();
	for data in &corpus {
		for (what, times) in fuzz_one(data) {
			*seen.entry(what).or_default() += times;
		}
	}
	// Cases that no longer decode would do nothing, and nobody would notice.
	assert!(seen.get("Settled").is_some_and(|times| *times >= 20), "run with UPDATE_CORPUS=1");
	let asked = std::env::var("FUZZ_MUTATIONS").ok().and_then(|text| text.parse().ok());
	let mut random = ChaCha8Rng::seed_from_u64(2_609);
	for number in 0..asked.unwrap_or(MUTATIONS) {
		let mut data = corpus[random.gen_range(0..corpus.len())].clone();
		let other = &corpus[random.gen_range(0..corpus.len())];
		mutate(&mut random, &mut data, other);
		println!("mutation {number}: {}", hex(&data));
		fuzz_one(&data);
	}
}

/// Shown when a test fails: what to replay.
fn hex(data: &[u8]) -> String {
	data.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn any_bytes_are_a_case() {
	let mut random = ChaCha8Rng::seed_from_u64(1);
	for length in [0, 1, 2, 7, 50, 300, 2_000] {
		let data: Vec<u8> = (0..length).map(|_| random.gen()).collect();
		fuzz_one(&data);
	}
	fuzz_one(&[0xFF; 4_000]);
	fuzz_one(&[0; 4_000]);
}
