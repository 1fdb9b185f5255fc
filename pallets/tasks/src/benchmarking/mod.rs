//! What the calls and the parts of the hooks cost at their worst.
//!
//! To add a benchmark: set the scene with [`scene`], let the call or the part of a hook
//! stand in `#[extrinsic_call]` or `#[block]`, assert what it leaves, say in its doc what
//! makes it the worst case, run `make weights`, and name the measured function in
//! `weights.rs`.

use super::*;
use crate::draw::Wanted;
use alloc::vec;
// See there: the macro below names `frame_system`.
use atous_primitives::{
	header::{Metadata, Requirements, Text, MAX_COPIES, MAX_TAGS, MAX_TEXT},
	offer::{MAX_CLASSES, MAX_CODE_HASHES},
	profile::PROFILE_WASM_1,
	views::{CopyPhase, TaskPhase},
	Cid, Class, Hash, Latency, OfferSpec, Outcome, Price, Reveal, RuntimeKind, TaskHeader, TaskId,
	Verification, FUEL_PER_WORK_UNIT,
};
use atous_support::benchmarking::{system as frame_system, Enrolment, Presence};
use atous_support::{
	settings::{self, Upcoming},
	BlockRandomness, Devices, Ledger,
};
use frame_benchmarking::v2::*;
use frame_support::{assert_ok, traits::Get, weights::WeightMeter, BoundedVec};
use frame_system::RawOrigin;
use sp_runtime::AccountId32;

mod scene;
use scene::*;

/// Most copies of a task that are live at once.
const COPIES: u32 = MAX_COPIES as u32;

#[benchmarks]
mod benchmarks {
	use super::*;

	/// It replaces an offer for the same classes, in each of which another device stands
	/// last and moves into the gap.
	#[benchmark]
	fn offer(c: Linear<1, MAX_CLASSES>) {
		let device = device::<T>(role::DEVICE, 0);
		offer_before_others::<T>(&device, c);
		wait::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(device.clone()), spec::<T>(classes(c)));

		let last = SlotCount::<T>::get(CLASS) - 1;
		assert_eq!(Slots::<T>::get(CLASS, last), Some(device));
	}

	/// The offer stands in every class, in each of which another device moves.
	#[benchmark]
	fn withdraw() {
		let device = device::<T>(role::DEVICE, 0);
		offer_before_others::<T>(&device, MAX_CLASSES);

		#[extrinsic_call]
		_(RawOrigin::Signed(device.clone()));

		assert!(!Offers::<T>::contains_key(device));
		assert!(Class::ALL.into_iter().all(|class| SlotCount::<T>::get(class) == 1));
	}

	/// The requester owes and has offered lately: it is boosted and pays a surcharge.
	#[benchmark]
	fn submit() {
		let requester = requester::<T>();
		wait::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(requester.clone()), header::<T>());

		assert_eq!(OpenTasks::<T>::get(requester), 1);
	}

	/// The requester's only task.
	#[benchmark]
	fn cancel() {
		let (id, task) = submitted::<T>();
		wait::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(task.requester), id);

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Cancelled));
	}

	/// The last of as many copies as there may be commits; chance has to say whether the
	/// quorum is audited.
	#[benchmark]
	fn commit() {
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		task.plan = Plan::Quorum { one_in: 2, audited: None };
		for _ in 1..COPIES {
			give::<T>(id, &mut task, CopyPhase::Committed, &outcome(0));
		}
		let last = give::<T>(id, &mut task, CopyPhase::Assigned, &outcome(0));
		keep::<T>(id, &task);
		let entries = AgendaEntries::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(last), id, [1; 32]);

		assert_eq!(AgendaEntries::<T>::get(), entries + 1);
	}

	/// The last of as many copies as there may be reveals, and no two agree: the task
	/// ends, and what it would have cost is split.
	#[benchmark]
	fn reveal() {
		let (id, mut task) = in_phase::<T>(TaskPhase::Committed);
		task.plan = Plan::Quorum { one_in: 2, audited: Some(false) };
		for number in 1..COPIES {
			give::<T>(id, &mut task, CopyPhase::Revealed, &outcome(number));
		}
		let last = give::<T>(id, &mut task, CopyPhase::Committed, &outcome(0));
		let shown = reveal_of(id, &last, &outcome(0));
		keep::<T>(id, &task);

		#[extrinsic_call]
		_(RawOrigin::Signed(last), id, shown, None);

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Inconclusive));
	}

	/// Two of `n` copies agree, as few as can. All others were wrong: each loses its
	/// collateral, its offer and what it has unvested in every class.
	#[benchmark]
	fn open(n: Linear<2, COPIES>) {
		let (id, mut task) = in_phase::<T>(TaskPhase::Revealed);
		task.plan = Plan::Quorum { one_in: 2, audited: Some(false) };
		let opener = give::<T>(id, &mut task, CopyPhase::Revealed, &outcome(0));
		give::<T>(id, &mut task, CopyPhase::Revealed, &outcome(0));
		for number in 2..n {
			give::<T>(id, &mut task, CopyPhase::Revealed, &outcome(number));
		}
		keep::<T>(id, &task);

		#[extrinsic_call]
		_(RawOrigin::Signed(opener), id, outcome(0));

		let task = Tasks::<T>::get(id).expect("it can still be read");
		assert_eq!(task.phase, TaskPhase::Settled);
		let wrong = task.copies.iter().filter(|copy| copy.phase == CopyPhase::Wrong);
		assert_eq!(wrong.count() as u32, n - 2);
	}

	/// One item that fails and is undone. What items cost is added for each.
	#[benchmark]
	fn report() {
		let device = device::<T>(role::DEVICE, 0);
		let item = Report::Commit { task: 0, commitment: [1; 32] };
		let items = Reports::truncate_from(vec![item]);
		let result;

		#[block]
		{
			result = Pallet::<T>::do_report(device, items);
		}

		assert!(result.is_err());
	}

	/// One of as many copies as there may be is given back, for a charge, and nobody else
	/// may be asked: the task ends, and all others are released.
	#[benchmark]
	fn give_back() {
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		task.plan = Plan::Quorum { one_in: 2, audited: None };
		let first = give::<T>(id, &mut task, CopyPhase::Assigned, &outcome(0));
		for _ in 1..COPIES {
			give::<T>(id, &mut task, CopyPhase::Assigned, &outcome(0));
		}
		task.needed = MAX_COPIES;
		task.most = MAX_COPIES - 1;
		let tokens_used = T::Params::get().give_back_tokens;
		Records::<T>::mutate(&first, |record| record.tokens_used = tokens_used);
		keep::<T>(id, &task);

		#[extrinsic_call]
		_(RawOrigin::Signed(first), id);

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Expired));
	}

	/// The longest address there may be.
	#[benchmark]
	fn announce() {
		let device = device::<T>(role::DEVICE, 0);
		let address = Address::truncate_from(vec![b'/'; MAX_ADDRESS as usize]);

		#[extrinsic_call]
		_(RawOrigin::Signed(device.clone()), address);

		assert!(Peers::<T>::contains_key(device));
	}

	/// Other numbers were to come into force.
	#[benchmark]
	fn set_params() {
		assert_ok!(Pallet::<T>::do_set_params(T::Params::get()));

		#[extrinsic_call]
		_(RawOrigin::Root, T::Params::get());

		assert!(Settings::<T>::get().next.is_some());
	}

	/// The session is that of the block before.
	#[benchmark]
	fn same_session() {
		LastSession::<T>::put(T::Session::get());

		#[block]
		{
			Pallet::<T>::follow_session();
		}

		assert_eq!(LastSession::<T>::get(), T::Session::get());
	}

	/// Numbers come into force, and every price moves.
	#[benchmark]
	fn new_session() {
		let now = T::Session::get();
		LastSession::<T>::put(now.wrapping_sub(1));
		let current = T::Params::get();
		let next = Some(Upcoming { session: now, params: current.clone() });
		Settings::<T>::put(settings::Settings { version: 0, current, next });
		for class in Class::ALL {
			let short = [1_000; BUCKETS];
			Traffics::<T>::insert(class, Traffic { short, ..Default::default() });
		}

		#[block]
		{
			Pallet::<T>::follow_session();
		}

		assert_eq!(PostedPrice::<T>::iter().count(), Class::ALL.len());
		assert_eq!(Settings::<T>::get().version, 1);
	}

	/// Nothing is due and nothing waits; the block carries chance.
	#[benchmark]
	fn serve_base() {
		T::Randomness::provide();
		let params = Pallet::<T>::params();
		let before = Served::<T>::get();

		#[block]
		{
			Pallet::<T>::serve(&params, &mut WeightMeter::new());
		}

		assert_eq!(Served::<T>::get(), before + 1);
	}

	/// As many copies as there may be have committed and did not reveal in time, and the
	/// deadline is over: each is a failure, each offer ends, and so does the task.
	#[benchmark]
	fn look_at_task() {
		let params = Pallet::<T>::params();
		let (id, mut task) = in_phase::<T>(TaskPhase::Committed);
		for _ in 0..COPIES {
			give::<T>(id, &mut task, CopyPhase::Committed, &outcome(0));
		}
		keep::<T>(id, &task);
		let late = task.ends_by + 1;
		Served::<T>::put(late);

		#[block]
		{
			Pallet::<T>::look_at_task(&params, id, late);
		}

		let task = Tasks::<T>::get(id).expect("it can still be read");
		assert_eq!(task.phase, TaskPhase::Expired);
		assert!(task.copies.iter().all(|copy| copy.phase == CopyPhase::Silent));
	}

	/// A device that worked alone is to be checked, and it is too late to ask another:
	/// the task ends.
	#[benchmark]
	fn draw_check() {
		let params = Pallet::<T>::params();
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		task.needed = 1;
		// One in one: chance says yes.
		task.plan = Plan::Single { lot: 1, checked: None };
		give::<T>(id, &mut task, CopyPhase::Committed, &outcome(0));
		keep::<T>(id, &task);
		let late = task.ends_by;
		Served::<T>::put(late);

		#[block]
		{
			Pallet::<T>::draw_check(&params, id, late, Some(&SEED));
		}

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Expired));
	}

	/// Reading `n` entries, a third of them woken, with their tasks and what decides
	/// what looking for their devices weighs.
	#[benchmark]
	fn scan(n: Linear<0, 96>) {
		let (_, task) = in_phase::<T>(TaskPhase::Queued);
		for number in 0..n {
			let id = TaskId::from(number) + 1_000;
			Tasks::<T>::insert(id, &task);
			let key = QueueKey::new(number, id);
			if number % 3 == 0 {
				Woken::<T>::insert(key, key);
			} else {
				Queue::<T>::insert(key, id);
			}
		}
		let mut read = 0;

		#[block]
		{
			for waiting in Pallet::<T>::head(n) {
				let Some(task) = Tasks::<T>::get(waiting.id) else { continue };
				read += u32::from(SlotCount::<T>::get(task.header.class) == 0);
			}
		}

		// No more than half of what is asked for is taken from the woken.
		assert!(read == n || (n == 1 && read == 0));
	}

	/// `n` devices are found and put aside what they may. There are no more than these,
	/// so that what drawing reads is measured apart.
	#[benchmark]
	fn match_copies(n: Linear<1, COPIES>) {
		let params = Pallet::<T>::params();
		let (id, mut task) = submitted::<T>();
		task.wanted = n as u8;
		task.needed = n as u8;
		for number in 0..n {
			let device = device::<T>(role::DEVICE, number);
			scene::offer::<T>(&device, spec::<T>(core::iter::once(CLASS)));
		}
		keep::<T>(id, &task);
		let now = Served::<T>::get();

		#[block]
		{
			Pallet::<T>::match_task(&params, id, &mut task, now, &SEED);
			Tasks::<T>::insert(id, &task);
		}

		assert_eq!(u32::from(task.live()), n);
	}

	/// Drawing for one copy with `r` offers read: few enough can be taken that all are
	/// read, each other is refused by the last thing that is looked at.
	#[benchmark]
	fn draw(r: Linear<1, 32>) {
		let params = Pallet::<T>::params();
		let (id, task) = submitted::<T>();
		for number in 0..r {
			let device = if number + 1 < params.draw_eligible {
				device::<T>(role::DEVICE, number)
			} else {
				device_of::<T>(&task.owner, role::DEVICE, number)
			};
			scene::offer::<T>(&device, spec::<T>(core::iter::once(CLASS)));
		}
		wait::<T>();
		let mut wanted = Wanted::new(&task, Served::<T>::get(), r);
		wanted.prefer_seasoned = true;
		let best;

		#[block]
		{
			best = Pallet::<T>::draw(&params, id, (0, 0), &wanted, &SEED);
		}

		assert!(best.is_some());
	}

	/// Nobody offers: the task leaves those who have come back before, and waits.
	#[benchmark]
	fn park() {
		let params = Pallet::<T>::params();
		let (id, mut task) = submitted::<T>();
		Pallet::<T>::park(&params, id, &mut task, 1);
		Pallet::<T>::wake(id, &mut task, 2);
		keep::<T>(id, &task);
		let now = Served::<T>::get();

		#[block]
		{
			Pallet::<T>::match_task(&params, id, &mut task, now, &SEED);
			Tasks::<T>::insert(id, &task);
		}

		assert!(matches!(task.search, Search::Parked(_)));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
