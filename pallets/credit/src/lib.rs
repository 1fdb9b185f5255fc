//! # The ledger of who helped whom
//!
//! A signed, non-transferable, zero-sum credit between devices.
//!
//! ## Overview
//!
//! Every enrolled device has an account. Its balance rises when it works for
//! others and falls when others work for it, and it may go below zero: a debt is
//! a state, not a failure. What a device may owe is bounded by a limit, the limit
//! by a bond that its owner posted, and in every block the sum of all balances, of
//! what is unvested and of the commons is zero.
//!
//! No call, trait or extension transfers credit. It moves when verified work is
//! settled, when collateral or unvested pay is forfeited, when a task is taken back, when
//! a large balance decays, when a device leaves and when a debt is written off; nothing
//! else.
//!
//! ## Words
//!
//! - **Device**: a machine, identified by its account. **Owner**: the account that
//!   posted its bond. One owner may have many devices; a device owns none.
//! - **Credit**: signed, in micro-credits. One credit is about one core-second.
//! - **Rate** L: the credits that a token of bond backs. Starts at a cap that
//!   governance sets, falls when debts are not paid, recovers ([`rate::Rate`]).
//! - **Backing** B: the bond in credit, as it was when the account was last touched.
//!   It rises with the rate at the next touch; it falls with it only once the device
//!   fits into what is left ([`types::Account::fits`]), so no debt ever exceeds its
//!   backing.
//! - **History** H: what a device verifiably did for others lately, each part as far
//!   as its class is open to everyone. Half of it is forgotten in thirty days.
//! - **Limit**: the most a device may owe, a quarter of the backing on the first day
//!   and towards the whole with history ([`limit::limit`]).
//! - **Reserved**: put aside for the device's own open tasks. **Collateral**: put
//!   aside for work it does for others. Putting aside moves nothing.
//! - **Spendable**: what could still be reserved, premium and surcharge included: the
//!   balance and ¾ of the limit ([`types::Account::spendable`]). **Securable**: what
//!   could still become collateral: the balance and all of the backing
//!   ([`types::Account::securable`]).
//! - **Unvested**: earned for work that nobody has checked. It goes to the balance
//!   with the device's next passed check in the class, and to the commons with a
//!   failed one.
//! - **Commons**: the one account that is nobody's. Surcharges, premiums, forfeited
//!   collateral, what decays and what leaving devices leave behind go in; bonuses,
//!   matching, pay for checks and debts written off come out. Its **target** is a 32nd
//!   of all positive balances, and at least [`Params::commons_floor`].
//! - **Surcharge**: 5 % of the part of a task that is financed by debt while the
//!   commons is empty, half of that at its target, nothing once it holds twice as much
//!   ([`limit::surcharge`]). **Bonus**: three fifths of it, for the devices that
//!   did the work.
//! - **Matching**: what the commons adds to the pay of a device that owes, out of what
//!   it has above its target ([`limit::matching`]). It is **promised** when the task
//!   is reserved; what is promised is not there for others.
//! - **Demurrage**: what is free above max(36,000 credits, B) is halved in four weeks,
//!   to the commons. What is put aside does not, but it decays for the whole time if it
//!   comes back.
//! - **Tier**: where a balance stands beside its backing ([`limit::tier`]).
//!
//! Amounts are whole numbers, and rounding favours the commons: what a device may
//! owe or gets is rounded down, what it pays is rounded up. Time is counted in blocks;
//! nothing happens by itself as it passes, but every operation first brings the
//! accounts it concerns up to date (`desk`).
//!
//! ## Scenario: a laptop asks, two servers work
//!
//! 1. Olga has 300 tokens. Her laptop signs a consent, and she enrols it with a
//!    bond of 200 ([`Call::enroll`]): a backing of 28,800 credits, a limit of
//!    7,200, nothing on the account.
//! 2. The laptop asks for work of 100 credits by each of two servers. All of the
//!    200 is debt and the commons is empty, so the market reserves 200 and a
//!    surcharge of 10, of which 6 will be bonus. No balance has changed.
//! 3. Each server puts 100 aside as collateral, works, and agrees with the other,
//!    having used only 80. At the settlement each gets 80 and its share of the
//!    bonus, 2.4. The laptop pays 160 and a surcharge of 8, and owes 168; 42 of
//!    what was reserved is free again. The commons keeps 3.2. The sum is zero.
//! 4. The laptop owes, so the market offers it work first. It works for others
//!    until it is at zero or above; what it does counts as history, and its limit
//!    grows.
//! 5. Olga needs tokens and takes half of the bond back ([`Call::reduce_bond`]): the
//!    rest still covers what the laptop may owe. They are hers after a week.
//! 6. Olga takes it out ([`Call::leave`]). What is left on the account goes to
//!    the commons; after a week anyone may give her the rest of the bond
//!    ([`Call::claim_bond`]). Had the laptop owed and been silent for a month instead,
//!    anyone could have written its debt off ([`Call::write_off`]), at the expense of
//!    the bond.
//!
//! ## Calls and who may call them
//!
//! | call | who |
//! |---|---|
//! | [`Call::enroll`] | the owner, with the device's consent |
//! | [`Call::leave`] | the owner |
//! | [`Call::claim_bond`] | anyone, once the cool-down is over |
//! | [`Call::top_up_bond`] | the owner |
//! | [`Call::reduce_bond`] | the owner |
//! | [`Call::write_off`] | anyone, on a debtor that has given up |
//! | [`Call::touch`] | anyone |
//! | [`Call::set_params`] | [`Config::ManagerOrigin`] |
//!
//! Everything else happens through [`atous_support::Ledger`], which the market
//! uses. What a client wants to know it asks with the view functions.
//!
//! ## Where things are
//!
//! `calls` → `enrolment`, `bonds`, `write_off`, `governance`; the market →
//! `ledger`, `settlement`, `vesting`. All of them work on a `desk`, which reads the
//! numbers ([`params`]), the [`books`] and the clocks ([`mod@index`], [`decay`]) once.
//! The formulas are in [`limit`] and [`rate`], the promises in `invariants`.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use pallet::*;
pub use params::Params;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod bonds;
pub mod books;
mod calls;
pub mod decay;
mod desk;
mod enrolment;
mod errors;
mod events;
mod governance;
pub mod index;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod invariants;
mod ledger;
pub mod limit;
pub mod migration;
pub mod params;
pub mod rate;
mod settlement;
pub mod types;
mod vesting;
mod views;
pub mod weights;
mod write_off;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

use frame_support::pallet_macros::import_section;

#[import_section(calls::calls)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::{
		books::State,
		governance::{FirstBooks, FirstNumbers},
		types::{Account, Release},
	};
	use atous_primitives::{
		views::{AccountView, CommonsView, Terms, TermsError},
		Class, Credit,
	};
	use atous_support::{
		settings::{Settings, Validate},
		Participation,
	};
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Inspect, MutateHold},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::{IdentifyAccount, Verify};

	/// The in-code storage version.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(2);

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

		/// The numbers to begin with, in force until others are set. Must pass
		/// [`Params::validate`](Validate::validate).
		#[pallet::constant]
		type Params: Get<Params>;

		/// Who may set other numbers.
		type ManagerOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The number of this session.
		type Session: Get<u32>;

		/// What the market knows of a device.
		type Participation: Participation<Self::AccountId>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;

		/// Puts the devices that benchmarks measure with into the market.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: atous_support::benchmarking::Presence<Self::AccountId>;
	}

	/// Why tokens are held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The bond that backs what a device may owe. Held of its owner until it was
		/// reduced, or the device has left, and the cool-down is over.
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

	/// The commons and the other sums, the clocks, and what a token of bond backs.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Books<T: Config> = StorageValue<_, State, ValueQuery, FirstBooks<T>>;

	/// The numbers in force and those to come.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Numbers<T: Config> = StorageValue<_, Settings<Params>, ValueQuery, FirstNumbers<T>>;

	/// How many devices are enrolled.
	#[pallet::storage]
	pub type DeviceCount<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// How many devices an owner has enrolled. Never zero.
	#[pallet::storage]
	pub type OwnedDevices<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, u32, OptionQuery>;

	/// By device, what of its bond backs nothing any more and is still held. A device
	/// with an entry and no account has left.
	#[pallet::storage]
	pub type Releases<T: Config> = StorageMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Release<T::AccountId, BlockNumberFor<T>>,
		OptionQuery,
	>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::begin_block();
			T::WeightInfo::on_initialize()
		}

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

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A device's account with all that follows from it: limit, spendable
		/// credit, tier. None for anyone who is not enrolled.
		pub fn account(device: T::AccountId) -> Option<AccountView<T::AccountId>> {
			Self::account_view(&device)
		}

		/// Balance of the commons, in micro-credits.
		pub fn commons() -> Credit {
			Books::<T>::get().totals.commons
		}

		/// What the commons should hold, in micro-credits.
		pub fn commons_target() -> Credit {
			Self::commons_view().target
		}

		/// The commons with its promises and target, the sums over all accounts, and
		/// what a token of bond backs.
		pub fn books() -> CommonsView {
			Self::commons_view()
		}

		/// What work of `principal` micro-credits would cost a device now, or why it
		/// cannot have it.
		pub fn quote_for(device: T::AccountId, principal: Credit) -> Result<Terms, TermsError> {
			Self::terms_for(&device, principal)
		}

		/// What of a device's bond backs nothing any more: whose it is, how much, and
		/// when it can be claimed.
		pub fn release_of(
			device: T::AccountId,
		) -> Option<Release<T::AccountId, BlockNumberFor<T>>> {
			Releases::<T>::get(device)
		}

		/// The numbers in force, and those to come.
		pub fn params() -> Settings<Params> {
			Numbers::<T>::get()
		}
	}
}
