//! No starvation: whatever is submitted, nobody is overtaken for longer than the cap.

use crate::{mock::*, *};
use atous_primitives::{Credit, OfferSpec, ServedBlock, TaskHeader, TaskId, CREDIT};
use frame_support::assert_ok;
use proptest::{prelude::*, test_runner::TestRunner};
use sp_runtime::{AccountId32, Perbill};
use std::cell::RefCell;

/// Blocks that a boost is worth at most here.
const CAP: ServedBlock = 12;
/// Tasks looked at in a block.
const LOOKS: u32 = 4;
/// Of these, for one owner while others wait.
const SHARE: usize = 2;
const REQUESTERS: u8 = 6;

/// One request: by whom, how much it owes, whether it pays for its place.
type Request = (u8, Credit, bool);

/// What is asked for in each of some blocks, more than is served on average.
fn requests() -> impl Strategy<Value = Vec<Vec<Request>>> {
	let debt = prop_oneof![Just(0), (0..2_400i128).prop_map(|credits| credits * CREDIT)];
	// One owner, of the first two devices, asks for most.
	let requester = prop_oneof![4 => 1..=2u8, 1 => 3..=REQUESTERS];
	let request = (requester, debt, any::<bool>());
	prop::collection::vec(prop::collection::vec(request, 0..10), 1..40)
}

/// How often a later task went first, and how often because of the owner's share.
#[derive(Default)]
struct Seen {
	overtaken: u32,
	beyond_cap: u32,
}

fn supply() {
	for n in 100..=111 {
		let room = OfferSpec { cores: 500, memory_mib: 100_000, ..spec() };
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), room));
	}
	for n in 1..=REQUESTERS {
		// They offer, so that their debts count, at a price that nobody pays; two of
		// them have one owner.
		let dear = OfferSpec { reserve_price: u64::MAX, ..spec() };
		let device = device_of(n, n.max(2));
		assert_ok!(Market::offer(RuntimeOrigin::signed(device), dear));
	}
}

fn request((n, debt, urgent): Request) {
	let device = AccountId32::new([n; 32]);
	set_balance(&device, -debt);
	let work_limit = atous_primitives::FUEL_PER_WORK_UNIT;
	submit(&device, TaskHeader { urgent, work_limit, deadline: 10_000, ..header() });
}

/// Have the task done at once, so that no device is ever short of room.
fn finish(id: TaskId) {
	let devices = asked(id);
	for device in &devices {
		commit(device, id, &completed(1));
	}
	assert_ok!(reveal(&devices[0], id, &completed(1), false));
	assert_ok!(reveal(&devices[1], id, &completed(1), true));
	for device in devices {
		set_balance(&device, 0);
	}
}

/// Serve a block, and hold who was served against who still waits.
fn serve_and_compare(seen: &mut Seen) {
	serve(1);
	let now = Served::<Test>::get();
	let (mut matched, mut waiting) = (Vec::new(), Vec::new());
	for (id, task) in Tasks::<Test>::iter() {
		assert_eq!(task.misses, 0, "there is supply for everyone");
		match task.found {
			Some(found) if found == now => matched.push((id, task)),
			None => waiting.push(task),
			Some(_) => {}
		}
	}
	for patient in &waiting {
		let own = matched.iter().filter(|(_, task)| task.owner == patient.owner).count();
		for (_, served) in &matched {
			seen.overtaken += u32::from(served.arrived > patient.arrived);
			if served.arrived <= patient.arrived + CAP {
				continue;
			}
			seen.beyond_cap += 1;
			let other = served.owner != patient.owner;
			assert!(other && own >= SHARE, "overtaken after {CAP} blocks");
		}
	}
	for (id, _) in matched {
		finish(id);
	}
}

fn prove(share: Perbill) -> Seen {
	let seen = RefCell::new(Seen::default());
	let config = ProptestConfig { cases: 128, failure_persistence: None, ..Default::default() };
	let result = TestRunner::new(config).run(&requests(), |blocks| {
		let mut seen = seen.borrow_mut();
		build_and_execute(|| {
			set_numbers(|numbers| {
				numbers.boost_cap = CAP;
				numbers.boost_floor = CAP;
				numbers.scan_per_block = LOOKS;
				numbers.max_open_tasks = 1_000;
				numbers.owner_share = share;
			});
			supply();
			for block in blocks {
				block.into_iter().for_each(request);
				serve_and_compare(&mut seen);
			}
			while !waiting().is_empty() {
				serve_and_compare(&mut seen);
			}
		});
		Ok(())
	});
	if let Err(failure) = result {
		panic!("{failure}");
	}
	seen.into_inner()
}

#[test]
fn nobody_is_overtaken_by_who_came_later_than_the_cap() {
	let seen = prove(Perbill::one());
	assert!(seen.overtaken > 100, "hardly anyone was overtaken: {}", seen.overtaken);
	assert_eq!(seen.beyond_cap, 0);
}

#[test]
fn with_an_owners_share_only_by_others_and_while_the_owner_has_its_share() {
	let seen = prove(Perbill::from_rational(2u32, 3));
	assert!(seen.overtaken > 100, "hardly anyone was overtaken: {}", seen.overtaken);
	assert!(seen.beyond_cap > 5, "hardly any owner had its share: {}", seen.beyond_cap);
}
