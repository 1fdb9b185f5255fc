//! Randomness: a stream that the task's seed decides.

use super::{
	guest::{bytes, bytes_mut, charge, split, Stop},
	Host,
};
use crate::profile::RANDOM_BYTE_FUEL;
use sha2::{Digest, Sha256};
use wasmtime::Caller;

/// Bytes of one hash.
const BLOCK: usize = 32;

/// SHA-256 in counter mode: block n is H("atous/random" ‖ seed ‖ n), n as eight
/// bytes, the lowest first.
pub(crate) struct Random {
	seed: [u8; 32],
	counter: u64,
	block: [u8; BLOCK],
	used: usize,
}

impl Random {
	/// The stream of `seed`, from its beginning.
	pub(crate) fn new(seed: [u8; 32]) -> Self {
		Random { seed, counter: 0, block: [0; BLOCK], used: BLOCK }
	}

	fn fill(&mut self, mut to: &mut [u8]) {
		while !to.is_empty() {
			if self.used == BLOCK {
				let hasher = Sha256::new_with_prefix(b"atous/random");
				self.block = hasher
					.chain_update(self.seed)
					.chain_update(self.counter.to_le_bytes())
					.finalize()
					.into();
				self.counter += 1;
				self.used = 0;
			}
			let count = to.len().min(BLOCK - self.used);
			let (now, later) = to.split_at_mut(count);
			now.copy_from_slice(&self.block[self.used..self.used + count]);
			self.used += count;
			to = later;
		}
	}
}

/// `random_get`: the next `length` bytes of the stream.
pub(super) fn get(caller: &mut Caller<'_, Host>, to: u32, length: u32) -> Result<(), Stop> {
	bytes(split(caller).0, to, length)?;
	charge(caller, u64::from(length) * RANDOM_BYTE_FUEL)?;
	let (memory, host) = split(caller);
	host.random.fill(bytes_mut(memory, to, length)?);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_stream_is_the_same_however_it_is_cut() {
		let mut whole = [0; 100];
		Random::new([7; 32]).fill(&mut whole);
		let mut parts = Random::new([7; 32]);
		let mut cut = Vec::new();
		for length in [1, 31, 32, 33, 3] {
			let mut part = vec![0; length];
			parts.fill(&mut part);
			cut.extend(part);
		}
		assert_eq!(whole[..], cut[..]);
		let mut other = [0; 100];
		Random::new([8; 32]).fill(&mut other);
		assert_ne!(whole, other);
	}
}
