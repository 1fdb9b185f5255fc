//! What the calls cost: measured, see `docs/benchmarks.md`.

mod measured;

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What each call may cost at most.
pub trait WeightInfo {
	/// [`Call::enroll`](crate::Call::enroll).
	fn enroll() -> Weight;
	/// [`Call::leave`](crate::Call::leave).
	fn leave() -> Weight;
	/// [`Call::claim_bond`](crate::Call::claim_bond).
	fn claim_bond() -> Weight;
	/// [`Call::top_up_bond`](crate::Call::top_up_bond).
	fn top_up_bond() -> Weight;
	/// [`Call::reduce_bond`](crate::Call::reduce_bond).
	fn reduce_bond() -> Weight;
	/// [`Call::write_off`](crate::Call::write_off).
	fn write_off() -> Weight;
	/// [`Call::touch`](crate::Call::touch).
	fn touch() -> Weight;
	/// [`Call::set_params`](crate::Call::set_params).
	fn set_params() -> Weight;
	/// The start of every block.
	fn on_initialize() -> Weight;
	/// One step of the migration to version 2: one account.
	fn migrate_one() -> Weight;
	/// The same: one departure.
	fn migrate_departure() -> Weight;
}

/// Measured times, and the runtime's own database weight for every read and write.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn enroll() -> Weight {
		measured::enroll::<T>()
	}
	fn leave() -> Weight {
		measured::leave::<T>()
	}
	fn claim_bond() -> Weight {
		measured::claim_bond::<T>()
	}
	fn top_up_bond() -> Weight {
		measured::top_up_bond::<T>()
	}
	fn reduce_bond() -> Weight {
		measured::reduce_bond::<T>()
	}
	fn write_off() -> Weight {
		measured::write_off::<T>()
	}
	fn touch() -> Weight {
		measured::touch::<T>()
	}
	fn set_params() -> Weight {
		measured::set_params::<T>()
	}
	fn on_initialize() -> Weight {
		// Books and numbers are whitelisted, and so count in no measurement: each block pays
		// for them once, used or not.
		measured::on_initialize::<T>().saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn migrate_one() -> Weight {
		measured::migrate_one::<T>()
	}
	fn migrate_departure() -> Weight {
		measured::migrate_departure::<T>()
	}
}
