//! The chains the node knows by name.

use atous_runtime::WASM_BINARY;
use sc_service::{ChainType, GenericChainSpec, Properties};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};

/// A chain specification without extensions.
pub type ChainSpec = GenericChainSpec;

/// How consoles show amounts and addresses.
fn properties() -> Properties {
	Properties::from_iter([
		("tokenSymbol".to_string(), "ATOS".into()),
		("tokenDecimals".to_string(), 12.into()),
		("ss58Format".to_string(), 42.into()),
	])
}

fn spec(name: &str, id: &str, kind: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY.ok_or(
		"this node was built with SKIP_WASM_BUILD and has no runtime: build it without, \
		or start it from a chain specification file with --chain",
	)?;
	Ok(ChainSpec::builder(wasm, None)
		.with_name(name)
		.with_id(id)
		.with_chain_type(kind)
		.with_genesis_config_preset_name(preset)
		.with_properties(properties())
		.build())
}

/// One validator, Alice, who is also sudo.
pub fn development() -> Result<ChainSpec, String> {
	spec("Atous Development", "atous_dev", ChainType::Development, DEV_RUNTIME_PRESET)
}

/// Two validators, Alice and Bob.
pub fn local() -> Result<ChainSpec, String> {
	spec("Atous Local", "atous_local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET)
}
