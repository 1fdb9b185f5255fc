//! What a machine has, and what of it can be offered.

use crate::Sample;
use serde::{Deserialize, Serialize};

const MIB: u64 = 1 << 20;
/// Memory that stays with the owner, as a part of all: one tenth.
const KEPT_MEMORY_DIVISOR: u64 = 10;
/// Memory that stays with the owner at least, MiB.
const KEPT_MEMORY_MIB: u64 = 256;

/// What a machine has.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inventory {
	/// Cores in operation.
	pub cores: u16,
	/// Share of their time in use, 0 to 1.
	pub used: f64,
	/// Memory, MiB.
	pub memory_mib: u64,
	/// Memory that can be had without swapping, MiB.
	pub available_mib: u64,
}

/// What a machine can offer. Nothing can be if either is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
	/// Cores.
	pub cores: u16,
	/// Memory, MiB.
	pub memory_mib: u32,
}

impl Inventory {
	/// What the machine has, as far as the sample tells; `None` if cores, their
	/// use or memory are not known: nothing is offered on a guess.
	pub fn of(sample: &Sample) -> Option<Self> {
		let memory = sample.memory.value()?;
		Some(Self {
			cores: *sample.cores.value()?,
			used: sample.cpu.value()?.used,
			memory_mib: memory.total / MIB,
			available_mib: memory.available / MIB,
		})
	}

	/// What can be offered. Cores: those not in use, to the nearest whole one,
	/// one always staying with the owner if there are several. Memory: half of
	/// what is available beyond a tenth of all, at least 256 MiB, that stays.
	pub fn room(&self) -> Room {
		let free = f64::from(self.cores) * (1.0 - self.used.clamp(0.0, 1.0));
		let most = self.cores.saturating_sub(1).max(self.cores.min(1));
		let kept = (self.memory_mib / KEPT_MEMORY_DIVISOR).max(KEPT_MEMORY_MIB);
		let memory = self.available_mib.saturating_sub(kept) / 2;
		Room {
			// A float to an integer saturates, and not-a-number becomes zero.
			cores: (free.round() as u16).min(most),
			memory_mib: u32::try_from(memory).unwrap_or(u32::MAX),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn room(cores: u16, used: f64, memory_mib: u64, available_mib: u64) -> (u16, u32) {
		let room = Inventory { cores, used, memory_mib, available_mib }.room();
		(room.cores, room.memory_mib)
	}

	#[test]
	fn room_leaves_the_owner_a_core_and_memory() {
		assert_eq!(room(8, 0.04, 16_000, 12_000), (7, 5_200));
		assert_eq!(room(8, 0.5, 16_000, 12_000), (4, 5_200));
		assert_eq!(room(8, 0.95, 16_000, 1_600), (0, 0));
		assert_eq!(room(2, 0.0, 1_000, 1_000), (1, 372));
		assert_eq!(room(1, 0.1, 1_000, 200), (1, 0));
		assert_eq!(room(0, 0.0, 0, 0), (0, 0));
	}

	#[test]
	fn room_of_nonsense_is_none() {
		assert_eq!(room(8, f64::NAN, 0, 0).0, 0);
		assert_eq!(room(8, -5.0, 0, u64::MAX), (7, u32::MAX));
	}
}
