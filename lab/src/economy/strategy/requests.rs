//! Strategies about requests: asking for what nobody needs.

use super::{Act, Answer, Assigned, Conduct, Sight, RARE_CLASS};
use crate::economy::agent::demand::Request;
use atous_primitives::{Class, CREDIT};
use rand_chacha::ChaCha8Rng;

/// A request whose result those who conspire know beforehand.
fn fake(now: u32, class: Class, units: u32) -> Request {
	Request { units, class, adaptive: false, quorum: 2, born: now, fake: true }
}

/// Work that friends know the result of is answered without running it.
fn known_or_work(copy: &Assigned) -> Answer {
	if copy.known {
		Answer::Known
	} else {
		Answer::Work
	}
}

/// Asks in every hour for what its friends know already.
struct Ring {
	class: Class,
	units: u32,
	a_time: usize,
}

pub(super) fn sybil(_: usize) -> Box<dyn Conduct> {
	Box::new(Ring { class: Class::WasmSmall, units: 60, a_time: 2 })
}

pub(super) fn tailored(_: usize) -> Box<dyn Conduct> {
	Box::new(Ring { class: RARE_CLASS, units: 600, a_time: 2 })
}

impl Conduct for Ring {
	fn offers_rare_class(&self) -> bool {
		self.class == RARE_CLASS
	}

	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		known_or_work(copy)
	}

	fn act(&mut self, sight: &Sight<'_>) -> Vec<Act> {
		vec![Act::Submit(fake(sight.now, self.class, self.units)); self.a_time]
	}
}

/// While the commons holds more than its target, members who owe nothing ask for what
/// friends know already, in a class in which the commons helps whoever owes and works. Of
/// those who are drawn the friends who owe most get it.
struct BonusFarmer;

pub(super) fn bonus(_: usize) -> Box<dyn Conduct> {
	Box::new(BonusFarmer)
}

impl Conduct for BonusFarmer {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		known_or_work(copy)
	}

	fn act(&mut self, sight: &Sight<'_>) -> Vec<Act> {
		if sight.balance < 0 || sight.commons <= sight.target {
			return Vec::new();
		}
		vec![Act::Submit(fake(sight.now, Class::WasmMedium, 600))]
	}
}

/// Asks for useless work of the class it earns most in, as long as it can pay.
struct Mover;

pub(super) fn mover(_: usize) -> Box<dyn Conduct> {
	Box::new(Mover)
}

impl Conduct for Mover {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		known_or_work(copy)
	}

	fn act(&mut self, sight: &Sight<'_>) -> Vec<Act> {
		let asks = if sight.balance > 0 { 4 } else { 1 };
		vec![Act::Submit(fake(sight.now, Class::WasmMedium, 200)); asks]
	}
}

/// Fills the queue with tiny tasks and cancels what was not taken within the hour.
struct Spammer;

pub(super) fn spammer(_: usize) -> Box<dyn Conduct> {
	Box::new(Spammer)
}

impl Conduct for Spammer {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		known_or_work(copy)
	}

	fn act(&mut self, sight: &Sight<'_>) -> Vec<Act> {
		let mut acts: Vec<Act> = sight.useless.iter().map(|task| Act::Cancel(*task)).collect();
		acts.extend([Act::Submit(fake(sight.now, Class::WasmSmall, 1)); 8]);
		acts
	}
}

/// Puts what would decay into tasks that nobody can take, and takes them back before
/// they end, hour by hour.
pub struct Hoarder;

/// Work units of the largest task of the class nobody offers that are asked for: a quarter
/// more is put aside than is used.
const LARGEST: i128 = 43_200 * 4 / 5;
/// Eighths of a credit that asking for a work unit of it puts aside: two copies at a
/// quarter more, and half of one for a check.
const EIGHTHS_A_UNIT: i128 = 25;
/// Work units of the smallest task worth the trouble.
const SMALLEST: i128 = 60;

impl Conduct for Hoarder {
	fn act(&mut self, sight: &Sight<'_>) -> Vec<Act> {
		let mut acts: Vec<Act> = sight.useless.iter().map(|task| Act::Cancel(*task)).collect();
		// The rest is free of decay anyway, and better used to vouch for work.
		let mut rest = (sight.balance - sight.decays_above) * 8 / EIGHTHS_A_UNIT / CREDIT;
		while rest > SMALLEST && acts.len() < 16 {
			let units = rest.min(LARGEST);
			acts.push(Act::Submit(fake(sight.now, RARE_CLASS, units as u32)));
			rest -= units;
		}
		acts
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_hoarder_puts_aside_what_would_decay_and_no_more() {
		let sight = |balance: i128| Sight {
			now: 1,
			balance: balance * CREDIT,
			decays_above: 36_000 * CREDIT,
			limit: 0,
			spendable: 0,
			commons: 0,
			target: 0,
			queued: &[7, 8],
			useless: &[7],
		};
		assert_eq!(Hoarder.act(&sight(36_000)), [Act::Cancel(7)]);
		let acts = Hoarder.act(&sight(36_000 + 150_000));
		let units = acts.iter().map(|act| match act {
			Act::Submit(request) => request.units,
			_ => 0,
		});
		assert_eq!(units.collect::<Vec<_>>(), [0, 34_560, 13_440]);
	}
}
