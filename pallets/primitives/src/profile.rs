//! Profiles: an exact engine version, cost table and limits.
//!
//! Two devices can agree on a result bit for bit only under the same profile,
//! so a header and an offer both carry one and only equals match.

/// Number of a profile.
pub type ProfileId = u16;
/// Fuel: what a profile's cost table charges for one run. Units of the table,
/// about one per simple instruction.
pub type Fuel = u64;

/// Fuel in one work unit. One work unit costs about one core-second.
pub const FUEL_PER_WORK_UNIT: Fuel = 1_000_000_000;

/// Profile 1: wasmtime 48, the fuel table of `atous-executor`, WASI preview 1
/// with arguments, standard input and standard output only.
pub const PROFILE_WASM_1: ProfileId = 1;

/// Whether `profile` is one this version of the software knows.
pub const fn is_known(profile: ProfileId) -> bool {
	profile == PROFILE_WASM_1
}

/// Work units in `fuel`, rounded up.
pub const fn work_units(fuel: Fuel) -> u64 {
	fuel.div_ceil(FUEL_PER_WORK_UNIT)
}
