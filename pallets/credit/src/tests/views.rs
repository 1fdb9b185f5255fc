//! What clients are told.

use crate::mock::*;
use atous_primitives::{
	views::{Terms, TermsError, Tier},
	CREDIT,
};
use atous_support::Ledger;

#[test]
fn account_tells_how_far_the_next_tiers_are() {
	build_and_execute(|| {
		let device = enrolled(1);
		let seen = view(&device);
		assert_eq!(seen.tier, Tier::Neutral);
		assert_eq!(seen.to_tier_above, Some(720 * CREDIT + 1));
		assert_eq!(seen.to_tier_below, Some(720 * CREDIT + 1));
		grant(&device, 40_000 * CREDIT);
		let seen = view(&device);
		assert_eq!(seen.tier, Tier::VeryPositive);
		assert_eq!((seen.to_tier_above, seen.to_tier_below), (None, Some(4_000 * CREDIT)));
	});
}

#[test]
fn account_tells_when_the_device_last_took_part() {
	build_and_execute(|| {
		let device = enrolled(1);
		indebt(&device, CREDIT);
		go_to(100);
		let reservation = reserve(&device, CREDIT).expect("within the limit");
		Credits::release(&device, &reservation);
		go_to(200);
		assert_eq!((view(&device).active, view(&device).earned), (100, 1));
		work(&enrolled(2), &device, 2 * CREDIT);
		go_to(300);
		assert_eq!((view(&device).active, view(&device).earned), (200, 300));
	});
}

#[test]
fn books_tell_the_sums() {
	build_and_execute(|| {
		let (debtor, worker) = (enrolled(1), enrolled(2));
		work(&debtor, &worker, 100 * CREDIT);
		let reservation = reserve(&debtor, 100 * CREDIT).expect("within the limit");
		Credits::settle(&debtor, &reservation, &ending(&[unchecked(&worker, 10 * CREDIT)]));
		let books = Credits::books();
		assert_eq!(books.commons, Credits::commons());
		assert_eq!(books.positive, 103 * CREDIT);
		assert_eq!(books.unvested, view(&worker).unvested);
		assert_eq!((books.promised, books.target), (0, 36_000 * CREDIT));
		assert_eq!(books.rate, 144 * CREDIT);
	});
}

#[test]
fn quote_for_tells_cost_or_reason() {
	build_and_execute(|| {
		let device = enrolled(1);
		grant(&device, 40 * CREDIT);
		let terms = Credits::quote_for(device.clone(), 100 * CREDIT).expect("within the limit");
		let reserved = quote(&device, 100 * CREDIT).expect("within the limit");
		let Terms { financed, surcharge, bonus, total, .. } = terms;
		assert_eq!(financed, 60 * CREDIT);
		assert_eq!(
			(surcharge, bonus, total),
			(reserved.surcharge, reserved.bonus, reserved.total())
		);

		let of = |device, principal| Credits::quote_for(device, principal).unwrap_err();
		assert_eq!(of(device.clone(), -1), TermsError::NegativeAmount);
		assert_eq!(of(device, LIMIT), TermsError::LimitReached);
		assert_eq!(of(crate::mock::device(9), 1), TermsError::NotEnrolled);
	});
}
