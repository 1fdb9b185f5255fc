//! Who may use how much of the lane, and what is left.

use super::{pallet::*, BalanceOf};
use atous_support::Devices;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo},
	traits::{Get, OnKilledAccount},
};
use frame_system::pallet_prelude::BlockNumberFor;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{SaturatedConversion, Saturating},
	Perbill,
};

/// Picoseconds of the reference machine: what a call takes to execute, or its
/// share of the block's length in the same unit, whichever is more.
pub type LaneTime = u64;

/// What a device has used in one window.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Usage<BlockNumber> {
	/// Number of the window: block number by window length.
	pub window: BlockNumber,
	/// Lane time used in it.
	pub time: LaneTime,
}

/// What an owner will still pay for a device.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Allowance<AccountId, Balance> {
	/// The owner who said so; void when the device has another.
	pub owner: AccountId,
	/// What is left, in 10^-12 ATOS.
	pub left: Balance,
}

/// What a device may still use of the lane.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct LaneStanding<BlockNumber, Balance> {
	/// Lane time of a whole window, in picoseconds.
	pub quota: LaneTime,
	/// Lane time beside it for calls about work the device was given, in picoseconds.
	pub reserve: LaneTime,
	/// Of both, what this window has used.
	pub used: LaneTime,
	/// First block of the next window.
	pub renews_at: BlockNumber,
	/// What the owner will still pay past the quota, in 10^-12 ATOS.
	pub allowance: Balance,
}

impl<T: Config> Pallet<T> {
	/// Lane time a call of this weight and length takes.
	pub fn lane_time(info: &DispatchInfo, len: usize) -> LaneTime {
		let weights = T::BlockWeights::get();
		let execution =
			info.total_weight().saturating_add(weights.get(info.class).base_extrinsic).ref_time();
		let longest = u64::from(*T::BlockLength::get().max.get(info.class)).max(1);
		let transport =
			u128::from(weights.max_block.ref_time()) * len as u128 / u128::from(longest);
		execution.max(transport.saturated_into())
	}

	/// Lane time a device has in a whole window: the more devices, the less.
	pub fn quota() -> LaneTime {
		let weights = T::BlockWeights::get();
		let normal = weights.get(DispatchClass::Normal).max_total.unwrap_or(weights.max_block);
		let share: Perbill = T::Share::get();
		let window = share
			.mul_floor(normal.ref_time())
			.saturating_mul(T::Window::get().saturated_into::<u64>());
		window / u64::from(T::Devices::count().max(1))
	}

	/// Number of the present window.
	fn window() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number() / T::Window::get()
	}

	/// Lane time a device has used in the present window.
	pub fn used(device: &T::AccountId) -> LaneTime {
		Used::<T>::get(device)
			.filter(|usage| usage.window == Self::window())
			.map_or(0, |usage| usage.time)
	}

	/// Whether `time` more is within the quota; within quota and reserve for a call
	/// that is `due`.
	pub(super) fn fits(device: &T::AccountId, time: LaneTime, due: bool) -> bool {
		let reserve = if due { T::Reserve::get() } else { 0 };
		Self::used(device).saturating_add(time) <= Self::quota().saturating_add(reserve)
	}

	/// Use up `time`. It does not come back if the call fails.
	pub(super) fn burn(device: &T::AccountId, time: LaneTime) {
		let time = Self::used(device).saturating_add(time);
		Used::<T>::insert(device, Usage { window: Self::window(), time });
	}

	/// What `owner` will still pay for the device.
	pub(super) fn allowance(device: &T::AccountId, owner: &T::AccountId) -> BalanceOf<T> {
		Allowances::<T>::get(device)
			.filter(|allowance| allowance.owner == *owner)
			.map_or_else(Default::default, |allowance| allowance.left)
	}

	/// Take `fee` from the allowance.
	pub(super) fn spend(device: &T::AccountId, fee: BalanceOf<T>) {
		Allowances::<T>::mutate_exists(device, |allowance| {
			*allowance = allowance.take().and_then(|was| {
				let left = was.left.saturating_sub(fee);
				(left > Default::default()).then_some(Allowance { left, ..was })
			});
		});
	}

	pub(super) fn do_standing(
		device: &T::AccountId,
	) -> Option<LaneStanding<BlockNumberFor<T>, BalanceOf<T>>> {
		let owner = T::Devices::owner_of(device)?;
		let next = Self::window().saturating_add(1u32.into());
		Some(LaneStanding {
			quota: Self::quota(),
			reserve: T::Reserve::get(),
			used: Self::used(device),
			renews_at: next.saturating_mul(T::Window::get()),
			allowance: Self::allowance(device, &owner),
		})
	}

	/// Recount the lane's invariants:
	///
	/// 1. no usage is of a window to come;
	/// 2. no allowance is of nothing.
	#[cfg(any(feature = "try-runtime", feature = "std"))]
	pub fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
		use frame_support::ensure;
		ensure!(
			Used::<T>::iter_values().all(|usage| usage.window <= Self::window()),
			"1: usage of a window to come"
		);
		ensure!(
			Allowances::<T>::iter_values().all(|allowance| allowance.left > Default::default()),
			"2: an allowance of nothing"
		);
		Ok(())
	}
}

/// A dead account leaves nothing behind.
impl<T: Config> OnKilledAccount<T::AccountId> for Pallet<T> {
	fn on_killed_account(who: &T::AccountId) {
		Used::<T>::remove(who);
		Allowances::<T>::remove(who);
	}
}
