//! Offers: what a device would take on.

use crate::{
	class::{Accelerator, Class, Latency, RuntimeKind},
	header::{IoClass, TaskHeader},
	profile::ProfileId,
	Hash, Price, ServedBlock,
};
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Most classes in one offer: all there are.
pub const MAX_CLASSES: u32 = Class::ALL.len() as u32;
/// Most code hashes a device may accept.
pub const MAX_CODE_HASHES: u32 = 16;

/// What a device would take on. Every field is checked in matching.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OfferSpec {
	/// Classes, without repetition, at least one.
	pub classes: BoundedVec<Class, ConstU32<MAX_CLASSES>>,
	/// Engine and cost table.
	pub profile: ProfileId,
	/// Free cores.
	pub cores: u16,
	/// Free memory in MiB.
	pub memory_mib: u32,
	/// Special hardware.
	pub accelerator: Accelerator,
	/// Storage throughput.
	pub io: IoClass,
	/// Price below which the device stays out, in micro-credits per work unit.
	pub reserve_price: Price,
	/// The most urgent work the device takes.
	pub latency: Latency,
	/// Digests of the container images the device runs; unused for WebAssembly.
	pub code_hashes: BoundedVec<Hash, ConstU32<MAX_CODE_HASHES>>,
	/// Milliwatts a core draws under load, where known; a tie-breaker.
	pub milliwatts_per_core: Option<u32>,
	/// Served blocks the offer lives.
	pub lifetime: ServedBlock,
}

impl OfferSpec {
	/// Whether the device could run `header` at `price` (micro-credits per work
	/// unit) with `cores` and `memory_mib` free.
	pub fn fits(&self, header: &TaskHeader, price: Price, cores: u16, memory_mib: u32) -> bool {
		self.classes.contains(&header.class)
			&& self.profile == header.profile
			&& cores >= header.requirements.cores
			&& memory_mib >= header.requirements.memory_mib
			&& (header.requirements.accelerator == Accelerator::None
				|| self.accelerator == header.requirements.accelerator)
			&& self.io >= header.requirements.io
			&& self.reserve_price <= price
			&& self.latency >= header.latency
			&& (header.runtime == RuntimeKind::Wasm
				|| self.code_hashes.contains(&header.payload.digest))
	}
}
