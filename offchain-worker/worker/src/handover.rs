//! What a requester and the device that delivered to it say to each other, off the chain.
//!
//! The device has shown the tag of its outcome and no more. It tells the outcome to whoever
//! shows, with the signature of the requester's device key, that it is the requester: a
//! member of a panel that could read it would be paid for repeating it. The answer is
//! believed only if the tag on the chain is the answer's.

use crate::{
	chain::AccountId,
	keys::{is_signed, Key},
};
use atous_primitives::{Hash, Outcome, TaskId};
use codec::{Decode, Encode};

/// Domain of the signature: no other message of the system begins so.
pub const DOMAIN: &[u8] = b"atous/outcome/1";

/// What a device asks of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Question {
	/// The outcome that was delivered.
	Outcome {
		/// Of this task.
		task: TaskId,
		/// The requester's signature over [`message`].
		signature: [u8; 64],
	},
}

/// What the other one answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Answer {
	/// The outcome.
	Outcome(Outcome),
	/// It has delivered nothing to that task, or has forgotten it.
	Unknown,
	/// The signature is not that of the task's requester.
	NotRequester,
}

/// What a requester signs to be told what `device` has delivered to `task`.
pub fn message(genesis: &Hash, task: TaskId, device: &AccountId) -> Vec<u8> {
	(DOMAIN, genesis, task, device.0).encode()
}

impl Question {
	/// Ask for the outcome that `device` has delivered to `task`.
	pub fn outcome(key: &Key, genesis: &Hash, task: TaskId, device: &AccountId) -> Self {
		Self::Outcome { task, signature: key.sign(&message(genesis, task, device)) }
	}
}

/// Whether `signature` shows that `requester` asks for what `device` has delivered to `task`.
pub fn is_asked_by(
	requester: &AccountId,
	signature: &[u8; 64],
	genesis: &Hash,
	task: TaskId,
	device: &AccountId,
) -> bool {
	is_signed(signature, &message(genesis, task, device), requester)
}

#[cfg(test)]
mod tests {
	use super::*;
	use atous_store::MAX_QUESTION_BYTES;

	#[test]
	fn a_signature_holds_for_its_task_device_and_chain_alone() {
		let key = Key::from_seed([7; 32]).expect("valid");
		let (device, other) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
		let Question::Outcome { signature, .. } = Question::outcome(&key, &[3; 32], 9, &device);
		let valid = |requester: &AccountId, genesis: [u8; 32], task, device: &AccountId| {
			is_asked_by(requester, &signature, &genesis, task, device)
		};
		assert!(valid(&key.account(), [3; 32], 9, &device));
		assert!(!valid(&other, [3; 32], 9, &device));
		assert!(!valid(&key.account(), [4; 32], 9, &device));
		assert!(!valid(&key.account(), [3; 32], 8, &device));
		assert!(!valid(&key.account(), [3; 32], 9, &other));
	}

	#[test]
	fn what_is_said_is_written_as_documented() {
		let device = AccountId::from([1; 32]);
		let said = message(&[3; 32], 9, &device);
		let expected = [&[15 << 2], DOMAIN, &[3; 32], &9u64.to_le_bytes(), &[1; 32]].concat();
		assert_eq!(said, expected);
		let question = Question::Outcome { task: 9, signature: [5; 64] }.encode();
		assert_eq!(question, [&[0][..], &9u64.to_le_bytes(), &[5; 64]].concat());
		assert_eq!(Answer::Outcome(Outcome::OutOfFuel).encode(), [0, 2]);
		assert_eq!(Answer::Unknown.encode(), [1]);
		assert_eq!(Answer::NotRequester.encode(), [2]);
		assert!(question.len() <= MAX_QUESTION_BYTES);
	}
}
