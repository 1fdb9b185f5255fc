//! What the calls and the parts of the hooks cost at their worst.
//!
//! To add a benchmark: set the scene with [`scene`], let the call or the part of a hook
//! stand in `#[extrinsic_call]` or `#[block]`, assert what it leaves, say in its doc what
//! makes it the worst case, run `make weights`, and name the measured function in
//! `weights.rs`.

use super::*;
use crate::{
	draw::{Found, Looked, Wanted},
	turns::Turns,
};
use alloc::vec;
// See there: the macro below names `frame_system`.
use atous_primitives::{
	class::Accelerator,
	header::{ContractAddress, Metadata, Requirements, Text, MAX_TAGS, MAX_TEXT},
	offer::{MAX_CLASSES, MAX_CODE_HASHES},
	profile::PROFILE_WASM_1,
	views::{CopyPhase, TaskPhase},
	Cid, Class, Hash, Latency, OfferSpec, Outcome, Price, Reveal, RuntimeKind, ServedBlock,
	TaskHeader, TaskId, Verification, FUEL_PER_WORK_UNIT,
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
const COPIES: u32 = MOST_COPIES as u32;

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

		assert!(Workers::<T>::get(device).offer.is_none());
		assert!(Class::ALL.into_iter().all(|class| SlotCount::<T>::get(class) == 1));
	}

	/// The requester owes and has offered lately: it is boosted and pays a surcharge. The
	/// tray has room for one more.
	#[benchmark]
	fn submit() {
		let requester = requester::<T>();
		crowd::<T>(MAX_TRAY - 1);
		wait::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(requester.clone()), header::<T>());

		assert_eq!(T::Ledger::standing(&requester).map(|standing| standing.open), Some(1));
	}

	/// The requester's only task, on the tray. Leaving a line is measured apart.
	#[benchmark]
	fn cancel() {
		let (id, task) = submitted::<T>();
		keep::<T>(id, &task);

		#[extrinsic_call]
		_(RawOrigin::Signed(task.requester), id);

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Cancelled));
	}

	/// The last of as many copies as there may be commits, and all may reveal.
	#[benchmark]
	fn commit() {
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		task.plan = Plan::Quorum { one_in: 2, checks: Checks::NONE };
		give_all::<T>(id, &mut task, COPIES - 1, CopyPhase::Committed);
		let last = give::<T>(id, &mut task, CopyPhase::Assigned, &outcome(0));
		keep::<T>(id, &task);

		#[extrinsic_call]
		_(RawOrigin::Signed(last), id, [1; 32]);

		let task = Tasks::<T>::get(id).expect("it is open");
		assert_eq!((task.phase, task.watched), (TaskPhase::Committed, task.stage_by + 1));
	}

	/// One of two devices commits, and the other still works. The task remembers `n` copies.
	#[benchmark]
	fn commit_only(n: Linear<2, MAX_ASKED>) {
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		task.plan = Plan::Quorum { one_in: 2, checks: Checks::UNDRAWN };
		let first = give::<T>(id, &mut task, CopyPhase::Assigned, &outcome(0));
		give::<T>(id, &mut task, CopyPhase::Assigned, &outcome(0));
		remember(&mut task, n);
		task.needed = 2;
		unmoved(&mut task);
		keep::<T>(id, &task);
		let entered;

		#[block]
		{
			entered = Pallet::<T>::enter_commitment(first, id, [1; 32]);
		}

		assert_eq!(entered.map(|(_, freed)| freed), Ok(task.use_of(Part::Work)));

		let committed = |task: Task<AccountId32>| task.copies[0].phase == CopyPhase::Committed;
		assert!(Tasks::<T>::get(id).is_some_and(committed));
	}

	/// What other copies use stays in use.
	#[benchmark]
	fn vacate() {
		let device = device::<T>(role::DEVICE, 0);
		let one = Usage { cores: 1, memory_mib: 1, checks: 1 };
		let two = Usage { cores: 2, memory_mib: 2, checks: 2 };
		Pallet::<T>::update_worker(&device, |worker| worker.usage = two);

		#[block]
		{
			Pallet::<T>::vacate(&device, one);
		}

		assert_eq!(Workers::<T>::get(device).usage, one);
	}

	/// All have committed, and chance will say whether one more checks them. The tray has room
	/// for one more.
	#[benchmark]
	fn draw_later() {
		Draws::<T>::put(Tray::truncate_from((1..MAX_TRAY).map(TaskId::from).collect()));

		#[block]
		{
			Pallet::<T>::draw_next(0);
		}

		assert_eq!(Draws::<T>::decode_len(), Some(MAX_TRAY as usize));
	}

	/// There is something unvested in the class.
	#[benchmark]
	fn vest() {
		let device = device::<T>(role::DEVICE, 0);
		wait::<T>();
		let vested;

		#[block]
		{
			vested = T::Ledger::vest(&device, CLASS);
		}

		assert!(vested);
	}

	/// The owner has failed more often than once.
	#[benchmark]
	fn redeem() {
		let device = device::<T>(role::DEVICE, 0);
		let owner = T::Ledger::owner_of(&device).expect("it was enrolled");
		let redeemed;

		#[block]
		{
			redeemed = Pallet::<T>::redeem_owner(&owner, 7);
		}

		assert!(redeemed);
	}

	/// The last of as many copies as there may be reveals, and no two agree: the task
	/// ends, and what it would have cost is split.
	#[benchmark]
	fn reveal() {
		let (id, mut task) = in_phase::<T>(TaskPhase::Committed);
		task.plan = Plan::Quorum { one_in: 2, checks: Checks::NONE };
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
		task.plan = Plan::Quorum { one_in: 2, checks: Checks::NONE };
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
		let liars = task.copies.iter().filter(|copy| copy.phase == CopyPhase::Wrong);
		assert_eq!(liars.count() as u32, n - 2);
	}

	/// A tag is stored, and the other of a quorum is equal: the opening is waited for. The
	/// task remembers `n` copies.
	#[benchmark]
	fn reveal_only(n: Linear<2, MAX_ASKED>) {
		let (id, mut task) = in_phase::<T>(TaskPhase::Committed);
		task.plan = Plan::Quorum { one_in: 2, checks: Checks::NONE };
		give::<T>(id, &mut task, CopyPhase::Revealed, &outcome(0));
		let last = give::<T>(id, &mut task, CopyPhase::Committed, &outcome(0));
		remember(&mut task, n);
		task.needed = 2;
		unmoved(&mut task);
		let shown = reveal_of(id, &last, &outcome(0));
		keep::<T>(id, &task);

		#[extrinsic_call]
		reveal(RawOrigin::Signed(last), id, shown, None);

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Revealed));
	}

	/// `n` copies agree, as many as are needed; the commons pays one of them. What such
	/// copies mostly do not bring with them is measured apart: `vest`, `redeem`.
	#[benchmark]
	fn settle(n: Linear<2, COPIES>) {
		let params = Pallet::<T>::params();
		let (id, mut task) = in_phase::<T>(TaskPhase::Revealed);
		task.plan = Plan::Quorum { one_in: 2, checks: Checks { asked: 1, open: false } };
		// So little that what was put aside for two is enough for all.
		let result = Cid::of_raw(b"result");
		let cheap = Outcome::Completed { result, fuel: FUEL_PER_WORK_UNIT };
		for _ in 0..n {
			let device = give::<T>(id, &mut task, CopyPhase::Revealed, &cheap);
			lighten::<T>(&device);
		}
		task.needed = n as u8;
		keep::<T>(id, &task);
		let tag = task.copies[0].tag;

		#[block]
		{
			Pallet::<T>::settle(&params, id, &mut task, tag, cheap);
		}

		assert_eq!(task.phase, TaskPhase::Settled);
		let paid = task.copies.iter().filter(|copy| copy.phase == CopyPhase::Paid);
		assert_eq!(paid.count() as u32, n);
	}

	/// Each of `n` copies loses its collateral, its offer and what it has unvested in
	/// every class.
	#[benchmark]
	fn wrong(n: Linear<1, COPIES>) {
		let params = Pallet::<T>::params();
		let (id, mut task) = in_phase::<T>(TaskPhase::Revealed);
		give_all::<T>(id, &mut task, n, CopyPhase::Revealed);
		keep::<T>(id, &task);

		#[block]
		{
			for at in 0..n as usize {
				Pallet::<T>::end_wrong(&params, id, &mut task, at);
			}
		}

		assert!(task.copies.iter().all(|copy| copy.phase == CopyPhase::Wrong));
	}

	/// Each of `n` copies that are worked on is silent: what it occupies is freed, it is
	/// charged, and its offer ends.
	#[benchmark]
	fn silence(n: Linear<1, COPIES>) {
		let params = Pallet::<T>::params();
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		give_all::<T>(id, &mut task, n, CopyPhase::Assigned);
		keep::<T>(id, &task);

		#[block]
		{
			for at in 0..n as usize {
				Pallet::<T>::end_silent(&params, id, &mut task, at);
			}
		}

		assert!(task.copies.iter().all(|copy| copy.phase == CopyPhase::Silent));
	}

	/// Each of `n` copies that are worked on is released.
	#[benchmark]
	fn release(n: Linear<1, COPIES>) {
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		give_all::<T>(id, &mut task, n, CopyPhase::Assigned);
		keep::<T>(id, &task);

		#[block]
		{
			for at in 0..n as usize {
				Pallet::<T>::end_released(id, &mut task, at);
			}
		}

		assert!(task.copies.iter().all(|copy| copy.phase == CopyPhase::Released));
	}

	/// The last on the roll takes its place.
	#[benchmark]
	fn leave_seat() {
		let device = device::<T>(role::DEVICE, 0);
		offer_before_others::<T>(&device, 1);
		wait::<T>();
		let size = RollSize::<T>::get();

		#[block]
		{
			Pallet::<T>::leave_seat(&device);
		}

		assert_eq!(RollSize::<T>::get(), size - 1);
		assert!(Roll::<T>::get(0).is_some_and(|moved| moved != device));
	}

	/// Nobody was ever found: the market hears of it.
	#[benchmark]
	fn expire() {
		let params = Pallet::<T>::params();
		let (id, mut task) = submitted::<T>();
		keep::<T>(id, &task);

		#[block]
		{
			Pallet::<T>::end_unpaid(&params, id, &mut task, TaskPhase::Expired);
		}

		assert_eq!(task.phase, TaskPhase::Expired);
	}

	/// It leaves its owner's line, with another task behind it, and joins it again before
	/// that.
	#[benchmark]
	fn enqueue() {
		let (id, task) = submitted::<T>();
		let behind = QueueKey::new(task.place.order(), id + 1);
		Pallet::<T>::join_line(&task.owner, task.place);
		Pallet::<T>::join_line(&task.owner, behind);
		wait::<T>();

		#[block]
		{
			Pallet::<T>::leave_line(&task.owner, task.place);
			Pallet::<T>::join_line(&task.owner, task.place);
		}

		assert_eq!(FirstInLine::<T>::get(&task.owner), Some(task.place));
		assert!(Lines::<T>::contains_key(&task.owner, behind));
	}

	/// The tray has room for one more.
	#[benchmark]
	fn arrive() {
		crowd::<T>(MAX_TRAY - 1);
		let owner = account("owner", 0, 0);
		let room;

		#[block]
		{
			room = Pallet::<T>::arrive(&owner, QueueKey::new(1, 0));
		}

		assert!(room);
	}

	/// `n` tasks of as many owners have arrived, and none waits any more.
	#[benchmark]
	fn arrivals(n: Linear<0, MAX_TRAY>) {
		let params = Pallet::<T>::params();
		crowd::<T>(n);

		#[block]
		{
			let mut turns = Turns::<T>::begin(&params);
			while let Some(waiting) = turns.next() {
				turns.skip(&waiting, None);
			}
			turns.end();
		}

		assert!(Arrivals::<T>::get().is_empty());
	}

	/// Its entry moves from one block to another.
	#[benchmark]
	fn watch() {
		let (id, mut task) = submitted::<T>();
		let (former, _) = entry_of(id, &task);
		task.ends_by -= 1;

		#[block]
		{
			Agenda::<T>::remove(former);
			Pallet::<T>::watch(id, &mut task);
		}

		assert!(Agenda::<T>::contains_key(entry_of(id, &task).0));
	}

	/// The task has ended, and a contract is to hear of it.
	#[benchmark]
	fn call_later() {
		let (id, mut task) = in_phase::<T>(TaskPhase::Settled);
		task.header.callback = Some(ContractAddress([7; 20]));
		task.outcome = Some(outcome(0));

		#[block]
		{
			Pallet::<T>::tell_later(id, &task);
		}

		assert!(ContractCalls::<T>::contains_key(0));
	}

	/// What one device has delivered is paid, and opened.
	#[benchmark]
	fn accept() {
		let (id, task) = delivered::<T>(Verification::Requester { window: 10 });
		keep::<T>(id, &task);

		#[extrinsic_call]
		_(RawOrigin::Signed(task.requester), id, Some(outcome(0)));

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Settled));
	}

	/// There is no time for a panel: what was delivered stands.
	#[benchmark]
	fn dispute() {
		let (id, task) = delivered::<T>(Verification::Requester { window: 10 });
		keep::<T>(id, &task);

		#[extrinsic_call]
		_(RawOrigin::Signed(task.requester), id);

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Settled));
	}

	/// No contract is to be called.
	#[benchmark]
	fn calls_base() {
		let params = Pallet::<T>::params();
		let mut meter = WeightMeter::new();

		#[block]
		{
			Pallet::<T>::call_contracts(&params, &mut meter);
		}

		assert_eq!(meter.consumed(), T::WeightInfo::calls_base());
	}

	/// The judge is gone, and there is no time for a panel: what was delivered stands, and
	/// another contract is to hear of it.
	#[benchmark]
	fn call_contract() {
		let params = Pallet::<T>::params();
		let (id, mut task) = delivered::<T>(Verification::Contract { judge: [7; 20] });
		task.header.callback = Some(ContractAddress([7; 20]));
		keep::<T>(id, &task);
		Pallet::<T>::call_later(ContractCall {
			contract: ContractAddress([7; 20]),
			task: id,
			limit: task.call_limit,
			occasion: Occasion::Judgement,
		});
		// Room for one call.
		let (base, around) = (T::WeightInfo::calls_base(), T::WeightInfo::call_contract());
		let room = base.saturating_add(around).saturating_add(task.call_limit);
		let mut meter = WeightMeter::with_limit(room);

		#[block]
		{
			Pallet::<T>::call_contracts(&params, &mut meter);
		}

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Settled));
		assert_eq!((FirstCall::<T>::get(), NextCall::<T>::get()), (1, 2));
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
		task.plan = Plan::Quorum { one_in: 2, checks: Checks::UNDRAWN };
		let first = give::<T>(id, &mut task, CopyPhase::Assigned, &outcome(0));
		give_all::<T>(id, &mut task, COPIES - 1, CopyPhase::Assigned);
		task.needed = MOST_COPIES;
		task.most = MOST_COPIES - 1;
		let tokens_used = T::Params::get().give_back_tokens;
		Pallet::<T>::update_worker(&first, |worker| worker.record.tokens_used = tokens_used);
		keep::<T>(id, &task);

		#[extrinsic_call]
		_(RawOrigin::Signed(first), id);

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Expired));
	}

	/// One of as many copies as there may be is given back, for a charge, and another
	/// device is asked.
	#[benchmark]
	fn give_back_only() {
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		task.plan = Plan::Quorum { one_in: 2, checks: Checks::UNDRAWN };
		let first = give::<T>(id, &mut task, CopyPhase::Assigned, &outcome(0));
		give_all::<T>(id, &mut task, COPIES - 1, CopyPhase::Assigned);
		task.needed = MOST_COPIES;
		task.most = MOST_COPIES;
		unmoved(&mut task);
		let tokens_used = T::Params::get().give_back_tokens;
		Pallet::<T>::update_worker(&first, |worker| worker.record.tokens_used = tokens_used);
		keep::<T>(id, &task);

		#[extrinsic_call]
		give_back(RawOrigin::Signed(first), id);

		assert_eq!(Tasks::<T>::get(id).map(|task| task.wanted), Some(1));
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
		give_all::<T>(id, &mut task, COPIES, CopyPhase::Committed);
		keep::<T>(id, &task);
		let late = task.ends_by + 1;
		Served::<T>::put(late);
		let (key, what) = entry_of(id, &task);

		#[block]
		{
			Pallet::<T>::work_on(&params, key, what, late, None);
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
		task.plan = Plan::Single { lot: 1, checks: Checks::UNDRAWN };
		give::<T>(id, &mut task, CopyPhase::Committed, &outcome(0));
		keep::<T>(id, &task);
		let late = task.ends_by;
		Served::<T>::put(late);
		Draws::<T>::put(Tray::truncate_from(vec![id]));

		#[block]
		{
			Pallet::<T>::draw_checks(&params, late, &SEED, &mut WeightMeter::new());
		}

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Expired));
	}

	/// A quorum has committed, and no other checks it. The task remembers `n` copies.
	#[benchmark]
	fn draw_check_only(n: Linear<2, MAX_ASKED>) {
		let params = Pallet::<T>::params();
		let (id, mut task) = in_phase::<T>(TaskPhase::Assigned);
		// So seldom that this draw does not say so.
		task.plan = Plan::Quorum { one_in: u32::MAX, checks: Checks::UNDRAWN };
		give_all::<T>(id, &mut task, 2, CopyPhase::Committed);
		remember(&mut task, n);
		task.needed = 2;
		unmoved(&mut task);
		keep::<T>(id, &task);
		let now = Served::<T>::get();
		Draws::<T>::put(Tray::truncate_from(vec![id]));

		#[block]
		{
			Pallet::<T>::draw_checks(&params, now, &SEED, &mut WeightMeter::new());
		}

		assert_eq!(Tasks::<T>::get(id).map(|task| task.phase), Some(TaskPhase::Committed));
	}

	/// `n` tasks are due.
	#[benchmark]
	fn agenda_read(n: Linear<0, 64>) {
		let params = Pallet::<T>::params();
		for number in 0..n {
			let id = TaskId::from(number);
			Agenda::<T>::insert(QueueKey::new(1, id), Due::Task(id));
		}
		let due;

		#[block]
		{
			due = Pallet::<T>::due(&params, 1, &mut WeightMeter::new());
		}

		assert_eq!(due.len() as u32, n.min(params.agenda_per_block));
	}

	/// A quorum has agreed in time: the entry moves to the time by which one must open. The
	/// task remembers `n` copies.
	#[benchmark]
	fn agenda_idle(n: Linear<2, MAX_ASKED>) {
		let params = Pallet::<T>::params();
		let (id, mut task) = in_phase::<T>(TaskPhase::Revealed);
		give_all::<T>(id, &mut task, 2, CopyPhase::Revealed);
		remember(&mut task, n);
		let (key, what) = entry_of(id, &task);
		Agenda::<T>::remove(key);
		task.watched = 1;
		let key = QueueKey::new(1, id);
		Agenda::<T>::insert(key, what.clone());
		keep::<T>(id, &task);

		#[block]
		{
			Pallet::<T>::work_on(&params, key, what, 1, Some(&SEED));
		}

		assert!(Tasks::<T>::get(id).is_some_and(|task| task.watched > 1));
	}

	/// `n` tasks have ended.
	#[benchmark]
	fn file_ended(n: Linear<1, MAX_FORGOTTEN>) {
		Ended::<T>::put(Tray::truncate_from(ended(n)));

		#[block]
		{
			Pallet::<T>::file_ended(7, &mut WeightMeter::new());
		}

		assert!(Ended::<T>::get().is_empty());
		assert!(Agenda::<T>::iter_values().any(|due| matches!(due, Due::Forget(_))));
	}

	/// `n` tasks have ended long ago, each with as many copies as there may be.
	#[benchmark]
	fn forget(n: Linear<1, MAX_FORGOTTEN>) {
		let params = Pallet::<T>::params();
		let (_, mut task) = in_phase::<T>(TaskPhase::Settled);
		remember(&mut task, MAX_ASKED);
		let tasks = Forgotten::truncate_from(ended(n));
		for EndedTask { task: id, requester } in &tasks {
			Tasks::<T>::insert(id, &task);
			Requests::<T>::insert(requester, id, ());
		}
		let (last, key) = (tasks.last().map(|ended| ended.task), QueueKey::new(7, 1));
		let what = Due::Forget(tasks);
		Agenda::<T>::insert(key, what.clone());

		#[block]
		{
			Pallet::<T>::work_on(&params, key, what, 7, Some(&SEED));
		}

		assert!(last.is_some_and(|id| !Tasks::<T>::contains_key(id)));
	}

	/// Reading `n` entries, a third of them woken, with their tasks and what decides
	/// what looking for their devices weighs.
	#[benchmark]
	fn scan(n: Linear<0, 96>) {
		let (_, task) = in_phase::<T>(TaskPhase::Queued);
		let params = Params { scan_per_block: n, ..T::Params::get() };
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
			let mut turns = Turns::<T>::begin(&params);
			while let Some(waiting) = turns.next() {
				let Some(task) = Tasks::<T>::get(waiting.id) else { continue };
				read += u32::from(SlotCount::<T>::get(task.header.class) == 0);
			}
		}

		// No more than half of what is asked for is taken from the woken.
		assert!(read == n || (n == 1 && read == 0));
	}

	/// `n` devices were picked, and put aside what they may. What drawing them reads, and
	/// moving the task's entry in the agenda, is measured apart.
	#[benchmark]
	fn give_out(n: Linear<1, COPIES>) {
		let params = Pallet::<T>::params();
		let (id, mut task) = submitted::<T>();
		task.wanted = n as u8;
		task.needed = n as u8;
		for number in 0..n {
			let device = device::<T>(role::DEVICE, number);
			scene::offer::<T>(&device, spec::<T>(core::iter::once(CLASS)));
		}
		unmoved(&mut task);
		keep::<T>(id, &task);
		let now = Served::<T>::get();
		let mut looked = Looked::default();
		let picked = Pallet::<T>::pick(&params, id, &mut task, now, &SEED, &mut looked);
		let picked = picked.expect("there are enough");

		#[block]
		{
			Pallet::<T>::give_out(&params, id, &mut task, picked, now);
			Pallet::<T>::keep(id, task);
		}

		let task = Tasks::<T>::get(id).expect("it is open");
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
		let mut wanted = Wanted::new(&params, &task, Served::<T>::get(), r);
		wanted.prefer_seasoned = true;
		let (mut found, mut looked) = (Found::nothing(0), Looked::default());
		let best;

		#[block]
		{
			best = Pallet::<T>::draw(&params, id, &wanted, &SEED, &mut found, &mut looked);
		}

		assert!(best.is_some());
		assert_eq!(looked.reads, r);
	}

	/// Nobody offers: the task leaves the queue, and waits.
	#[benchmark]
	fn park() {
		let params = Pallet::<T>::params();
		let (id, mut task) = submitted::<T>();
		unmoved(&mut task);
		keep::<T>(id, &task);
		let now = Served::<T>::get();

		#[block]
		{
			Pallet::<T>::match_task(&params, id, &mut task, now, &SEED);
			Pallet::<T>::keep(id, task);
		}

		let task = Tasks::<T>::get(id).expect("it is open");
		assert!(matches!(task.search, Search::Parked(_)));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
