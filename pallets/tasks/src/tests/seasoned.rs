//! Every quorum holds a seasoned device where one was drawn.

use crate::mock::*;
use atous_primitives::{Class, TaskHeader, Verification, CREDIT};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

/// Devices 2 to 5 offer; 2 owes most, then 3, then 4; 5 owes nothing.
fn debtors() {
	offer_all(2..=5);
	for n in 2..=4u8 {
		set_balance(&device(n), -CREDIT * i128::from(6 - n));
	}
}

fn season(device: &AccountId32) {
	set_checked(device, Class::WasmSmall, 10);
}

#[test]
fn the_last_copy_goes_to_a_seasoned_device_before_the_debtors() {
	build_and_execute(|| {
		debtors();
		season(&device(5));
		let id = submit(&device(1), header());
		serve(1);
		assert_eq!(asked(id), vec![device(2), device(5)]);
	});
}

#[test]
fn debtors_come_first_where_one_of_them_is_seasoned() {
	build_and_execute(|| {
		debtors();
		season(&device(2));
		season(&device(5));
		let id = submit(&device(1), header());
		serve(1);
		assert_eq!(asked(id), vec![device(2), device(3)]);
	});
}

#[test]
fn one_result_less_is_not_seasoned_and_without_any_the_debtors_get_the_work() {
	build_and_execute(|| {
		debtors();
		set_checked(device(5), Class::WasmSmall, 9);
		set_checked(device(5), Class::WasmMedium, 99);
		let id = submit(&device(1), header());
		serve(1);
		assert_eq!(asked(id), vec![device(2), device(3)]);
	});
}

#[test]
fn the_device_that_is_checked_does_not_count_as_the_seasoned_one() {
	build_and_execute(|| {
		debtors();
		set_numbers(|numbers| numbers.seasoned = 2);
		set_checked(device(2), Class::WasmSmall, 2);
		set_checked(device(5), Class::WasmSmall, 2);
		let adaptive =
			TaskHeader { verification: Verification::Adaptive, deadline: 1_000, ..header() };
		for _ in 0..4 {
			let id = submit(&device(1), adaptive.clone());
			serve(1);
			assert_eq!(asked(id), vec![device(2)]);
			commit(&device(2), id, &completed(1));
			serve(2);
			if task(id).needed == 2 {
				assert_eq!(asked(id), vec![device(2), device(5)]);
				return;
			}
		}
		panic!("none of four was checked");
	});
}

#[test]
fn a_replacement_is_seasoned_if_nobody_left_is() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), header());
		serve(1);
		offer_all(4..=6);
		set_balance(&device(4), -CREDIT);
		season(&device(6));
		commit(&device(2), id, &completed(1));
		serve(Numbers::get().commit_window(&header()) + 1);
		assert_eq!(asked(id), vec![device(2), device(6)]);
	});
}

#[test]
fn the_commons_helps_who_is_seasoned() {
	build_and_execute(|| {
		offer_all(2..=3);
		// With this task one of them has ten checked results.
		set_checked(device(2), Class::WasmSmall, 9);
		set_checked(device(3), Class::WasmSmall, 8);
		let id = submit(&device(1), header());
		serve(1);
		(2..=3).for_each(|n| commit(&device(n), id, &completed(1)));
		assert_ok!(reveal(&device(2), id, &completed(1), false));
		assert_ok!(reveal(&device(3), id, &completed(1), true));
		assert_eq!(books(|b| b.helped.clone()), vec![device(2)]);
	});
}

#[test]
fn what_a_device_has_lost_is_not_given_back_as_help() {
	build_and_execute(|| {
		offer_all(2..=3);
		season(&device(2));
		season(&device(3));
		// Ten credits for silence, and each task pays four.
		with_record(device(2), |record| record.lost = 10 * CREDIT);
		let helped = || {
			let id = submit(&device(1), header());
			serve(1);
			(2..=3).for_each(|n| commit(&device(n), id, &completed(1)));
			assert_ok!(reveal(&device(2), id, &completed(1), false));
			assert_ok!(reveal(&device(3), id, &completed(1), true));
			books(|b| b.helped.clone())
		};
		for _ in 0..3 {
			assert_eq!(helped(), vec![device(3)]);
		}
		assert_eq!(helped(), vec![device(2), device(3)]);
		assert_eq!(worker_of(device(2)).record.lost, 0);
	});
}

#[test]
fn all_collateral_that_is_taken_counts_as_lost() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), header());
		serve(1);
		offer_all(4..=5);
		commit(&device(2), id, &completed(1));
		serve(Numbers::get().commit_window(&header()) + 1);
		// One pay, for silence.
		assert_eq!(worker_of(device(3)).record.lost, 10 * CREDIT);
		serve_until_asked(id, 2, 4);
		let next = asked(id).pop().expect("another");
		with_record(&next, |record| record.tokens_used = 3);
		assert_ok!(Market::give_back(RuntimeOrigin::signed(next.clone()), id));
		assert_eq!(worker_of(&next).record.lost, 10 * CREDIT / 4);
	});
}
