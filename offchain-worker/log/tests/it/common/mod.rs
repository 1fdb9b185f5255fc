//! What the tests share.

use atous_log::Log;
use atous_primitives::{merkle, Flag, FlagKind, FlagSummary, Hash, Severity};
use proptest::prelude::ProptestConfig;
use std::path::Path;

/// Bytes a flag takes on the disk.
pub const RECORD_LEN: u64 = 80;

/// A flag that differs from all others of another number.
pub fn flag(number: u64) -> Flag {
	let severity = match number % 7 {
		0 => Severity::Critical,
		1 | 2 => Severity::Warning,
		_ => Severity::Info,
	};
	Flag {
		time_ms: 1_790_000_000_000 + number,
		kind: FlagKind::Anomaly,
		severity,
		subject: [number as u8; 32],
		evidence: merkle::leaf_hash(&number.to_be_bytes()),
		state: (number % 101) as u8,
	}
}

/// The first `size` flags.
pub fn flags(size: u64) -> Vec<Flag> {
	(0..size).map(flag).collect()
}

/// The root over the first `size` flags, from the leaves alone.
pub fn expected_root(size: u64) -> Hash {
	let leaves: Vec<_> = flags(size).iter().map(atous_log::leaf_hash).collect();
	merkle::root_of(&leaves)
}

/// Check that `log` holds exactly the first `size` flags, in all its answers.
pub fn assert_holds(log: &Log, size: u64) {
	assert_eq!(log.size(), size);
	assert_eq!(log.root(), expected_root(size));
	assert_eq!(log.root_at(size).unwrap(), log.root());
	let held: Vec<_> = log.flags(0..size).map(|item| item.unwrap()).collect();
	let all: Vec<_> = flags(size).into_iter().enumerate().map(|(n, f)| (n as u64, f)).collect();
	assert_eq!(held, all);
	let count = |severity| all.iter().filter(|(_, flag)| flag.severity == severity).count() as u64;
	let summary = FlagSummary {
		info: count(Severity::Info),
		warning: count(Severity::Warning),
		critical: count(Severity::Critical),
	};
	assert_eq!(log.summary(), summary);
	log.check().unwrap();
}

/// A log in `dir` with the first `size` flags, closed in order.
pub fn write_log(dir: &Path, size: u64) {
	let mut log = Log::open(dir).unwrap();
	log.append_batch(&flags(size)).unwrap();
	log.close().unwrap();
}

/// So many random cases; failing ones are printed, not written beside the tests.
pub fn cases(number: u32) -> ProptestConfig {
	ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(number) }
}
