//! The stance: whether a device gives, asks or retreats.

use crate::Reason;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The average from which on a device seeks help.
pub const SEEK_HELP_AT: f64 = 70.0;
/// The average below which it no longer does. Five points lower: a device whose
/// average swings by less asks once.
pub const SEEK_HELP_UNTIL: f64 = 65.0;
/// Steps a device stays neutral after it sought help, before it donates: half a
/// window, so that a pause between two bursts is not taken for room to spare.
pub const REST_AFTER_SEEKING: u32 = 10;
/// Steps a device stays neutral after it had to survive, before it donates: what
/// it took on may have been what made it hot.
pub const REST_AFTER_SURVIVING: u32 = 60;

/// What a device does with its room, or for want of it.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
	/// It has room and offers it. Ends when it is busy (at 70), in danger, or no
	/// longer knows how busy it is.
	Donate,
	/// It neither gives nor asks: too little is known, or it rests. Ends as soon
	/// as neither is so.
	#[default]
	Neutral,
	/// It is busy and sends work away where that pays. Ends below 65.
	SeekHelp,
	/// It is overheated or has an open critical flag: it gives tasks back, stops
	/// offering and powers down. Ends when it is cool and the flag is closed.
	Survive,
}

impl fmt::Display for Stance {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Stance::Donate => "donate",
			Stance::Neutral => "neutral",
			Stance::SeekHelp => "seek help",
			Stance::Survive => "survive",
		})
	}
}

/// The stance in force, and how long donating still has to wait.
#[derive(Clone, Debug, Default)]
pub(crate) struct StanceKeeper {
	stance: Stance,
	rest: u32,
}

impl StanceKeeper {
	/// The stance after one more step, with the reason if it is not plain from
	/// the average. `endangered` is overheating or an open critical flag.
	pub fn step(&mut self, average: Option<f64>, endangered: bool) -> (Stance, Option<Reason>) {
		self.rest = self.rest.saturating_sub(1);
		let was = self.stance;
		self.stance = match average {
			_ if endangered => Stance::Survive,
			None => Stance::Neutral,
			Some(average) if average >= SEEK_HELP_AT => Stance::SeekHelp,
			Some(average) if was == Stance::SeekHelp && average >= SEEK_HELP_UNTIL => {
				return (was, Some(Reason::StillBusy))
			}
			Some(_) => Stance::Donate,
		};
		if self.stance != was {
			self.rest = self.rest.max(match was {
				Stance::SeekHelp => REST_AFTER_SEEKING,
				Stance::Survive => REST_AFTER_SURVIVING,
				Stance::Donate | Stance::Neutral => 0,
			});
		}
		if self.stance == Stance::Donate && self.rest > 0 {
			self.stance = Stance::Neutral;
			return (self.stance, Some(Reason::Resting { steps: self.rest }));
		}
		(self.stance, None)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn stances(averages: &[f64]) -> Vec<Stance> {
		let mut keeper = StanceKeeper::default();
		averages.iter().map(|a| keeper.step(Some(*a), false).0).collect()
	}

	#[test]
	fn stance_follows_the_average() {
		use Stance::*;
		assert_eq!(
			stances(&[69.9, 70.0, 65.0, 64.9, 70.0]),
			[Donate, SeekHelp, SeekHelp, Neutral, SeekHelp]
		);
	}

	#[test]
	fn stance_rests_after_seeking_help() {
		let mut keeper = StanceKeeper::default();
		keeper.step(Some(80.0), false);
		let neutral =
			(0..100).take_while(|_| keeper.step(Some(30.0), false).0 == Stance::Neutral).count();
		assert_eq!(neutral, REST_AFTER_SEEKING as usize);
	}

	#[test]
	fn stance_rests_longer_after_danger() {
		let mut keeper = StanceKeeper::default();
		keeper.step(Some(20.0), false);
		assert_eq!(keeper.step(Some(20.0), true).0, Stance::Survive);
		let neutral =
			(0..100).take_while(|_| keeper.step(Some(20.0), false).0 == Stance::Neutral).count();
		assert_eq!(neutral, REST_AFTER_SURVIVING as usize);
	}

	#[test]
	fn stance_without_an_average_is_neutral_unless_in_danger() {
		let mut keeper = StanceKeeper::default();
		assert_eq!(keeper.step(None, false).0, Stance::Neutral);
		assert_eq!(keeper.step(None, true).0, Stance::Survive);
	}
}
