//! The task header: everything a request carries, in one SCALE form and one
//! JSON form that the RPC and the command line share.

use crate::{
	cid::Cid,
	class::{Accelerator, Class, Latency, RuntimeKind},
	profile::{self, Fuel, ProfileId},
	Price, ServedBlock,
};
use alloc::{string::String, vec::Vec};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// Longest name and tag, in bytes of UTF-8.
pub const MAX_TEXT: u32 = 64;
/// Most tags.
pub const MAX_TAGS: u32 = 8;
/// Most devices a requester may let a task ask. Those who check and decide come on top.
pub const MAX_COPIES: u8 = 8;

/// How much throughput of storage a task needs.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum IoClass {
	/// Any storage.
	#[default]
	Any,
	/// A solid-state disk: at least 200 MB/s.
	Solid,
	/// NVMe: at least 1 GB/s.
	Fast,
}

/// What a device must have free to run the task.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct Requirements {
	/// Cores, 1 to 256. A WebAssembly payload uses one.
	#[serde(default = "one")]
	pub cores: u16,
	/// Memory in MiB, within the class's limit. Also the sandbox's limit.
	pub memory_mib: u32,
	/// Special hardware; must be that of the class.
	#[serde(default)]
	pub accelerator: Accelerator,
	/// Storage throughput.
	#[serde(default)]
	pub io: IoClass,
}

fn one() -> u16 {
	1
}

/// How the result is checked.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Verification {
	/// `quorum` devices must agree on result and fuel; up to `max` are asked.
	Redundant {
		/// Devices that must agree, at least two.
		quorum: u8,
		/// Devices that may be asked in all, 2 · quorum − 1 to [`MAX_COPIES`].
		max: u8,
	},
	/// One device works, if it has a record; chance decides after its commit whether
	/// another checks it. One without a record is joined by another from the start.
	Adaptive,
	/// One device delivers, and a contract judges the result before it is paid. A no, or
	/// no answer, brings in a panel.
	Contract {
		/// Address of the contract.
		#[serde(with = "crate::json::hex_bytes")]
		judge: [u8; 20],
	},
	/// One device delivers, for the price of the whole work limit, and the requester
	/// accepts or disputes. Silence accepts, a dispute brings in a panel.
	Requester {
		/// Served blocks the requester has to answer, from the delivery.
		window: ServedBlock,
	},
}

impl Default for Verification {
	fn default() -> Self {
		Verification::Redundant { quorum: 2, max: 5 }
	}
}

/// A short text: UTF-8, at most [`MAX_TEXT`] bytes.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Text(pub BoundedVec<u8, ConstU32<MAX_TEXT>>);

impl TryFrom<&str> for Text {
	type Error = HeaderError;
	fn try_from(text: &str) -> Result<Self, HeaderError> {
		text.as_bytes().to_vec().try_into().map(Text).map_err(|_| HeaderError::TextTooLong)
	}
}

impl fmt::Display for Text {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		to.write_str(&String::from_utf8_lossy(&self.0))
	}
}

impl Serialize for Text {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for Text {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		Text::try_from(String::deserialize(from)?.as_str()).map_err(D::Error::custom)
	}
}

/// What people call the task. Means nothing to the chain.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct Metadata {
	/// A name.
	#[serde(default)]
	pub name: Text,
	/// Tags, at most [`MAX_TAGS`].
	#[serde(default, with = "tags")]
	pub tags: BoundedVec<Text, ConstU32<MAX_TAGS>>,
}

mod tags {
	use super::*;

	pub fn serialize<S: Serializer>(
		tags: &BoundedVec<Text, ConstU32<MAX_TAGS>>,
		to: S,
	) -> Result<S::Ok, S::Error> {
		to.collect_seq(tags.iter())
	}

	pub fn deserialize<'de, D: Deserializer<'de>>(
		from: D,
	) -> Result<BoundedVec<Text, ConstU32<MAX_TAGS>>, D::Error> {
		Vec::<Text>::deserialize(from)?
			.try_into()
			.map_err(|_| D::Error::custom(HeaderError::TooManyTags))
	}
}

/// Everything a request carries.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct TaskHeader {
	/// The program: a WebAssembly module or an OCI image.
	pub payload: Cid,
	/// What the program reads on standard input.
	pub input: Cid,
	/// Shape of the work.
	pub class: Class,
	/// Engine and cost table.
	#[serde(default = "default_profile")]
	pub profile: ProfileId,
	/// What runs the payload; must be that of the class.
	#[serde(default = "default_runtime")]
	pub runtime: RuntimeKind,
	/// What a device must have free.
	pub requirements: Requirements,
	/// Most work that is paid for, in fuel, 1 to the class's limit.
	pub work_limit: Fuel,
	/// Most the requester pays, in micro-credits per work unit and copy.
	#[serde(with = "crate::json::decimal")]
	pub max_price: Price,
	/// How soon work must begin.
	#[serde(default)]
	pub latency: Latency,
	/// Whether to pay for a better place in the queue: a share of the pay, to the
	/// commons, once any device is paid.
	#[serde(default)]
	pub urgent: bool,
	/// Served blocks from submission within which the task must have ended.
	pub deadline: ServedBlock,
	/// How the result is checked.
	#[serde(default)]
	pub verification: Verification,
	/// Contract that is told how the task has ended.
	#[serde(default)]
	pub callback: Option<ContractAddress>,
	/// What people call the task.
	#[serde(default)]
	pub metadata: Metadata,
}

/// Address of a contract: 20 bytes, in JSON as `0x…`.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(transparent)]
pub struct ContractAddress(#[serde(with = "crate::json::hex_bytes")] pub [u8; 20]);

fn default_profile() -> ProfileId {
	profile::PROFILE_WASM_1
}

fn default_runtime() -> RuntimeKind {
	RuntimeKind::Wasm
}

/// What is wrong with a header, whatever the state of the chain.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum HeaderError {
	/// A name or tag is longer than [`MAX_TEXT`] bytes.
	TextTooLong,
	/// More than [`MAX_TAGS`] tags.
	TooManyTags,
	/// The profile is not one this chain knows.
	UnknownProfile,
	/// Runtime or accelerator differ from the class's.
	ClassMismatch,
	/// The work limit is zero or above the class's.
	WorkLimitOutOfRange,
	/// No core, more than 256, or not one for WebAssembly.
	CoresOutOfRange,
	/// No memory or more than the class allows.
	MemoryOutOfRange,
	/// The quorum is below two, `max` below twice the quorum less one (too few to
	/// outvote a liar), or above [`MAX_COPIES`].
	QuorumOutOfRange,
	/// Containers are not deterministic: they need `Requester` verification.
	NotDeterministic,
}

impl fmt::Display for HeaderError {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		to.write_str(match self {
			HeaderError::TextTooLong => "a name or tag is longer than 64 bytes",
			HeaderError::TooManyTags => "there are more than 8 tags",
			HeaderError::UnknownProfile => "the profile is not known to this chain",
			HeaderError::ClassMismatch => "runtime or accelerator are not those of the class",
			HeaderError::WorkLimitOutOfRange => "the work limit is zero or above the class's",
			HeaderError::CoresOutOfRange => "cores must be 1 to 256, and 1 for WebAssembly",
			HeaderError::MemoryOutOfRange => "memory is zero or above the class's",
			HeaderError::QuorumOutOfRange => {
				"the quorum must be at least 2, and max at least twice the quorum less one and at most 8"
			}
			HeaderError::NotDeterministic => "containers need the verification mode requester",
		})
	}
}

impl core::error::Error for HeaderError {}

impl TaskHeader {
	/// Check everything that needs no chain.
	pub fn validate(&self) -> Result<(), HeaderError> {
		let limits = self.class.limits();
		if !profile::is_known(self.profile) {
			return Err(HeaderError::UnknownProfile);
		}
		if self.runtime != limits.runtime || self.requirements.accelerator != limits.accelerator {
			return Err(HeaderError::ClassMismatch);
		}
		if self.work_limit == 0 || self.work_limit > limits.work {
			return Err(HeaderError::WorkLimitOutOfRange);
		}
		let cores = if self.runtime == RuntimeKind::Wasm { 1..=1 } else { 1..=256 };
		if !cores.contains(&self.requirements.cores) {
			return Err(HeaderError::CoresOutOfRange);
		}
		if self.requirements.memory_mib == 0 || self.requirements.memory_mib > limits.memory_mib {
			return Err(HeaderError::MemoryOutOfRange);
		}
		if let Verification::Redundant { quorum, max } = self.verification {
			// One liar in a quorum, and the honest must still be able to agree.
			if quorum < 2 || max < quorum.saturating_mul(2) - 1 || max > MAX_COPIES {
				return Err(HeaderError::QuorumOutOfRange);
			}
		}
		let judged = matches!(self.verification, Verification::Requester { .. });
		if self.runtime == RuntimeKind::Oci && !judged {
			return Err(HeaderError::NotDeterministic);
		}
		Ok(())
	}

	/// Served blocks of `block_ms` milliseconds that running to the work limit takes
	/// at one work unit a second, at least one.
	pub fn work_blocks(&self, block_ms: u32) -> ServedBlock {
		blocks_of(self.work_limit, block_ms)
	}
}

/// Served blocks of `block_ms` milliseconds that so much work takes at one work unit a second,
/// at least one.
pub fn blocks_of(fuel: Fuel, block_ms: u32) -> ServedBlock {
	let milliseconds = profile::work_units(fuel).saturating_mul(1_000);
	let blocks = milliseconds.div_ceil(u64::from(block_ms.max(1)));
	ServedBlock::try_from(blocks).unwrap_or(ServedBlock::MAX)
}

#[cfg(test)]
mod tests;
