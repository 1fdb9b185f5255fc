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
	/// `submit` of a task that has room on the tray.
	fn submit() -> Weight;
	/// `cancel` of a task on the tray.
	fn cancel() -> Weight;
	/// `commit`: at worst all may reveal now.
	fn commit() -> Weight;
	/// `commit` where others are still at work, to a task with `n` copies, without what is
	/// freed.
	fn commit_only(n: u32) -> Weight;
	/// Freeing what committed copies have used.
	fn vacate() -> Weight;
	/// Remembering to draw whether a task is checked.
	fn draw_later() -> Weight;
	/// A device gets what it had unvested in a class.
	fn vest() -> Weight;
	/// An owner's failures are forgotten in part.
	fn redeem() -> Weight;
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
	/// Drawing whether a task is checked: at worst it ends, for want of time.
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
	/// Settling a task on which `n` live copies agree, beside the task itself.
	fn settle(n: u32) -> Weight;
	/// The end of `n` copies that are wrong.
	fn wrong(n: u32) -> Weight;
	/// The end of `n` copies that are silent.
	fn silence(n: u32) -> Weight;
	/// Leaving the roll, where another device moves.
	fn leave_seat() -> Weight;
	/// The end of `n` copies that could not be compared.
	fn release(n: u32) -> Weight;
	/// The end of a task without live copies for which nobody is paid.
	fn expire() -> Weight;
	/// Joining or leaving an owner's line.
	fn enqueue() -> Weight;
	/// Joining those that arrive.
	fn arrive() -> Weight;
	/// Reading `n` that arrived, and clearing the tray of them.
	fn arrivals(n: u32) -> Weight;
	/// Moving the agenda entry of a task.
	fn watch() -> Weight;
	/// Remembering to call a contract.
	fn call_later() -> Weight;
	/// `reveal` where nothing changes but the task, which has `n` copies: what every step
	/// of it costs.
	fn reveal_only(n: u32) -> Weight;
	/// `give_back` where another device is asked.
	fn give_back_only() -> Weight;
	/// Reading `n` agenda entries.
	fn agenda_read(n: u32) -> Weight;
	/// An agenda entry of a task with `n` copies by which nothing is due yet: it is moved, or
	/// dropped.
	fn agenda_idle(n: u32) -> Weight;
	/// Entering into the agenda that `n` tasks are to be forgotten.
	fn file_ended(n: u32) -> Weight;
	/// An agenda entry by which the records of `n` tasks are removed.
	fn forget(n: u32) -> Weight;
	/// Drawing that nobody checks a task with `n` copies.
	fn draw_check_only(n: u32) -> Weight;
	/// Looking for devices, `n` of which were found in so many draws that read `reads`
	/// offers; without any the task is parked.
	fn matched(n: u32, draws: u32, reads: u32) -> Weight;
}

/// What an entry of the tray of arrivals takes in a proof: place and owner.
const ARRIVAL_BYTES: u64 = 44;

/// Measured times, and the runtime's own database weight for every read and write.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn offer(c: u32) -> Weight {
		// The offer it takes the place of may stand in every class.
		measured::offer::<T>(c).saturating_add(measured::withdraw::<T>())
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
	fn commit_only(n: u32) -> Weight {
		measured::commit_only::<T>(n)
	}
	fn draw_later() -> Weight {
		measured::draw_later::<T>()
	}
	fn vest() -> Weight {
		measured::vest::<T>()
	}
	fn redeem() -> Weight {
		measured::redeem::<T>()
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
		measured::same_session::<T>().saturating_add(common::<T>())
	}
	fn new_session() -> Weight {
		measured::new_session::<T>().saturating_add(common::<T>())
	}
	fn serve_base() -> Weight {
		// The ends of queue, woken and agenda, and what chance there is, are read once more
		// where there is something in them: more than was measured on empty ones.
		measured::serve_base::<T>().saturating_add(T::DbWeight::get().reads(5))
	}
	fn look_at_task() -> Weight {
		measured::look_at_task::<T>()
	}
	fn draw_check() -> Weight {
		measured::draw_check::<T>()
	}
	fn accept() -> Weight {
		measured::accept::<T>()
	}
	fn dispute() -> Weight {
		measured::dispute::<T>()
	}
	fn calls_base() -> Weight {
		measured::calls_base::<T>()
	}
	fn call_contract() -> Weight {
		measured::call_contract::<T>()
	}
	fn scan(n: u32) -> Weight {
		measured::scan::<T>(n)
	}
	fn match_copies(n: u32, reads: u32) -> Weight {
		// The most: each copy draws by itself, the owner's next task steps forward, and the
		// task's entry in the agenda moves.
		let around = measured::enqueue::<T>().saturating_add(measured::watch::<T>());
		if reads == 0 {
			return Self::matched(0, 0, 0).saturating_add(around);
		}
		let draws = measured::draw::<T>(reads).saturating_mul(u64::from(n));
		Self::matched(n, 0, 0).saturating_add(draws).saturating_add(around)
	}
	fn settle(n: u32) -> Weight {
		measured::settle::<T>(n)
	}
	fn wrong(n: u32) -> Weight {
		measured::wrong::<T>(n)
	}
	fn silence(n: u32) -> Weight {
		measured::silence::<T>(n)
	}
	fn leave_seat() -> Weight {
		measured::leave_seat::<T>()
	}
	fn release(n: u32) -> Weight {
		measured::release::<T>(n)
	}
	fn expire() -> Weight {
		measured::expire::<T>()
	}
	fn enqueue() -> Weight {
		measured::enqueue::<T>()
	}
	fn watch() -> Weight {
		measured::watch::<T>()
	}
	fn call_later() -> Weight {
		measured::call_later::<T>()
	}
	fn vacate() -> Weight {
		measured::vacate::<T>()
	}
	fn arrive() -> Weight {
		measured::arrive::<T>()
	}
	fn arrivals(n: u32) -> Weight {
		// The tray is whitelisted, but no bound on it is small enough to pass over in a proof.
		let proof = ARRIVAL_BYTES.saturating_mul(n.into());
		measured::arrivals::<T>(n).saturating_add(Weight::from_parts(0, proof))
	}
	fn reveal_only(n: u32) -> Weight {
		measured::reveal_only::<T>(n)
	}
	fn give_back_only() -> Weight {
		measured::give_back_only::<T>()
	}
	fn agenda_read(n: u32) -> Weight {
		measured::agenda_read::<T>(n)
	}
	fn agenda_idle(n: u32) -> Weight {
		measured::agenda_idle::<T>(n)
	}
	fn file_ended(n: u32) -> Weight {
		measured::file_ended::<T>(n)
	}
	fn forget(n: u32) -> Weight {
		measured::forget::<T>(n)
	}
	fn draw_check_only(n: u32) -> Weight {
		measured::draw_check_only::<T>(n)
	}
	fn matched(n: u32, draws: u32, reads: u32) -> Weight {
		let ended = if n == 0 { measured::park::<T>() } else { measured::give_out::<T>(n) };
		// How many offers there are is read whatever comes of it.
		let ended = ended.saturating_add(T::DbWeight::get().reads(1));
		if draws == 0 && reads == 0 {
			return ended;
		}
		let more = draws.saturating_sub(1);
		let draws = measured::draw::<T>(0).saturating_mul(u64::from(more));
		ended.saturating_add(draws).saturating_add(measured::draw::<T>(reads))
	}
}

/// What is whitelisted, and so counts in no measurement: each block pays for it once, used
/// or not.
fn common<T: frame_system::Config>() -> Weight {
	// Read: the numbers. Changed: served blocks, the next task's number, the average wait,
	// and what lies on the trays.
	T::DbWeight::get().reads_writes(7, 6)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{mock::Test, MAX_ASKED, MAX_FORGOTTEN, MAX_TRAY};

	type Weights = SubstrateWeight<Test>;

	#[test]
	fn none_is_zero_and_each_grows_with_what_it_counts() {
		for weight in [
			Weights::offer(0),
			Weights::withdraw(),
			Weights::submit(),
			Weights::cancel(),
			Weights::commit(),
			Weights::commit_only(1),
			Weights::vacate(),
			Weights::draw_later(),
			Weights::vest(),
			Weights::redeem(),
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
			Weights::settle(2),
			Weights::wrong(1),
			Weights::silence(1),
			Weights::leave_seat(),
			Weights::release(1),
			Weights::expire(),
			Weights::enqueue(),
			Weights::arrive(),
			Weights::arrivals(0),
			Weights::watch(),
			Weights::call_later(),
			Weights::reveal_only(1),
			Weights::give_back_only(),
			Weights::agenda_read(1),
			Weights::agenda_idle(0),
			Weights::file_ended(1),
			Weights::forget(1),
			Weights::draw_check_only(1),
			Weights::matched(0, 0, 0),
		] {
			assert!(weight.any_gt(Weight::zero()));
		}
		let grows = |less: Weight, more: Weight| assert!(more.any_gt(less) && more.all_gte(less));
		grows(Weights::offer(1), Weights::offer(8));
		grows(Weights::open(2), Weights::open(8));
		grows(Weights::scan(1), Weights::scan(128));
		grows(Weights::arrivals(1), Weights::arrivals(MAX_TRAY));
		grows(Weights::forget(1), Weights::forget(MAX_FORGOTTEN));
		grows(Weights::match_copies(1, 32), Weights::match_copies(2, 32));
		grows(Weights::match_copies(2, 0), Weights::match_copies(2, 32));
		grows(Weights::same_session(), Weights::new_session());
		grows(Weights::settle(2), Weights::settle(8));
		grows(Weights::wrong(1), Weights::wrong(6));
		grows(Weights::silence(1), Weights::silence(8));
		grows(Weights::release(1), Weights::release(8));
		grows(Weights::matched(1, 1, 1), Weights::matched(2, 2, 2));
		grows(Weights::matched(2, 2, 2), Weights::matched(2, 2, 64));
	}

	#[test]
	fn the_most_of_each_is_above_what_is_charged_without_it() {
		let less = |less: Weight, more: Weight| assert!(less.all_lte(more), "{less} > {more}");
		let only = Weights::commit_only(MAX_ASKED).saturating_add(Weights::vacate());
		less(only, Weights::commit());
		less(Weights::reveal_only(MAX_ASKED), Weights::reveal());
		// Copies that are only remembered count for little.
		less(Weights::commit_only(1), Weights::commit_only(MAX_ASKED));
		less(Weights::reveal_only(1), Weights::reveal_only(MAX_ASKED));
		less(Weights::agenda_idle(1), Weights::agenda_idle(MAX_ASKED));
		less(Weights::draw_check_only(1), Weights::draw_check_only(MAX_ASKED));
		less(Weights::give_back_only(), Weights::give_back());
		less(Weights::settle(8), Weights::open(8));
		less(Weights::agenda_idle(MAX_ASKED), Weights::draw_check());
		less(Weights::draw_check_only(MAX_ASKED), Weights::draw_check());
		less(Weights::agenda_idle(0), Weights::withdraw());
		less(Weights::matched(2, 2, 64), Weights::match_copies(2, 32));
		less(Weights::matched(0, 2, 64), Weights::match_copies(2, 32));
		let parked = Weights::matched(0, 0, 0).saturating_add(Weights::watch());
		less(parked, Weights::match_copies(2, 0));
	}
}
