//! Faults on purpose, for end-to-end tests. ALL of them stand in this file.
//!
//! They make a device lie or fall silent, so a sidecar with any of them set
//! says so loudly and refuses to run on anything but a development chain.

use crate::{
	chain::Identity,
	config,
	error::{Failure, Kind},
};
use atous_primitives::{Cid, Outcome};
use std::time::Duration;

/// The faults of this run; none unless the configuration says otherwise.
#[derive(Clone, Debug, Default)]
pub struct Faults {
	set: config::Faults,
}

impl Faults {
	/// Take the faults of the configuration, if `chain` is there for trying things out.
	pub fn new(set: config::Faults, chain: &Identity) -> Result<Self, Failure> {
		if set == config::Faults::default() {
			return Ok(Self::default());
		}
		if !chain.is_for_development() {
			return Err(Failure::new(
				Kind::Config,
				format!(
					"The section [test] of the configuration makes this device misbehave, and the \
					 chain {:?} is of type {:?}, not a development chain. Remove the section.",
					chain.name, chain.kind
				),
			));
		}
		tracing::warn!(faults = ?set, "THIS DEVICE MISBEHAVES ON PURPOSE: section [test] is set");
		Ok(Self { set })
	}

	/// The outcome to commit to: the true one, or a lie that no other liar tells.
	pub fn outcome(&self, device: &[u8; 32], truth: Outcome) -> Outcome {
		if !self.set.wrong_results {
			return truth;
		}
		let fuel = match truth {
			Outcome::Completed { fuel, .. } | Outcome::Trapped { fuel } => fuel,
			Outcome::OutOfFuel | Outcome::Unavailable => 1,
		};
		Outcome::Completed { result: Cid::of_raw(device), fuel }
	}

	/// How long to wait between running a task and committing to it.
	pub fn delay(&self) -> Duration {
		Duration::from_millis(self.set.delay_commit_ms)
	}

	/// Whether to keep back reveals.
	pub fn withholds_reveals(&self) -> bool {
		self.set.withhold_reveals
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn chain(kind: &str) -> Identity {
		Identity { genesis: [0; 32], name: "x".into(), kind: kind.into(), spec_version: 1 }
	}

	#[test]
	fn faults_are_refused_on_a_live_chain() {
		let lies = config::Faults { wrong_results: true, ..Default::default() };
		Faults::new(lies.clone(), &chain("Development")).expect("for trying things out");
		Faults::new(lies.clone(), &chain("Local")).expect("for trying things out");
		assert_eq!(Faults::new(lies, &chain("Live")).expect_err("live").kind, Kind::Config);
		Faults::new(Default::default(), &chain("Live")).expect("no fault");
	}

	#[test]
	fn a_liar_lies_and_an_honest_device_does_not() {
		let truth = Outcome::Completed { result: Cid::of_raw(b"r"), fuel: 7 };
		assert_eq!(Faults::default().outcome(&[1; 32], truth), truth);
		let lies = config::Faults { wrong_results: true, ..Default::default() };
		let liar = Faults::new(lies, &chain("Development")).expect("development");
		assert_ne!(liar.outcome(&[1; 32], truth), truth);
		assert_ne!(liar.outcome(&[1; 32], truth), liar.outcome(&[2; 32], truth));
	}
}
