//! What the benchmarks of the pallets share: devices to measure with, and a system
//! whose block number can be set.

/// Puts devices into the ledger, for benchmarks of the pallets that use it.
pub trait Enrolment<AccountId> {
	/// Enrol `device` for `owner`, with bond enough for many tasks at once.
	fn enrol(owner: &AccountId, device: &AccountId);

	/// Make settling with an enrolled device cost the most: give it something that
	/// decays, a history, and something unvested in every class.
	fn burden(device: &AccountId);

	/// Have an enrolled device owe a part of what it may.
	fn indebt(device: &AccountId);
}

/// Puts devices into the market, for benchmarks of the ledger.
pub trait Presence<AccountId> {
	/// Make asking about an enrolled device, and forgetting it, cost the most: have it
	/// offer in every class, at a price that nobody pays.
	fn appear(device: &AccountId);
}

impl<AccountId> Presence<AccountId> for () {
	fn appear(_: &AccountId) {}
}

/// `frame_system`, with a pallet whose block number can be set without that crate's
/// own feature for benchmarks.
///
/// The macro of `frame-benchmarking` names `frame_system::Pallet::set_block_number`,
/// which exists in WebAssembly only where that feature is on, and with it it has to be
/// on in every pallet of the SDK. A benchmark's file therefore says
/// `use atous_support::benchmarking::system as frame_system;`.
pub mod system {
	use core::marker::PhantomData;
	use frame_support::{
		storage::{storage_prefix, unhashed},
		traits::PalletInfoAccess,
	};
	pub use frame_system::*;

	/// The system's pallet, as far as benchmarks name it.
	pub struct Pallet<T>(PhantomData<T>);

	impl<T: Config> Pallet<T> {
		/// The present block.
		pub fn block_number() -> pallet_prelude::BlockNumberFor<T> {
			frame_system::Pallet::<T>::block_number()
		}

		/// Go to a block.
		pub fn set_block_number(number: pallet_prelude::BlockNumberFor<T>) {
			let pallet = frame_system::Pallet::<T>::name();
			unhashed::put(&storage_prefix(pallet.as_bytes(), b"Number"), &number);
		}
	}
}
