//! A lane: one reader on its own thread, with the last known value.

use crate::{files::Root, Clock, Reading, Unknown};
use std::{
	panic::{catch_unwind, AssertUnwindSafe},
	sync::{
		mpsc::{sync_channel, Receiver, SyncSender},
		Arc, Condvar, Mutex, MutexGuard, PoisonError,
	},
	thread,
	time::{Duration, Instant},
};

/// Age up to which a reading counts as present: two samples and a half, so that
/// a value of the last round is.
pub const FRESH_FOR: Duration = Duration::from_millis(2_500);
/// Age after which a reading is dropped: half the automaton's window.
pub const KEPT_FOR: Duration = Duration::from_secs(10);

/// Stack of a reader's thread, bytes. They parse small texts; the default of
/// 2 MiB would count against the sidecar's address space for nothing.
const STACK: usize = 256 << 10;

/// Reads one thing of the machine.
pub(crate) trait Reader: Send + 'static {
	/// What it gives.
	type Output: Aging + Clone + Send + 'static;
	/// Name of its thread, at most 15 bytes.
	const NAME: &'static str;

	/// Reads it now; may take its time.
	fn read(&mut self, root: &Root) -> Self::Output;
}

/// What can grow old.
pub(crate) trait Aging {
	/// The same, `age` later.
	fn stale(self, age: Duration) -> Self;
	/// There is nothing, for want of an answer.
	fn late(why: Unknown) -> Self;
}

impl<T> Aging for Reading<T> {
	fn stale(self, age: Duration) -> Self {
		Reading::stale(self, age)
	}

	fn late(why: Unknown) -> Self {
		Reading::Unknown(why)
	}
}

/// A reader on its own thread. The thread ends when the lane is dropped, or as
/// soon after as its file answers.
pub(crate) struct Lane<T> {
	/// None where no thread could be started.
	ask: Option<SyncSender<Duration>>,
	shared: Arc<Shared<T>>,
	clock: Arc<dyn Clock>,
}

struct Shared<T> {
	slot: Mutex<Slot<T>>,
	answered: Condvar,
}

struct Slot<T> {
	/// The last answer, and when it was asked for.
	latest: Option<(T, Duration)>,
	/// Whether the reader is out.
	busy: bool,
}

impl<T> Shared<T> {
	fn lock(&self) -> MutexGuard<'_, Slot<T>> {
		// No code that can panic runs under the lock.
		self.slot.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

impl<T: Aging + Clone + Send + 'static> Lane<T> {
	/// Starts the reader's thread; it waits to be asked.
	pub fn start<R: Reader<Output = T>>(reader: R, root: Root, clock: Arc<dyn Clock>) -> Self {
		let slot = Mutex::new(Slot { latest: None, busy: false });
		let shared = Arc::new(Shared { slot, answered: Condvar::new() });
		let (ask, asked) = sync_channel(1);
		let thread = thread::Builder::new().name(R::NAME.into()).stack_size(STACK);
		let started = {
			let shared = shared.clone();
			thread.spawn(move || serve(reader, &root, &asked, &shared))
		};
		Self { ask: started.ok().map(|_| ask), shared, clock }
	}

	/// Sends the reader out, unless it still is.
	pub fn ask(&self) {
		let now = self.clock.now();
		let mut slot = self.shared.lock();
		if !slot.busy {
			// The channel holds one question and only an idle reader is asked, so
			// this never blocks.
			slot.busy = self.ask.as_ref().is_some_and(|ask| ask.try_send(now).is_ok());
		}
	}

	/// What is known, having waited for the reader until `deadline` at most.
	pub fn collect(&self, deadline: Instant) -> T {
		let patience = deadline.saturating_duration_since(Instant::now());
		let slot = self.shared.lock();
		let (slot, _) = self
			.shared
			.answered
			.wait_timeout_while(slot, patience, |slot| slot.busy)
			.unwrap_or_else(PoisonError::into_inner);
		let latest = slot.latest.clone();
		drop(slot);
		let Some((value, taken)) = latest else {
			return T::late(Unknown::late("it has not been read yet"));
		};
		let age = self.clock.now().saturating_sub(taken);
		if age <= FRESH_FOR {
			value
		} else if age <= KEPT_FOR {
			value.stale(age)
		} else {
			T::late(Unknown::late(format!("no answer for {} s", age.as_secs())))
		}
	}
}

/// The reader's life: one reading for each question, until the lane is gone.
fn serve<R: Reader>(
	mut reader: R,
	root: &Root,
	asked: &Receiver<Duration>,
	shared: &Shared<R::Output>,
) {
	// A reading is as old as its question: it may tell of any moment since.
	while let Ok(taken) = asked.recv() {
		// A parser that panics on what nobody foresaw costs one reading, not the
		// reader: what was last known grows old meanwhile.
		let answer = catch_unwind(AssertUnwindSafe(|| reader.read(root)));
		let mut slot = shared.lock();
		if let Ok(value) = answer {
			slot.latest = Some((value, taken));
		}
		slot.busy = false;
		shared.answered.notify_all();
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{Absence, ManualClock, Quality};

	/// Answers with what it is sent, and hangs until then.
	struct Sent(Receiver<u32>);

	impl Reader for Sent {
		type Output = Reading<u32>;
		const NAME: &'static str = "atous-test";

		fn read(&mut self, _: &Root) -> Reading<u32> {
			match self.0.recv() {
				Ok(13) => panic!("as the test wants"),
				Ok(value) => Reading::good(value),
				Err(_) => Reading::Unknown(Unknown::missing("the test is over")),
			}
		}
	}

	fn lane() -> (Lane<Reading<u32>>, SyncSender<u32>, Arc<ManualClock>) {
		let clock = Arc::new(ManualClock::default());
		let (send, receive) = sync_channel(9);
		(Lane::start(Sent(receive), Root::new("/".into()), clock.clone()), send, clock)
	}

	fn at_once(lane: &Lane<Reading<u32>>) -> Reading<u32> {
		lane.collect(Instant::now())
	}

	fn in_time(lane: &Lane<Reading<u32>>) -> Reading<u32> {
		lane.collect(Instant::now() + Duration::from_secs(60))
	}

	#[test]
	fn lane_that_has_not_answered_is_late() {
		let (lane, _send, _) = lane();
		lane.ask();
		assert_eq!(at_once(&lane).unknown().unwrap().absence, Absence::Late);
	}

	#[test]
	fn lane_that_hangs_gives_what_was_known_as_long_as_it_is_worth_something() {
		let (lane, send, clock) = lane();
		send.send(7).unwrap();
		lane.ask();
		assert_eq!(in_time(&lane), Reading::good(7));
		lane.ask();
		clock.advance(Duration::from_secs(1));
		assert_eq!(at_once(&lane), Reading::good(7));
		clock.advance(Duration::from_secs(2));
		assert_eq!(at_once(&lane).quality(), Some(&Quality::Stale { age_ms: 3_000 }));
		clock.advance(Duration::from_secs(30));
		let late = at_once(&lane);
		assert_eq!(late.unknown().unwrap().reason, "no answer for 33 s");

		// It answers after all: what it read is as old as its question.
		send.send(8).unwrap();
		assert_eq!(in_time(&lane).unknown().unwrap().absence, Absence::Late);
		send.send(9).unwrap();
		lane.ask();
		assert_eq!(in_time(&lane), Reading::good(9));
	}

	#[test]
	fn lane_survives_a_reader_that_panics() {
		let (lane, send, _) = lane();
		send.send(13).unwrap();
		lane.ask();
		assert_eq!(in_time(&lane).unknown().unwrap().absence, Absence::Late);
		send.send(5).unwrap();
		lane.ask();
		assert_eq!(in_time(&lane), Reading::good(5));
	}
}
