//! The bounds of what anyone may send: each at its bound, and one past it.

use crate::{mock::*, *};
use atous_primitives::{
	class::Accelerator,
	header::{Metadata, Text, MAX_TAGS, MAX_TEXT},
	offer::{MAX_CLASSES, MAX_CODE_HASHES},
	profile::FUEL_PER_WORK_UNIT,
	Class, Latency, OfferSpec, TaskHeader, Verification,
};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

type Failure = Error<Test>;

/// Submit from a device that nothing is open of.
/// What a change is called, the change, and what comes of it.
type Case<What, Comes> = (&'static str, fn(&mut What), Comes);

fn ask(header: TaskHeader) -> DispatchResult {
	let one = device(1);
	let call = || plain(Market::submit(RuntimeOrigin::signed(one.clone()), header));
	let done = frame_support::storage::with_storage_layer(call);
	if done.is_ok() {
		let id = NextTask::<Test>::get() - 1;
		assert_ok!(Market::cancel(RuntimeOrigin::signed(one), id));
	}
	done
}

fn offer(spec: OfferSpec) -> DispatchResult {
	let call = || Market::offer(RuntimeOrigin::signed(device(1)), spec);
	frame_support::storage::with_storage_layer(call)
}

#[test]
fn a_header_is_taken_up_to_each_bound_and_not_past_it() {
	build_and_execute(|| {
		let cases: [Case<TaskHeader, bool>; 16] = [
			("least work", |h| h.work_limit = 1, true),
			("no work", |h| h.work_limit = 0, false),
			("most work", |h| h.work_limit = 60 * FUEL_PER_WORK_UNIT, true),
			("more work", |h| h.work_limit = 60 * FUEL_PER_WORK_UNIT + 1, false),
			("least memory", |h| h.requirements.memory_mib = 1, true),
			("no memory", |h| h.requirements.memory_mib = 0, false),
			("most memory", |h| h.requirements.memory_mib = 512, true),
			("more memory", |h| h.requirements.memory_mib = 513, false),
			("no core", |h| h.requirements.cores = 0, false),
			("two cores", |h| h.requirements.cores = 2, false),
			("least quorum", |h| h.verification = quorum(2, 3), true),
			("too few asked", |h| h.verification = quorum(2, 2), false),
			("most asked", |h| h.verification = quorum(4, 8), true),
			("more asked", |h| h.verification = quorum(4, 9), false),
			("largest quorum", |h| h.verification = quorum(4, 7), true),
			("larger quorum", |h| h.verification = quorum(5, 8), false),
		];
		for (what, change, taken) in cases {
			let mut header = TaskHeader { deadline: 1_000, ..header() };
			change(&mut header);
			let expected = if taken { Ok(()) } else { Err(Failure::InvalidHeader.into()) };
			assert_eq!(ask(header), expected, "{what}");
		}
	});
}

fn quorum(quorum: u8, max: u8) -> Verification {
	Verification::Redundant { quorum, max }
}

#[test]
fn a_deadline_is_taken_up_to_each_bound_and_not_past_it() {
	build_and_execute(|| {
		let numbers = Numbers::get();
		for verification in [quorum(2, 3), Verification::Adaptive] {
			let asked = TaskHeader { verification, ..header() };
			let least = numbers.least_deadline(&asked);
			let at = |deadline| ask(TaskHeader { deadline, ..asked.clone() });
			assert_eq!(at(least - 1), Err(Failure::DeadlineTooNear.into()));
			assert_ok!(at(least));
			assert_ok!(at(numbers.max_deadline));
			assert_eq!(at(numbers.max_deadline + 1), Err(Failure::DeadlineTooFar.into()));
			assert_eq!(at(u32::MAX), Err(Failure::DeadlineTooFar.into()));
		}
	});
}

#[test]
fn a_maximum_price_below_the_floor_of_its_urgency_is_refused() {
	build_and_execute(|| {
		use Latency::{Batch, Interactive, Realtime};
		for posted in [250_000, 1_000_001, 4_000_000] {
			PostedPrice::<Test>::insert(Class::WasmSmall, posted);
			for (latency, tenths) in [(Batch, 10), (Interactive, 15), (Realtime, 30)] {
				// The floor is rounded up.
				let floor = (posted * tenths).div_ceil(10);
				let work_limit = FUEL_PER_WORK_UNIT;
				let at = |max_price| ask(TaskHeader { latency, max_price, work_limit, ..header() });
				assert_eq!(at(floor - 1), Err(Failure::PriceTooLow.into()));
				assert_ok!(at(floor));
				assert_ok!(at(u64::MAX));
			}
		}
	});
}

#[test]
fn texts_and_tags_are_bounded_by_their_types() {
	build_and_execute(|| {
		let text = |length: u32| Text::try_from("x".repeat(length as usize).as_str());
		assert!(text(MAX_TEXT + 1).is_err());
		let longest = text(MAX_TEXT).expect("it fits");
		let tags = vec![longest.clone(); MAX_TAGS as usize];
		let metadata = Metadata { name: longest, tags: tags.try_into().expect("they fit") };
		let full = TaskHeader { metadata, ..header() };
		assert_eq!(TaskHeader::decode(&mut &full.encode()[..]), Ok(full.clone()));
		assert_ok!(ask(full));
		// One more of either is no header.
		let bytes = |length: u32| vec![b'x'; length as usize];
		assert!(Text::decode(&mut &bytes(MAX_TEXT).encode()[..]).is_ok());
		assert!(Text::decode(&mut &bytes(MAX_TEXT + 1).encode()[..]).is_err());
		let named = |tags: u32| (bytes(1), vec![bytes(1); tags as usize]).encode();
		assert!(Metadata::decode(&mut &named(MAX_TAGS)[..]).is_ok());
		assert!(Metadata::decode(&mut &named(MAX_TAGS + 1)[..]).is_err());
	});
}

#[test]
fn an_offer_is_taken_up_to_each_bound_and_not_past_it() {
	build_and_execute(|| {
		let hashes = vec![[7; 32]; MAX_CODE_HASHES as usize];
		let most = OfferSpec {
			classes: Class::ALL.to_vec().try_into().expect("all classes"),
			accelerator: Accelerator::Gpu,
			code_hashes: hashes.clone().try_into().expect("they fit"),
			cores: u16::MAX,
			memory_mib: u32::MAX,
			reserve_price: u64::MAX,
			milliwatts_per_core: Some(u32::MAX),
			lifetime: LIFETIME,
			..spec()
		};
		assert_eq!(MAX_CLASSES as usize, Class::ALL.len());
		assert_eq!(OfferSpec::decode(&mut &most.encode()[..]), Ok(most.clone()));
		assert_ok!(offer(most));
		let more = vec![Class::WasmSmall; MAX_CLASSES as usize + 1];
		assert!(<OfferSpec as OfferFields>::Classes::try_from(more).is_err());
		let more = [hashes, vec![[8; 32]]].concat();
		assert!(<OfferSpec as OfferFields>::Hashes::try_from(more).is_err());

		let cases: [Case<OfferSpec, DispatchResult>; 6] = [
			("one core", |o| o.cores = 1, Ok(())),
			("no core", |o| o.cores = 0, Err(Failure::InvalidOffer.into())),
			("a MiB", |o| o.memory_mib = 1, Ok(())),
			("no memory", |o| o.memory_mib = 0, Err(Failure::InvalidOffer.into())),
			("a block", |o| o.lifetime = 1, Ok(())),
			("longer", |o| o.lifetime = LIFETIME + 1, Err(Failure::LifetimeOutOfRange.into())),
		];
		for (what, change, expected) in cases {
			let mut spec = spec();
			change(&mut spec);
			assert_eq!(offer(spec), expected, "{what}");
		}
	});
}

/// The types of an offer's bounded fields.
trait OfferFields {
	type Classes;
	type Hashes;
}

impl OfferFields for OfferSpec {
	type Classes = frame_support::BoundedVec<Class, frame_support::traits::ConstU32<MAX_CLASSES>>;
	type Hashes =
		frame_support::BoundedVec<[u8; 32], frame_support::traits::ConstU32<MAX_CODE_HASHES>>;
}

#[test]
fn an_offer_of_a_class_that_the_device_cannot_serve_is_refused() {
	build_and_execute(|| {
		let of = |class, accelerator, hashes: usize| OfferSpec {
			classes: vec![class].try_into().expect("one"),
			accelerator,
			code_hashes: vec![[7; 32]; hashes].try_into().expect("few"),
			..spec()
		};
		use Accelerator::{Gpu, None};
		assert_ok!(offer(of(Class::OciSmall, None, 1)));
		assert_noop!(offer(of(Class::OciSmall, None, 0)), Failure::InvalidOffer);
		assert_ok!(offer(of(Class::OciGpuLarge, Gpu, 1)));
		assert_noop!(offer(of(Class::OciGpuLarge, None, 1)), Failure::InvalidOffer);
		assert_noop!(offer(of(Class::OciGpuLarge, Gpu, 0)), Failure::InvalidOffer);
		// A graphics processor is in nobody's way.
		assert_ok!(offer(of(Class::WasmSmall, Gpu, 0)));
	});
}

#[test]
fn an_address_is_as_long_as_it_may_be_and_no_longer() {
	build_and_execute(|| {
		let text = |length: u32| {
			let mut text = vec![b'a'; length as usize];
			text[0] = b'/';
			text
		};
		let longest = Address::try_from(text(MAX_ADDRESS)).expect("it fits");
		assert_ok!(Market::announce(RuntimeOrigin::signed(device(1)), longest));
		assert!(Address::try_from(text(MAX_ADDRESS + 1)).is_err());
		assert!(Address::decode(&mut &text(MAX_ADDRESS + 1).encode()[..]).is_err());
	});
}

/// `tasks` tasks that devices 2 and 3 are at work on.
fn assigned(tasks: u32) -> Vec<u64> {
	set_numbers(|numbers| {
		(numbers.max_open_tasks, numbers.scan_per_block) = (100, 128);
	});
	for n in 2..=3 {
		let room = OfferSpec { cores: 100, memory_mib: 100_000, ..spec() };
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), room));
	}
	let small = TaskHeader { work_limit: FUEL_PER_WORK_UNIT, ..header() };
	let ids = (0..tasks).map(|_| submit(&device(1), small.clone())).collect();
	serve(1);
	ids
}

#[test]
fn a_report_has_as_many_items_as_it_may_have_and_no_more() {
	build_and_execute(|| {
		let ids = assigned(MAX_REPORTS + 1);
		let two = device(2);
		let commit = |id: &u64| {
			let reveal = reveal_of(&two, *id, &completed(1));
			Report::Commit { task: *id, commitment: reveal.commitment(*id, two.as_ref()) }
		};
		let items: Vec<Report> = ids.iter().map(commit).collect();
		assert!(Reports::try_from(items.clone()).is_err());
		assert!(Reports::decode(&mut &items.encode()[..]).is_err());
		let most: Reports = items[..MAX_REPORTS as usize].to_vec().try_into().expect("it fits");
		assert_ok!(plain(Market::report(RuntimeOrigin::signed(two.clone()), most)));
		let open: Vec<_> = ids.iter().filter(|id| task(**id).pending() == 2).collect();
		assert_eq!(open.len(), ids.len());
		let left = worker_of(&two).held.into_iter().filter(|id| {
			let task = task(*id);
			let own = task.copies.iter().find(|copy| copy.device == two).expect("its copy");
			own.phase == atous_primitives::views::CopyPhase::Assigned
		});
		assert_eq!(left.collect::<Vec<_>>(), vec![ids[MAX_REPORTS as usize]]);
	});
}

#[test]
fn commit_and_give_back_are_taken_in_the_last_block_and_not_in_the_next() {
	build_and_execute(|| {
		let [a, b, c]: [u64; 3] = assigned(3).try_into().expect("three");
		let last = task(a).copies[0].commit_by;
		serve(last - Served::<Test>::get());
		let two = RuntimeOrigin::signed(device(2));
		commit(&device(2), a, &completed(1));
		assert_ok!(Market::give_back(two.clone(), b));
		serve(1);
		assert_noop!(Market::give_back(two.clone(), c), Failure::NotAssigned);
		assert_noop!(Market::commit(two, c, [1; 32]), Failure::NotAssigned);
	});
}

#[test]
fn a_late_give_back_is_refused_even_before_the_market_has_noticed() {
	build_and_execute(|| {
		let ids = assigned(1);
		let last = task(ids[0]).copies[0].commit_by;
		Served::<Test>::put(last + 1);
		let two = RuntimeOrigin::signed(device(2));
		assert_noop!(Market::give_back(two.clone(), ids[0]), Failure::TooLate);
		assert_noop!(Market::commit(two, ids[0], [1; 32]), Failure::TooLate);
	});
}

#[test]
fn a_task_that_is_not_there_can_neither_be_cancelled_nor_worked_on() {
	build_and_execute(|| {
		let id = submit(&device(1), header());
		let one = || RuntimeOrigin::signed(device(1));
		for unknown in [id + 1, u64::MAX] {
			assert_noop!(Market::cancel(one(), unknown), Failure::UnknownTask);
			assert_noop!(Market::commit(one(), unknown, [1; 32]), Failure::UnknownTask);
			assert_noop!(Market::give_back(one(), unknown), Failure::UnknownTask);
			assert_noop!(plain(Market::open(one(), unknown, completed(1))), Failure::UnknownTask);
		}
		let stranger = RuntimeOrigin::signed(AccountId32::new([99; 32]));
		assert_noop!(Market::cancel(stranger, id), Failure::NotRequester);
		assert_ok!(Market::cancel(one(), id));
	});
}

#[test]
fn as_many_tasks_are_open_as_may_be_and_no_more() {
	build_and_execute(|| {
		let one = device(1);
		for _ in 0..Numbers::get().max_open_tasks {
			submit(&one, header());
		}
		let call = Market::submit(RuntimeOrigin::signed(one), header());
		assert_noop!(call, Failure::TooManyOpenTasks);
		// Each device has its own.
		submit(&device(2), header());
	});
}
