//! What `make weights` measures: our pallets, as the runtime composes them.

use crate::{AllPalletsWithSystem, Credit, Flags, Lane, Tasks};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{
	add_benchmark, list_benchmark, BenchmarkBatch, BenchmarkConfig, BenchmarkList,
};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};

/// The benchmarks there are, and how large what the runtime stores may be.
pub fn list(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::new();
	list_benchmark!(list, extra, pallet_credit, Credit);
	list_benchmark!(list, extra, pallet_tasks, Tasks);
	list_benchmark!(list, extra, pallet_flags, Flags);
	list_benchmark!(list, extra, lane, Lane);
	(list, AllPalletsWithSystem::storage_info())
}

/// Run one of them. What every block reads and writes anyway is not counted.
pub fn run(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let anyway = AllPalletsWithSystem::whitelisted_storage_keys();
	let params = (&config, &anyway);
	let mut batches = Vec::new();
	add_benchmark!(params, batches, pallet_credit, Credit);
	add_benchmark!(params, batches, pallet_tasks, Tasks);
	add_benchmark!(params, batches, pallet_flags, Flags);
	add_benchmark!(params, batches, lane, Lane);
	Ok(batches)
}
