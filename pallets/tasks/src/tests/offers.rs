//! Offers: their bounds, and the dense vectors behind them.

use crate::{mock::*, *};
use atous_primitives::Class;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

type Failure = Error<Test>;

fn offer(device: &AccountId32, spec: atous_primitives::OfferSpec) -> sp_runtime::DispatchResult {
	Market::offer(RuntimeOrigin::signed(device.clone()), spec)
}

#[test]
fn offer_works_and_replaces_the_earlier_one() {
	build_and_execute(|| {
		let one = device(1);
		assert_ok!(offer(&one, spec()));
		let mut other = spec();
		other.classes = vec![Class::WasmLarge].try_into().expect("one class");
		assert_ok!(offer(&one, other));
		assert_eq!(SlotCount::<Test>::get(Class::WasmSmall), 0);
		assert_eq!(SlotCount::<Test>::get(Class::WasmLarge), 1);
	});
}

#[test]
fn offer_of_a_stranger_fails() {
	build_and_execute(|| {
		let stranger = AccountId32::new([99; 32]);
		assert_noop!(offer(&stranger, spec()), Failure::NotEnrolled);
	});
}

#[test]
fn offer_in_quarantine_fails() {
	build_and_execute(|| {
		let one = device(1);
		quarantine(&one);
		assert_noop!(offer(&one, spec()), Failure::Quarantined);
	});
}

#[test]
fn offer_out_of_bounds_fails() {
	build_and_execute(|| {
		let one = device(1);
		let mut none = spec();
		none.classes = Default::default();
		assert_noop!(offer(&one, none), Failure::InvalidOffer);
		let mut twice = spec();
		twice.classes = vec![Class::WasmSmall, Class::WasmSmall].try_into().expect("two");
		assert_noop!(offer(&one, twice), Failure::InvalidOffer);
		for lifetime in [0, LIFETIME + 1] {
			let out = atous_primitives::OfferSpec { lifetime, ..spec() };
			assert_noop!(offer(&one, out), Failure::LifetimeOutOfRange);
		}
		for spec in [
			atous_primitives::OfferSpec { cores: 0, ..spec() },
			atous_primitives::OfferSpec { memory_mib: 0, ..spec() },
			atous_primitives::OfferSpec { profile: 999, ..spec() },
		] {
			assert_noop!(offer(&one, spec), Failure::InvalidOffer);
		}
	});
}

#[test]
fn withdraw_closes_the_gap_with_the_last() {
	build_and_execute(|| {
		let devices = offer_all(1..=5);
		assert_ok!(Market::withdraw(RuntimeOrigin::signed(devices[1].clone())));
		check();
		assert_eq!(Slots::<Test>::get(Class::WasmSmall, 1), Some(devices[4].clone()));
		assert_eq!(SlotCount::<Test>::get(Class::WasmSmall), 4);
		assert_noop!(Market::withdraw(RuntimeOrigin::signed(devices[1].clone())), Failure::NoOffer);
	});
}

#[test]
fn offer_ends_when_its_lifetime_has_passed() {
	build_and_execute(|| {
		let one = device(1);
		assert_ok!(offer(&one, atous_primitives::OfferSpec { lifetime: 3, ..spec() }));
		serve(2);
		assert!(offer_of(&one).is_some());
		serve(1);
		assert!(offer_of(&one).is_none());
	});
}

#[test]
fn announce_takes_text_only() {
	build_and_execute(|| {
		let one = device(1);
		let announce = |text: &[u8]| {
			let address = text.to_vec().try_into().expect("within bounds");
			Market::announce(RuntimeOrigin::signed(one.clone()), address)
		};
		assert_ok!(announce(b"/ip4/127.0.0.1/tcp/4001/p2p/12D3KooW"));
		assert_noop!(announce(b""), Failure::InvalidAddress);
		assert_noop!(announce(&[0xff, 0xfe]), Failure::InvalidAddress);
	});
}
