//! The chain as the sidecar sees it: a few values, one trait, two of its kind.
//!
//! Everything but [`subxt`] is written against [`ChainClient`] and these types,
//! so it is tested without a network and does not change with the metadata.
//! For tests, `double` is a small chain in memory whose rules stand in `market`.

pub mod client;
#[cfg(test)]
pub mod double;
pub mod error;
#[cfg(test)]
pub mod market;
pub mod subxt;

pub use client::{ChainClient, Heads, Included, Signer};
pub use error::ChainError;

use atous_primitives::{
	outcome::sha256,
	verdict::{self, Voice},
	views::{AccountView, CopyPhase, TaskPhase},
	Credit, FlagSummary, Hash, OfferSpec, Outcome, Price, Reveal, ServedBlock, TaskHeader, TaskId,
	Verification,
};
use codec::Encode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An account: a device's or an owner's.
pub type AccountId = ::subxt::utils::AccountId32;

/// A block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockId {
	/// Its number.
	pub number: u32,
	/// Its hash.
	#[serde(with = "crate::json::bytes")]
	pub hash: Hash,
}

/// What chain a node serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
	/// Hash of its first block: what makes a chain the same one.
	#[serde(with = "crate::json::bytes")]
	pub genesis: Hash,
	/// Its name.
	pub name: String,
	/// `Development`, `Local`, `Live` or a custom type.
	pub kind: String,
	/// Version of its runtime now.
	pub spec_version: u32,
}

impl Identity {
	/// Whether it is a chain for trying things out.
	pub fn is_for_development(&self) -> bool {
		matches!(self.kind.as_str(), "Development" | "Local")
	}
}

/// One device's copy of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskCopy {
	/// The device.
	pub device: AccountId,
	/// What it has done.
	pub phase: CopyPhase,
	/// What it committed to; zero before.
	#[serde(with = "crate::json::bytes")]
	pub commitment: Hash,
	/// The tag it revealed; zero before.
	#[serde(with = "crate::json::bytes")]
	pub tag: Hash,
	/// Served block at which the copy's present phase times out.
	pub by: ServedBlock,
	/// What it was paid, in micro-credits.
	#[serde(with = "crate::json::decimal")]
	pub paid: Credit,
	/// Whether others were asked, after it had committed, to check it.
	pub examined: bool,
}

/// A task as the chain holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
	/// Its number.
	pub id: TaskId,
	/// The device that asked.
	pub requester: AccountId,
	/// What it asked for.
	pub header: TaskHeader,
	/// Where it is in its life.
	pub phase: TaskPhase,
	/// Micro-credits per work unit and copy.
	#[serde(with = "crate::json::decimal")]
	pub price: Price,
	/// Served block of submission.
	pub arrived: ServedBlock,
	/// Served block by which it has ended.
	pub ends_by: ServedBlock,
	/// Served block at which the present stage times out.
	pub stage_by: ServedBlock,
	/// Devices that must agree: the quorum in force.
	pub needed: u8,
	/// Jurors that must agree where devices have found different things.
	pub judges: u8,
	/// The devices asked so far.
	pub copies: Vec<TaskCopy>,
	/// What it ended in, once opened.
	pub outcome: Option<Outcome>,
	/// Whether the outcome stays closed until the requester has answered.
	pub sealed: bool,
}

impl Task {
	/// `device`'s latest copy.
	pub fn copy_of(&self, device: &AccountId) -> Option<&TaskCopy> {
		self.copies.iter().rev().find(|copy| copy.device == *device)
	}

	/// What tells this task from another one that bore its number in a fork
	/// since undone: a hash of requester and header.
	pub fn digest(&self) -> Hash {
		sha256(&[&self.requester.0, &self.header.encode()])
	}

	/// What its devices have said so far.
	pub fn voices(&self) -> impl Iterator<Item = Voice> + Clone + '_ {
		self.copies.iter().map(|copy| Voice {
			tag: (copy.phase == CopyPhase::Revealed).then_some(copy.tag),
			examined: copy.examined,
		})
	}

	/// Devices that must agree: the quorum in force, or those who judge between a
	/// result and those who contradict it.
	pub fn quorum(&self) -> usize {
		let contested = verdict::is_contested(self.voices());
		usize::from(verdict::enough(self.needed, self.judges, contested))
	}

	/// Whether its requester answers for the outcome, and not a quorum.
	pub fn is_judged_by_requester(&self) -> bool {
		matches!(self.header.verification, Verification::Requester { .. })
	}

	/// The copy whose outcome is its requester's alone: it is delivered and waits for the
	/// answer, or was accepted, and nobody has opened it.
	pub fn delivery(&self) -> Option<&TaskCopy> {
		let phase = match self.phase {
			TaskPhase::Delivered => CopyPhase::Revealed,
			TaskPhase::Settled => CopyPhase::Paid,
			_ => return None,
		};
		let is_closed = self.is_judged_by_requester() && self.outcome.is_none();
		self.copies.iter().find(|copy| is_closed && copy.phase == phase)
	}

	/// Copies that have revealed `tag`, and count.
	pub fn agreeing<'a>(&'a self, tag: &'a Hash) -> impl Iterator<Item = &'a TaskCopy> {
		let contested = verdict::is_contested(self.voices());
		self.copies.iter().filter(move |copy| {
			let counts = !(contested && copy.examined);
			counts && copy.phase == CopyPhase::Revealed && copy.tag == *tag
		})
	}
}

/// A device's standing offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
	/// What it would take on.
	pub spec: OfferSpec,
	/// Served block at which the offer ends.
	pub expires: ServedBlock,
}

/// The last anchored size and root of a device's flag log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
	/// Flags in the log.
	pub size: u64,
	/// Root of its tree.
	#[serde(with = "crate::json::bytes")]
	pub root: Hash,
	/// Block number of the anchor.
	pub block: u32,
}

/// Everything one device follows, in one block: its own affairs and no others'.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
	/// The best block, in which all but `finalized_tasks` was read.
	pub best: BlockId,
	/// The finalised block.
	pub finalized: BlockId,
	/// Served blocks so far.
	pub served: ServedBlock,
	/// The device's account; `None` when it is not enrolled.
	pub account: Option<AccountView<AccountId>>,
	/// The device's offer.
	pub offer: Option<Offer>,
	/// The address at which peers reach the device's store.
	pub address: Option<String>,
	/// The device's last anchor.
	pub anchor: Option<Anchor>,
	/// Tasks the device was given, by number.
	pub assigned: BTreeMap<TaskId, Task>,
	/// The same tasks as the finalised block has them.
	pub finalized_tasks: BTreeMap<TaskId, Task>,
	/// Tasks the device asked for.
	pub requested: BTreeMap<TaskId, Task>,
}

/// A call a key can sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
	/// Offer work, or replace the standing offer.
	Offer(OfferSpec),
	/// Take the standing offer back.
	Withdraw,
	/// Ask for a task.
	Submit(TaskHeader),
	/// Take back an own task that no device has been given yet.
	Cancel(TaskId),
	/// Commit to an outcome.
	Commit {
		/// The task.
		task: TaskId,
		/// `Reveal::commitment`.
		commitment: Hash,
	},
	/// Reveal what was committed to.
	Reveal {
		/// The task.
		task: TaskId,
		/// What was committed to.
		reveal: Reveal,
		/// The outcome itself, when this reveal completes a quorum.
		opening: Option<Outcome>,
	},
	/// Open the outcome a quorum revealed the tag of.
	Open {
		/// The task.
		task: TaskId,
		/// The outcome.
		outcome: Outcome,
	},
	/// Return a task before committing.
	GiveBack(TaskId),
	/// Accept what was delivered to an own task.
	Accept {
		/// The task.
		task: TaskId,
		/// The outcome, which everybody can then read.
		opening: Option<Outcome>,
	},
	/// Dispute what was delivered to an own task.
	Dispute(TaskId),
	/// Say where peers reach the device's store: a multiaddress with `/p2p/`.
	Announce(String),
	/// Anchor the flag log.
	Anchor {
		/// Flags in the log.
		size: u64,
		/// Root of its tree.
		root: Hash,
		/// Proof that the tree extends the last anchored one.
		proof: Vec<Hash>,
		/// Flags by severity.
		summary: FlagSummary,
	},
	/// Enrol a device; signed by its owner.
	Enroll {
		/// The device.
		device: AccountId,
		/// The bond in the native token's smallest unit.
		bond: u128,
		/// Block after which the consent is void.
		expiry: u32,
		/// The device's sr25519 signature over the consent message.
		consent: [u8; 64],
	},
}

impl Call {
	/// A name for logs and metrics.
	pub const fn name(&self) -> &'static str {
		match self {
			Call::Offer(_) => "offer",
			Call::Withdraw => "withdraw",
			Call::Submit(_) => "submit",
			Call::Cancel(_) => "cancel",
			Call::Commit { .. } => "commit",
			Call::Reveal { .. } => "reveal",
			Call::Open { .. } => "open",
			Call::GiveBack(_) => "give_back",
			Call::Accept { .. } => "accept",
			Call::Dispute(_) => "dispute",
			Call::Announce(_) => "announce",
			Call::Anchor { .. } => "anchor",
			Call::Enroll { .. } => "enroll",
		}
	}
}
