//! What can happen in a case, and how bytes become one.
//!
//! Numbers are as wide as is useful and are cut to their range where they are used, so
//! that every value means something and a mutated byte rarely makes a case shorter.

use atous_runtime::RuntimeCall;
use codec::{Decode, DecodeLimit, Encode};

/// Most operations of a case; the rest is left out. Bounds the time of one.
pub const MAX_OPS: usize = 512;
/// How deep calls within calls are decoded.
const MAX_DEPTH: u32 = 8;

/// One thing that happens. `device` and `owner` name one of those there are, `pick` one
/// of the copies of tasks that are somebody's duty.
#[allow(missing_docs)] // what the fields mean, the operation says
#[derive(Clone, Debug, Encode, Decode)]
pub enum Op {
	/// A block, and after it `more` (at most 31); `skip` slots (at most 3) stay empty.
	Next { skip: u8, more: u8 },
	/// The first block of a session. The market is not served in it.
	Session,
	/// Blocks pass in which the market is not served, as in a long migration.
	Leap { blocks: u16 },
	/// A block that carries no chance.
	Blind,
	/// An owner enrols a device.
	Enroll { owner: u8, device: u8, bond: u8 },
	/// A device leaves.
	Leave { device: u8 },
	/// Somebody claims what of a bond has cooled down.
	Claim { device: u8 },
	/// An owner adds to a bond.
	TopUp { device: u8, amount: u8 },
	/// An owner takes from a bond.
	Reduce { device: u8, amount: u8 },
	/// Somebody has a debt written off.
	WriteOff { owner: u8, device: u8 },
	/// Somebody brings an account up to date.
	Touch { device: u8 },
	/// A device offers.
	Offer { device: u8, cores: u8, memory: u8, price: u8, lifetime: u8, classes: u8 },
	/// A device withdraws its offer.
	Withdraw { device: u8 },
	/// A device asks for work.
	Submit { device: u8, work: u8, verification: u8, deadline: u8, latency: u8 },
	/// A requester takes a task back.
	Cancel { task: u8 },
	/// From now on, what a device does by itself in every block.
	Habit { device: u8, habit: u8 },
	/// A device does something about one of its copies, truly or not.
	Work { pick: u8, answer: u8 },
	/// A device gives a copy back.
	GiveBack { pick: u8 },
	/// A device says all it has to say in one call.
	Report { device: u8, answer: u8 },
	/// A device publishes an address.
	Announce { device: u8, length: u8 },
	/// A device anchors its log after `grow` more flags, or one it has forged.
	Anchor { device: u8, grow: u8, forged: bool },
	/// An owner pays for a device's calls.
	Allow { device: u8, amount: u32 },
	/// Governance sets one number of the market.
	TaskNumber { which: u8, value: u32 },
	/// Governance sets one number of the ledger.
	CreditNumber { which: u8, value: u32 },
	/// An owner or a device makes any call of the runtime.
	Any { actor: u8, call: Box<RuntimeCall> },
	/// A requester answers to what was delivered.
	Answer { pick: u8, accept: bool },
}

/// The case that bytes stand for. A byte that begins no operation is left out.
pub(crate) fn decode_all(mut data: &[u8]) -> Vec<Op> {
	let mut ops = Vec::new();
	while !data.is_empty() && ops.len() < MAX_OPS {
		let mut rest = data;
		match Op::decode_with_depth_limit(MAX_DEPTH, &mut rest) {
			Ok(op) => {
				ops.push(op);
				data = rest;
			}
			Err(_) => data = data.get(1..).unwrap_or_default(),
		}
	}
	ops
}
