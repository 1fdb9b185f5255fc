//! The rate: what a token of bond backs, how it moves, and who feels it when.

use crate::{
	mock::*,
	rate::{floor, Rate},
	Books, Event, Params,
};
use atous_primitives::{Credit, CREDIT};
use frame_support::assert_ok;

const WEEK: u32 = 302_400;
const CAP: Credit = 144 * CREDIT;

fn rate() -> Credit {
	Books::<Test>::get().rate.credit_per_token
}

/// Device 1 owes all it may since block 1 and is written off a month later.
fn written_off() {
	indebt(&enrolled(1), LIMIT);
	go_to(5 * WEEK);
	assert_ok!(Credits::write_off(RuntimeOrigin::signed(owner(2)), device(1)));
}

#[test]
fn rate_starts_at_its_cap_and_stays_there_while_debts_are_paid() {
	build_and_execute(|| {
		assert_eq!(rate(), CAP);
		for week in 1..10 {
			go_to(week * WEEK);
		}
		assert_eq!(rate(), CAP);
	});
}

#[test]
fn rate_falls_after_a_write_off_and_recovers() {
	build_and_execute(|| {
		written_off();
		System::reset_events();
		go_to(6 * WEEK);
		assert_eq!(rate(), CAP - CAP / 16);
		assert_eq!(events(), [Event::RateChanged { credit_per_token: CAP - CAP / 16 }]);
		assert_eq!(Books::<Test>::get().rate.written_off, 0);
		go_to(7 * WEEK);
		assert_eq!(rate(), 135 * CREDIT + 135 * CREDIT / 64);
		for week in 8..20 {
			go_to(week * WEEK);
		}
		assert_eq!(rate(), CAP);
	});
}

#[test]
fn rate_bears_write_offs_within_the_tolerance() {
	let params = Params::default();
	let mut rate = Rate { written_off: 10, ..Rate::new(&params, 0) };
	rate.review(&params, 1_000, WEEK);
	assert_eq!((rate.credit_per_token, rate.reviewed), (CAP, WEEK));
	rate.written_off = 11;
	rate.review(&params, 1_000, 2 * WEEK);
	assert_eq!(rate.credit_per_token, CAP - CAP / 16);
}

#[test]
fn rate_never_falls_below_a_quarter_of_its_cap() {
	let params = Params::default();
	let mut rate = Rate::new(&params, 0);
	for week in 1..100 {
		rate.written_off = 1;
		rate.review(&params, 0, week * WEEK);
	}
	assert_eq!(rate.credit_per_token, floor(&params));
	assert_eq!(floor(&params), CAP / 4);
}

#[test]
fn rate_follows_a_lower_cap_at_once_and_a_higher_one_slowly() {
	build_and_execute(|| {
		let params = TestParams::get();
		set_params(Params { credit_per_token: CAP / 2, ..params });
		assert_eq!(rate(), CAP / 2);
		set_params(params);
		assert_eq!(rate(), CAP / 2);
		go_to(WEEK);
		assert_eq!(rate(), CAP / 2 + CAP / 128);
	});
}

#[test]
fn backing_falls_with_the_rate_only_within_the_limit_that_is_left() {
	build_and_execute(|| {
		let (debtor, other) = (enrolled(1), enrolled(2));
		indebt(&debtor, LIMIT / 2 + 1);
		let params = TestParams::get();
		set_params(Params { credit_per_token: CAP / 2, ..params });
		assert_eq!(view(&other).backing, 2 * LIMIT);
		assert_eq!(view(&debtor).backing, 4 * LIMIT);
		// It can owe as much as before, but no more than its bond once backed.
		grant(&debtor, 1);
		assert_eq!(view(&debtor).backing, 2 * LIMIT);
		assert_eq!(view(&debtor).spendable, 0);
	});
}

#[test]
fn backing_rises_with_the_rate_at_the_next_touch() {
	build_and_execute(|| {
		let params = TestParams::get();
		set_params(Params { credit_per_token: CAP / 2, ..params });
		let device = enrolled(1);
		assert_eq!(view(&device).backing, 2 * LIMIT);
		set_params(params);
		for week in 1..100 {
			go_to(week * WEEK);
		}
		assert_eq!(view(&device).backing, 4 * LIMIT);
	});
}
