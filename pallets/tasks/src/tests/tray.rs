//! Trays: what a block leaves for the next is looked at once, and nothing of it is lost where
//! they are full.

use crate::{mock::*, *};
use atous_primitives::{views::TaskPhase, TaskHeader, Verification};
use frame_support::{
	assert_ok,
	weights::{Weight, WeightMeter},
};

type Weights = <Test as Config>::WeightInfo;

/// One block in which the market has room for this much beside what every block weighs.
fn poll(room: Weight) -> Weight {
	let base = Weights::serve_base();
	let mut meter = WeightMeter::with_limit(base.saturating_add(room));
	Market::serve(&Market::params(), &mut meter);
	meter.consumed().saturating_sub(base)
}

#[test]
fn a_task_given_out_in_the_next_block_stands_in_no_line() {
	build_and_execute(|| {
		offer_all(2..=3);
		let id = submit(&device(1), header());
		assert_eq!((task(id).search, waiting()), (Search::Arrived, vec![id]));
		assert_eq!(Queue::<Test>::iter().count() + FirstInLine::<Test>::iter().count(), 0);
		serve(1);
		assert_eq!(task(id).phase, TaskPhase::Assigned);
		assert!(Arrivals::<Test>::get().is_empty());
	});
}

#[test]
fn what_finds_the_tray_full_joins_a_line_and_is_found_as_well() {
	build_and_execute(|| {
		set_seed(None);
		let most = MAX_TRAY as u8;
		let ids: Vec<_> = (1..=most + 2).map(|n| submit(&device(n), header())).collect();
		assert_eq!(Arrivals::<Test>::decode_len(), Some(MAX_TRAY as usize));
		assert!(ids[..most as usize].iter().all(|id| task(*id).search == Search::Arrived));
		assert!(ids[most as usize..].iter().all(|id| task(*id).search == Search::Queued));
		assert_eq!(waiting(), ids);
		check();
		offer_all(20..=23);
		set_seed(Some([5; 32]));
		serve(1);
		assert!(ids.iter().all(|id| task(*id).phase == TaskPhase::Assigned));
		assert_eq!(waiting(), Vec::<u64>::new());
	});
}

#[test]
fn what_is_taken_back_before_its_block_is_cleared_away() {
	build_and_execute(|| {
		offer_all(3..=4);
		let gone = submit(&device(1), header());
		let stays = submit(&device(2), header());
		assert_ok!(Market::cancel(RuntimeOrigin::signed(device(1)), gone));
		check();
		assert_eq!(waiting(), vec![stays]);
		serve(1);
		assert_eq!(task(gone).phase, TaskPhase::Cancelled);
		assert_eq!(task(stays).phase, TaskPhase::Assigned);
		assert!(Arrivals::<Test>::get().is_empty());
	});
}

#[test]
fn what_its_owner_takes_back_does_not_hold_up_the_owners_next() {
	build_and_execute(|| {
		offer_all(3..=4);
		let (one, none) = (device(1), Vec::<u64>::new());
		let gone: Vec<_> = (0..MAX_TRAY - 1).map(|_| submit(&one, header())).collect();
		let stays = submit(&one, header());
		for id in gone {
			assert_ok!(Market::cancel(RuntimeOrigin::signed(one.clone()), id));
		}
		serve(1);
		assert_eq!(task(stays).phase, TaskPhase::Assigned);
		assert_eq!((waiting(), Arrivals::<Test>::decode_len()), (none, Some(0)));
	});
}

#[test]
fn what_a_block_has_no_room_for_stays_on_the_tray() {
	build_and_execute(|| {
		offer_all(3..=6);
		let first = submit(&device(1), header());
		let second = submit(&device(2), header());
		let known = Weights::scan(0).saturating_add(Weights::arrivals(2));
		// Each is more than an owner's share of it, so the first is looked at twice.
		let look = Weights::scan(1).saturating_sub(Weights::scan(0));
		let one = known.saturating_add(look * 3).saturating_add(Weights::match_copies(2, 4));
		let used = poll(one);
		assert!(used.all_lte(one) && used.any_gt(known));
		assert_eq!(task(first).phase, TaskPhase::Assigned);
		assert_eq!(task(second).search, Search::Arrived);
		assert_eq!(waiting(), vec![second]);
		check();
		serve(1);
		assert_eq!(task(second).phase, TaskPhase::Assigned);
	});
}

/// As many single-device tasks as are asked for, all committed, each waiting for chance.
fn drawing(count: u8) -> Vec<u64> {
	offer_all(20..=20 + count);
	let worker = |n: u8| device(20 + n);
	(0..=count).for_each(|n| set_checked(worker(n), header().class, 20));
	let adaptive = TaskHeader { verification: Verification::Adaptive, ..header() };
	let ids: Vec<_> = (1..=count).map(|n| submit(&device(n), adaptive.clone())).collect();
	serve(2);
	for id in &ids {
		assert_eq!(task(*id).copies.len(), 1);
		commit(&task(*id).copies[0].device, *id, &completed(1));
		assert!(task(*id).awaits_draw());
	}
	ids
}

#[test]
fn draws_that_find_the_tray_full_are_made_as_well() {
	build_and_execute(|| {
		let ids = drawing(MAX_TRAY as u8 + 2);
		assert_eq!(Draws::<Test>::decode_len(), Some(MAX_TRAY as usize));
		let entries = Agenda::<Test>::iter_values().filter(|due| matches!(due, Due::Draw(_)));
		assert_eq!(entries.count(), 2);
		check();
		// Without chance they wait.
		set_seed(None);
		serve(1);
		assert!(ids.iter().all(|id| task(*id).awaits_draw()));
		check();
		set_seed(Some([5; 32]));
		serve(2);
		assert!(ids.iter().all(|id| !task(*id).awaits_draw()));
		assert_eq!(Draws::<Test>::decode_len().unwrap_or(0), 0);
	});
}

#[test]
fn draws_for_which_there_is_no_room_are_made_later() {
	build_and_execute(|| {
		let ids = drawing(3);
		// A quarter of the room is theirs.
		poll(Weights::draw_check() * 4);
		assert_eq!(ids.iter().filter(|id| task(**id).awaits_draw()).count(), 2);
		assert!(!task(ids[0]).awaits_draw(), "oldest first");
		check();
		serve(1);
		assert!(ids.iter().all(|id| !task(*id).awaits_draw()));
	});
}

#[test]
fn every_record_is_removed_however_many_end_at_once() {
	build_and_execute(|| {
		set_seed(None);
		let count = MAX_TRAY as u8 * 2;
		let ids: Vec<_> = (1..=count).map(|n| submit(&device(n), header())).collect();
		for (n, id) in (1..).zip(&ids) {
			assert_ok!(Market::cancel(RuntimeOrigin::signed(device(n)), *id));
		}
		check();
		assert_eq!(Ended::<Test>::decode_len(), Some(MAX_TRAY as usize));
		// A block without room for it leaves it where it is.
		poll(Weights::file_ended(1));
		assert_eq!(Ended::<Test>::decode_len(), Some(MAX_TRAY as usize));
		check();
		serve(1);
		assert_eq!(Ended::<Test>::decode_len(), None);
		check();
		serve(Numbers::get().retention);
		assert_eq!(Tasks::<Test>::iter().count() + Requests::<Test>::iter().count(), 0);
	});
}
