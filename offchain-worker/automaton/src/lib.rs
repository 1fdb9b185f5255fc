//! What a device decides from what it sees: how busy it is, and whether it gives, asks or retreats.
//!
//! No input or output, no clock, no randomness: the same observations always
//! lead to the same decisions, so a decision can be replayed and explained. Time
//! is counted in *steps*; the sidecar takes one a second.
//!
//! # Words
//! - **State**: how busy and hot the device is at this step, 0 (idle and cold) to
//!   100 (fully busy and hot). See [`state`].
//! - **Average**: the mean of the last [`WINDOW`] states; all that follows is
//!   decided on the average.
//! - **Policy key**: the band the average falls in, [`PolicyKey`].
//! - **Stance**: donate, neutral, seek help or survive, [`Stance`].
//! - **Overheated**: hot enough that nothing else counts, [`Settings`].
//!
//! # Nothing flaps
//! | what | goes up | goes down | waits |
//! |---|---|---|---|
//! | policy key | at the bound | 3 points below the bound | 2 steps after a change to rise, 20 to fall |
//! | seek help | at 70 | below 65 | 10 steps neutral before donating again |
//! | survive | at 90 °C, or a critical flag | below 80 °C and no flag | 60 steps before donating again |
//! | average known | at 10 known states of 20 | below 5 | |
//!
//! A noise smaller than the gap between the two columns changes a key or a
//! stance at most once.
//!
//! # Example
//! ```
//! use atous_automaton::{Automaton, Observation, PolicyKey, Stance};
//!
//! let mut automaton = Automaton::default();
//! let idle = Observation {
//!     celsius: Some(41.0),
//!     cpu: Some(0.04),
//!     frequency: Some(0.25),
//!     ..Observation::default()
//! };
//! // Too little is known at first: neither give nor ask.
//! assert_eq!(automaton.step(&idle).stance, Stance::Neutral);
//! let decision = (0..20).map(|_| automaton.step(&idle)).last().expect("twenty steps");
//! assert_eq!(decision.stance, Stance::Donate);
//! assert_eq!(decision.key, Some(PolicyKey::K005));
//!
//! // Overheating overrides everything, at once, whatever the average says.
//! let hot = Observation { celsius: Some(97.0), ..idle };
//! assert_eq!(automaton.step(&hot).stance, Stance::Survive);
//! ```

mod automaton;
mod average;
mod decision;
mod heat;
mod key;
mod observation;
mod sending;
mod settings;
mod stance;
pub mod state;

pub use automaton::Automaton;
pub use average::{KNOWN_TO_KEEP, KNOWN_TO_START, WINDOW};
pub use decision::{Decision, Reason};
pub use heat::HEAT_MEMORY;
pub use key::{PolicyKey, KEY_HYSTERESIS, STEPS_BEFORE_FALL, STEPS_BEFORE_RISE};
pub use observation::{Observation, Pressure};
pub use sending::{worth_sending, Local, Purse, Remote, Sending, Why, LEAST_GAIN};
pub use settings::{Settings, SettingsError};
pub use stance::{Stance, REST_AFTER_SEEKING, REST_AFTER_SURVIVING, SEEK_HELP_AT, SEEK_HELP_UNTIL};
pub use state::Term;
