//! Frequency of the processor over its maximum, from cpufreq.
//!
//! See the kernel's *admin-guide/pm/cpufreq*: one policy is a group of cores
//! that change together; frequencies are in kHz. Asking for the present one can
//! take 20 ms a policy, as some drivers measure it then and there.

use crate::{files::Root, lane::Reader, Reading, Unknown};
use serde::{Deserialize, Serialize};

const POLICIES: &str = "sys/devices/system/cpu/cpufreq";
/// Most policies read at a time, spread evenly over all: at 20 ms each a round
/// stays below a second. Where every core is its own policy they move alike.
const MOST_POLICIES: usize = 16;
/// Readings between two searches for policies: cores come and go.
const SEARCH_EVERY: u32 = 60;

/// The processor's frequency, as a mean over its policies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frequency {
	/// Now over the hardware's maximum, 0 to 1.
	pub ratio: f64,
	/// Now, kHz.
	pub now_khz: f64,
	/// The hardware's maximum, kHz.
	pub most_khz: f64,
}

/// Reads the policies, and looks for new ones now and then.
#[derive(Default)]
pub(crate) struct FrequencyReader {
	policies: Vec<String>,
	until_search: u32,
}

impl Reader for FrequencyReader {
	type Output = Reading<Frequency>;
	const NAME: &'static str = "atous-frequency";

	fn read(&mut self, root: &Root) -> Reading<Frequency> {
		if self.until_search == 0 {
			let all = root.names(POLICIES, "policy");
			let step = all.len().div_ceil(MOST_POLICIES).max(1);
			self.policies = all.into_iter().step_by(step).collect();
			self.until_search = SEARCH_EVERY;
		}
		self.until_search = self.until_search.saturating_sub(1);
		let frequency = Reading::from(mean(&self.policies, root));
		if frequency.unknown().is_some() {
			self.until_search = 0;
		}
		frequency
	}
}

/// The mean over the policies that answer; if none does, what the first said.
fn mean(policies: &[String], root: &Root) -> Result<Frequency, Unknown> {
	let mut first_failure = None;
	let mut known = Vec::with_capacity(policies.len());
	for policy in policies {
		match of(policy, root) {
			Ok(frequency) => known.push(frequency),
			Err(why) => first_failure = first_failure.or(Some(why)),
		}
	}
	if known.is_empty() {
		let none = || Unknown::missing("the machine does not tell its frequency (no cpufreq)");
		return Err(first_failure.unwrap_or_else(none));
	}
	// At most sixteen: exact in f64.
	let mean = |of: fn(&Frequency) -> f64| known.iter().map(of).sum::<f64>() / known.len() as f64;
	Ok(Frequency {
		ratio: mean(|f| f.ratio),
		now_khz: mean(|f| f.now_khz),
		most_khz: mean(|f| f.most_khz),
	})
}

fn of(policy: &str, root: &Root) -> Result<Frequency, Unknown> {
	let now: u32 = root.number(format!("{POLICIES}/{policy}/scaling_cur_freq"))?;
	let path = format!("{POLICIES}/{policy}/cpuinfo_max_freq");
	let most: u32 = root.number(&path)?;
	if most == 0 {
		return Err(root.malformed(path, "gives a maximum of zero"));
	}
	let (now_khz, most_khz) = (f64::from(now), f64::from(most));
	// Turbo can exceed what the driver calls its maximum.
	Ok(Frequency { ratio: (now_khz / most_khz).min(1.0), now_khz, most_khz })
}
