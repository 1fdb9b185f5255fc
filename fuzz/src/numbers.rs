//! The numbers of a case: those of the chain, with shorter times and smaller credit, so
//! that everything that can happen does within a few hundred blocks.

use atous_primitives::CREDIT;
use atous_runtime::numbers;
use atous_support::settings::Validate;

/// Furthest deadline, in served blocks.
pub const MAX_DEADLINE: u32 = 420;
/// Served blocks that a jury has at the most, whatever governance has changed.
pub const LONGEST_TRIAL: u32 = 1_100;
/// Served blocks an ended task can be read.
pub const RETENTION: u32 = 24;

/// The market's numbers at the start of a case.
pub fn tasks() -> pallet_tasks::Params {
	pallet_tasks::Params {
		max_open_tasks: 6,
		max_deadline: MAX_DEADLINE,
		retention: RETENTION,
		seasoned: 3,
		audit_one_in: 3,
		backoff_base: 4,
		backoff_max: 60,
		boost_memory: 60,
		jury_patience: 20,
		..numbers::tasks::params()
	}
}

/// The ledger's numbers at the start of a case. A task takes a good part of what a
/// device may owe.
pub fn credit() -> pallet_credit::Params {
	pallet_credit::Params {
		credit_per_token: 5 * CREDIT,
		limit_cap: 2_000 * CREDIT,
		commons_floor: 20 * CREDIT,
		very_positive_floor: 40 * CREDIT,
		leave_cooldown: MAX_DEADLINE,
		demurrage_half_life: 800,
		history_half_life: 600,
		inactivity: MAX_DEADLINE + 20,
		declining: MAX_DEADLINE + 40,
		review_period: 100,
		..numbers::credit::params()
	}
}

/// The market's numbers with one of them changed. Those that a promise about time
/// rests on stay: how much is worked off in a block, and how long the ended are kept.
pub fn other_tasks(which: u8, value: u32) -> pallet_tasks::Params {
	let mut params = tasks();
	let small = value % 64;
	match which % 16 {
		0 => params.base_price = value.into(),
		1 => (params.price_floor, params.price_ceiling) = (64, u64::from(value).max(64)),
		2 => params.minimum_fuel = u64::from(value) << 8,
		3 => params.max_open_tasks = small,
		4 => params.finality_lag = small,
		5 => params.window_floor = small,
		6 => params.queue_allowance = small,
		7 => params.draw_eligible = small,
		8 => (params.draw_eligible, params.draw_reads) = (1, small),
		9 => (params.boost_floor, params.boost_cap) = (small, value),
		10 => params.retry_max = 1 << (value % 12),
		11 => params.give_back_percent = (value % 128) as u8,
		12 => (params.give_back_tokens, params.give_back_regain) = (small as u8, 1),
		13 => params.check_premium = sp_runtime::Perbill::from_parts(value),
		14 => (params.adaptive_cap, params.seasoned) = (value, small),
		_ => params.audit_one_in = small,
	}
	params
}

/// The ledger's numbers with one of them changed. What times promise each other stays.
pub fn other_credit(which: u8, value: u32) -> pallet_credit::Params {
	use sp_runtime::Perbill;
	let mut params = credit();
	let parts = Perbill::from_parts(value);
	match which % 12 {
		0 => params.credit_per_token = i128::from(value) * CREDIT / 1_000,
		1 => params.min_bond = u128::from(value) * numbers::token::MILLI,
		2 => params.limit_cap = i128::from(value) * CREDIT / 1_000,
		3 => params.task_share = parts,
		4 => params.surcharge = parts,
		5 => params.bonus_share = parts,
		6 => params.commons_floor = i128::from(value) * CREDIT / 1_000,
		7 => params.commons_share = parts,
		8 => params.very_positive_floor = i128::from(value) * CREDIT / 1_000,
		9 => (params.demurrage_half_life, params.history_half_life) = (value, value.max(1)),
		10 => params.matching = parts,
		_ => (params.review_period, params.write_off_tolerance) = (value % 500, parts),
	}
	params
}

/// Whether the numbers a case starts with are such that a chain would take them.
pub fn are_sound() -> bool {
	tasks().validate().is_ok() && credit().validate().is_ok()
}
