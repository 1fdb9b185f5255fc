//! A clock that counts halvings: what decays at a rate that may change.
//!
//! Whoever remembers where the clock stood knows later how often to halve, and
//! intervals add up exactly: looking more often changes nothing but rounding.

use crate::decay::HALVING;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Halvings since genesis, under a half-life that may change.
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
)]
pub struct Index {
	/// Halvings up to block `since`, in parts of [`HALVING`].
	pub value: u128,
	/// Block of the last change of the half-life.
	pub since: u32,
	/// Blocks in which what decays is halved. Above zero.
	pub half_life: u32,
}

impl Index {
	/// A clock that stands at zero in block `now`.
	pub fn new(half_life: u32, now: u32) -> Self {
		Self { value: 0, since: now, half_life }
	}

	/// Where the clock stands in block `now`.
	pub fn at(&self, now: u32) -> u128 {
		let blocks = u128::from(now.saturating_sub(self.since));
		// Below 2^96.
		self.value.saturating_add(blocks * HALVING / u128::from(self.half_life.max(1)))
	}

	/// Go on with another half-life from block `now`. Says whether it is another.
	pub fn change(&mut self, half_life: u32, now: u32) -> bool {
		if half_life == self.half_life {
			return false;
		}
		*self = Self { value: self.at(now), since: now, half_life };
		true
	}
}
