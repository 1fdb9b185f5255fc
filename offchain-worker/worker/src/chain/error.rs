//! What can go wrong with the chain, and the sentence and exit code it gets.

use crate::error::{Failure, Kind};
use atous_primitives::header::HeaderError;

/// A failed question or call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
	/// The node cannot be reached, or the connection broke.
	#[error("the node at {url} does not answer: {reason}")]
	Unreachable {
		/// Its address.
		url: String,
		/// What the transport says.
		reason: String,
	},
	/// The chain's runtime differs from what this binary was built for.
	#[error("{0}")]
	Metadata(String),
	/// A pallet refused the call.
	#[error("{pallet}::{error}")]
	Refused {
		/// Name of the pallet.
		pallet: String,
		/// Name of its error.
		error: String,
		/// The error's documentation, from the metadata.
		docs: String,
	},
	/// The node's pool would not take the transaction.
	#[error("the node refused the transaction: {0}")]
	Rejected(String),
	/// The header is wrong whatever the state of the chain.
	#[error("{0}")]
	Header(HeaderError),
	/// The header names a contract that is not there.
	#[error("there is no contract at the judge's or the callback's address")]
	NoSuchContract,
	/// The requester's window to answer is not one the chain allows.
	#[error("the window to answer is shorter or longer than the chain allows")]
	WindowOutOfRange,
	/// The transaction's time ran out without it being included.
	#[error("the transaction was not included in a block before its time ran out")]
	TimedOut,
	/// The answer cannot be understood.
	#[error("the node's answer cannot be understood: {0}")]
	Malformed(String),
}

impl ChainError {
	/// Whether trying again may help.
	pub fn is_temporary(&self) -> bool {
		matches!(self, ChainError::Unreachable { .. } | ChainError::TimedOut)
	}

	/// The name of the pallet's error, if a pallet refused.
	pub fn refusal(&self) -> Option<&str> {
		match self {
			ChainError::Refused { error, .. } => Some(error),
			_ => None,
		}
	}
}

/// What a person should do about a window that the chain does not allow.
const WINDOW_OUT_OF_RANGE: &str =
	"The window to accept or dispute is shorter or longer than the chain allows, a minute to a \
	 day. Ask for 30 to 43200 blocks with `--window`.";

/// What a person should do about a pallet's error, by the error's name.
fn advice(error: &str) -> Option<(Kind, &'static str)> {
	Some(match error {
		"NotEnrolled" => (
			Kind::NotEnrolled,
			"The device is not enrolled on this chain. Enrol it with \
			 `atous enroll --owner-key-file FILE`.",
		),
		"AlreadyEnrolled" => (
			Kind::Refused,
			"The device is already enrolled by another owner. That owner has to leave first, or \
			 this device needs a data folder, and so a key, of its own.",
		),
		"BadConsent" => (
			Kind::WrongConsent,
			"The consent is not the device's signature for this owner, chain and expiry. Make a \
			 new one on the device with `atous enroll --print-consent --owner ADDRESS`.",
		),
		"ConsentExpired" => (
			Kind::WrongConsent,
			"The device's consent has expired. Make a new one on the device with \
			 `atous enroll --print-consent --owner ADDRESS`.",
		),
		"BondTooSmall" => (
			Kind::OwnerFunds,
			"The bond is below the least the chain accepts. Leave out `--bond` to post the least.",
		),
		"PriceTooLow" => (
			Kind::PriceTooLow,
			"The price offered is below the posted price. `atous submit --quote` shows the posted \
			 price; offer it with `--max-price`.",
		),
		"DeadlineTooNear" => (
			Kind::DeadlineTooNear,
			"The deadline is nearer than the work could be done and checked. \
			 `atous submit --quote` shows the nearest; ask for it with `--deadline`.",
		),
		"LimitReached" => (
			Kind::DebtLimit,
			"The task would put aside more than the device may owe. Lower `--work-limit` or \
			 `--quorum`, earn by offering work, or enrol with a larger bond.",
		),
		"TooManyOpenTasks" => (
			Kind::Refused,
			"The device has as many open tasks as the chain allows. Wait until one ends, or take \
			 one back with `atous task ID --cancel`.",
		),
		"BackingOff" => (
			Kind::Refused,
			"The device, or another of its owner's, has lately been silent or wrong, and may not \
			 offer yet. The sidecar tries again by itself.",
		),
		"DeviceIsOwner" => (
			Kind::Refused,
			"This device's account has enrolled devices itself. Give the device a key of its own: \
			 a fresh data folder makes one.",
		),
		"WindowOutOfRange" => (Kind::BadPayload, WINDOW_OUT_OF_RANGE),
		"NotRequester" => (
			Kind::Refused,
			"Another device has asked for this task, and only that one may answer for it or take it \
			 back. `atous status` shows the tasks of this device.",
		),
		"TooLate" => (
			Kind::Refused,
			"The time for this is over. What was delivered and not answered in time is accepted: \
			 `atous task ID` shows how the task has ended.",
		),
		"JudgedByContract" => (
			Kind::Refused,
			"A contract judges this task, so its requester cannot. Wait for the contract's answer: \
			 `atous task ID` shows it.",
		),
		"BadOpening" => (
			Kind::Refused,
			"The outcome is not the one whose tag the device has shown, so nothing was accepted. \
			 Look at the task again with `atous task ID`; if the device does not hand over what it \
			 has shown, dispute it with `atous task ID --dispute`.",
		),
		"UnknownTask" => (Kind::MissingInput, "There is no task of that number."),
		"WrongPhase" => (
			Kind::Refused,
			"The task is not in a phase in which this can be done. `atous task ID` shows where it \
			 is.",
		),
		_ => return None,
	})
}

impl From<ChainError> for Failure {
	fn from(error: ChainError) -> Self {
		match &error {
			ChainError::Unreachable { url, reason } => Failure::new(
				Kind::ChainUnreachable,
				format!(
					"The chain cannot be reached at {url} ({reason}). Check that a node runs \
					 there, or name another with --chain."
				),
			),
			ChainError::Metadata(difference) => Failure::new(
				Kind::OtherMetadata,
				format!(
					"{difference} Install the version of atous that belongs to that runtime; \
					 nothing was sent."
				),
			),
			ChainError::Refused { pallet, error: name, docs } => match advice(name) {
				Some((kind, sentence)) => Failure::new(kind, sentence),
				None => Failure::new(
					Kind::Refused,
					format!("The chain refused the call ({pallet}::{name}): {}", docs.trim()),
				),
			},
			ChainError::Rejected(reason) => Failure::new(
				Kind::Refused,
				format!("The node did not take the transaction: {reason}."),
			),
			ChainError::Header(why) => {
				Failure::new(Kind::BadPayload, format!("The task header is wrong: {why}."))
			}
			ChainError::NoSuchContract => Failure::new(
				Kind::BadPayload,
				"There is no contract at the judge's or the callback's address. Deploy it first, \
				 or leave it out.",
			),
			ChainError::WindowOutOfRange => Failure::new(Kind::BadPayload, WINDOW_OUT_OF_RANGE),
			ChainError::TimedOut => Failure::new(
				Kind::ChainUnreachable,
				"The transaction was not included in a block before its time ran out. The chain \
				 may be stalled or full; nothing was done, so try again.",
			),
			ChainError::Malformed(_) => {
				Failure::internal("Reading the node's answer", error.to_string())
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn refused(error: &str) -> Failure {
		ChainError::Refused { pallet: "P".into(), error: error.into(), docs: " Docs.".into() }
			.into()
	}

	#[test]
	fn each_error_a_user_meets_has_its_kind() {
		let expected = [
			("NotEnrolled", Kind::NotEnrolled),
			("BadConsent", Kind::WrongConsent),
			("ConsentExpired", Kind::WrongConsent),
			("PriceTooLow", Kind::PriceTooLow),
			("DeadlineTooNear", Kind::DeadlineTooNear),
			("LimitReached", Kind::DebtLimit),
			("BondTooSmall", Kind::OwnerFunds),
			("TooManyOpenTasks", Kind::Refused),
			("BackingOff", Kind::Refused),
			("WindowOutOfRange", Kind::BadPayload),
			("NotRequester", Kind::Refused),
			("WrongPhase", Kind::Refused),
			("TooLate", Kind::Refused),
			("JudgedByContract", Kind::Refused),
			("BadOpening", Kind::Refused),
			("SomethingElse", Kind::Refused),
		];
		for (name, kind) in expected {
			assert_eq!(refused(name).kind, kind, "{name}");
		}
		assert!(refused("SomethingElse").message.contains("P::SomethingElse"));
		// Those have the sentence of their own, and not that of the pallet.
		for (name, _) in &expected[..expected.len() - 1] {
			assert!(!refused(name).message.contains("P::"), "{name}");
		}
	}

	#[test]
	fn an_unreachable_chain_names_its_address() {
		let error = ChainError::Unreachable { url: "ws://x:1".into(), reason: "refused".into() };
		assert!(error.is_temporary());
		let failure = Failure::from(error);
		assert_eq!(failure.kind, Kind::ChainUnreachable);
		assert!(failure.message.contains("ws://x:1"), "{failure}");
	}

	#[test]
	fn other_metadata_says_so() {
		let failure = Failure::from(ChainError::Metadata("The runtime is newer.".into()));
		assert_eq!(failure.kind, Kind::OtherMetadata);
	}
}
