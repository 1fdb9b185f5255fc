//! Weights of the market: measured, see `docs/benchmarks.md`.

mod measured;

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
	/// `reveal` without an opening: at worst the task ends inconclusive.
	fn reveal() -> Weight;
	/// `open`, or `reveal` with an opening, of a task with `n` live copies: it settles.
	fn open(n: u32) -> Weight;
	/// The part of `report` that does not depend on its items.
	fn report() -> Weight;
	/// `give_back`.
	fn give_back() -> Weight;
	/// `announce`.
	fn announce() -> Weight;
	/// `set_params`.
	fn set_params() -> Weight;
	/// `on_initialize` within a session.
	fn same_session() -> Weight;
	/// `on_initialize` at the start of a session: the numbers, and every price.
	fn new_session() -> Weight;
	/// The part of a served block that does not depend on what is due.
	fn serve_base() -> Weight;
	/// An agenda entry of a task: at worst all its copies are late and it ends.
	fn look_at_task() -> Weight;
	/// An agenda entry of a task that waits to hear whether it is checked.
	fn draw_check() -> Weight;
	/// Reading `n` entries of the queue.
	fn scan(n: u32) -> Weight;
	/// `accept`.
	fn accept() -> Weight;
	/// `dispute`.
	fn dispute() -> Weight;
	/// Looking whether calls of contracts are due.
	fn calls_base() -> Weight;
	/// What surrounds a contract's call: the entry, and at worst that its task ends.
	fn call_contract() -> Weight;
	/// Looking for devices for `n` copies of one task, reading up to `reads` offers each.
	fn match_copies(n: u32, reads: u32) -> Weight;
}

/// Measured times, and the runtime's own database weight for every read and write.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn offer(c: u32) -> Weight {
		measured::offer::<T>(c)
	}
	fn withdraw() -> Weight {
		measured::withdraw::<T>()
	}
	fn submit() -> Weight {
		measured::submit::<T>()
	}
	fn cancel() -> Weight {
		measured::cancel::<T>()
	}
	fn commit() -> Weight {
		measured::commit::<T>()
	}
	fn reveal() -> Weight {
		measured::reveal::<T>()
	}
	fn open(n: u32) -> Weight {
		measured::open::<T>(n)
	}
	fn report() -> Weight {
		measured::report::<T>()
	}
	fn give_back() -> Weight {
		measured::give_back::<T>()
	}
	fn announce() -> Weight {
		measured::announce::<T>()
	}
	fn set_params() -> Weight {
		measured::set_params::<T>()
	}
	fn same_session() -> Weight {
		measured::same_session::<T>()
	}
	fn new_session() -> Weight {
		measured::new_session::<T>()
	}
	fn serve_base() -> Weight {
		measured::serve_base::<T>()
	}
	fn look_at_task() -> Weight {
		measured::look_at_task::<T>()
	}
	fn draw_check() -> Weight {
		measured::draw_check::<T>()
	}
	fn accept() -> Weight {
		Provisional::<T>::accept()
	}
	fn dispute() -> Weight {
		Provisional::<T>::dispute()
	}
	fn calls_base() -> Weight {
		Provisional::<T>::calls_base()
	}
	fn call_contract() -> Weight {
		Provisional::<T>::call_contract()
	}
	fn scan(n: u32) -> Weight {
		measured::scan::<T>(n)
	}
	fn match_copies(n: u32, reads: u32) -> Weight {
		// What is drawn was measured for one copy, what is given away without drawing
		// much: each copy draws by itself.
		if reads == 0 {
			return measured::park::<T>();
		}
		let draws = measured::draw::<T>(reads).saturating_mul(u64::from(n));
		measured::match_copies::<T>(n).saturating_add(draws)
	}
}

/// Weights by hand over the runtime's database costs, for what has no benchmark yet.
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

/// Most copies of a task that are live at once.
const COPIES: u64 = atous_primitives::header::MAX_COPIES as u64;
/// Classes there are, and so those an offer may stand in.
const CLASSES: u64 = atous_primitives::Class::ALL.len() as u64;

impl<T: frame_system::Config> WeightInfo for Provisional<T> {
	fn offer(c: u32) -> Weight {
		// Account (3), quarantine, numbers, record and owner's back-off, served blocks,
		// agenda; for each class length, slot and bonds; and the end of the former.
		let c = u64::from(c);
		Self::of(10 + 2 * c, 4 + 3 * c).saturating_add(Self::withdraw())
	}
	fn withdraw() -> Weight {
		// Offer, record, bonds, agenda, served blocks; for each class length, slot, the
		// offer of the device that is moved into the gap, and bonds.
		Self::of(5 + 4 * CLASSES, 4 + 5 * CLASSES)
	}
	fn submit() -> Weight {
		// Numbers, account and books (4), price, open tasks, next number, served blocks,
		// boost (3), agenda, line; written: account and books (3), task, line (3), two
		// indices.
		Self::of(14, 13)
	}
	fn cancel() -> Weight {
		// Leaving a line: its first and the one behind it; written: those, and the queue
		// twice. The last two are the call of a contract.
		Self::of(14, 15)
	}
	fn commit() -> Weight {
		// Numbers, served blocks, task, usage, agenda, line; written: task, usage, agenda
		// (2), line (3).
		Self::of(6, 7)
	}
	fn reveal() -> Weight {
		// Each copy: account, assignment, what has not vested. A call of a contract (2).
		Self::of(18 + 4 * COPIES, 16 + 4 * COPIES)
	}
	fn open(n: u32) -> Weight {
		Self::ending(u64::from(n))
	}
	fn report() -> Weight {
		Self::of(1, 0)
	}
	fn give_back() -> Weight {
		// The copy, and at worst that the task ends for want of others.
		Self::reveal().saturating_add(Self::of(2, 2))
	}
	fn announce() -> Weight {
		Self::of(2, 1)
	}
	fn set_params() -> Weight {
		Self::of(2, 1)
	}
	fn same_session() -> Weight {
		Self::of(2, 0)
	}
	fn new_session() -> Weight {
		// Session and numbers; of each class the traffic and the price.
		Self::of(3 + 2 * CLASSES, 2 + 2 * CLASSES)
	}
	fn serve_base() -> Weight {
		Self::of(4, 1)
	}
	fn look_at_task() -> Weight {
		Self::ending(COPIES)
	}
	fn draw_check() -> Weight {
		// The task, and at worst that it ends for want of time.
		Self::of(12 + 2 * COPIES, 13 + 3 * COPIES)
	}
	fn accept() -> Weight {
		Self::ending(1)
	}
	fn dispute() -> Weight {
		// Numbers, served blocks, task, agenda, queue; at worst there is no time for a
		// panel and the delivery stands.
		Self::ending(1).saturating_add(Self::of(5, 4))
	}
	fn calls_base() -> Weight {
		Self::of(2, 0)
	}
	fn call_contract() -> Weight {
		// The entry, the first and the next number; of a judge's verdict the dispute.
		Self::dispute().saturating_add(Self::of(3, 2))
	}
	fn scan(n: u32) -> Weight {
		let n = u64::from(n);
		Weight::from_parts(0, n.saturating_mul(READ_PROOF))
			.saturating_add(T::DbWeight::get().reads(n))
	}
	fn match_copies(n: u32, reads: u32) -> Weight {
		let (n, reads) = (u64::from(n), u64::from(reads));
		// Each draw reads slot, offer, usage, account and its numbers, quarantine, record;
		// without draws the task is parked. Each copy given away: account (2), usage,
		// assignment, agenda (2). Besides: the task, and leaving its line (3, written 4).
		let assigned = if reads == 0 { 0 } else { n };
		Self::of(9 + n * reads * 7 + assigned * 4, 9 + assigned * 6)
	}
}

impl<T: frame_system::Config> Provisional<T> {
	/// The end of a task with `n` live copies.
	///
	/// At worst all but two are wrong, each with an offer that ends, a failure, and
	/// something that has not vested in every class; those that agree touch fewer. Each:
	/// account (2), assignment, usage, checked results, record, owner's back-off, offer,
	/// two agenda entries. Beside them: numbers, served blocks, task, the requester's
	/// account and books (4), open tasks, line (3), agenda (2), bonds (2), traffic (2), a
	/// call of a contract (2).
	fn ending(n: u64) -> Weight {
		let each = 10 + CLASSES;
		Self::of(20 + each * n, 21 + each * n)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mock::Test;

	type Weights = SubstrateWeight<Test>;

	#[test]
	fn none_is_zero_and_each_grows_with_what_it_counts() {
		for weight in [
			Weights::offer(0),
			Weights::withdraw(),
			Weights::submit(),
			Weights::cancel(),
			Weights::commit(),
			Weights::reveal(),
			Weights::open(2),
			Weights::report(),
			Weights::give_back(),
			Weights::announce(),
			Weights::set_params(),
			Weights::same_session(),
			Weights::new_session(),
			Weights::serve_base(),
			Weights::look_at_task(),
			Weights::draw_check(),
			Weights::accept(),
			Weights::dispute(),
			Weights::calls_base(),
			Weights::call_contract(),
			Weights::match_copies(0, 0),
			Weights::scan(1),
		] {
			assert!(weight.any_gt(Weight::zero()));
		}
		let grows = |less: Weight, more: Weight| assert!(more.any_gt(less) && more.all_gte(less));
		grows(Weights::offer(1), Weights::offer(8));
		grows(Weights::open(2), Weights::open(8));
		grows(Weights::scan(1), Weights::scan(128));
		grows(Weights::match_copies(1, 32), Weights::match_copies(2, 32));
		grows(Weights::match_copies(2, 0), Weights::match_copies(2, 32));
		grows(Weights::same_session(), Weights::new_session());
	}
}
