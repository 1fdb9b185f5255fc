//! Reports: several commitments and reveals in one call, and one change of the device's row
//! for all that they free.

use crate::{pallet::*, Usage, WeightInfo};
use atous_primitives::{Hash, Outcome, Reveal, TaskId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	dispatch::DispatchResultWithPostInfo, pallet_prelude::ConstU32, storage::with_storage_layer,
	weights::Weight, BoundedVec,
};
use scale_info::TypeInfo;
use sp_runtime::DispatchError;

/// Most items in one report.
pub const MAX_REPORTS: u32 = 32;

/// One of several things a device has to say in one call.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Report {
	/// As [`Pallet::commit`](crate::Pallet::commit).
	Commit {
		/// The task.
		task: TaskId,
		/// What is committed to.
		commitment: Hash,
	},
	/// As [`Pallet::reveal`](crate::Pallet::reveal).
	Reveal {
		/// The task.
		task: TaskId,
		/// What was committed to.
		reveal: Reveal,
		/// The outcome, if with this reveal a quorum of tags is equal.
		opening: Option<Outcome>,
	},
}

/// Several of them.
pub type Reports = BoundedVec<Report, ConstU32<MAX_REPORTS>>;

impl<T: Config> Pallet<T> {
	/// The most that all items together weigh.
	pub(crate) fn report_weight(items: &[Report]) -> Weight {
		items.iter().fold(T::WeightInfo::report(), |sum, item| {
			sum.saturating_add(match item {
				Report::Commit { .. } => T::WeightInfo::commit(),
				Report::Reveal { opening, .. } => Self::reveal_weight(opening),
			})
		})
	}

	/// Have each item done, or fail, by itself.
	///
	/// If none can be done the call fails with the first item's error, so that a pool
	/// refuses what would do nothing.
	pub(crate) fn do_report(device: T::AccountId, items: Reports) -> DispatchResultWithPostInfo {
		let mut spent = T::WeightInfo::report();
		let mut first: Result<(), DispatchError> = Err(Error::<T>::NothingReported.into());
		let mut done = false;
		let mut freed: Option<Usage> = None;
		for (index, item) in items.into_iter().enumerate() {
			let most = Self::report_weight(core::slice::from_ref(&item));
			match with_storage_layer(|| Self::do_item(&device, item)) {
				Ok((weight, more)) => {
					done = true;
					if let Some(more) = more {
						freed.get_or_insert_default().occupy(more);
					}
					spent.saturating_accrue(weight);
				}
				Err(error) => {
					spent.saturating_accrue(most);
					if index == 0 {
						first = Err(error);
					}
					Self::deposit_event(Event::ItemFailed { index: index as u32, error });
				}
			}
		}
		if let Some(freed) = freed {
			Self::vacate(&device, freed);
			spent.saturating_accrue(T::WeightInfo::vacate());
		}
		if !done {
			first?;
		}
		Ok(Some(spent).into())
	}

	/// Do one item. Says what it weighed, and what it freed where it is a commitment.
	fn do_item(
		device: &T::AccountId,
		item: Report,
	) -> Result<(Weight, Option<Usage>), DispatchError> {
		match item {
			Report::Commit { task, commitment } => {
				let (weight, freed) = Self::enter_commitment(device.clone(), task, commitment)?;
				Ok((weight, Some(freed)))
			}
			Report::Reveal { task, reveal, opening } => {
				let weight = Self::do_reveal(device.clone(), task, reveal, opening)?;
				Ok((weight, None))
			}
		}
	}
}
