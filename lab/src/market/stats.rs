//! Medians and percentiles.

/// The middle of `values`, or the mean of the two in the middle; zero of nothing.
pub fn median(values: &[f64]) -> f64 {
	let mut sorted = values.to_vec();
	sorted.sort_by(f64::total_cmp);
	let half = sorted.len() / 2;
	match sorted.len() {
		0 => 0.0,
		count if count % 2 == 1 => sorted[half],
		_ => (sorted[half - 1] + sorted[half]) / 2.0,
	}
}

/// The least of `values` that at least `percent` of a hundred do not exceed; zero of
/// nothing.
pub fn percentile(values: &[u32], percent: u32) -> u32 {
	let mut sorted = values.to_vec();
	sorted.sort_unstable();
	let wanted = (sorted.len() * percent as usize).div_ceil(100);
	sorted.get(wanted.saturating_sub(1)).copied().unwrap_or(0)
}
