//! The Rust file with the figures of a pallet: a function for each benchmark.

use super::{cli::Options, fit::Line, measure::Measured};
use std::fmt::Write;

/// Picoseconds of a nanosecond.
const PICOS: u64 = 1_000;

/// The file, in the form that rustfmt leaves alone.
pub fn render(pallet: &str, measured: &[Measured], options: &Options) -> String {
	let mut text = header(pallet, options);
	for one in measured {
		text.push_str(&function(one));
	}
	text
}

fn header(pallet: &str, options: &Options) -> String {
	let Options { steps, repeat, passes, .. } = options;
	format!(
		"//! What the benchmarks of `{pallet}` measured. Written by `make weights`: do not edit.
//!
//! * Machine: {}
//! * Command: `atous-lab weights --steps {steps} --repeat {repeat} --passes {passes}`
//! * Time: the least of {passes} medians of {repeat} runs of the runtime's WebAssembly on a state
//!   in memory
//! * Proof: of values as large as they may be, in maps of a million entries

// All are called in the same way, also those that touch no key.
#![allow(clippy::extra_unused_type_parameters)]

use frame_support::{{traits::Get, weights::Weight}};
",
		machine()
	)
}

/// The processor and how many cores of it there are.
fn machine() -> String {
	let cores = std::thread::available_parallelism().map_or(1, usize::from);
	let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
	let model = info
		.lines()
		.find_map(|line| line.strip_prefix("model name")?.split_once(':'))
		.map_or("an unknown processor", |(_, model)| model.trim());
	format!("{model}, {cores} cores")
}

fn function(measured: &Measured) -> String {
	let Measured { name, ranges, nanos, reads, writes, proof, proof_here } = measured;
	// What makes no difference, or one that is lost in the noise, is not used.
	let counts_for = |at| [nanos, proof, reads, writes].iter().any(|line| of(line, Some(at)) > 0);
	let argument = |(at, (name, ..)): (usize, &(_, _, _))| {
		let mark = if counts_for(at) { "" } else { "_" };
		format!("{mark}{name}: u32")
	};
	let arguments: Vec<String> = ranges.iter().enumerate().map(argument).collect();
	let mut text = format!("\n/// `{name}`: {} µs", micros(nanos.at(&measured.most())));
	for (parameter, low, high) in ranges {
		let _ = write!(text, ", `{parameter}` from {low} to {high}");
	}
	let at = if ranges.is_empty() { "" } else { " with the most of each" };
	let _ = write!(
		text,
		"{at}.\n///\n/// Proof in the state measured on: {} bytes.\n",
		group(*proof_here)
	);
	let arguments = arguments.join(", ");
	let _ = writeln!(text, "pub fn {name}<T: frame_system::Config>({arguments}) -> Weight {{");
	let _ = write!(text, "\t{}", parts(nanos.base, proof.base));
	let counts = |at: Option<usize>| (of(reads, at), of(writes, at));
	text.push_str(&storage(counts(None), None));
	for (at, (parameter, ..)) in ranges.iter().enumerate() {
		let (time, proof) = (of(nanos, Some(at)), of(proof, Some(at)));
		if time > 0 || proof > 0 {
			let each = parts(time, proof);
			let _ =
				write!(text, "\n\t\t.saturating_add({each}.saturating_mul({parameter}.into()))");
		}
		text.push_str(&storage(counts(Some(at)), Some(parameter)));
	}
	text.push_str("\n}\n");
	text
}

/// The base of a line, or the slope of a parameter.
fn of(line: &Line, at: Option<usize>) -> u64 {
	match at {
		None => line.base,
		Some(at) => line.slopes.get(at).copied().unwrap_or_default(),
	}
}

fn parts(nanos: u64, proof: u64) -> String {
	format!("Weight::from_parts({}, {})", group(nanos.saturating_mul(PICOS)), group(proof))
}

/// What the database takes, once or for one more of `parameter`.
fn storage((reads, writes): (u64, u64), parameter: Option<&str>) -> String {
	let each = match (reads, writes) {
		(0, 0) => return String::new(),
		(reads, 0) => format!("T::DbWeight::get().reads({reads})"),
		(0, writes) => format!("T::DbWeight::get().writes({writes})"),
		(reads, writes) => format!("T::DbWeight::get().reads_writes({reads}, {writes})"),
	};
	let times = parameter.map_or(String::new(), |name| format!(".saturating_mul({name}.into())"));
	format!("\n\t\t.saturating_add({each}{times})")
}

/// Microseconds with one decimal.
pub fn micros(nanos: u64) -> String {
	format!("{:.1}", nanos as f64 / 1_000.0)
}

/// A number with its thousands apart, as Rust writes them.
fn group(number: u64) -> String {
	let digits = number.to_string();
	let mut text = String::new();
	for (at, digit) in digits.chars().enumerate() {
		if at > 0 && (digits.len() - at).is_multiple_of(3) {
			text.push('_');
		}
		text.push(digit);
	}
	text
}
