//! Pay for unchecked work: put with what is unvested, and what becomes of it.

use crate::{mock::*, Accounts, Books, Event};
use atous_primitives::{Class, Credit, CREDIT};
use atous_support::{Ledger, Settlement};

/// Have device 1 pay device 2 for unchecked work in a class.
fn unchecked_work(class: Class, amount: Credit) -> AccountId {
	let (debtor, worker) = (device(1), device(2));
	let reservation = reserve(&debtor, amount).expect("within the limit");
	let pays = [unchecked(&worker, amount)];
	Credits::settle(&debtor, &reservation, &Settlement { class, ..ending(&pays) });
	worker
}

fn with_two(test: impl FnOnce()) {
	build_and_execute(|| {
		enrolled(1);
		enrolled(2);
		System::reset_events();
		test();
	});
}

#[test]
fn settle_of_unchecked_work_defers_pay_and_bonus() {
	with_two(|| {
		let worker = unchecked_work(Class::WasmSmall, 100 * CREDIT);
		let seen = view(&worker);
		assert_eq!((seen.balance, seen.unvested, seen.history), (0, 103 * CREDIT, 0));
		assert_eq!(Credits::commons(), 2 * CREDIT);
		assert_eq!(Books::<Test>::get().totals.unvested, 103 * CREDIT);
		// What is unvested lets nobody owe more.
		assert_eq!(seen.spendable, LIMIT / 4 * 3);
		let deferred = Event::Deferred {
			device: worker,
			class: Class::WasmSmall,
			pay: 100 * CREDIT,
			bonus: 3 * CREDIT,
			matching: 0,
		};
		assert_eq!(events()[0], deferred);
	});
}

#[test]
fn vest_moves_it_to_the_balance_and_counts_it_as_history() {
	with_two(|| {
		unchecked_work(Class::WasmSmall, 100 * CREDIT);
		let worker = unchecked_work(Class::WasmSmall, 50 * CREDIT);
		let amount = view(&worker).unvested;
		System::reset_events();
		Credits::vest(&worker, Class::WasmSmall);
		let seen = view(&worker);
		assert_eq!((seen.balance, seen.unvested), (amount, 0));
		assert_eq!(seen.history, 150 * CREDIT);
		let class = Class::WasmSmall;
		assert_eq!(events(), [Event::Vested { device: worker, class, amount }]);
	});
}

#[test]
fn vest_is_for_one_class() {
	with_two(|| {
		unchecked_work(Class::WasmSmall, 100 * CREDIT);
		let worker = unchecked_work(Class::WasmLarge, 50 * CREDIT);
		Credits::vest(&worker, Class::WasmLarge);
		assert_eq!(view(&worker).unvested, 103 * CREDIT);
		Credits::vest(&worker, Class::WasmMedium);
		assert_eq!(view(&worker).unvested, 103 * CREDIT);
	});
}

#[test]
fn vest_of_nothing_changes_nothing() {
	with_two(|| {
		let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
		Credits::vest(&device(2), Class::WasmSmall);
		Credits::vest(&device(9), Class::WasmSmall);
		Credits::forfeit_unvested(&device(2));
		Credits::forfeit_unvested(&device(9));
		assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), root);
	});
}

#[test]
fn forfeit_unvested_takes_all_classes_for_the_commons() {
	with_two(|| {
		unchecked_work(Class::WasmSmall, 100 * CREDIT);
		let worker = unchecked_work(Class::OciGpuLarge, 50 * CREDIT);
		let amount = view(&worker).unvested;
		let commons = Credits::commons();
		System::reset_events();
		Credits::forfeit_unvested(&worker);
		assert_eq!((view(&worker).unvested, view(&worker).balance), (0, 0));
		assert_eq!(Credits::commons(), commons + amount);
		let kept = Accounts::<Test>::get(&worker).map(|account| account.deferrals.len());
		assert_eq!(kept, Some(0));
		assert_eq!(events(), [Event::UnvestedForfeited { device: worker, amount }]);
	});
}

#[test]
fn settle_defers_matching_too() {
	with_two(|| {
		indebt(&enrolled_with(3, 100 * BOND), 72_000 * CREDIT);
		indebt(&device(2), CREDIT);
		let worker = unchecked_work(Class::WasmSmall, 100 * CREDIT);
		assert_eq!(view(&worker).unvested, 125 * CREDIT);
		assert_eq!(balance(&worker), -CREDIT);
	});
}
