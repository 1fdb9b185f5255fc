//! History: what counts, how much, and what it is worth.

use crate::{mock::*, Accounts};
use atous_primitives::{Credit, CREDIT};
use atous_support::{Ledger, Settlement};
use sp_runtime::Perbill;

const HALF_LIFE: u32 = 1_296_000;

/// Have `debtor` pay `worker` in a class that is open to a part of the mesh.
fn work_in_the_open(debtor: &AccountId, worker: &AccountId, amount: Credit, openness: Perbill) {
	let reservation = reserve(debtor, amount).expect("within the limit");
	let pays = [checked(worker, amount)];
	Credits::settle(debtor, &reservation, &Settlement { openness, ..ending(&pays) });
}

#[test]
fn history_is_what_others_paid_without_levies() {
	build_and_execute(|| {
		let (debtor, worker) = (enrolled(1), enrolled(2));
		work(&debtor, &worker, 100 * CREDIT);
		assert_eq!(view(&worker).history, 100 * CREDIT);
		assert_eq!(view(&debtor).history, 0);
	});
}

#[test]
fn history_counts_as_far_as_the_class_is_open() {
	build_and_execute(|| {
		let (debtor, worker) = (enrolled(1), enrolled(2));
		work_in_the_open(&debtor, &worker, 101, Perbill::from_percent(50));
		assert_eq!(view(&worker).history, 50);
		work_in_the_open(&debtor, &worker, 100 * CREDIT, Perbill::zero());
		assert_eq!(view(&worker).history, 50);
	});
}

#[test]
fn history_is_not_made_among_the_devices_of_one_owner() {
	build_and_execute(|| {
		let (one, another) = (enrolled(1), enrolled(5));
		work(&one, &another, 100 * CREDIT);
		work(&another, &another, 100 * CREDIT);
		assert_eq!(view(&another).history, 0);
	});
}

#[test]
fn history_raises_the_limit_and_is_half_forgotten_in_thirty_days() {
	build_and_execute(|| {
		let worker = enrolled(1);
		for number in 2..8 {
			work(&enrolled(number), &worker, 2_400 * CREDIT);
		}
		// Device 5 has the same owner: five times 2,400, and B = 14,400.
		let seen = view(&worker);
		assert_eq!(seen.history, 12_000 * CREDIT);
		let (b, h) = (14_400.0, 12_000.0);
		let limit = b * (b + 4.0 * h) / (4.0 * (b + h));
		assert!((seen.limit as f64 / CREDIT as f64 - limit).abs() < 1e-5);
		assert_eq!((seen.first_limit, seen.earned_limit), (LIMIT, seen.limit - LIMIT));

		wait(HALF_LIFE);
		assert_eq!(view(&worker).history, 6_000 * CREDIT);
		wait(200 * HALF_LIFE);
		assert_eq!((view(&worker).history, view(&worker).limit), (0, LIMIT));
	});
}

#[test]
fn history_stops_at_what_can_be_counted() {
	build_and_execute(|| {
		let (debtor, worker) = (enrolled(1), enrolled(2));
		Accounts::<Test>::mutate(&worker, |account| {
			account.as_mut().expect("enrolled").history = crate::limit::MAX_BACKING;
		});
		work(&debtor, &worker, 100 * CREDIT);
		assert_eq!(view(&worker).history, crate::limit::MAX_BACKING);
	});
}

#[test]
fn history_that_fades_may_leave_a_debt_above_the_limit_and_below_the_backing() {
	build_and_execute(|| {
		let worker = enrolled(1);
		for number in 2..5 {
			work(&enrolled(number), &worker, 2_500 * CREDIT);
		}
		let most = view(&worker).spendable;
		let reservation = reserve(&worker, most * 20 / 21).expect("within the limit");
		settle(&worker, &reservation, &[(device(2), Credit::MAX)]);
		wait(100 * HALF_LIFE);
		let seen = view(&worker);
		assert!(-seen.balance < seen.backing);
		assert_eq!(seen.limit, LIMIT);
		assert!(-seen.balance > LIMIT);
		assert_eq!(seen.spendable, 0);
		assert_eq!(Credits::standing(&worker).expect("enrolled").limit, LIMIT);
	});
}
