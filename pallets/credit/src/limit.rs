//! The formulas of the ledger: backing, limit, levies, tiers. Pure functions of
//! whole numbers.
//!
//! Rounding always favours the commons: what a device may owe and what it gets
//! is rounded down, what it pays is rounded up.

use crate::params::Params;
use atous_primitives::{views::Tier, Credit, CREDIT};
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Perbill, Rounding};

/// The largest backing a bond gives, in micro-credits: 10^12 credits, thousands
/// of years of one core. With it as a bound no formula here can overflow.
pub const MAX_BACKING: Credit = 1_000_000_000_000 * CREDIT;

/// History of a device whose verified work is not counted.
pub const NO_HISTORY: Credit = 0;

/// Parts in one [`Perbill`].
const BILLION: Credit = 1_000_000_000;

/// `amount × numerator ÷ denominator`, exact to the rounding however large the
/// product is. Amounts below zero count as zero, and so does a division by zero;
/// a result that does not fit is the largest credit.
pub fn proportion(
	amount: Credit,
	numerator: Credit,
	denominator: Credit,
	rounding: Rounding,
) -> Credit {
	let [amount, numerator, denominator] =
		[amount, numerator, denominator].map(|value| value.max(0).unsigned_abs());
	if denominator == 0 {
		return 0;
	}
	multiply_by_rational_with_rounding(amount, numerator, denominator, rounding)
		.and_then(|result| Credit::try_from(result).ok())
		.unwrap_or(Credit::MAX)
}

/// A share of an amount, rounded down.
pub fn share(amount: Credit, part: Perbill) -> Credit {
	proportion(amount, part.deconstruct().into(), BILLION, Rounding::Down)
}

/// What a bond is worth in micro-credits, at a rate in micro-credits per token. The
/// bond and the token are in the smallest units of the token.
///
/// ```
/// use atous_primitives::CREDIT;
/// use pallet_credit::{limit::backing, Params};
///
/// let Params { min_bond, credit_per_token, token, .. } = Params::default();
/// assert_eq!(backing(min_bond, credit_per_token, token), 14_400 * CREDIT);
/// ```
pub fn backing(bond: u128, rate: Credit, token: u128) -> Credit {
	let [bond, token] = [bond, token].map(|value| Credit::try_from(value).unwrap_or(Credit::MAX));
	proportion(bond, rate, token, Rounding::Down).min(MAX_BACKING)
}

/// The most a device may owe: `min(cap, B(B + 4H) / (4(B + H)))`, in
/// micro-credits, for a backing B and a history H of verified work.
///
/// A quarter of the backing on the first day, towards the whole with history,
/// and never above it.
pub fn limit(backing: Credit, history: Credit, cap: Credit) -> Credit {
	let backing = backing.clamp(0, MAX_BACKING);
	let history = history.clamp(0, MAX_BACKING);
	let earned =
		proportion(backing, backing + 4 * history, 4 * (backing + history), Rounding::Down);
	earned.min(cap)
}

/// What the commons should hold, in micro-credits: a share of all positive
/// balances, and never less than the floor.
pub fn commons_target(positive: Credit, params: &Params) -> Credit {
	let part = params.commons_share.deconstruct().into();
	proportion(positive, part, BILLION, Rounding::Up).max(params.commons_floor)
}

/// The surcharge on the part of a task that is financed by debt, in
/// micro-credits: the full rate while the commons is empty, half of it at its
/// target, nothing at twice the target or above.
pub fn surcharge(financed: Credit, commons: Credit, target: Credit, rate: Perbill) -> Credit {
	let full = target.saturating_mul(2);
	let room = full.saturating_sub(commons.clamp(0, full.max(0)));
	let rate = Credit::from(rate.deconstruct());
	proportion(financed, room.saturating_mul(rate), full.saturating_mul(BILLION), Rounding::Up)
}

/// What the commons adds at most to pay of `principal`, in micro-credits: nothing
/// up to its target, the full rate from twice its target, and never more than it
/// has above it.
pub fn matching(principal: Credit, commons: Credit, target: Credit, rate: Perbill) -> Credit {
	let above = commons.saturating_sub(target);
	if above <= 0 || principal <= 0 {
		return 0;
	}
	let rate = Credit::from(rate.deconstruct()).saturating_mul(above.min(target));
	proportion(principal, rate, target.saturating_mul(BILLION), Rounding::Down).min(above)
}

/// How far work in a class of this openness is helped by the commons: wholly where all
/// live bonds offer, not at all where half of them or fewer do. Those who ask one another
/// for what others do not offer would else be paid for it out of the commons, again and
/// again; where most others offer, most of what they pay goes to these.
pub fn open_to_others(openness: Perbill) -> Perbill {
	let doubled = u64::from(openness.deconstruct()).saturating_mul(2);
	let above = doubled.saturating_sub(u64::from(Perbill::one().deconstruct()));
	Perbill::from_parts(u32::try_from(above).unwrap_or(u32::MAX))
}

/// Above what balance a device is very positive, in micro-credits.
pub fn very_positive_above(backing: Credit, params: &Params) -> Credit {
	backing.max(params.very_positive_floor)
}

/// Where a balance stands beside its backing.
pub fn tier(balance: Credit, backing: Credit, params: &Params) -> Tier {
	if balance > very_positive_above(backing, params) {
		Tier::VeryPositive
	} else if balance.saturating_mul(20) > backing {
		Tier::Positive
	} else if balance.saturating_mul(2) < -backing {
		Tier::VeryNegative
	} else if balance.saturating_mul(20) < -backing {
		Tier::Negative
	} else {
		Tier::Neutral
	}
}

/// What separates a balance from the tiers above and below its own, in micro-credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
	/// How much more it takes to be in the next tier up; `None` in the highest.
	pub up: Option<Credit>,
	/// How much less it takes to be in the next tier down; `None` in the lowest.
	pub down: Option<Credit>,
}

/// How far a balance is from the tiers beside its own.
pub fn steps(balance: Credit, backing: Credit, params: &Params) -> Steps {
	// The least balance of every tier but the lowest, from the highest down.
	let least = [
		very_positive_above(backing, params).saturating_add(1),
		(backing / 20).saturating_add(1),
		-(backing / 20),
		-(backing / 2),
	];
	let above = least.iter().rev().find(|bound| balance < **bound);
	let own = least.iter().find(|bound| balance >= **bound);
	Steps {
		up: above.map(|bound| bound.saturating_sub(balance)),
		down: own.map(|bound| balance.saturating_sub(*bound).saturating_add(1)),
	}
}
