//! What the automaton decided, and why.

use crate::{PolicyKey, Stance, Term};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What was decided at one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
	/// How busy and hot the device is now, 0 to 100; `None` if nothing is known.
	pub state: Option<f64>,
	/// The mean of the last states, 0 to 100; `None` while too few are known.
	pub average: Option<f64>,
	/// The band of the average; `None` as long as the average is.
	pub key: Option<PolicyKey>,
	/// Whether the device gives, asks or retreats. [`Stance::Survive`] goes
	/// before the key: an overheated device saves power in every band.
	pub stance: Stance,
	/// Why, the weightiest first; never empty.
	pub reasons: Vec<Reason>,
}

impl fmt::Display for Decision {
	/// One line for people: `donate at 14.6 (005): room to spare`.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.stance)?;
		if let (Some(average), Some(key)) = (self.average, self.key) {
			write!(f, " at {average:.1} ({key})")?;
		}
		for (n, reason) in self.reasons.iter().enumerate() {
			write!(f, "{} {reason}", if n == 0 { ":" } else { "," })?;
		}
		Ok(())
	}
}

/// Why a decision is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
// Tagged from outside: the other forms cannot read a float back where serde_json
// is built with `arbitrary_precision`, as it is beside the node.
#[serde(rename_all = "snake_case")]
pub enum Reason {
	/// The temperature reached its limit and has not fallen enough since.
	Overheated {
		/// The temperature now, degrees Celsius, where known.
		celsius: Option<f64>,
	},
	/// A critical flag is open on this device.
	CriticalFlag,
	/// Too few states are known for an average.
	TooFewStates {
		/// How many of the last ones are known.
		known: usize,
		/// How many there must be.
		needed: usize,
	},
	/// The average is where help is sought.
	Busy,
	/// The average is below that, but not by enough to stop seeking help.
	StillBusy,
	/// Donating waits after help was sought or danger was over.
	Resting {
		/// Steps it still waits.
		steps: u32,
	},
	/// The average is low enough to donate.
	RoomToSpare,
	/// A term was not known at this step and the others stood in for it.
	Unknown {
		/// Which.
		term: Term,
	},
}

impl fmt::Display for Reason {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Reason::Overheated { celsius: Some(celsius) } => {
				write!(f, "overheated at {celsius:.0} °C")
			}
			Reason::Overheated { celsius: None } => {
				f.write_str("overheated, temperature not known now")
			}
			Reason::CriticalFlag => f.write_str("a critical flag is open"),
			Reason::TooFewStates { known, needed } => {
				write!(f, "only {known} of the {needed} readings needed")
			}
			Reason::Busy => f.write_str("busy"),
			Reason::StillBusy => f.write_str("still busy"),
			Reason::Resting { steps } => write!(f, "resting for {steps} more steps"),
			Reason::RoomToSpare => f.write_str("room to spare"),
			Reason::Unknown { term: Term::Heat } => f.write_str("temperature not known"),
			Reason::Unknown { term: Term::Load } => f.write_str("load not known"),
			Reason::Unknown { term: Term::Frequency } => f.write_str("frequency not known"),
		}
	}
}
