//! What devices do by the clock: join, offer, think, fail, come back.

use super::{Mesh, Wake};
use crate::economy::{
	agent::{
		demand::exponential,
		machine::{Kind, HOURS_BETWEEN_FAILURES, HOURS_OF_FAILURE},
		Role,
	},
	strategy::{Act, Sight, RARE_CLASS},
	world,
};
use atous_primitives::{Class, OfferSpec, TaskId, PROFILE_WASM_1};
use atous_runtime::{AccountId, Credit, Runtime};
use pallet_credit::limit::very_positive_above;
use rand::Rng;

/// Hours after which a device whose offer ended tries again.
const HOURS_TO_OFFER_AGAIN: f64 = 0.5;
/// Of the copies at hand, the share that an owner who comes back has returned.
const RETURNED_WHEN_BUSY: f64 = 0.2;
/// Memory a device offers, in MiB: enough for any of these tasks.
const MEMORY_MIB: u32 = 65_536;

impl Mesh<'_> {
	pub(super) fn join(&mut self, at: usize) {
		if !self.enrol(at) {
			return;
		}
		let kind = self.devices[at].machine.kind;
		if kind == Kind::Failing {
			let hours = exponential(HOURS_BETWEEN_FAILURES, &mut self.devices[at].chance);
			self.plan_in_hours(hours, Wake::Fail(at));
		}
		if self.devices[at].role == Role::Conspirator {
			self.plan_in_hours(1.0, Wake::Hour(at));
		}
		self.plan_change(at);
		self.plan_burst(at);
		self.offer(at);
	}

	/// Enrol the device under a new key. Says whether it is enrolled.
	fn enrol(&mut self, at: usize) -> bool {
		let device = &mut self.devices[at];
		let bond = self.plan.credit.min_bond * u128::from(device.machine.bonds);
		self.keys += 1;
		// The only thing that can fail is an owner's means, after many lives.
		let Ok(account) = world::enrol(&device.owner, self.keys, bond) else { return false };
		device.former.extend(device.account.replace(account.clone()));
		self.by_account.insert(account, at);
		true
	}

	fn plan_change(&mut self, at: usize) {
		if let Some(blocks) = self.blocks_to_change(at) {
			self.plan_in(blocks, Wake::Change(at));
		}
	}

	/// Blocks until the machine becomes free, or busy; `None` if it always is free.
	pub(super) fn blocks_to_change(&self, at: usize) -> Option<u32> {
		let hour = self.plan.clock.hours(self.now);
		let hours = self.devices[at].machine.hours_to_change(hour)?;
		Some(self.plan.clock.of_hours(hours))
	}

	/// The machine has become free or busy.
	pub(super) fn change(&mut self, at: usize) {
		self.plan_change(at);
		if !self.devices[at].is_there() {
			return;
		}
		if self.is_free(at) {
			return self.offer(at);
		}
		self.withdraw(at);
		if self.devices[at].chance.gen_bool(RETURNED_WHEN_BUSY) {
			self.give_all_back(at);
		}
	}

	pub(super) fn is_free(&self, at: usize) -> bool {
		self.devices[at].machine.is_free(self.plan.clock.hours(self.now))
	}

	/// Offer, if the machine is free and its strategy has it offer.
	pub(super) fn offer(&mut self, at: usize) {
		let free = self.is_free(at);
		let device = &mut self.devices[at];
		if !(device.is_there() && free && device.conduct.offers()) {
			return;
		}
		let Some(account) = device.account.clone() else { return };
		let mut classes = vec![Class::WasmSmall, Class::WasmMedium];
		if device.conduct.offers_rare_class() {
			classes.push(RARE_CLASS);
		}
		let spec = OfferSpec {
			classes: classes.try_into().expect("three classes are fewer than eight; qed"),
			profile: PROFILE_WASM_1,
			cores: device.conduct.cores(device.machine.cores),
			memory_mib: MEMORY_MIB,
			accelerator: Default::default(),
			io: Default::default(),
			reserve_price: 0,
			latency: Default::default(),
			code_hashes: Default::default(),
			milliwatts_per_core: None,
			lifetime: self.plan.market.max_offer_lifetime,
		};
		if world::call(&account, pallet_tasks::Call::offer { spec }).is_ok() {
			device.offering.get_or_insert(self.now);
		} else {
			self.plan_in_hours(HOURS_TO_OFFER_AGAIN, Wake::Offer(at));
		}
	}

	pub(super) fn withdraw(&mut self, at: usize) {
		let device = &mut self.devices[at];
		if let Some(account) = device.account.as_ref().filter(|_| device.offering.is_some()) {
			// It fails only where the offer has just ended, and that is the aim.
			let _ = world::call(account, pallet_tasks::Call::withdraw {});
		}
		device.stops_offering(self.now);
	}

	/// The chain has ended the device's offer: try again soon.
	pub(super) fn offer_ended(&mut self, at: usize) {
		if self.devices[at].offering.is_some() {
			self.devices[at].stops_offering(self.now);
			self.plan_in_hours(HOURS_TO_OFFER_AGAIN, Wake::Offer(at));
		}
	}

	/// The machine goes off: it answers nothing, and its offer stands.
	pub(super) fn fail(&mut self, at: usize) {
		self.devices[at].down = true;
		let hours = exponential(HOURS_OF_FAILURE, &mut self.devices[at].chance);
		self.plan_in_hours(hours, Wake::Recover(at));
	}

	pub(super) fn recover(&mut self, at: usize) {
		self.devices[at].down = false;
		let hours = exponential(HOURS_BETWEEN_FAILURES, &mut self.devices[at].chance);
		self.plan_in_hours(hours, Wake::Fail(at));
		if self.is_free(at) {
			self.offer(at);
		} else {
			self.withdraw(at);
		}
		self.resume(at);
		self.plan_retry(at);
	}

	/// A conspirator thinks.
	pub(super) fn hour(&mut self, at: usize) {
		self.plan_in_hours(1.0, Wake::Hour(at));
		let device = &mut self.devices[at];
		let Some(view) = device.account.as_ref().and_then(Credit::account_view) else { return };
		if !device.is_there() {
			return;
		}
		let useless = |task: &TaskId| self.jobs.get(task).is_some_and(|job| job.request.fake);
		let useless: Vec<TaskId> = device.queued.iter().copied().filter(useless).collect();
		let sight = Sight {
			now: self.now,
			balance: view.balance,
			decays_above: very_positive_above(view.backing, &self.plan.credit),
			limit: view.limit,
			spendable: view.spendable,
			commons: Credit::commons(),
			target: Credit::commons_target(),
			queued: &device.queued,
			useless: &useless,
		};
		for act in device.conduct.act(&sight) {
			self.act(at, act);
		}
	}

	fn act(&mut self, at: usize, act: Act) {
		match act {
			Act::Submit(_) if self.is_quiet() => {}
			Act::Submit(request) => {
				self.submit(at, request, None);
			}
			Act::Cancel(task) => self.cancel(at, task),
			Act::Offer => self.offer(at),
			Act::Withdraw => self.withdraw(at),
			Act::WriteOff => self.write_off(at),
			Act::Rebirth => {
				self.withdraw(at);
				self.enrol(at);
			}
			Act::Retire => {
				self.withdraw(at);
				self.devices[at].retired = true;
			}
		}
	}

	/// Have every device that is silent and owes written off, as far as the chain does.
	fn write_off(&mut self, at: usize) {
		let caller = self.devices[at].owner.clone();
		let silent = self.devices.iter().filter(|device| device.retired);
		let accounts: Vec<AccountId> = silent.filter_map(|device| device.account.clone()).collect();
		for device in accounts {
			let owes = pallet_credit::Accounts::<Runtime>::get(&device)
				.is_some_and(|account| account.balance < 0);
			if owes {
				// Too early is no harm: it will be tried again in an hour.
				let _ = world::call(&caller, pallet_credit::Call::write_off { device });
			}
		}
	}
}
