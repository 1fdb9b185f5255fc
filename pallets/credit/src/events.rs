//! What the ledger tells: enough to rebuild every balance, everything unvested and the
//! commons from events alone.
//!
//! What devices get comes from the commons and what they give goes to it, so each
//! event says for one account what the commons loses or gains.

use frame_support::pallet_macros::*;

/// Events of the pallet.
#[pallet_section]
mod events {
	/// What happened in the ledger. Amounts of credit are in micro-credits.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device was enrolled. Its balance is zero.
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
		/// Tokens that backed nothing any more went back to their owner.
		BondReleased {
			/// The device whose bond they were.
			device: T::AccountId,
			/// Who posted them and has them back.
			owner: T::AccountId,
			/// In the smallest units of the token.
			amount: u128,
		},
		/// An owner added to a bond.
		BondRaised {
			/// The device.
			device: T::AccountId,
			/// Who posted the bond.
			owner: T::AccountId,
			/// What was added, in the smallest units of the token.
			amount: u128,
			/// The bond now.
			bond: u128,
		},
		/// An owner took from a bond.
		BondReduced {
			/// The device.
			device: T::AccountId,
			/// Who posted the bond.
			owner: T::AccountId,
			/// What was taken and stays held, in the smallest units of the token.
			amount: u128,
			/// The bond now.
			bond: u128,
			/// First block in which what was taken can be claimed.
			until: BlockNumberFor<T>,
		},
		/// A device was paid for its work.
		Paid {
			/// The device.
			device: T::AccountId,
			/// For the work.
			pay: Credit,
			/// On top of it, out of the surcharge.
			bonus: Credit,
			/// On top of it from the commons, because the device owed.
			matching: Credit,
		},
		/// A device was paid from the commons for checking another's work.
		CheckPaid {
			/// The device.
			device: T::AccountId,
			/// For the work.
			pay: Credit,
		},
		/// A device earned something for work that nobody has checked: it is unvested.
		Deferred {
			/// The device.
			device: T::AccountId,
			/// Class of the work.
			class: Class,
			/// For the work.
			pay: Credit,
			/// On top of it, out of the surcharge.
			bonus: Credit,
			/// On top of it from the commons, because the device owed.
			matching: Credit,
		},
		/// A device passed a check: what it had earned unchecked in the class went to
		/// its balance.
		Vested {
			/// The device.
			device: T::AccountId,
			/// Class of the work.
			class: Class,
			/// What was unvested.
			amount: Credit,
		},
		/// All that a device had earned unchecked went to the commons.
		UnvestedForfeited {
			/// The device.
			device: T::AccountId,
			/// What was unvested, in all classes.
			amount: Credit,
		},
		/// A requester was charged for work, and the rest of what it had put aside is
		/// free again. The commons kept `surcharge - bonus + premium`.
		Charged {
			/// The device that asked for the work.
			requester: T::AccountId,
			/// For the work, all devices together.
			pay: Credit,
			/// On top of it, because it was financed by debt.
			surcharge: Credit,
			/// What the devices got of the surcharge.
			bonus: Credit,
			/// On top of it for the commons.
			premium: Credit,
		},
		/// A requester took a task back for which no device had been found: what it had
		/// put aside is free again, but for the deposit, which went to the commons.
		Withdrawn {
			/// The device that had asked.
			requester: T::AccountId,
			/// The deposit.
			kept: Credit,
		},
		/// A device's collateral went to the commons.
		Forfeited {
			/// The device.
			device: T::AccountId,
			/// What was taken.
			amount: Credit,
		},
		/// Some of a large balance decayed to the commons.
		Decayed {
			/// The device.
			device: T::AccountId,
			/// What decayed since the account was last touched.
			amount: Credit,
		},
		/// A debt passed to the commons, and the bond behind it was taken. The balance
		/// is zero.
		WrittenOff {
			/// The device.
			device: T::AccountId,
			/// Who posted the bond.
			owner: T::AccountId,
			/// What the device owed.
			debt: Credit,
			/// What was taken of the bond, in the smallest units of the token.
			slashed: u128,
			/// Of that, what the caller got. The rest was burnt.
			reward: u128,
			/// Who called.
			caller: T::AccountId,
		},
		/// What a token of bond backs has changed.
		RateChanged {
			/// Micro-credits per token.
			credit_per_token: Credit,
		},
		/// Numbers were set for later.
		ParamsScheduled {
			/// The first session in which they are in force.
			session: u32,
			/// The numbers.
			params: Params,
		},
		/// The numbers that were set are in force.
		ParamsApplied {
			/// How often numbers have come into force.
			version: u32,
		},
	}
}
