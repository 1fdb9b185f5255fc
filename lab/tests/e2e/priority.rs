//! Whoever owes is served earlier, and is offered work earlier.
//!
//! The devices here are keys without sidecars: what they do and when is what is
//! tested, so the test does it itself, against the real node.

use super::*;
use atous_primitives::{
	header::TaskHeader,
	views::{CopyPhase, CopyView, TaskPhase},
	Class, Latency, OfferSpec, Outcome, Reveal, FUEL_PER_WORK_UNIT,
};
use atous_worker::{
	chain::{subxt::Node, Call, ChainClient},
	keys::Key,
};

const SALT: [u8; 32] = [5; 32];

/// A chain and devices that do what the test says.
struct Hands {
	mesh: Mesh,
	client: Node,
	devices: Vec<Key>,
}

impl Hands {
	/// A chain with `count` enrolled devices, each of an owner of its own.
	async fn new(folder: &std::path::Path, count: usize) -> Result<Self> {
		let mesh = Mesh::start(folder).await?;
		let client = Node::new(&mesh.node.url());
		let genesis = client.identity().await?.genesis;
		let bond = client.least_bond().await?;
		let mut devices = Vec::new();
		for (n, owner) in
			["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"].iter().take(count).enumerate()
		{
			let device = Key::from_seed([n as u8 + 1; 32])?;
			let file = folder.join(format!("{owner}.key"));
			write_key(&file, &format!("//{owner}"))?;
			let owner = atous_worker::keys::owner(&file)?;
			let expiry = client.heads().await?.best.number + 100;
			let consent = device.consent(&genesis, &owner.account(), expiry);
			let enroll = Call::Enroll { device: device.account(), bond, expiry, consent };
			client.submit(&owner, &enroll).await?;
			devices.push(device);
		}
		Ok(Self { mesh, client, devices })
	}

	async fn call(&self, device: usize, call: Call) -> Result<Option<TaskId>> {
		Ok(self.client.submit(&self.devices[device], &call).await?.task)
	}

	async fn submit(&self, device: usize, header: TaskHeader) -> Result<TaskId> {
		let task = self.call(device, Call::Submit(header)).await?;
		task.context("a submission gives a task")
	}

	/// Which devices were asked, once any were.
	async fn asked(&self, id: TaskId) -> Result<Vec<usize>> {
		let task = self
			.mesh
			.chain
			.wait_for("the assignment", LIFE, |chain| async move {
				let task = chain.task(id).await?;
				Ok(task.filter(|task| !task.copies.is_empty()))
			})
			.await?;
		Ok(task.copies.iter().filter_map(|copy| self.number_of(&copy.device)).collect())
	}

	/// Commit and reveal `outcome` for every device that is asked, and see the task
	/// settled.
	async fn work(&self, id: TaskId, outcome: Outcome) -> Result<()> {
		let reveal =
			|device: usize| Reveal::new(id, &self.devices[device].account().0, &outcome, SALT);
		// Chance may have one more device audit those who have committed.
		while let Some(device) = self.uncommitted(id).await? {
			let account = self.devices[device].account();
			let commitment = reveal(device).commitment(id, &account.0);
			self.call(device, Call::Commit { task: id, commitment }).await?;
		}
		let devices = self.asked(id).await?;
		for (n, device) in devices.iter().enumerate() {
			let opening = (n + 1 == devices.len()).then_some(outcome);
			let reveal = reveal(*device);
			self.call(*device, Call::Reveal { task: id, reveal, opening }).await?;
		}
		let task = self.mesh.chain.ended(id, LIFE).await?;
		assert_eq!(task.phase, TaskPhase::Settled);
		Ok(())
	}

	/// A device that has yet to commit; none once it is the reveals' turn.
	async fn uncommitted(&self, id: TaskId) -> Result<Option<usize>> {
		let task = self
			.mesh
			.chain
			.wait_for("something to do", LIFE, |chain| async move {
				let task = chain.task(id).await?;
				Ok(task.filter(|task| {
					let works = |copy: &CopyView<String>| copy.phase == CopyPhase::Assigned;
					task.phase == TaskPhase::Committed || task.copies.iter().any(works)
				}))
			})
			.await?;
		let working = task.copies.iter().find(|copy| copy.phase == CopyPhase::Assigned);
		Ok(working.and_then(|copy| self.number_of(&copy.device)))
	}

	fn number_of(&self, address: &str) -> Option<usize> {
		self.devices.iter().position(|device| device.account().to_string() == address)
	}
}

fn write_key(path: &std::path::Path, secret: &str) -> Result<()> {
	use std::os::unix::fs::PermissionsExt;
	std::fs::write(path, secret)?;
	std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
	Ok(())
}

fn header() -> Result<TaskHeader> {
	let text = std::fs::read_to_string(programs::repository("payloads/samples/header.json"))?;
	Ok(serde_json::from_str(&text)?)
}

/// The costliest task there is in the small class: 60 units at three times the price.
fn costly() -> Result<TaskHeader> {
	Ok(TaskHeader {
		latency: Latency::Realtime,
		max_price: u64::MAX,
		work_limit: 60 * FUEL_PER_WORK_UNIT,
		..header()?
	})
}

fn offer(lifetime: u32) -> Call {
	Call::Offer(OfferSpec {
		classes: vec![Class::WasmSmall].try_into().expect("one class"),
		profile: atous_primitives::PROFILE_WASM_1,
		cores: 1,
		memory_mib: 1_024,
		accelerator: Default::default(),
		io: Default::default(),
		reserve_price: 0,
		latency: Latency::Realtime,
		code_hashes: Default::default(),
		milliwatts_per_core: None,
		lifetime,
	})
}

#[tokio::test]
async fn a_debtor_is_served_earlier_and_offered_work_earlier() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let hands = Hands::new(folder.path(), 5).await?;
	let (debtor, patient) = (0, 1);

	// 0 has a costly task done by 2 and 3, and owes 360 credits for it.
	for helper in [2, 3] {
		hands.call(helper, offer(10_000)).await?;
	}
	let id = hands.submit(debtor, costly()?).await?;
	hands.asked(id).await?;
	hands.work(id, Outcome::OutOfFuel).await?;

	served_earlier(&hands, debtor, patient).await?;
	given_work_earlier(&hands, debtor, patient).await
}

/// With nobody free, 1 asks first and 0 a block later; then two become free, and
/// it is the task of 0 that they are given.
async fn served_earlier(hands: &Hands, debtor: usize, patient: usize) -> Result<()> {
	for helper in [2, 3] {
		hands.call(helper, Call::Withdraw).await?;
	}
	// A debtor's boost needs an offer of its own; it cannot take its own task.
	hands.call(debtor, offer(10_000)).await?;
	let ahead = hands.submit(patient, header()?).await?;
	let (behind, ..) = tokio::try_join!(
		hands.submit(debtor, header()?),
		hands.call(2, offer(10_000)),
		hands.call(3, offer(10_000)),
	)?;
	let asked = hands.asked(behind).await?;
	let first = hands.mesh.chain.task(ahead).await?.context("the patient's task")?;
	let second = hands.mesh.chain.task(behind).await?.context("the debtor's task")?;
	assert!(first.arrived < second.arrived, "the patient's request came earlier");
	assert!(
		first.copies.is_empty(),
		"the debtor's request is served first, and nobody is left for the other"
	);
	assert_eq!(asked.len(), 2);
	hands.work(behind, Outcome::OutOfFuel).await?;
	hands.asked(ahead).await?;
	hands.work(ahead, Outcome::OutOfFuel).await
}

/// Of four equal offers, the one of the device that owes is always among the two.
async fn given_work_earlier(hands: &Hands, debtor: usize, patient: usize) -> Result<()> {
	hands.call(4, offer(10_000)).await?;
	for _ in 0..3 {
		let id = hands.submit(patient, header()?).await?;
		let asked = hands.asked(id).await?;
		assert!(asked.contains(&debtor), "asked were {asked:?}");
		hands.work(id, Outcome::Unavailable).await?;
	}
	Ok(())
}
