//! What the lane costs at its worst: a device that has used something in this window,
//! and one past its quota whose owner pays.

use super::{pallet::*, quota::Usage, BalanceOf, ChargeOrQuota, LaneTime};
// See there: the macro below names `frame_system`.
use atous_support::benchmarking::{system as frame_system, Enrolment};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	dispatch::{DispatchInfo, GetDispatchInfo, PostDispatchInfo},
	pallet_prelude::TransactionSource,
	traits::{
		fungible::{Inspect, Mutate},
		Get, OriginTrait,
	},
};
use frame_system::{pallet_prelude::*, RawOrigin};
use sp_runtime::traits::{
	AsSystemOriginSigner, Dispatchable, TransactionExtension, TxBaseImplication, Zero,
};

/// Length of a transaction, in bytes.
const LENGTH: usize = 200;

#[benchmarks(where
	T: pallet_tasks::Config + pallet_balances::Config<Balance = BalanceOf<T>> + Send + Sync,
	T::RuntimeCall: From<pallet_tasks::Call<T>>
		+ GetDispatchInfo
		+ Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	OriginFor<T>: AsSystemOriginSigner<T::AccountId> + Clone,
	BalanceOf<T>: Send + Sync + From<u64>,
)]
mod benchmarks {
	use super::*;

	/// A device and its owner, who has tokens.
	fn enrolled<T: Config>() -> (T::AccountId, T::AccountId) {
		let (owner, device) = (account("owner", 0, 0), account("device", 0, 0));
		T::BenchmarkHelper::enrol(&owner, &device);
		(owner, device)
	}

	/// What is left to spend of an allowance that no benchmark uses up.
	fn plenty<T: pallet_balances::Config>() -> T::Balance {
		<pallet_balances::Pallet<T> as Inspect<T::AccountId>>::total_issuance()
	}

	/// Let the device have used this much in this window.
	fn use_up<T: Config>(device: &T::AccountId, time: LaneTime) {
		let window = frame_system::Pallet::<T>::block_number() / T::Window::get();
		Used::<T>::insert(device, Usage { window, time });
	}

	/// Everything the lane does for a device's call in a block, with the call left out.
	fn pass_through<T>(device: &T::AccountId)
	where
		T: Config + pallet_tasks::Config + Send + Sync,
		T::RuntimeCall: From<pallet_tasks::Call<T>>
			+ GetDispatchInfo
			+ Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
		OriginFor<T>: AsSystemOriginSigner<T::AccountId> + Clone,
		BalanceOf<T>: Send + Sync,
	{
		let call: T::RuntimeCall = pallet_tasks::Call::<T>::withdraw {}.into();
		let info = call.get_dispatch_info();
		let extension = ChargeOrQuota::<T>::from_tip(Zero::zero());
		let origin = OriginFor::<T>::signed(device.clone());
		let implication = TxBaseImplication(());
		let source = TransactionSource::InBlock;
		let valid = extension.validate(origin, &call, &info, LENGTH, (), &implication, source);
		let Ok((_, val, origin)) = valid else { panic!("the lane takes the call") };
		let pre = extension.prepare(val, &origin, &call, &info, LENGTH);
		let Ok(pre) = pre else { panic!("the lane takes the call") };
		let after = PostDispatchInfo::default();
		assert_ok!(ChargeOrQuota::<T>::post_dispatch_details(pre, &info, &after, LENGTH, &Ok(())));
	}

	/// There was another allowance before.
	#[benchmark]
	fn set_allowance() {
		let (owner, device) = enrolled::<T>();
		let origin = OriginFor::<T>::signed(owner.clone());
		assert_ok!(Pallet::<T>::set_allowance(origin, device.clone(), 1.into()));

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.clone(), plenty::<T>());

		assert_eq!(
			Allowances::<T>::get(device).map(|allowance| allowance.left),
			Some(plenty::<T>())
		);
	}

	/// A device within its quota, of which it has used something in this window.
	#[benchmark]
	fn quota() {
		let (_, device) = enrolled::<T>();
		use_up::<T>(&device, 1);

		#[block]
		{
			pass_through::<T>(&device);
		}

		assert!(Pallet::<T>::used(&device) > 1);
	}

	/// A device past its quota: its owner is charged, and gets something back.
	#[benchmark]
	fn owner_pays() {
		let (owner, device) = enrolled::<T>();
		assert_ok!(pallet_balances::Pallet::<T>::mint_into(&owner, plenty::<T>()));
		let origin = OriginFor::<T>::signed(owner.clone());
		let before = plenty::<T>();
		assert_ok!(Pallet::<T>::set_allowance(origin, device.clone(), before));
		use_up::<T>(&device, Pallet::<T>::quota());

		#[block]
		{
			pass_through::<T>(&device);
		}

		assert!(Pallet::<T>::allowance(&device, &owner) < before);
	}
}
