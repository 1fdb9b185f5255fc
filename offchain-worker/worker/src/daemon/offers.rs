//! Offers: says on the chain what the machine would take on while it has room to
//! spare, and where its store is reached.

use super::{
	context::{Context, Mood},
	edges::Inventory,
};
use crate::{
	chain::{Call, Snapshot},
	config::Offering,
};
use atous_automaton::Stance;
use atous_primitives::{header::IoClass, Accelerator, Class, OfferSpec, PROFILE_WASM_1};
use std::{sync::Arc, time::Duration};

/// How long the end waits for the last call's block: two of them.
const LAST_CALL: Duration = Duration::from_secs(4);

/// Keep the offer and the address on the chain as they should be, until the sidecar ends.
pub async fn run(context: Arc<Context>) {
	let mut link = context.link.subscribe();
	let mut not_before = 0;
	let mut failures = 0u32;
	loop {
		tokio::select! {
			() = context.ended() => return take_back(&context).await,
			changed = link.changed() => if changed.is_err() { return },
		}
		let Some(snapshot) = context.snapshot() else { continue };
		let Some(mood) = context.mood.borrow().clone() else { continue };
		if snapshot.best.number < not_before {
			continue;
		}
		let address = context.content.address();
		let (offer, parallel) = (&context.config.offer, context.config.work.parallel);
		let Some(call) = plan(&snapshot, &mood, address, offer, parallel) else { continue };
		match context.send(&call).await {
			Ok(included) => {
				failures = 0;
				not_before = included.block.number;
			}
			Err(_) => {
				// What the chain refuses it will refuse in the next block too.
				failures = (failures + 1).min(6);
				not_before = snapshot.best.number.saturating_add(1 << failures);
			}
		}
	}
}

/// A machine that is off cannot work: an offer that stands would earn it an
/// assignment that it misses.
async fn take_back(context: &Context) {
	if context.snapshot().is_some_and(|snapshot| snapshot.offer.is_some()) {
		// Sent in any case; how it ends is known to the next run.
		let sent = tokio::time::timeout(LAST_CALL, context.send(&Call::Withdraw)).await;
		tracing::info!(included = sent.is_ok_and(|result| result.is_ok()), "offer taken back");
	}
}

/// The one call that brings the chain closer to what it should say.
fn plan(
	snapshot: &Snapshot,
	mood: &Mood,
	address: Option<String>,
	offering: &Offering,
	parallel: usize,
) -> Option<Call> {
	snapshot.account.as_ref()?;
	// Peers must be able to fetch results before there are any.
	if let Some(address) = address {
		if snapshot.address.as_ref() != Some(&address) {
			return Some(Call::Announce(address));
		}
	}
	if mood.decision.average.is_none() && mood.decision.stance != Stance::Survive {
		// Just started: what an earlier run offered stands until more is known.
		return None;
	}
	let wanted = (offering.enabled && mood.decision.stance == Stance::Donate)
		.then(|| spec(offering, parallel, &mood.inventory))
		.flatten();
	match (wanted, &snapshot.offer) {
		(Some(spec), None) => Some(Call::Offer(spec)),
		(Some(spec), Some(standing)) => {
			let left = standing.expires.saturating_sub(snapshot.served);
			let renew = left <= offering.lifetime_blocks / 4;
			(renew || standing.spec != spec).then_some(Call::Offer(spec))
		}
		(None, Some(_)) => Some(Call::Withdraw),
		(None, None) => None,
	}
}

/// What to offer; `None` when no class of the configuration fits the machine.
fn spec(offering: &Offering, parallel: usize, inventory: &Inventory) -> Option<OfferSpec> {
	let cores = match offering.cores {
		0 => inventory.cores.saturating_sub(1).max(1),
		cores => cores,
	};
	// A task takes one core until it is committed to, so the chain gives a device
	// no more than it runs side by side, and none waits here for another's end.
	let cores = cores.min(u16::try_from(parallel).unwrap_or(u16::MAX));
	let memory_mib = match offering.memory_mib {
		0 => inventory.memory_mib / 2,
		memory_mib => memory_mib,
	};
	// A class is left out only when its smallest tasks would not fit: matching
	// checks each task's own memory.
	let fits = |class: &&Class| memory_mib >= class.limits().memory_mib.min(64);
	let classes: Vec<Class> = offering.classes.iter().filter(fits).copied().collect();
	if classes.is_empty() {
		return None;
	}
	Some(OfferSpec {
		classes: classes.try_into().ok()?,
		profile: PROFILE_WASM_1,
		cores,
		memory_mib,
		accelerator: Accelerator::None,
		io: IoClass::Any,
		reserve_price: offering.reserve_price,
		latency: offering.latency,
		code_hashes: Default::default(),
		milliwatts_per_core: None,
		lifetime: offering.lifetime_blocks,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		chain::{market, AccountId, BlockId, Offer},
		daemon::doubles::mood,
	};

	fn snapshot() -> Snapshot {
		let mut state = market::State::default();
		let device = AccountId::from([1; 32]);
		state.enroll(device, AccountId::from([2; 32]));
		Snapshot {
			best: BlockId { number: 5, hash: [0; 32] },
			served: 5,
			account: state.accounts.get(&device).cloned(),
			address: Some("/here".into()),
			..Default::default()
		}
	}

	fn planned(snapshot: &Snapshot, stance: Stance) -> Option<Call> {
		plan(snapshot, &mood(stance), Some("/here".into()), &Offering::default(), 2)
	}

	fn with_offer(expires: u32) -> Snapshot {
		let spec = spec(&Offering::default(), 2, &mood(Stance::Donate).inventory).expect("fits");
		Snapshot { offer: Some(Offer { spec, expires }), ..snapshot() }
	}

	#[test]
	fn a_device_with_room_offers_and_another_withdraws() {
		let Some(Call::Offer(spec)) = planned(&snapshot(), Stance::Donate) else {
			panic!("offers");
		};
		assert_eq!((spec.cores, spec.memory_mib), (2, 4_096));
		for stance in [Stance::Neutral, Stance::SeekHelp, Stance::Survive] {
			assert_eq!(planned(&snapshot(), stance), None);
			assert_eq!(planned(&with_offer(20_000), stance), Some(Call::Withdraw));
		}
		assert_eq!(planned(&with_offer(20_000), Stance::Donate), None);
	}

	#[test]
	fn a_device_that_has_just_started_leaves_its_offer_alone() {
		let mut unknown = mood(Stance::Neutral);
		unknown.decision.average = None;
		let offering = Offering::default();
		assert_eq!(plan(&with_offer(20_000), &unknown, None, &offering, 2), None);
		unknown.decision.stance = Stance::Survive;
		assert_eq!(plan(&with_offer(20_000), &unknown, None, &offering, 2), Some(Call::Withdraw));
	}

	#[test]
	fn an_offer_is_renewed_before_it_ends() {
		assert!(matches!(planned(&with_offer(3_000), Stance::Donate), Some(Call::Offer(_))));
	}

	#[test]
	fn the_address_goes_first_and_again_when_it_changes() {
		let moved = Snapshot { address: Some("/elsewhere".into()), ..snapshot() };
		let call = Some(Call::Announce("/here".into()));
		assert_eq!(planned(&moved, Stance::Donate), call);
		assert_eq!(planned(&moved, Stance::SeekHelp), call);
	}

	#[test]
	fn a_device_that_is_not_enrolled_says_nothing() {
		let stranger = Snapshot { account: None, ..snapshot() };
		assert_eq!(planned(&stranger, Stance::Donate), None);
	}

	#[test]
	fn a_machine_too_small_offers_nothing() {
		let small = Inventory { cores: 1, memory_mib: 64 };
		assert_eq!(spec(&Offering::default(), 2, &small), None);
	}
}
