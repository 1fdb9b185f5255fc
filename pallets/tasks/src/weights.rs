//! Weights of the market.
//!
//! **Provisional**: counted by hand from the reads and writes of each call on
//! ParityDb, with generous proof sizes, until benchmarks have been run on the
//! reference machine. None is zero and each covers its worst case.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of calls and hooks.
pub trait WeightInfo {
	/// `offer` with `c` classes.
	fn offer(c: u32) -> Weight;
	/// `withdraw`.
	fn withdraw() -> Weight;
	/// `submit`.
	fn submit() -> Weight;
	/// `cancel`.
	fn cancel() -> Weight;
	/// `commit`.
	fn commit() -> Weight;
	/// `reveal`, settling included.
	fn reveal() -> Weight;
	/// `open`.
	fn open() -> Weight;
	/// `give_back`.
	fn give_back() -> Weight;
	/// `announce`.
	fn announce() -> Weight;
	/// The part of a served block that does not depend on what is due.
	fn serve_base() -> Weight;
	/// One agenda entry, at worst the end of a task with all its copies.
	fn agenda_entry() -> Weight;
	/// Looking for devices for `n` copies of one task, reading up to `reads` offers each.
	fn match_copies(n: u32, reads: u32) -> Weight;
}

/// Weights by hand over the runtime's database costs.
pub struct Provisional<T>(PhantomData<T>);

/// Reference time of the computation in one call beside its reads and writes, in
/// picoseconds: hashing, decoding and encoding of a task.
const CALL: u64 = 30_000_000;
/// Proof bytes of one read: the largest value, a task with all its copies.
const READ_PROOF: u64 = 6_000;

impl<T: frame_system::Config> Provisional<T> {
	fn of(reads: u64, writes: u64) -> Weight {
		Weight::from_parts(CALL, reads.saturating_mul(READ_PROOF))
			.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
	}
}

impl<T: frame_system::Config> WeightInfo for Provisional<T> {
	fn offer(c: u32) -> Weight {
		// The former offer may have stood in every class: each gap is four reads and writes.
		Self::of(8 + 2 * u64::from(c) + 4 * 8, 6 + 2 * u64::from(c) + 4 * 8)
	}
	fn withdraw() -> Weight {
		Self::of(4 + 4 * 8, 3 + 4 * 8)
	}
	fn submit() -> Weight {
		Self::of(12, 10)
	}
	fn cancel() -> Weight {
		Self::of(6, 8)
	}
	fn commit() -> Weight {
		Self::of(5, 6)
	}
	fn reveal() -> Weight {
		Self::settling()
	}
	fn open() -> Weight {
		Self::settling()
	}
	fn give_back() -> Weight {
		Self::of(10, 12)
	}
	fn announce() -> Weight {
		Self::of(2, 1)
	}
	fn serve_base() -> Weight {
		Self::of(4, 1)
	}
	fn agenda_entry() -> Weight {
		Self::settling()
	}
	fn match_copies(n: u32, reads: u32) -> Weight {
		let (n, reads) = (u64::from(n), u64::from(reads));
		// Each draw reads slot, offer, usage, account and quarantine; without draws
		// the task is parked.
		let assigned = if reads == 0 { 0 } else { n };
		Self::of(5 + n * reads * 5, 6 + assigned * 6)
	}
}

impl<T: frame_system::Config> Provisional<T> {
	/// A settlement: eight live copies, each with account, record, assignment, and
	/// at worst an offer in every class.
	fn settling() -> Weight {
		Self::of(8 + 8 * 8, 8 + 8 * 8)
	}
}
