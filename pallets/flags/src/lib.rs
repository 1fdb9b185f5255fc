//! # Flags pallet
//!
//! Keeps, for each device, the size and root of its security flag log, and lets
//! the log only grow.
//!
//! ## Overview
//!
//! A device writes what it notices (an attack, an anomaly, heat, a misbehaving
//! sandbox) into an append-only log of its own, a Merkle tree as in RFC 9162. From
//! time to time it *anchors* the log here: it states how many flags the log holds
//! and the root over them, and proves that everything it anchored before is still
//! there, unchanged and in its place. The chain carries anchors, never flags, so an
//! anchor costs the same whether the log grew by one flag or by a million.
//!
//! What this gives: a device can be silent, but it cannot take back or rewrite a
//! flag once an anchor covers it. What it does not give: that a flag is true, or
//! that the leaves behind a root can still be had from the device.
//!
//! ## Terminology
//!
//! - **Flag**: one record ([`atous_primitives::Flag`]), a leaf of the log.
//! - **Log**: a device's flags in the order in which it wrote them.
//! - **Root**: the hash over all flags of a log of a given size.
//! - **Anchor**: the size, root and summary of a log, on the chain.
//! - **Consistency proof**: at most 64 hashes that show that one log begins with
//!   all of another.
//! - **Summary**: how many flags of each severity a log holds. It is the device's
//!   word: the chain checks only that the counts add up and never fall.
//!
//! ## Scenario: a log is anchored twice
//!
//! 1. An owner enrols device D. D's log holds 3 flags, one of them a warning.
//! 2. D calls [`anchor`](Pallet::anchor) with size 3, the root, no proof (there is
//!    nothing yet to be consistent with) and the summary 2 + 1 + 0.
//! 3. D writes 5 more flags and anchors size 8 with a consistency proof from 3 to 8.
//! 4. Had someone with D's key removed the warning in between, no proof from 3 to 8
//!    would exist, and the call would fail with [`Error::BadProof`].
//! 5. D leaves. Its anchor stays: it is evidence.
//!
//! ## Interface
//!
//! | call | who | what |
//! |---|---|---|
//! | [`anchor`](Pallet::anchor) | an enrolled device | records a larger log |
//!
//! Reading: the view function `anchor_of`.

#![cfg_attr(not(feature = "std"), no_std)]

mod anchoring;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", feature = "std"))]
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{Anchor, AnchorOf, Proof};
pub use weights::WeightInfo;

/// The pallet: configuration, storage, calls.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use atous_primitives::{merkle::MAX_PROOF_LEN, FlagSummary, Hash};
	use atous_support::Devices;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	/// The pallet itself.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the runtime decides.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who is enrolled: only their logs are anchored.
		type Devices: Devices<Self::AccountId>;

		/// What the calls cost.
		type WeightInfo: WeightInfo;

		/// Enrols the devices that benchmarks measure with.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: atous_support::benchmarking::Enrolment<Self::AccountId>;
	}

	/// The last anchor of each device that ever made one. Never removed, not even
	/// when the device leaves.
	#[pallet::storage]
	pub type Anchors<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, AnchorOf<T>, OptionQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device anchored its log.
		Anchored {
			/// The device.
			device: T::AccountId,
			/// Flags in the log.
			size: u64,
			/// Root over them.
			root: Hash,
		},
	}

	/// Why an anchor was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is not an enrolled device.
		NotEnrolled,
		/// The log is no larger than the one anchored before (a first one: empty).
		NotLarger,
		/// The log is larger than any tree may be (2^63 flags).
		TooLarge,
		/// The counts of the summary do not add up to the size.
		SummaryMismatch,
		/// A count of the summary is below that of the anchor before.
		SummaryFell,
		/// The proof does not show that the log extends the one anchored before.
		BadProof,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			let shortest = T::WeightInfo::anchor(0);
			let longest = T::WeightInfo::anchor(MAX_PROOF_LEN);
			assert!(!shortest.is_zero(), "an anchor must cost something");
			assert!(longest.any_gt(shortest), "each hash of a proof must cost something");

			let limits = T::BlockWeights::get();
			let most = limits.get(DispatchClass::Normal).max_extrinsic.unwrap_or(limits.max_block);
			assert!(longest.all_lte(most), "an anchor with the longest proof must fit a block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Anchor the signer's flag log as it is now.
		///
		/// ## Dispatch Origin
		///
		/// Signed by an enrolled device.
		///
		/// ## Details
		///
		/// The log must have grown since the last anchor and begin with all of it. A
		/// first anchor has nothing to extend: any size above 0, an empty proof.
		///
		/// ## Parameters
		///
		/// - `size`: number of flags in the log, 1 to 2^63.
		/// - `root`: RFC 9162 root over them (SHA-256).
		/// - `proof`: the RFC 9162 consistency proof from the size anchored before to
		///   `size`.
		/// - `summary`: number of flags of each severity. They add up to `size`, and
		///   none is below that of the anchor before.
		///
		/// ## Errors
		///
		/// - [`Error::NotEnrolled`]: the signer is not an enrolled device.
		/// - [`Error::NotLarger`]: `size` is not above the size anchored before.
		/// - [`Error::TooLarge`]: `size` is above 2^63.
		/// - [`Error::SummaryMismatch`]: the counts do not add up to `size`.
		/// - [`Error::SummaryFell`]: a count is below that of the anchor before.
		/// - [`Error::BadProof`]: `proof` does not show that the log was only extended.
		///
		/// ## Events
		///
		/// - [`Event::Anchored`]: the anchor was recorded.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::anchor(proof.len() as u32))]
		pub fn anchor(
			origin: OriginFor<T>,
			size: u64,
			root: Hash,
			proof: Proof,
			summary: FlagSummary,
		) -> DispatchResult {
			let device = ensure_signed(origin)?;
			Self::do_anchor(device, size, root, &proof, summary)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The last anchor of a device's flag log; `None` if it never made one.
		pub fn anchor_of(device: T::AccountId) -> Option<AnchorOf<T>> {
			Anchors::<T>::get(device)
		}
	}
}
