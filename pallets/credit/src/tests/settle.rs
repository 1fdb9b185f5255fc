//! Settlement: who gets what, and that it always adds up to zero.

use crate::{mock::*, Event};
use atous_primitives::{views::Tier, Credit, CREDIT};
use atous_support::{Ledger, Reservation, Settlement};

/// Devices 1, 2 and 3; the first asks.
fn three() -> [AccountId; 3] {
	[enrolled(1), enrolled(2), enrolled(3)]
}

fn put_aside(device: &AccountId, principal: Credit) -> Reservation {
	reserve(device, principal).expect("within the limit")
}

#[test]
fn settle_of_all_pays_principal_and_bonus() {
	build_and_execute(|| {
		let [laptop, one, two] = three();
		let reservation = put_aside(&laptop, 200 * CREDIT);
		let pays = [(one.clone(), 100 * CREDIT), (two.clone(), 100 * CREDIT)];
		settle(&laptop, &reservation, &pays);

		assert_eq!(balance(&laptop), -210 * CREDIT);
		assert_eq!(balance(&one), 103 * CREDIT);
		assert_eq!(balance(&two), 103 * CREDIT);
		assert_eq!(Credits::commons(), 4 * CREDIT);
	});
}

#[test]
fn settle_of_a_part_charges_in_proportion() {
	build_and_execute(|| {
		let [laptop, one, two] = three();
		let reservation = put_aside(&laptop, 200 * CREDIT);
		System::reset_events();
		let pays = [(one.clone(), 80 * CREDIT), (two.clone(), 80 * CREDIT)];
		settle(&laptop, &reservation, &pays);

		assert_eq!(balance(&laptop), -168 * CREDIT);
		assert_eq!(balance(&one), 82_400_000);
		assert_eq!(Credits::commons(), 3_200_000);
		assert_eq!(view(&laptop).reserved, 0);
		let (pay, bonus) = (80 * CREDIT, 2_400_000);
		let charged = Event::Charged {
			requester: laptop,
			pay: 160 * CREDIT,
			surcharge: 8 * CREDIT,
			bonus: 4_800_000,
			premium: 0,
		};
		assert_eq!(
			events(),
			[
				Event::Paid { device: one, pay, bonus, matching: 0 },
				Event::Paid { device: two, pay, bonus, matching: 0 },
				charged
			]
		);
	});
}

#[test]
fn settle_of_nothing_gives_everything_back() {
	build_and_execute(|| {
		let [laptop, ..] = three();
		let before = view(&laptop);
		let reservation = put_aside(&laptop, 200 * CREDIT);
		settle(&laptop, &reservation, &[]);
		assert_eq!(view(&laptop), before);
		assert_eq!(Credits::commons(), 0);
	});
}

#[test]
fn settle_beyond_the_principal_pays_no_more() {
	build_and_execute(|| {
		let [laptop, one, two] = three();
		let reservation = put_aside(&laptop, 100 * CREDIT);
		let pays = [(one.clone(), 80 * CREDIT), (two.clone(), Credit::MAX)];
		settle(&laptop, &reservation, &pays);

		assert_eq!(balance(&laptop), -105 * CREDIT);
		assert_eq!(balance(&one), 82_400_000);
		assert_eq!(balance(&two), 20_600_000);
	});
}

#[test]
fn settle_of_a_negative_pay_pays_nothing() {
	build_and_execute(|| {
		let [laptop, one, _] = three();
		let reservation = put_aside(&laptop, 100 * CREDIT);
		settle(&laptop, &reservation, &[(one.clone(), -CREDIT)]);
		assert_eq!((balance(&laptop), balance(&one)), (0, 0));
	});
}

#[test]
fn settle_to_a_stranger_leaves_it_with_the_requester() {
	build_and_execute(|| {
		let [laptop, one, _] = three();
		let reservation = put_aside(&laptop, 200 * CREDIT);
		let pays = [(device(9), 100 * CREDIT), (one, 100 * CREDIT)];
		settle(&laptop, &reservation, &pays);
		assert_eq!(balance(&laptop), -105 * CREDIT);
	});
}

#[test]
fn settle_to_the_requester_itself_adds_up() {
	build_and_execute(|| {
		let [laptop, ..] = three();
		let reservation = put_aside(&laptop, 100 * CREDIT);
		settle(&laptop, &reservation, &[(laptop.clone(), 100 * CREDIT)]);
		assert_eq!(balance(&laptop), -2 * CREDIT);
		assert_eq!(Credits::commons(), 2 * CREDIT);
	});
}

#[test]
fn settle_rounds_for_the_commons() {
	build_and_execute(|| {
		let [laptop, one, two] = three();
		// 5 % of 21 is 1.05, charged as 2; three fifths of it 1.2, given as 1.
		let reservation = put_aside(&laptop, 21);
		assert_eq!((reservation.surcharge, reservation.bonus), (2, 1));
		settle(&laptop, &reservation, &[(one.clone(), 10), (two.clone(), 1)]);

		// 11 of 21 were used: a surcharge of 2 × 11/21, charged as 2, and bonuses
		// below 1, given as 0.
		assert_eq!(balance(&laptop), -13);
		assert_eq!((balance(&one), balance(&two)), (10, 1));
		assert_eq!(Credits::commons(), 2);
	});
}

#[test]
fn settle_on_own_credit_has_no_surcharge() {
	build_and_execute(|| {
		let [laptop, one, two] = three();
		let reservation = put_aside(&laptop, 200 * CREDIT);
		settle(&laptop, &reservation, &[(one.clone(), 200 * CREDIT)]);
		// It has 206: what goes beyond is debt.
		let reservation = put_aside(&one, 206 * CREDIT);
		assert_eq!(reservation.surcharge, 0);
		settle(&one, &reservation, &[(two.clone(), 206 * CREDIT)]);
		assert_eq!((balance(&one), balance(&two)), (0, 206 * CREDIT));
	});
}

#[test]
fn settle_keeps_the_debt_within_the_limit() {
	build_and_execute(|| {
		let [laptop, one, _] = three();
		let reservation = put_aside(&laptop, 2_571_428_571);
		settle(&laptop, &reservation, &[(one.clone(), Credit::MAX)]);
		let view = view(&laptop);
		assert_eq!(view.balance, -2_700 * CREDIT);
		assert_eq!(view.spendable, 0);
		assert_eq!(view.tier, Tier::Negative);
	});
}

#[test]
fn settle_of_a_premium_pays_the_commons() {
	build_and_execute(|| {
		let [laptop, one, _] = three();
		let reservation = Credits::reserve(&laptop, 100 * CREDIT, 9 * CREDIT, 0);
		let reservation = reservation.expect("within the limit");
		let pays = [checked(&one, 100 * CREDIT)];
		let ending = Settlement { premium: 4 * CREDIT, ..ending(&pays) };
		Credits::settle(&laptop, &reservation, &ending);
		assert_eq!(balance(&laptop), -109 * CREDIT);
		assert_eq!(Credits::commons(), 6 * CREDIT);
		assert_eq!(view(&laptop).reserved, 0);
	});
}

#[test]
fn settle_of_a_premium_beyond_what_is_reserved_takes_what_is() {
	build_and_execute(|| {
		let [laptop, ..] = three();
		let reservation = Credits::reserve(&laptop, 100 * CREDIT, 9 * CREDIT, 0);
		let reservation = reservation.expect("within the limit");
		Credits::settle(&laptop, &reservation, &Settlement { premium: CREDIT * 99, ..ending(&[]) });
		assert_eq!(balance(&laptop), -9 * CREDIT);
	});
}

#[test]
fn settle_of_checks_pays_from_the_commons() {
	build_and_execute(|| {
		let [laptop, one, two] = three();
		let reservation = put_aside(&laptop, 100 * CREDIT);
		System::reset_events();
		let (pays, checks) = ([checked(&one, 100 * CREDIT)], [checked(&two, 100 * CREDIT)]);
		Credits::settle(&laptop, &reservation, &Settlement { checks: &checks, ..ending(&pays) });
		assert_eq!((balance(&laptop), balance(&two)), (-105 * CREDIT, 100 * CREDIT));
		// The commons may owe: it kept 2 and paid 100.
		assert_eq!(Credits::commons(), -98 * CREDIT);
		assert_eq!(view(&two).history, 100 * CREDIT);
		assert!(events().contains(&Event::CheckPaid { device: two, pay: 100 * CREDIT }));
	});
}

#[test]
#[should_panic(expected = "a settlement needs its reservation")]
fn settle_without_a_reservation_fails() {
	build_and_execute(|| {
		let [laptop, one, _] = three();
		let invented = Reservation { principal: 100, ..Default::default() };
		settle(&laptop, &invented, &[(one, 100)]);
	});
}
