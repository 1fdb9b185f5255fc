//! What devices do about their copies by themselves: work, lie, stay silent.

use crate::world::{device, number_of, World, DEVICES};
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Cid, Hash, Outcome, Reveal, TaskId,
};
use atous_runtime::{AccountId, Runtime};
use pallet_tasks::{Assignment, Call, Report, Task, Tasks, Worker, Workers, MAX_REPORTS};

/// What a device does in every block. Those not named are honest.
mod habit {
	pub const LIAR: u8 = 1;
	pub const COLLUDER: u8 = 2;
	pub const PARROT: u8 = 3;
	pub const SILENT: u8 = 4;
	pub const NEVER_REVEALS: u8 = 5;
	pub const QUITTER: u8 = 6;
	pub const REPORTER: u8 = 7;
	pub const COUNT: u8 = 10;
}

/// What a device can say of a task: the truth, a lie of its own, one agreed upon, or a
/// tag without the voucher for it.
const ANSWERS: u8 = 4;
const OWN_LIE: u8 = 1;
const COMMON_LIE: u8 = 2;
const PARROTED: u8 = 3;

/// What a task truly ends in.
fn truth(id: TaskId, task: &Task<AccountId>) -> Outcome {
	let fuel = task.header.work_limit / 2;
	match id % 8 {
		0 => Outcome::Trapped { fuel },
		1 => Outcome::OutOfFuel,
		2 => Outcome::Unavailable,
		_ => Outcome::Completed { result: Cid::of_raw(&id.to_le_bytes()), fuel },
	}
}

/// What a device says a task ends in, and what it reveals.
fn said(id: TaskId, task: &Task<AccountId>, who: &AccountId, answer: u8) -> (Outcome, Reveal) {
	let fuel = task.header.work_limit;
	let outcome = match answer % ANSWERS {
		OWN_LIE => Outcome::Completed { result: Cid::of_raw(who.as_ref()), fuel },
		COMMON_LIE => Outcome::Completed { result: Cid::of_raw(b"lie"), fuel },
		_ => truth(id, task),
	};
	let salt: Hash = [answer % ANSWERS; 32];
	let reveal = Reveal::new(id, who.as_ref(), &outcome, salt);
	let parroted = answer % ANSWERS == PARROTED;
	(outcome, if parroted { Reveal { voucher: [0; 32], ..reveal } } else { reveal })
}

/// What a device has committed to.
fn committed(
	id: TaskId,
	task: &Task<AccountId>,
	copy: &Assignment<AccountId>,
) -> Option<(Outcome, Reveal)> {
	let mut answers = (0..ANSWERS).map(|answer| said(id, task, &copy.device, answer));
	answers.find(|(_, reveal)| reveal.commitment(id, copy.device.as_ref()) == copy.commitment)
}

/// The outcome, if with this tag a quorum agrees; what its requester judges stays closed.
fn opening(task: &Task<AccountId>, outcome: Outcome, tag: Hash) -> Option<Outcome> {
	if task.is_sealed() {
		return None;
	}
	let shown = |copy: &&Assignment<AccountId>| copy.phase == CopyPhase::Revealed;
	let same = task.copies.iter().filter(shown).filter(|copy| copy.tag == tag).count();
	(same + 1 >= usize::from(task.needed)).then_some(outcome)
}

/// All copies that are somebody's duty.
fn duties() -> Vec<(AccountId, TaskId)> {
	let held = |(device, worker): (AccountId, Worker)| {
		worker.held.into_iter().map(move |id| (device.clone(), id))
	};
	Workers::<Runtime>::iter().flat_map(held).collect()
}

impl World {
	/// One of the copies that are somebody's duty.
	pub fn pick(&self, number: u8) -> Option<(AccountId, TaskId)> {
		let duties = duties();
		duties.get(usize::from(number) % duties.len().max(1)).cloned()
	}

	/// Have every device do what it does by itself.
	pub fn follow_habits(&mut self) {
		for (who, id) in duties() {
			let Some(number) = number_of(&who) else { continue };
			let answer = match self.habits[usize::from(number)] % habit::COUNT {
				habit::SILENT | habit::REPORTER => continue,
				habit::QUITTER => {
					self.transact(&who, Call::give_back { task: id });
					continue;
				}
				habit::NEVER_REVEALS => {
					self.act(&who, id, 0, true);
					continue;
				}
				habit::LIAR => OWN_LIE,
				habit::COLLUDER => COMMON_LIE,
				habit::PARROT => PARROTED,
				_ => 0,
			};
			self.act(&who, id, answer, false);
		}
		for number in 0..DEVICES {
			if self.habits[usize::from(number)] % habit::COUNT == habit::REPORTER {
				self.report(&device(number), 0);
			}
		}
	}

	/// Have a device do what is next for its copy of a task, saying `answer`.
	pub fn act(&mut self, who: &AccountId, id: TaskId, answer: u8, only_commit: bool) {
		let Some(task) = Tasks::<Runtime>::get(id) else { return };
		let mine = |copy: &&Assignment<AccountId>| copy.device == *who && copy.is_live();
		let Some(copy) = task.copies.iter().find(mine) else { return };
		match copy.phase {
			CopyPhase::Assigned => {
				let (_, reveal) = said(id, &task, who, answer);
				let commitment = reveal.commitment(id, who.as_ref());
				self.transact(who, Call::commit { task: id, commitment });
			}
			CopyPhase::Committed if task.phase == TaskPhase::Committed && !only_commit => {
				let Some((outcome, reveal)) = committed(id, &task, copy) else { return };
				let opening = opening(&task, outcome, reveal.tag);
				self.transact(who, Call::reveal { task: id, reveal, opening });
			}
			CopyPhase::Revealed if task.phase == TaskPhase::Revealed => {
				let Some((outcome, _)) = committed(id, &task, copy) else { return };
				self.transact(who, Call::open { task: id, outcome });
			}
			_ => {}
		}
	}

	/// Have a device say all it has to say in one call. With another answer than the
	/// truth some of it fails; with a lie of its own, it names a task that never was too.
	pub fn report(&mut self, who: &AccountId, answer: u8) {
		let mut items = Vec::new();
		let held = Workers::<Runtime>::get(who).held;
		for id in held.into_iter().take(MAX_REPORTS as usize - 1) {
			let Some(task) = Tasks::<Runtime>::get(id) else { continue };
			let mine = |copy: &&Assignment<AccountId>| copy.device == *who && copy.is_live();
			let Some(copy) = task.copies.iter().find(mine) else { continue };
			let (outcome, reveal) = said(id, &task, who, answer);
			items.push(match copy.phase {
				CopyPhase::Assigned => {
					Report::Commit { task: id, commitment: reveal.commitment(id, who.as_ref()) }
				}
				CopyPhase::Committed if task.phase != TaskPhase::Committed => continue,
				_ => {
					let opening = opening(&task, outcome, reveal.tag);
					Report::Reveal { task: id, reveal, opening }
				}
			});
		}
		if answer % ANSWERS == OWN_LIE {
			items.push(Report::Commit { task: TaskId::MAX, commitment: [0; 32] });
		}
		if let (false, Ok(items)) = (items.is_empty(), items.try_into()) {
			self.transact(who, Call::report { items });
		}
	}
}
