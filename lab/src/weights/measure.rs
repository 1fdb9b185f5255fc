//! One benchmark, measured.

use super::{
	chain::Chain,
	cli::Options,
	fit::{envelope, least_squares, Line},
	plan::{points, Point},
};
use anyhow::{ensure, Context, Result};
use frame_benchmarking::{BenchmarkConfig, BenchmarkList, BenchmarkMetadata, BenchmarkResult};
use frame_support::traits::StorageInfo;

/// Bytes of trie nodes on the way to a value: a map of a million entries is five deep,
/// each node on the way has fifteen siblings, whose hashes take 33 bytes each.
const PATH: u64 = 5 * 15 * 33;

/// What a benchmark costs, by its parameters.
pub struct Measured {
	/// Its name.
	pub name: String,
	/// Its parameters: name, least and greatest value.
	pub ranges: Vec<(String, u32, u32)>,
	/// Time of computing in nanoseconds, what a database takes left out.
	pub nanos: Line,
	/// Keys read.
	pub reads: Line,
	/// Keys written.
	pub writes: Line,
	/// Bytes of a proof of what is read, in a state of a million entries a map.
	pub proof: Line,
	/// Bytes of a proof in the state that was measured on, at most.
	pub proof_here: u64,
}

impl Measured {
	/// The greatest value of each parameter.
	pub fn most(&self) -> Vec<u32> {
		self.ranges.iter().map(|(_, _, most)| *most).collect()
	}
}

/// Measure a benchmark with all choices of its parameters, once.
pub fn sample(
	chain: &Chain<'_>,
	list: &BenchmarkList,
	benchmark: &BenchmarkMetadata,
	storage: &[StorageInfo],
	options: &Options,
) -> Result<Samples> {
	let name = String::from_utf8_lossy(&benchmark.name).into_owned();
	let mut samples = Samples::default();
	for point in points(&benchmark.components, options.steps) {
		let config = BenchmarkConfig {
			pallet: list.pallet.clone(),
			instance: list.instance.clone(),
			benchmark: benchmark.name.clone(),
			selected_components: point.clone(),
			verify: true,
			internal_repeats: 1,
		};
		let run = |config: &BenchmarkConfig, counting| {
			chain.run(config, counting).with_context(|| format!("measuring {name} at {point:?}"))
		};
		let counted = run(&config, true)?;
		ensure!(counted.len() == 1, "{name} was to run once, and ran {} times", counted.len());
		let timing = BenchmarkConfig { verify: false, internal_repeats: options.repeat, ..config };
		samples.add(&point, &counted[0], &run(&timing, false)?, storage);
	}
	eprintln!("measured {} {name}", String::from_utf8_lossy(&list.pallet));
	Ok(samples)
}

/// What was measured at each point.
#[derive(Default)]
pub struct Samples {
	nanos: Vec<(Vec<u32>, u64)>,
	reads: Vec<(Vec<u32>, u64)>,
	writes: Vec<(Vec<u32>, u64)>,
	proof: Vec<(Vec<u32>, u64)>,
	proof_here: u64,
}

impl Samples {
	/// Of each time the shorter one: what else the machine does takes time and saves none.
	/// Everything else is the same whenever it is measured.
	pub fn keep_quieter(&mut self, again: &Samples) {
		for ((_, nanos), (_, other)) in self.nanos.iter_mut().zip(&again.nanos) {
			*nanos = (*nanos).min(*other);
		}
	}

	/// The lines through it.
	pub fn lines(&self, benchmark: &BenchmarkMetadata) -> Measured {
		let ranges = benchmark.components.iter();
		Measured {
			name: String::from_utf8_lossy(&benchmark.name).into_owned(),
			ranges: ranges.map(|(name, low, high)| (format!("{name:?}"), *low, *high)).collect(),
			nanos: least_squares(&self.nanos),
			reads: envelope(&self.reads),
			writes: envelope(&self.writes),
			proof: envelope(&self.proof),
			proof_here: self.proof_here,
		}
	}

	fn add(
		&mut self,
		point: &Point,
		counted: &BenchmarkResult,
		timed: &[BenchmarkResult],
		storage: &[StorageInfo],
	) {
		let at: Vec<u32> = point.iter().map(|(_, value)| *value).collect();
		let nanos = median(timed.iter().map(|result| result.extrinsic_time));
		let here = u64::from(counted.proof_size);
		self.nanos.push((at.clone(), nanos));
		self.reads.push((at.clone(), counted.reads.into()));
		self.writes.push((at.clone(), counted.writes.into()));
		self.proof.push((at, proof_of(&counted.keys, storage).max(here)));
		self.proof_here = self.proof_here.max(here);
	}
}

/// The middle one, in nanoseconds. Other programs on the machine make a few runs long,
/// and leave the middle one as it is.
fn median(times: impl Iterator<Item = u128>) -> u64 {
	let mut times: Vec<u128> = times.collect();
	times.sort_unstable();
	let middle = times.get(times.len() / 2).copied().unwrap_or_default();
	u64::try_from(middle).unwrap_or(u64::MAX)
}

/// Bytes that proving the keys read takes at most, each with the largest value it may
/// have and a path of its own.
fn proof_of(keys: &[(Vec<u8>, u32, u32, bool)], storage: &[StorageInfo]) -> u64 {
	let largest = |key: &[u8]| {
		let item = storage.iter().find(|item| key.starts_with(&item.prefix));
		item.and_then(|item| item.max_size).map_or(0, u64::from)
	};
	let read = keys.iter().filter(|(_, reads, _, free)| *reads > 0 && !free);
	read.map(|(key, ..)| PATH + largest(key)).sum()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn of_each_time_the_shorter_one_is_kept() {
		let of = |times: [u64; 3]| Samples {
			nanos: (0..).map(|at| vec![at]).zip(times).collect(),
			..Samples::default()
		};
		let mut kept = of([10, 25, 30]);
		kept.keep_quieter(&of([15, 20, 30]));
		assert_eq!(kept.nanos, of([10, 20, 30]).nanos);
	}

	#[test]
	fn a_run_that_was_disturbed_does_not_count() {
		assert_eq!(median([90, 95, 5_000, 91, 92].into_iter()), 92);
	}

	#[test]
	fn only_what_is_read_is_proved() {
		let info = StorageInfo {
			pallet_name: b"Tasks".to_vec(),
			storage_name: b"Workers".to_vec(),
			prefix: vec![1, 1],
			max_values: None,
			max_size: Some(700),
		};
		let keys = [
			(vec![1, 1, 5], 2, 0, false),
			(vec![1, 1, 6], 0, 1, false),
			(vec![1, 1, 7], 1, 0, true),
			(vec![9, 9], 1, 1, false),
		];
		assert_eq!(proof_of(&keys, &[info]), PATH + 700 + PATH);
	}
}
