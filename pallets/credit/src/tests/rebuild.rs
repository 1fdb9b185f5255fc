//! The ledger as told by its events alone.

use crate::{mock::*, Accounts, Books, Event};
use atous_primitives::Credit;
use std::{
	collections::{BTreeMap, HashSet},
	mem::{discriminant, Discriminant},
};

/// How many kinds of events there are.
pub const KINDS: usize = 18;

/// What an observer has heard of at all.
#[derive(Debug, Default)]
pub struct Heard {
	/// Kinds of events.
	pub kinds: HashSet<Discriminant<Event<Test>>>,
	/// What was matched, in micro-credits.
	pub matched: Credit,
}

/// What an observer knows who has read every event and nothing else.
#[derive(Debug, Default, PartialEq)]
pub struct Told {
	balances: BTreeMap<AccountId, Credit>,
	unvested: BTreeMap<AccountId, Credit>,
	commons: Credit,
}

impl Told {
	/// What storage says.
	pub fn stored() -> Self {
		let mut stored = Self { commons: Books::<Test>::get().totals.commons, ..Self::default() };
		for (device, account) in Accounts::<Test>::iter() {
			stored.balances.insert(device.clone(), account.balance);
			stored.unvested.insert(device, account.unvested);
		}
		stored
	}

	/// Read what has happened since the last time, and forget it.
	pub fn listen(&mut self, heard: &mut Heard) {
		for event in events() {
			heard.kinds.insert(discriminant(&event));
			if let Event::Paid { matching, .. } | Event::Deferred { matching, .. } = event {
				heard.matched += matching;
			}
			self.hear(event);
		}
		System::reset_events();
	}

	fn give(&mut self, device: AccountId, amount: Credit) {
		*self.balances.get_mut(&device).expect("it was enrolled") += amount;
		self.commons -= amount;
	}

	fn defer(&mut self, device: AccountId, amount: Credit) {
		*self.unvested.get_mut(&device).expect("it was enrolled") += amount;
		self.commons -= amount;
	}

	fn hear(&mut self, event: Event<Test>) {
		match event {
			Event::Enrolled { device, .. } => {
				assert_eq!(self.balances.insert(device.clone(), 0), None);
				assert_eq!(self.unvested.insert(device, 0), None);
			}
			Event::Left { device, remainder, .. } => {
				self.give(device.clone(), -remainder);
				assert_eq!(self.balances.remove(&device), Some(0));
				assert_eq!(self.unvested.remove(&device), Some(0));
			}
			Event::Paid { device, pay, bonus, matching } => {
				self.give(device, pay + bonus + matching);
			}
			Event::CheckPaid { device, pay } => self.give(device, pay),
			Event::Deferred { device, pay, bonus, matching, .. } => {
				self.defer(device, pay + bonus + matching);
			}
			Event::Vested { device, amount, .. } => {
				self.defer(device.clone(), -amount);
				self.give(device, amount);
			}
			Event::UnvestedForfeited { device, amount } => self.defer(device, -amount),
			Event::Charged { requester, pay, surcharge, premium, .. } => {
				self.give(requester, -pay - surcharge - premium);
			}
			Event::Withdrawn { requester, kept } => self.give(requester, -kept),
			Event::Forfeited { device, amount } | Event::Decayed { device, amount } => {
				self.give(device, -amount);
			}
			Event::WrittenOff { device, debt, .. } => {
				self.give(device.clone(), debt);
				assert_eq!(self.balances.get(&device), Some(&0));
			}
			// These move no credit.
			Event::BondReleased { .. }
			| Event::BondRaised { .. }
			| Event::BondReduced { .. }
			| Event::RateChanged { .. }
			| Event::ParamsScheduled { .. }
			| Event::ParamsApplied { .. } => {}
			Event::__Ignore(..) => unreachable!("it cannot be made"),
		}
	}
}
