//! Quotes: price, place, devices and time, each as submission would find it.

use crate::{mock::*, *};
use atous_primitives::{
	header::HeaderError, views::QuoteError, Latency, OfferSpec, TaskHeader, Verification, CREDIT,
};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

fn quote(header: TaskHeader) -> atous_primitives::views::Quote {
	Market::quote(header, Some(device(1))).expect("a quote")
}

#[test]
fn the_escrow_is_what_submission_puts_aside_deposit_and_place_included() {
	build_and_execute(|| {
		set_numbers(|numbers| numbers.task_deposit = CREDIT / 10);
		let one = device(1);
		for (latency, urgent) in
			[(Latency::Batch, false), (Latency::Interactive, false), (Latency::Realtime, true)]
		{
			let header = TaskHeader { latency, urgent, max_price: 3_000_000, ..header() };
			let told = quote(header.clone());
			let before = reserved(&one);
			let id = submit(&one, header);
			assert_eq!(reserved(&one) - before, told.escrow);
			assert_eq!(task(id).price, told.price);
			assert_eq!(told.deposit, CREDIT / 10);
			let premium = if urgent { 3 * CREDIT } else { 0 };
			assert_eq!((told.urgency, task(id).reservation.premium), (premium, premium));
		}
	});
}

#[test]
fn an_adaptive_task_is_told_what_its_place_would_cost_with_two_devices() {
	build_and_execute(|| {
		let adaptive = TaskHeader { verification: Verification::Adaptive, ..header() };
		let told = quote(TaskHeader { urgent: true, ..adaptive.clone() });
		assert_eq!(told.urgency, CREDIT);
		assert_eq!(told.escrow, quote(adaptive).escrow + CREDIT);
	});
}

#[test]
fn the_place_counts_those_ahead_and_not_those_behind() {
	build_and_execute(|| {
		set_seed(None);
		set_numbers(|numbers| numbers.max_open_tasks = 100);
		for n in 2..=4 {
			for _ in 0..n {
				submit(&device(n), TaskHeader { deadline: 5_000, ..header() });
			}
		}
		serve(50);
		let late = quote(header());
		assert_eq!((late.queue_place, late.queue_exact), (9, true));
		// 100 blocks of boost go before all that came 50 blocks ago.
		let urgent = quote(TaskHeader { urgent: true, ..header() });
		assert_eq!((urgent.queue_place, urgent.queue_exact), (0, true));
		let id = submit(&device(1), TaskHeader { urgent: true, ..header() });
		assert_eq!(waiting().first(), Some(&id));
	});
}

#[test]
fn a_place_beyond_the_bound_is_told_as_at_least() {
	build_and_execute(|| {
		set_seed(None);
		set_numbers(|numbers| numbers.max_open_tasks = 1_000);
		let small = TaskHeader { work_limit: 1_000_000, deadline: 5_000, ..header() };
		let fill = |tasks| {
			for _ in 0..tasks {
				submit(&device(2), small.clone());
			}
		};
		fill(256);
		assert_eq!((quote(header()).queue_place, quote(header()).queue_exact), (256, true));
		fill(1);
		assert_eq!((quote(header()).queue_place, quote(header()).queue_exact), (256, false));
		submit(&device(3), small);
		assert_eq!((quote(header()).queue_place, quote(header()).queue_exact), (256, false));
	});
}

#[test]
fn eligible_are_those_that_fit_among_all_live_offers() {
	build_and_execute(|| {
		offer_all(1..=6);
		let small = OfferSpec { memory_mib: 63, ..spec() };
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(5)), small));
		quarantine(&device(6));
		// Its own, one too small, one in quarantine.
		let told = quote(header());
		assert_eq!((told.offers, told.sampled, told.eligible), (6, 6, 3));
	});
}

#[test]
fn of_many_offers_a_sample_is_looked_at_from_one_end_to_the_other() {
	build_and_execute(|| {
		let many = |n: u32| {
			let mut id = [9; 32];
			id[..4].copy_from_slice(&n.to_le_bytes());
			let device = AccountId32::new(id);
			books(|b| b.owners.insert(device.clone(), device.clone()));
			let memory_mib = if n < 512 { 63 } else { 64 };
			let offer = OfferSpec { memory_mib, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device), offer));
		};
		(0..1_024).for_each(many);
		let told = quote(header());
		assert_eq!((told.offers, told.sampled, told.eligible), (1_024, 256, 128));
	});
}

#[test]
fn the_start_is_the_next_block_while_nobody_waits_and_later_behind_a_queue() {
	build_and_execute(|| {
		assert_eq!(quote(header()).starts_in, None);
		offer_all(2..=2);
		assert_eq!(quote(header()).starts_in, None);
		offer_all(3..=3);
		assert_eq!(quote(header()).starts_in, Some(1));
		set_seed(None);
		set_numbers(|numbers| numbers.max_open_tasks = 100);
		for _ in 0..32 {
			submit(&device(4), TaskHeader { deadline: 5_000, ..header() });
		}
		// Sixteen are looked at in a block: two blocks before its own.
		assert_eq!(quote(header()).starts_in, Some(3));
		// Not sooner than tasks have lately waited.
		AverageWait::<Test>::put(16 * 40);
		let told = quote(header());
		assert_eq!(told.starts_in, Some(40));
		// Five blocks of work, five until final, four to hand over.
		assert_eq!(told.expected_blocks, 54);
	});
}

#[test]
fn the_start_that_is_told_is_the_one_that_comes() {
	build_and_execute(|| {
		for n in 100..=105 {
			let room = OfferSpec { cores: 500, memory_mib: 100_000, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), room));
		}
		set_seed(None);
		for n in 2..=60 {
			submit(&device(n), header());
		}
		let starts = quote(header()).starts_in.expect("there are devices");
		let id = submit(&device(1), header());
		set_seed(Some([1; 32]));
		serve(starts - 1);
		assert!(task(id).found.is_none());
		serve(1);
		assert!(task(id).found.is_some());
	});
}

#[test]
fn quote_of_a_bad_header_fails() {
	build_and_execute(|| {
		let none = TaskHeader { work_limit: 0, ..header() };
		let why = QuoteError::Header(HeaderError::WorkLimitOutOfRange);
		assert_eq!(Market::quote(none, None), Err(why));
		let quorum = Verification::Redundant { quorum: 1, max: 4 };
		let why = QuoteError::Header(HeaderError::QuorumOutOfRange);
		assert_eq!(Market::quote(TaskHeader { verification: quorum, ..header() }, None), Err(why));
	});
}
