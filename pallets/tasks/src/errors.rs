//! Why the market refuses a call: the state that was violated.

use frame_support::pallet_macros::*;

/// Errors of the pallet.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The signer is not an enrolled device.
		NotEnrolled,
		/// The device is in quarantine.
		Quarantined,
		/// The header is wrong whatever the state of the chain.
		InvalidHeader,
		/// There is no contract at the judge's or the callback's address.
		NoSuchContract,
		/// The posted price of the class is above the task's maximum.
		PriceTooLow,
		/// The deadline leaves too little time to find devices, commit and reveal.
		DeadlineTooNear,
		/// The deadline is further than the chain keeps tasks.
		DeadlineTooFar,
		/// The device has as many open tasks as it may have.
		TooManyOpenTasks,
		/// The offer names no class, one twice, or one it lacks the accelerator or any
		/// code hash for; no core, no memory, or an unknown profile.
		InvalidOffer,
		/// The offer's lifetime is zero or longer than the chain keeps offers.
		LifetimeOutOfRange,
		/// The device has no offer.
		NoOffer,
		/// The address is empty or no text.
		InvalidAddress,
		/// There is no such task, or it ended long ago.
		UnknownTask,
		/// The task belongs to another device.
		NotRequester,
		/// The device has no live copy of this task.
		NotAssigned,
		/// The task or copy is not in a phase that allows the call.
		WrongPhase,
		/// The time for the call has passed.
		TooLate,
		/// Task, device, tag, voucher and salt do not hash to what was committed.
		BadReveal,
		/// The outcome does not hash to the device's tag and voucher.
		BadOpening,
		/// An outcome was opened though no quorum of tags is equal.
		NoQuorum,
		/// The numbers do not fit together.
		InvalidParams,
		/// The device, or another of its owner's, has failed lately and must wait.
		BackingOff,
		/// The report has no items.
		NothingReported,
		/// The requester's window to answer is shorter or longer than the chain allows.
		WindowOutOfRange,
		/// A contract answers for this task, not its requester.
		JudgedByContract,
		/// The outcome of a delivery stays closed until it is accepted or disputed.
		Sealed,
	}
}
