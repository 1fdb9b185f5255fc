//! What the market does with credit: put aside, pay, give back, forfeit.

use crate::{
	limit::{self, proportion},
	pallet::*,
	types::{Account, Totals},
};
use atous_primitives::{views::AccountView, Credit};
use atous_support::{Devices, Ledger, Reservation, Standing};
use frame_support::{defensive, ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{DispatchError, DispatchResult, Rounding};

/// A device's account in this runtime.
pub(crate) type AccountOf<T> = Account<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// What a settlement has paid so far, in micro-credits.
#[derive(Default)]
struct Paid {
	/// For the work.
	pay: Credit,
	/// On top of it, out of the surcharge.
	bonus: Credit,
}

impl<T: Config> Pallet<T> {
	/// A device's account with all that follows from it; `None` if it is not
	/// enrolled.
	pub fn account_view(device: &T::AccountId) -> Option<AccountView<T::AccountId>> {
		let account = Accounts::<T>::get(device)?;
		let params = T::Params::get();
		Some(AccountView {
			balance: account.balance,
			reserved: account.reserved,
			collateral: account.collateral,
			backing: account.backing(&params),
			limit: account.limit(&params),
			spendable: account.spendable(&params),
			tier: account.tier(&params),
			owner: account.owner,
		})
	}

	/// What putting `principal` aside takes of this account: the terms that are
	/// fixed when it is.
	fn terms(account: &AccountOf<T>, principal: Credit) -> Result<Reservation, DispatchError> {
		let params = T::Params::get();
		let spendable = account.spendable(&params);
		ensure!(principal >= 0, Error::<T>::NegativeAmount);
		// Before the levies, so that they are reckoned on a bounded amount.
		ensure!(principal <= spendable, Error::<T>::LimitReached);

		let financed = principal.saturating_sub(account.covered().max(0)).max(0);
		let totals = Books::<T>::get();
		let target = limit::commons_target(totals.positive, &params);
		let surcharge = limit::surcharge(financed, totals.commons, target, params.surcharge);
		let bonus = limit::share(surcharge, params.bonus_share);
		let reservation = Reservation { principal, surcharge, bonus };
		ensure!(reservation.total() <= spendable, Error::<T>::LimitReached);
		Ok(reservation)
	}

	/// Pay every device its amount and bonus, as far as the principal goes.
	fn pay_devices(
		totals: &mut Totals,
		reservation: &Reservation,
		pays: &[(T::AccountId, Credit)],
	) -> Paid {
		let principal = reservation.principal;
		let mut paid = Paid::default();
		for (device, amount) in pays {
			let pay = (*amount).min(principal - paid.pay).max(0);
			let bonus = proportion(reservation.bonus, pay, principal, Rounding::Down);
			let arrived = pay > 0
				&& Accounts::<T>::mutate_extant(device, |account| {
					totals.pay(account, pay.saturating_add(bonus));
					true
				});
			if arrived {
				paid.pay += pay;
				paid.bonus += bonus;
				Self::deposit_event(Event::Paid { device: device.clone(), pay, bonus });
			}
		}
		paid
	}
}

impl<T: Config> Devices<T::AccountId> for Pallet<T> {
	fn owner_of(device: &T::AccountId) -> Option<T::AccountId> {
		Accounts::<T>::get(device).map(|account| account.owner)
	}

	fn count() -> u32 {
		DeviceCount::<T>::get()
	}
}

impl<T: Config> Ledger<T::AccountId> for Pallet<T> {
	fn standing(device: &T::AccountId) -> Option<Standing<T::AccountId>> {
		let account = Accounts::<T>::get(device)?;
		let params = T::Params::get();
		Some(Standing {
			balance: account.balance,
			backing: account.backing(&params),
			tier: account.tier(&params),
			owner: account.owner,
		})
	}

	fn quote(requester: &T::AccountId, principal: Credit) -> Result<Reservation, DispatchError> {
		let account = Accounts::<T>::get(requester).ok_or(Error::<T>::NotEnrolled)?;
		Self::terms(&account, principal)
	}

	fn reserve(requester: &T::AccountId, principal: Credit) -> Result<Reservation, DispatchError> {
		Accounts::<T>::try_mutate(requester, |slot| {
			let account = slot.as_mut().ok_or(Error::<T>::NotEnrolled)?;
			let reservation = Self::terms(account, principal)?;
			account.reserved = account.reserved.saturating_add(reservation.total());
			Ok(reservation)
		})
	}

	fn release(requester: &T::AccountId, reservation: &Reservation) {
		Accounts::<T>::mutate_extant(requester, |account| {
			let amount = reservation.total().clamp(0, account.reserved);
			account.reserved -= amount;
		});
	}

	/// A device that is not enrolled is not paid, and its share goes back to the
	/// requester. Bonuses are rounded down and the surcharge up: what is between
	/// them stays with the commons.
	fn settle(
		requester: &T::AccountId,
		reservation: &Reservation,
		pays: &[(T::AccountId, Credit)],
	) {
		let total = reservation.total();
		let held = Accounts::<T>::get(requester).map_or(0, |account| account.reserved);
		if total < 0 || held < total {
			// Paying what was not put aside could take a debt beyond its backing.
			defensive!("a settlement needs its reservation");
			return;
		}
		let mut totals = Books::<T>::get();
		let Paid { pay, bonus } = Self::pay_devices(&mut totals, reservation, pays);
		let surcharge = proportion(reservation.surcharge, pay, reservation.principal, Rounding::Up);
		Accounts::<T>::mutate_extant(requester, |account| {
			account.reserved -= total;
			totals.collect(account, pay.saturating_add(surcharge));
		});
		Books::<T>::put(totals);
		Self::deposit_event(Event::Charged { requester: requester.clone(), pay, surcharge, bonus });
	}

	fn can_secure(device: &T::AccountId, amount: Credit) -> bool {
		let params = T::Params::get();
		let securable = |account: AccountOf<T>| account.securable(&params);
		amount >= 0 && Accounts::<T>::get(device).map(securable).is_some_and(|most| amount <= most)
	}

	fn secure(device: &T::AccountId, amount: Credit) -> DispatchResult {
		ensure!(amount >= 0, Error::<T>::NegativeAmount);
		Accounts::<T>::try_mutate(device, |slot| {
			let account = slot.as_mut().ok_or(Error::<T>::NotEnrolled)?;
			ensure!(amount <= account.securable(&T::Params::get()), Error::<T>::LimitReached);
			account.collateral = account.collateral.saturating_add(amount);
			Ok(())
		})
	}

	/// At most what is put aside.
	fn unsecure(device: &T::AccountId, amount: Credit) {
		Accounts::<T>::mutate_extant(device, |account| {
			account.collateral -= amount.clamp(0, account.collateral);
		});
	}

	/// At most what is put aside.
	fn forfeit(device: &T::AccountId, amount: Credit) {
		let taken = Accounts::<T>::mutate_extant(device, |account| {
			let taken = amount.clamp(0, account.collateral);
			account.collateral -= taken;
			Books::<T>::mutate(|totals| totals.collect(account, taken));
			taken
		});
		if taken > 0 {
			Self::deposit_event(Event::Forfeited { device: device.clone(), amount: taken });
		}
	}
}
