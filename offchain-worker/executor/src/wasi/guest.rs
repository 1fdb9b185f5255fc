//! The payload's side of a call: its memory, its fuel, its error numbers.

use super::Host;
use crate::profile::{HOST_BYTE_FUEL, HOST_CALL_FUEL};
use wasmtime::{Caller, Error, Extern, Trap};

/// Error numbers of WASI preview 1 that the profile uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errno {
	/// It worked.
	Success = 0,
	/// No such file descriptor.
	BadDescriptor = 8,
	/// An address outside of the memory.
	BadAddress = 21,
	/// An argument that makes no sense.
	Invalid = 28,
	/// Not in the profile.
	NotSupported = 52,
	/// A stream has no place to seek to.
	NotSeekable = 70,
}

/// Why a call does not succeed.
pub(super) enum Stop {
	/// The payload is told.
	Errno(Errno),
	/// The run ends.
	Run(Error),
}

impl From<Errno> for Stop {
	fn from(errno: Errno) -> Self {
		Stop::Errno(errno)
	}
}

impl From<Error> for Stop {
	fn from(error: Error) -> Self {
		Stop::Run(error)
	}
}

/// Begin a call: wait while paused and charge it.
///
/// Charging refills what the engine counts down to the next yield, so a payload
/// that only calls the host would never yield: each call asks, too.
pub(super) fn enter(caller: &mut Caller<'_, Host>) -> Result<(), Stop> {
	caller.data().watch().check().map_err(Error::new)?;
	charge(caller, HOST_CALL_FUEL)
}

/// Take fuel from the payload, or end the run where it has too little.
pub(super) fn charge(caller: &mut Caller<'_, Host>, fuel: u64) -> Result<(), Stop> {
	let rest = caller.get_fuel()?.saturating_sub(fuel);
	caller.set_fuel(rest)?;
	if rest == 0 {
		return Err(Stop::Run(Trap::OutOfFuel.into()));
	}
	Ok(())
}

/// Take the fuel for `bytes` bytes that are read or written.
pub(super) fn charge_bytes(caller: &mut Caller<'_, Host>, bytes: u64) -> Result<(), Stop> {
	charge(caller, bytes.saturating_mul(HOST_BYTE_FUEL))
}

/// The payload's memory and the host's state.
pub(super) fn split<'a>(caller: &'a mut Caller<'_, Host>) -> (&'a mut [u8], &'a mut Host) {
	let memory = caller.get_export("memory").and_then(Extern::into_memory);
	let memory = memory.expect("modules with imports and no memory are refused");
	memory.data_and_store_mut(caller)
}

/// `length` bytes at `address`.
pub(super) fn bytes(memory: &[u8], address: u32, length: u32) -> Result<&[u8], Errno> {
	let start = address as usize;
	start
		.checked_add(length as usize)
		.and_then(|end| memory.get(start..end))
		.ok_or(Errno::BadAddress)
}

/// `length` bytes at `address`, to be written.
pub(super) fn bytes_mut(memory: &mut [u8], address: u32, length: u32) -> Result<&mut [u8], Errno> {
	let start = address as usize;
	start
		.checked_add(length as usize)
		.and_then(|end| memory.get_mut(start..end))
		.ok_or(Errno::BadAddress)
}

/// Write `data` at `address`.
pub(super) fn put(memory: &mut [u8], address: u32, data: &[u8]) -> Result<(), Errno> {
	let length = u32::try_from(data.len()).map_err(|_| Errno::BadAddress)?;
	bytes_mut(memory, address, length)?.copy_from_slice(data);
	Ok(())
}

/// The first `N` bytes of `data` after `offset`; `data` has them.
pub(super) fn field<const N: usize>(data: &[u8], offset: usize) -> [u8; N] {
	let mut field = [0; N];
	field.copy_from_slice(&data[offset..offset + N]);
	field
}
