//! The call `anchor`.

use crate::{mock::*, Anchor, Error, Event, Proof};
use atous_primitives::{merkle::MAX_LEAVES, FlagSummary, Hash};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use proptest::prelude::*;
use sp_runtime::DispatchError::BadOrigin;

/// Anchor the first `new` leaves of `log` after its first `old`, all of them info.
fn anchor(log: &TestLog, old: u64, new: u64) -> DispatchResult {
	let origin = RuntimeOrigin::signed(DEVICE);
	Flags::anchor(origin, new, log.root(new), log.proof(old, new), summary(new, 0))
}

#[test]
fn anchor_first_works() {
	build_and_execute(|| {
		let log = TestLog::of(3, 0);
		let (root, summary) = (log.root(3), summary(2, 1));
		let origin = RuntimeOrigin::signed(DEVICE);
		assert_ok!(Flags::anchor(origin, 3, root, Proof::default(), summary));
		let anchor = Anchor { size: 3, root, summary, block: 1 };
		assert_eq!(Flags::anchor_of(DEVICE), Some(anchor));
		assert_eq!(Flags::anchor_of(OTHER), None);
		System::assert_last_event(Event::Anchored { device: DEVICE, size: 3, root }.into());
	});
}

#[test]
fn anchor_of_a_grown_log_works() {
	build_and_execute(|| {
		let log = TestLog::of(100, 0);
		let mut old = 0;
		for (block, new) in [(1, 1), (2, 2), (3, 5), (7, 64), (9, 100)] {
			System::set_block_number(block);
			assert_ok!(anchor(&log, old, new));
			let recorded = Flags::anchor_of(DEVICE).unwrap();
			assert_eq!((recorded.size, recorded.block), (new, block));
			old = new;
		}
	});
}

#[test]
fn anchor_of_each_device_stands_alone_works() {
	build_and_execute(|| {
		assert_ok!(anchor(&TestLog::of(8, 0), 0, 8));
		let log = TestLog::of(2, 1);
		let origin = RuntimeOrigin::signed(OTHER);
		assert_ok!(Flags::anchor(origin, 2, log.root(2), log.proof(0, 2), summary(2, 0)));
		assert_eq!(Flags::anchor_of(DEVICE).unwrap().size, 8);
		assert_eq!(Flags::anchor_of(OTHER).unwrap().size, 2);
	});
}

#[test]
fn anchor_by_a_stranger_fails() {
	build_and_execute(|| {
		for who in [STRANGER, OWNER] {
			let call = Flags::anchor(
				RuntimeOrigin::signed(who),
				1,
				[0; 32],
				Proof::default(),
				summary(1, 0),
			);
			assert_noop!(call, Error::<Test>::NotEnrolled);
		}
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let call = Flags::anchor(origin, 1, [0; 32], Proof::default(), summary(1, 0));
			assert_noop!(call, BadOrigin);
		}
	});
}

#[test]
fn anchor_of_no_larger_log_fails() {
	build_and_execute(|| {
		let log = TestLog::of(8, 0);
		assert_noop!(anchor(&log, 0, 0), Error::<Test>::NotLarger);
		assert_ok!(anchor(&log, 0, 8));
		assert_noop!(anchor(&log, 8, 8), Error::<Test>::NotLarger);
		assert_noop!(anchor(&log, 0, 7), Error::<Test>::NotLarger);
	});
}

#[test]
fn anchor_beyond_the_largest_tree_fails() {
	build_and_execute(|| {
		for size in [MAX_LEAVES + 1, u64::MAX] {
			let origin = RuntimeOrigin::signed(DEVICE);
			// The counts add up to more than `u64::MAX`, not to `size`.
			let summary = FlagSummary { info: u64::MAX, warning: 5, critical: 0 };
			let call = Flags::anchor(origin, size, [0; 32], Proof::default(), summary);
			assert_noop!(call, Error::<Test>::TooLarge);
		}
	});
}

#[test]
fn anchor_with_a_summary_that_does_not_add_up_fails() {
	build_and_execute(|| {
		let log = TestLog::of(3, 0);
		for summary in [summary(3, 1), summary(2, 0), summary(u64::MAX, 4)] {
			let origin = RuntimeOrigin::signed(DEVICE);
			let call = Flags::anchor(origin, 3, log.root(3), Proof::default(), summary);
			assert_noop!(call, Error::<Test>::SummaryMismatch);
		}
	});
}

#[test]
fn anchor_with_a_fallen_count_fails() {
	build_and_execute(|| {
		let log = TestLog::of(5, 0);
		let call = |old, new, summary| {
			let origin = RuntimeOrigin::signed(DEVICE);
			Flags::anchor(origin, new, log.root(new), log.proof(old, new), summary)
		};
		assert_ok!(call(0, 3, FlagSummary { info: 1, warning: 1, critical: 1 }));
		for (info, warning, critical) in [(0, 2, 3), (3, 0, 2), (2, 3, 0)] {
			let fallen = FlagSummary { info, warning, critical };
			assert_noop!(call(3, 5, fallen), Error::<Test>::SummaryFell);
		}
		assert_ok!(call(3, 5, FlagSummary { info: 1, warning: 1, critical: 3 }));
	});
}

#[test]
fn anchor_of_a_rewritten_log_fails() {
	build_and_execute(|| {
		let log = TestLog::of(12, 0);
		assert_ok!(anchor(&log, 0, 7));
		for index in 0..7 {
			assert_noop!(anchor(&log.clone().rewrite(index), 7, 12), Error::<Test>::BadProof);
		}
		assert_ok!(anchor(&log.rewrite(7), 7, 12));
	});
}

#[test]
fn anchor_with_a_wrong_proof_fails() {
	build_and_execute(|| {
		let log = TestLog::of(12, 0);
		let call = |root: Hash, proof: Proof| {
			Flags::anchor(RuntimeOrigin::signed(DEVICE), 12, root, proof, summary(12, 0))
		};
		let needless = Proof::try_from(vec![[0; 32]]).unwrap();
		assert_noop!(call(log.root(12), needless), Error::<Test>::BadProof);

		assert_ok!(anchor(&log, 0, 7));
		assert_noop!(call(log.root(12), Proof::default()), Error::<Test>::BadProof);
		assert_noop!(call(log.root(12), log.proof(6, 12)), Error::<Test>::BadProof);
		assert_noop!(call(log.root(11), log.proof(7, 12)), Error::<Test>::BadProof);
		assert_ok!(call(log.root(12), log.proof(7, 12)));
	});
}

#[test]
fn check_anchor_says_what_the_call_would_works() {
	build_and_execute(|| {
		let log = TestLog::of(3, 0);
		let check = |size, root: Hash| {
			Flags::check_anchor(&DEVICE, size, &root, &log.proof(0, size), &summary(size, 0))
		};
		assert_ok!(check(3, log.root(3)));
		assert_eq!(Flags::anchor_of(DEVICE), None);
		assert!(matches!(check(0, log.root(0)), Err(Error::NotLarger)));
	});
}

proptest! {
	#[test]
	fn anchor_of_any_growth_works(steps in prop::collection::vec(1u64..40, 1..12)) {
		build_and_execute(|| {
			let log = TestLog::of(steps.iter().sum(), 0);
			let mut old = 0;
			for step in &steps {
				assert_ok!(anchor(&log, old, old + step));
				old += step;
			}
		});
	}
}
