//! Classes: the few fixed shapes of work (runtime × size × accelerator).
//!
//! They are few and the same for everyone, so that nobody can shape a class
//! that only their own devices offer.

use crate::profile::{Fuel, FUEL_PER_WORK_UNIT};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What runs the payload.
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
pub enum RuntimeKind {
	/// WebAssembly under a deterministic profile.
	Wasm,
	/// An OCI container: not deterministic, judged by its requester.
	Oci,
}

/// Special hardware a class needs.
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
pub enum Accelerator {
	/// None.
	#[default]
	None,
	/// A graphics processor with at least 8 GiB of its own memory.
	Gpu,
}

/// How soon a device begins what it is given, and so what is paid for it.
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
pub enum Latency {
	/// When there is room. Paid the posted price.
	#[default]
	Batch,
	/// Within a few blocks. Paid 1.5 times the posted price.
	Interactive,
	/// At once. Paid 3 times the posted price.
	Realtime,
}

impl Latency {
	/// What is paid, in tenths of the posted price.
	pub const fn price_tenths(self) -> u64 {
		match self {
			Latency::Batch => 10,
			Latency::Interactive => 15,
			Latency::Realtime => 30,
		}
	}
}

/// A fixed shape of work.
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
pub enum Class {
	/// WebAssembly, up to 60 work units and 512 MiB.
	WasmSmall,
	/// WebAssembly, up to 1,800 work units and 2 GiB.
	WasmMedium,
	/// WebAssembly, up to 43,200 work units and 4 GiB.
	WasmLarge,
	/// Container, up to 60 work units and 1 GiB.
	OciSmall,
	/// Container, up to 1,800 work units and 8 GiB.
	OciMedium,
	/// Container, up to 43,200 work units and 64 GiB.
	OciLarge,
	/// Container with a graphics processor, up to 1,800 work units and 64 GiB.
	OciGpuMedium,
	/// Container with a graphics processor, up to 43,200 work units and 256 GiB.
	OciGpuLarge,
}

/// What a class allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassLimits {
	/// What runs the payload.
	pub runtime: RuntimeKind,
	/// Special hardware.
	pub accelerator: Accelerator,
	/// Largest work limit a task of the class may state, in fuel.
	pub work: Fuel,
	/// Largest memory a task of the class may ask for, in MiB.
	pub memory_mib: u32,
}

impl Class {
	/// Every class, in the order of their numbers.
	pub const ALL: [Class; 8] = [
		Class::WasmSmall,
		Class::WasmMedium,
		Class::WasmLarge,
		Class::OciSmall,
		Class::OciMedium,
		Class::OciLarge,
		Class::OciGpuMedium,
		Class::OciGpuLarge,
	];

	/// What the class allows.
	pub const fn limits(self) -> ClassLimits {
		use Accelerator::{Gpu, None};
		use RuntimeKind::{Oci, Wasm};
		const SMALL: u64 = 60;
		const MEDIUM: u64 = 1_800;
		const LARGE: u64 = 43_200;
		let (runtime, accelerator, units, memory_mib) = match self {
			Class::WasmSmall => (Wasm, None, SMALL, 512),
			Class::WasmMedium => (Wasm, None, MEDIUM, 2_048),
			Class::WasmLarge => (Wasm, None, LARGE, 4_096),
			Class::OciSmall => (Oci, None, SMALL, 1_024),
			Class::OciMedium => (Oci, None, MEDIUM, 8_192),
			Class::OciLarge => (Oci, None, LARGE, 65_536),
			Class::OciGpuMedium => (Oci, Gpu, MEDIUM, 65_536),
			Class::OciGpuLarge => (Oci, Gpu, LARGE, 262_144),
		};
		ClassLimits { runtime, accelerator, work: units * FUEL_PER_WORK_UNIT, memory_mib }
	}
}
