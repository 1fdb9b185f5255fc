//! Flags: one security or anomaly record each, the leaves of a device's log.

use crate::Hash;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What a flag is about.
#[derive(
	Clone,
	Copy,
	Debug,
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
pub enum FlagKind {
	/// An attack or an attempt.
	Security,
	/// Something unusual.
	Anomaly,
	/// Data that is not what it was.
	Integrity,
	/// Heat.
	Thermal,
	/// Memory, disk or descriptors running out.
	Resource,
	/// The sandbox misbehaved.
	Executor,
}

/// How bad it is.
#[derive(
	Clone,
	Copy,
	Debug,
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
pub enum Severity {
	/// Worth keeping.
	Info,
	/// Worth looking at.
	Warning,
	/// The device should look after itself.
	Critical,
}

/// One record: a leaf of the log.
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
#[serde(rename_all = "snake_case")]
pub struct Flag {
	/// Milliseconds since the Unix epoch, by the device's clock.
	pub time_ms: u64,
	/// What it is about.
	pub kind: FlagKind,
	/// How bad it is.
	pub severity: Severity,
	/// The device it is about: 32-byte account.
	#[serde(with = "crate::json::hex_bytes")]
	pub subject: [u8; 32],
	/// SHA-256 of the evidence, which stays on the device.
	#[serde(with = "crate::json::hex_bytes")]
	pub evidence: Hash,
	/// State of the device at the time, 0 to 100.
	pub state: u8,
}

/// How many flags of each severity a log holds: what an anchor tells of it.
#[derive(
	Clone,
	Copy,
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
#[serde(rename_all = "snake_case")]
pub struct FlagSummary {
	/// Flags of severity info.
	pub info: u64,
	/// Flags of severity warning.
	pub warning: u64,
	/// Flags of severity critical.
	pub critical: u64,
}

impl FlagSummary {
	/// All flags.
	pub fn total(&self) -> u64 {
		self.info.saturating_add(self.warning).saturating_add(self.critical)
	}
}
