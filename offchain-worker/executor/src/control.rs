//! Pausing, resuming and cancelling a run from another thread.

use std::{
	sync::{
		atomic::{AtomicBool, AtomicU8, Ordering},
		Condvar, Mutex, MutexGuard, PoisonError,
	},
	time::{Duration, Instant},
};

const RUNNING: u8 = 0;
const PAUSED: u8 = 1;
const CANCELLED: u8 = 2;

/// The handle by which a run is paused, resumed and cancelled.
///
/// The payload is asked every [`YIELD_FUEL`](crate::profile::YIELD_FUEL), which
/// is a fraction of a millisecond, so it stands still well within 250 ms. Where
/// it stands depends on its fuel alone: pausing changes nothing of the result.
/// Two things are not interrupted: compiling the module, which takes place at
/// idle priority, and one bulk operation on memory (a gigabyte takes about half
/// a second).
#[derive(Debug, Default)]
pub struct Control {
	state: AtomicU8,
	standing: AtomicBool,
	lock: Mutex<()>,
	changed: Condvar,
}

impl Control {
	/// A control that lets the run go on.
	pub fn new() -> Self {
		Self::default()
	}

	/// Stop the run where it is until [`Control::resume`]. A cancelled run stays
	/// cancelled.
	pub fn pause(&self) {
		self.change(RUNNING, PAUSED);
	}

	/// Let a paused run go on.
	pub fn resume(&self) {
		self.change(PAUSED, RUNNING);
	}

	/// End the run; it has no result.
	pub fn cancel(&self) {
		let _guard = self.locked();
		self.state.store(CANCELLED, Ordering::Release);
		self.changed.notify_all();
	}

	/// Whether the run was asked to pause.
	pub fn is_paused(&self) -> bool {
		self.state.load(Ordering::Acquire) == PAUSED
	}

	/// Whether a run has followed the request and stands still.
	pub fn is_standing(&self) -> bool {
		self.standing.load(Ordering::Acquire)
	}

	fn change(&self, from: u8, to: u8) {
		let _guard = self.locked();
		// A state other than `from` is already what was asked for, or final.
		let _ = self.state.compare_exchange(from, to, Ordering::AcqRel, Ordering::Acquire);
		self.changed.notify_all();
	}

	/// Wait while paused. Returns how long, or `None` when cancelled.
	pub(crate) fn gate(&self) -> Option<Duration> {
		match self.state.load(Ordering::Acquire) {
			RUNNING => return Some(Duration::ZERO),
			CANCELLED => return None,
			_ => {}
		}
		let begun = Instant::now();
		let mut guard = self.locked();
		self.standing.store(true, Ordering::Release);
		while self.state.load(Ordering::Acquire) == PAUSED {
			guard = self.changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
		}
		self.standing.store(false, Ordering::Release);
		let cancelled = self.state.load(Ordering::Acquire) == CANCELLED;
		(!cancelled).then(|| begun.elapsed())
	}

	/// The lock guards no data, so one that was poisoned is as good as any.
	fn locked(&self) -> MutexGuard<'_, ()> {
		self.lock.lock().unwrap_or_else(PoisonError::into_inner)
	}
}
