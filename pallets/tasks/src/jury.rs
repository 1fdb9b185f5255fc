//! Juries: who decides when devices have found different things.
//!
//! Work is given to those who offer at that moment, and so are checks. A crew of machines that
//! are always there is a larger part of these than of all who work, and grows with each honest
//! device that it has found wrong and so driven off. Where such a crew decided what is true,
//! three tenths of all bonds would be enough to take a mesh over. So a jury is called from the
//! **roll**: every device that has ever offered and not left, present or not, drawn in
//! proportion to its bond. Who is asleep is waited for
//! ([`jury_patience`](crate::Params::jury_patience)); who does not come is excused, and called
//! no more until it offers again.
//!
//! Room for one pay is enough: what counts in a verdict are bonds, and who owes much has as
//! good a voice. A juror that has more stakes as much as each of those it may find wrong, half
//! of what it has at the most.
//!
//! ## How many
//!
//! Four of at most seven must agree, and nobody counts who had a copy before. The larger the
//! jury, the less a minority prevails: with 30 % of all bonds a crew does in 13 % of juries of
//! seven, in 22 % of those of three, and in 30 % of cases as the one juror beside a pair. Whom they
//! find wrong pays for it: those who agree are paid four times, and it has put six pays aside.
//!
//! A mesh of few owners could not decide anything so. Where the sample holds fewer than ten
//! owners that could be called, two of at most three must agree, and one juror is enough where
//! two differ.
//!
//! ## The draw
//!
//! A sample of the roll is read: all of it where it is short, else as many places as are drawn
//! for a copy. Of those in it that could take a copy, jurors are drawn by this block's chance,
//! each with a probability in proportion to its bond, and no two of one owner.

use crate::{
	draw::{number, Candidate, Looked, Wanted},
	matching::Picked,
	pallet::*,
	Params, Task, Worker,
};
use alloc::{collections::BTreeSet, vec::Vec};
use atous_primitives::{
	outcome::sha256,
	verdict::{jurors, LARGE_JURY},
	Hash, Latency, OfferSpec, ServedBlock, TaskId,
};
use atous_support::Ledger;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Owners of whom a device could be called where the jury is large: those of seven jurors, and
/// of three that may have to take the place of who does not come.
pub(crate) const MANY: usize = jurors(LARGE_JURY) as usize + 3;

/// A device's place on the roll, and what it can do.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Seat {
	/// Index on the roll.
	pub place: u32,
	/// What it has offered last, at any price and latency. Containers no jury runs.
	pub spec: OfferSpec,
}

/// A device that could be called, and the bond by which it is drawn.
struct Juror<AccountId> {
	candidate: Candidate<AccountId>,
	bond: u128,
}

impl<T: Config> Pallet<T> {
	/// Enter the device into the roll, or note what it can do now.
	pub(crate) fn take_seat(worker: &mut Worker, device: &T::AccountId, offered: &OfferSpec) {
		// A jury is a duty: nobody is left out for what it asks.
		let spec = OfferSpec {
			reserve_price: 0,
			latency: Latency::Realtime,
			code_hashes: Default::default(),
			..offered.clone()
		};
		let place = worker.seat.as_ref().map_or_else(|| Self::append(device), |seat| seat.place);
		worker.seat = Some(Seat { place, spec });
	}

	/// Add the device at the end of the roll. Says at which index.
	fn append(device: &T::AccountId) -> u32 {
		let place = RollSize::<T>::get();
		Roll::<T>::insert(place, device);
		RollSize::<T>::put(place.saturating_add(1));
		place
	}

	/// Take the device off the roll, and close the gap with the last one.
	pub(crate) fn leave_seat(device: &T::AccountId) {
		let Some(seat) = Self::update_worker(device, |worker| worker.seat.take()) else { return };
		let Some(last) = RollSize::<T>::get().checked_sub(1) else { return };
		RollSize::<T>::put(last);
		let Some(moved) = Roll::<T>::take(last).filter(|_| last != seat.place) else { return };
		Roll::<T>::insert(seat.place, &moved);
		Self::update_worker(&moved, |worker| {
			if let Some(own) = worker.seat.as_mut() {
				own.place = seat.place;
			}
		});
	}

	/// The jurors that a task wants, or nobody.
	pub(crate) fn call_jury(
		params: &Params,
		id: TaskId,
		task: &mut Task<T::AccountId>,
		now: ServedBlock,
		seed: &Hash,
		looked: &mut Looked,
	) -> Option<Picked<T::AccountId>> {
		let count = RollSize::<T>::get();
		let wanted = Wanted::new(params, task, now, count);
		looked.draws = looked.draws.saturating_add(1);
		let round = (task.copies.len() as u8, 0);
		let mut places = BTreeSet::new();
		let mut sample = Vec::new();
		for attempt in 0..params.draw_reads.min(count) {
			let place = Self::slot(params, seed, id, round, attempt, count);
			if !places.insert(place) {
				continue;
			}
			looked.reads = looked.reads.saturating_add(1);
			let device = Roll::<T>::get(place);
			sample.extend(device.and_then(|device| Self::juror(params, device, &wanted)));
		}
		let owners: BTreeSet<_> = sample.iter().map(|one| &one.candidate.owner).collect();
		let large = owners.len() >= MANY && task.has_room_for_large_jury();
		let calls = if large { LARGE_JURY } else { task.wanted };
		let mut devices = Vec::new();
		while devices.len() < usize::from(calls) {
			let nonce = [round.0, devices.len() as u8];
			let draw = sha256(&[b"atous/jury", seed, &id.to_le_bytes(), &nonce]);
			let juror = draw_by_bond(&mut sample, number(&draw))?;
			sample.retain(|one| one.candidate.owner != juror.owner);
			devices.push(juror);
		}
		Self::match_stakes(task.plan, Self::one_pay(task), &mut devices);
		if large {
			task.leave_to_jury(LARGE_JURY);
		}
		Some(Picked { plan: task.plan, devices })
	}

	/// The device as a juror, if it can do the work and put enough aside.
	fn juror(
		params: &Params,
		device: T::AccountId,
		wanted: &Wanted<'_, T::AccountId>,
	) -> Option<Juror<T::AccountId>> {
		let worker: Worker = Workers::<T>::get(&device);
		let spec = &worker.seat.as_ref()?.spec;
		if !spec.fits(wanted.header, wanted.price, spec.cores, spec.memory_mib) {
			return None;
		}
		let standing = T::Ledger::standing(&device)?;
		let bond = standing.bond;
		let mut candidate = Self::able(device, &worker, spec, standing, wanted)?;
		candidate.seasoned = candidate.checked >= params.seasoned;
		Some(Juror { candidate, bond })
	}
}

/// Take one of them, each with a probability in proportion to its bond, as `chance` among all
/// numbers of 64 bits has it.
fn draw_by_bond<AccountId>(
	sample: &mut Vec<Juror<AccountId>>,
	chance: u64,
) -> Option<Candidate<AccountId>> {
	let total = sample.iter().fold(0u128, |sum, one| sum.saturating_add(one.bond));
	// The upper 64 bits are enough, and fit into a product.
	let scale = total.checked_ilog2()?.saturating_sub(63);
	let target = ((total >> scale) * u128::from(chance)) >> 64;
	let mut passed = 0u128;
	let at = sample.iter().position(|one| {
		passed = passed.saturating_add(one.bond);
		(passed >> scale) > target
	})?;
	Some(sample.remove(at).candidate)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn juror(number: u8, bond: u128) -> Juror<u8> {
		Juror { candidate: Candidate::of(number), bond }
	}

	/// How often each of these is drawn in 3,000 draws.
	fn drawn(bonds: &[u128]) -> Vec<u32> {
		let mut counts = vec![0; bonds.len()];
		for round in 0..3_000u32 {
			let mut sample: Vec<_> =
				bonds.iter().enumerate().map(|(at, bond)| juror(at as u8, *bond)).collect();
			let chance = number(&sha256(&[&round.to_le_bytes()]));
			let one = draw_by_bond(&mut sample, chance).expect("there are bonds");
			counts[usize::from(one.device)] += 1;
			assert_eq!(sample.len() + 1, bonds.len());
		}
		counts
	}

	#[test]
	fn twice_the_bond_is_twice_the_odds() {
		for unit in [1u128, 100_000_000_000_000, u128::MAX / 8] {
			let counts = drawn(&[unit, 2 * unit, 0, 3 * unit]);
			// 500, 1,000 and 1,500 are expected; five standard deviations are 137 at most.
			for (count, expected) in counts.into_iter().zip([500u32, 1_000, 0, 1_500]) {
				assert!(count.abs_diff(expected) < 137, "{count} of {expected} at {unit}");
			}
		}
	}

	#[test]
	fn nobody_is_drawn_without_a_bond() {
		assert!(draw_by_bond(&mut Vec::<Juror<u8>>::new(), 7).is_none());
		assert!(draw_by_bond(&mut vec![juror(1, 0)], 7).is_none());
	}

	#[test]
	fn every_number_draws_somebody() {
		for chance in [0, 1, u64::MAX / 2, u64::MAX - 1, u64::MAX] {
			for bond in [1, 3, 1 << 63, u128::MAX / 4] {
				let mut sample = vec![juror(0, bond), juror(1, bond), juror(2, bond)];
				assert!(draw_by_bond(&mut sample, chance).is_some(), "{chance} of {bond}");
			}
		}
	}
}
