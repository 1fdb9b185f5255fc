//! Compiles the runtime to WebAssembly, which `WASM_BINARY` then holds.

fn main() {
	// The inner build inherits what the outer one was called with. A lint run must
	// not leave a runtime behind that clippy's compiler made.
	#[cfg(feature = "std")]
	for name in ["RUSTC_WORKSPACE_WRAPPER", "CLIPPY_ARGS"] {
		std::env::remove_var(name);
	}

	#[cfg(feature = "std")]
	{
		let builder = substrate_wasm_builder::WasmBuilder::init_with_defaults();
		#[cfg(feature = "metadata-hash")]
		let builder = builder.enable_metadata_hash("ATOS", 12);
		// Under a name of its own, so that no node is ever built with it.
		#[cfg(feature = "runtime-benchmarks")]
		let builder = builder.set_file_name("atous_runtime_benchmarks");
		builder.build();
	}
}
