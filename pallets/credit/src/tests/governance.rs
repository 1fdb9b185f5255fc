//! Numbers: who sets them, when they come into force, and what they cannot break.

use crate::{limit::MAX_BACKING, mock::*, Error, Event, Numbers, Params};
use atous_primitives::{Credit, CREDIT};
use atous_support::{settings::Validate, Ledger};
use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use sp_runtime::{DispatchError, Perbill};

#[test]
fn set_params_comes_into_force_with_the_next_session() {
	build_and_execute(|| {
		let params = Params { limit_cap: 4_000 * CREDIT, ..TestParams::get() };
		CurrentSession::set(7);
		System::reset_events();
		assert_ok!(Credits::set_params(RuntimeOrigin::root(), params));
		assert_eq!(events(), [Event::ParamsScheduled { session: 8, params }]);
		go_to(100);
		assert_eq!(Credits::params().current, TestParams::get());
		CurrentSession::set(8);
		System::reset_events();
		go_to(101);
		assert_eq!(Credits::params().current, params);
		assert_eq!(events(), [Event::ParamsApplied { version: 1 }]);
		go_to(102);
		assert_eq!(Numbers::<Test>::get().version, 1);
	});
}

#[test]
fn set_params_by_anyone_else_fails() {
	build_and_execute(|| {
		let call = Credits::set_params(RuntimeOrigin::signed(owner(1)), TestParams::get());
		assert_noop!(call, DispatchError::BadOrigin);
	});
}

#[test]
fn set_params_that_do_not_fit_together_fails() {
	build_and_execute(|| {
		let params = Params { token: 0, ..TestParams::get() };
		let call = Credits::set_params(RuntimeOrigin::root(), params);
		assert_noop!(call, Error::<Test>::InvalidParams);
	});
}

/// Any numbers, many of which do not fit together.
pub fn any_params() -> impl Strategy<Value = Params> {
	let credit = (1..400i128, 1..2_000i128, 1..5_000i128, 1..2_000i128);
	let share = || (0..=100u32).prop_map(Perbill::from_percent);
	let shares = (1..100u32, share(), 0..100u32, share(), share());
	let blocks = || 1..3_000_000u32;
	(credit, shares, (blocks(), blocks(), blocks(), blocks(), blocks(), 1..100u32)).prop_map(
		|((rate, cap, floor, threshold), (tasks, surcharge, bonus, commons, matching), blocks)| {
			let (demurrage, history, inactivity, declining, review, cooldown) = blocks;
			Params {
				credit_per_token: rate * CREDIT,
				limit_cap: cap * 100 * CREDIT,
				commons_floor: floor * CREDIT,
				very_positive_floor: threshold * CREDIT,
				task_share: Perbill::from_percent(tasks),
				surcharge,
				bonus_share: Perbill::from_percent(bonus),
				commons_share: commons,
				matching,
				leave_cooldown: cooldown,
				demurrage_half_life: demurrage,
				history_half_life: history,
				inactivity: inactivity.min(declining),
				declining: inactivity.max(declining),
				review_period: review,
				..Params::default()
			}
		},
	)
}

/// The same, now and then with a number at one of its ends.
fn params_at_their_ends() -> impl Strategy<Value = Params> {
	let ends = prop::option::of((0..16usize, 0..4usize));
	(any_params(), ends).prop_map(|(mut params, end)| {
		let Some((which, end)) = end else { return params };
		let credit = [0, 1, CREDIT, MAX_BACKING][end];
		let share = [Perbill::zero(), Perbill::from_parts(1), Perbill::from_percent(99)];
		let share = share.get(end).copied().unwrap_or_else(Perbill::one);
		let blocks = [0, 1, u32::MAX - 1, u32::MAX][end];
		match which {
			0 => params.token = [1, 2, 1_000_000_000_000, u128::MAX][end],
			1 => params.min_bond = [1, 2, BOND, u128::MAX][end],
			2 => params.credit_per_token = credit,
			3 => params.limit_cap = credit,
			4 => params.commons_floor = credit,
			5 => params.very_positive_floor = credit,
			6 => params.task_share = share,
			7 => params.surcharge = share,
			8 => params.bonus_share = share,
			9 => params.commons_share = share,
			10 => params.matching = share,
			11 => params.write_off_reward = share,
			12 => params.write_off_tolerance = share,
			13 => params.demurrage_half_life = blocks,
			14 => params.history_half_life = blocks,
			_ => params.review_period = blocks,
		}
		params
	})
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..Default::default() })]

	/// `build_and_execute` checks it at the end, and here after every change.
	#[test]
	fn exposure_stays_within_the_backing_under_any_numbers(
		changes in prop::collection::vec(
			(params_at_their_ends(), 0..2_000_000u32, 0..20_000i128),
			1..20,
		),
	) {
		build_and_execute(|| {
			let (one, two) = (enrolled(1), enrolled_with(2, 3 * BOND));
			for (params, blocks, amount) in changes {
				if params.validate().is_ok() {
					set_params(params);
				}
				wait(blocks);
				for device in [&one, &two] {
					let _ = Credits::secure(device, amount * CREDIT);
					Credits::forfeit(device, amount / 2 * CREDIT);
					if let Ok(reservation) = reserve(device, amount * CREDIT) {
						let pays = [(one.clone(), amount * CREDIT / 3), (two.clone(), CREDIT)];
						settle(device, &reservation, &pays);
						let _ = reserve(device, amount / 2 * CREDIT);
					}
					assert_ok!(Credits::touch(RuntimeOrigin::signed(owner(0)), device.clone()));
					let seen = view(device);
					let exposure: Credit = seen.reserved + seen.collateral - seen.balance;
					assert!(exposure <= seen.backing);
					assert_ok!(Credits::do_try_state());
				}
			}
		});
	}
}
