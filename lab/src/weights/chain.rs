//! The runtime's WebAssembly at the start of a chain.

use super::state::State;
use anyhow::{anyhow, bail, Context, Result};
use codec::{Decode, Encode};
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList, BenchmarkResult};
use frame_support::traits::StorageInfo;
use sc_executor::WasmExecutor;
use serde_json::Value;
use sp_core::{
	storage::StateVersion,
	traits::{CallContext, RuntimeCode, WrappedRuntimeCode},
};
use sp_externalities::Extensions;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::traits::BlakeTwo256;
use sp_state_machine::{InMemoryBackend, OverlayedChanges, StateMachine};

/// What the runtime may call: what a node gives it, the clock and the counters.
type HostFunctions =
	(sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);

/// The genesis that is measured on.
const PRESET: &str = "development";

/// A runtime and its genesis.
pub struct Chain<'a> {
	executor: WasmExecutor<HostFunctions>,
	code: WrappedRuntimeCode<'a>,
	hash: Vec<u8>,
	genesis: InMemoryBackend<BlakeTwo256>,
}

impl<'a> Chain<'a> {
	/// The chain of the runtime `code`, compressed or not.
	pub fn new(code: &'a [u8]) -> Result<Self> {
		let mut chain = Self {
			executor: WasmExecutor::builder().build(),
			code: WrappedRuntimeCode(code.into()),
			hash: sp_io::hashing::blake2_256(code).to_vec(),
			genesis: InMemoryBackend::default(),
		};
		chain.build_genesis().context("building the genesis")?;
		Ok(chain)
	}

	/// Our pallets' benchmarks, and how large what the runtime stores may be.
	pub fn benchmarks(&self) -> Result<(Vec<BenchmarkList>, Vec<StorageInfo>)> {
		let state = State::new(&self.genesis, false);
		self.call(&state, "Benchmark_benchmark_metadata", &false.encode())
	}

	/// Run a benchmark once or several times, on a state that counts or one that does not.
	pub fn run(&self, config: &BenchmarkConfig, counting: bool) -> Result<Vec<BenchmarkResult>> {
		let state = State::new(&self.genesis, counting);
		let answer: Result<Vec<BenchmarkBatch>, String> =
			self.call(&state, "Benchmark_dispatch_benchmark", &config.encode())?;
		let batches = answer.map_err(|why| anyhow!("the benchmark failed: {why}"))?;
		Ok(batches.into_iter().flat_map(|batch| batch.results).collect())
	}

	/// The changes of a preset over the genesis that holds nothing.
	fn build_genesis(&mut self) -> Result<()> {
		let mut config = self.preset(None)?;
		merge(&mut config, self.preset(Some(PRESET))?);
		let empty = State::new(&self.genesis, false);
		let mut changes = OverlayedChanges::default();
		let json = serde_json::to_vec(&config)?.encode();
		let built: Result<(), String> =
			self.call_with(&empty, &mut changes, "GenesisBuilder_build_state", &json)?;
		built.map_err(|why| anyhow!("the runtime refuses the preset {PRESET}: {why}"))?;
		let changes = changes
			.drain_storage_changes(&self.genesis, StateVersion::V1)
			.map_err(|why| anyhow!("collecting the genesis: {why}"))?;
		self.genesis.apply_transaction(changes.transaction_storage_root, changes.transaction);
		Ok(())
	}

	fn preset(&self, name: Option<&str>) -> Result<Value> {
		let state = State::new(&self.genesis, false);
		let preset: Option<Vec<u8>> =
			self.call(&state, "GenesisBuilder_get_preset", &name.encode())?;
		let Some(json) = preset else { bail!("the runtime has no preset {name:?}") };
		Ok(serde_json::from_slice(&json)?)
	}

	fn call<R: Decode>(&self, state: &State, method: &str, input: &[u8]) -> Result<R> {
		self.call_with(state, &mut OverlayedChanges::default(), method, input)
	}

	fn call_with<R: Decode>(
		&self,
		state: &State,
		changes: &mut OverlayedChanges<BlakeTwo256>,
		method: &str,
		input: &[u8],
	) -> Result<R> {
		let mut extensions = Extensions::default();
		extensions.register(KeystoreExt::new(MemoryKeystore::new()));
		let code =
			RuntimeCode { code_fetcher: &self.code, hash: self.hash.clone(), heap_pages: None };
		let output = StateMachine::new(
			state,
			changes,
			&self.executor,
			method,
			input,
			&mut extensions,
			&code,
			CallContext::Offchain,
		)
		.execute()
		.map_err(|why| anyhow!("calling {method}: {why}"))?;
		R::decode(&mut &output[..]).with_context(|| format!("decoding what {method} answered"))
	}
}

/// Put what `patch` says over `config`, object by object.
fn merge(config: &mut Value, patch: Value) {
	match (config, patch) {
		(Value::Object(config), Value::Object(patch)) => {
			for (name, value) in patch {
				merge(config.entry(name).or_insert(Value::Null), value);
			}
		}
		(config, patch) => *config = patch,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_patch_replaces_what_it_names_and_nothing_else() {
		let mut config = json!({ "a": { "b": 1, "c": [1, 2] }, "d": 4 });
		merge(&mut config, json!({ "a": { "c": [3] }, "e": {} }));
		assert_eq!(config, json!({ "a": { "b": 1, "c": [3] }, "d": 4, "e": {} }));
	}
}
