//! Standard input, output and error: the only file descriptors there are.

use super::{
	guest::{bytes, bytes_mut, charge_bytes, field, put, split, Errno, Stop},
	Host,
};
use wasmtime::{Caller, Error};

const STDIN: u32 = 0;
const STDOUT: u32 = 1;
const STDERR: u32 = 2;

/// Most pieces one call may read or write.
const MAX_VECTORS: u32 = 1024;
/// Bytes of one piece's description: address and length.
const VECTOR_BYTES: u32 = 8;
/// The right to read, in a descriptor's status.
const RIGHT_READ: u64 = 1 << 1;
/// The right to write.
const RIGHT_WRITE: u64 = 1 << 6;

/// Where a piece of data is: address and length.
type Vector = (u32, u32);

/// The pieces of a call and the sum of their lengths, charged.
fn vectors(
	caller: &mut Caller<'_, Host>,
	address: u32,
	count: u32,
) -> Result<(Vec<Vector>, u64), Stop> {
	if count > MAX_VECTORS {
		return Err(Errno::Invalid.into());
	}
	charge_bytes(caller, u64::from(count * VECTOR_BYTES))?;
	let (memory, _) = split(caller);
	let vectors: Vec<Vector> = bytes(memory, address, count * VECTOR_BYTES)?
		.chunks_exact(VECTOR_BYTES as usize)
		.map(|v| (u32::from_le_bytes(field(v, 0)), u32::from_le_bytes(field(v, 4))))
		.collect();
	for (address, length) in &vectors {
		bytes(memory, *address, *length)?;
	}
	let total = vectors.iter().map(|(_, length)| u64::from(*length)).sum();
	Ok((vectors, total))
}

/// `fd_read`.
pub(super) fn read(
	caller: &mut Caller<'_, Host>,
	fd: u32,
	address: u32,
	count: u32,
	done: u32,
) -> Result<(), Stop> {
	if fd != STDIN {
		return Err(Errno::BadDescriptor.into());
	}
	let (vectors, total) = vectors(caller, address, count)?;
	let rest = caller.data().input.len() - caller.data().read;
	charge_bytes(caller, total.min(rest as u64))?;
	let (memory, host) = split(caller);
	let mut left = &host.input[host.read..];
	for (address, length) in vectors {
		let length = length.min(u32::try_from(left.len()).unwrap_or(u32::MAX));
		let (now, later) = left.split_at(length as usize);
		bytes_mut(memory, address, length)?.copy_from_slice(now);
		left = later;
	}
	let read = rest - left.len();
	let told = u32::try_from(read).map_err(|_| Errno::Invalid)?;
	put(memory, done, &told.to_le_bytes())?;
	host.read += read;
	Ok(())
}

/// `fd_write`.
pub(super) fn write(
	caller: &mut Caller<'_, Host>,
	fd: u32,
	address: u32,
	count: u32,
	done: u32,
) -> Result<(), Stop> {
	if fd != STDOUT && fd != STDERR {
		return Err(Errno::BadDescriptor.into());
	}
	let (vectors, total) = vectors(caller, address, count)?;
	charge_bytes(caller, total)?;
	let (memory, host) = split(caller);
	let told = u32::try_from(total).map_err(|_| Errno::Invalid)?;
	put(memory, done, &told.to_le_bytes())?;
	for (address, length) in vectors {
		let data = bytes(memory, address, length)?;
		if fd == STDOUT {
			host.write_output(data).map_err(Error::new)?;
		} else {
			host.write_stderr(data);
		}
	}
	Ok(())
}

fn known(fd: u32) -> Result<(), Stop> {
	if fd > STDERR {
		return Err(Errno::BadDescriptor.into());
	}
	Ok(())
}

/// `fd_close`: closing a standard stream changes nothing here.
pub(super) fn close(_: &mut Caller<'_, Host>, fd: u32) -> Result<(), Stop> {
	known(fd)
}

/// `fd_seek`: a stream has no place.
pub(super) fn seek(
	_: &mut Caller<'_, Host>,
	fd: u32,
	_offset: i64,
	_whence: u32,
	_place: u32,
) -> Result<(), Stop> {
	known(fd)?;
	Err(Errno::NotSeekable.into())
}

/// `fd_tell`: a stream has no place.
pub(super) fn tell(_: &mut Caller<'_, Host>, fd: u32, _place: u32) -> Result<(), Stop> {
	known(fd)?;
	Err(Errno::NotSeekable.into())
}

/// `fd_fdstat_get`: of unknown type, so that no library takes it for a terminal.
pub(super) fn status(caller: &mut Caller<'_, Host>, fd: u32, to: u32) -> Result<(), Stop> {
	known(fd)?;
	let (memory, _) = split(caller);
	let right = if fd == STDIN { RIGHT_READ } else { RIGHT_WRITE };
	// File type and flags, both zero; rights; rights that are passed on, none.
	let mut status = [0; 24];
	status[8..16].copy_from_slice(&right.to_le_bytes());
	Ok(put(memory, to, &status)?)
}

/// `fd_fdstat_set_flags`: none makes a difference here.
pub(super) fn set_flags(_: &mut Caller<'_, Host>, fd: u32, _flags: u32) -> Result<(), Stop> {
	known(fd)
}

/// `fd_prestat_get`: no folder is open.
pub(super) fn prestat(_: &mut Caller<'_, Host>, _fd: u32, _to: u32) -> Result<(), Stop> {
	Err(Errno::BadDescriptor.into())
}

/// `fd_prestat_dir_name`: no folder is open.
pub(super) fn prestat_name(
	_: &mut Caller<'_, Host>,
	_fd: u32,
	_to: u32,
	_length: u32,
) -> Result<(), Stop> {
	Err(Errno::BadDescriptor.into())
}
