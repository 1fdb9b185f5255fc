//! Strategies about debt: owing without meaning to pay, or for what it brings.

use super::{Act, Conduct, Sight};
use crate::economy::agent::demand::Request;
use atous_primitives::{Class, CREDIT};

/// Work units of what such a device asks for beside its own needs.
const UNITS: u32 = 300;

fn useful(now: u32) -> Request {
	Request {
		units: UNITS,
		class: Class::WasmMedium,
		adaptive: false,
		quorum: 2,
		born: now,
		fake: false,
	}
}

/// What two copies of [`useful`] cost about, in micro-credits.
const PRICE: i128 = UNITS as i128 * 3 * CREDIT;

/// Asks and never offers.
pub struct FreeRider;

impl Conduct for FreeRider {
	fn offers(&self) -> bool {
		false
	}
}

/// Most accounts a whitewasher leaves behind: each costs a bond.
const LIVES: u32 = 5;

/// Asks for all it can on credit, then comes back as another device.
struct Whitewasher {
	lives: u32,
}

pub(super) fn whitewasher(_: usize) -> Box<dyn Conduct> {
	Box::new(Whitewasher { lives: 1 })
}

impl Conduct for Whitewasher {
	fn offers(&self) -> bool {
		false
	}

	fn act(&mut self, sight: &Sight<'_>) -> Vec<Act> {
		if sight.spendable >= PRICE {
			return vec![Act::Submit(useful(sight.now)); 2];
		}
		// What is still open will be paid first: it is to be received.
		let settled = sight.balance < 0 && sight.queued.is_empty();
		if settled && self.lives < LIVES {
			self.lives += 1;
			return vec![Act::Rebirth];
		}
		Vec::new()
	}
}

/// Owes two thirds of its limit at all times, for its place in the queue and in the
/// draws.
#[derive(Default)]
pub struct DebtFarmer {
	rich: bool,
}

impl Conduct for DebtFarmer {
	fn offers(&self) -> bool {
		!self.rich
	}

	fn act(&mut self, sight: &Sight<'_>) -> Vec<Act> {
		let was = self.rich;
		self.rich = sight.balance * 3 > -sight.limit * 2;
		match (was, self.rich) {
			(_, true) if sight.spendable >= PRICE => {
				vec![Act::Withdraw, Act::Submit(useful(sight.now))]
			}
			(true, false) => vec![Act::Offer],
			_ => Vec::new(),
		}
	}
}

/// Runs up a debt and goes silent, for a friend to call the write-off.
#[derive(Default)]
struct Sacrifice {
	silent: bool,
}

impl Conduct for Sacrifice {
	fn offers(&self) -> bool {
		false
	}

	fn act(&mut self, sight: &Sight<'_>) -> Vec<Act> {
		if self.silent {
			return Vec::new();
		}
		if sight.spendable >= PRICE {
			return vec![Act::Submit(useful(sight.now)); 2];
		}
		self.silent = sight.balance < 0 && sight.queued.is_empty();
		if self.silent {
			vec![Act::Retire]
		} else {
			Vec::new()
		}
	}
}

/// Honest, but the first to call every write-off.
struct Racer;

impl Conduct for Racer {
	fn act(&mut self, _: &Sight<'_>) -> Vec<Act> {
		vec![Act::WriteOff]
	}
}

/// Every second one is sacrificed.
pub(super) fn racer(rank: usize) -> Box<dyn Conduct> {
	if rank.is_multiple_of(2) {
		Box::new(Racer)
	} else {
		Box::<Sacrifice>::default()
	}
}
