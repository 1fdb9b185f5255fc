//! What the calls cost at their worst: accounts that have decayed, with something
//! unvested in every class.

#![cfg(feature = "runtime-benchmarks")]

use super::*;
use crate::{
	desk::Desk,
	limit::very_positive_above,
	migration::{v1, AccountsToV2},
	types::Deferral,
};
use atous_primitives::{Class, Credit, CREDIT};
use atous_support::{
	settings::{Settings, Upcoming},
	Ledger,
};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	migrations::SteppedMigration,
	storage::unhashed,
	traits::{fungible::Mutate, EnsureOrigin, Get},
	weights::WeightMeter,
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_core::{crypto::KeyTypeId, sr25519};
use sp_runtime::traits::{SaturatedConversion, Saturating};

/// Of the keys that sign consents here.
const KEY: KeyTypeId = KeyTypeId(*b"crdt");

#[benchmarks(where
	T::AccountId: From<sr25519::Public>,
	T::Signature: From<sr25519::Signature>,
	T::Currency: Mutate<T::AccountId>,
)]
mod benchmarks {
	use super::*;

	/// The smallest bond.
	fn bond<T: Config>() -> u128 {
		Numbers::<T>::get().current.min_bond
	}

	/// An account with tokens enough for some bonds.
	fn funded<T: Config>(name: &'static str) -> T::AccountId
	where
		T::Currency: Mutate<T::AccountId>,
	{
		let who: T::AccountId = account(name, 0, 0);
		let funds = bond::<T>().saturating_mul(100);
		assert!(T::Currency::mint_into(&who, funds).is_ok());
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
		let expiry = frame_system::Pallet::<T>::block_number().saturated_into();
		let message = Pallet::<T>::consent_message(owner, &device, expiry);
		let signature = sp_io::crypto::sr25519_sign(KEY, &key, &message);
		let signature = signature.expect("the key was generated just now");
		(device, expiry, signature.into())
	}

	/// An owner and its device, with three of the smallest bonds.
	fn enrolled<T: Config>() -> (T::AccountId, T::AccountId)
	where
		T::AccountId: From<sr25519::Public>,
		T::Signature: From<sr25519::Signature>,
		T::Currency: Mutate<T::AccountId>,
	{
		let owner = funded::<T>("owner");
		let (device, expiry, signature) = consent::<T>(&owner);
		let origin = RawOrigin::Signed(owner.clone()).into();
		let bond = bond::<T>().saturating_mul(3);
		assert_ok!(Pallet::<T>::enroll(origin, device.clone(), bond, expiry, signature));
		(owner, device)
	}

	/// Give the device something to decay, and something unvested in every class.
	fn enrich<T: Config>(device: &T::AccountId) {
		let mut desk = Desk::<T>::open();
		let mut account = Accounts::<T>::get(device).expect("it was enrolled");
		let threshold = very_positive_above(account.backing, &desk.params);
		desk.books.totals.pay(&mut account, threshold.saturating_mul(2));
		defer_everywhere::<T>(&mut desk, device, &mut account);
		account.history = CREDIT;
		Accounts::<T>::insert(device, account);
		desk.close();
	}

	/// Put something unvested into every class.
	fn defer_everywhere<T: Config>(
		desk: &mut Desk<T>,
		device: &T::AccountId,
		account: &mut crate::ledger::AccountOf<T>,
	) {
		for class in Class::ALL {
			let deferral = Deferral { amount: CREDIT, history: CREDIT };
			desk.books.totals.defer(account, deferral.amount);
			Unvested::<T>::insert(device, class, deferral);
		}
	}

	/// Let some blocks pass, of which every bit of the clocks may be set.
	fn pass<T: Config>(blocks: u32) {
		let now = frame_system::Pallet::<T>::block_number();
		frame_system::Pallet::<T>::set_block_number(now.saturating_add(blocks.into()));
	}

	fn balance<T: Config>(device: &T::AccountId) -> Credit {
		Accounts::<T>::get(device).map_or(0, |account| account.balance)
	}

	#[benchmark]
	fn enroll() {
		let owner = funded::<T>("owner");
		let (device, expiry, signature) = consent::<T>(&owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone(), bond::<T>(), expiry, signature);

		assert!(Accounts::<T>::contains_key(device));
	}

	#[benchmark]
	fn leave() {
		let (owner, device) = enrolled::<T>();
		enrich::<T>(&device);
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
		enrich::<T>(&device);
		pass::<T>(1_234_567);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone(), bond::<T>());

		let bonded = Accounts::<T>::get(device).map(|account| account.bond);
		assert_eq!(bonded, Some(bond::<T>().saturating_mul(4)));
	}

	#[benchmark]
	fn reduce_bond() {
		let (owner, device) = enrolled::<T>();
		enrich::<T>(&device);
		pass::<T>(1_234_567);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone(), bond::<T>());

		assert!(Releases::<T>::contains_key(device));
	}

	#[benchmark]
	fn write_off() {
		let (_, device) = enrolled::<T>();
		let debt = CREDIT.saturating_mul(100);
		assert_ok!(<Pallet<T> as Ledger<T::AccountId>>::secure(&device, debt));
		<Pallet<T> as Ledger<T::AccountId>>::forfeit(&device, debt);
		let mut desk = Desk::<T>::open();
		let mut account = Accounts::<T>::get(&device).expect("it was enrolled");
		defer_everywhere::<T>(&mut desk, &device, &mut account);
		Accounts::<T>::insert(&device, account);
		desk.close();
		pass::<T>(Numbers::<T>::get().current.declining);
		let caller = funded::<T>("caller");

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), device.clone());

		assert_eq!(balance::<T>(&device), 0);
		assert_eq!(Unvested::<T>::iter_prefix(device).count(), 0);
	}

	#[benchmark]
	fn touch() {
		let (owner, device) = enrolled::<T>();
		enrich::<T>(&device);
		let before = balance::<T>(&device);
		pass::<T>(1_234_567);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone());

		assert!(balance::<T>(&device) < before);
	}

	#[benchmark]
	fn set_params() -> Result<(), BenchmarkError> {
		let origin =
			T::ManagerOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, T::Params::get());

		assert!(Numbers::<T>::get().next.is_some());
		Ok(())
	}

	#[benchmark]
	fn on_initialize() {
		let current = Numbers::<T>::get().current;
		let params = Params { history_half_life: current.history_half_life ^ 1, ..current };
		let next = Upcoming { session: T::Session::get(), params };
		Numbers::<T>::put(Settings { version: 0, current, next: Some(next) });
		pass::<T>(current.review_period);

		#[block]
		{
			Pallet::<T>::begin_block();
		}

		assert_eq!(Numbers::<T>::get().version, 1);
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
		let mut meter = WeightMeter::with_limit(T::WeightInfo::migrate_one());

		#[block]
		{
			assert!(AccountsToV2::<T>::step(None, &mut meter).is_ok());
		}

		assert_eq!(OwnedDevices::<T>::get(owner), Some(1));
	}
}
