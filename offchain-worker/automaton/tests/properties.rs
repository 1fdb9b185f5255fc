//! What holds for every observation and every sequence of them.

use atous_automaton::{
	state::state, worth_sending, Automaton, Decision, Local, Observation, Pressure, Purse, Remote,
	Stance, Term, KEY_HYSTERESIS, SEEK_HELP_AT, SEEK_HELP_UNTIL, WINDOW,
};
use proptest::prelude::*;

/// Any number there is, or none: also NaN, infinities and nonsense.
fn anything() -> impl Strategy<Value = Option<f64>> {
	proptest::option::of(any::<f64>())
}

fn any_pressure() -> impl Strategy<Value = Pressure> {
	(anything(), anything(), anything()).prop_map(|(cpu, memory, io)| Pressure { cpu, memory, io })
}

fn any_observation() -> impl Strategy<Value = Observation> {
	(anything(), anything(), any::<f64>(), any_pressure(), anything(), any::<bool>()).prop_map(
		|(celsius, cpu, donated, pressure, frequency, critical_flag)| Observation {
			celsius,
			cpu,
			donated,
			pressure,
			frequency,
			critical_flag,
		},
	)
}

/// What a working machine shows; each term known or not.
fn plausible() -> impl Strategy<Value = Observation> {
	let share = || proptest::option::of(0.0..=1.0);
	let pressure =
		(share(), share(), share()).prop_map(|(cpu, memory, io)| Pressure { cpu, memory, io });
	(proptest::option::of(20.0..=100.0), share(), 0.0..0.5, pressure, share()).prop_map(
		|(celsius, cpu, donated, pressure, frequency)| Observation {
			celsius,
			cpu,
			donated,
			pressure,
			frequency,
			critical_flag: false,
		},
	)
}

/// An observation whose state is `state`, 0 to 100.
fn with_state(state: f64) -> Observation {
	Observation { frequency: Some(state / 100.0), ..Observation::default() }
}

fn replay(seen: &[Observation]) -> Vec<Decision> {
	let mut automaton = Automaton::default();
	seen.iter().map(|seen| automaton.step(seen)).collect()
}

/// How often a value differs from the one before it.
fn changes<T: PartialEq>(values: impl IntoIterator<Item = T>) -> usize {
	let values: Vec<T> = values.into_iter().collect();
	values.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Averages of a constant level: the window is full of it before the noise sets in.
fn settled_then(level: f64, noise: &[f64]) -> Vec<Observation> {
	let settled = std::iter::repeat_n(level, 3 * WINDOW);
	settled.chain(noise.iter().map(|n| level + n)).map(with_state).collect()
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn state_is_within_bounds(seen in any_observation()) {
		if let Some(state) = state(&seen) {
			prop_assert!((0.0..=100.0).contains(&state));
		}
		let known = Term::ALL.iter().filter_map(|term| term.value(&seen));
		for value in known {
			prop_assert!((0.0..=1.0).contains(&value));
		}
	}

	#[test]
	fn state_is_unknown_only_if_every_term_is(seen in any_observation()) {
		let known = Term::ALL.iter().any(|term| term.value(&seen).is_some());
		prop_assert_eq!(state(&seen).is_some(), known);
	}

	#[test]
	fn state_never_falls_when_a_reading_rises(seen in plausible(), by in 0.0..50.0f64) {
		let rise = |value: Option<f64>, by: f64| value.map(|v| v + by);
		let share = by / 50.0;
		let risen = [
			Observation { celsius: rise(seen.celsius, by), ..seen },
			Observation { cpu: rise(seen.cpu, share), ..seen },
			Observation { frequency: rise(seen.frequency, share), ..seen },
			Observation {
				pressure: Pressure { cpu: rise(seen.pressure.cpu, share), ..seen.pressure },
				..seen
			},
			Observation {
				pressure: Pressure { memory: rise(seen.pressure.memory, share), ..seen.pressure },
				..seen
			},
			Observation {
				pressure: Pressure { io: rise(seen.pressure.io, share), ..seen.pressure },
				..seen
			},
		];
		for risen in risen {
			// None is less than Some, and the same terms are known on both sides.
			prop_assert!(state(&risen).map(|s| s + 1e-9) >= state(&seen));
		}
	}

	#[test]
	fn state_is_renormalised_over_known_terms(seen in plausible()) {
		let known: Vec<(f64, f64)> = Term::ALL
			.iter()
			.filter_map(|term| term.value(&seen).map(|value| (term.weight(), value)))
			.collect();
		if let Some(state) = state(&seen) {
			let lowest = known.iter().map(|k| k.1).fold(f64::INFINITY, f64::min);
			let highest = known.iter().map(|k| k.1).fold(0.0, f64::max);
			prop_assert!(state >= 100.0 * lowest - 1e-9 && state <= 100.0 * highest + 1e-9);
			if let [(_, alone)] = known[..] {
				prop_assert!((state - 100.0 * alone).abs() < 1e-9);
			}
		}
	}

	#[test]
	fn step_survives_anything(seen in proptest::collection::vec(any_observation(), 1..100)) {
		for (seen, decision) in seen.iter().zip(replay(&seen)) {
			prop_assert!(decision.average.is_none_or(|a| (0.0..=100.0).contains(&a)));
			prop_assert_eq!(decision.key.is_some(), decision.average.is_some());
			prop_assert!(!decision.reasons.is_empty());
			if seen.critical_flag {
				prop_assert_eq!(decision.stance, Stance::Survive);
			}
		}
	}

	#[test]
	fn step_is_the_same_for_the_same(seen in proptest::collection::vec(plausible(), 1..100)) {
		prop_assert_eq!(replay(&seen), replay(&seen));
	}

	#[test]
	fn overheating_always_survives(
		before in proptest::collection::vec(plausible(), 0..60),
		rest in plausible(),
		celsius in 90.0..150.0,
	) {
		let mut seen = before;
		seen.push(Observation { celsius: Some(celsius), ..rest });
		prop_assert_eq!(replay(&seen).last().map(|d| d.stance), Some(Stance::Survive));
	}

	#[test]
	fn danger_is_the_only_reason_to_survive(
		seen in proptest::collection::vec(plausible(), 1..100),
	) {
		let cool = seen.iter().map(|s| Observation { celsius: s.celsius.map(|c| c.min(89.0)), ..*s });
		let decisions = replay(&cool.collect::<Vec<_>>());
		prop_assert!(decisions.iter().all(|d| d.stance != Stance::Survive));
	}

	#[test]
	fn key_does_not_flap_within_the_hysteresis(
		level in 0.0..97.0f64,
		noise in proptest::collection::vec(0.0..KEY_HYSTERESIS, 1..300),
	) {
		let decisions = replay(&settled_then(level, &noise));
		prop_assert!(changes(decisions[2 * WINDOW..].iter().map(|d| d.key)) <= 1);
	}

	#[test]
	fn stance_does_not_flap_within_the_hysteresis(
		level in 0.0..95.0f64,
		noise in proptest::collection::vec(0.0..SEEK_HELP_AT - SEEK_HELP_UNTIL, 1..300),
	) {
		let decisions = replay(&settled_then(level, &noise));
		prop_assert!(changes(decisions[2 * WINDOW..].iter().map(|d| d.stance)) <= 1);
	}

	#[test]
	fn key_changes_are_spaced_whatever_is_seen(
		seen in proptest::collection::vec(0.0..=100.0f64, 50..400),
	) {
		let seen: Vec<_> = seen.into_iter().map(with_state).collect();
		let keys: Vec<_> = replay(&seen).into_iter().filter_map(|d| d.key).collect();
		let mut since = u32::MAX / 2;
		for pair in keys.windows(2) {
			since += 1;
			if pair[1] != pair[0] {
				let least = if pair[1] > pair[0] { 2 } else { 20 };
				prop_assert!(since >= least, "{} to {} after {since}", pair[0], pair[1]);
				since = 0;
			}
		}
	}

	#[test]
	fn sending_is_never_slower_nor_beyond_the_purse(
		here in (any::<f64>(), any::<f64>()),
		there in (any::<f64>(), any::<f64>(), any::<f64>(), any::<f64>()),
		bytes in any::<u64>(),
		purse in (any::<f64>(), any::<f64>()),
	) {
		let local = Local { queue_seconds: here.0, run_seconds: here.1 };
		let remote = Remote {
			queue_seconds: there.0,
			transfer_bytes: bytes,
			bytes_per_second: there.1,
			run_seconds: there.2,
			verify_seconds: 10.0,
			cost_credits: there.3,
		};
		let purse = Purse { headroom_credits: purse.0, credits_per_second: purse.1 };
		let answer = worth_sending(&local, &remote, &purse);
		if answer.send {
			prop_assert!(answer.remote_seconds < answer.local_seconds);
			prop_assert!(remote.cost_credits <= purse.headroom_credits);
		}
	}
}
