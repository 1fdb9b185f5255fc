//! The virtual clock. It starts at a fixed moment and goes one nanosecond for
//! each fuel, and by what the payload sleeps; sleeping takes no time.

use super::{
	guest::{bytes, bytes_mut, charge_bytes, field, put, split, Errno, Stop},
	Host,
};
use wasmtime::Caller;

/// When every run begins, in nanoseconds since 1970: 2026-01-01 00:00:00 UTC.
const START: u64 = 1_767_225_600_000_000_000;

const REALTIME: u32 = 0;
/// The monotonic clock; those of the process and thread (2, 3) go like it.
const LAST_CLOCK: u32 = 3;

/// Most subscriptions one call may have.
const MAX_SUBSCRIPTIONS: u32 = 64;
/// Bytes of a subscription and of an event.
const SUBSCRIPTION_BYTES: u32 = 48;
const EVENT_BYTES: u32 = 32;

/// What a clock says now, in nanoseconds.
fn now(caller: &mut Caller<'_, Host>, clock: u32) -> Result<u64, Stop> {
	let remaining = caller.get_fuel()?;
	let host = caller.data();
	let since = host.budget.saturating_sub(remaining).saturating_add(host.slept);
	match clock {
		REALTIME => Ok(START.saturating_add(since)),
		_ if clock <= LAST_CLOCK => Ok(since),
		_ => Err(Errno::Invalid.into()),
	}
}

/// `clock_time_get`.
pub(super) fn time(
	caller: &mut Caller<'_, Host>,
	clock: u32,
	_precision: u64,
	to: u32,
) -> Result<(), Stop> {
	let now = now(caller, clock)?;
	let (memory, _) = split(caller);
	Ok(put(memory, to, &now.to_le_bytes())?)
}

/// `clock_res_get`: a nanosecond.
pub(super) fn resolution(caller: &mut Caller<'_, Host>, clock: u32, to: u32) -> Result<(), Stop> {
	if clock > LAST_CLOCK {
		return Err(Errno::Invalid.into());
	}
	let (memory, _) = split(caller);
	Ok(put(memory, to, &1u64.to_le_bytes())?)
}

/// What a subscription waits for.
enum Wait {
	/// Nanoseconds from now.
	Clock(u64),
	/// A stream, which is always ready, or no stream at all.
	Stream(Errno),
}

/// One subscription, read.
struct Subscription {
	/// The payload's name for it.
	name: [u8; 8],
	/// 0 clock, 1 reading, 2 writing.
	kind: u8,
	wait: Wait,
}

/// Read one subscription.
fn subscription(caller: &mut Caller<'_, Host>, data: [u8; 48]) -> Result<Subscription, Stop> {
	let kind = data[8];
	let wait = match kind {
		0 => {
			let timeout = u64::from_le_bytes(field(&data, 24));
			let absolute = data[40] & 1 == 1;
			let now = now(caller, u32::from_le_bytes(field(&data, 16)))?;
			Wait::Clock(if absolute { timeout.saturating_sub(now) } else { timeout })
		}
		1 | 2 => match u32::from_le_bytes(field(&data, 16)) {
			0..=2 => Wait::Stream(Errno::Success),
			_ => Wait::Stream(Errno::BadDescriptor),
		},
		_ => return Err(Errno::Invalid.into()),
	};
	Ok(Subscription { name: field(&data, 0), kind, wait })
}

/// `poll_oneoff`: streams are ready at once; where only clocks are waited for,
/// the virtual clock moves on to the first of them.
pub(super) fn poll(
	caller: &mut Caller<'_, Host>,
	from: u32,
	to: u32,
	count: u32,
	done: u32,
) -> Result<(), Stop> {
	if count == 0 || count > MAX_SUBSCRIPTIONS {
		return Err(Errno::Invalid.into());
	}
	charge_bytes(caller, u64::from(count * (SUBSCRIPTION_BYTES + EVENT_BYTES)))?;
	let mut waiting = Vec::new();
	let all = bytes(split(caller).0, from, count * SUBSCRIPTION_BYTES)?.to_vec();
	for data in all.chunks_exact(SUBSCRIPTION_BYTES as usize) {
		waiting.push(subscription(caller, field(data, 0))?);
	}
	let first = waiting.iter().map(|s| match s.wait {
		Wait::Clock(after) => after,
		Wait::Stream(_) => 0,
	});
	let moved = first.min().unwrap_or_default();
	let (memory, host) = split(caller);
	let events = bytes_mut(memory, to, count * EVENT_BYTES)?;
	let mut told = 0u32;
	let mut places = events.chunks_exact_mut(EVENT_BYTES as usize);
	for Subscription { name, kind, wait } in waiting {
		let errno = match wait {
			Wait::Clock(after) if after <= moved => Errno::Success,
			Wait::Clock(_) => continue,
			Wait::Stream(errno) => errno,
		};
		let Some(event) = places.next() else { break };
		event.fill(0);
		event[..8].copy_from_slice(&name);
		event[8..10].copy_from_slice(&(errno as u16).to_le_bytes());
		event[10] = kind;
		told += 1;
	}
	put(memory, done, &told.to_le_bytes())?;
	host.slept = host.slept.saturating_add(moved);
	Ok(())
}
