//! Uses as much fuel as it is told to: standard input is the number of rounds,
//! in decimal; 0 means for ever. Prints what the rounds came to, so that none
//! can be left out.

use std::{io::Read, process::ExitCode};

/// Start of the sequence; any number but zero.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// One round: Marsaglia's xorshift64.
fn round(mut state: u64) -> u64 {
	state ^= state << 13;
	state ^= state >> 7;
	state ^ (state << 17)
}

fn main() -> ExitCode {
	let mut text = String::new();
	let read = std::io::stdin().read_to_string(&mut text);
	let Some(rounds) = read.ok().and_then(|_| text.trim().parse::<u64>().ok()) else {
		eprintln!("standard input must be the number of rounds, in decimal");
		return ExitCode::from(2);
	};
	let mut state = SEED;
	let mut done = 0;
	while rounds == 0 || done < rounds {
		state = round(state);
		done += 1;
	}
	println!("{state:016x}");
	ExitCode::SUCCESS
}
