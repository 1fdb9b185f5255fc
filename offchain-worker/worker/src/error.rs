//! What ends a command: one kind of failure each for what a person can act on,
//! with its sentence, its exit code and the HTTP status the local API gives it.
//!
//! Codes below 80 are those of `sysexits(3)` where it has one that fits.

use serde::{Deserialize, Serialize};

/// The kinds of failure, each with an exit code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
	/// The command line is wrong.
	Usage,
	/// The payload is no WebAssembly module this version can run, or the header is wrong.
	BadPayload,
	/// A file, payload, input or result cannot be had.
	MissingInput,
	/// The chain does not answer.
	ChainUnreachable,
	/// Something that should not happen did.
	Internal,
	/// Reading or writing the data folder or another file failed.
	InputOutput,
	/// Too few devices offer what the task needs.
	NoOffer,
	/// The node serves another chain than the one this data folder belongs to.
	OtherGenesis,
	/// The device is not enrolled.
	NotEnrolled,
	/// The configuration is wrong.
	Config,
	/// The consent signature is not the device's, or has expired.
	WrongConsent,
	/// The most the requester would pay is below the posted price.
	PriceTooLow,
	/// The device may not owe as much as the task would put aside.
	DebtLimit,
	/// The deadline is nearer than the task could be done and checked.
	DeadlineTooNear,
	/// The chain's metadata is not the one this binary was built for.
	OtherMetadata,
	/// No sidecar is running on this data folder, or another one already is.
	Sidecar,
	/// The task ended without a result.
	NoResult,
	/// The chain refused the call for another reason.
	Refused,
	/// The owner's account cannot pay the bond or the fee.
	OwnerFunds,
	/// A check of `atous doctor` failed.
	Unhealthy,
}

impl Kind {
	/// Every kind, in the order of the table in the help text.
	pub const ALL: [Kind; 20] = [
		Kind::Usage,
		Kind::BadPayload,
		Kind::MissingInput,
		Kind::ChainUnreachable,
		Kind::Internal,
		Kind::InputOutput,
		Kind::NoOffer,
		Kind::OtherGenesis,
		Kind::NotEnrolled,
		Kind::Config,
		Kind::WrongConsent,
		Kind::PriceTooLow,
		Kind::DebtLimit,
		Kind::DeadlineTooNear,
		Kind::OtherMetadata,
		Kind::Sidecar,
		Kind::NoResult,
		Kind::Refused,
		Kind::OwnerFunds,
		Kind::Unhealthy,
	];

	/// The exit code.
	pub const fn code(self) -> u8 {
		match self {
			Kind::Usage => 64,
			Kind::BadPayload => 65,
			Kind::MissingInput => 66,
			Kind::ChainUnreachable => 69,
			Kind::Internal => 70,
			Kind::InputOutput => 74,
			Kind::NoOffer => 75,
			Kind::OtherGenesis => 76,
			Kind::NotEnrolled => 77,
			Kind::Config => 78,
			Kind::WrongConsent => 79,
			Kind::PriceTooLow => 80,
			Kind::DebtLimit => 81,
			Kind::DeadlineTooNear => 82,
			Kind::OtherMetadata => 83,
			Kind::Sidecar => 84,
			Kind::NoResult => 85,
			Kind::Refused => 86,
			Kind::OwnerFunds => 87,
			Kind::Unhealthy => 88,
		}
	}

	/// What the code means, in a few words, for the table in the help text.
	pub const fn meaning(self) -> &'static str {
		match self {
			Kind::Usage => "the command line is wrong",
			Kind::BadPayload => "the payload is no module that can be run, or the header is wrong",
			Kind::MissingInput => "a file, payload, input or result cannot be had",
			Kind::ChainUnreachable => "the chain does not answer",
			Kind::Internal => "something that should not happen did",
			Kind::InputOutput => "reading or writing a file failed",
			Kind::NoOffer => "too few devices offer what the task needs",
			Kind::OtherGenesis => "the node serves another chain",
			Kind::NotEnrolled => "the device is not enrolled",
			Kind::Config => "the configuration is wrong",
			Kind::WrongConsent => "the consent signature is wrong or has expired",
			Kind::PriceTooLow => "the price offered is below the posted price",
			Kind::DebtLimit => "the device may not owe that much",
			Kind::DeadlineTooNear => "the deadline is too near",
			Kind::OtherMetadata => "the chain's runtime is newer or older than this program",
			Kind::Sidecar => "no sidecar runs on this data folder, or one already does",
			Kind::NoResult => "the task ended without a result",
			Kind::Refused => "the chain refused the call",
			Kind::OwnerFunds => "the owner cannot pay the bond or the fee",
			Kind::Unhealthy => "a check of `atous doctor` failed",
		}
	}

	/// The HTTP status the local API answers with.
	pub const fn status(self) -> u16 {
		match self {
			Kind::Usage | Kind::BadPayload | Kind::Config => 400,
			Kind::MissingInput | Kind::NoResult => 404,
			Kind::NotEnrolled | Kind::WrongConsent => 403,
			Kind::NoOffer
			| Kind::PriceTooLow
			| Kind::DebtLimit
			| Kind::DeadlineTooNear
			| Kind::Refused
			| Kind::OwnerFunds => 409,
			Kind::ChainUnreachable | Kind::Sidecar => 503,
			Kind::OtherGenesis | Kind::OtherMetadata => 502,
			Kind::Internal | Kind::InputOutput | Kind::Unhealthy => 500,
		}
	}
}

/// A failure as people meet it: what was being done, to what, and what to do.
///
/// It is also the body of every error the local API answers with, so that the
/// command line ends as the daemon would have ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
	/// What kind it is.
	pub kind: Kind,
	/// One or two sentences.
	pub message: String,
}

impl Failure {
	/// A failure of `kind` with its sentence.
	pub fn new(kind: Kind, message: impl Into<String>) -> Self {
		Self { kind, message: message.into() }
	}

	/// Something that should not happen did, while `doing` something.
	pub fn internal(doing: &str, why: impl std::fmt::Display) -> Self {
		Self::new(Kind::Internal, format!("{doing}: {why}. Please report this with the log."))
	}

	/// A file operation failed.
	pub fn file(doing: &str, path: &std::path::Path, why: &std::io::Error) -> Self {
		let kind = match why.kind() {
			std::io::ErrorKind::NotFound => Kind::MissingInput,
			_ => Kind::InputOutput,
		};
		Self::new(kind, format!("{doing} {}: {why}.", path.display()))
	}

	/// The device is not enrolled.
	pub fn not_enrolled(device: impl std::fmt::Display) -> Self {
		Self::new(
			Kind::NotEnrolled,
			format!(
				"The device {device} is not enrolled on this chain. \
				 Enrol it with `atous enroll --owner-key-file FILE`."
			),
		)
	}

	/// The price offered is too low; both in micro-credits per work unit.
	pub fn price_too_low(offered: u64, posted: u64) -> Self {
		Self::new(
			Kind::PriceTooLow,
			format!(
				"The price offered, {offered} micro-credits per work unit, is below the posted \
				 price of {posted}. Offer at least that with `--max-price {posted}`."
			),
		)
	}

	/// The deadline is too near; both in served blocks.
	pub fn deadline_too_near(asked: u32, least: u32) -> Self {
		Self::new(
			Kind::DeadlineTooNear,
			format!(
				"The deadline of {asked} blocks is too near: the work, its check and the quorum \
				 need {least}. Ask for at least that with `--deadline {least}`, or lower \
				 `--work-limit`."
			),
		)
	}

	/// The task would put aside more than the device may owe; both in credits.
	pub fn debt_limit(escrow: f64, spendable: f64) -> Self {
		Self::new(
			Kind::DebtLimit,
			format!(
				"The task would put aside {escrow:.6} credits, but the device can put aside only \
				 {spendable:.6} before it reaches its debt limit. Lower `--work-limit` or \
				 `--quorum`, earn by offering work, or enrol with a larger bond."
			),
		)
	}

	/// Too few devices offer what the task needs.
	pub fn no_offer() -> Self {
		Self::new(
			Kind::NoOffer,
			"Too few devices offer what this task needs, so nothing was submitted. \
			 Try again later, ask for less memory or another class, or submit it all the same \
			 with `--queue` and let it wait until its deadline.",
		)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn every_kind_has_a_code_of_its_own() {
		let codes: BTreeSet<u8> = Kind::ALL.iter().map(|kind| kind.code()).collect();
		assert_eq!(codes.len(), Kind::ALL.len());
		assert!(codes.iter().all(|code| (64..=99).contains(code)));
	}

	#[test]
	fn a_failure_survives_the_way_through_the_local_api() {
		let failure = Failure::price_too_low(5, 9);
		let json = serde_json::to_string(&failure).expect("serialises");
		assert!(json.contains("\"price_too_low\""), "{json}");
		assert_eq!(serde_json::from_str::<Failure>(&json).expect("deserialises"), failure);
	}

	#[test]
	fn sentences_say_what_to_do() {
		assert!(Failure::price_too_low(5, 9).message.contains("--max-price 9"));
		assert!(Failure::deadline_too_near(5, 40).message.contains("--deadline 40"));
		assert!(Failure::no_offer().message.contains("--queue"));
		assert!(Failure::not_enrolled("x").message.contains("atous enroll"));
	}
}
