//! The device lane, with the whole runtime.

use crate::common::*;
use atous_primitives::{
	header::Requirements, Cid, Class, RuntimeKind, TaskHeader, FUEL_PER_WORK_UNIT, PROFILE_WASM_1,
};
use atous_runtime::{
	lane::{
		Allowance, Allowances, ChargeOrQuota, Error, Event, Usage, Used, REFUSED_OTHER, REFUSED_TIP,
	},
	numbers::{lane as numbers, token::ATOS},
	AccountId, Balances, Executive, Hash, Lane, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
	System, UncheckedExtrinsic,
};
use frame_support::{assert_noop, assert_ok};
use pallet_transaction_payment::ChargeTransactionPayment;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	traits::TransactionExtension,
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
	DispatchError, ModuleError,
};

fn into_pool(transaction: UncheckedExtrinsic) -> TransactionValidity {
	Executive::validate_transaction(TransactionSource::External, transaction, Hash::zero())
}

fn refused(reason: InvalidTransaction) -> TransactionValidityError {
	TransactionValidityError::Invalid(reason)
}

fn transfer() -> RuntimeCall {
	let dest = Sr25519Keyring::Bob.to_account_id().into();
	pallet_balances::Call::transfer_keep_alive { dest, value: ATOS }.into()
}

fn allow(owner: &AccountId, number: u16, amount: u128) {
	assert_ok!(Lane::set_allowance(RuntimeOrigin::signed(owner.clone()), device(number), amount));
}

/// Leave nothing of the device's quota in this window.
fn use_up(number: u16) {
	let window = System::block_number() / numbers::Window::get();
	let time = Lane::quota() + numbers::Reserve::get();
	Used::<Runtime>::insert(device(number), Usage { window, time });
}

#[test]
fn person_pays_a_fee() {
	build_and_execute(|| {
		let before = Balances::free_balance(owner());
		let alice = Sr25519Keyring::Alice.pair();
		assert_ok!(Executive::apply_extrinsic(signed(&alice, transfer())).expect("valid"));
		assert!(Balances::free_balance(owner()) < before - ATOS);
	});
}

#[test]
fn device_call_within_quota_costs_time_and_no_token() {
	build_and_execute(|| {
		enrol(1);
		let before = Balances::free_balance(owner());
		assert_ok!(Executive::apply_extrinsic(signed(&device_key(1), offer())).expect("valid"));
		assert_eq!(Balances::free_balance(owner()), before);
		assert_eq!(Balances::free_balance(device(1)), 0);
		assert!(Lane::used(&device(1)) > 0);
		assert_eq!(System::account_nonce(device(1)), 1);
	});
}

#[test]
fn device_may_make_no_other_call() {
	build_and_execute(|| {
		enrol(1);
		let batch = pallet_utility::Call::batch { calls: vec![offer()] }.into();
		let enroll = pallet_credit::Call::leave { device: device(1) }.into();
		let allowance =
			atous_runtime::lane::Call::set_allowance { device: device(1), amount: ATOS }.into();
		for call in [transfer(), batch, enroll, allowance] {
			let transaction = signed(&device_key(1), call);
			assert_eq!(into_pool(transaction.clone()), Err(refused(InvalidTransaction::Call)));
			assert_eq!(
				Executive::apply_extrinsic(transaction),
				Err(refused(InvalidTransaction::Call))
			);
		}
	});
}

#[test]
fn nobody_else_may_make_a_devices_call() {
	build_and_execute(|| {
		let alice = Sr25519Keyring::Alice.pair();
		let no_device = DispatchError::from(pallet_tasks::Error::<Runtime>::UnknownTask);
		let DispatchError::Module(ModuleError { error: [number, ..], .. }) = no_device else {
			panic!("an error of a pallet");
		};
		let commit = || pallet_tasks::Call::commit { task: 7, commitment: [1; 32] }.into();
		let alone = signed(
			&alice,
			RuntimeCall::Tasks(pallet_tasks::Call::commit { task: 7, commitment: [1; 32] }),
		);
		let why = refused(InvalidTransaction::Custom(number));
		assert_eq!(into_pool(alone.clone()), Err(why));
		assert_eq!(Executive::apply_extrinsic(alone), Err(why));

		let batch: RuntimeCall = pallet_utility::Call::batch { calls: vec![commit()] }.into();
		let bob = Sr25519Keyring::Bob.to_account_id().into();
		let call = Box::new(batch.clone());
		let inside = pallet_proxy::Call::proxy { real: bob, force_proxy_type: None, call }.into();
		for call in [batch, inside] {
			let transaction = signed(&alice, call);
			assert_eq!(into_pool(transaction), Err(refused(InvalidTransaction::Call)));
		}
	});
}

#[test]
fn answers_to_a_delivery_are_calls_of_devices_alone() {
	use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
	build_and_execute(|| {
		enrol(1);
		let unknown = DispatchError::from(pallet_tasks::Error::<Runtime>::UnknownTask);
		let DispatchError::Module(ModuleError { error: [number, ..], .. }) = unknown else {
			panic!("an error of a pallet");
		};
		let alice = Sr25519Keyring::Alice.pair();
		let accept = pallet_tasks::Call::accept { task: 7, opening: None };
		let dispute = pallet_tasks::Call::dispute { task: 7 };
		for call in [RuntimeCall::Tasks(accept), RuntimeCall::Tasks(dispute)] {
			assert_eq!(call.get_dispatch_info().class, DispatchClass::Operational);
			let why = refused(InvalidTransaction::Custom(number));
			assert_eq!(into_pool(signed(&device_key(1), call.clone())), Err(why));
			// In a block a device's call is taken, and fails by itself.
			let result = Executive::apply_extrinsic(signed(&device_key(1), call.clone()));
			assert_eq!(result, Ok(Err(unknown)));
			assert_eq!(into_pool(signed(&alice, call.clone())), Err(why));
			let batch: RuntimeCall = pallet_utility::Call::batch { calls: vec![call] }.into();
			let carried = into_pool(signed(&alice, batch));
			assert_eq!(carried, Err(refused(InvalidTransaction::Call)));
		}
	});
}

#[test]
fn headers_that_name_a_contract_are_refused() {
	use atous_primitives::{header::ContractAddress, views::QuoteError};
	build_and_execute(|| {
		let header = |callback| TaskHeader {
			payload: Cid::of_raw(b"payload"),
			input: Cid::of_raw(b"input"),
			class: Class::WasmSmall,
			profile: PROFILE_WASM_1,
			runtime: RuntimeKind::Wasm,
			requirements: Requirements {
				cores: 1,
				memory_mib: 64,
				accelerator: Default::default(),
				io: Default::default(),
			},
			work_limit: FUEL_PER_WORK_UNIT,
			max_price: 1_000_000,
			latency: Default::default(),
			deadline: 1_000,
			verification: Default::default(),
			urgent: false,
			callback,
			metadata: Default::default(),
		};
		assert_ok!(atous_runtime::Tasks::quote(header(None), None));
		let named = header(Some(ContractAddress([1; 20])));
		let refused = atous_runtime::Tasks::quote(named, None);
		assert_eq!(refused, Err(QuoteError::NoSuchContract));
	});
}

#[test]
fn failing_call_is_refused_at_the_pool_with_its_error() {
	build_and_execute(|| {
		enrol(1);
		let no_offer = DispatchError::from(pallet_tasks::Error::<Runtime>::NoOffer);
		let DispatchError::Module(ModuleError { error: [number, ..], .. }) = no_offer else {
			panic!("an error of a pallet");
		};
		assert_eq!(
			into_pool(signed(&device_key(1), withdraw())),
			Err(refused(InvalidTransaction::Custom(number)))
		);
	});
}

#[test]
fn looking_at_a_call_leaves_nothing_behind() {
	build_and_execute(|| {
		enrol(1);
		assert_ok!(into_pool(signed(&device_key(1), offer())));
		assert_eq!(pallet_tasks::Workers::<Runtime>::get(device(1)).offer, None);
		assert_eq!(Lane::used(&device(1)), 0);
	});
}

#[test]
fn failing_call_in_a_block_stays_charged() {
	build_and_execute(|| {
		enrol(1);
		let result = Executive::apply_extrinsic(signed(&device_key(1), withdraw()));
		let no_offer = pallet_tasks::Error::<Runtime>::NoOffer.into();
		assert_eq!(result, Ok(Err(no_offer)));
		assert!(Lane::used(&device(1)) > 0);
		assert_eq!(System::account_nonce(device(1)), 1);
	});
}

#[test]
fn past_the_quota_without_allowance_is_refused() {
	build_and_execute(|| {
		enrol(1);
		use_up(1);
		let transaction = signed(&device_key(1), offer());
		assert_eq!(into_pool(transaction.clone()), Err(refused(InvalidTransaction::Payment)));
		assert_eq!(
			Executive::apply_extrinsic(transaction),
			Err(refused(InvalidTransaction::Payment))
		);
	});
}

#[test]
fn past_the_quota_the_owner_pays() {
	build_and_execute(|| {
		enrol(1);
		use_up(1);
		allow(&owner(), 1, ATOS);
		let before = Balances::free_balance(owner());
		let transaction = signed(&device_key(1), offer());
		assert_ok!(into_pool(transaction.clone()));
		assert_ok!(Executive::apply_extrinsic(transaction).expect("valid"));
		let paid = before - Balances::free_balance(owner());
		assert!(paid > 0);
		let left = Lane::standing(device(1)).expect("enrolled").allowance;
		assert!(left < ATOS && left <= ATOS - paid, "{left} of the allowance, {paid} paid");
		System::assert_has_event(RuntimeEvent::Lane(Event::OwnerPaid {
			owner: owner(),
			device: device(1),
			fee: paid,
		}));
	});
}

#[test]
fn past_the_allowance_is_refused() {
	build_and_execute(|| {
		enrol(1);
		use_up(1);
		allow(&owner(), 1, 1);
		let transaction = signed(&device_key(1), offer());
		assert_eq!(into_pool(transaction), Err(refused(InvalidTransaction::Payment)));
	});
}

#[test]
fn allowance_of_a_former_owner_is_void() {
	build_and_execute(|| {
		enrol(1);
		let bob = Sr25519Keyring::Bob.to_account_id();
		Allowances::<Runtime>::insert(device(1), Allowance { owner: bob, left: ATOS });
		use_up(1);
		let transaction = signed(&device_key(1), offer());
		assert_eq!(into_pool(transaction), Err(refused(InvalidTransaction::Payment)));
	});
}

#[test]
fn tip_of_a_device_is_refused() {
	build_and_execute(|| {
		enrol(1);
		let transaction = signed_with_tip(&device_key(1), offer(), 1);
		let reason = InvalidTransaction::Custom(REFUSED_TIP);
		assert_eq!(into_pool(transaction), Err(refused(reason)));
	});
}

#[test]
fn quota_comes_back_with_the_window() {
	build_and_execute(|| {
		enrol(1);
		use_up(1);
		assert!(Lane::used(&device(1)) >= Lane::quota());
		System::set_block_number(numbers::Window::get());
		assert_eq!(Lane::used(&device(1)), 0);
		assert_ok!(into_pool(signed(&device_key(1), offer())));
	});
}

#[test]
fn quota_shrinks_with_devices() {
	build_and_execute(|| {
		enrol(1);
		let alone = Lane::quota();
		enrol(2);
		assert_eq!(Lane::quota(), alone / 2);
		pallet_credit::DeviceCount::<Runtime>::put(10_000);
		assert_eq!(Lane::quota(), alone / 10_000);
		pallet_credit::DeviceCount::<Runtime>::put(2);
	});
}

#[test]
fn all_quotas_together_are_half_of_what_ordinary_calls_may_fill() {
	use frame_support::dispatch::DispatchClass;
	build_and_execute(|| {
		enrol(1);
		let weights = atous_runtime::numbers::block::Weights::get();
		let normal = weights.get(DispatchClass::Normal).max_total.expect("bounded").ref_time();
		let window = normal * u64::from(numbers::Window::get());
		for devices in [1u32, 7, 1_000, 100_000] {
			pallet_credit::DeviceCount::<Runtime>::put(devices);
			assert!(Lane::quota() * u64::from(devices) <= window / 2);
		}
		pallet_credit::DeviceCount::<Runtime>::put(1);
	});
}

#[test]
fn reserve_serves_a_dozen_tasks() {
	use pallet_tasks::WeightInfo;
	build_and_execute(|| {
		type Weights = <Runtime as pallet_tasks::Config>::WeightInfo;
		let of = |call_weight| {
			let info = frame_support::dispatch::DispatchInfo {
				call_weight,
				extension_weight: ChargeOrQuota::<Runtime>::from_tip(0).weight(&offer()),
				class: frame_support::dispatch::DispatchClass::Operational,
				..Default::default()
			};
			Lane::lane_time(&info, 300)
		};
		let task = of(Weights::commit()) + of(Weights::reveal());
		assert!(12 * task <= numbers::Reserve::get(), "one task takes {task} ps");
	});
}

#[test]
fn bytes_count_as_their_share_of_the_block() {
	build_and_execute(|| {
		let info = Default::default();
		let long = Lane::lane_time(&info, 100_000);
		assert!(long > Lane::lane_time(&info, 100));
		assert!(long > 60_000_000_000, "a tenth of a block takes a tenth of its time");
	});
}

/// How the pool orders a call, whether it would succeed or not.
fn priority(key: &sp_core::sr25519::Pair, call: impl Into<RuntimeCall>) -> u64 {
	let transaction = signed(key, call);
	let source = TransactionSource::InBlock;
	let valid = Executive::validate_transaction(source, transaction, Hash::zero()).expect("valid");
	System::set_block_number(1);
	valid.priority
}

#[test]
fn device_comes_before_the_untipped() {
	build_and_execute(|| {
		enrol(1);
		let person = priority(&Sr25519Keyring::Alice.pair(), transfer());
		let offering = priority(&device_key(1), offer());
		assert!(person < offering, "{person} {offering}");
	});
}

#[test]
fn device_transaction_dies_soon() {
	build_and_execute(|| {
		enrol(1);
		let valid = into_pool(signed(&device_key(1), offer())).expect("valid");
		assert_eq!(valid.longevity, numbers::Longevity::get());
	});
}

#[test]
fn set_allowance_by_another_fails() {
	build_and_execute(|| {
		enrol(1);
		let bob = RuntimeOrigin::signed(Sr25519Keyring::Bob.to_account_id());
		assert_noop!(Lane::set_allowance(bob.clone(), device(1), ATOS), Error::<Runtime>::NotOwner);
		assert_noop!(Lane::set_allowance(bob, device(9), ATOS), Error::<Runtime>::NotOwner);
	});
}

#[test]
fn set_allowance_of_zero_ends_it() {
	build_and_execute(|| {
		enrol(1);
		allow(&owner(), 1, ATOS);
		assert!(Allowances::<Runtime>::contains_key(device(1)));
		allow(&owner(), 1, 0);
		assert!(!Allowances::<Runtime>::contains_key(device(1)));
	});
}

#[test]
fn device_that_left_leaves_nothing_in_the_lane() {
	build_and_execute(|| {
		enrol(1);
		allow(&owner(), 1, ATOS);
		assert_ok!(Executive::apply_extrinsic(signed(&device_key(1), offer())).expect("valid"));
		assert_ok!(atous_runtime::Tasks::withdraw(RuntimeOrigin::signed(device(1))));
		let alice = RuntimeOrigin::signed(owner());
		assert_ok!(atous_runtime::Credit::leave(alice.clone(), device(1)));
		let cooled = <Runtime as pallet_credit::Config>::Params::get().leave_cooldown + 10;
		System::set_block_number(cooled);
		assert_ok!(atous_runtime::Credit::claim_bond(alice, device(1)));
		assert!(!Used::<Runtime>::contains_key(device(1)));
		assert!(!Allowances::<Runtime>::contains_key(device(1)));
	});
}

#[test]
fn clients_see_the_fees_own_extension() {
	type Fee = ChargeTransactionPayment<Runtime>;
	type Lane = ChargeOrQuota<Runtime>;
	let identifier = <Lane as TransactionExtension<RuntimeCall>>::IDENTIFIER;
	assert_eq!(identifier, "ChargeTransactionPayment");
	assert_eq!(
		<Lane as scale_info::TypeInfo>::type_info(),
		<Fee as scale_info::TypeInfo>::type_info()
	);
	assert_eq!(codec::Encode::encode(&Lane::from_tip(7)), codec::Encode::encode(&Fee::from(7u128)));
}

#[test]
fn every_error_of_the_mesh_has_its_own_code() {
	use scale_info::{TypeDef, TypeInfo};
	let count = |described: scale_info::Type| match described.type_def {
		TypeDef::Variant(variants) => {
			variants.variants.iter().map(|variant| variant.index).max().unwrap_or(0)
		}
		_ => panic!("errors are an enum"),
	};
	assert!(count(pallet_tasks::Error::<Runtime>::type_info()) < 100);
	assert!(count(pallet_credit::Error::<Runtime>::type_info()) < 60);
	assert!(count(pallet_flags::Error::<Runtime>::type_info()) < REFUSED_TIP - 160);
	assert_ne!(REFUSED_TIP, REFUSED_OTHER);
}
