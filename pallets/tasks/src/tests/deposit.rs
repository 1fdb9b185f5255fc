//! The deposit of each open task: it bounds what one can have open, and comes back unless
//! the task is taken back.

use crate::{mock::*, *};
use atous_primitives::{views::TaskPhase, Credit, TaskHeader, CREDIT};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::Perbill;

const DEPOSIT: Credit = CREDIT / 10;

fn with_deposit(test: impl FnOnce()) {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.task_deposit = DEPOSIT);
		test();
	});
}

#[test]
fn submit_puts_a_deposit_aside_and_cancel_leaves_it_to_the_commons() {
	with_deposit(|| {
		let one = device(1);
		let id = submit(&one, header());
		assert_eq!(reserved(&one), 20 * CREDIT + DEPOSIT);
		assert_eq!(task(id).reservation.deposit, DEPOSIT);
		assert_ok!(Market::cancel(RuntimeOrigin::signed(one.clone()), id));
		assert_eq!((reserved(&one), balance(&one), commons()), (0, -DEPOSIT, DEPOSIT));
	});
}

#[test]
fn a_share_of_what_devices_can_be_paid_comes_on_top() {
	with_deposit(|| {
		set_numbers(|numbers| numbers.deposit_share = Perbill::from_parts(1_000_001));
		let one = device(1);
		let whole = DEPOSIT + 20_001;
		assert_eq!(Market::quote(header(), None).map(|quote| quote.deposit), Ok(whole));
		let id = submit(&one, header());
		assert_eq!(task(id).reservation.deposit, whole);
		assert_ok!(Market::cancel(RuntimeOrigin::signed(one.clone()), id));
		assert_eq!((reserved(&one), balance(&one)), (0, -whole));
	});
}

#[test]
fn no_pay_reaches_into_the_deposit() {
	with_deposit(|| {
		offer_all(2..=3);
		let id = submit(&device(1), header());
		serve(1);
		// The most that can be paid: the whole limit, twice.
		let outcome = atous_primitives::Outcome::OutOfFuel;
		for device in asked(id) {
			commit(&device, id, &outcome);
		}
		assert_ok!(reveal(&device(2), id, &outcome, false));
		assert_ok!(reveal(&device(3), id, &outcome, true));
		assert_eq!(balance(&device(1)), -20 * CREDIT);
		assert_eq!((reserved(&device(1)), commons()), (0, 0));
	});
}

#[test]
fn it_comes_back_from_a_task_that_found_nobody_or_no_agreement() {
	with_deposit(|| {
		let one = device(1);
		let lonely = submit(&one, header());
		serve(DEADLINE + 1);
		assert_eq!(task(lonely).phase, TaskPhase::Expired);
		assert_eq!((reserved(&one), balance(&one)), (0, 0));
		offer_all(2..=3);
		let id = submit(&one, header());
		serve(1);
		for (at, device) in asked(id).iter().enumerate() {
			commit(device, id, &completed(at as u8));
		}
		for (at, device) in asked(id).iter().enumerate() {
			assert_ok!(reveal(device, id, &completed(at as u8), false));
		}
		serve(1);
		assert_eq!(task(id).phase, TaskPhase::Inconclusive);
		assert_eq!((reserved(&one), balance(&one)), (0, -20 * CREDIT));
	});
}

#[test]
fn submit_at_the_limit_with_the_deposit_works_and_one_beyond_fails() {
	with_deposit(|| {
		let one = device(1);
		set_balance(&one, -LIMIT + 20 * CREDIT + DEPOSIT - 1);
		let call = || Market::submit(RuntimeOrigin::signed(one.clone()), header());
		assert!(frame_support::storage::with_storage_layer(call).is_err());
		set_balance(&one, -LIMIT + 20 * CREDIT + DEPOSIT);
		assert_ok!(call());
	});
}

#[test]
fn tasks_that_are_open_keep_the_deposit_they_were_submitted_with() {
	with_deposit(|| {
		let one = device(1);
		let id = submit(&one, header());
		set_numbers(|numbers| numbers.task_deposit = 7 * CREDIT);
		submit(&one, TaskHeader { deadline: 1_000, ..header() });
		assert_ok!(Market::cancel(RuntimeOrigin::signed(one.clone()), id));
		assert_eq!(reserved(&one), 27 * CREDIT);
	});
}

#[test]
fn cancel_of_a_task_that_a_device_has_given_back_fails() {
	with_deposit(|| {
		offer_all(2..=3);
		let one = device(1);
		let id = submit(&one, header());
		serve(1);
		for device in asked(id) {
			assert_ok!(Market::give_back(RuntimeOrigin::signed(device), id));
		}
		assert_eq!(task(id).phase, TaskPhase::Queued);
		let call = Market::cancel(RuntimeOrigin::signed(one), id);
		assert_noop!(call, Error::<Test>::WrongPhase);
	});
}
