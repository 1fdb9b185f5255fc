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
//! A task may also ask for *adaptive* verification. Then a device with a record works
//! alone, and only after it has committed does chance decide whether another checks
//! it. What it earns unchecked is its own once it has passed its next check.
//!
//! ## Words
//!
//! * **Offer**: what a device would take on, kept in a dense vector per class.
//! * **Task**: a header, and what has become of it.
//! * **Copy**, or assignment: one device's part in a task.
//! * **Tag**: hash of task and outcome. **Commitment**: hash that hides the tag.
//! * **Record**, V: checked results of a device in a class, in a row. From ten on it is
//!   *seasoned*. **Lot**, V<sub>e</sub>: one in so many of its results is checked, and one
//!   in so many of the checks again.
//! * **Roll**: the devices that have ever offered and not left. **Jury**: those of them that
//!   decide where others have found different things.
//! * **Openness** of a class: the share of all live bonds that offer there.
//! * **Served block**: a block in which the market ran. All times are counted in
//!   them, so that a migration or a session change penalises nobody.
//! * **Virtual start**: arrival less boost; the one number that orders the queue.
//! * **Line**: the queued tasks of one owner. The queue holds the first of each.
//!
//! ## A scenario
//!
//! Anna's laptop is hot and asks for 20 work units; Bruno's and Carla's desktops
//! are idle and have offered. `submit` puts 2 × 20 credits of Anna's laptop aside.
//! In the next block the market draws both desktops, puts 2,400 credits of each aside
//! as collateral, for one such task in 40 is audited, and tells them. Both run the
//! payload and `commit`. When the block with the second commitment is final, Bruno's
//! desktop calls `reveal` with its tag; Carla's sees that it is the same as its own and
//! reveals too, with the outcome opened: 18 units of work and the name of the result.
//! Anna's laptop pays 18 credits to each, the rest is released, and the result is
//! fetched from either.
//! Had the tags differed, a juror would have been called, and the one that ended up alone
//! would have lost its collateral.
//!
//! Had the task been adaptive and Bruno's desktop had passed 20 checks, it alone would
//! have got the work, with 3 × 20 × 20 credits aside. In the block after its commitment
//! chance would have said *no check* in 19 of 20 cases; it would have revealed and
//! opened, and Anna's laptop paid 18 credits and 0.945 to the commons. In the twentieth
//! Carla's desktop would have been asked as well, and the commons had paid it; and in one
//! of twenty such cases another would have checked Carla's.
//!
//! Had Anna's task been a container, no two runs of which need be alike, Bruno's desktop
//! alone would have got it, with four times the price aside. It would have shown its tag
//! and sent the result to the laptop, which accepts or is silent: 20 credits, whatever the
//! container used. Had the laptop disputed, two seasoned devices would have run it as well.
//! Finding the same they, too, are paid by the laptop; had they and a third found something
//! else, Bruno's desktop would have paid them, and the laptop nothing.
//!
//! ## States
//!
//! See [`TaskPhase`](atous_primitives::views::TaskPhase) and
//! [`CopyPhase`](atous_primitives::views::CopyPhase): each says who can end it, and when.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod agenda;
mod backoff;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod charges;
mod contracts;
mod copies;
mod delivery;
mod dispute;
mod draw;
mod errors;
mod events;
mod invariants;
mod jury;
mod lines;
mod matching;
mod numbers;
mod offers;
mod params;
mod plan;
mod pricing;
mod queue;
mod report;
mod settlement;
mod storage;
mod submission;
mod task;
mod tray;
mod turns;
mod types;
mod verification;
mod views;
pub mod weights;
mod work;
mod worker;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use backoff::BackOff;
pub use contracts::{ContractCall, Occasion};
pub use jury::Seat;
pub use pallet::*;
pub use params::Params;
pub use plan::{Checks, Plan, Search};
pub use pricing::{Traffic, BUCKETS};
pub use report::{Report, Reports, MAX_REPORTS};
pub use task::{Assignment, Part, Task, MAX_ASKED, MOST_COPIES};
pub use tray::{Arrival, EndedTask, Forgotten, Tray, MAX_FORGOTTEN, MAX_TRAY};
pub use types::*;
pub use weights::WeightInfo;
pub use worker::{Record, Usage, Worker, MAX_HELD};

use frame_support::pallet_macros::import_section;

/// The market.
#[import_section(calls::calls)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		Address, Arrival, BackOff, ContractCall, Due, EndedTask, Params, QueueKey, Reports, Task,
		Traffic, Tray, WeightInfo, Worker, MOST_COPIES,
	};
	use atous_primitives::{
		views::{Quote, QuoteError, TaskView},
		Class, Hash, OfferSpec, Outcome, Price, Reveal, ServedBlock, TaskHeader, TaskId,
	};
	use atous_support::{settings, BlockRandomness, Contracts, Ledger, Quarantine};
	use frame_support::{pallet_prelude::*, weights::WeightMeter};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{AccountId32, Perbill};

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
		/// The contracts that judge, and are told.
		type Contracts: Contracts<Self::AccountId>;
		/// Devices that must not be given work.
		type Quarantine: Quarantine<Self::AccountId>;
		/// Chance of this block.
		type Randomness: BlockRandomness;
		/// The numbers of the market at the start, until others are set.
		#[pallet::constant]
		type Params: Get<Params>;
		/// Who may set the numbers.
		type ManagerOrigin: EnsureOrigin<Self::RuntimeOrigin>;
		/// Number of the current session.
		type Session: Get<u32>;
		/// Weights of calls and hooks.
		type WeightInfo: WeightInfo;
		/// Enrols the devices that benchmarks measure with.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: atous_support::benchmarking::Enrolment<Self::AccountId>;
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Bring into force what is due with a new session.
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			Self::follow_session()
		}

		/// Work off what is due, then give work to devices, both within the budget; then
		/// call contracts, within theirs.
		fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
			let params = Self::params();
			let budget = params.match_budget.min(meter.remaining());
			let mut own = WeightMeter::with_limit(budget);
			Self::serve(&params, &mut own);
			meter.consume(own.consumed());
			Self::call_contracts(&params, meter);
		}

		fn integrity_test() {
			Self::check_params(&T::Params::get());
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
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

		/// First served block in which the device may offer, as far as its own and its
		/// owner's failures go; `None` if it is not enrolled.
		pub fn may_offer_from(device: T::AccountId) -> Option<ServedBlock> {
			Self::backs_off_until(&device)
		}

		/// Share of all live bonds that offer in a class.
		pub fn openness_of(class: Class) -> Perbill {
			Self::openness(class)
		}

		/// Devices from which juries are called.
		pub fn on_roll() -> u32 {
			RollSize::<T>::get()
		}

		/// Live offers in a class.
		pub fn offers_in(class: Class) -> u32 {
			SlotCount::<T>::get(class)
		}
	}
}
