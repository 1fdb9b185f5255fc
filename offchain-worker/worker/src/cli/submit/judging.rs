//! Who says whether the result is right, and what happens then.

use crate::error::{Failure, Kind};
use atous_primitives::{ServedBlock, TaskHeader, Verification};
use clap::{Args, ValueEnum};

/// Devices that must agree when no number is named.
const QUORUM: u8 = 2;
/// Served blocks to answer in when no number is named: an hour.
const WINDOW: ServedBlock = 1_800;

/// Options about who says whether the result is right
#[derive(Debug, Args)]
pub struct Judging {
	/// Who says whether the result is right [default: quorum]
	#[arg(long, value_enum)]
	verify: Option<Verify>,
	/// Devices that must agree on the result [default: 2]
	#[arg(long)]
	quorum: Option<u8>,
	/// Devices that may be asked in all [default: 5, or twice the quorum less one]
	#[arg(long)]
	max: Option<u8>,
	/// The same as --verify adaptive
	#[arg(long, conflicts_with_all = ["verify", "quorum", "max"])]
	adaptive: bool,
	/// Blocks you have to accept or dispute what was delivered; who says nothing has accepted
	/// [default: 1800, about an hour]
	#[arg(long, value_name = "BLOCKS")]
	window: Option<ServedBlock>,
	/// Who accepts what was delivered
	#[arg(long, value_enum, default_value = "user")]
	accept: Acceptance,
}

/// Who says whether the result is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Verify {
	/// As many devices as --quorum says agree on it
	Quorum,
	/// One device with a record does it, checked by others only now and then: cheaper, and a
	/// wrong result is possible
	Adaptive,
	/// One device does it, and you accept or dispute what it delivers
	Requester,
}

/// Who accepts what was delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Acceptance {
	/// You, with `atous task ID --accept`
	User,
	/// The sidecar, as soon as it has the result, without looking at it
	Auto,
}

impl Judging {
	/// The verification of the options.
	pub fn verification(&self) -> Result<Verification, Failure> {
		let verify = match self.adaptive {
			true => Verify::Adaptive,
			false => self.verify.unwrap_or(Verify::Quorum),
		};
		if verify != Verify::Quorum && (self.quorum.is_some() || self.max.is_some()) {
			return Err(usage("--quorum and --max are about a quorum; leave out --verify."));
		}
		if verify != Verify::Requester && self.window.is_some() {
			return Err(usage("--window is about your own answer; add --verify requester."));
		}
		Ok(match verify {
			Verify::Quorum => {
				let quorum = self.quorum.unwrap_or(QUORUM);
				// Enough to outvote a liar.
				let enough = quorum.saturating_mul(2).saturating_sub(1).max(5);
				Verification::Redundant { quorum, max: self.max.unwrap_or(enough) }
			}
			Verify::Adaptive => Verification::Adaptive,
			Verify::Requester => Verification::Requester { window: self.window.unwrap_or(WINDOW) },
		})
	}

	/// Whether the sidecar is to accept what is delivered.
	pub fn auto_accept(&self, header: &TaskHeader) -> Result<bool, Failure> {
		let is_auto = self.accept == Acceptance::Auto;
		if is_auto && !matches!(header.verification, Verification::Requester { .. }) {
			return Err(usage(
				"--accept auto is about what one device delivers to you; add --verify requester.",
			));
		}
		Ok(is_auto)
	}
}

fn usage(what: &str) -> Failure {
	Failure::new(Kind::Usage, what)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::daemon::doubles;
	use clap::Parser;

	#[derive(Parser)]
	struct Line {
		#[command(flatten)]
		judging: Judging,
	}

	fn judging(line: &str) -> Judging {
		Line::try_parse_from(format!("x {line}").split_whitespace()).expect(line).judging
	}

	#[test]
	fn options_become_a_verification() {
		for (line, verification) in [
			("", Verification::Redundant { quorum: 2, max: 5 }),
			("--quorum 4", Verification::Redundant { quorum: 4, max: 7 }),
			("--verify quorum --max 3", Verification::Redundant { quorum: 2, max: 3 }),
			("--adaptive", Verification::Adaptive),
			("--verify adaptive", Verification::Adaptive),
			("--verify requester", Verification::Requester { window: 1_800 }),
			("--verify requester --window 30", Verification::Requester { window: 30 }),
		] {
			assert_eq!(judging(line).verification(), Ok(verification), "{line}");
		}
	}

	#[test]
	fn options_that_do_not_go_together_are_refused() {
		for line in [
			"--verify requester --quorum 2",
			"--verify adaptive --max 5",
			"--window 30",
			"--adaptive --window 30",
		] {
			assert_eq!(judging(line).verification().map_err(|why| why.kind), Err(Kind::Usage));
		}
	}

	#[test]
	fn only_what_one_device_delivers_is_accepted_without_asking() {
		let quorum = doubles::header();
		let verification = Verification::Requester { window: 30 };
		let delivery = TaskHeader { verification, ..quorum.clone() };
		let auto = |line: &str, header| judging(line).auto_accept(header).map_err(|why| why.kind);
		assert_eq!(auto("", &delivery), Ok(false));
		assert_eq!(auto("--accept user", &quorum), Ok(false));
		assert_eq!(auto("--accept auto", &delivery), Ok(true));
		assert_eq!(auto("--accept auto", &quorum), Err(Kind::Usage));
	}
}
