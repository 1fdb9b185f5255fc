//! Compiles the runtime to WebAssembly, which `WASM_BINARY` then holds.

fn main() {
	// The inner build inherits what the outer one was called with. A lint run must
	// not leave a runtime behind that clippy's compiler made.
	#[cfg(feature = "std")]
	for name in ["RUSTC_WORKSPACE_WRAPPER", "CLIPPY_ARGS"] {
		std::env::remove_var(name);
	}

	// Under a name of its own, so that no node is ever built with it.
	#[cfg(all(feature = "std", feature = "runtime-benchmarks"))]
	substrate_wasm_builder::WasmBuilder::init_with_defaults()
		.set_file_name("atous_runtime_benchmarks")
		.build();

	#[cfg(all(
		feature = "std",
		feature = "metadata-hash",
		not(feature = "runtime-benchmarks")
	))]
	substrate_wasm_builder::WasmBuilder::init_with_defaults()
		.enable_metadata_hash("ATOS", 12)
		.build();

	#[cfg(all(
		feature = "std",
		not(feature = "metadata-hash"),
		not(feature = "runtime-benchmarks")
	))]
	substrate_wasm_builder::WasmBuilder::build_using_defaults();
}
