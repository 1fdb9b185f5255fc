//! Which values the parameters of a benchmark are given.

use frame_benchmarking::BenchmarkParameter;

/// A parameter with its least and greatest value.
pub type Range = (BenchmarkParameter, u32, u32);

/// One value for each parameter.
pub type Point = Vec<(BenchmarkParameter, u32)>;

/// The choices of parameters to measure: each parameter is moved over its range in
/// `steps` values while the others stand at their greatest, and once all stand at their
/// least. One empty choice where there is no parameter.
pub fn points(ranges: &[Range], steps: u32) -> Vec<Point> {
	if ranges.is_empty() {
		return vec![Vec::new()];
	}
	let mut points = vec![ranges.iter().map(|(name, low, _)| (*name, *low)).collect::<Point>()];
	for (moved, low, high) in ranges {
		for value in values(*low, *high, steps) {
			let point: Point = ranges
				.iter()
				.map(|(name, _, most)| (*name, if name == moved { value } else { *most }))
				.collect();
			if !points.contains(&point) {
				points.push(point);
			}
		}
	}
	points
}

/// At most `steps` values from `low` to `high`, both included, evenly spread.
fn values(low: u32, high: u32, steps: u32) -> Vec<u32> {
	let width = u64::from(high.saturating_sub(low));
	let gaps = u64::from(steps.max(2) - 1).min(width).max(1);
	let mut values: Vec<u32> = (0..=gaps).map(|at| low + (width * at / gaps) as u32).collect();
	values.dedup();
	values
}

#[cfg(test)]
mod tests {
	use super::*;
	use BenchmarkParameter::{n, r};

	#[test]
	fn without_parameters_there_is_one_point() {
		assert_eq!(points(&[], 10), vec![Vec::new()]);
	}

	#[test]
	fn a_parameter_is_moved_from_end_to_end() {
		let seen: Vec<u32> = points(&[(n, 0, 64)], 5).iter().map(|point| point[0].1).collect();
		assert_eq!(seen, vec![0, 16, 32, 48, 64]);
	}

	#[test]
	fn a_short_range_has_no_value_twice() {
		let seen: Vec<u32> = points(&[(n, 2, 4)], 50).iter().map(|point| point[0].1).collect();
		assert_eq!(seen, vec![2, 3, 4]);
	}

	#[test]
	fn the_others_stand_at_their_greatest() {
		let points = points(&[(n, 1, 2), (r, 0, 32)], 3);
		assert_eq!(points[0], vec![(n, 1), (r, 0)]);
		assert!(points[1..].iter().all(|point| point[0].1 == 2 || point[1].1 == 32));
		assert_eq!(points.len(), 5);
	}
}
