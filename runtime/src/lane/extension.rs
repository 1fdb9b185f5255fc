//! The transaction extension: fee for people, quota for devices.

use super::{pallet::*, BalanceOf, Due, Duties, LaneTime, WeightInfo};
use alloc::vec::Vec;
use atous_support::Devices;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	dispatch::{DispatchInfo, DispatchResult, PostDispatchInfo},
	pallet_prelude::TransactionSource,
	storage::{with_transaction, TransactionOutcome},
	traits::{Contains, Get},
	weights::Weight,
};
use frame_system::pallet_prelude::OriginFor;
use pallet_transaction_payment::{
	ChargeTransactionPayment, OnChargeTransaction, Pallet as Payment, Pre as FeePre, Val as FeeVal,
};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		AsSystemOriginSigner, Convert, DispatchInfoOf, Dispatchable, Implication,
		PostDispatchInfoOf, Saturating, TransactionExtension, TransactionExtensionMetadata,
		ValidateResult, Zero,
	},
	transaction_validity::{InvalidTransaction, TransactionValidityError, ValidTransaction},
	DispatchError,
};

/// Code of a refusal: a device offered a tip. Its owner would have to pay it.
pub const REFUSED_TIP: u8 = 250;
/// Code of a refusal: the call would fail with an error that has no code.
pub const REFUSED_OTHER: u8 = 255;

type Charge<T> = <T as pallet_transaction_payment::Config>::OnChargeTransaction;
type Liquidity<T> = <Charge<T> as OnChargeTransaction<T>>::LiquidityInfo;

/// Charges people a fee, and devices their quota.
///
/// For everyone but an enrolled device this *is*
/// [`ChargeTransactionPayment`], whose identifier and metadata it bears: clients
/// see nothing new. For a device:
///
/// - a call outside [`Config::Calls`] is `InvalidTransaction::Call`;
/// - a call about work that is not its next step is `Custom(code)`, in a block too;
/// - a tip is `Custom(`[`REFUSED_TIP`]`)`;
/// - past the quota (and the reserve, for what is due) and the owner's allowance it
///   is `Payment`;
/// - on the way into a pool, a call that would fail now is `Custom(code)`, the
///   code being [`Config::Refusal`] of its error. A call that needs an earlier one
///   of the same device has to wait until that is in a block.
///
/// Priority is that of a transaction which tips as much as it costs: above those
/// that tip nothing, and open to being outbid.
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, Eq, PartialEq)]
pub struct ChargeOrQuota<T: Config>(ChargeTransactionPayment<T>);

impl<T: Config> ChargeOrQuota<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	BalanceOf<T>: Send + Sync,
{
	/// With a tip, in 10^-12 ATOS.
	pub fn from_tip(tip: BalanceOf<T>) -> Self {
		Self(ChargeTransactionPayment::from(tip))
	}

	/// What the lane itself does for a call at most.
	fn lane_weight(call: &T::RuntimeCall) -> Weight {
		if T::Calls::contains(call) {
			// Whether the work is the device's own is a read for each task it names.
			let named = T::DbWeight::get().reads(T::Duties::named(call).into());
			T::LaneWeights::quota().max(T::LaneWeights::owner_pays()).saturating_add(named)
		} else {
			Self::asked()
		}
	}

	/// Whether the signer is a device.
	fn asked() -> Weight {
		T::DbWeight::get().reads(1)
	}

	/// Who pays for a device's call of this fee.
	fn payer(
		device: T::AccountId,
		owner: T::AccountId,
		asked: &Asked<'_, T>,
		due: bool,
		fee: BalanceOf<T>,
	) -> Result<Val<T>, TransactionValidityError> {
		let Asked { call, info, len } = *asked;
		let time = Pallet::<T>::lane_time(info, len);
		if Pallet::<T>::fits(&device, time, due) {
			return Ok(Val::Quota { device, time, due });
		}
		if Pallet::<T>::allowance(&device, &owner) < fee {
			return Err(InvalidTransaction::Payment.into());
		}
		Charge::<T>::can_withdraw_fee(&owner, call, info, fee, Zero::zero())?;
		Ok(Val::Owner { device, owner, fee })
	}

	/// Why a call that only devices make is refused to anyone else.
	///
	/// It would fail; but it is of the class for which blocks keep room, and paying
	/// for failures must not buy that room.
	fn refusal_of_stranger(
		origin: &OriginFor<T>,
		call: &T::RuntimeCall,
	) -> TransactionValidityError {
		let reason =
			T::Calls::contains(call).then(|| refuse_failing::<T>(origin, call).err()).flatten();
		reason.unwrap_or_else(|| InvalidTransaction::Call.into())
	}

	/// Everything about a device's transaction.
	fn validate_device(
		&self,
		device: T::AccountId,
		owner: T::AccountId,
		origin: &OriginFor<T>,
		asked: &Asked<'_, T>,
		source: TransactionSource,
	) -> Result<(ValidTransaction, Val<T>), TransactionValidityError> {
		let Asked { call, info, len } = *asked;
		if !T::Calls::contains(call) {
			return Err(InvalidTransaction::Call.into());
		}
		if !self.0.tip().is_zero() {
			return Err(InvalidTransaction::Custom(REFUSED_TIP).into());
		}
		let due = T::Duties::due(&device, call);
		let fee = Payment::<T>::compute_fee(len as u32, info, Zero::zero());
		let val = Self::payer(device, owner, asked, due == Due::All, fee)?;
		// What fails about work is in no block: quota must not buy the room kept for it.
		if due == Due::Nothing || source != TransactionSource::InBlock {
			refuse_failing::<T>(origin, call)?;
		}
		let paid = fee.saturating_add(fee);
		let priority = ChargeTransactionPayment::<T>::get_priority(info, len, fee, paid);
		let longevity = T::Longevity::get();
		Ok((ValidTransaction { priority, longevity, ..Default::default() }, val))
	}
}

/// A call that a device asks for.
struct Asked<'a, T: Config> {
	/// The call.
	call: &'a T::RuntimeCall,
	/// Its weight and class.
	info: &'a DispatchInfo,
	/// Length of the transaction, in bytes.
	len: usize,
}

/// Refuse `call` with the code of its error if it would fail now.
fn refuse_failing<T: Config>(
	origin: &OriginFor<T>,
	call: &T::RuntimeCall,
) -> Result<(), TransactionValidityError>
where
	T::RuntimeCall: Dispatchable<PostInfo = PostDispatchInfo>,
{
	let refused = |error| InvalidTransaction::Custom(T::Refusal::convert(error)).into();
	dry_run::<T>(origin, call).map_err(refused)
}

/// Dispatch `call`, look at its result, and undo everything.
fn dry_run<T: Config>(origin: &OriginFor<T>, call: &T::RuntimeCall) -> Result<(), DispatchError>
where
	T::RuntimeCall: Dispatchable<PostInfo = PostDispatchInfo>,
{
	with_transaction(|| {
		let result = call.clone().dispatch(origin.clone());
		TransactionOutcome::Rollback(result.map(|_| ()).map_err(|failed| failed.error))
	})
}

/// What `validate` found.
pub enum Val<T: Config> {
	/// The signer is no device: a fee, or nothing for what pays none.
	Fee(FeeVal<T>),
	/// A device within its quota.
	Quota {
		/// The device.
		device: T::AccountId,
		/// Lane time the call takes.
		time: LaneTime,
		/// Whether the call is about the device's own work.
		due: bool,
	},
	/// A device past its quota, with an owner who pays.
	Owner {
		/// The device.
		device: T::AccountId,
		/// Its owner.
		owner: T::AccountId,
		/// The most that is due.
		fee: BalanceOf<T>,
	},
}

/// What `prepare` took.
pub enum Pre<T: Config> {
	/// What the fee's own extension took.
	Fee {
		/// Its part.
		inner: FeePre<T>,
		/// Weight the lane had counted on and did not use.
		refund: Weight,
	},
	/// Quota.
	Quota {
		/// The device.
		device: T::AccountId,
		/// Lane time that is still to be used up if the call fails.
		at_stake: LaneTime,
		/// Weight of charging a fee, which was not done.
		refund: Weight,
	},
	/// A fee of the owner.
	Owner {
		/// The device.
		device: T::AccountId,
		/// Its owner.
		owner: T::AccountId,
		/// What was taken.
		fee: BalanceOf<T>,
		/// What of it may come back.
		liquidity: Liquidity<T>,
	},
}

impl<T: Config> TypeInfo for ChargeOrQuota<T>
where
	ChargeTransactionPayment<T>: TypeInfo + 'static,
{
	type Identity = ChargeTransactionPayment<T>;

	fn type_info() -> scale_info::Type {
		ChargeTransactionPayment::<T>::type_info()
	}
}

impl<T: Config> core::fmt::Debug for ChargeOrQuota<T> {
	fn fmt(&self, to: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		self.0.fmt(to)
	}
}

impl<T: Config + Send + Sync> TransactionExtension<T::RuntimeCall> for ChargeOrQuota<T>
where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	OriginFor<T>: AsSystemOriginSigner<T::AccountId> + Clone,
	BalanceOf<T>: Send + Sync,
{
	const IDENTIFIER: &'static str =
		<ChargeTransactionPayment<T> as TransactionExtension<T::RuntimeCall>>::IDENTIFIER;
	type Implicit = ();
	type Pre = Pre<T>;
	type Val = Val<T>;

	fn metadata() -> Vec<TransactionExtensionMetadata> {
		<ChargeTransactionPayment<T> as TransactionExtension<T::RuntimeCall>>::metadata()
	}

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		self.0.weight(call).saturating_add(Self::lane_weight(call))
	}

	fn validate(
		&self,
		origin: OriginFor<T>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		implicit: (),
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, T::RuntimeCall> {
		let device = origin
			.as_system_origin_signer()
			.and_then(|signer| T::Devices::owner_of(signer).map(|owner| (signer.clone(), owner)));
		if let Some((device, owner)) = device {
			let asked = Asked { call, info, len };
			let (valid, val) = self.validate_device(device, owner, &origin, &asked, source)?;
			return Ok((valid, val, origin));
		}
		if origin.as_system_origin_signer().is_some() && T::DevicesOnly::contains(call) {
			return Err(Self::refusal_of_stranger(&origin, call));
		}
		let (valid, val, origin) =
			self.0.validate(origin, call, info, len, implicit, implication, source)?;
		Ok((valid, Val::Fee(val), origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &OriginFor<T>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		match val {
			Val::Fee(val) => {
				let refund = Self::lane_weight(call).saturating_sub(Self::asked());
				let inner = self.0.prepare(val, origin, call, info, len)?;
				Ok(Pre::Fee { inner, refund })
			}
			Val::Quota { device, time, due } => {
				// What is due costs nothing as long as it succeeds, and so nothing is
				// written for it before that is known.
				let at_stake = if due { time } else { 0 };
				if !due {
					Pallet::<T>::burn(&device, time);
				}
				let named = T::DbWeight::get().reads(T::Duties::named(call).into());
				let used = T::LaneWeights::quota().saturating_add(named);
				let unused = Self::lane_weight(call).saturating_sub(used);
				let refund = self.0.weight(call).saturating_add(unused);
				Ok(Pre::Quota { device, at_stake, refund })
			}
			Val::Owner { device, owner, fee } => {
				let liquidity = Charge::<T>::withdraw_fee(&owner, call, info, fee, Zero::zero())?;
				Pallet::<T>::spend(&device, fee);
				Ok(Pre::Owner { device, owner, fee, liquidity })
			}
		}
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		match pre {
			Pre::Fee { inner, refund } => {
				let unspent = <ChargeTransactionPayment<T> as TransactionExtension<
					T::RuntimeCall,
				>>::post_dispatch_details(inner, info, post_info, len, result)?;
				Ok(unspent.saturating_add(refund))
			}
			Pre::Quota { refund, at_stake: 0, .. } => Ok(refund),
			Pre::Quota { refund, .. } if result.is_ok() => {
				Ok(refund.saturating_add(T::DbWeight::get().writes(1)))
			}
			Pre::Quota { device, at_stake, refund } => {
				Pallet::<T>::burn(&device, at_stake);
				Ok(refund)
			}
			Pre::Owner { device, owner, fee, liquidity } => {
				// What a light call leaves of the fee goes back to the owner, but not
				// to the allowance: that bounds what a device can ask for.
				let due =
					Payment::<T>::compute_actual_fee(len as u32, info, post_info, Zero::zero())
						.min(fee);
				Charge::<T>::correct_and_deposit_fee(
					&owner,
					info,
					post_info,
					due,
					Zero::zero(),
					liquidity,
				)?;
				Payment::<T>::deposit_fee_paid_event(owner.clone(), due, Zero::zero());
				Pallet::<T>::deposit_event(Event::OwnerPaid { owner, device, fee: due });
				Ok(Weight::zero())
			}
		}
	}
}
