//! The device lane: how device keys pay for the mesh's own calls.
//!
//! A device's key lies on a machine that nobody watches. It can therefore make
//! the mesh's own calls and nothing else, it needs no tokens, and what it can
//! cost its owner is bounded.
//!
//! - **Quota.** What its work needs, and an equal part of [`Config::Share`] of what
//!   the blocks of a window hold: the more devices, the less. It is burnt before the
//!   call is dispatched and stays burnt if the call fails: failing calls are not free.
//! - **Work.** A call about work that was given to the device ([`Config::Duties`]) is
//!   valid only while it is the next step of that work, in a block too, so that the
//!   second of two equal ones takes no room. It costs no quota if it succeeds: each copy
//!   of a task allows but one commitment, one reveal and one opening. For such calls, and
//!   no others, there is a reserve of [`Config::Reserve`] a window, which only their
//!   failures use up. So nobody who has work is silenced by what else it had to say, or by
//!   how many devices there are.
//! - **Allowance.** Past the quota the owner pays the fee, up to an allowance they
//!   have set. Without one, the transaction is refused.
//! - **Pool.** Before a node takes a device's transaction into its pool, the call
//!   is run on its state and rolled back; what would fail is refused with a code
//!   that names the error (see [`ChargeOrQuota`]).
//!
//! A scenario. Owner O enrols device D. D commits and reveals all day; neither pays.
//! One evening D asks for more tasks than its quota holds: its requests are refused
//! with `Payment` until the next window, its reveals are not. O calls
//! `set_allowance(D, 1 ATOS)`, and from then on such requests are charged to O until
//! that ATOS is spent.

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod extension;
mod quota;
pub mod weights;

pub use extension::{ChargeOrQuota, REFUSED_OTHER, REFUSED_TIP};
pub use pallet::*;
pub use quota::{Allowance, LaneStanding, LaneTime, Usage};
pub use weights::{SubstrateWeight, WeightInfo};

use pallet_transaction_payment::OnChargeTransaction;

/// How much of what a call says about the device's work is its next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
	/// It says nothing about work.
	NotWork,
	/// It names work the device does not have, or a step that is not its next.
	Nothing,
	/// Some of it is.
	Part,
	/// All of it is, and no work is named twice.
	All,
}

/// Which calls are about work that was given to a device.
pub trait Duties<AccountId, Call> {
	/// How many pieces of work the call names.
	fn named(call: &Call) -> u32;

	/// How much of the call is due of the device. One read for each piece of work.
	fn due(device: &AccountId, call: &Call) -> Due;
}

/// An amount of the token in which fees are paid.
pub type BalanceOf<T> = <<T as pallet_transaction_payment::Config>::OnChargeTransaction as
	OnChargeTransaction<T>>::Balance;

#[allow(missing_docs)] // the macro's output has no docs
#[frame_support::pallet]
pub mod pallet {
	use super::{
		quota::{Allowance, LaneStanding, LaneTime, Usage},
		BalanceOf, Duties, WeightInfo,
	};
	use atous_support::Devices;
	use frame_support::{pallet_prelude::*, traits::Contains};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{
		traits::{Convert, Zero},
		Perbill,
	};

	/// The device lane.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the lane needs of the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<RuntimeEvent: From<Event<Self>>> + pallet_transaction_payment::Config
	{
		/// Who is a device, and whose.
		type Devices: Devices<Self::AccountId>;

		/// The calls a device may make.
		type Calls: Contains<Self::RuntimeCall>;

		/// The calls that nobody else may make: those, and whatever carries one.
		type DevicesOnly: Contains<Self::RuntimeCall>;

		/// The code a pool refuses a failing call with.
		type Refusal: Convert<DispatchError, u8>;

		/// The calls about work that a device was given.
		type Duties: Duties<Self::AccountId, Self::RuntimeCall>;

		/// Length of a window, in blocks.
		#[pallet::constant]
		type Window: Get<BlockNumberFor<Self>>;

		/// Lane time every device has in a window for calls about its work that fail,
		/// beside its quota, in picoseconds.
		#[pallet::constant]
		type Reserve: Get<LaneTime>;

		/// Share of the ordinary part of a window's blocks that all devices have
		/// between them.
		#[pallet::constant]
		type Share: Get<Perbill>;

		/// How long a device's transaction stays in the pool, in blocks.
		#[pallet::constant]
		type Longevity: Get<u64>;

		/// What the lane costs.
		type LaneWeights: WeightInfo;

		/// Enrols the devices that benchmarks measure with.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: atous_support::benchmarking::Enrolment<Self::AccountId>;
	}

	/// What each device has used in the last window in which it used anything.
	#[pallet::storage]
	pub type Used<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Usage<BlockNumberFor<T>>>;

	/// What the owner of each device will still pay for calls past its quota.
	#[pallet::storage]
	pub type Allowances<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Allowance<T::AccountId, BalanceOf<T>>>;

	/// What happened in the lane.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An owner said what they will pay for a device.
		AllowanceSet {
			/// The owner.
			owner: T::AccountId,
			/// The device.
			device: T::AccountId,
			/// What is left to spend from now on, in 10^-12 ATOS.
			amount: BalanceOf<T>,
		},
		/// A device was past its quota, and its owner paid the fee.
		OwnerPaid {
			/// The owner.
			owner: T::AccountId,
			/// The device.
			device: T::AccountId,
			/// The fee, in 10^-12 ATOS.
			fee: BalanceOf<T>,
		},
	}

	/// Why a call of the lane failed.
	#[pallet::error]
	pub enum Error<T> {
		/// The caller is not the owner of an enrolled device of this account.
		NotOwner,
	}

	/// Calls of owners.
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Say how much to pay for a device's calls past its quota.
		///
		/// Replaces what was left of an earlier allowance. Nothing is held: a fee is
		/// taken from the owner's balance when it is due. A device that leaves, or
		/// changes its owner, takes no allowance along.
		///
		/// ## Origin
		/// Signed by the owner of the device.
		///
		/// ## Parameters
		/// - `device`: an enrolled device of the caller.
		/// - `amount`: in 10^-12 ATOS; zero ends the allowance.
		///
		/// ## Errors
		/// - [`Error::NotOwner`].
		///
		/// ## Events
		/// - [`Event::AllowanceSet`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::LaneWeights::set_allowance())]
		pub fn set_allowance(
			origin: OriginFor<T>,
			device: T::AccountId,
			#[pallet::compact] amount: BalanceOf<T>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			ensure!(T::Devices::owner_of(&device).as_ref() == Some(&owner), Error::<T>::NotOwner);
			if amount.is_zero() {
				Allowances::<T>::remove(&device);
			} else {
				Allowances::<T>::insert(&device, Allowance { owner: owner.clone(), left: amount });
			}
			Self::deposit_event(Event::AllowanceSet { owner, device, amount });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What a device may still use of the lane; `None` if it is not enrolled.
		pub fn standing(
			device: T::AccountId,
		) -> Option<LaneStanding<BlockNumberFor<T>, BalanceOf<T>>> {
			Self::do_standing(&device)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			assert!(!T::Window::get().is_zero(), "a window has at least one block");
			assert!(T::Longevity::get() > 0, "a transaction that dies at once is never included");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
