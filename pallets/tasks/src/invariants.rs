//! What is true in every block, recounted.

use crate::{pallet::*, Params};
use atous_support::settings::Validate;

#[cfg(any(feature = "try-runtime", feature = "std"))]
use {
	crate::{Arrival, Due, Offer, Plan, QueueKey, Search, Usage},
	alloc::{
		collections::{BTreeMap, BTreeSet},
		vec::Vec,
	},
	atous_primitives::{
		views::{CopyPhase, TaskPhase},
		Class,
	},
	atous_support::{Ledger, Needs, PutAside},
	frame_support::ensure,
};

impl<T: Config> Pallet<T> {
	/// Hold the numbers against one another.
	pub(crate) fn check_params(params: &Params) {
		assert_eq!(params.validate(), Ok(()));
		assert!(Self::calls_fit(params), "no call of a contract fits into its share of a block");
	}
}

#[cfg(any(feature = "try-runtime", feature = "std"))]
type Checked = Result<(), sp_runtime::TryRuntimeError>;

#[cfg(any(feature = "try-runtime", feature = "std"))]
fn standing_offers<T: Config>() -> impl Iterator<Item = (T::AccountId, Offer)> {
	Workers::<T>::iter().filter_map(|(device, worker)| Some((device, worker.offer?)))
}

#[cfg(any(feature = "try-runtime", feature = "std"))]
impl<T: Config> Pallet<T> {
	/// Recount everything:
	///
	/// 1. Devices hold the live copies, and no others.
	/// 2. No two copies of a task, given back or not, are of one owner, and none
	///    of the requester's; no more are asked than may be.
	/// 3. What a device uses is the sum of what its uncommitted copies use; it checks at most
	///    one task.
	/// 4. A task that has not ended waits for devices, or devices work on it; `Queue`
	///    and `Lines` name those that are queued, each at its place, the first of each
	///    owner in `Queue`; `Woken` those that have come back; `Arrivals` at least those
	///    that have just arrived.
	/// 5. What the ledger has put aside is what the tasks that have not ended need, and
	///    their copies; those that have ended keep nothing.
	/// 6. Every task that has not ended has one agenda entry, where it says, and not after
	///    anything about it is due: each ends. One that waits for a draw lies on the tray of
	///    draws or has an entry for that. Every task that has ended lies on the tray of
	///    those or is in one entry that forgets it: each record is removed. Every offer has
	///    an entry, and no other task or offer is in the agenda.
	/// 7. The vectors of the classes are dense, and each slot and offer name each other.
	/// 8. `ClassBonds` and `LiveBonds` are the sums of what offers remember.
	/// 9. As many must agree as the plan says; an adaptive task without a plan has no
	///    live copy.
	/// 10. A delivered task has one live copy, which has revealed, and its outcome is open
	///     if and only if a contract judges; that contract's call is in the queue.
	/// 11. The queue of contract calls has no gaps, and judges of no task twice.
	/// 12. The roll is dense, and each place and seat name each other.
	pub fn do_try_state() -> Checked {
		Self::check_copies()?;
		Self::check_queue()?;
		Self::check_open_tasks()?;
		Self::check_agenda()?;
		Self::check_slots()?;
		Self::check_bonds()?;
		Self::check_plans()?;
		Self::check_deliveries()?;
		Self::check_roll()
	}

	fn check_copies() -> Checked {
		let mut usages: BTreeMap<T::AccountId, Usage> = BTreeMap::new();
		let mut live = BTreeSet::new();
		for (id, task) in Tasks::<T>::iter() {
			let mut owners = BTreeSet::from([task.owner.clone()]);
			for copy in &task.copies {
				ensure!(owners.insert(copy.owner.clone()), "2: an owner twice");
				if copy.is_live() {
					live.insert((copy.device.clone(), id));
				}
				if copy.phase == CopyPhase::Assigned {
					usages.entry(copy.device.clone()).or_default().occupy(task.use_of(copy.part));
				}
			}
			ensure!(task.asked() <= task.most, "2: too many asked");
		}
		let mut held = BTreeSet::new();
		for (device, worker) in Workers::<T>::iter() {
			let usage = usages.remove(&device).unwrap_or_default();
			ensure!(usage.checks <= 1, "3: two checks at once");
			ensure!(worker.usage == usage, "3: usage differs from uncommitted copies");
			for id in worker.held {
				ensure!(held.insert((device.clone(), id)), "1: a copy is held twice");
			}
		}
		ensure!(held == live, "1: what devices hold differs from live copies");
		ensure!(usages.is_empty(), "3: uncommitted copies use nothing");
		Ok(())
	}

	fn check_queue() -> Checked {
		let mut lines: BTreeMap<T::AccountId, BTreeSet<QueueKey>> = BTreeMap::new();
		let mut woken = BTreeMap::new();
		let tray: BTreeSet<_> = Arrivals::<T>::get().into_iter().collect();
		for (id, task) in Tasks::<T>::iter() {
			match task.search {
				Search::Queued => {
					ensure!(task.place.unique() == id, "4: a place is not the task's");
					lines.entry(task.owner.clone()).or_default().insert(task.place);
				}
				Search::Woken(since) => drop(woken.insert(QueueKey::new(since, id), task.place)),
				Search::Arrived => {
					let (place, owner) = (task.place, task.owner.clone());
					ensure!(place.unique() == id, "4: a place is not the task's");
					ensure!(tray.contains(&Arrival { place, owner }), "4: an arrival is lost");
				}
				Search::Parked(_) | Search::Over => {}
			}
			let looking = task.search != Search::Over;
			ensure!(looking == (task.wanted > 0), "4: a task looks for nobody");
			let consistent =
				if task.phase.is_final() { !looking } else { looking || task.live() > 0 };
			ensure!(consistent, "4: a task waits for nothing");
		}
		Self::check_lines(&lines)?;
		ensure!(Woken::<T>::iter().eq(woken), "4: the woken differ from what is wanted");
		Ok(())
	}

	fn check_lines(lines: &BTreeMap<T::AccountId, BTreeSet<QueueKey>>) -> Checked {
		let (mut firsts, mut behind) = (BTreeMap::new(), BTreeSet::new());
		for (owner, line) in lines {
			let mut line = line.iter().copied();
			firsts.extend(line.next().map(|first| (owner.clone(), first)));
			behind.extend(line.map(|place| (owner.clone(), place)));
		}
		let queue: BTreeMap<_, _> = firsts.values().map(|key| (*key, key.unique())).collect();
		ensure!(Queue::<T>::iter().eq(queue), "4: the queue differs from what is wanted");
		let stored: BTreeMap<_, _> = FirstInLine::<T>::iter().collect();
		ensure!(stored == firsts, "4: a line begins elsewhere");
		let stored: BTreeSet<_> = Lines::<T>::iter().map(|(owner, key, ())| (owner, key)).collect();
		ensure!(stored == behind, "4: a line differs from what is wanted");
		Ok(())
	}

	fn check_open_tasks() -> Checked {
		let mut devices: BTreeMap<T::AccountId, Needs> = BTreeMap::new();
		let mut promised = 0;
		for (id, task) in Tasks::<T>::iter() {
			let listed = Requests::<T>::contains_key(&task.requester, id);
			ensure!(listed, "5: a task is not listed with its requester");
			if task.phase.is_final() {
				let kept = task.copies.iter().any(|copy| copy.is_live() || copy.collateral != 0);
				let nothing = task.reservation == Default::default() && !kept;
				ensure!(nothing, "5: an ended task keeps something");
				continue;
			}
			let needs = devices.entry(task.requester).or_default();
			needs.reserved += task.reservation.total();
			needs.open += 1;
			promised += task.reservation.matching;
			for copy in task.copies.iter().filter(|copy| copy.collateral > 0) {
				devices.entry(copy.device.clone()).or_default().collateral += copy.collateral;
			}
		}
		T::Ledger::check_put_aside(&PutAside { devices, promised })
	}

	fn check_agenda() -> Checked {
		let mut watched = BTreeMap::new();
		let mut drawn: BTreeSet<_> = Draws::<T>::get().into_iter().collect();
		let mut ended = Vec::from(Ended::<T>::get());
		let mut offers = BTreeMap::new();
		for (key, due) in Agenda::<T>::iter() {
			match due {
				Due::Task(id) => {
					ensure!(watched.insert(id, key).is_none(), "6: a task twice");
				}
				Due::Draw(id) => drop(drawn.insert(id)),
				Due::Forget(tasks) => ended.extend(tasks),
				Due::Offer(device) => {
					ensure!(offers.insert(device, key).is_none(), "6: an offer twice");
				}
			}
		}
		let count = ended.len();
		let ended: BTreeMap<_, _> = ended.into_iter().map(|e| (e.task, e.requester)).collect();
		ensure!(ended.len() == count, "6: a task is to be forgotten twice");
		let mut kept = 0;
		for (id, task) in Tasks::<T>::iter() {
			if task.phase.is_final() {
				ensure!(ended.get(&id) == Some(&task.requester), "6: a record stays for good");
				kept += 1;
				continue;
			}
			ensure!(task.watched <= task.next_due(), "6: a task is looked at too late");
			let entry = watched.remove(&id);
			ensure!(entry == Some(QueueKey::new(task.watched, id)), "6: a task is in no agenda");
			ensure!(!task.awaits_draw() || drawn.contains(&id), "6: a draw is forgotten");
		}
		ensure!(watched.is_empty(), "6: a task that is gone is in the agenda");
		ensure!(kept == count, "6: a task that is gone is to be forgotten");
		let entries: BTreeMap<_, _> =
			standing_offers::<T>().map(|(device, offer)| (device, offer.entry)).collect();
		ensure!(offers == entries, "6: offers and agenda differ");
		Ok(())
	}

	fn check_slots() -> Checked {
		let mut slots = 0;
		for (device, offer) in standing_offers::<T>() {
			for (class, slot) in offer.spec.classes.iter().zip(&offer.slots) {
				let named = Slots::<T>::get(class, slot).as_ref() == Some(&device);
				ensure!(named, "7: an offer is not at its slot");
				ensure!(*slot < SlotCount::<T>::get(class), "7: beyond the end");
				slots += 1;
			}
		}
		let counted: u32 = SlotCount::<T>::iter_values().sum();
		let stored = Slots::<T>::iter().count() as u32;
		ensure!(slots == stored && stored == counted, "7: slots are miscounted");
		Ok(())
	}

	fn check_roll() -> Checked {
		let mut seats = 0;
		for (device, worker) in Workers::<T>::iter() {
			let Some(seat) = worker.seat else { continue };
			let named = Roll::<T>::get(seat.place).as_ref() == Some(&device);
			ensure!(named, "12: a seat is not at its place");
			ensure!(seat.place < RollSize::<T>::get(), "12: beyond the end");
			seats += 1;
		}
		let stored = Roll::<T>::iter().count() as u32;
		ensure!(seats == stored && stored == RollSize::<T>::get(), "12: seats are miscounted");
		Ok(())
	}

	fn check_bonds() -> Checked {
		let mut sums: BTreeMap<Class, u128> = BTreeMap::new();
		let mut live = 0u128;
		for (_, offer) in standing_offers::<T>() {
			live = live.saturating_add(offer.bond);
			for class in offer.spec.classes {
				let sum = sums.entry(class).or_default();
				*sum = sum.saturating_add(offer.bond);
			}
		}
		ensure!(LiveBonds::<T>::get() == live, "8: live bonds are miscounted");
		for class in Class::ALL {
			let sum = sums.get(&class).copied().unwrap_or_default();
			ensure!(ClassBonds::<T>::get(class) == sum, "8: a class's bonds are miscounted");
		}
		Ok(())
	}

	fn check_plans() -> Checked {
		for task in Tasks::<T>::iter_values() {
			let fits = match task.plan {
				Plan::Open => task.needed == 1 && task.live() == 0,
				Plan::Single { checks, .. } => task.needed == 1 + checks.asked,
				Plan::Quorum { checks, .. } => task.needed >= 2 + checks.asked,
				Plan::Delivery { .. } => task.needed == 1 && task.is_delivery(),
				Plan::Panel { subject } => {
					let subject = task.copies.get(usize::from(subject));
					let shown = subject.is_some_and(|copy| copy.tag != [0; 32]);
					shown && task.is_delivery() && (task.phase.is_final() || task.needed >= 2)
				}
			};
			ensure!(fits && task.needed <= task.most, "9: the quorum is not the plan's");
			let single = task.is_adaptive()
				|| task.is_delivery()
				|| matches!(task.plan, Plan::Quorum { .. });
			ensure!(single, "9: one device works where a quorum was asked for");
		}
		Ok(())
	}

	fn check_deliveries() -> Checked {
		let mut judged = BTreeSet::new();
		let (first, next) = (FirstCall::<T>::get(), NextCall::<T>::get());
		for number in first..next {
			let call = ContractCalls::<T>::get(number);
			let call = call.ok_or("11: a gap in the queue of contract calls")?;
			if call.occasion == crate::Occasion::Judgement {
				ensure!(judged.insert(call.task), "11: a judge is called twice");
			}
		}
		let stored = ContractCalls::<T>::iter().count() as u64;
		ensure!(stored == next.saturating_sub(first), "11: calls outside of their queue");
		for (id, task) in Tasks::<T>::iter() {
			if task.phase != TaskPhase::Delivered {
				continue;
			}
			let delivery = matches!(task.plan, Plan::Delivery { .. });
			let alone = task.live() == 1 && task.delivered().is_some();
			ensure!(delivery && alone, "10: nobody has delivered");
			let sealed = task.is_sealed();
			ensure!(task.outcome.is_none() == sealed, "10: open where it is sealed");
			ensure!(sealed || judged.contains(&id), "10: no judge is called");
		}
		Ok(())
	}
}
