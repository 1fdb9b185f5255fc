//! What a transaction costs, and who gets it.

use crate::{
	consensus,
	numbers::fees::{self, WEIGHT_FEE_DENOMINATOR, WEIGHT_FEE_NUMERATOR},
	AccountId, Balance, Balances, Runtime, RuntimeEvent,
};
use frame_support::{
	traits::{
		fungible::{Balanced, Credit},
		OnUnbalanced,
	},
	weights::ConstantMultiplier,
};
use pallet_revive::evm::fees::BlockRatioFee;
use pallet_transaction_payment::{FungibleAdapter, TargetedFeeAdjustment};

impl pallet_transaction_payment::Config for Runtime {
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Self,
		fees::TargetFullness,
		fees::Adjustment,
		fees::MinMultiplier,
		fees::MaxMultiplier,
	>;
	type LengthToFee = ConstantMultiplier<Balance, fees::ByteFee>;
	type OnChargeTransaction = FungibleAdapter<Balances, ToAuthor>;
	type OperationalFeeMultiplier = fees::OperationalMultiplier;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
	// The only rule contracts' gas is defined for.
	type WeightToFee = BlockRatioFee<WEIGHT_FEE_NUMERATOR, WEIGHT_FEE_DENOMINATOR, Self, Balance>;
}

/// Fees go to the block's author, who did the work.
pub struct ToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for ToAuthor {
	fn on_nonzero_unbalanced(fee: Credit<AccountId, Balances>) {
		if let Some(author) = consensus::author() {
			// An author whose account does not exist and cannot be made by so
			// little gets nothing: the fee is burnt.
			let _ = Balances::resolve(&author, fee);
		}
	}
}
