//! Random sequences of everything anyone can do, with everything recounted.

use crate::{mock::*, *};
use atous_primitives::{
	header::ContractAddress,
	verdict::SMALL_JURY,
	views::{CopyPhase, TaskPhase},
	Class, OfferSpec, Outcome, Reveal, TaskHeader, TaskId, Verification,
};
use atous_support::{Ledger, Participation};
use frame_support::assert_ok;
use proptest::{prelude::*, test_runner::TestRunner};
use sp_runtime::AccountId32;
use std::{cell::RefCell, collections::BTreeMap};

const JUDGE: [u8; 20] = [1; 20];
const LISTENER: [u8; 20] = [2; 20];
/// Owners, with one device each and three of them with two.
const OWNERS: u8 = 18;
const DEVICES: u8 = OWNERS + 4;

#[derive(Clone, Debug)]
enum Step {
	Offer { device: u8, cores: u16, lifetime: u32, both: bool },
	Withdraw { device: u8 },
	Submit { device: u8, verification: Verification, deadline: u32, extras: (bool, bool) },
	Cancel { task: TaskId },
	Answer { pick: usize, accept: bool, open: bool },
	OpenAccepted { pick: usize },
	Contract { judge: bool, answer: Option<bool> },
	Work { pick: usize, answer: u8 },
	WorkAll { liars: u16 },
	Report { device: u8, answer: u8 },
	GiveBack { pick: usize },
	Leave { device: u8 },
	Season { device: u8, results: u32 },
	Session { audit_one_in: u32, draw_eligible: u32, retry: u32 },
	Chance { seed: Option<u8> },
	Serve { blocks: u32 },
}

fn verification() -> impl Strategy<Value = Verification> {
	prop_oneof![
		(2..5u8, 0..3u8).prop_map(|(quorum, more)| Verification::Redundant {
			quorum,
			max: (2 * quorum - 1 + more).min(8)
		}),
		Just(Verification::Adaptive),
		(10..40u32).prop_map(|window| Verification::Requester { window }),
		Just(Verification::Contract { judge: JUDGE }),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let device = 1..DEVICES;
	prop_oneof![
		4 => (device.clone(), 1..4u16, 1..400u32, any::<bool>()).prop_map(
			|(device, cores, lifetime, both)| Step::Offer { device, cores, lifetime, both }
		),
		1 => device.clone().prop_map(|device| Step::Withdraw { device }),
		5 => (device.clone(), verification(), 40..600u32, any::<(bool, bool)>()).prop_map(
			|(device, verification, deadline, extras)| {
				Step::Submit { device, verification, deadline, extras }
			}
		),
		5 => (0..64usize, any::<bool>(), any::<bool>()).prop_map(
			|(pick, accept, open)| Step::Answer { pick, accept, open }
		),
		1 => (0..64usize).prop_map(|pick| Step::OpenAccepted { pick }),
		1 => (any::<bool>(), any::<Option<bool>>()).prop_map(
			|(judge, answer)| Step::Contract { judge, answer }
		),
		1 => (0..24u64).prop_map(|task| Step::Cancel { task }),
		24 => (0..64usize, 0..16u8).prop_map(|(pick, answer)| Step::Work { pick, answer }),
		6 => (any::<u16>(), any::<u16>()).prop_map(|(one, other)| Step::WorkAll { liars: one & other }),
		4 => (device.clone(), 0..16u8).prop_map(|(device, answer)| Step::Report { device, answer }),
		1 => (0..64usize).prop_map(|pick| Step::GiveBack { pick }),
		1 => device.clone().prop_map(|device| Step::Leave { device }),
		3 => (device, 0..30u32).prop_map(|(device, results)| Step::Season { device, results }),
		1 => (0..4u32, 1..5u32, 0..6u32).prop_map(|(audit, draw_eligible, retry)| Step::Session {
			audit_one_in: if audit == 1 { 0 } else { audit },
			draw_eligible,
			retry
		}),
		1 => prop::option::weighted(0.8, any::<u8>()).prop_map(|seed| Step::Chance { seed }),
		12 => (1..3u32).prop_map(|blocks| Step::Serve { blocks }),
		1 => (10..40u32).prop_map(|blocks| Step::Serve { blocks }),
	]
}

/// What a device answers: mostly the truth, sometimes one of two lies.
fn answer(copy: usize, answer: u8) -> u8 {
	match answer {
		0 => 100 + copy as u8,
		1 => 99,
		_ => 1,
	}
}

/// What a device reveals; some only repeat the tag.
fn shown_by(device: &AccountId32, id: TaskId, outcome: &Outcome, what: u8) -> Reveal {
	let reveal = Reveal::new(id, device.as_ref(), outcome, [what; 32]);
	if what == 2 {
		Reveal { voucher: [0; 32], ..reveal }
	} else {
		reveal
	}
}

/// One of the copies that are somebody's duty: task, place and device.
fn pick(number: usize) -> Option<(TaskId, usize, AccountId32)> {
	let held = |(device, worker): (AccountId32, Worker)| {
		worker.held.into_iter().map(move |id| (device.clone(), id))
	};
	let duties: Vec<_> = Workers::<Test>::iter().flat_map(held).collect();
	let (device, id) = duties.get(number % duties.len().max(1))?.clone();
	let at = task(id).copies.iter().position(|c| c.device == device && c.is_live())?;
	Some((id, at, device))
}

fn work(number: usize, what: u8) {
	let Some((id, at, device)) = pick(number) else { return };
	let task = task(id);
	let copy = &task.copies[at];
	match copy.phase {
		CopyPhase::Assigned => {
			let outcome = completed(answer(at, what));
			let commitment = shown_by(&device, id, &outcome, what);
			let commitment = commitment.commitment(id, device.as_ref());
			call(|| plain(Market::commit(RuntimeOrigin::signed(device), id, commitment)));
		}
		CopyPhase::Committed => {
			// One of these is what it committed to.
			for what in 0..16u8 {
				let outcome = completed(answer(at, what));
				let reveal = shown_by(&device, id, &outcome, what);
				for opening in [Some(outcome), None] {
					let origin = RuntimeOrigin::signed(device.clone());
					if call(|| plain(Market::reveal(origin, id, reveal, opening))) {
						return;
					}
				}
			}
		}
		_ => {
			for what in [1, 99] {
				let origin = RuntimeOrigin::signed(device.clone());
				if call(|| plain(Market::open(origin, id, completed(what)))) {
					return;
				}
			}
		}
	}
}

/// Run a call as a transaction: what fails leaves nothing behind.
fn call(call: impl FnOnce() -> sp_runtime::DispatchResult) -> bool {
	frame_support::storage::with_storage_layer(call).is_ok()
}

/// Everything the device could say now, in one call.
fn report(device: &AccountId32, what: u8) {
	let mut items = Vec::new();
	for id in worker_of(device).held.into_iter().take(4) {
		let task = task(id);
		let at = task.copies.iter().position(|c| c.device == *device && c.is_live());
		let at = at.expect("it has a copy");
		let outcome = completed(answer(at, what));
		let reveal = shown_by(device, id, &outcome, what);
		items.push(match task.copies[at].phase {
			CopyPhase::Assigned => {
				Report::Commit { task: id, commitment: reveal.commitment(id, device.as_ref()) }
			}
			_ => Report::Reveal {
				task: id,
				reveal,
				opening: what.is_multiple_of(2).then_some(outcome),
			},
		});
	}
	let items = items.try_into().expect("few items");
	call(|| plain(Market::report(RuntimeOrigin::signed(device.clone()), items)));
}

/// Accept or dispute one of the deliveries that wait for their requester.
fn answer_delivery(number: usize, accept: bool, open: bool) {
	let waits = |task: &Task<AccountId32>| task.phase == TaskPhase::Delivered && task.is_sealed();
	let mut waiting: Vec<_> = Tasks::<Test>::iter().filter(|(_, task)| waits(task)).collect();
	waiting.sort_by_key(|(id, _)| *id);
	let Some((id, task)) = waiting.get(number % waiting.len().max(1)) else { return };
	let origin = RuntimeOrigin::signed(task.requester.clone());
	let opening = open.then_some(completed(1));
	call(|| match accept {
		true => Market::accept(origin, *id, opening),
		false => Market::dispute(origin, *id),
	});
}

/// Have the device of an accepted delivery say what it was.
fn open_accepted(number: usize) {
	let closed =
		|task: &Task<AccountId32>| task.phase == TaskPhase::Settled && task.outcome.is_none();
	let mut found: Vec<_> = Tasks::<Test>::iter().filter(|(_, task)| closed(task)).collect();
	found.sort_by_key(|(id, _)| *id);
	let Some((id, task)) = found.get(number % found.len().max(1)) else { return };
	let paid = task.copies.iter().find(|copy| copy.phase == CopyPhase::Paid);
	let device = paid.expect("a settled task has paid someone").device.clone();
	call(|| plain(Market::open(RuntimeOrigin::signed(device), *id, completed(1))));
}

/// Leave as the ledger lets a device leave: without debt, tasks or collateral.
fn leave(device: &AccountId32) {
	if balance(device) < 0 || reserved(device) != 0 || secured(device) != 0 {
		return;
	}
	set_balance(device, 0);
	let _ = MockLedger::forfeit_unvested(device);
	books(|b| b.owners.remove(device));
	<Market as Participation<_>>::has_left(device);
	assert!(offer_of(device).is_none());
}

fn apply(step: Step) {
	let signed = |device: u8| RuntimeOrigin::signed(AccountId32::new([device; 32]));
	match step {
		Step::Offer { device, cores, lifetime, both } => {
			let mut offer = OfferSpec { cores, lifetime, ..spec() };
			if !both {
				offer.classes = vec![Class::WasmSmall].try_into().expect("one class");
			}
			set_bond(&AccountId32::new([device; 32]), u128::from(lifetime));
			call(|| Market::offer(signed(device), offer));
		}
		Step::Withdraw { device } => {
			call(|| Market::withdraw(signed(device)));
		}
		Step::Submit { device, verification, deadline, extras: (urgent, told) } => {
			let class = Class::WasmSmall;
			let callback = told.then_some(ContractAddress(LISTENER));
			let asked = TaskHeader { verification, deadline, urgent, class, callback, ..header() };
			let header = TaskHeader { max_price: 4_000_000, ..asked };
			call(|| plain(Market::submit(signed(device), header)));
		}
		Step::Cancel { task } => {
			let Some(found) = Tasks::<Test>::get(task) else { return };
			call(|| plain(Market::cancel(RuntimeOrigin::signed(found.requester), task)));
		}
		Step::Answer { pick, accept, open } => answer_delivery(pick, accept, open),
		Step::OpenAccepted { pick } => open_accepted(pick),
		Step::Contract { judge, answer } => {
			let address = if judge { JUDGE } else { LISTENER };
			books(|b| b.contracts.insert(address, answer));
		}
		Step::Work { pick, answer } => work(pick, answer),
		Step::WorkAll { liars } => (0..16).for_each(|number| {
			let lies = liars >> number & 1 == 1;
			work(number, if lies { 1 } else { 3 });
		}),
		Step::Report { device, answer } => report(&AccountId32::new([device; 32]), answer),
		Step::GiveBack { pick: number } => {
			let Some((id, _, device)) = pick(number) else { return };
			call(|| plain(Market::give_back(RuntimeOrigin::signed(device), id)));
		}
		Step::Leave { device } => leave(&AccountId32::new([device; 32])),
		Step::Season { device, results } => {
			set_checked(AccountId32::new([device; 32]), Class::WasmSmall, results);
		}
		Step::Session { audit_one_in, draw_eligible, retry } => {
			let params = Params {
				audit_one_in,
				draw_eligible,
				retry_max: 1 << retry,
				backoff_max: 60,
				..Market::params()
			};
			call(|| Market::set_params(RuntimeOrigin::root(), params));
			books(|b| b.session += 1);
		}
		Step::Chance { seed } => set_seed(seed.map(|seed| [seed; 32])),
		Step::Serve { blocks } => serve(blocks),
	}
}

/// A settled task has paid those who had to agree, and nobody else; where a check
/// contradicted, at least those who decided.
fn settled_well() {
	for task in Tasks::<Test>::iter_values() {
		if task.phase != TaskPhase::Settled {
			continue;
		}
		let ended = |phase| task.copies.iter().filter(|copy| copy.phase == phase).count();
		let examined = task.copies.iter().any(|copy| copy.examined);
		let (paid, wrong) = (ended(CopyPhase::Paid), ended(CopyPhase::Wrong));
		if examined && wrong > 0 {
			assert!(paid >= usize::from(task.judges), "{paid} are paid after a contradiction");
		} else {
			assert_eq!(paid, usize::from(task.needed), "as many are paid as had to agree");
		}
		assert!(task.needed <= task.most && task.copies.len() <= MAX_ASKED as usize);
	}
}

/// Every contract that was told, was told once of each task, and judged none twice.
fn heard_once() {
	let (told, judged) = books(|b| {
		let told: Vec<TaskId> = b.told.iter().map(|(id, ..)| *id).collect();
		let judged: Vec<TaskId> = b.judged.iter().map(|(id, ..)| *id).collect();
		(told, judged)
	});
	for mut ids in [told, judged] {
		let all = ids.len();
		ids.sort_unstable();
		ids.dedup();
		assert_eq!(ids.len(), all, "a contract heard of a task twice");
	}
}

/// What has happened, by the name of the event; draws by their result.
fn tally(seen: &mut BTreeMap<String, u32>) {
	let large = Tasks::<Test>::iter_values().filter(|task| task.judges > SMALL_JURY).count() as u32;
	*seen.entry("a large jury".into()).or_default() += large;
	for record in System::events() {
		let text = match record.event {
			RuntimeEvent::Market(Event::CheckDrawn { checked, .. }) => {
				format!("CheckDrawn {checked}")
			}
			RuntimeEvent::Market(event) => format!("{event:?}"),
			_ => continue,
		};
		let name = text.trim_start_matches("Event::").split(" {").next().unwrap_or_default();
		*seen.entry(name.to_string()).or_default() += 1;
	}
}

fn run(steps: Vec<Step>, seen: &mut BTreeMap<String, u32>) {
	build_and_execute(|| {
		set_numbers(|numbers| (numbers.backoff_base, numbers.task_deposit) = (4, 1_000));
		books(|b| b.contracts.extend([(JUDGE, Some(true)), (LISTENER, Some(true))]));
		for n in 1..DEVICES {
			// Three owners have two devices each. All have offered once, and are on the roll.
			let device = device_of(n, if n > OWNERS { n - OWNERS } else { n });
			let spec = OfferSpec { lifetime: 20, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device), spec));
		}
		for step in steps {
			apply(step);
			check();
			settled_well();
		}
		tally(seen);
		// Left alone, everything ends and everything is released.
		serve(1_200);
		assert_eq!(Tasks::<Test>::iter().count(), 0);
		assert_eq!(waiting().len() + Woken::<Test>::iter().count(), 0);
		let offers = Workers::<Test>::iter_values().filter(|worker| worker.offer.is_some());
		assert_eq!(Agenda::<Test>::iter().count(), offers.count());
		assert!(Workers::<Test>::iter_values().all(|worker| is_idle(&worker)));
		assert_eq!(ContractCalls::<Test>::iter().count(), 0);
		heard_once();
		for n in 1..DEVICES {
			let device = AccountId32::new([n; 32]);
			assert_eq!((reserved(&device), secured(&device)), (0, 0));
		}
	});
}

#[test]
fn any_sequence_keeps_the_books_in_order_and_every_task_ends() {
	let seen = RefCell::new(BTreeMap::new());
	let config = ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() };
	let sequences = prop::collection::vec(step(), 1..400);
	let result = TestRunner::new(config).run(&sequences, |steps| {
		run(steps, &mut seen.borrow_mut());
		Ok(())
	});
	if let Err(failure) = result {
		panic!("{failure}");
	}
	// A sequence in which nothing happens proves nothing.
	let seen = seen.into_inner();
	for event in [
		"Settled",
		"Paid",
		"Wrong",
		"Silent",
		"Inconclusive",
		"Expired",
		"Cancelled",
		"GivenBack",
		"Escalated",
		"Contested",
		"a large jury",
		"CheckDrawn true",
		"CheckDrawn false",
		"ItemFailed",
		"Delivered",
		"Accepted",
		"Disputed",
		"Judged",
		"CallbackDelivered",
		"CallbackFailed",
		"ParamsApplied",
	] {
		assert!(seen.get(event).is_some_and(|times| *times >= 5), "{event} hardly ever: {seen:?}");
	}
}
