//! Matching: what the commons adds to the pay of those who owe.

use crate::{mock::*, Books};
use atous_primitives::{Credit, CREDIT};
use atous_support::{Ledger, Pay, Settlement};
use sp_runtime::Perbill;

/// Target of the commons while little is held.
const TARGET: Credit = 36_000 * CREDIT;

/// Fill the commons to `amount`: device 2, whose bond is large enough, owes it.
fn fill_commons(amount: Credit) {
	indebt(&enrolled_with(2, 100 * BOND), amount);
	assert_eq!(Credits::commons(), amount);
}

fn promised() -> Credit {
	Books::<Test>::get().totals.promised
}

#[test]
fn matching_goes_to_who_owes() {
	build_and_execute(|| {
		fill_commons(2 * TARGET);
		let (laptop, server) = (enrolled(1), enrolled(3));
		let reservation = reserve(&laptop, 200 * CREDIT).expect("within the limit");
		assert_eq!((reservation.surcharge, reservation.matching), (0, 50 * CREDIT));
		assert_eq!(promised(), 50 * CREDIT);

		let debt = balance(&device(2));
		let pays = [(server.clone(), 100 * CREDIT), (device(2), 80 * CREDIT)];
		settle(&laptop, &reservation, &pays);
		assert_eq!(balance(&server), 100 * CREDIT);
		assert_eq!(balance(&device(2)), debt + 100 * CREDIT);
		assert_eq!((promised(), Credits::commons()), (0, 2 * TARGET - 20 * CREDIT));
	});
}

#[test]
fn matching_is_nothing_up_to_the_target() {
	build_and_execute(|| {
		fill_commons(TARGET);
		assert_eq!(quote(&enrolled(1), 200 * CREDIT).map(|terms| terms.matching), Ok(0));
	});
}

#[test]
fn matching_is_promised_once() {
	build_and_execute(|| {
		fill_commons(TARGET + 5 * CREDIT);
		let device = enrolled_with(1, 100 * BOND);
		// The rate is tiny so near the target, but the task is large.
		let first = reserve(&device, 200_000 * CREDIT).expect("within the limit");
		assert!(first.matching > 0 && first.matching <= 5 * CREDIT);
		let second = reserve(&device, 20_000 * CREDIT).expect("within the limit");
		assert!(first.matching + second.matching <= 5 * CREDIT);
		assert_eq!(promised(), first.matching + second.matching);
		// What is promised is not there for the surcharge of others either.
		assert!(second.surcharge * 10 >= first.surcharge);

		Credits::release(&device, &first);
		assert_eq!(promised(), second.matching);
		settle(&device, &second, &[]);
		assert_eq!(promised(), 0);
		assert_eq!(Credits::commons(), TARGET + 5 * CREDIT);
	});
}

#[test]
fn matching_is_fixed_when_reserved() {
	build_and_execute(|| {
		fill_commons(2 * TARGET);
		let (laptop, debtor) = (enrolled(1), enrolled(3));
		indebt(&debtor, 50 * CREDIT);
		let reservation = reserve(&laptop, 100 * CREDIT).expect("within the limit");
		// The commons is emptied meanwhile.
		grant(&enrolled(4), 2 * TARGET);
		settle(&laptop, &reservation, &[(debtor.clone(), 100 * CREDIT)]);
		assert_eq!(balance(&debtor), 75 * CREDIT);
	});
}

#[test]
fn matching_is_for_work_that_most_others_could_have_been_given() {
	build_and_execute(|| {
		fill_commons(2 * TARGET);
		let (laptop, debtor) = (enrolled(1), enrolled(3));
		indebt(&debtor, 1_000 * CREDIT);
		for (percent, helped) in [(100, 25_000_000), (75, 12_500_000), (50, 0), (30, 0), (0, 0)] {
			let reservation = reserve(&laptop, 100 * CREDIT).expect("within the limit");
			let before = balance(&debtor);
			let pays = [checked(&debtor, 100 * CREDIT)];
			let openness = Perbill::from_percent(percent);
			let settlement = Settlement { openness, ..ending(&pays) };
			Credits::settle(&laptop, &reservation, &settlement);
			assert_eq!(balance(&debtor) - before, 100 * CREDIT + helped, "at {percent} %");
			// What was promised beyond that is the commons' again.
			assert_eq!(promised(), 0);
			indebt(&debtor, 100 * CREDIT + helped);
		}
	});
}

#[test]
fn matching_is_for_who_has_a_record() {
	build_and_execute(|| {
		fill_commons(2 * TARGET);
		let (laptop, debtor, other) = (enrolled(1), enrolled(3), enrolled(4));
		indebt(&debtor, 1_000 * CREDIT);
		indebt(&other, 1_000 * CREDIT);
		let reservation = reserve(&laptop, 200 * CREDIT).expect("within the limit");
		let unknown = Pay { helped: false, ..checked(&other, 100 * CREDIT) };
		let pays = [checked(&debtor, 100 * CREDIT), unknown];
		let commons = Credits::commons();
		Credits::settle(&laptop, &reservation, &ending(&pays));
		assert_eq!(balance(&debtor), -875 * CREDIT);
		assert_eq!(balance(&other), -900 * CREDIT);
		// What was promised for it stays with the commons.
		assert_eq!((promised(), Credits::commons()), (0, commons - 25 * CREDIT));
	});
}
