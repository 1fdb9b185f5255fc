//! What the ledger asks about a device, and what is left of one that has left.

use crate::{mock::*, *};
use atous_primitives::{Class, OfferSpec};
use atous_support::Participation;
use frame_support::assert_ok;

#[test]
fn a_device_is_willing_while_it_offers_at_the_posted_price_or_below() {
	build_and_execute(|| {
		let one = device(1);
		let willing = || <Market as Participation<_>>::is_willing(&one);
		assert!(!willing());
		let dear = OfferSpec { reserve_price: 1_000_001, lifetime: 3, ..spec() };
		assert_ok!(Market::offer(RuntimeOrigin::signed(one.clone()), dear));
		assert!(!willing());
		// The price of one of its classes has risen.
		PostedPrice::<Test>::insert(Class::WasmMedium, 1_000_001);
		assert!(willing());
		serve(3);
		assert!(!willing());
	});
}

#[test]
fn nothing_is_left_of_a_device_that_has_left() {
	build_and_execute(|| {
		let one = device(1);
		assert_ok!(Market::offer(RuntimeOrigin::signed(one.clone()), spec()));
		let address = b"/ip4/127.0.0.1/tcp/1".to_vec().try_into().expect("short");
		assert_ok!(Market::announce(RuntimeOrigin::signed(one.clone()), address));
		set_checked(&one, Class::WasmSmall, 3);
		set_checked(&one, Class::OciGpuLarge, 3);
		<Market as Participation<_>>::has_left(&one);
		assert!(Workers::<Test>::iter_values().all(|worker| worker.offer.is_none()));
		assert_eq!(Agenda::<Test>::iter().count(), 0);
		assert_eq!(Peers::<Test>::iter().count(), 0);
		assert_eq!(Workers::<Test>::iter().count(), 0);
		// And once more: there is nothing to leave.
		<Market as Participation<_>>::has_left(&one);
	});
}

#[test]
fn a_replaced_offer_leaves_no_entry_behind() {
	build_and_execute(|| {
		for _ in 0..5 {
			assert_ok!(Market::offer(RuntimeOrigin::signed(device(1)), spec()));
		}
		assert_eq!(Agenda::<Test>::iter().count(), 1);
		assert_ok!(Market::withdraw(RuntimeOrigin::signed(device(1))));
		assert_eq!(Agenda::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_device_that_is_no_longer_enrolled_is_passed_over() {
	build_and_execute(|| {
		offer_all(2..=4);
		books(|b| b.owners.remove(&sp_runtime::AccountId32::new([3; 32])));
		let id = submit(&device(1), header());
		serve(1);
		assert_eq!(asked(id).len(), 2);
		assert!(!asked(id).contains(&sp_runtime::AccountId32::new([3; 32])));
	});
}
