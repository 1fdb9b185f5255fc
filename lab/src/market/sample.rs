//! The tasks, offers and numbers that are measured with: each is made in one place.

use atous_primitives::{
	Cid, Class, Codec, OfferSpec, Outcome, Price, Requirements, RuntimeKind, TaskHeader, TaskId,
	Verification, FUEL_PER_WORK_UNIT, PROFILE_WASM_1,
};
use atous_runtime::numbers;

/// Work limit of a measured task, in work units.
const UNITS: u64 = 2;
/// Served blocks an ended task stays readable: few, so that its removal falls into the
/// measurement.
const RETENTION: u32 = 4;
/// Memory a measured task needs, in MiB.
const MEMORY_MIB: u32 = 64;

/// A small task that is checked as `verification` says, with the nearest deadline.
pub fn header(verification: Verification) -> TaskHeader {
	let content = |byte: u8| Cid { codec: Codec::Raw, digest: [byte; 32] };
	let mut header = TaskHeader {
		payload: content(1),
		input: content(2),
		class: Class::WasmSmall,
		profile: PROFILE_WASM_1,
		runtime: RuntimeKind::Wasm,
		requirements: Requirements {
			cores: 1,
			memory_mib: MEMORY_MIB,
			accelerator: Default::default(),
			io: Default::default(),
		},
		work_limit: UNITS * FUEL_PER_WORK_UNIT,
		max_price: Price::MAX,
		latency: Default::default(),
		deadline: 0,
		verification,
		urgent: false,
		callback: None,
		metadata: Default::default(),
	};
	header.deadline = params().least_deadline(&header);
	header
}

/// The verification most tasks ask for.
pub fn redundant() -> Verification {
	Verification::Redundant { quorum: 2, max: 5 }
}

/// An offer of this many cores in the class of the measured tasks.
pub fn offer(cores: u16) -> OfferSpec {
	OfferSpec {
		classes: vec![Class::WasmSmall].try_into().expect("one class fits; qed"),
		profile: PROFILE_WASM_1,
		cores,
		memory_mib: u32::from(cores) * MEMORY_MIB,
		accelerator: Default::default(),
		io: Default::default(),
		reserve_price: 0,
		latency: Default::default(),
		code_hashes: Default::default(),
		milliwatts_per_core: None,
		lifetime: params().max_offer_lifetime,
	}
}

/// The runtime's own numbers of the market, but for [`RETENTION`].
pub fn params() -> pallet_tasks::Params {
	let mut params = numbers::tasks::params();
	params.retention = RETENTION;
	params
}

/// What every honest device finds.
pub fn outcome(task: TaskId) -> Outcome {
	let fuel = UNITS * FUEL_PER_WORK_UNIT * 9 / 10;
	Outcome::Completed { result: Cid::of_raw(&task.to_le_bytes()), fuel }
}
