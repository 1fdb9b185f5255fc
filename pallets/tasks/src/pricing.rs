//! The posted price: one for each class, moved by little once a session.
//!
//! What moves it is what tasks have met with in the session. Work that was settled
//! after its task had waited longer than the market allows for finding devices, and
//! work that nobody took at all, says that devices are *short*; work that found its
//! devices in time says that there are enough. Nothing else counts: offers cost little
//! to make, and a settled task costs what it is worth.
//!
//! No owner may count for more than a twentieth. To keep a sum for every owner would
//! cost a read and a write of its own each time, so owners are spread over a fixed
//! number of buckets by a hash that changes with the session; a bucket counts for at
//! most a twentieth of all the work, and the price moves only where the buckets
//! together lean further than that to one side. Two owners who share a bucket share
//! its weight, for one session. One owner alone never moves the price, and where
//! fewer than two have asked it stands still.

use crate::{pallet::*, Params, Task};
use atous_primitives::{outcome::sha256, profile, Class, Fuel, Price};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cmp::Ordering;
use scale_info::TypeInfo;

/// Over how many buckets owners are spread.
pub const BUCKETS: usize = 32;
/// The share of all work that one bucket counts for at most: one in so many.
const SHARES: u64 = 20;
/// The share by which a price moves at most: one in so many.
const STEPS: Price = 64;

/// What the tasks of a class have met with in a session, by bucket, in work units.
#[derive(
	Clone,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Traffic {
	/// The session; part of the hash that spreads the owners.
	pub session: u32,
	/// Work that waited too long, or that nobody took.
	pub short: [u64; BUCKETS],
	/// Work that found its devices in time.
	pub met: [u64; BUCKETS],
}

impl Traffic {
	fn new(session: u32) -> Self {
		Self { session, ..Default::default() }
	}

	/// Count `units` of a task of `owner`.
	fn note(&mut self, owner: &[u8], units: u64, short: bool) {
		let [first, ..] = sha256(&[b"atous/bucket", &self.session.to_le_bytes(), owner]);
		let side = if short { &mut self.short } else { &mut self.met };
		if let Some(bucket) = side.get_mut(usize::from(first) % BUCKETS) {
			*bucket = bucket.saturating_add(units);
		}
	}

	/// Where the price should go: up where devices were short.
	pub(crate) fn pull(&self) -> Ordering {
		let all = self.short.iter().chain(&self.met);
		let weight = all.fold(0u64, |sum, units| sum.saturating_add(*units));
		let most = i128::from(weight / SHARES);
		let leaning: i128 = self
			.short
			.iter()
			.zip(&self.met)
			.map(|(short, met)| (i128::from(*short) - i128::from(*met)).clamp(-most, most))
			.sum();
		if leaning > most {
			Ordering::Greater
		} else if leaning < -most {
			Ordering::Less
		} else {
			Ordering::Equal
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The task is settled at `fuel` a copy.
	pub(crate) fn note_settled(params: &Params, task: &Task<T::AccountId>, fuel: Fuel) {
		let found = task.found.unwrap_or(task.arrived);
		let short = found.saturating_sub(task.arrived) > params.queue_allowance;
		Self::note(task, profile::work_units(fuel), short);
	}

	/// Nobody took the task before its deadline.
	pub(crate) fn note_unmet(task: &Task<T::AccountId>) {
		Self::note(task, profile::work_units(task.header.work_limit), true);
	}

	fn note(task: &Task<T::AccountId>, units: u64, short: bool) {
		Traffics::<T>::mutate(task.header.class, |traffic| {
			let traffic = traffic.get_or_insert_with(|| Traffic::new(LastSession::<T>::get()));
			let copies = u64::from(task.payable());
			traffic.note(task.owner.as_ref(), units.saturating_mul(copies), short);
		});
	}

	/// Move the price of every class with what was met in the session that has ended.
	pub(crate) fn move_prices(params: &Params) {
		for class in Class::ALL {
			let Some(traffic) = Traffics::<T>::take(class) else { continue };
			let old = Self::posted(params, class);
			let step = old / STEPS;
			let new = match traffic.pull() {
				Ordering::Greater => old.saturating_add(step),
				Ordering::Less => old.saturating_sub(step),
				Ordering::Equal => old,
			};
			let new = new.clamp(params.price_floor, params.price_ceiling);
			if new != old {
				PostedPrice::<T>::insert(class, new);
				Self::deposit_event(Event::PriceMoved { class, price: new });
			}
		}
	}
}
