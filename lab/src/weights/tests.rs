//! The files and tables, from figures that were not measured.

use super::{cli::Options, file, fit::Line, measure::Measured, table};

fn options() -> Options {
	Options {
		runtime: "runtime.wasm".into(),
		out: ".".into(),
		steps: 10,
		repeat: 20,
		passes: 3,
		pallet: None,
		only: None,
	}
}

fn flat(base: u64) -> Line {
	Line { base, slopes: Vec::new() }
}

fn anchor() -> Measured {
	Measured {
		name: "anchor".into(),
		ranges: vec![("p".into(), 0, 64)],
		nanos: Line { base: 20_000, slopes: vec![1_500] },
		reads: Line { base: 2, slopes: vec![0] },
		writes: Line { base: 1, slopes: vec![0] },
		proof: Line { base: 7_000, slopes: vec![0] },
		proof_here: 900,
	}
}

#[test]
fn a_parameter_becomes_an_argument_that_multiplies() {
	let text = file::render("pallet_flags", &[anchor()], &options());
	let function = "pub fn anchor<T: frame_system::Config>(p: u32) -> Weight {
	Weight::from_parts(20_000_000, 7_000)
		.saturating_add(T::DbWeight::get().reads_writes(2, 1))
		.saturating_add(Weight::from_parts(1_500_000, 0).saturating_mul(p.into()))
}
";
	assert!(text.ends_with(function), "{text}");
}

#[test]
fn what_does_not_read_says_nothing_of_reads() {
	let measured = Measured {
		name: "scan".into(),
		ranges: Vec::new(),
		nanos: flat(40),
		reads: flat(0),
		writes: flat(3),
		proof: flat(0),
		proof_here: 0,
	};
	let text = file::render("pallet_tasks", &[measured], &options());
	assert!(text.contains("T::DbWeight::get().writes(3)") && !text.contains("reads"), "{text}");
}

#[test]
fn the_table_shows_the_most_of_each_parameter() {
	let line = "| `anchor` | p = 64 | 116.0 | 2 | 1 | 6.8 |\n";
	assert!(table::render("pallet_flags", &[anchor()]).ends_with(line));
}
