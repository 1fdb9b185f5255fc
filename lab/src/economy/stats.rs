//! Statistics: inequality, quantiles, and means with an upper bound over seeds.

use serde::Serialize;

/// Student's t, one-sided 95 %, for 1 to 30 degrees of freedom (Abramowitz and
/// Stegun, table 26.10). Beyond 30 the last is used: a little too wide.
const STUDENT_95: [f64; 30] = [
	6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771,
	1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706,
	1.703, 1.701, 1.699, 1.697,
];

/// A mean over seeds, and how far above it the truth may lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
	/// Mean over the seeds.
	pub mean: f64,
	/// With 95 % confidence the expectation is not above this; `None` where a
	/// single seed says nothing about the spread.
	pub upper_95: Option<f64>,
	/// How many seeds.
	pub seeds: usize,
}

impl Estimate {
	/// Mean of `values`, one a seed, and the one-sided bound by Student's t.
	pub fn of(values: &[f64]) -> Self {
		let seeds = values.len();
		let mean = mean(values);
		let upper_95 = (seeds > 1).then(|| {
			let degrees = seeds - 1;
			let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
			let error = (squares / degrees as f64 / seeds as f64).sqrt();
			mean + STUDENT_95[degrees.min(STUDENT_95.len()) - 1] * error
		});
		Self { mean, upper_95, seeds }
	}

	/// The same of what something has changed, where in some seeds it changed nothing at all.
	///
	/// Those say how often it does, and not what comes of it. So the bound is that of the others
	/// times their share of all; that it is not above zero holds whatever the share is. There is
	/// none where a single one differs.
	pub fn of_changes(values: &[f64]) -> Self {
		let changed: Vec<f64> = values.iter().copied().filter(|value| *value != 0.0).collect();
		let share = changed.len() as f64 / values.len().max(1) as f64;
		let upper_95 = if changed.is_empty() {
			(values.len() > 1).then_some(0.0)
		} else {
			Self::of(&changed).upper_95.map(|bound| bound * share)
		};
		Self { mean: mean(values), upper_95, seeds: values.len() }
	}
}

/// Mean; zero of nothing.
pub fn mean(values: &[f64]) -> f64 {
	if values.is_empty() {
		return 0.0;
	}
	values.iter().sum::<f64>() / values.len() as f64
}

/// Gini coefficient of amounts of which none is below zero: 0 if all have the
/// same, towards 1 if one has all. Zero where nobody has anything.
pub fn gini(amounts: &[f64]) -> f64 {
	let mut sorted = amounts.to_vec();
	sorted.sort_by(f64::total_cmp);
	let count = sorted.len() as f64;
	let total: f64 = sorted.iter().sum();
	if total <= 0.0 {
		return 0.0;
	}
	let ranked: f64 = sorted.iter().enumerate().map(|(at, have)| (at + 1) as f64 * have).sum();
	2.0 * ranked / (count * total) - (count + 1.0) / count
}

/// How often each whole number was seen: exact quantiles without keeping values.
#[derive(Clone, Debug, Default)]
pub struct Counts {
	counts: Vec<u64>,
	total: u64,
}

impl Counts {
	/// Note one more `value`.
	pub fn add(&mut self, value: u32) {
		let at = value as usize;
		if self.counts.len() <= at {
			self.counts.resize(at + 1, 0);
		}
		self.counts[at] += 1;
		self.total += 1;
	}

	/// The least value that at least the share `part` of all do not exceed; `None`
	/// where none was noted.
	pub fn quantile(&self, part: f64) -> Option<u32> {
		let wanted = ((self.total as f64 * part).ceil() as u64).max(1);
		let mut seen = 0;
		self.counts.iter().enumerate().find_map(|(value, count)| {
			seen += count;
			(seen >= wanted).then_some(value as u32)
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_changed_nothing_does_not_widen_the_bound_of_what_did() {
		let changed = Estimate::of(&[-60.0, -40.0]).upper_95.unwrap();
		let of_all = Estimate::of_changes(&[0.0, -60.0, 0.0, -40.0]);
		assert_eq!((of_all.mean, of_all.seeds), (-25.0, 4));
		assert!((of_all.upper_95.unwrap() - changed / 2.0).abs() < 1e-9);
		assert_eq!(Estimate::of_changes(&[0.0; 3]).upper_95, Some(0.0));
		assert_eq!(Estimate::of_changes(&[0.0, 0.0, -69.0]).upper_95, None);
		let all = [3.0, -2.0, 7.0];
		assert_eq!(Estimate::of_changes(&all), Estimate::of(&all));
	}

	#[test]
	fn bound_of_two_seeds_is_students() {
		let estimate = Estimate::of(&[1.0, 3.0]);
		assert_eq!(estimate.mean, 2.0);
		// Standard deviation √2, standard error 1, one degree of freedom.
		assert!((estimate.upper_95.unwrap() - 8.314).abs() < 1e-9);
	}

	#[test]
	fn bound_of_many_seeds_covers_the_expectation_about_19_times_in_20() {
		// A linear congruential generator's uniform numbers, expectation a half.
		let mut state = 7u64;
		let mut next = || {
			state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
			(state >> 11) as f64 / (1u64 << 53) as f64
		};
		let covered = (0..4_000)
			.filter(|_| {
				let values: Vec<f64> = (0..6).map(|_| next()).collect();
				Estimate::of(&values).upper_95.unwrap() >= 0.5
			})
			.count();
		assert!((3_700..3_900).contains(&covered), "{covered} of 4,000");
	}

	#[test]
	fn one_seed_has_no_bound() {
		assert_eq!(Estimate::of(&[5.0]), Estimate { mean: 5.0, upper_95: None, seeds: 1 });
		assert_eq!(Estimate::of(&[]).mean, 0.0);
	}

	#[test]
	fn gini_of_known_distributions() {
		assert_eq!(gini(&[]), 0.0);
		assert_eq!(gini(&[0.0, 0.0]), 0.0);
		assert!(gini(&[3.0, 3.0, 3.0]).abs() < 1e-12);
		// One of four has all: (n − 1) / n.
		assert!((gini(&[0.0, 8.0, 0.0, 0.0]) - 0.75).abs() < 1e-12);
		assert!((gini(&[1.0, 3.0]) - 0.25).abs() < 1e-12);
	}

	#[test]
	fn quantiles_are_values_that_occurred() {
		let mut counts = Counts::default();
		assert_eq!(counts.quantile(0.5), None);
		(1..=100).for_each(|value| counts.add(value));
		assert_eq!(counts.quantile(0.0), Some(1));
		assert_eq!(counts.quantile(0.5), Some(50));
		assert_eq!(counts.quantile(0.99), Some(99));
		assert_eq!(counts.quantile(1.0), Some(100));
	}
}
