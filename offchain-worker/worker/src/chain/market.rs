//! The rules of the market in a few lines, for tests: enough of the real pallet
//! to tell a driver that keeps them from one that does not.

use super::{AccountId, Anchor, Call, Offer, Task, TaskCopy};
use atous_primitives::{
	tag,
	verdict::SMALL_JURY,
	views::{AccountView, CopyPhase, TaskPhase, Tier},
	Outcome, Price, Reveal, ServedBlock, TaskHeader, TaskId, Verification, CREDIT,
};
use std::collections::BTreeMap;

/// Served blocks a device has to commit, and again to reveal, and again to open.
pub const WINDOW: ServedBlock = 24;
/// Devices that must agree about a disputed delivery.
const PANEL: u8 = 3;
/// Devices that may be asked for a delivery and about it.
const PANEL_MOST: usize = 5;
/// The posted price.
pub const PRICE: Price = 1_000_000;

/// The state of the chain after one block.
#[derive(Clone, Debug, Default)]
pub struct State {
	/// Blocks so far.
	pub served: ServedBlock,
	/// Every task.
	pub tasks: BTreeMap<TaskId, Task>,
	/// Standing offers by device.
	pub offers: BTreeMap<AccountId, Offer>,
	/// Peer addresses by device.
	pub addresses: BTreeMap<AccountId, String>,
	/// Last anchors by device.
	pub anchors: BTreeMap<AccountId, Anchor>,
	/// Accounts by device.
	pub accounts: BTreeMap<AccountId, AccountView<AccountId>>,
}

/// The name of the pallet's error.
pub type Refusal = &'static str;

impl State {
	/// Enrol `device` under `owner`.
	pub fn enroll(&mut self, device: AccountId, owner: AccountId) {
		let account = AccountView {
			owner,
			balance: 0,
			reserved: 0,
			collateral: 0,
			backing: 14_400 * CREDIT,
			limit: 3_600 * CREDIT,
			spendable: 2_700 * CREDIT,
			tier: Tier::Neutral,
			bond: 100_000_000_000_000,
			unvested: 0,
			history: 0,
			first_limit: 3_600 * CREDIT,
			earned_limit: 0,
			to_tier_above: Some(720 * CREDIT + 1),
			to_tier_below: Some(720 * CREDIT + 1),
			active: 0,
			earned: 0,
		};
		self.accounts.insert(device, account);
	}

	/// What the block does before its transactions.
	pub fn begin_block(&mut self) {
		self.served += 1;
		let served = self.served;
		self.offers.retain(|_, offer| offer.expires > served);
		let ids: Vec<TaskId> = self.tasks.keys().copied().collect();
		for id in ids {
			self.time_out(id);
			self.assign(id);
		}
	}

	fn time_out(&mut self, id: TaskId) {
		let served = self.served;
		let Some(task) = self.tasks.get_mut(&id).filter(|task| !task.phase.is_final()) else {
			return;
		};
		for copy in &mut task.copies {
			let waits = match task.phase {
				TaskPhase::Assigned => copy.phase == CopyPhase::Assigned,
				TaskPhase::Committed => copy.phase == CopyPhase::Committed,
				_ => false,
			};
			if waits && served >= copy.by {
				copy.phase = CopyPhase::Silent;
				task.phase = TaskPhase::Assigned;
			}
		}
		if task.phase == TaskPhase::Delivered && served > task.stage_by {
			stand(task, None);
			return;
		}
		let opening_late = task.phase == TaskPhase::Revealed && served >= task.stage_by;
		if served >= task.ends_by || opening_late {
			end(task, TaskPhase::Expired);
		}
	}

	fn assign(&mut self, id: TaskId) {
		let served = self.served;
		let Some(task) = self.tasks.get_mut(&id) else { return };
		if !matches!(task.phase, TaskPhase::Queued | TaskPhase::Assigned) {
			return;
		}
		let max = match task.header.verification {
			Verification::Redundant { max, .. } => usize::from(max),
			Verification::Requester { .. } if !task.sealed => PANEL_MOST,
			_ => 1,
		};
		let lives = |copy: &&TaskCopy| {
			matches!(copy.phase, CopyPhase::Assigned | CopyPhase::Committed | CopyPhase::Revealed)
		};
		let tags = distinct_tags(task);
		let wanted = task.quorum() + tags.saturating_sub(1);
		let requester = self.accounts.get(&task.requester).map(|account| account.owner);
		for (device, _) in self.offers.iter() {
			if task.copies.iter().filter(lives).count() >= wanted {
				break;
			}
			let owner = self.accounts.get(device).map(|account| account.owner);
			if owner == requester || task.copies.iter().any(|copy| copy.device == *device) {
				continue;
			}
			if task.copies.len() >= max {
				end(task, TaskPhase::Inconclusive);
				return;
			}
			task.phase = TaskPhase::Assigned;
			task.copies.push(TaskCopy {
				device: *device,
				phase: CopyPhase::Assigned,
				commitment: [0; 32],
				tag: [0; 32],
				by: served + WINDOW,
				paid: 0,
				examined: false,
			});
		}
	}

	/// Dispatch one call.
	pub fn dispatch(&mut self, who: &AccountId, call: &Call) -> Result<Option<TaskId>, Refusal> {
		match call {
			Call::Enroll { device, .. } => {
				self.enroll(*device, *who);
				return Ok(None);
			}
			_ if !self.accounts.contains_key(who) => return Err("NotEnrolled"),
			Call::Offer(spec) => {
				let expires = self.served + spec.lifetime;
				self.offers.insert(*who, Offer { spec: spec.clone(), expires });
			}
			Call::Withdraw => {
				self.offers.remove(who).ok_or("NoOffer")?;
			}
			Call::Announce(address) => {
				self.addresses.insert(*who, address.clone());
			}
			Call::Anchor { size, root, .. } => {
				let anchor = Anchor { size: *size, root: *root, block: self.served };
				self.anchors.insert(*who, anchor);
			}
			Call::Submit(header) => return self.submit(who, header).map(Some),
			Call::Cancel(id) => {
				let task = self.tasks.get_mut(id).ok_or("UnknownTask")?;
				if task.phase != TaskPhase::Queued {
					return Err("WrongPhase");
				}
				end(task, TaskPhase::Cancelled);
			}
			Call::Commit { task, commitment } => self.commit(who, *task, *commitment)?,
			Call::Reveal { task, reveal, opening } => self.reveal(who, *task, *reveal, *opening)?,
			Call::Open { task, outcome } => self.open(*task, *outcome)?,
			Call::Accept { task, opening } => {
				let found = self.answerable(who, *task)?;
				let shown = found.delivery().map(|copy| copy.tag);
				if opening.is_some_and(|outcome| Some(tag(*task, &outcome)) != shown) {
					return Err("BadOpening");
				}
				stand(found, *opening);
			}
			Call::Dispute(task) => {
				let found = self.answerable(who, *task)?;
				found.sealed = false;
				found.needed = PANEL;
				found.phase = TaskPhase::Assigned;
			}
			Call::GiveBack(id) => {
				let copy = self.copy(who, *id)?;
				if copy.phase != CopyPhase::Assigned {
					return Err("WrongPhase");
				}
				copy.phase = CopyPhase::GivenBack;
			}
		}
		Ok(None)
	}

	fn submit(&mut self, who: &AccountId, header: &TaskHeader) -> Result<TaskId, Refusal> {
		if header.max_price < PRICE {
			return Err("PriceTooLow");
		}
		if header.deadline < 3 * WINDOW {
			return Err("DeadlineTooNear");
		}
		let id = self.tasks.len() as TaskId;
		let task = Task {
			id,
			requester: *who,
			header: header.clone(),
			phase: TaskPhase::Queued,
			price: PRICE,
			arrived: self.served,
			ends_by: self.served + header.deadline,
			stage_by: self.served + header.deadline,
			needed: quorum_of(header),
			judges: SMALL_JURY,
			copies: Vec::new(),
			outcome: None,
			sealed: matches!(header.verification, Verification::Requester { .. }),
		};
		self.tasks.insert(id, task);
		Ok(id)
	}

	fn copy(&mut self, who: &AccountId, id: TaskId) -> Result<&mut TaskCopy, Refusal> {
		let task = self.tasks.get_mut(&id).ok_or("UnknownTask")?;
		task.copies.iter_mut().find(|copy| copy.device == *who).ok_or("NotAssigned")
	}

	fn answerable(&mut self, who: &AccountId, id: TaskId) -> Result<&mut Task, Refusal> {
		let served = self.served;
		let task = self.tasks.get_mut(&id).ok_or("UnknownTask")?;
		if task.requester != *who {
			return Err("NotRequester");
		}
		if task.phase != TaskPhase::Delivered {
			return Err("WrongPhase");
		}
		if served > task.stage_by {
			return Err("TooLate");
		}
		Ok(task)
	}

	fn commit(&mut self, who: &AccountId, id: TaskId, to: [u8; 32]) -> Result<(), Refusal> {
		let served = self.served;
		let copy = self.copy(who, id)?;
		if copy.phase != CopyPhase::Assigned || served >= copy.by {
			return Err("WrongPhase");
		}
		copy.phase = CopyPhase::Committed;
		copy.commitment = to;
		let task = self.tasks.get_mut(&id).ok_or("UnknownTask")?;
		let waiting = task.copies.iter().any(|copy| copy.phase == CopyPhase::Assigned);
		let given = task
			.copies
			.iter()
			.filter(|copy| matches!(copy.phase, CopyPhase::Committed | CopyPhase::Revealed))
			.count();
		if !waiting && given >= task.quorum() {
			task.phase = TaskPhase::Committed;
			task.stage_by = served + WINDOW;
			for copy in &mut task.copies {
				copy.by = served + WINDOW;
			}
		}
		Ok(())
	}

	fn reveal(
		&mut self,
		who: &AccountId,
		id: TaskId,
		reveal: Reveal,
		opening: Option<Outcome>,
	) -> Result<(), Refusal> {
		let task = self.tasks.get(&id).ok_or("UnknownTask")?;
		let phase = task.phase;
		if task.sealed && opening.is_some() {
			return Err("Sealed");
		}
		let served = self.served;
		let copy = self.copy(who, id)?;
		if copy.phase != CopyPhase::Committed || phase != TaskPhase::Committed {
			return Err("WrongPhase");
		}
		let shown = reveal.tag;
		if reveal.commitment(id, &who.0) != copy.commitment {
			return Err("BadReveal");
		}
		copy.phase = CopyPhase::Revealed;
		copy.tag = shown;
		let task = self.tasks.get_mut(&id).ok_or("UnknownTask")?;
		let agree = task.copies.iter().filter(|c| c.phase == CopyPhase::Revealed && c.tag == shown);
		if agree.count() >= task.quorum() {
			if let (true, &Verification::Requester { window }) =
				(task.sealed, &task.header.verification)
			{
				task.phase = TaskPhase::Delivered;
				task.stage_by = served + window;
				return Ok(());
			}
			task.phase = TaskPhase::Revealed;
			task.stage_by = served + WINDOW;
			if let Some(outcome) = opening {
				return self.open(id, outcome);
			}
		} else if task.copies.iter().all(|copy| copy.phase != CopyPhase::Committed) {
			task.phase = TaskPhase::Assigned;
		}
		Ok(())
	}

	fn open(&mut self, id: TaskId, outcome: Outcome) -> Result<(), Refusal> {
		let task = self.tasks.get_mut(&id).ok_or("UnknownTask")?;
		let agreed = tag(id, &outcome);
		let agree =
			task.copies.iter().filter(|c| c.phase == CopyPhase::Revealed && c.tag == agreed);
		if task.phase != TaskPhase::Revealed || agree.count() < task.quorum() {
			return Err("WrongPhase");
		}
		task.outcome = Some(outcome);
		for copy in &mut task.copies {
			if copy.phase == CopyPhase::Revealed && copy.tag == agreed {
				copy.phase = CopyPhase::Paid;
				copy.paid = CREDIT;
			} else if copy.phase == CopyPhase::Revealed {
				copy.phase = CopyPhase::Wrong;
			}
		}
		end(task, TaskPhase::Settled);
		Ok(())
	}
}

/// What was delivered stands.
fn stand(task: &mut Task, opening: Option<Outcome>) {
	for copy in task.copies.iter_mut().filter(|copy| copy.phase == CopyPhase::Revealed) {
		copy.phase = CopyPhase::Paid;
		copy.paid = CREDIT;
	}
	task.outcome = opening;
	end(task, TaskPhase::Settled);
}

fn distinct_tags(task: &Task) -> usize {
	let revealed = task.copies.iter().filter(|copy| copy.phase == CopyPhase::Revealed);
	let mut tags: Vec<_> = revealed.map(|copy| copy.tag).collect();
	tags.sort_unstable();
	tags.dedup();
	tags.len()
}

fn end(task: &mut Task, phase: TaskPhase) {
	task.phase = phase;
	for copy in &mut task.copies {
		if matches!(copy.phase, CopyPhase::Assigned | CopyPhase::Committed | CopyPhase::Revealed) {
			copy.phase = CopyPhase::Released;
		}
	}
}

/// Devices that must agree, in the two modes that this market serves.
fn quorum_of(header: &TaskHeader) -> u8 {
	match header.verification {
		Verification::Redundant { quorum, .. } => quorum,
		_ => 1,
	}
}
