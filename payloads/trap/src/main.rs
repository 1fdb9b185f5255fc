//! Ends badly, in the way it is told to: standard input is `unreachable`,
//! `panic`, `stack` (recursion without end), `memory` (more than any limit) or
//! an exit code in decimal.

use std::{hint::black_box, io::Read, process};

fn descend(depth: u64) -> u64 {
	if black_box(depth) == u64::MAX {
		return depth;
	}
	let frame = black_box([depth; 8]);
	descend(depth + 1) + black_box(frame)[0]
}

fn fill_memory() {
	let mut kept = Vec::new();
	loop {
		kept.push(black_box(vec![1u8; 1 << 20]));
	}
}

fn main() {
	let mut how = String::new();
	if std::io::stdin().read_to_string(&mut how).is_err() {
		process::exit(2);
	}
	match how.trim() {
		"panic" => panic!("told to"),
		"stack" => println!("{}", descend(0)),
		"memory" => fill_memory(),
		code => match code.parse() {
			Ok(code) => process::exit(code),
			Err(_) => unreachable(),
		},
	}
}

#[cfg(target_arch = "wasm32")]
fn unreachable() {
	core::arch::wasm32::unreachable()
}

#[cfg(not(target_arch = "wasm32"))]
fn unreachable() {
	process::abort()
}
