//! The numbers of the ledger over time: set for the next session, applied with its
//! start, and the rate that follows what was written off.

use crate::{books::State, ledger::AccountOf, pallet::*, params::Params};
use atous_support::settings::Settings;
use frame_support::traits::Get;
use sp_runtime::{traits::SaturatedConversion, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_params(params: Params) -> DispatchResult {
		let session = Numbers::<T>::try_mutate(|settings| {
			settings.schedule(params, T::Session::get()).map_err(|_| Error::<T>::InvalidParams)
		})?;
		Self::deposit_event(Event::ParamsScheduled { session, params });
		Ok(())
	}

	/// What every block begins with: numbers that are due come into force, and the
	/// rate is reviewed when its time has come.
	pub(crate) fn begin_block() {
		let now = frame_system::Pallet::<T>::block_number().saturated_into();
		let mut settings = Numbers::<T>::get();
		if settings.next.is_some() && settings.advance(T::Session::get()) {
			Self::deposit_event(Event::ParamsApplied { version: settings.version });
			Numbers::<T>::put(&settings);
		}
		let params = settings.current;
		let mut books = Books::<T>::get();
		let before = books.rate.credit_per_token;
		// Also after an upgrade that brought other numbers to begin with.
		let adopted = books.adopt(&params, now);
		let reviewed = books.rate.is_due(&params, now);
		if reviewed {
			books.rate.review(&params, books.totals.debt(), now);
		}
		let credit_per_token = books.rate.credit_per_token;
		if credit_per_token != before {
			Self::deposit_event(Event::RateChanged { credit_per_token });
		}
		if adopted || reviewed {
			Books::<T>::put(books);
		}
	}

	pub(crate) fn do_touch(device: T::AccountId) -> DispatchResult {
		Self::with_account(&device, |_, _: &mut AccountOf<T>| Ok(()))
	}
}

/// The numbers before any were set: those of the runtime.
pub struct FirstNumbers<T>(core::marker::PhantomData<T>);

impl<T: Config> Get<Settings<Params>> for FirstNumbers<T> {
	fn get() -> Settings<Params> {
		Settings::new(T::Params::get())
	}
}

/// The books before anything was written into them.
pub struct FirstBooks<T>(core::marker::PhantomData<T>);

impl<T: Config> Get<State> for FirstBooks<T> {
	fn get() -> State {
		State::new(&T::Params::get(), 0)
	}
}
