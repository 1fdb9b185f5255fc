//! What the tests share: a fresh executor, modules in text form, the committed
//! payloads.

use atous_executor::{End, ExecError, Executor, Job, Report};
use atous_primitives::profile::PROFILE_WASM_1;
use std::path::Path;

/// Fuel enough for every small module.
pub const PLENTY: u64 = 1_000_000_000;

/// An executor that has compiled nothing yet.
pub fn executor() -> Executor {
	Executor::new(PROFILE_WASM_1).unwrap()
}

/// A file below `payloads/`.
pub fn payload_file(path: &str) -> Vec<u8> {
	let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../payloads");
	std::fs::read(folder.join(path)).unwrap()
}

/// A committed payload.
pub fn payload(name: &str) -> Vec<u8> {
	payload_file(&format!("modules/{name}.wasm"))
}

/// Run a module in text form with plenty of fuel and one MiB.
pub fn run(module: &str) -> Result<Report, ExecError> {
	run_with(module, Job::new(PLENTY, 1))
}

/// Run a module in text form as `job` says.
pub fn run_with(module: &str, job: Job<'_>) -> Result<Report, ExecError> {
	let module = wat::parse_str(module).unwrap();
	executor().run(&Job { module: &module, ..job })
}

/// A command whose `_start` has `body`, with one page of memory, the imports
/// the tests use, and `$print`, which writes bytes from an address.
pub fn command(body: &str) -> String {
	let import = |name: &str, parameters: &str| {
		format!(
			"(import \"wasi_snapshot_preview1\" \"{name}\"
				(func ${name} (param {parameters}) (result i32)))"
		)
	};
	let imports = [
		import("fd_read", "i32 i32 i32 i32"),
		import("fd_write", "i32 i32 i32 i32"),
		import("args_sizes_get", "i32 i32"),
		import("args_get", "i32 i32"),
		import("environ_sizes_get", "i32 i32"),
		import("clock_time_get", "i32 i64 i32"),
		import("poll_oneoff", "i32 i32 i32 i32"),
		import("random_get", "i32 i32"),
		import("fd_prestat_get", "i32 i32"),
		import("fd_fdstat_get", "i32 i32"),
		import("path_open", "i32 i32 i32 i32 i32 i64 i64 i32 i32"),
	]
	.join("\n");
	format!(
		"(module {imports}
			(import \"wasi_snapshot_preview1\" \"proc_exit\" (func $proc_exit (param i32)))
			(memory (export \"memory\") 1)
			(func $print (param $at i32) (param $length i32)
				(i32.store (i32.const 65520) (local.get $at))
				(i32.store (i32.const 65524) (local.get $length))
				(drop (call $fd_write
					(i32.const 1) (i32.const 65520) (i32.const 1) (i32.const 65528))))
			(func (export \"_start\") {body}))"
	)
}

/// What a run that completed wrote.
pub fn output(report: Report) -> Vec<u8> {
	match report.end {
		End::Completed { output } => output,
		end => panic!("it ended otherwise: {end:?}"),
	}
}

/// Run the body of a command and read its output as numbers of 32 bits.
pub fn numbers(body: &str) -> Vec<u32> {
	let output = output(run(&command(body)).unwrap());
	output.chunks_exact(4).map(|n| u32::from_le_bytes(n.try_into().unwrap())).collect()
}

/// Why a run trapped.
pub fn reason(report: &Report) -> &str {
	match &report.end {
		End::Trapped { reason } => reason,
		end => panic!("it ended otherwise: {end:?}"),
	}
}
