//! How often a device that could take a task exists and is not found.
//!
//! Markets are drawn by chance: offers, classes, requirements, prices, owners. Whether a
//! task could be given away is found by looking at every offer; whether it is, by letting
//! the market run.

use super::{mesh, people, sample};
use crate::economy::world::{begin_block, end_block};
use anyhow::{anyhow, Result};
use atous_primitives::{
	header::IoClass, views::TaskPhase, Accelerator, Class, Latency, OfferSpec, TaskHeader, TaskId,
	Verification, FUEL_PER_WORK_UNIT,
};
use atous_runtime::{numbers, AccountId, Hash, Runtime, System};
use atous_support::settings::Settings;
use frame_support::storage::{with_transaction, TransactionOutcome};
use rand::{seq::SliceRandom, Rng};
use rand_chacha::{rand_core::SeedableRng, ChaCha8Rng};
use serde::Serialize;
use sp_core::storage::Storage;
use sp_runtime::DispatchError;
use sp_state_machine::BasicExternalities;
use std::collections::BTreeSet;

/// Most devices in a market.
const MOST_DEVICES: u32 = 400;
/// Tasks that are tried in each market, each as if it were the only one.
const TASKS_EACH: u32 = 5;
/// Served blocks for which a task is retried: a quarter of an hour.
const PATIENCE: u32 = 450;
/// Classes of tasks whose verification this version serves.
const CLASSES: [Class; 3] = [Class::WasmSmall, Class::WasmMedium, Class::WasmLarge];

/// What became of tasks for which there were devices.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Misses {
	/// Markets.
	pub markets: u32,
	/// Tasks for which there were enough devices.
	pub possible: u32,
	/// Of these, not found at the first attempt.
	pub first: u32,
	/// Of these, not found by any attempt either.
	pub last: u32,
}

impl Misses {
	/// Share that was not found at the first attempt.
	pub fn at_first(&self) -> f64 {
		f64::from(self.first) / f64::from(self.possible.max(1))
	}

	/// Share that was never found.
	pub fn at_last(&self) -> f64 {
		f64::from(self.last) / f64::from(self.possible.max(1))
	}
}

/// Draw `markets` markets and try to give tasks away in each.
pub fn measure(markets: u32, seed: u64, progress: &dyn Fn(u64)) -> Result<Misses> {
	let storage = mesh::storage(0)?;
	let mut misses = Misses { markets, ..Default::default() };
	for at in 0..markets {
		let chance = ChaCha8Rng::seed_from_u64(seed ^ u64::from(at) << 20);
		market(storage.clone(), chance, &mut misses)?;
		progress(1);
	}
	Ok(misses)
}

/// A device, and what it would take on.
struct Offering {
	owner: AccountId,
	spec: OfferSpec,
}

fn market(storage: Storage, mut chance: ChaCha8Rng, misses: &mut Misses) -> Result<()> {
	let mut state = BasicExternalities::new(storage);
	state.execute_with(|| {
		frame_system::BlockHash::<Runtime>::insert(0, Hash::repeat_byte(1));
		pallet_tasks::Settings::<Runtime>::put(Settings::new(sample::params()));
		let offerings = populate(&mut chance)?;
		for _ in 0..TASKS_EACH {
			let header = header(&mut chance);
			with_transaction(|| {
				let tried = attempt(&header, &offerings, &mut chance, misses);
				TransactionOutcome::Rollback(Ok::<_, DispatchError>(tried))
			})
			.map_err(|why| anyhow!("trying a task: {why:?}"))??;
		}
		Ok(())
	})
}

/// The requester has number 0 and offers as well.
fn populate(chance: &mut ChaCha8Rng) -> Result<Vec<Offering>> {
	let devices = 2f64.powf(chance.gen_range(1.0..f64::from(MOST_DEVICES).log2())) as u32;
	let owners = chance.gen_range(2..=devices.max(2));
	let bond = numbers::credit::params().min_bond;
	let mut clerk = mesh::Clerk::default();
	(0..=devices)
		.map(|number| {
			let device = people::device(number);
			let owner = people::owner(chance.gen_range(0..owners));
			clerk.enrol(number, &device, &owner, bond)?;
			let spec = spec(chance);
			mesh::offer(&device, spec.clone())?;
			Ok(Offering { owner, spec })
		})
		.collect()
}

fn spec(chance: &mut ChaCha8Rng) -> OfferSpec {
	let cores = chance.gen_range(1..=32);
	let mut classes = Class::ALL.to_vec();
	classes.shuffle(chance);
	classes.truncate(chance.gen_range(1..=classes.len()));
	OfferSpec {
		classes: classes.try_into().expect("no more than there are; qed"),
		// What classes of containers want; none is asked for here.
		accelerator: Accelerator::Gpu,
		code_hashes: vec![Default::default()].try_into().expect("one fits; qed"),
		memory_mib: 256 << chance.gen_range(0..=5),
		io: io(chance),
		reserve_price: chance.gen_range(0..=2 * sample::params().base_price),
		latency: latency(chance),
		..sample::offer(cores)
	}
}

fn io(chance: &mut ChaCha8Rng) -> IoClass {
	*[IoClass::Any, IoClass::Solid, IoClass::Fast].choose(chance).unwrap_or(&IoClass::Any)
}

fn latency(chance: &mut ChaCha8Rng) -> Latency {
	let all = [Latency::Batch, Latency::Interactive, Latency::Realtime];
	*all.choose(chance).unwrap_or(&Latency::Batch)
}

fn header(chance: &mut ChaCha8Rng) -> TaskHeader {
	let quorum = chance.gen_range(2..=3);
	let class = *CLASSES.choose(chance).unwrap_or(&Class::WasmSmall);
	let verification = Verification::Redundant { quorum, max: 2 * quorum + 1 };
	let mut header = TaskHeader { class, ..sample::header(verification) };
	header.requirements.memory_mib = class.limits().memory_mib >> chance.gen_range(0..=4);
	header.requirements.io = io(chance);
	header.latency = latency(chance);
	header.work_limit = chance.gen_range(1..=30) * FUEL_PER_WORK_UNIT;
	header.deadline = sample::params().least_deadline(&header) + PATIENCE;
	header
}

/// Ask, and see whether devices are found.
fn attempt(
	header: &TaskHeader,
	offerings: &[Offering],
	chance: &mut ChaCha8Rng,
	misses: &mut Misses,
) -> Result<()> {
	let requester = people::device(0);
	mesh::call(&requester, pallet_tasks::Call::submit { header: header.clone() })?;
	let task = pallet_tasks::NextTask::<Runtime>::get() - 1;
	if !is_possible(task, header, offerings) {
		return Ok(());
	}
	misses.possible += 1;
	let start = System::block_number();
	for now in 1..=PATIENCE {
		begin_block(start + now, 0, chance);
		end_block(start + now);
		if phase(task) == Some(TaskPhase::Assigned) {
			return Ok(());
		}
		misses.first += u32::from(now == 1);
	}
	misses.last += 1;
	Ok(())
}

fn phase(task: TaskId) -> Option<TaskPhase> {
	pallet_tasks::Tasks::<Runtime>::get(task).map(|task| task.phase)
}

/// Whether as many owners as are needed have a device that could take the task. Every
/// device is new, so each can put the collateral aside.
fn is_possible(task: TaskId, header: &TaskHeader, offerings: &[Offering]) -> bool {
	let Some(task) = pallet_tasks::Tasks::<Runtime>::get(task) else { return false };
	let fits = |one: &&Offering| {
		let OfferSpec { cores, memory_mib, .. } = one.spec;
		one.owner != task.owner && one.spec.fits(header, task.price, cores, memory_mib)
	};
	let owners: BTreeSet<&AccountId> =
		offerings.iter().filter(fits).map(|one| &one.owner).collect();
	owners.len() >= usize::from(task.needed)
}
