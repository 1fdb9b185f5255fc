//! Profile 1: the engine's settings, the fuel table and the fixed limits.
//!
//! Everything here decides what a run comes to. A change of any of it, or of
//! the engine's version, is a new profile; the golden numbers in
//! `tests/golden.rs` notice one that was not meant.

use atous_primitives::profile::{Fuel, ProfileId, PROFILE_WASM_1};
use wasmtime::{Config, Engine, Inlining, OperatorCost, OptLevel};

use crate::{error::Unable, ExecError};

/// Longest module, in bytes.
pub const MAX_MODULE_BYTES: usize = 8 << 20;
/// Most elements a table may have.
pub const MAX_TABLE_ELEMENTS: usize = 1 << 20;
/// Most tables a module may define.
pub const MAX_TABLES: u32 = 16;
/// Bytes of a memory page.
pub const PAGE_BYTES: u64 = 64 << 10;

/// Fuel between two questions whether to go on. Small, so that a payload soon
/// stands still (under a millisecond), and so that the fuel of a run that traps
/// is known: it is written down at calls and at these questions.
pub const YIELD_FUEL: Fuel = 200_000;
/// Fuel for each byte of the module: validating and compiling it takes about
/// 1.3 µs a byte. Charged whether or not a machine has it compiled already.
pub const MODULE_BYTE_FUEL: Fuel = 1_000;
/// Fuel for each page of memory, at the start and when it grows.
pub const PAGE_FUEL: u8 = 255;
/// Fuel for each call of a host function.
pub const HOST_CALL_FUEL: Fuel = 200;
/// Fuel for each byte a host function reads or writes.
pub const HOST_BYTE_FUEL: Fuel = 1;
/// Fuel for each byte of randomness.
pub const RANDOM_BYTE_FUEL: Fuel = 8;

/// Stack of the payload, in bytes. Running out of it is never a result.
const WASM_STACK_BYTES: usize = 1 << 20;
/// Stack of the payload and of the host functions it calls, in bytes.
const HOST_STACK_BYTES: usize = WASM_STACK_BYTES + (1 << 20);

/// Fuel that is charged before the first instruction, for a module of
/// `module_bytes` bytes that starts with `pages` pages of memory.
pub fn start_fuel(module_bytes: usize, pages: u64) -> Fuel {
	let module = (module_bytes as Fuel).saturating_mul(MODULE_BYTE_FUEL);
	module.saturating_add(pages.saturating_mul(PAGE_FUEL.into()))
}

/// The engine of a profile.
pub(crate) fn engine(profile: ProfileId) -> Result<Engine, ExecError> {
	if profile != PROFILE_WASM_1 {
		return Err(ExecError::UnknownProfile(profile));
	}
	Engine::new(&config()).map_err(|error| Unable::Engine(format!("{error:#}")).into())
}

/// Settings of profile 1. What is not set here is wasmtime's default, and the
/// same on every machine; features that are not compiled in (threads, garbage
/// collection, components) cannot be used by a payload.
fn config() -> Config {
	let mut config = Config::new();
	config
		.consume_fuel(true)
		.operator_cost(operator_cost())
		.cranelift_nan_canonicalization(true)
		.relaxed_simd_deterministic(true)
		.cranelift_opt_level(OptLevel::Speed)
		.compiler_inlining(Inlining::No)
		.max_wasm_stack(WASM_STACK_BYTES)
		.async_stack_size(HOST_STACK_BYTES)
		.wasm_backtrace_max_frames(None)
		.wasm_bulk_memory(true)
		.wasm_multi_value(true)
		.wasm_simd(true)
		.wasm_relaxed_simd(true)
		.wasm_extended_const(true)
		.wasm_tail_call(false)
		.wasm_multi_memory(false)
		.wasm_memory64(false)
		.wasm_custom_page_sizes(false)
		.wasm_wide_arithmetic(false);
	config
}

/// The fuel table: one for a simple instruction, nothing for those that only name
/// a value, more for what takes several times as long as an addition. A small
/// computer's core spends about a nanosecond on each, a large one's a quarter.
fn operator_cost() -> OperatorCost {
	let mut cost = OperatorCost::new();
	for name in [
		&mut cost.LocalGet,
		&mut cost.LocalSet,
		&mut cost.LocalTee,
		&mut cost.I32Const,
		&mut cost.I64Const,
		&mut cost.F32Const,
		&mut cost.F64Const,
	] {
		*name = 0;
	}
	for division in [
		&mut cost.I32DivS,
		&mut cost.I32DivU,
		&mut cost.I32RemS,
		&mut cost.I32RemU,
		&mut cost.I64DivS,
		&mut cost.I64DivU,
		&mut cost.I64RemS,
		&mut cost.I64RemU,
		&mut cost.F32Div,
		&mut cost.F64Div,
		&mut cost.F32Sqrt,
		&mut cost.F64Sqrt,
		&mut cost.F32x4Div,
		&mut cost.F64x2Div,
		&mut cost.F32x4Sqrt,
		&mut cost.F64x2Sqrt,
	] {
		*division = 5;
	}
	cost.Call = 2;
	cost.CallIndirect = 5;
	cost.BrTable = 3;
	// A change of the address space costs as much as thousands of additions.
	cost.MemoryGrow = u8::MAX;
	cost.TableGrow = u8::MAX;
	cost.variable.memory_grow_per_page = PAGE_FUEL;
	cost.variable.memory_copy_per_byte = 1;
	cost.variable.memory_fill_per_byte = 1;
	cost.variable.memory_init_per_byte = 1;
	cost.variable.table_grow_per_element = 2;
	cost.variable.table_copy_per_element = 2;
	cost.variable.table_fill_per_element = 2;
	cost.variable.table_init_per_element = 2;
	cost
}
