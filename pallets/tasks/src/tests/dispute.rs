//! Disputes: a panel runs again what was delivered, and the loser pays.

use crate::{mock::*, *};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Class, Credit, Outcome, Reveal, TaskHeader, TaskId, Verification, CREDIT,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

type Failure = Error<Test>;

const WINDOW: u32 = 20;

fn by_requester() -> TaskHeader {
	let verification = Verification::Requester { window: WINDOW };
	TaskHeader { verification, deadline: 1_000, ..header() }
}

fn dispute(id: TaskId) -> sp_runtime::DispatchResult {
	Market::dispute(RuntimeOrigin::signed(device(1)), id)
}

fn copy_of(id: TaskId, device: &AccountId32) -> CopyPhase {
	task(id).copies.iter().find(|c| c.device == *device).expect("it was asked").phase
}

/// Device 2 has delivered `outcome` to device 1, which disputes; `panel` offer as well.
fn disputed(
	outcome: &Outcome,
	panel: std::ops::RangeInclusive<u8>,
	deadline: u32,
) -> (TaskId, AccountId32) {
	offer_all(2..=2);
	let id = submit(&device(1), TaskHeader { deadline, ..by_requester() });
	serve(1);
	let two = device(2);
	commit(&two, id, outcome);
	assert_ok!(reveal(&two, id, outcome, false));
	offer_all(panel);
	assert_ok!(dispute(id));
	assert_eq!(task(id).plan, Plan::Panel { subject: 0 });
	(id, two)
}

/// The panel's devices that still work.
fn panel(id: TaskId) -> Vec<AccountId32> {
	let working = |c: &Assignment<AccountId32>| c.phase == CopyPhase::Assigned;
	task(id).copies.into_iter().filter(working).map(|c| c.device).collect()
}

/// Have the panel work until it agrees or ends; the one at place `n` of the copies finds
/// `what(n)`. Says whom it was made of, in the order in which they were asked.
pub(super) fn work(id: TaskId, what: impl Fn(usize) -> Outcome) -> Vec<AccountId32> {
	for _ in 0..32 {
		let now = task(id);
		if now.phase.is_final() || now.phase == TaskPhase::Revealed {
			break;
		}
		let mut idle = true;
		for (at, copy) in now.copies.iter().enumerate() {
			// A reveal may bring in another, for whose commitment the next one waits.
			let phase = task(id).phase;
			match copy.phase {
				CopyPhase::Assigned => commit(&copy.device, id, &what(at)),
				CopyPhase::Committed if phase == TaskPhase::Committed => {
					assert_ok!(reveal(&copy.device, id, &what(at), false));
				}
				_ => continue,
			}
			idle = false;
		}
		if idle {
			serve(1);
		}
	}
	task(id).copies.into_iter().skip(1).map(|copy| copy.device).collect()
}

fn open(device: &AccountId32, id: TaskId, outcome: &Outcome) -> sp_runtime::DispatchResult {
	plain(Market::open(RuntimeOrigin::signed(device.clone()), id, *outcome))
}

/// What each of `devices` has earned or lost, and the commons; together nothing.
fn sums(devices: &[AccountId32]) -> (Vec<Credit>, Credit) {
	let balances: Vec<Credit> = devices.iter().map(balance).collect();
	let sum: Credit = (1..16u8).map(|n| balance(&AccountId32::new([n; 32]))).sum();
	let vesting: Credit = (1..16u8).map(|n| unvested(&AccountId32::new([n; 32]))).sum();
	assert_eq!(sum + vesting + commons(), 0);
	(balances, commons())
}

#[test]
fn a_panel_that_confirms_is_paid_by_the_requester() {
	build_and_execute(|| {
		let (id, two) = disputed(&completed(1), 3..=5, 1_000);
		assert!(Market::task_view(id).expect("readable").disputed);
		let devices = work(id, |_| completed(1));
		assert_eq!((task(id).phase, devices.len()), (TaskPhase::Revealed, 2));
		assert_eq!(secured(&devices[0]), 40 * CREDIT);
		assert_ok!(open(&devices[0], id, &completed(1)));
		assert_eq!((task(id).phase, task(id).outcome), (TaskPhase::Settled, Some(completed(1))));
		let all = [device(1), two.clone(), devices[0].clone(), devices[1].clone()];
		let c = CREDIT;
		assert_eq!(sums(&all), (vec![-30 * c, 10 * c, 10 * c, 10 * c], 0));
		// Others have checked it.
		assert_eq!(checked_of(&two, Class::WasmSmall), 1);
		assert_eq!(books(|b| b.checks), 0);
	});
}

#[test]
fn a_panel_that_finds_something_else_is_paid_by_the_one_that_was_wrong() {
	build_and_execute(|| {
		set_checked(device(2), Class::WasmSmall, 12);
		MockLedger::settle_unchecked(&device(2), 7 * CREDIT);
		let (id, two) = disputed(&completed(1), 3..=6, 1_000);
		let devices = work(id, |_| completed(2));
		// Two are not as many as must agree.
		assert_eq!((task(id).phase, devices.len()), (TaskPhase::Revealed, 3));
		assert_ok!(open(&devices[2], id, &completed(2)));
		assert_eq!(task(id).outcome, Some(completed(2)));
		assert_eq!(copy_of(id, &two), CopyPhase::Wrong);
		let mut all = vec![device(1), two.clone()];
		all.extend(devices);
		let c = CREDIT;
		// Four pays of collateral: three for the panel, one for the commons. What had not
		// vested came from the commons in this test, and went back.
		assert_eq!(sums(&all), (vec![0, -40 * c, 10 * c, 10 * c, 10 * c], 10 * c));
		assert_eq!(books(|b| b.checks), 30 * c);
		assert_eq!((checked_of(&two, Class::WasmSmall), unvested(&two)), (0, 0));
		assert_eq!(reserved(&device(1)), 0);
	});
}

#[test]
fn one_of_the_panel_that_is_wrong_loses_as_much() {
	build_and_execute(|| {
		let (id, two) = disputed(&completed(1), 3..=6, 1_000);
		let devices = work(id, |at| completed(if at == 2 { 2 } else { 1 }));
		// The device that delivered may open as well.
		assert_ok!(open(&two, id, &completed(1)));
		let mut all = vec![device(1), two];
		all.extend(devices);
		let c = CREDIT;
		assert_eq!(sums(&all), (vec![-30 * c, 10 * c, 10 * c, -40 * c, 10 * c], 40 * c));
	});
}

#[test]
fn a_panel_that_repeats_the_tag_without_the_work_is_found_out() {
	build_and_execute(|| {
		let (id, two) = disputed(&completed(1), 3..=4, 1_000);
		serve(1);
		let tag = task(id).copies[0].tag;
		let lazy = panel(id);
		let shown = Reveal { tag, voucher: [1; 32], salt: [2; 32] };
		for device in &lazy {
			let signed = RuntimeOrigin::signed(device.clone());
			assert_ok!(Market::commit(signed, id, shown.commitment(id, device.as_ref())));
		}
		for device in &lazy {
			let signed = RuntimeOrigin::signed(device.clone());
			assert_ok!(Market::reveal(signed, id, shown, None));
		}
		assert_noop!(open(&lazy[0], id, &completed(1)), Failure::BadOpening);
		assert_ok!(open(&two, id, &completed(1)));
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		for device in &lazy {
			assert_eq!((copy_of(id, device), balance(device)), (CopyPhase::Wrong, -40 * CREDIT));
		}
		// Nobody has confirmed it; nobody has contradicted it either.
		assert_eq!((balance(&two), unvested(&two), secured(&two)), (0, 0, 0));
		assert_eq!(balance(&device(1)), 0);
	});
}

#[test]
fn a_panel_that_never_agrees_shares_what_it_would_have_cost() {
	build_and_execute(|| {
		let (id, two) = disputed(&completed(1), 3..=9, 1_000);
		let devices = work(id, |at| completed(10 + at as u8));
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		// Four besides the first are as many as may be asked.
		assert_eq!(devices.len(), 4);
		// With three others found the fourth cannot help, and is not waited for.
		for device in &devices[..3] {
			assert_eq!(unvested(device), 30 * CREDIT / 3);
		}
		assert_eq!((unvested(&devices[3]), secured(&devices[3])), (0, 0));
		assert_eq!((balance(&two), unvested(&two), secured(&two)), (0, 0, 0));
		assert_eq!(sums(&[device(1)]).0, vec![-30 * CREDIT]);
	});
}

#[test]
fn a_dispute_for_which_no_panel_is_found_falls() {
	build_and_execute(|| {
		let (id, two) = disputed(&completed(1), 2..=2, 400);
		serve(1);
		assert_eq!(task(id).live(), 1);
		serve(400);
		// What nobody has confirmed vests with the next check.
		assert_eq!(balance(&device(1)), -10 * CREDIT);
		assert_eq!((balance(&two), unvested(&two), secured(&two)), (0, 10 * CREDIT, 0));
		assert_eq!(checked_of(&two, Class::WasmSmall), 0);
	});
}

#[test]
fn a_panel_that_cannot_get_the_payload_lets_the_delivery_stand() {
	build_and_execute(|| {
		let (id, two) = disputed(&completed(1), 3..=6, 1_000);
		let missing = Outcome::Unavailable;
		let devices = work(id, |_| missing);
		assert_eq!(devices.len(), 3);
		assert_ok!(open(&devices[0], id, &missing));
		assert_eq!((task(id).phase, task(id).outcome), (TaskPhase::Settled, None));
		assert_eq!((unvested(&two), secured(&two)), (10 * CREDIT, 0));
		for device in &devices {
			assert_eq!((unvested(device), secured(device)), (CREDIT / 100, 0));
		}
		assert_eq!(sums(&[device(1)]).0, vec![-10 * CREDIT - 3 * CREDIT / 100]);
	});
}

#[test]
fn a_panel_is_seasoned_where_there_is_someone() {
	build_and_execute(|| {
		let (id, _) = disputed(&completed(1), 3..=20, 1_000);
		// Eighteen offer, the two deepest in credit are seasoned: four draws find others.
		for n in [19, 20] {
			set_checked(device(n), Class::WasmSmall, 10);
			set_balance(&device(n), CREDIT);
		}
		serve(1);
		let mut devices = panel(id);
		devices.sort();
		assert_eq!(devices, vec![device(19), device(20)]);
	});
}

#[test]
fn a_panel_has_neither_the_owner_of_the_requester_nor_that_of_the_device() {
	build_and_execute(|| {
		let (id, _) = disputed(&completed(1), 3..=3, 1_000);
		// Devices of the owners of 1, 2 and 3.
		for (n, owner) in [(11, 1), (12, 2), (13, 3)] {
			device_of(n, owner);
			assert_ok!(Market::offer(RuntimeOrigin::signed(device_of(n, owner)), spec()));
		}
		serve(3);
		assert!(panel(id).is_empty(), "two of three owners are out of the question");
		offer_all(14..=14);
		serve(8);
		let devices = panel(id);
		assert_eq!(devices.len(), 2);
		assert!(devices.contains(&device(14)));
		assert!(!devices.contains(&AccountId32::new([11; 32])));
		assert!(!devices.contains(&AccountId32::new([12; 32])));
	});
}

#[test]
fn dispute_by_another_or_out_of_time_fails() {
	build_and_execute(|| {
		offer_all(2..=2);
		let id = submit(&device(1), by_requester());
		assert_noop!(dispute(id), Failure::WrongPhase);
		serve(1);
		commit(&device(2), id, &completed(1));
		assert_ok!(reveal(&device(2), id, &completed(1), false));
		let other = Market::dispute(RuntimeOrigin::signed(device(3)), id);
		assert_noop!(other, Failure::NotRequester);
		assert_noop!(dispute(77), Failure::UnknownTask);
		serve(WINDOW);
		// A block whose agenda is full comes to the end of the window late.
		Served::<Test>::mutate(|now| *now += 1);
		assert_noop!(dispute(id), Failure::TooLate);
		let accept = Market::accept(RuntimeOrigin::signed(device(1)), id, None);
		assert_noop!(accept, Failure::TooLate);
		Served::<Test>::mutate(|now| *now -= 1);
		assert_ok!(dispute(id));
		assert_noop!(dispute(id), Failure::WrongPhase);
		let accept = Market::accept(RuntimeOrigin::signed(device(1)), id, None);
		assert_noop!(accept, Failure::WrongPhase);
	});
}

#[test]
fn a_panel_that_agrees_and_does_not_open_is_silent() {
	build_and_execute(|| {
		let (id, two) = disputed(&completed(1), 3..=6, 1_000);
		let devices = work(id, |_| completed(2));
		assert_eq!(devices.len(), 3);
		serve(Numbers::get().reveal_window(&header()) + 1);
		for device in &devices {
			assert_eq!(copy_of(id, device), CopyPhase::Silent);
		}
		// The one device that may still be asked cannot make three: the delivery stands.
		serve(1_000);
		assert_eq!(secured(&two), 0);
		assert_eq!((balance(&two), unvested(&two)), (0, 10 * CREDIT));
	});
}
