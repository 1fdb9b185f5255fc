//! Back-off: who fails waits, by device and by owner, and a passed check redeems.

use crate::{mock::*, *};
use atous_primitives::{views::CopyPhase, TaskHeader};
use atous_support::Ledger;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

type Failure = Error<Test>;

fn offer(device: &AccountId32) -> sp_runtime::DispatchResult {
	Market::offer(RuntimeOrigin::signed(device.clone()), spec())
}

/// Have device 2 of owner 2 be silent once.
fn fall_silent() {
	let id = submit(&device(1), TaskHeader { deadline: 60, ..header() });
	serve(1);
	assert!(asked(id).contains(&device(2)));
	serve(Numbers::get().commit_window(&header()) + 1);
	let copies = task(id).copies;
	assert!(copies.iter().any(|c| c.device == device(2) && c.phase == CopyPhase::Silent));
}

#[test]
fn offer_after_a_failure_fails_until_the_wait_is_over() {
	build_and_execute(|| {
		offer_all(2..=3);
		fall_silent();
		let until = worker_of(device(2)).record.back_off.until;
		assert_eq!(until, Served::<Test>::get() + 30);
		assert_eq!(Market::may_offer_from(device(2)), Some(until));
		assert_noop!(offer(&device(2)), Failure::BackingOff);
		serve(29);
		assert_noop!(offer(&device(2)), Failure::BackingOff);
		serve(1);
		assert_ok!(offer(&device(2)));
	});
}

#[test]
fn the_wait_doubles_with_each_failure_in_a_row_up_to_its_bound() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.backoff_max = 100);
		for wait in [30, 60, 100, 100] {
			offer_all(2..=3);
			fall_silent();
			let until = worker_of(device(2)).record.back_off.until;
			assert_eq!(until - Served::<Test>::get(), wait);
			serve(wait);
		}
		// However many: the doubling does not wrap around.
		with_record(device(2), |record| record.back_off.failures = 200);
		offer_all(2..=3);
		fall_silent();
		let until = worker_of(device(2)).record.back_off.until;
		assert_eq!(until - Served::<Test>::get(), 100);
	});
}

#[test]
fn another_device_of_the_owner_waits_as_well() {
	build_and_execute(|| {
		offer_all(2..=3);
		fall_silent();
		let sibling = device_of(9, 2);
		assert_noop!(offer(&sibling), Failure::BackingOff);
		assert_ok!(offer(&device(8)));
		serve(30);
		assert_ok!(offer(&sibling));
	});
}

#[test]
fn a_passed_check_redeems_half_of_the_failures() {
	build_and_execute(|| {
		offer_all(2..=3);
		let owner = MockLedger::standing(&device(2)).expect("enrolled").owner;
		let four = BackOff { failures: 4, until: 0 };
		with_record(device(2), |record| record.back_off = four);
		OwnerBackOff::<Test>::insert(&owner, four);
		for left in [2, 1, 0] {
			let id = submit(&device(1), header());
			serve(1);
			for device in asked(id) {
				commit(&device, id, &completed(1));
			}
			assert_ok!(reveal(&device(2), id, &completed(1), false));
			assert_ok!(reveal(&device(3), id, &completed(1), true));
			assert_eq!(worker_of(device(2)).record.back_off.failures, left);
			let owners = OwnerBackOff::<Test>::get(&owner).map_or(0, |back_off| back_off.failures);
			assert_eq!(owners, left);
		}
		assert_eq!(OwnerBackOff::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_offer_of_who_failed_is_not_drawn_even_before_it_is_gone() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), header());
		serve(1);
		commit(&device(2), id, &completed(1));
		commit(&device(3), id, &completed(2));
		assert_ok!(reveal(&device(2), id, &completed(1), false));
		assert_ok!(reveal(&device(3), id, &completed(2), false));
		offer_all(4..=4);
		serve(1);
		commit(&device(4), id, &completed(1));
		assert_ok!(reveal(&device(4), id, &completed(1), true));
		let offer = offer_of(device(3)).expect("it ends with the next block");
		assert!(offer.expires <= Served::<Test>::get());
		check();
		serve(1);
		assert!(offer_of(device(3)).is_none());
	});
}
