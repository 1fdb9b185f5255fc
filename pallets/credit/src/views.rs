//! What clients are told: accounts, the commons and costs, as they would be if
//! everything were touched now.

use crate::{desk::Desk, ledger::AccountOf, limit, pallet::*};
use atous_primitives::{
	views::{AccountView, CommonsView, Terms, TermsError},
	Credit,
};
use sp_runtime::traits::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// A device's account with all that follows from it; `None` if it is not
	/// enrolled.
	pub fn account_view(device: &T::AccountId) -> Option<AccountView<T::AccountId>> {
		let mut desk = Desk::<T>::open();
		let account = desk.glance(device)?;
		let params = &desk.params;
		let limit = account.limit(params);
		let first_limit = account.first_limit(params);
		let steps = limit::steps(account.balance, account.backing, params);
		Some(AccountView {
			balance: account.balance,
			reserved: account.reserved,
			collateral: account.collateral,
			backing: account.backing,
			limit,
			spendable: account.spendable(params),
			tier: account.tier(params),
			unvested: account.unvested,
			history: account.history,
			first_limit,
			earned_limit: limit.saturating_sub(first_limit),
			to_tier_above: steps.up,
			to_tier_below: steps.down,
			active: account.active.saturated_into(),
			earned: account.earned.saturated_into(),
			bond: account.bond,
			owner: account.owner,
		})
	}

	/// The commons, and what else is one for the whole ledger.
	pub fn commons_view() -> CommonsView {
		let desk = Desk::<T>::open();
		let totals = desk.books.totals;
		CommonsView {
			commons: totals.commons,
			promised: totals.promised,
			target: desk.target(),
			positive: totals.positive,
			unvested: totals.unvested,
			rate: desk.books.rate.credit_per_token,
		}
	}

	/// What work of `principal` micro-credits would cost a device, or why it cannot
	/// have it.
	pub fn terms_for(device: &T::AccountId, principal: Credit) -> Result<Terms, TermsError> {
		let mut desk = Desk::<T>::open();
		let account: AccountOf<T> = desk.glance(device).ok_or(TermsError::NotEnrolled)?;
		if principal < 0 {
			return Err(TermsError::NegativeAmount);
		}
		let terms = desk.terms(&account, principal, 0, 0).map_err(|_| TermsError::LimitReached)?;
		Ok(Terms {
			principal: terms.principal,
			surcharge: terms.surcharge,
			bonus: terms.bonus,
			matching: terms.matching,
			total: terms.total(),
			financed: principal.saturating_sub(account.covered().max(0)).max(0),
		})
	}
}
