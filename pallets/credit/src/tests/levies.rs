//! Levies on a mesh: how the surcharge answers to the commons.

use crate::{books::Totals, mock::*, Books};
use atous_primitives::{Credit, CREDIT};
use atous_support::Ledger;
use frame_support::assert_ok;

/// Fill the commons to `amount` with the forfeited collateral of device 2,
/// whose bond is large enough.
fn fill_commons(amount: Credit) {
	let generous = enrolled_with(2, 100 * BOND);
	assert_ok!(Credits::secure(&generous, amount));
	Credits::forfeit(&generous, amount);
	assert_eq!(Credits::commons(), amount);
}

fn surcharge_of(principal: Credit) -> Credit {
	quote(&enrolled(1), principal).expect("within the limit").surcharge
}

#[test]
fn surcharge_at_the_target_is_half() {
	build_and_execute(|| {
		fill_commons(36_000 * CREDIT);
		assert_eq!(Credits::commons_target(), 36_000 * CREDIT);
		assert_eq!(surcharge_of(1_000 * CREDIT), 25 * CREDIT);
	});
}

#[test]
fn surcharge_at_twice_the_target_is_nothing() {
	build_and_execute(|| {
		fill_commons(72_000 * CREDIT);
		assert_eq!(surcharge_of(1_000 * CREDIT), 0);
	});
}

#[test]
fn surcharge_is_fixed_when_reserved() {
	build_and_execute(|| {
		let (laptop, server) = (enrolled(1), enrolled(3));
		let reservation = reserve(&laptop, 100 * CREDIT).expect("within the limit");
		fill_commons(72_000 * CREDIT);
		settle(&laptop, &reservation, &[(server, 100 * CREDIT)]);
		assert_eq!(balance(&laptop), -105 * CREDIT);
	});
}

#[test]
fn surcharge_is_on_the_financed_part_only() {
	build_and_execute(|| {
		let (laptop, server) = (enrolled(1), enrolled(3));
		let reservation = reserve(&laptop, 100 * CREDIT).expect("within the limit");
		settle(&laptop, &reservation, &[(server.clone(), 100 * CREDIT)]);
		// The server has 103 and asks for 203.
		let surcharge = |principal| quote(&server, principal).map(|q| q.surcharge);
		let commons = Credits::commons();
		let expected = 5 * CREDIT * (72_000 * CREDIT - commons) / (72_000 * CREDIT) + 1;
		assert_eq!(surcharge(203 * CREDIT), Ok(expected));
		// What is reserved already covers nothing any more.
		assert_ok!(reserve(&server, 103 * CREDIT));
		let Totals { positive, .. } = Books::<Test>::get().totals;
		assert_eq!(positive, 103 * CREDIT);
		assert_eq!(quote(&server, 100 * CREDIT).map(|q| q.surcharge), Ok(expected));
	});
}
