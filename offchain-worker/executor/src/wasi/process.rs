//! Arguments, the empty environment, yielding and ending.

use super::{
	guest::{charge_bytes, put, split, Errno, Stop},
	Host,
};
use wasmtime::{Caller, Result as Wasm};

/// The payload ended itself with this code.
#[derive(Debug, thiserror::Error)]
#[error("exit code {0}")]
pub(crate) struct Exit(pub(crate) i32);

/// `proc_exit`: nothing of the payload runs after it.
pub(super) fn exit(_: Caller<'_, Host>, code: i32) -> Wasm<()> {
	Err(wasmtime::Error::new(Exit(code)))
}

/// `args_sizes_get`: how many arguments, and how many bytes they take.
pub(super) fn args_sizes(caller: &mut Caller<'_, Host>, count: u32, size: u32) -> Result<(), Stop> {
	let (memory, host) = split(caller);
	let bytes: usize = host.args.iter().map(|argument| argument.len() + 1).sum();
	put(memory, count, &(host.args.len() as u32).to_le_bytes())?;
	Ok(put(memory, size, &(bytes as u32).to_le_bytes())?)
}

/// `args_get`: the arguments, each ended by a zero byte, and pointers to them.
pub(super) fn args(caller: &mut Caller<'_, Host>, pointers: u32, text: u32) -> Result<(), Stop> {
	let bytes = caller.data().args.iter().map(|argument| argument.len() as u64 + 5).sum();
	charge_bytes(caller, bytes)?;
	let (memory, host) = split(caller);
	let (mut pointer, mut place) = (pointers, text);
	for argument in &host.args {
		put(memory, pointer, &place.to_le_bytes())?;
		put(memory, place, argument)?;
		let end = place.checked_add(argument.len() as u32).ok_or(Errno::BadAddress)?;
		put(memory, end, &[0])?;
		place = end.checked_add(1).ok_or(Errno::BadAddress)?;
		pointer = pointer.checked_add(4).ok_or(Errno::BadAddress)?;
	}
	Ok(())
}

/// `environ_sizes_get`: there are no variables.
pub(super) fn environ_sizes(
	caller: &mut Caller<'_, Host>,
	count: u32,
	size: u32,
) -> Result<(), Stop> {
	let (memory, _) = split(caller);
	put(memory, count, &0u32.to_le_bytes())?;
	Ok(put(memory, size, &0u32.to_le_bytes())?)
}

/// `environ_get`: nothing to write.
pub(super) fn environ(_: &mut Caller<'_, Host>, _: u32, _: u32) -> Result<(), Stop> {
	Ok(())
}

/// `sched_yield`: there is nobody to yield to.
pub(super) fn sched_yield(_: &mut Caller<'_, Host>) -> Result<(), Stop> {
	Ok(())
}
