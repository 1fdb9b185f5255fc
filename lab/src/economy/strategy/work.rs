//! Strategies about work: not doing it and being paid all the same.

use super::{Answer, Assigned, Conduct};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// Work units above which a task counts as large.
const LARGE_UNITS: u32 = 300;
/// Work units up to which a task counts as small.
const SMALL_UNITS: u32 = 60;

/// Offers far more than it has; half of what it gets it answers at the last moment,
/// half never.
pub struct Flooder;

impl Conduct for Flooder {
	fn cores(&self, has: u16) -> u16 {
		has.saturating_mul(16)
	}

	fn answer(&mut self, _: &Assigned, chance: &mut ChaCha8Rng) -> Answer {
		if chance.gen_bool(0.5) {
			Answer::Linger
		} else {
			Answer::Silent
		}
	}
}

/// Gives the crew's made-up result: always, or only when the crew is the quorum.
pub struct Colluder {
	/// Whether it works honestly where the crew could be outvoted.
	pub only_when_safe: bool,
}

impl Conduct for Colluder {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		let safe = !copy.alone && !copy.wanted && copy.crew >= copy.needed;
		if safe || copy.friend_lied || !self.only_when_safe {
			Answer::Lie
		} else {
			Answer::Work
		}
	}
}

/// Earns a record on small tasks and lies on large ones.
pub struct TrustThenCheat;

impl Conduct for TrustThenCheat {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		if copy.friend_lied || copy.alone && copy.units >= LARGE_UNITS {
			Answer::Lie
		} else {
			Answer::Work
		}
	}
}

/// Lies on every task that it works on alone.
pub struct LoneLiar;

impl Conduct for LoneLiar {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		if copy.friend_lied || copy.alone {
			Answer::Lie
		} else {
			Answer::Work
		}
	}
}

/// Repeats what others have revealed, where they have.
pub struct Copycat;

impl Conduct for Copycat {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		if copy.revealed {
			Answer::Repeat
		} else {
			Answer::Work
		}
	}
}

/// Makes a result up where it comes to check what others have done, so that they are taken
/// for liars if a friend comes after it.
pub struct Contradictor;

impl Conduct for Contradictor {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		if copy.friend_lied || copy.checks && !copy.examines_friend {
			Answer::Lie
		} else {
			Answer::Work
		}
	}
}

/// Takes the result from a friend that computes it.
pub struct Sharer;

impl Conduct for Sharer {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		if copy.computed {
			Answer::Known
		} else {
			Answer::Work
		}
	}
}

/// Gives back whatever is not small.
pub struct GiveBackAbuser;

impl Conduct for GiveBackAbuser {
	fn answer(&mut self, copy: &Assigned, _: &mut ChaCha8Rng) -> Answer {
		if copy.units > SMALL_UNITS {
			Answer::GiveBack
		} else {
			Answer::Work
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use rand::SeedableRng;

	const COPY: Assigned = Assigned {
		units: 400,
		alone: false,
		needed: 2,
		crew: 1,
		wanted: false,
		revealed: false,
		known: false,
		computed: false,
		checks: false,
		examines_friend: false,
		friend_lied: false,
	};

	fn answer(mut conduct: impl Conduct, copy: Assigned) -> Answer {
		conduct.answer(&copy, &mut ChaCha8Rng::seed_from_u64(1))
	}

	#[test]
	fn careful_colluders_lie_only_as_a_quorum() {
		let careful = || Colluder { only_when_safe: true };
		assert_eq!(answer(careful(), COPY), Answer::Work);
		assert_eq!(answer(careful(), Assigned { crew: 2, ..COPY }), Answer::Lie);
		assert_eq!(answer(careful(), Assigned { crew: 2, wanted: true, ..COPY }), Answer::Work);
		assert_eq!(answer(Colluder { only_when_safe: false }, COPY), Answer::Lie);
	}

	#[test]
	fn trust_is_spent_on_large_tasks_alone() {
		assert_eq!(answer(TrustThenCheat, COPY), Answer::Work);
		assert_eq!(answer(TrustThenCheat, Assigned { alone: true, ..COPY }), Answer::Lie);
		let small = Assigned { alone: true, units: 60, ..COPY };
		assert_eq!(answer(TrustThenCheat, small), Answer::Work);
	}

	#[test]
	fn who_contradicts_works_where_it_checks_nobody() {
		assert_eq!(answer(Contradictor, COPY), Answer::Work);
		assert_eq!(answer(Contradictor, Assigned { checks: true, ..COPY }), Answer::Lie);
		let friend = Assigned { checks: true, examines_friend: true, ..COPY };
		assert_eq!(answer(Contradictor, friend), Answer::Work);
		// A friend that has accused the honest is upheld.
		assert_eq!(answer(Contradictor, Assigned { friend_lied: true, ..friend }), Answer::Lie);
	}

	#[test]
	fn of_friends_one_computes() {
		assert_eq!(answer(Sharer, COPY), Answer::Work);
		assert_eq!(answer(Sharer, Assigned { computed: true, ..COPY }), Answer::Known);
	}

	#[test]
	fn a_copycat_needs_something_to_copy() {
		assert_eq!(answer(Copycat, COPY), Answer::Work);
		assert_eq!(answer(Copycat, Assigned { revealed: true, ..COPY }), Answer::Repeat);
	}
}
