//! Why the ledger refuses: the state that was violated.

use frame_support::pallet_macros::*;

/// Errors of the pallet.
#[pallet_section]
mod errors {
	/// Why a call or the market was refused.
	#[pallet::error]
	#[derive(PartialEq)]
	pub enum Error<T> {
		/// The account is not an enrolled device.
		NotEnrolled,
		/// The device is enrolled already.
		AlreadyEnrolled,
		/// The device has left and its bond has not been claimed.
		StillLeaving,
		/// The owner is the device itself or another enrolled device.
		OwnerIsDevice,
		/// The device owns devices itself.
		DeviceIsOwner,
		/// The bond is below the smallest, or would be.
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
		/// Nothing of the device's bond waits to be claimed.
		NothingToClaim,
		/// The cool-down is not over.
		CoolingDown,
		/// The amount is below zero.
		NegativeAmount,
		/// The amount is zero.
		AmountIsZero,
		/// The device could then owe more than it may.
		LimitReached,
		/// The device owes nothing.
		HasNoDebt,
		/// The debtor offers work, or has been at work not long ago.
		StillTakingPart,
		/// The numbers do not fit together.
		InvalidParams,
	}
}
