//! The numbers: who sets them, when they count, and that each bound is held.

use crate::{mock::*, *};
use atous_support::settings::Validate;
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use sp_runtime::{DispatchError, Perbill};

fn in_session(session: u32) {
	books(|b| b.session = session);
	serve(1);
}

#[test]
fn set_params_comes_into_force_with_the_next_session() {
	build_and_execute(|| {
		in_session(7);
		let params = Params { base_price: 2_000_000, block_ms: 60_000, ..Market::params() };
		assert_ok!(Market::set_params(RuntimeOrigin::root(), params.clone()));
		serve(3);
		assert_eq!(Market::params(), Numbers::get());
		in_session(8);
		assert_eq!(Market::params(), params);
		System::assert_has_event(Event::ParamsApplied { version: 1 }.into());
		let id =
			submit(&device(1), atous_primitives::TaskHeader { max_price: 2_000_000, ..header() });
		assert_eq!(task(id).price, 2_000_000);
	});
}

#[test]
fn set_params_by_a_device_fails() {
	build_and_execute(|| {
		let call = Market::set_params(RuntimeOrigin::signed(device(1)), Numbers::get());
		assert_noop!(call, DispatchError::BadOrigin);
	});
}

#[test]
fn set_params_that_do_not_fit_together_fails() {
	build_and_execute(|| {
		let params = Params { price_floor: 2_000_000, ..Numbers::get() };
		let call = Market::set_params(RuntimeOrigin::root(), params);
		assert_noop!(call, Error::<Test>::InvalidParams);
	});
}

#[test]
fn each_bound_is_held() {
	assert_eq!(Numbers::get().validate(), Ok(()));
	let bad: [fn(&mut Params); 23] = [
		|p| p.block_ms = 99,
		|p| p.price_floor = 63,
		|p| p.base_price = p.price_floor - 1,
		|p| p.base_price = p.price_ceiling + 1,
		|p| p.price_ceiling = u64::MAX,
		|p| p.max_open_tasks = 0,
		|p| p.window_floor = 9,
		|p| p.max_offer_lifetime = 0,
		|p| p.draw_eligible = 0,
		|p| p.draw_reads = p.draw_eligible - 1,
		|p| p.scan_per_block = 1,
		|p| p.agenda_per_block = 0,
		|p| p.boost_floor = p.boost_cap + 1,
		|p| p.retry_max = 3,
		|p| p.give_back_percent = 101,
		|p| p.adaptive_cap = 0,
		|p| p.audit_one_in = 1,
		|p| p.backoff_base = 0,
		|p| p.backoff_max = p.backoff_base - 1,
		|p| p.urgency_share = Perbill::from_parts(666_666_667),
		|p| p.owner_share = Perbill::zero(),
		|p| p.task_deposit = -1,
		|p| p.deposit_share = Perbill::from_parts(100_000_001),
	];
	for (n, spoil) in bad.into_iter().enumerate() {
		let mut params = Numbers::get();
		spoil(&mut params);
		assert!(params.validate().is_err(), "bound {n}");
	}
}

#[test]
fn each_number_may_be_at_its_bound() {
	let good: [fn(&mut Params); 23] = [
		|p| p.block_ms = 100,
		|p| p.price_floor = 64,
		|p| p.base_price = p.price_floor,
		|p| p.base_price = p.price_ceiling,
		|p| p.price_ceiling = u64::MAX / 64,
		|p| p.max_open_tasks = 1,
		|p| p.window_floor = 10,
		|p| p.max_offer_lifetime = 1,
		|p| (p.draw_eligible, p.draw_reads) = (1, 1),
		|p| p.draw_reads = p.draw_eligible,
		|p| p.scan_per_block = 2,
		|p| p.agenda_per_block = 1,
		|p| p.boost_floor = p.boost_cap,
		|p| p.retry_max = 1,
		|p| p.give_back_percent = 100,
		|p| p.adaptive_cap = 1,
		|p| p.audit_one_in = 2,
		|p| p.backoff_base = 1,
		|p| p.backoff_max = p.backoff_base,
		|p| p.urgency_share = Perbill::from_parts(666_666_666),
		|p| p.owner_share = Perbill::from_parts(1),
		|p| p.task_deposit = 0,
		|p| p.deposit_share = Perbill::from_percent(10),
	];
	for (n, change) in good.into_iter().enumerate() {
		let mut params = Numbers::get();
		change(&mut params);
		assert_eq!(params.validate(), Ok(()), "bound {n}");
	}
}

#[test]
fn windows_follow_the_length_of_a_block() {
	let long = atous_primitives::TaskHeader { work_limit: 3_600_000_000_000, ..header() };
	let numbers = Numbers::get();
	assert_eq!((numbers.work_blocks(&long), numbers.commit_window(&long)), (1_800, 5_400));
	let coarse = Params { block_ms: 60_000, ..numbers };
	assert_eq!((coarse.work_blocks(&long), coarse.commit_window(&long)), (60, 180));
	assert_eq!(coarse.work_blocks(&header()), 1);
	assert_eq!(coarse.commit_window(&header()), 15);
}

#[test]
fn integrity_test_holds() {
	build_and_execute(Market::integrity_test);
}
