//! What the calls cost at their worst: accounts that have decayed, with something
//! unvested in every class.

use super::*;
use crate::{
	desk::Desk,
	ledger::AccountOf,
	limit::very_positive_above,
	migration::{v1, AccountsToV2, Progress},
};
use atous_primitives::{Class, CREDIT};
// See there: the macro below names `frame_system`.
use atous_support::benchmarking::system as frame_system;
use atous_support::{
	benchmarking::{Enrolment, Presence},
	settings::{Settings, Upcoming},
	Ledger,
};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	migrations::SteppedMigration,
	storage::unhashed,
	traits::{fungible::Mutate, Get},
	weights::WeightMeter,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_core::{crypto::KeyTypeId, sr25519};
use sp_runtime::traits::{SaturatedConversion, Saturating};

mod devices;
use devices::{account_of, bond, defer_everywhere, fund, BONDS};

/// Of the keys that sign consents here.
const KEY: KeyTypeId = KeyTypeId(*b"crdt");

#[benchmarks(where
	T::AccountId: From<sr25519::Public>,
	T::Signature: From<sr25519::Signature>,
	T::Currency: Mutate<T::AccountId>,
)]
mod benchmarks {
	use super::*;

	/// An account with tokens enough for some of the smallest bonds.
	fn funded<T: Config>(name: &'static str) -> T::AccountId
	where
		T::Currency: Mutate<T::AccountId>,
	{
		let who: T::AccountId = account(name, 0, 0);
		fund::<T>(&who, bond::<T>().saturating_mul(10));
		who
	}

	/// A key, and its consent to be enrolled by `owner` until this block.
	fn consent<T: Config>(owner: &T::AccountId) -> (T::AccountId, u32, T::Signature)
	where
		T::AccountId: From<sr25519::Public>,
		T::Signature: From<sr25519::Signature>,
	{
		let key = sp_io::crypto::sr25519_generate(KEY, None);
		let device: T::AccountId = key.into();
		// The macro begins in block 0 and goes to block 1 before the call.
		let now: u32 = frame_system::Pallet::<T>::block_number().saturated_into();
		let expiry = now.saturating_add(1);
		let message = Pallet::<T>::consent_message(owner, &device, expiry);
		let signature = sp_io::crypto::sr25519_sign(KEY, &key, &message);
		let signature = signature.expect("the key was generated just now");
		(device, expiry, signature.into())
	}

	/// An owner and its device.
	fn enrolled<T: Config>() -> (T::AccountId, T::AccountId)
	where
		T::Currency: Mutate<T::AccountId>,
	{
		let (owner, device) = (account("owner", 0, 0), account("device", 0, 0));
		Pallet::<T>::enrol(&owner, &device);
		(owner, device)
	}

	/// Let some blocks pass, of which every bit of the clocks may be set.
	fn pass<T: Config>(blocks: u32) {
		let now = frame_system::Pallet::<T>::block_number();
		frame_system::Pallet::<T>::set_block_number(now.saturating_add(blocks.into()));
	}

	#[benchmark]
	fn enroll() {
		let owner = funded::<T>("owner");
		let (device, expiry, signature) = consent::<T>(&owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone(), bond::<T>(), expiry, signature);

		assert!(Accounts::<T>::contains_key(device));
	}

	/// The market forgets an offer in every class.
	#[benchmark]
	fn leave() {
		let (owner, device) = enrolled::<T>();
		Pallet::<T>::burden(&device);
		T::BenchmarkHelper::appear(&device);
		pass::<T>(1_234_567);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone());

		assert!(!Accounts::<T>::contains_key(&device));
		assert!(Releases::<T>::contains_key(device));
	}

	#[benchmark]
	fn claim_bond() {
		let (owner, device) = enrolled::<T>();
		let origin = RawOrigin::Signed(owner.clone()).into();
		assert_ok!(Pallet::<T>::leave(origin, device.clone()));
		pass::<T>(Numbers::<T>::get().current.leave_cooldown);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone());

		assert!(!Releases::<T>::contains_key(device));
	}

	#[benchmark]
	fn top_up_bond() {
		let (owner, device) = enrolled::<T>();
		Pallet::<T>::burden(&device);
		pass::<T>(1_234_567);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone(), bond::<T>());

		assert_eq!(account_of::<T>(&device).bond, bond::<T>().saturating_mul(BONDS + 1));
	}

	#[benchmark]
	fn reduce_bond() {
		let (owner, device) = enrolled::<T>();
		Pallet::<T>::burden(&device);
		pass::<T>(1_234_567);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone(), bond::<T>());

		assert!(Releases::<T>::contains_key(device));
	}

	/// The device offers in every class, too dearly for any.
	#[benchmark]
	fn write_off() {
		let (_, device) = enrolled::<T>();
		T::BenchmarkHelper::appear(&device);
		let debt = CREDIT.saturating_mul(100);
		assert_ok!(<Pallet<T> as Ledger<T::AccountId>>::secure(&device, debt));
		<Pallet<T> as Ledger<T::AccountId>>::forfeit(&device, debt);
		let mut desk = Desk::<T>::open();
		let mut account = account_of::<T>(&device);
		defer_everywhere::<T>(&mut desk, &mut account);
		Accounts::<T>::insert(&device, account);
		desk.close();
		pass::<T>(Numbers::<T>::get().current.declining);
		let caller = funded::<T>("caller");

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), device.clone());

		let account = account_of::<T>(&device);
		assert_eq!((account.balance, account.deferrals.len()), (0, 0));
	}

	#[benchmark]
	fn touch() {
		let (owner, device) = enrolled::<T>();
		Pallet::<T>::burden(&device);
		let before = account_of::<T>(&device).balance;
		pass::<T>(1_234_567);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone());

		assert!(account_of::<T>(&device).balance < before);
	}

	#[benchmark]
	fn set_params() {
		#[extrinsic_call]
		_(RawOrigin::Root, T::Params::get());

		assert!(Numbers::<T>::get().next.is_some());
	}

	#[benchmark]
	fn on_initialize() {
		let current = Numbers::<T>::get().current;
		let params = Params { history_half_life: current.history_half_life ^ 1, ..current };
		let next = Upcoming { session: T::Session::get(), params };
		Numbers::<T>::put(Settings { version: 0, current, next: Some(next) });
		// So much was written off that the rate falls.
		let mut desk = Desk::<T>::open();
		desk.books.rate.written_off = CREDIT;
		let rate = desk.books.rate.credit_per_token;
		desk.close();
		pass::<T>(current.review_period);

		#[block]
		{
			Pallet::<T>::begin_block();
		}

		assert_eq!(Numbers::<T>::get().version, 1);
		assert!(Books::<T>::get().rate.credit_per_token < rate);
	}

	#[benchmark]
	fn migrate_one() {
		let (owner, device) = enrolled::<T>();
		OwnedDevices::<T>::remove(&owner);
		let old = v1::AccountIn::<T> {
			owner: owner.clone(),
			bond: bond::<T>(),
			balance: 0,
			reserved: 0,
			collateral: 0,
			opened: BlockNumberFor::<T>::default(),
		};
		unhashed::put(&Accounts::<T>::hashed_key_for(&device), &old);
		let mut meter = WeightMeter::with_limit(AccountsToV2::<T>::weight_of_step());

		#[block]
		{
			assert!(AccountsToV2::<T>::step(None, &mut meter).is_ok());
		}

		assert_eq!(OwnedDevices::<T>::get(owner), Some(1));
	}

	#[benchmark]
	fn migrate_departure() {
		let (owner, device) = enrolled::<T>();
		Accounts::<T>::remove(&device);
		let until = BlockNumberFor::<T>::default();
		v1::Departures::<T>::insert(&device, v1::DepartureIn::<T> { owner, bond: 1, until });
		let mut meter = WeightMeter::with_limit(AccountsToV2::<T>::weight_of_step());

		#[block]
		{
			assert!(AccountsToV2::<T>::step(Some(Progress::Departures), &mut meter).is_ok());
		}

		assert!(Releases::<T>::contains_key(&device));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::for_benchmarks(), crate::mock::Test);
}
