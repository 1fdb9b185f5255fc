//! The line through what was measured: a base, and a slope for each parameter.

/// A base and slopes: `base + Σ slope · parameter`.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
	/// What it costs where all parameters are zero.
	pub base: u64,
	/// What one more of each parameter costs, in the order of the parameters.
	pub slopes: Vec<u64>,
}

impl Line {
	/// The line at `point`.
	pub fn at(&self, point: &[u32]) -> u64 {
		let sum = self.slopes.iter().zip(point).map(|(slope, x)| slope * u64::from(*x));
		self.base + sum.sum::<u64>()
	}
}

/// The least-squares line. No slope is below zero, nor is the base.
pub fn least_squares(samples: &[(Vec<u32>, u64)]) -> Line {
	let (base, slopes) = solve(samples);
	let slopes = slopes.into_iter().map(|slope| slope.max(0.0).round() as u64).collect();
	Line { base: base.max(0.0).round() as u64, slopes }
}

/// A line that no sample lies above, in whole numbers: of those whose slopes lie next to
/// the least-squares slopes the closest. For what can be counted, where one too few is an
/// error.
pub fn envelope(samples: &[(Vec<u32>, u64)]) -> Line {
	let (_, slopes) = solve(samples);
	let mut best: Option<(u64, Line)> = None;
	for choice in 0..1u32 << slopes.len() {
		let whole = slopes.iter().enumerate().map(|(at, slope)| {
			let below = slope.max(0.0).floor() as u64;
			below + u64::from(choice >> at & 1)
		});
		let line = lifted(whole.collect(), samples);
		let total = samples.iter().map(|(x, _)| line.at(x)).sum();
		if best.as_ref().is_none_or(|(least, _)| total < *least) {
			best = Some((total, line));
		}
	}
	best.map_or_else(|| lifted(Vec::new(), samples), |(_, line)| line)
}

/// The lowest line with these slopes that no sample lies above.
fn lifted(slopes: Vec<u64>, samples: &[(Vec<u32>, u64)]) -> Line {
	let flat = Line { base: 0, slopes };
	let base = samples.iter().map(|(x, y)| y.saturating_sub(flat.at(x))).max().unwrap_or(0);
	Line { base, ..flat }
}

/// Base and slopes by the normal equations.
fn solve(samples: &[(Vec<u32>, u64)]) -> (f64, Vec<f64>) {
	let width = samples.first().map_or(0, |(x, _)| x.len()) + 1;
	let mut rows = vec![vec![0.0; width + 1]; width];
	for (x, y) in samples {
		let terms: Vec<f64> = std::iter::once(1.0).chain(x.iter().map(|x| f64::from(*x))).collect();
		for (row, left) in rows.iter_mut().zip(&terms) {
			for (cell, right) in row.iter_mut().zip(&terms) {
				*cell += left * right;
			}
			row[width] += left * *y as f64;
		}
	}
	let mut solution = eliminate(rows);
	let base = solution.remove(0);
	(base, solution)
}

/// Gauss and Jordan, with the largest pivot. An unknown on which nothing depends is zero.
fn eliminate(mut rows: Vec<Vec<f64>>) -> Vec<f64> {
	let width = rows.len();
	for at in 0..width {
		let best = (at..width).max_by(|a, b| rows[*a][at].abs().total_cmp(&rows[*b][at].abs()));
		rows.swap(at, best.unwrap_or(at));
		let pivot = rows[at].clone();
		if pivot[at].abs() < 1e-9 {
			continue;
		}
		for (other, row) in rows.iter_mut().enumerate() {
			if other != at {
				let factor = row[at] / pivot[at];
				row.iter_mut().zip(&pivot).for_each(|(cell, with)| *cell -= factor * with);
			}
		}
	}
	let value = |at: usize| match rows[at][at] {
		pivot if pivot.abs() < 1e-9 => 0.0,
		pivot => rows[at][width] / pivot,
	};
	(0..width).map(value).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_line_is_found_again() {
		let samples: Vec<_> = (0..9).map(|x| (vec![x], 70 + 3 * u64::from(x))).collect();
		let line = Line { base: 70, slopes: vec![3] };
		assert_eq!(least_squares(&samples), line);
		assert_eq!(envelope(&samples), line);
	}

	#[test]
	fn two_parameters_are_told_apart() {
		let cost = |x: u32, y: u32| 5 + 2 * u64::from(x) + 11 * u64::from(y);
		let samples: Vec<_> = [(1, 0), (1, 32), (2, 32), (2, 0), (8, 32), (8, 16)]
			.map(|(x, y)| (vec![x, y], cost(x, y)))
			.into();
		assert_eq!(least_squares(&samples), Line { base: 5, slopes: vec![2, 11] });
	}

	#[test]
	fn a_constant_has_a_base_alone() {
		let line = least_squares(&[(Vec::new(), 42)]);
		assert_eq!(line, Line { base: 42, slopes: Vec::new() });
		let flat = envelope(&[(vec![0], 4), (vec![8], 4)]);
		assert_eq!(flat, Line { base: 4, slopes: vec![0] });
	}

	#[test]
	fn nothing_counted_lies_above_the_envelope() {
		let samples: Vec<_> =
			[3u64, 9, 4, 12, 5].iter().enumerate().map(|(x, y)| (vec![x as u32], *y)).collect();
		let line = envelope(&samples);
		assert!(samples.iter().all(|(x, y)| line.at(x) >= *y));
	}

	#[test]
	fn one_read_more_at_first_makes_no_slope_steeper() {
		let samples: Vec<_> =
			[(0, 3), (32, 68), (64, 132), (96, 196)].map(|(x, y): (u32, u64)| (vec![x], y)).into();
		assert_eq!(envelope(&samples), Line { base: 4, slopes: vec![2] });
	}

	#[test]
	fn a_cost_that_falls_has_no_slope() {
		let samples: Vec<_> = (0..5).map(|x| (vec![x], 100 - 10 * u64::from(x))).collect();
		assert_eq!(least_squares(&samples).slopes, vec![0]);
		assert!(envelope(&samples).base >= 100);
	}
}
