//! Numbers of tasks.
//!
//! The chain numbers tasks as they come, and who is drawn for a task follows from its
//! number. Were it so here, one task more of one device would give every later task
//! another number and everybody other draws, and two runs of equal seed would differ by
//! chance where they are to differ by conduct alone. So a number says here when a task
//! was asked for and by whom. It is still given once, and still grows with time; among
//! tasks of one block, which a tie in the queue is broken by, it is in no order.

use super::Mesh;
use atous_primitives::TaskId;

/// Bits of a number that tell the tasks of a block apart.
const WITHIN_BLOCK: u32 = 32;
/// Of these, bits for the device: a million.
const DEVICE: u32 = 20;

impl Mesh<'_> {
	/// The number of the next task that a device asks for in this block.
	pub(super) fn number(&self, at: usize) -> TaskId {
		let (block, count) = self.devices[at].numbered;
		number(self.now, at as u32, if block == self.now { count } else { 0 })
	}

	/// The device has asked for a task with that number.
	pub(super) fn numbered(&mut self, at: usize) {
		let now = self.now;
		let (block, count) = &mut self.devices[at].numbered;
		*count = if *block == now { *count + 1 } else { 1 };
		*block = now;
	}
}

/// The number of the task that device `at` asked for in block `now` after `count` others.
fn number(now: u32, at: u32, count: u32) -> TaskId {
	let who = ((count << DEVICE) | at) ^ scattered(now);
	(u64::from(now) << WITHIN_BLOCK) | u64::from(scattered(who))
}

/// A permutation of 32 bits in which neighbours lie far apart: the last step of
/// MurmurHash3.
fn scattered(mut bits: u32) -> u32 {
	bits = (bits ^ (bits >> 16)).wrapping_mul(0x85eb_ca6b);
	bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae35);
	bits ^ (bits >> 16)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;

	#[test]
	fn no_number_is_given_twice_and_later_ones_are_larger() {
		let of_block = |now| -> BTreeSet<TaskId> {
			let devices = 0..300;
			devices.flat_map(|at| (0..20).map(move |count| number(now, at, count))).collect()
		};
		let (one, next) = (of_block(7), of_block(8));
		assert_eq!((one.len(), next.len()), (6_000, 6_000));
		assert!(one.last() < next.first());
	}

	#[test]
	fn whose_task_comes_first_changes_from_block_to_block() {
		let first = |now| number(now, 3, 0) as u32 > number(now, 4, 0) as u32;
		let count = (0..1_000).filter(|now| first(*now)).count();
		assert!((400..600).contains(&count), "{count} of 1,000");
	}
}
