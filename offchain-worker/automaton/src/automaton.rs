//! The automaton: one observation in, one decision out.

use crate::{
	average::Window,
	heat::HeatGuard,
	key::KeyKeeper,
	stance::{Stance, StanceKeeper},
	state::{known, state, Term},
	Decision, Observation, Reason, Settings, SettingsError,
};

/// Remembers what it must to decide without flapping: the last states, the key
/// and the stance in force, whether the device is overheated. It starts afresh
/// with the process: ten steps later it knows as much as before.
#[derive(Clone, Debug)]
pub struct Automaton {
	window: Window,
	heat: HeatGuard,
	key: KeyKeeper,
	stance: StanceKeeper,
}

impl Default for Automaton {
	fn default() -> Self {
		Self::with(Settings::default())
	}
}

impl Automaton {
	/// An automaton that has seen nothing.
	///
	/// # Errors
	/// If the settings make no sense; see [`Settings::validate`].
	pub fn new(settings: Settings) -> Result<Self, SettingsError> {
		settings.validate()?;
		Ok(Self::with(settings))
	}

	fn with(settings: Settings) -> Self {
		Self {
			window: Window::default(),
			heat: HeatGuard::new(settings),
			key: KeyKeeper::default(),
			stance: StanceKeeper::default(),
		}
	}

	/// Takes in what was seen and decides. Call it once a second: all waiting
	/// times are counted in steps.
	pub fn step(&mut self, seen: &Observation) -> Decision {
		let state = state(seen);
		self.window.push(state);
		let average = self.window.average();
		let overheated = self.heat.step(seen.celsius);
		let (stance, restraint) = self.stance.step(average, overheated || seen.critical_flag);
		let key = self.key.step(average);

		let mut reasons = Vec::new();
		if overheated {
			reasons.push(Reason::Overheated { celsius: known(seen.celsius) });
		}
		if seen.critical_flag {
			reasons.push(Reason::CriticalFlag);
		}
		if average.is_none() {
			let (known, needed) = (self.window.known(), self.window.needed());
			reasons.push(Reason::TooFewStates { known, needed });
		}
		reasons.extend(restraint.or(match stance {
			Stance::Donate => Some(Reason::RoomToSpare),
			Stance::SeekHelp => Some(Reason::Busy),
			Stance::Neutral | Stance::Survive => None,
		}));
		let unknown = Term::ALL.into_iter().filter(|term| term.value(seen).is_none());
		reasons.extend(unknown.map(|term| Reason::Unknown { term }));
		Decision { state, average, key, stance, reasons }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{PolicyKey, Pressure, REST_AFTER_SURVIVING, WINDOW};

	const BUSY: Observation = Observation {
		celsius: Some(78.0),
		cpu: Some(0.95),
		donated: 0.0,
		pressure: Pressure { cpu: Some(0.4), memory: Some(0.0), io: Some(0.02) },
		frequency: Some(0.97),
		critical_flag: false,
	};
	const IDLE: Observation = Observation {
		celsius: Some(41.0),
		cpu: Some(0.04),
		donated: 0.0,
		pressure: Pressure { cpu: Some(0.0), memory: Some(0.0), io: Some(0.0) },
		frequency: Some(0.25),
		critical_flag: false,
	};

	fn run(automaton: &mut Automaton, seen: &Observation, steps: usize) -> Decision {
		(0..steps).map(|_| automaton.step(seen)).last().unwrap()
	}

	#[test]
	fn busy_machine_seeks_help_and_idle_one_donates() {
		let busy = run(&mut Automaton::default(), &BUSY, WINDOW);
		assert_eq!((busy.stance, busy.key), (Stance::SeekHelp, Some(PolicyKey::K100)));
		assert_eq!(busy.reasons, [Reason::Busy]);
		let idle = run(&mut Automaton::default(), &IDLE, WINDOW);
		assert_eq!((idle.stance, idle.key), (Stance::Donate, Some(PolicyKey::K005)));
		assert_eq!(idle.to_string(), "donate at 14.6 (005): room to spare");
	}

	#[test]
	fn machine_that_becomes_busy_turns_within_a_window() {
		let mut automaton = Automaton::default();
		run(&mut automaton, &IDLE, 100);
		assert_eq!(run(&mut automaton, &BUSY, WINDOW).stance, Stance::SeekHelp);
		assert_eq!(run(&mut automaton, &IDLE, 2 * WINDOW).stance, Stance::Donate);
	}

	#[test]
	fn start_is_neutral_and_says_why() {
		let first = Automaton::default().step(&IDLE);
		assert_eq!(first.stance, Stance::Neutral);
		assert_eq!(first.key, None);
		assert_eq!(first.reasons, [Reason::TooFewStates { known: 1, needed: 10 }]);
	}

	#[test]
	fn machine_that_knows_nothing_is_neutral() {
		let blind = run(&mut Automaton::default(), &Observation::default(), 100);
		assert_eq!((blind.state, blind.average, blind.key), (None, None, None));
		assert_eq!(blind.stance, Stance::Neutral);
		assert_eq!(blind.reasons.len(), 4);
	}

	#[test]
	fn overheated_machine_survives_and_recovers_slowly() {
		let mut automaton = Automaton::default();
		run(&mut automaton, &IDLE, WINDOW);
		let hot = automaton.step(&Observation { celsius: Some(95.0), ..IDLE });
		assert_eq!(hot.stance, Stance::Survive);
		assert_eq!(hot.reasons[0], Reason::Overheated { celsius: Some(95.0) });
		let rest = REST_AFTER_SURVIVING as usize;
		assert_eq!(run(&mut automaton, &IDLE, rest).stance, Stance::Neutral);
		assert_eq!(automaton.step(&IDLE).stance, Stance::Donate);
	}

	#[test]
	fn critical_flag_survives_until_closed() {
		let mut automaton = Automaton::default();
		let flagged = Observation { critical_flag: true, ..IDLE };
		let decision = run(&mut automaton, &flagged, 100);
		assert_eq!(decision.stance, Stance::Survive);
		assert_eq!(decision.reasons, [Reason::CriticalFlag]);
		assert_eq!(automaton.step(&IDLE).stance, Stance::Neutral);
	}

	#[test]
	fn decision_is_written_and_read_back() {
		// A state of 100: JSON may lose the last bit of a float.
		let hot = Observation { celsius: Some(95.5), cpu: Some(1.0), frequency: None, ..BUSY };
		let decision = run(&mut Automaton::default(), &hot, WINDOW);
		let json = serde_json::to_string(&decision).unwrap();
		assert!(
			json.contains(
				r#""key":"100","stance":"survive","reasons":[{"overheated":{"celsius":95.5}},"#
			),
			"{json}"
		);
		assert_eq!(serde_json::from_str::<Decision>(&json).unwrap(), decision);
	}
}
