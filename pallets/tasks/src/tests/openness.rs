//! Openness: the share of all live bonds that offer in a class.

use crate::{mock::*, *};
use atous_primitives::{Class, OfferSpec, CREDIT};
use frame_support::assert_ok;
use sp_runtime::{AccountId32, Perbill};

fn offer(device: &AccountId32, classes: &[Class], lifetime: u32) {
	let classes = classes.to_vec().try_into().expect("few classes");
	let spec = OfferSpec { classes, lifetime, ..spec() };
	assert_ok!(Market::offer(RuntimeOrigin::signed(device.clone()), spec));
}

#[test]
fn openness_is_the_share_of_live_bonds_each_counted_once() {
	build_and_execute(|| {
		assert_eq!(Market::openness(Class::WasmSmall), Perbill::zero());
		set_bond(&device(1), 100);
		set_bond(&device(2), 300);
		offer(&device(1), &[Class::WasmSmall, Class::WasmLarge], LIFETIME);
		offer(&device(2), &[Class::WasmLarge], 20);
		let openness = Class::ALL.map(Market::openness);
		assert_eq!(openness[0], Perbill::from_percent(25));
		assert_eq!(openness[1], Perbill::zero());
		assert_eq!(openness[2], Perbill::one());
		// A bond that changes meanwhile does not unsettle the sums.
		set_bond(&device(2), 1_000);
		check();
		serve(20);
		assert_eq!(Market::openness(Class::WasmSmall), Perbill::one());
		assert_ok!(Market::withdraw(RuntimeOrigin::signed(device(1))));
		assert_eq!(Market::openness(Class::WasmSmall), Perbill::zero());
		assert_eq!(LiveBonds::<Test>::get(), 0);
	});
}

#[test]
fn offering_again_counts_the_bond_as_it_is_now() {
	build_and_execute(|| {
		offer(&device(1), &[Class::WasmSmall], LIFETIME);
		set_bond(&device(1), 700);
		offer(&device(1), &[Class::WasmMedium], LIFETIME);
		assert_eq!(LiveBonds::<Test>::get(), 700);
		assert_eq!(ClassBonds::<Test>::get(Class::WasmSmall), 0);
	});
}

#[test]
fn every_settlement_says_how_open_its_class_is() {
	build_and_execute(|| {
		offer_all(2..=3);
		offer(&device(4), &[Class::WasmLarge], LIFETIME);
		offer(&device(5), &[Class::WasmLarge], LIFETIME);
		let id = submit(&device(1), header());
		serve(1);
		for device in asked(id) {
			commit(&device, id, &completed(1));
		}
		assert_ok!(reveal(&device(2), id, &completed(1), false));
		assert_ok!(reveal(&device(3), id, &completed(1), true));
		assert_eq!(books(|b| b.openness), Perbill::from_percent(50).deconstruct());
		assert_eq!(balance(&device(2)), 4 * CREDIT);
	});
}
