//! # Tasks: the market
//!
//! Matches requests with offers, holds the payment, checks the result by having
//! it made more than once, and settles.
//!
//! ## Overview
//!
//! A device says what it would take on ([`Pallet::offer`]); a device that needs
//! something done says what ([`Pallet::submit`]). In every block the market gives
//! the tasks at the head of its queue to devices that it draws by chance, and of
//! those drawn the one that owes most gets the work. The devices run the task,
//! commit to what came out, and reveal it once all have committed. When a quorum
//! agrees, on the result *and* on the amount of work, they are paid.
//!
//! ## Words
//!
//! * **Offer**: what a device would take on, kept in a dense vector per class.
//! * **Task**: a header, and what has become of it.
//! * **Copy**, or assignment: one device's part in a task.
//! * **Tag**: hash of task and outcome. **Commitment**: hash that hides the tag.
//! * **Served block**: a block in which the market ran. All times are counted in
//!   them, so that a migration or a session change penalises nobody.
//! * **Virtual start**: arrival less boost; the one number that orders the queue.
//!
//! ## A scenario
//!
//! Anna's laptop is hot and asks for 20 work units; Bruno's and Carla's desktops
//! are idle and have offered. `submit` puts 2 × 20 credits of Anna's laptop aside.
//! In the next block the market draws both desktops, puts 20 credits of each aside
//! as collateral and tells them. Both run the payload and `commit`. When the block
//! with the second commitment is final, Bruno's desktop calls `reveal` with its
//! tag; Carla's sees that it is the same as its own and reveals too, with the
//! outcome opened: 18 units of work and the name of the result. Anna's laptop pays
//! 18 credits to each, the rest is released, and the result is fetched from either.
//! Had the tags differed, a third device would have been asked, and the one that
//! ended up alone would have lost its collateral.
//!
//! ## States
//!
//! See [`TaskPhase`](atous_primitives::views::TaskPhase) and
//! [`CopyPhase`](atous_primitives::views::CopyPhase): each says who can end it, and when.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod agenda;
mod errors;
mod events;
mod invariants;
mod matching;
mod offers;
mod queue;
mod settlement;
mod submission;
mod types;
mod views;
pub mod weights;
mod work;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

/// The market.
#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
pub mod pallet {
	use super::{Address, Due, Offer, QueueKey, Record, Task, Usage, WeightInfo};
	use crate::Params;
	use atous_primitives::{
		views::{Quote, QuoteError, TaskView},
		Class, Hash, OfferSpec, Outcome, Price, Reveal, ServedBlock, TaskHeader, TaskId,
	};
	use atous_support::{BlockRandomness, Ledger, Quarantine};
	use frame_support::{pallet_prelude::*, weights::WeightMeter};
	use frame_system::pallet_prelude::*;
	use sp_runtime::AccountId32;

	/// The storage version of this pallet.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The market.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What the market needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config<AccountId = AccountId32> {
		/// The ledger that holds and settles payments.
		type Ledger: Ledger<Self::AccountId>;
		/// Devices that must not be given work.
		type Quarantine: Quarantine<Self::AccountId>;
		/// Chance of this block.
		type Randomness: BlockRandomness;
		/// The numbers of the market.
		#[pallet::constant]
		type Params: Get<Params>;
		/// Weights of calls and hooks.
		type WeightInfo: WeightInfo;
	}

	/// Blocks in which the market ran, since genesis.
	#[pallet::storage]
	pub type Served<T> = StorageValue<_, ServedBlock, ValueQuery>;

	/// Number of the next task.
	#[pallet::storage]
	pub type NextTask<T> = StorageValue<_, TaskId, ValueQuery>;

	/// Tasks that are open, or have ended and can still be read.
	#[pallet::storage]
	pub type Tasks<T: Config> = StorageMap<_, Twox64Concat, TaskId, Task<T::AccountId>>;

	/// Tasks of a requester that can still be read.
	#[pallet::storage]
	pub type Requests<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, TaskId, ()>;

	/// How many tasks a requester has open.
	#[pallet::storage]
	pub type OpenTasks<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// Copies a device is concerned with: assigned, committed or revealed.
	#[pallet::storage]
	pub type Assignments<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, TaskId, ()>;

	/// Offers by device.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Offer>;

	/// Cores and memory that a device's copies use. Kept apart from the offer, so
	/// that withdrawing and offering again sells nothing twice.
	#[pallet::storage]
	pub type Usages<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Usage, ValueQuery>;

	/// The dense vector of each class: which device stands at which index.
	#[pallet::storage]
	pub type Slots<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Class, Twox64Concat, u32, T::AccountId>;

	/// Length of the vector of each class.
	#[pallet::storage]
	pub type SlotCount<T: Config> = StorageMap<_, Twox64Concat, Class, u32, ValueQuery>;

	/// Peer address of a device: where its payloads and results are served.
	#[pallet::storage]
	pub type Peers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Address>;

	/// Tasks for which devices are wanted, by virtual start.
	#[pallet::storage]
	pub type Queue<T: Config> = StorageMap<_, Identity, QueueKey, TaskId>;

	/// What is due, by served block.
	#[pallet::storage]
	pub type Agenda<T: Config> = StorageMap<_, Identity, QueueKey, Due<T::AccountId>>;

	/// Tie-breaker of the next agenda entry.
	#[pallet::storage]
	pub type AgendaEntries<T> = StorageValue<_, u64, ValueQuery>;

	/// Posted price of each class in micro-credits per work unit; the base price
	/// where none is stored.
	#[pallet::storage]
	pub type PostedPrice<T: Config> = StorageMap<_, Twox64Concat, Class, Price>;

	/// Served blocks a task waits for its devices, in sixteenths: a moving average.
	#[pallet::storage]
	pub type AverageWait<T> = StorageValue<_, u32, ValueQuery>;

	/// What a device has done so far.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Record, ValueQuery>;

	/// Checked results of a device in a class, in a row: agreement adds one, silence
	/// halves, a wrong result sets to zero.
	#[pallet::storage]
	pub type Checked<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, Class, u32, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Work off what is due, then give work to devices, both within the budget.
		fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
			let budget = T::Params::get().match_budget.min(meter.remaining());
			let mut own = WeightMeter::with_limit(budget);
			Self::serve(&mut own);
			meter.consume(own.consumed());
		}

		fn integrity_test() {
			Self::check_params(&T::Params::get());
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Say what the device would take on. Replaces an earlier offer.
		///
		/// **Origin**: signed by an enrolled device that is not in quarantine.
		///
		/// **Details**: the offer lives until it is withdrawn, its lifetime has
		/// passed, or the device misses or fails an assignment.
		///
		/// **Parameters**: `spec`: classes, profile, free cores and MiB, the least
		/// price in micro-credits per work unit, lifetime in served blocks.
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::Quarantined`],
		/// [`Error::InvalidOffer`], [`Error::LifetimeOutOfRange`].
		///
		/// **Events**: [`Event::Offered`].
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::offer(spec.classes.len() as u32))]
		pub fn offer(origin: OriginFor<T>, spec: OfferSpec) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_offer(device, spec)
		}

		/// End the device's offer. Copies it has already been given stay its duty.
		///
		/// **Origin**: signed by the device.
		///
		/// **Errors**: [`Error::NoOffer`].
		///
		/// **Events**: [`Event::Withdrawn`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::withdraw())]
		pub fn withdraw(origin: OriginFor<T>) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_withdraw(&device)
		}

		/// Ask for something to be done.
		///
		/// **Origin**: signed by an enrolled device.
		///
		/// **Details**: the price is fixed at the posted price of the class times the
		/// factor of the latency; quorum × price × work limit and the surcharge are
		/// put aside until the task ends.
		///
		/// **Parameters**: `header`: see [`TaskHeader`].
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::InvalidHeader`],
		/// [`Error::VerificationUnsupported`], [`Error::PriceTooLow`],
		/// [`Error::DeadlineTooNear`], [`Error::DeadlineTooFar`],
		/// [`Error::TooManyOpenTasks`], and the ledger's own where the limit is reached.
		///
		/// **Events**: [`Event::Submitted`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::submit())]
		pub fn submit(origin: OriginFor<T>, header: TaskHeader) -> DispatchResult {
			let requester = ensure_signed(origin)?;
			Self::do_submit(requester, header)
		}

		/// Take a task back before any device was given it.
		///
		/// **Origin**: signed by the requester.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotRequester`],
		/// [`Error::WrongPhase`].
		///
		/// **Events**: [`Event::Cancelled`].
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::cancel())]
		pub fn cancel(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let requester = ensure_signed(origin)?;
			Self::do_cancel(requester, task)
		}

		/// Commit to an outcome without showing it.
		///
		/// **Origin**: signed by a device with a copy of the task.
		///
		/// **Parameters**: `commitment`: SHA-256 over task, device, tag, voucher and
		/// salt, see [`Reveal::commitment`].
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotAssigned`],
		/// [`Error::WrongPhase`], [`Error::TooLate`].
		///
		/// **Events**: [`Event::Committed`], and [`Event::QuorumCommitted`] with the last.
		#[pallet::call_index(4)]
		#[pallet::weight((T::WeightInfo::commit(), DispatchClass::Operational))]
		pub fn commit(origin: OriginFor<T>, task: TaskId, commitment: Hash) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_commit(device, task, commitment)
		}

		/// Reveal the tag committed to, and the voucher for it.
		///
		/// **Origin**: signed by a device with a committed copy.
		///
		/// **Details**: reveal only once the block of [`Event::QuorumCommitted`] is
		/// final, or a reverted block leaks the result to those who have not committed.
		///
		/// **Parameters**: `reveal`: tag, voucher and salt that were committed to.
		/// `opening`: the outcome itself, if with this reveal a quorum of tags is equal;
		/// settles the task.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotAssigned`],
		/// [`Error::WrongPhase`], [`Error::TooLate`], [`Error::BadReveal`],
		/// [`Error::NoQuorum`], [`Error::BadOpening`].
		///
		/// **Events**: [`Event::Revealed`]; then [`Event::Settled`],
		/// [`Event::Agreed`], [`Event::Escalated`] or [`Event::Inconclusive`].
		#[pallet::call_index(5)]
		#[pallet::weight((T::WeightInfo::reveal(), DispatchClass::Operational))]
		pub fn reveal(
			origin: OriginFor<T>,
			task: TaskId,
			reveal: Reveal,
			opening: Option<Outcome>,
		) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_reveal(device, task, reveal, opening)
		}

		/// Open the outcome that a quorum of equal tags stands for. Settles the task.
		///
		/// **Origin**: signed by a device whose tag is the quorum's.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotAssigned`],
		/// [`Error::WrongPhase`], [`Error::TooLate`], [`Error::BadOpening`].
		///
		/// **Events**: [`Event::Settled`].
		#[pallet::call_index(6)]
		#[pallet::weight((T::WeightInfo::open(), DispatchClass::Operational))]
		pub fn open(origin: OriginFor<T>, task: TaskId, outcome: Outcome) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_open(device, task, outcome)
		}

		/// Return a copy before committing: the machine's owner came back.
		///
		/// **Origin**: signed by a device with an uncommitted copy.
		///
		/// **Details**: a few are free and regained by settled work; beyond them it
		/// costs a share of the collateral. The owner's devices are not drawn again
		/// for this task.
		///
		/// **Errors**: [`Error::UnknownTask`], [`Error::NotAssigned`],
		/// [`Error::WrongPhase`].
		///
		/// **Events**: [`Event::GivenBack`], then [`Event::Escalated`] or [`Event::Expired`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::give_back())]
		pub fn give_back(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_give_back(device, task)
		}

		/// Publish the peer address under which the device serves payloads and results.
		///
		/// **Origin**: signed by an enrolled device.
		///
		/// **Parameters**: `address`: a multiaddr ending in `/p2p/…`, UTF-8, at most
		/// 128 bytes. The chain does not dial it.
		///
		/// **Errors**: [`Error::NotEnrolled`], [`Error::InvalidAddress`].
		///
		/// **Events**: [`Event::Announced`].
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::announce())]
		pub fn announce(origin: OriginFor<T>, address: Address) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_announce(device, address)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A task, while it can be read.
		pub fn task(id: TaskId) -> Option<TaskView<T::AccountId>> {
			Self::task_view(id)
		}

		/// What a task would cost and when it would start.
		pub fn quote_for(
			header: TaskHeader,
			requester: Option<T::AccountId>,
		) -> Result<Quote, QuoteError> {
			Self::quote(header, requester)
		}

		/// Posted price of a class, in micro-credits per work unit.
		pub fn price(class: Class) -> Price {
			Self::posted_price(class)
		}

		/// Live offers in a class.
		pub fn offers_in(class: Class) -> u32 {
			SlotCount::<T>::get(class)
		}
	}
}
