//! Whether a piece of work is worth sending away, in time and in credit.

use serde::{Deserialize, Serialize};

/// Least gain in time, as a share of the local finish, for work to be sent:
/// below, the error of the estimates decides.
pub const LEAST_GAIN: f64 = 0.1;

/// What is expected if the device does the work itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Local {
	/// Seconds until the device gets to it.
	pub queue_seconds: f64,
	/// Seconds it then takes, at the present load.
	pub run_seconds: f64,
}

/// What is expected if another device does it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remote {
	/// Seconds until devices are assigned: blocks of the quote × block time.
	pub queue_seconds: f64,
	/// Bytes to move: payload and input there, the result back.
	pub transfer_bytes: u64,
	/// Measured rate of transfer, bytes per second.
	pub bytes_per_second: f64,
	/// Seconds the run takes there.
	pub run_seconds: f64,
	/// Seconds from the run's end to a checked result: commit, finality, reveal.
	pub verify_seconds: f64,
	/// Price of all copies with levies, credits.
	pub cost_credits: f64,
}

/// What the device can and would pay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Purse {
	/// What it may still spend before it reaches its debt limit, credits.
	pub headroom_credits: f64,
	/// What a second saved is worth to it, credits per second: about one for
	/// each core set free.
	pub credits_per_second: f64,
}

/// The answer, with what it was reckoned from. `None` where a figure that
/// entered it was not a number or negative.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sending {
	/// Whether to send.
	pub send: bool,
	/// Why, or why not.
	pub why: Why,
	/// Seconds until the work is done here.
	pub local_seconds: Option<f64>,
	/// Seconds until the result is here if it is sent.
	pub remote_seconds: Option<f64>,
}

/// What decided about sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
	/// Faster, affordable, and the time saved is worth the price.
	Worth,
	/// Sending would save less than [`LEAST_GAIN`] of the time.
	NotFaster,
	/// The price is more than the debt limit leaves.
	NotAffordable,
	/// The price is more than the time saved is worth.
	TooDear,
	/// A figure was not a number, negative, or the rate of transfer zero.
	Unknown,
}

/// Whether to send a piece of work away: it is, if it is then done sooner by at
/// least [`LEAST_GAIN`], and its price is within the debt limit and no more than
/// the time saved is worth. What is not known is not sent.
///
/// ```
/// use atous_automaton::{worth_sending, Local, Purse, Remote, Why};
///
/// let local = Local { queue_seconds: 300.0, run_seconds: 120.0 };
/// let remote = Remote {
///     queue_seconds: 4.0,
///     transfer_bytes: 10_000_000,
///     bytes_per_second: 2_500_000.0,
///     run_seconds: 60.0,
///     verify_seconds: 12.0,
///     cost_credits: 126.0,
/// };
/// let purse = Purse { headroom_credits: 3_600.0, credits_per_second: 1.0 };
/// let answer = worth_sending(&local, &remote, &purse);
/// assert_eq!(answer.why, Why::Worth);
/// assert_eq!((answer.local_seconds, answer.remote_seconds), (Some(420.0), Some(80.0)));
/// ```
pub fn worth_sending(local: &Local, remote: &Remote, purse: &Purse) -> Sending {
	let local_seconds = sum(&[local.queue_seconds, local.run_seconds]);
	let transfer_seconds = remote.transfer_bytes as f64 / remote.bytes_per_second;
	let remote_seconds =
		sum(&[remote.queue_seconds, transfer_seconds, remote.run_seconds, remote.verify_seconds]);
	let worth = sum(&[purse.credits_per_second]);
	let cost = sum(&[remote.cost_credits]);
	let why = match (local_seconds, remote_seconds, worth, cost) {
		(Some(here), Some(there), Some(worth), Some(cost)) => {
			// The headroom may be negative: whoever is past the limit affords nothing.
			if there > here * (1.0 - LEAST_GAIN) {
				Why::NotFaster
			} else if purse.headroom_credits.is_nan() {
				Why::Unknown
			} else if cost > purse.headroom_credits {
				Why::NotAffordable
			} else if cost > (here - there) * worth {
				Why::TooDear
			} else {
				Why::Worth
			}
		}
		_ => Why::Unknown,
	};
	Sending { send: why == Why::Worth, why, local_seconds, remote_seconds }
}

/// The sum, if every part is a finite number and none is negative.
fn sum(parts: &[f64]) -> Option<f64> {
	let usable = parts.iter().all(|part| part.is_finite() && *part >= 0.0);
	usable.then(|| parts.iter().sum()).filter(|sum: &f64| sum.is_finite())
}

#[cfg(test)]
mod tests {
	use super::*;

	const LOCAL: Local = Local { queue_seconds: 0.0, run_seconds: 100.0 };
	const REMOTE: Remote = Remote {
		queue_seconds: 4.0,
		transfer_bytes: 1_000,
		bytes_per_second: 1_000.0,
		run_seconds: 40.0,
		verify_seconds: 5.0,
		cost_credits: 50.0,
	};
	const PURSE: Purse = Purse { headroom_credits: 50.0, credits_per_second: 1.0 };

	#[test]
	fn worth_sending_at_the_bounds() {
		// Fifty seconds are saved at fifty credits, which is all there is.
		assert_eq!(worth_sending(&LOCAL, &REMOTE, &PURSE).why, Why::Worth);
	}

	#[test]
	fn worth_sending_not_faster_fails() {
		let remote = Remote { run_seconds: 81.0, cost_credits: 0.0, ..REMOTE };
		assert_eq!(worth_sending(&LOCAL, &remote, &PURSE).why, Why::NotFaster);
		let slow_line = Remote { bytes_per_second: 10.0, ..REMOTE };
		assert_eq!(worth_sending(&LOCAL, &slow_line, &PURSE).why, Why::NotFaster);
	}

	#[test]
	fn worth_sending_beyond_the_purse_fails() {
		let poor = Purse { headroom_credits: 49.0, ..PURSE };
		assert_eq!(worth_sending(&LOCAL, &REMOTE, &poor).why, Why::NotAffordable);
		let patient = Purse { credits_per_second: 0.5, ..PURSE };
		assert_eq!(worth_sending(&LOCAL, &REMOTE, &patient).why, Why::TooDear);
	}

	#[test]
	fn worth_sending_what_is_not_known_fails() {
		for bad in [f64::NAN, f64::INFINITY, -1.0] {
			let local = Local { run_seconds: bad, ..LOCAL };
			assert_eq!(worth_sending(&local, &REMOTE, &PURSE).why, Why::Unknown);
			let remote = Remote { cost_credits: bad, ..REMOTE };
			assert_eq!(worth_sending(&LOCAL, &remote, &PURSE).why, Why::Unknown);
		}
		let no_rate = Remote { bytes_per_second: 0.0, ..REMOTE };
		assert_eq!(worth_sending(&LOCAL, &no_rate, &PURSE).why, Why::Unknown);
		let no_purse = Purse { headroom_credits: f64::NAN, ..PURSE };
		assert_eq!(worth_sending(&LOCAL, &REMOTE, &no_purse).why, Why::Unknown);
	}
}
