//! What runs the runtime: compiled into this program, or as WebAssembly as in a node.

use anyhow::{anyhow, bail, Context, Result};
use atous_runtime::{Executive, UncheckedExtrinsic};
use codec::{Decode, Encode};
use sc_executor::WasmExecutor;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_externalities::{set_and_run_with_externalities, Externalities};
use std::borrow::Cow;

/// What runs the runtime.
pub enum Engine {
	/// Code of this program. Nothing is compiled twice, and calls cost nothing.
	Native,
	/// The runtime's WebAssembly in the node's own executor.
	Wasm {
		/// The executor, with the host functions of the node.
		executor: Box<WasmExecutor<sp_io::SubstrateHostFunctions>>,
		/// The runtime.
		code: Cow<'static, [u8]>,
	},
}

impl Engine {
	/// The WebAssembly that was built with this program; `None` where that was skipped.
	pub fn built_in() -> Option<Self> {
		atous_runtime::WASM_BINARY.map(|code| Self::wasm(Cow::Borrowed(code)))
	}

	/// Some other WebAssembly of the runtime.
	pub fn wasm(code: Cow<'static, [u8]>) -> Self {
		Self::Wasm { executor: Box::new(WasmExecutor::builder().build()), code }
	}

	/// What reports call it.
	pub fn name(&self) -> &'static str {
		match self {
			Engine::Native => "native",
			Engine::Wasm { .. } => "wasm",
		}
	}

	/// Make a call to the runtime's API in `ext`.
	pub fn call(&self, ext: &mut dyn Externalities, method: &str, input: &[u8]) -> Result<Vec<u8>> {
		match self {
			Engine::Native => set_and_run_with_externalities(ext, || native(method, input)),
			Engine::Wasm { executor, code } => {
				let fetcher = WrappedRuntimeCode(Cow::Borrowed(code));
				let hash = vec![code.len() as u8];
				let code = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash };
				let context = CallContext::Onchain { import: false };
				let (result, _) = executor.call(ext, &code, method, input, context);
				result.map_err(|why| anyhow!("{why}")).with_context(|| format!("calling {method}"))
			}
		}
	}
}

/// The calls that make and execute blocks.
fn native(method: &str, mut input: &[u8]) -> Result<Vec<u8>> {
	let input = &mut input;
	Ok(match method {
		"Core_initialize_block" => {
			Executive::initialize_block(&Decode::decode(input)?);
			Vec::new()
		}
		"BlockBuilder_apply_extrinsic" => {
			Executive::apply_extrinsic(UncheckedExtrinsic::decode(input)?).encode()
		}
		"BlockBuilder_finalize_block" => Executive::finalize_block().encode(),
		"Core_execute_block" => {
			Executive::execute_block(Decode::decode(input)?);
			Vec::new()
		}
		_ => bail!("the native engine knows no {method}"),
	})
}
