//! How answers are printed: for people, or as JSON.

use crate::error::Failure;
use atous_primitives::{Credit, CREDIT};
use serde::Serialize;
use serde_json::json;
use std::io::Write;

/// Prints answers.
#[derive(Clone, Copy, Debug)]
pub struct Output {
	json: bool,
}

impl Output {
	/// For people, or as JSON.
	pub fn new(json: bool) -> Self {
		Self { json }
	}

	/// Whether answers are JSON.
	pub fn is_json(&self) -> bool {
		self.json
	}

	/// Print an answer: the value as JSON, or the text for people.
	pub fn print(&self, value: &impl Serialize, text: impl FnOnce() -> String) {
		let text = if self.json {
			serde_json::to_string_pretty(value)
				.unwrap_or_else(|why| json!({ "error": why.to_string() }).to_string())
		} else {
			text()
		};
		let mut out = std::io::stdout().lock();
		// Whoever closed the pipe does not want the rest.
		let _ = writeln!(out, "{}", text.trim_end());
	}

	/// Print why a command failed: for people on standard error, as JSON on
	/// standard output, where the answer would have been.
	pub fn failure(&self, failure: &Failure) {
		if self.json {
			let code = failure.kind.code();
			let body = json!({ "error": { "kind": failure.kind, "code": code, "message": failure.message } });
			self.print(&body, String::new);
		} else {
			let mut err = std::io::stderr().lock();
			let _ = writeln!(err, "atous: {failure}");
		}
	}
}

/// Credit for people: `-12.5 credits`.
pub fn credits(amount: Credit) -> String {
	let sign = if amount < 0 { "-" } else { "" };
	let (whole, rest) =
		(amount.unsigned_abs() / CREDIT as u128, amount.unsigned_abs() % CREDIT as u128);
	let rest = format!("{rest:06}");
	let rest = rest.trim_end_matches('0');
	let point = if rest.is_empty() { "" } else { "." };
	format!("{sign}{whole}{point}{rest} credits")
}

/// A word as JSON writes it: `seek_help`, `wasm-small`.
pub fn word(value: &impl Serialize) -> String {
	match serde_json::to_value(value) {
		Ok(serde_json::Value::String(word)) => word,
		Ok(other) => other.to_string(),
		Err(_) => "?".into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn credits_are_exact() {
		assert_eq!(credits(0), "0 credits");
		assert_eq!(credits(12_500_000), "12.5 credits");
		assert_eq!(credits(-1), "-0.000001 credits");
		assert_eq!(credits(-3_600 * CREDIT), "-3600 credits");
	}
}
