//! The posted price: moved once a session, by little, and by nobody alone.

use crate::{mock::*, *};
use atous_primitives::{Class, TaskHeader, FUEL_PER_WORK_UNIT};
use core::cmp::Ordering;
use frame_support::assert_ok;

/// Count `units` of short or met work for each of `owners`, which spread evenly.
fn traffic(short: &[u64], met: &[u64]) -> Traffic {
	let mut traffic = Traffic::default();
	for (bucket, units) in traffic.short.iter_mut().zip(short) {
		*bucket = *units;
	}
	for (bucket, units) in traffic.met.iter_mut().zip(met) {
		*bucket = *units;
	}
	traffic
}

fn end_session() {
	books(|b| b.session += 1);
	serve(1);
}

fn price() -> u64 {
	Market::posted_price(Class::WasmSmall)
}

#[test]
fn the_price_rises_where_devices_are_short_and_falls_where_they_are_not() {
	build_and_execute(|| {
		Traffics::<Test>::insert(Class::WasmSmall, traffic(&[60; 32], &[40; 32]));
		end_session();
		assert_eq!(price(), 1_000_000 + 1_000_000 / 64);
		System::assert_has_event(
			Event::PriceMoved { class: Class::WasmSmall, price: 1_015_625 }.into(),
		);
		assert_eq!(Market::posted_price(Class::WasmMedium), 1_000_000);
		// What was counted was for that session.
		end_session();
		assert_eq!(price(), 1_015_625);
		Traffics::<Test>::insert(Class::WasmSmall, traffic(&[40; 32], &[60; 32]));
		end_session();
		assert_eq!(price(), 1_015_625 - 1_015_625 / 64);
	});
}

#[test]
fn the_price_stays_within_its_bounds() {
	build_and_execute(|| {
		for _ in 0..200 {
			Traffics::<Test>::insert(Class::WasmSmall, traffic(&[9; 32], &[]));
			end_session();
		}
		assert_eq!(price(), Numbers::get().price_ceiling);
		for _ in 0..400 {
			Traffics::<Test>::insert(Class::WasmSmall, traffic(&[], &[9; 32]));
			end_session();
		}
		assert_eq!(price(), Numbers::get().price_floor);
	});
}

#[test]
fn one_owner_never_moves_the_price_alone() {
	let alone = |units| traffic(&[units], &[]).pull();
	assert_eq!([alone(0), alone(19), alone(1_000), alone(u64::MAX)], [Ordering::Equal; 4]);
	// However much it asks, beside a market in balance it does not count for more than
	// a twentieth.
	let mut short = [50u64; 32];
	short[0] = u64::MAX / 4;
	assert_eq!(traffic(&short, &[50; 32]).pull(), Ordering::Equal);
	// Nor can it hide that the others lean to one side.
	let mut met = [50u64; 32];
	met[0] = 500;
	assert_eq!(traffic(&[100; 32], &met).pull(), Ordering::Greater);
}

#[test]
fn small_leanings_do_not_move_the_price() {
	assert_eq!(traffic(&[52; 32], &[48; 32]).pull(), Ordering::Equal);
	assert_eq!(traffic(&[54; 32], &[46; 32]).pull(), Ordering::Greater);
	assert_eq!(traffic(&[46; 32], &[54; 32]).pull(), Ordering::Less);
}

/// Settle a task of device `n` after `wait` blocks without chance.
fn settle(n: u8, wait: u32) {
	let id = submit(&device(n), header());
	set_seed(None);
	serve(wait);
	set_seed(Some([n; 32]));
	serve(1);
	let devices = asked(id);
	for device in &devices {
		commit(device, id, &completed(1));
	}
	assert_ok!(reveal(&devices[0], id, &completed(1), false));
	assert_ok!(reveal(&devices[1], id, &completed(1), true));
}

#[test]
fn settled_work_counts_by_how_long_its_task_waited() {
	build_and_execute(|| {
		offer_all(100..=103);
		settle(1, 0);
		settle(2, Numbers::get().queue_allowance + 1);
		let traffic = Traffics::<Test>::get(Class::WasmSmall).expect("something was settled");
		assert_eq!(traffic.short.iter().sum::<u64>(), 8);
		assert_eq!(traffic.met.iter().sum::<u64>(), 8);
	});
}

#[test]
fn work_that_nobody_took_counts_as_short() {
	build_and_execute(|| {
		submit(&device(1), TaskHeader { work_limit: 7 * FUEL_PER_WORK_UNIT, ..header() });
		let cancelled = submit(&device(2), header());
		assert_ok!(Market::cancel(RuntimeOrigin::signed(device(2)), cancelled));
		serve(DEADLINE + 1);
		let traffic = Traffics::<Test>::get(Class::WasmSmall).expect("a task expired");
		assert_eq!(traffic.short.iter().sum::<u64>(), 14);
		assert_eq!(traffic.met.iter().sum::<u64>(), 0);
	});
}
