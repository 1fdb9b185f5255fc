//! The figures for people, as a table in Markdown.

use super::{file::micros, measure::Measured};

/// One line for each benchmark, at the greatest values of its parameters.
pub fn render(pallet: &str, measured: &[Measured]) -> String {
	let mut text = format!(
		"| `{pallet}` | at | time, µs | reads | writes | proof, KiB |\n|---|---|--:|--:|--:|--:|\n"
	);
	for one in measured {
		let most = one.most();
		let at: Vec<String> =
			one.ranges.iter().map(|(name, _, most)| format!("{name} = {most}")).collect();
		text.push_str(&format!(
			"| `{}` | {} | {} | {} | {} | {:.1} |\n",
			one.name,
			at.join(", "),
			micros(one.nanos.at(&most)),
			one.reads.at(&most),
			one.writes.at(&most),
			one.proof.at(&most) as f64 / 1_024.0,
		));
	}
	text
}
