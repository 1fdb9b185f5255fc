//! What everyone reads from the chain's events.

use super::{Mesh, Wake};
use crate::economy::metrics::credits;
use atous_primitives::TaskId;
use atous_runtime::{AccountId, Runtime, RuntimeEvent};

impl Mesh<'_> {
	pub(super) fn follow(&mut self, event: RuntimeEvent) {
		match event {
			RuntimeEvent::Tasks(event) => self.follow_market(event),
			RuntimeEvent::Credit(event) => self.follow_ledger(event),
			_ => {}
		}
	}

	fn follow_market(&mut self, event: pallet_tasks::Event<Runtime>) {
		use pallet_tasks::Event::*;
		match event {
			Assigned { task, device, .. } => {
				if let Some(at) = self.device_of(&device) {
					self.assigned(task, at);
				}
			}
			CheckDrawn { task, checked } => self.drawn(task, checked),
			QuorumCommitted { task, .. } => self.plan_in(1, Wake::Reveal(task)),
			Agreed { task, .. } => self.plan_in(1, Wake::Open(task)),
			Wrong { task, device }
			| Silent { task, device }
			| Absent { task, device }
			| GivenBack { task, device, .. } => {
				self.copy_ended(task, &device);
			}
			Withdrawn { device } => {
				if let Some(at) = self.device_of(&device) {
					self.offer_ended(at);
				}
			}
			Settled { task, outcome } => self.task_ended(task, Some(outcome)),
			Inconclusive { task } => {
				self.tally.inconclusive += 1;
				self.task_ended(task, None);
			}
			Expired { task } | Cancelled { task } => self.task_ended(task, None),
			_ => {}
		}
	}

	fn follow_ledger(&mut self, event: pallet_credit::Event<Runtime>) {
		use pallet_credit::Event::*;
		match event {
			// It precedes the end of the task that was paid.
			Charged { requester, pay, surcharge, premium, .. } => {
				let at = self.device_of(&requester);
				self.charged = at.map(|at| (at, credits(pay + surcharge + premium)));
			}
			WrittenOff { device, owner: _, slashed, reward, caller, .. } => {
				self.written_off(&device, slashed, reward, &caller);
			}
			_ => {}
		}
	}

	fn copy_ended(&mut self, task: TaskId, device: &AccountId) {
		let at = self.device_of(device);
		if let Some(job) = self.jobs.get_mut(&task) {
			job.copies.retain(|held| Some(held.device) != at);
		}
	}

	fn written_off(&mut self, device: &AccountId, slashed: u128, reward: u128, by: &AccountId) {
		let params = &self.plan.credit;
		let worth =
			|tokens: u128| tokens as f64 / params.token as f64 * credits(params.credit_per_token);
		let (lost, won) = (worth(slashed), worth(reward));
		if let Some(at) = self.device_of(device) {
			self.devices[at].deeds.bond_lost += lost;
		}
		if let Some(caller) = self.devices.iter_mut().find(|device| device.owner == *by) {
			caller.deeds.bond_lost -= won;
		}
	}
}
