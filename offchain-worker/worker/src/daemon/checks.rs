//! Checks of a request before anything is put aside: what the chain would refuse, in words a
//! person can act on.

use crate::{
	chain::AccountId,
	error::{Failure, Kind},
};
use atous_primitives::{
	views::{AccountView, Quote},
	TaskHeader, Verification, CREDIT,
};

/// The payload is no module that can be run.
pub fn bad_payload(which: &str, why: &str) -> Failure {
	// The engine lays its words out over lines.
	let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
	Failure::new(
		Kind::BadPayload,
		format!(
			"The payload {which} is no WebAssembly module that a device would run: {why}. Build \
			 it for wasm32-wasip1, using standard input and output only."
		),
	)
}

/// Whether the chain would take the task, in the order a person can act on.
pub(super) fn check(
	header: &TaskHeader,
	quote: &Quote,
	account: &AccountView<AccountId>,
) -> Result<(), Failure> {
	if header.max_price < quote.price {
		return Err(Failure::price_too_low(header.max_price, quote.price));
	}
	if header.deadline < quote.least_deadline {
		return Err(Failure::deadline_too_near(header.deadline, quote.least_deadline));
	}
	if quote.escrow > account.spendable {
		let credits = |amount: i128| amount as f64 / CREDIT as f64;
		return Err(Failure::debt_limit(credits(quote.escrow), credits(account.spendable)));
	}
	Ok(())
}

/// Devices that are wanted, at most, as soon as the task is matched.
pub(super) fn quorum(header: &TaskHeader) -> u8 {
	match header.verification {
		Verification::Redundant { quorum, .. } => quorum,
		// Of devices without a record two must agree.
		Verification::Adaptive => 2,
		Verification::Requester { .. } | Verification::Contract { .. } => 1,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::market, daemon::doubles};

	fn account(spendable: i128) -> AccountView<AccountId> {
		let device = AccountId::from([1; 32]);
		let mut state = market::State::default();
		state.enroll(device, AccountId::from([2; 32]));
		AccountView { spendable, ..state.accounts[&device].clone() }
	}

	fn quote() -> Quote {
		Quote {
			price: 1_000_000,
			escrow: 2 * CREDIT,
			queue_place: 0,
			eligible: 2,
			expected_blocks: 12,
			least_deadline: 40,
			deposit: 0,
			urgency: 0,
			queue_exact: true,
			offers: 2,
			sampled: 2,
			starts_in: Some(1),
		}
	}

	#[test]
	fn what_the_chain_would_refuse_is_refused_before_anything_is_put_aside() {
		let header = doubles::header();
		let checked = |quote: Quote, spendable| {
			check(&header, &quote, &account(spendable)).map_err(|failure| failure.kind)
		};
		assert_eq!(checked(quote(), 2 * CREDIT), Ok(()));
		let dear = Quote { price: header.max_price + 1, ..quote() };
		assert_eq!(checked(dear, 2 * CREDIT), Err(Kind::PriceTooLow));
		let slow = Quote { least_deadline: header.deadline + 1, ..quote() };
		assert_eq!(checked(slow, 2 * CREDIT), Err(Kind::DeadlineTooNear));
		assert_eq!(checked(quote(), CREDIT), Err(Kind::DebtLimit));
	}
}
