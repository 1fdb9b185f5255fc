//! What is true in every block, recounted.

use crate::{pallet::*, Due, Params, Usage, MAX_ASKED};
use alloc::collections::{BTreeMap, BTreeSet};
use atous_primitives::views::TaskPhase;
use atous_primitives::{header::MAX_COPIES, views::CopyPhase};

impl<T: Config> Pallet<T> {
	/// Hold the numbers against one another.
	pub(crate) fn check_params(params: &Params) {
		assert!(params.base_price > 0, "work must cost something");
		assert!(params.draw_eligible >= 1 && params.draw_reads >= params.draw_eligible);
		assert!(params.boost_floor <= params.boost_cap, "the boost's floor is above its cap");
		assert!(params.window_floor >= 10, "devices need at least ten blocks beyond finality");
		assert!(params.retry_max.is_power_of_two(), "pauses end at multiples of one another");
		assert!(params.scan_per_block >= 1, "the queue must be looked at");
		assert!(params.agenda_per_block >= 1, "what is due must be worked off");
		assert!(params.give_back_percent <= 100, "no more than the collateral can be charged");
		assert!(params.give_back_regain >= 1);
		assert!(u32::from(MAX_COPIES) < MAX_ASKED, "room for copies that are given back");
	}
}

#[cfg(any(feature = "try-runtime", feature = "std"))]
type Checked = Result<(), sp_runtime::TryRuntimeError>;

#[cfg(any(feature = "try-runtime", feature = "std"))]
impl<T: Config> Pallet<T> {
	/// Recount everything:
	///
	/// 1. A live copy has its entry in `Assignments`, and every entry has one.
	/// 2. No two copies of a task, given back or not, are of one owner, and none
	///    of the requester's; no more are asked than may be.
	/// 3. `Usages` is the sum of what uncommitted copies need.
	/// 4. A task wants devices exactly when it is queued or parked.
	/// 5. `OpenTasks` counts the tasks that have not ended; those that have keep no
	///    reservation and no collateral.
	/// 6. Every task has an agenda entry: each ends, and each record is removed.
	/// 7. The vectors of the classes are dense, and each slot and offer name each other.
	pub fn do_try_state() -> Checked {
		Self::check_copies()?;
		Self::check_queue()?;
		Self::check_open_tasks()?;
		Self::check_agenda()?;
		Self::check_slots()
	}

	fn check_copies() -> Checked {
		let mut usages: BTreeMap<T::AccountId, Usage> = BTreeMap::new();
		let mut live = BTreeSet::new();
		for (id, task) in Tasks::<T>::iter() {
			let mut owners = BTreeSet::from([task.owner.clone()]);
			for copy in &task.copies {
				frame_support::ensure!(owners.insert(copy.owner.clone()), "2: an owner twice");
				if copy.is_live() {
					live.insert((copy.device.clone(), id));
				}
				if copy.phase == CopyPhase::Assigned {
					let usage = usages.entry(copy.device.clone()).or_default();
					usage.cores += task.header.requirements.cores;
					usage.memory_mib += task.header.requirements.memory_mib;
				}
			}
			frame_support::ensure!(task.asked() <= task.quorum().1, "2: too many asked");
		}
		let entries: BTreeSet<_> =
			Assignments::<T>::iter().map(|(device, id, ())| (device, id)).collect();
		frame_support::ensure!(entries == live, "1: assignments differ from live copies");
		let stored: BTreeMap<_, _> = Usages::<T>::iter().collect();
		frame_support::ensure!(stored == usages, "3: usages differ from uncommitted copies");
		Ok(())
	}

	fn check_queue() -> Checked {
		let queued: BTreeMap<_, _> = Queue::<T>::iter().collect();
		let mut expected = BTreeMap::new();
		for (id, task) in Tasks::<T>::iter() {
			if task.wanted > 0 && task.parked_until == 0 {
				expected.insert(task.place, id);
			}
			let looking = task.wanted > 0;
			let consistent = if task.phase.is_final() {
				!looking && task.parked_until == 0
			} else {
				looking || task.phase != TaskPhase::Queued
			};
			frame_support::ensure!(consistent, "4: a task waits for nothing");
		}
		frame_support::ensure!(queued == expected, "4: the queue differs from what is wanted");
		Ok(())
	}

	fn check_open_tasks() -> Checked {
		let mut open: BTreeMap<T::AccountId, u32> = BTreeMap::new();
		for (id, task) in Tasks::<T>::iter() {
			let listed = Requests::<T>::contains_key(&task.requester, id);
			frame_support::ensure!(listed, "5: a task is not listed with its requester");
			if task.phase.is_final() {
				let kept = task.copies.iter().any(|copy| copy.is_live() || copy.collateral != 0);
				let nothing = task.reservation == Default::default() && !kept;
				frame_support::ensure!(nothing, "5: an ended task keeps something");
			} else {
				*open.entry(task.requester).or_default() += 1;
			}
		}
		let stored: BTreeMap<_, _> = OpenTasks::<T>::iter().collect();
		frame_support::ensure!(stored == open, "5: open tasks are miscounted");
		Ok(())
	}

	fn check_agenda() -> Checked {
		let watched: BTreeSet<_> = Agenda::<T>::iter_values()
			.filter_map(|due| match due {
				Due::Task(id) => Some(id),
				Due::Offer(_) => None,
			})
			.collect();
		let all = Tasks::<T>::iter_keys().all(|id| watched.contains(&id));
		frame_support::ensure!(all, "6: a task is in no agenda");
		Ok(())
	}

	fn check_slots() -> Checked {
		let mut slots = 0;
		for (device, offer) in Offers::<T>::iter() {
			for (class, slot) in offer.spec.classes.iter().zip(&offer.slots) {
				let named = Slots::<T>::get(class, slot).as_ref() == Some(&device);
				frame_support::ensure!(named, "7: an offer is not at its slot");
				frame_support::ensure!(*slot < SlotCount::<T>::get(class), "7: beyond the end");
				slots += 1;
			}
		}
		let counted: u32 = SlotCount::<T>::iter_values().sum();
		let stored = Slots::<T>::iter().count() as u32;
		frame_support::ensure!(slots == stored && stored == counted, "7: slots are miscounted");
		Ok(())
	}
}
