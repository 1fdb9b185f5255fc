//! The numbers in force: read as one value, changed with a session.

use crate::{pallet::*, Params, WeightInfo};
use frame_support::{ensure, traits::Get, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// The numbers in force.
	pub fn params() -> Params {
		Settings::<T>::get().current
	}

	pub(crate) fn do_set_params(params: Params) -> DispatchResult {
		ensure!(Self::calls_fit(&params), Error::<T>::InvalidParams);
		let session = Settings::<T>::try_mutate(|settings| {
			settings.schedule(params, T::Session::get()).map_err(|_| Error::<T>::InvalidParams)
		})?;
		Self::deposit_event(Event::ParamsScheduled { session });
		Ok(())
	}

	/// What a new session brings. Says what looking and doing weighed.
	pub(crate) fn follow_session() -> Weight {
		let now = T::Session::get();
		if LastSession::<T>::get() == now {
			return T::WeightInfo::same_session();
		}
		LastSession::<T>::put(now);
		let mut settings = Settings::<T>::get();
		if settings.advance(now) {
			Self::deposit_event(Event::ParamsApplied { version: settings.version });
			Settings::<T>::put(&settings);
		}
		Self::move_prices(&settings.current);
		T::WeightInfo::new_session()
	}
}
