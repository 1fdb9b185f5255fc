//! Every field of an offer against every field of a header: each at its bound, and one
//! past it.

use crate::{draw::Wanted, mock::*, *};
use atous_primitives::{
	class::Accelerator, header::IoClass, Cid, Class, Latency, OfferSpec, RuntimeKind, TaskHeader,
	Verification,
};
use frame_support::assert_ok;
use std::collections::BTreeSet;

type Offering = fn(&mut OfferSpec);
type Asking = fn(&mut TaskHeader);

/// A task for a container, with a graphics processor.
fn container() -> TaskHeader {
	let mut header = header();
	header.class = Class::OciGpuMedium;
	header.runtime = RuntimeKind::Oci;
	header.requirements.accelerator = Accelerator::Gpu;
	header.requirements.cores = 3;
	header.verification = Verification::Requester { window: 100 };
	header
}

/// An offer that runs it.
fn containers() -> OfferSpec {
	OfferSpec {
		classes: vec![Class::OciSmall, Class::OciGpuMedium].try_into().expect("two classes"),
		accelerator: Accelerator::Gpu,
		code_hashes: vec![[1; 32], container().payload.digest].try_into().expect("two hashes"),
		..spec()
	}
}

/// Whether a device that offers `offer` could take `header` at the posted price.
fn takes(offer: OfferSpec, header: TaskHeader) -> bool {
	assert_eq!(header.validate(), Ok(()));
	let mut taken = false;
	build_and_execute(|| {
		assert_ok!(Market::offer(RuntimeOrigin::signed(device(2)), offer));
		let price = Market::price_of(&Market::params(), header.class, header.latency);
		let wanted = Wanted {
			header: &header,
			price,
			collateral: 0,
			owners: BTreeSet::new(),
			now: Served::<Test>::get(),
			count: 1,
			prefer_seasoned: false,
			panel: false,
			checks: false,
		};
		taken = Market::candidate(device(2), &wanted).is_some();
	});
	taken
}

/// Each change of both leaves a fit, or does not.
fn hold(offer: OfferSpec, header: TaskHeader, cases: &[(Offering, Asking, bool)]) {
	for (number, (offering, asking, fits)) in cases.iter().enumerate() {
		let (mut offer, mut header) = (offer.clone(), header.clone());
		offering(&mut offer);
		asking(&mut header);
		assert_eq!(takes(offer, header), *fits, "case {number}");
	}
}

#[test]
fn cores_and_memory_are_enough_or_one_short() {
	hold(
		containers(),
		container(),
		&[
			(|o| o.cores = 3, |_| {}, true),
			(|o| o.cores = 2, |_| {}, false),
			(|o| o.memory_mib = 64, |_| {}, true),
			(|o| o.memory_mib = 63, |_| {}, false),
			(|o| o.cores = 256, |h| h.requirements.cores = 256, true),
			(|o| o.cores = 255, |h| h.requirements.cores = 256, false),
		],
	);
}

#[test]
fn class_and_profile_are_named_or_not() {
	hold(
		spec(),
		header(),
		&[
			(|_| {}, |h| h.class = Class::WasmMedium, true),
			(|_| {}, |h| h.class = Class::WasmLarge, false),
			(|o| o.classes = vec![Class::WasmLarge].try_into().expect("one"), |_| {}, false),
		],
	);
	// There is one profile; a header of another is never one that is submitted.
	let other = TaskHeader { profile: 2, ..header() };
	assert!(!spec().fits(&other, 1_000_000, 4, 4_096));
}

#[test]
fn the_accelerator_is_there_or_not() {
	hold(
		containers(),
		container(),
		&[
			(|_| {}, |_| {}, true),
			// A device with one may run what needs none.
			(
				|o| o.classes = vec![Class::WasmSmall].try_into().expect("one"),
				|h| *h = header(),
				true,
			),
		],
	);
	let without = OfferSpec { accelerator: Accelerator::None, ..containers() };
	assert!(!without.fits(&container(), 1_000_000, 4, 4_096));
}

#[test]
fn storage_is_as_fast_as_is_asked_or_slower() {
	use IoClass::{Any, Fast, Solid};
	for (offered, asked, fits) in [
		(Any, Any, true),
		(Any, Solid, false),
		(Solid, Any, true),
		(Solid, Solid, true),
		(Solid, Fast, false),
		(Fast, Fast, true),
	] {
		let mut header = header();
		header.requirements.io = asked;
		assert_eq!(takes(OfferSpec { io: offered, ..spec() }, header), fits, "{offered:?}");
	}
}

#[test]
fn a_container_runs_where_its_image_is_accepted_and_nowhere_else() {
	assert!(takes(containers(), container()));
	let other = TaskHeader { payload: Cid::of_raw(b"another"), ..container() };
	assert!(!takes(containers(), other));
	// WebAssembly is not asked for its hash.
	assert!(takes(spec(), TaskHeader { payload: Cid::of_raw(b"another"), ..header() }));
}

#[test]
fn every_runtime_class_is_matched_with_its_own_only() {
	let every =
		OfferSpec { classes: Class::ALL.to_vec().try_into().expect("all classes"), ..containers() };
	for class in Class::ALL {
		let limits = class.limits();
		let mut asked = if limits.runtime == RuntimeKind::Oci { container() } else { header() };
		asked.class = class;
		asked.requirements.accelerator = limits.accelerator;
		assert!(takes(every.clone(), asked.clone()), "{class:?}");
		let mut others = Class::ALL.to_vec();
		others.retain(|other| *other != class);
		let others = OfferSpec { classes: others.try_into().expect("seven"), ..every.clone() };
		assert!(!takes(others, asked), "{class:?}");
	}
}

#[test]
fn urgency_is_within_what_the_device_takes_or_beyond() {
	use Latency::{Batch, Interactive, Realtime};
	for (offered, asked, fits) in [
		(Batch, Batch, true),
		(Batch, Interactive, false),
		(Interactive, Batch, true),
		(Interactive, Interactive, true),
		(Interactive, Realtime, false),
		(Realtime, Realtime, true),
	] {
		let asked = TaskHeader { latency: asked, ..header() };
		assert_eq!(takes(OfferSpec { latency: offered, ..spec() }, asked), fits, "{offered:?}");
	}
}

#[test]
fn the_reserve_price_is_at_most_what_the_urgency_pays() {
	use Latency::{Batch, Interactive, Realtime};
	for (latency, price) in [(Batch, 1_000_000), (Interactive, 1_500_000), (Realtime, 3_000_000)] {
		let asked = TaskHeader { latency, max_price: price, ..header() };
		let offer = |reserve_price| OfferSpec { reserve_price, ..spec() };
		assert!(takes(offer(price), asked.clone()));
		assert!(!takes(offer(price + 1), asked));
	}
}

#[test]
fn of_equal_debts_the_one_that_draws_least_gets_the_work_and_unknown_comes_last() {
	build_and_execute(|| {
		for (n, watts) in [(2, None), (3, Some(9_000)), (4, Some(8_999)), (5, Some(u32::MAX - 1))] {
			let offer = OfferSpec { milliwatts_per_core: watts, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), offer));
		}
		let first = submit(&device(1), header());
		serve(1);
		assert_eq!(asked(first), vec![device(4), device(3)]);
		// A debt of a millionth of the backing counts for more than any watts.
		set_balance(&device(2), -BACKING / 1_000_000);
		let second = submit(&device(6), header());
		serve(1);
		assert_eq!(asked(second), vec![device(2), device(4)]);
	});
}

#[test]
fn an_offer_is_drawn_until_the_block_in_which_it_ends() {
	build_and_execute(|| {
		for n in 2..=3 {
			let short = OfferSpec { lifetime: 2, ..spec() };
			assert_ok!(Market::offer(RuntimeOrigin::signed(device(n)), short));
		}
		let id = submit(&device(1), header());
		serve(1);
		assert_eq!(asked(id).len(), 2);
		let late = submit(&device(1), header());
		serve(1);
		assert_eq!(asked(late).len(), 0);
	});
}
