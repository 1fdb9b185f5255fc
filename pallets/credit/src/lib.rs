//! # The ledger of who helped whom
//!
//! A signed, non-transferable, zero-sum credit between devices.
//!
//! ## Overview
//!
//! Every enrolled device has an account. Its balance rises when it works for
//! others and falls when others work for it, and it may go below zero: a debt is
//! a state, not a failure. What a device may owe is bounded by a limit, the limit
//! by a bond that its owner posted, and in every block the sum of all balances
//! and the commons is zero.
//!
//! No call, trait or extension transfers credit. It moves when verified work is
//! settled, when collateral is forfeited, and when a device leaves; nothing else.
//!
//! ## Words
//!
//! - **Device**: a machine, identified by its account. **Owner**: the account that
//!   posted its bond. One owner may have many devices; a device owns none.
//! - **Credit**: signed, in micro-credits. One credit is about one core-second.
//! - **Backing** B: the bond in credit. **Limit**: the most a device may owe, a
//!   quarter of the backing on the first day ([`limit::limit`]).
//! - **Reserved**: put aside for the device's own open tasks. **Collateral**: put
//!   aside for work it does for others. Putting aside moves nothing.
//! - **Spendable**: what could still be reserved, surcharge included: the balance
//!   and ¾ of the limit ([`types::Account::spendable`]). **Securable**: what could
//!   still become collateral: the balance and all of the limit.
//! - **Commons**: the one account that is nobody's. Surcharges, forfeited
//!   collateral and what leaving devices leave behind go in; bonuses come out.
//! - **Surcharge**: 5 % of the part of a task that is financed by debt while the
//!   commons is empty, nothing once it holds twice its target
//!   ([`limit::surcharge`]). **Bonus**: three fifths of it, for the devices that
//!   did the work.
//! - **Tier**: where a balance stands beside its backing ([`limit::tier`]).
//!
//! Amounts are whole numbers, and rounding favours the commons: what a device may
//! owe or gets is rounded down, what it pays is rounded up.
//!
//! ## Scenario: a laptop asks, two servers work
//!
//! 1. Olga has 300 tokens. Her laptop signs a consent, and she enrols it with a
//!    bond of 100 ([`Call::enroll`]): a backing of 14,400 credits, a limit of
//!    3,600, nothing on the account.
//! 2. The laptop asks for work of 100 credits by each of two servers. All of the
//!    200 is debt and the commons is empty, so the market reserves 200 and a
//!    surcharge of 10, of which 6 will be bonus. No balance has changed.
//! 3. Each server puts 100 aside as collateral, works, and agrees with the other,
//!    having used only 80. At the settlement each gets 80 and its share of the
//!    bonus, 2.4. The laptop pays 160 and a surcharge of 8, and owes 168; 42 of
//!    what was reserved is free again. The commons keeps 3.2. The sum is zero.
//! 4. The laptop owes, so the market offers it work first. It works for others
//!    until it is at zero or above.
//! 5. Olga takes it out ([`Call::leave`]). What is left on the account goes to
//!    the commons; after a week anyone may give her the bond back
//!    ([`Call::claim_bond`]).
//!
//! ## Calls and who may call them
//!
//! | call | who |
//! |---|---|
//! | [`Call::enroll`] | the owner, with the device's consent |
//! | [`Call::leave`] | the owner |
//! | [`Call::claim_bond`] | anyone, once the cool-down is over |
//!
//! Everything else happens through [`atous_support::Ledger`], which the market
//! uses. What a client wants to know it asks with the view functions.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use pallet::*;
pub use params::Params;
pub use weights::WeightInfo;

mod enrolment;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod invariants;
mod ledger;
pub mod limit;
pub mod params;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::types::{Account, Departure, Totals};
	use atous_primitives::{views::AccountView, Credit};
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Inspect, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::{IdentifyAccount, Verify};

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The ledger.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the ledger needs of its runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<
		RuntimeEvent: From<Event<Self>>,
		AccountId: Into<[u8; 32]>,
		Hash: Into<[u8; 32]>,
	>
	{
		/// The overarching hold reason.
		type RuntimeHoldReason: From<HoldReason>;

		/// The token that bonds are posted in.
		type Currency: Inspect<Self::AccountId, Balance = u128>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// How a device signs its consent.
		type Signature: Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>> + Parameter;

		/// Every number of the ledger. Must pass [`Params::validate`].
		#[pallet::constant]
		type Params: Get<Params>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;
	}

	/// Why tokens are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The bond that backs what a device may owe. Held of its owner until the
		/// device has left and the cool-down is over.
		#[codec(index = 0)]
		Bond,
	}

	/// The account of each enrolled device.
	#[pallet::storage]
	pub type Accounts<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Account<T::AccountId, BlockNumberFor<T>>,
		OptionQuery,
	>;

	/// The commons, and the sum of all positive balances.
	#[pallet::storage]
	pub type Books<T: Config> = StorageValue<_, Totals, ValueQuery>;

	/// How many devices are enrolled.
	#[pallet::storage]
	pub type DeviceCount<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Devices that have left and whose bond is still held.
	#[pallet::storage]
	pub type Departures<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Departure<T::AccountId, BlockNumberFor<T>>,
		OptionQuery,
	>;

	/// What happened in the ledger. Amounts of credit are in micro-credits.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device was enrolled.
		Enrolled {
			/// The device.
			device: T::AccountId,
			/// Who posted the bond.
			owner: T::AccountId,
			/// The bond, in the smallest units of the token.
			bond: u128,
		},
		/// A device left.
		Left {
			/// The device.
			device: T::AccountId,
			/// Who posted the bond.
			owner: T::AccountId,
			/// What was on the account and went to the commons.
			remainder: Credit,
			/// First block in which the bond can be claimed.
			until: BlockNumberFor<T>,
		},
		/// The bond of a device that had left went back to its owner.
		BondReleased {
			/// The device.
			device: T::AccountId,
			/// Who posted the bond and has it back.
			owner: T::AccountId,
			/// The bond, in the smallest units of the token.
			bond: u128,
		},
		/// A device was paid for its work.
		Paid {
			/// The device.
			device: T::AccountId,
			/// For the work.
			pay: Credit,
			/// On top of it, out of the surcharge.
			bonus: Credit,
		},
		/// A requester was charged for work, and the rest of what it had put
		/// aside is free again. The commons kept `surcharge - bonus`.
		Charged {
			/// The device that asked for the work.
			requester: T::AccountId,
			/// For the work, all devices together.
			pay: Credit,
			/// On top of it, because it was financed by debt.
			surcharge: Credit,
			/// What the devices got of the surcharge.
			bonus: Credit,
		},
		/// A device's collateral went to the commons.
		Forfeited {
			/// The device.
			device: T::AccountId,
			/// What was taken.
			amount: Credit,
		},
	}

	/// Why a call or the market was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is not an enrolled device.
		NotEnrolled,
		/// The device is enrolled already.
		AlreadyEnrolled,
		/// The device has left and its bond has not been claimed.
		StillLeaving,
		/// The owner is the device itself or another enrolled device.
		OwnerIsDevice,
		/// The bond is below the smallest.
		BondTooSmall,
		/// The consent is not the device's signature for this owner, chain and expiry.
		BadConsent,
		/// The consent's last block is past.
		ConsentExpired,
		/// The consent would be valid for as long as the cool-down after leaving,
		/// or longer.
		ConsentTooLong,
		/// The caller is not the device's owner.
		NotOwner,
		/// The device owes.
		HasDebt,
		/// The device has credit put aside for open tasks or as collateral.
		HasReservations,
		/// The device has not left.
		NotLeaving,
		/// The cool-down is not over.
		CoolingDown,
		/// The amount is below zero.
		NegativeAmount,
		/// The device could then owe more than it may.
		LimitReached,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			if let Err(reason) = T::Params::get().validate() {
				panic!("the ledger's numbers do not fit together: {reason}");
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_n: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Enrol a device: open its account and post its bond.
		///
		/// **Origin**: signed by the owner, which must not be a device itself.
		///
		/// **Details**: holds the bond of the owner and keeps the device's account
		/// alive without tokens. The account starts at zero: there is no gift, the
		/// limit is what a newcomer can begin with.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		/// - `bond`: in the smallest units of the token, at least `Params::min_bond`.
		/// - `expiry`: the last block number in which the consent is valid; nearer
		///   than `Params::leave_cooldown` blocks, so that it cannot bring back a
		///   device that left.
		/// - `consent`: the device's signature of
		///   [`consent::message`](atous_primitives::consent::message).
		///
		/// **Errors**: [`Error::BondTooSmall`], [`Error::OwnerIsDevice`],
		/// [`Error::AlreadyEnrolled`], [`Error::StillLeaving`],
		/// [`Error::ConsentExpired`], [`Error::ConsentTooLong`],
		/// [`Error::BadConsent`], and those of the token if it cannot be held.
		///
		/// **Events**: [`Event::Enrolled`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::enroll())]
		pub fn enroll(
			origin: OriginFor<T>,
			device: T::AccountId,
			#[pallet::compact] bond: u128,
			expiry: u32,
			consent: T::Signature,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_enroll(owner, device, bond, expiry, consent)
		}

		/// Take a device out of the mesh: close its account.
		///
		/// **Origin**: signed by the device's owner.
		///
		/// **Details**: the device must owe nothing and have nothing put aside.
		/// What is left on the account goes to the commons. The bond stays held
		/// for `Params::leave_cooldown` blocks, and the device cannot be enrolled
		/// again before it has been claimed.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::NotOwner`],
		/// [`Error::HasDebt`], [`Error::HasReservations`].
		///
		/// **Events**: [`Event::Left`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::leave())]
		pub fn leave(origin: OriginFor<T>, device: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_leave(who, device)
		}

		/// Give the owner the bond of a device that has left.
		///
		/// **Origin**: signed by anyone; the bond goes to its owner.
		///
		/// **Details**: possible once the cool-down is over. The device's account
		/// is no longer kept alive.
		///
		/// **Parameters**
		/// - `device`: the account of the machine.
		///
		/// **Errors**: [`Error::NotLeaving`], [`Error::CoolingDown`].
		///
		/// **Events**: [`Event::BondReleased`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::claim_bond())]
		pub fn claim_bond(origin: OriginFor<T>, device: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim_bond(device)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A device's account with all that follows from it: limit, spendable
		/// credit, tier. None for anyone who is not enrolled.
		pub fn account(device: T::AccountId) -> Option<AccountView<T::AccountId>> {
			Self::account_view(&device)
		}

		/// Balance of the commons, in micro-credits.
		pub fn commons() -> Credit {
			Books::<T>::get().commons
		}

		/// What the commons should hold, in micro-credits.
		pub fn commons_target() -> Credit {
			limit::commons_target(Books::<T>::get().positive, &T::Params::get())
		}

		/// A device that has left: whose bond is held, how much, and until when.
		pub fn departure(
			device: T::AccountId,
		) -> Option<Departure<T::AccountId, BlockNumberFor<T>>> {
			Departures::<T>::get(device)
		}
	}
}
