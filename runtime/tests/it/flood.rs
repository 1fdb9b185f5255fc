//! A thousand devices that say what fails, while others have reveals due: with the whole
//! runtime, in blocks filled as a node fills them.

use crate::common::{work::*, *};
use atous_primitives::views::TaskPhase;
use atous_runtime::{
	numbers::block, AccountId, Executive, Hash, Runtime, RuntimeOrigin, System, UncheckedExtrinsic,
};
use frame_support::{assert_ok, dispatch::DispatchClass};
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{traits::Dispatchable, transaction_validity::TransactionSource};
use std::{
	cmp::Reverse,
	collections::{BTreeMap, BinaryHeap},
};

/// Devices that flood.
const FLOODERS: u16 = 1_000;
/// Transactions of each that stand in the pool at once: together as many as a node's
/// pool holds by default, 8,192.
const EACH: u32 = 8;
/// Number of the first of them; the honest come before.
const FIRST_FLOODER: u16 = 100;
/// Tasks with two reveals due each.
const TASKS: u64 = 8;
/// Tasks of flooders for flooders, so that they have copies of their own to be wrong about.
const BAITS: u16 = 60;

const REQUESTER: u16 = 1;
const WORKERS: [u16; 2] = [2, 3];

/// As many transactions that do not fit as an author passes over before a block is full.
const SKIPPED: u32 = 8;

fn flooders() -> std::ops::Range<u16> {
	FIRST_FLOODER..FIRST_FLOODER + FLOODERS
}

/// What waits to be included, in the order of arrival of each sender's first.
#[derive(Default)]
struct Pool(BTreeMap<AccountId, (usize, Vec<(u64, UncheckedExtrinsic)>)>);

impl Pool {
	/// Take a transaction in, if the runtime lets it. Says whether it did.
	fn submit(&mut self, key: &sr25519::Pair, call: impl Into<atous_runtime::RuntimeCall>) -> bool {
		let who = AccountId::from(key.public());
		let arrival = self.0.len();
		let waiting = self.0.get(&who).map_or(0, |(_, waiting)| waiting.len() as u32);
		let nonce = System::account_nonce(&who) + waiting;
		let transaction = signed_with_nonce(key, call.into(), nonce);
		let external = TransactionSource::External;
		let valid = Executive::validate_transaction(external, transaction.clone(), Hash::zero());
		let Ok(valid) = valid else { return false };
		let queue = self.0.entry(who).or_insert((arrival, Vec::new()));
		queue.1.push((valid.priority, transaction));
		true
	}

	/// Fill the block: the highest priority first, of equals the first to arrive, of one
	/// sender in their order. What failed, and what succeeded.
	fn fill_block(&mut self) -> (u32, u32) {
		let mut ready: BinaryHeap<_> = self
			.0
			.iter()
			.filter_map(|(who, (arrival, queue))| {
				queue.first().map(|next| (next.0, Reverse(*arrival), who.clone()))
			})
			.collect();
		let (mut skipped, mut done, mut failed) = (0, 0, 0);
		while let Some((_, arrival, who)) = ready.pop() {
			let Some((_, queue)) = self.0.get_mut(&who) else { continue };
			match Executive::apply_extrinsic(queue[0].1.clone()) {
				Ok(Ok(())) => done += 1,
				Ok(Err(_)) => failed += 1,
				Err(refused) if refused.exhausted_resources() => {
					skipped += 1;
					if skipped == SKIPPED {
						break;
					}
					continue;
				}
				// Invalid by now: an author drops it, with all that builds on it.
				Err(_) => {
					self.0.remove(&who);
					continue;
				}
			}
			queue.remove(0);
			if let Some(next) = queue.first() {
				ready.push((next.0, arrival, who));
			}
		}
		(failed, done)
	}
}

/// Have the honest commit, and bring the market to where their reveals are due.
fn until_reveals_are_due() {
	let owners = [Sr25519Keyring::Charlie, Sr25519Keyring::Dave, Sr25519Keyring::Eve];
	endow(&owners);
	for (number, owner) in (REQUESTER..).zip(owners) {
		enrol_for(number, &owner.to_account_id());
	}
	for worker in WORKERS {
		assert_ok!(offer_of(16).dispatch(RuntimeOrigin::signed(device(worker))));
	}
	set_market(|numbers| numbers.audit_one_in = 0);
	for _ in 0..TASKS {
		submit(REQUESTER, header());
	}
	next_block();
	for task in 0..TASKS {
		for worker in WORKERS {
			assert_ok!(commit(task, worker).dispatch(RuntimeOrigin::signed(device(worker))));
		}
	}
	next_block();
	assert!((0..TASKS).all(|task| phase(task) == TaskPhase::Committed));
	for worker in WORKERS {
		assert_ok!(withdraw().dispatch(RuntimeOrigin::signed(device(worker))));
	}
}

fn phase(task: u64) -> TaskPhase {
	pallet_tasks::Tasks::<Runtime>::get(task).expect("it can be read").phase
}

/// Enrol the flooders and give some of them work.
fn gather_flooders() {
	let (bob, alice) = (Sr25519Keyring::Bob.to_account_id(), owner());
	for number in flooders() {
		enrol_for(number, if number.is_multiple_of(2) { &bob } else { &alice });
		assert_ok!(offer().dispatch(RuntimeOrigin::signed(device(number))));
	}
	// A third owner asks, so that those of the other two can work.
	let ferdie = Sr25519Keyring::Ferdie;
	endow(&[ferdie]);
	for number in 0..BAITS / 10 {
		enrol_for(50 + number, &ferdie.to_account_id());
		for _ in 0..10 {
			submit(50 + number, header());
		}
	}
	(0..3).for_each(|_| next_block());
}

/// All that the flooders can get into a pool: each call would succeed now, and only the
/// first of each will.
fn flood(pool: &mut Pool) -> u32 {
	let mut taken = 0;
	for number in flooders() {
		let held = pallet_tasks::Workers::<Runtime>::get(device(number)).held;
		let work = held.first().copied();
		for _ in 0..EACH {
			let call = work.map_or_else(withdraw, |task| commit(task, number));
			taken += u32::from(pool.submit(&device_key(number), call));
		}
	}
	taken
}

/// Blocks until all honest reveals are in and the tasks settled.
fn blocks_until_settled(flooded: bool) -> u32 {
	let mut blocks = 0;
	build_and_execute(|| {
		until_reveals_are_due();
		let mut pool = Pool::default();
		if flooded {
			gather_flooders();
			let workers = pallet_tasks::Workers::<Runtime>::iter_values();
			assert!(workers.map(|worker| worker.held.len()).sum::<usize>() > 100);
			let taken = flood(&mut pool);
			assert!(taken >= u32::from(FLOODERS) * EACH, "the pool took {taken}");
		}
		// The reveals arrive last.
		for task in 0..TASKS {
			assert!(pool.submit(&device_key(WORKERS[0]), reveal(task, WORKERS[0], false)));
		}
		let mut opened = false;
		while (0..TASKS).any(|task| phase(task) != TaskPhase::Settled) {
			next_block();
			blocks += 1;
			if !opened && phase(0) == TaskPhase::Committed {
				opened = second_worker_joins(&mut pool);
			}
			let (failed, done) = pool.fill_block();
			if flooded && blocks == 1 {
				assert!(failed > 50, "{failed} failed, {done} succeeded");
				let used = System::block_weight().get(DispatchClass::Normal).ref_time();
				let most = (block::NORMAL_RATIO * block::MAX_WEIGHT).ref_time();
				assert!(used > most / 10 * 9, "{used} of {most}: there was room left");
			}
			assert!(blocks < 16, "the window has passed");
		}
	});
	blocks
}

/// The second worker sees the tags of the first and opens.
fn second_worker_joins(pool: &mut Pool) -> bool {
	let shown = |task| {
		let task = pallet_tasks::Tasks::<Runtime>::get(task).expect("it can be read");
		task.leading_tag().is_some()
	};
	let all = (0..TASKS).all(shown);
	if all {
		for task in 0..TASKS {
			assert!(pool.submit(&device_key(WORKERS[1]), reveal(task, WORKERS[1], true)));
		}
	}
	all
}

#[test]
fn reveals_are_at_most_a_block_later_while_a_thousand_devices_say_what_fails() {
	let calm = blocks_until_settled(false);
	let flooded = blocks_until_settled(true);
	assert!(flooded <= calm + 1, "{flooded} blocks instead of {calm}");
}
