//! Readings of the machine: everything that touches `/proc` and `/sys`.
//!
//! A [`Source`] gives one [`Sample`] a second. There are two: a [`Host`] reads
//! the machine, or any tree of files that looks like one; a [`Recorded`] replays
//! a recording, so that a demonstration can play a busy and an idle machine.
//!
//! # What a reading is
//! A [`Reading`] is a value with its [`Quality`], or the reason why there is
//! none ([`Unknown`]): never a zero that means "unknown". A reader survives its
//! file missing, denied, empty, malformed, slow or running backwards.
//!
//! | reader | reads | gives |
//! |---|---|---|
//! | [`cpu`] | `proc/stat` | cores, share of processor time in use |
//! | [`memory`] | `proc/meminfo` | total and available bytes |
//! | [`pressure`] | `proc/pressure/{cpu,memory,io}` | share of time in which work waited |
//! | [`load`] | `proc/loadavg` | load averages |
//! | [`heat`] | `sys/class/thermal`, `sys/class/hwmon` | hottest processor sensor |
//! | [`frequency`] | `sys/devices/system/cpu` | frequency over its maximum |
//!
//! # Slow files
//! Reading a frequency can take 20 ms a core, a sensor on a slow bus longer, and
//! a `/proc` served from user space (as in some containers) can hang. So each
//! reader has a thread of its own, and [`Host::sample`](Source::sample) never
//! waits longer than its [`Patience`]: what has not answered by then is given as
//! it was last known, with its age once that is more than [`FRESH_FOR`], and not
//! at all after [`KEPT_FOR`].
//!
//! # Example
//! ```
//! use atous_host::{Host, Source, SystemClock};
//! use std::sync::Arc;
//!
//! let mut host = Host::new("/".into(), Arc::new(SystemClock::default()));
//! let sample = host.sample();
//! match &sample.memory {
//!     atous_host::Reading::Known { value, .. } => println!("{} bytes free", value.available),
//!     atous_host::Reading::Unknown(why) => println!("memory: {why}"),
//! }
//! ```

mod clock;
pub mod cpu;
mod files;
pub mod frequency;
pub mod heat;
mod host;
mod inventory;
mod lane;
pub mod load;
pub mod memory;
pub mod pressure;
mod reading;
pub mod recorded;
mod sample;

pub use clock::{Clock, ManualClock, SystemClock};
pub use host::{Host, Patience};
pub use inventory::{Inventory, Room};
pub use lane::{FRESH_FOR, KEPT_FOR};
pub use reading::{Absence, Quality, Reading, Unknown};
pub use recorded::{Recorded, RecordingError};
pub use sample::{Sample, Source};
