//! Reading: storage and runtime API, turned into the sidecar's own types.

use super::{connection::Connection, generated::atous, At};
use crate::chain::{AccountId, Anchor, ChainError, Heads, Offer, Snapshot, Task, TaskCopy};
use ::subxt::{
	storage::{Address, PrefixOf},
	utils::Static,
};
use atous::runtime_types::pallet_tasks::{plan::Plan, task as chain};
use atous_primitives::{
	views::{AccountView, Quote, QuoteError},
	Price, TaskHeader, TaskId, Verification,
};
use parking_lot::Mutex;
use std::collections::BTreeMap;

/// Offers looked at to tell a market that is busy from one that has nothing to
/// offer: four pages of storage, as many as a quote of the chain reads.
const MOST_OFFERS: usize = 256;

/// Reads snapshots over one connection.
pub struct Reader<'a> {
	pub connection: &'a Connection,
	/// Own requests known to have ended in a final block.
	pub ended: &'a Mutex<BTreeMap<TaskId, Task>>,
}

impl Reader<'_> {
	/// What `device` follows.
	pub async fn snapshot(
		&self,
		device: &AccountId,
		heads: Heads,
		known: &[TaskId],
		best: &At,
		last: &At,
	) -> Result<Snapshot, ChainError> {
		let connection = self.connection;
		let tasks = atous::storage().tasks();
		let worker = value(connection, best, tasks.workers(), (*device,)).await?;
		let (held, offer) = match worker {
			Some(worker) => (worker.held.0, worker.offer),
			None => (Vec::new(), None),
		};
		let mut given = held;
		given.extend(known.iter().copied().filter(|id| !given.contains(id)).collect::<Vec<_>>());
		let mut assigned = BTreeMap::new();
		let mut finalized_tasks = BTreeMap::new();
		for id in given {
			for (at, into) in [(best, &mut assigned), (last, &mut finalized_tasks)] {
				if let Some(task) = task(connection, at, id).await? {
					into.insert(id, task);
				}
			}
		}
		Ok(Snapshot {
			best: heads.best,
			finalized: heads.finalized,
			served: value(connection, best, tasks.served(), ()).await?.unwrap_or_default(),
			account: account(connection, best, device).await?,
			offer: offer.map(|offer| Offer { spec: offer.spec.0, expires: offer.expires }),
			address: address(connection, best, device).await?,
			anchor: anchor(connection, best, device).await?,
			assigned,
			finalized_tasks,
			requested: self.requested(device, best, last).await?,
		})
	}

	/// Own requests; those that ended in a final block are read once.
	async fn requested(
		&self,
		device: &AccountId,
		best: &At,
		last: &At,
	) -> Result<BTreeMap<TaskId, Task>, ChainError> {
		let mut requested = BTreeMap::new();
		for id in self.numbers(best, atous::storage().tasks().requests(), device).await? {
			let ended = self.ended.lock().get(&id).filter(|t| t.requester == *device).cloned();
			if let Some(task) = ended {
				requested.insert(id, task);
				continue;
			}
			let Some(now) = task(self.connection, best, id).await? else { continue };
			if now.phase.is_final() && task(self.connection, last, id).await?.as_ref() == Some(&now)
			{
				self.ended.lock().insert(id, now.clone());
			}
			requested.insert(id, now);
		}
		self.ended.lock().retain(|id, _| requested.contains_key(id));
		Ok(requested)
	}

	/// The task numbers under one device in a double map of device and task.
	async fn numbers<A>(
		&self,
		at: &At,
		map: A,
		device: &AccountId,
	) -> Result<Vec<TaskId>, ChainError>
	where
		A: Address<KeyParts = (AccountId, TaskId)>,
		(AccountId,): PrefixOf<A::KeyParts>,
	{
		let entries = at.storage().iter(map, (*device,)).await;
		let mut entries = self.connection.understood(entries).await?;
		let mut numbers = Vec::new();
		while let Some(entry) = entries.next().await {
			let entry = self.connection.understood(entry).await?;
			let key = entry.key().and_then(|key| key.decode());
			numbers.push(self.connection.understood(key).await?.1);
		}
		Ok(numbers)
	}
}

/// One value of storage.
async fn value<A: Address>(
	connection: &Connection,
	at: &At,
	address: A,
	key: A::KeyParts,
) -> Result<Option<A::Value>, ChainError> {
	let found = at.storage().try_fetch(address, key).await;
	match connection.understood(found).await? {
		None => Ok(None),
		Some(value) => connection.understood(value.decode()).await.map(Some),
	}
}

/// A device's account.
pub async fn account(
	connection: &Connection,
	at: &At,
	device: &AccountId,
) -> Result<Option<AccountView<AccountId>>, ChainError> {
	let question = atous::runtime_apis().atous_api().account(*device);
	let answer = at.runtime_apis().call(question).await;
	Ok(connection.understood(answer).await?.map(|Static(account)| account))
}

/// A device's last anchor.
pub async fn anchor(
	connection: &Connection,
	at: &At,
	device: &AccountId,
) -> Result<Option<Anchor>, ChainError> {
	let found = value(connection, at, atous::storage().flags().anchors(), (*device,)).await?;
	Ok(found.map(|anchor| Anchor { size: anchor.size, root: anchor.root, block: anchor.block }))
}

/// What a task would cost.
pub async fn quote(
	connection: &Connection,
	at: &At,
	header: &TaskHeader,
	requester: Option<&AccountId>,
) -> Result<Quote, ChainError> {
	let question =
		atous::runtime_apis().atous_api().quote(Static(header.clone()), requester.copied());
	let answer = at.runtime_apis().call(question).await;
	match connection.understood(answer).await? {
		Ok(Static(quote)) => Ok(quote),
		Err(Static(QuoteError::Header(why))) => Err(ChainError::Header(why)),
		Err(Static(QuoteError::NoSuchContract)) => Err(ChainError::NoSuchContract),
		Err(Static(QuoteError::WindowOutOfRange)) => Err(ChainError::WindowOutOfRange),
	}
}

/// Devices whose standing offers fit a header at a price, whatever they are
/// doing now; the first [`MOST_OFFERS`] devices are looked at.
pub async fn fitting(
	connection: &Connection,
	at: &At,
	header: &TaskHeader,
	price: Price,
) -> Result<Vec<AccountId>, ChainError> {
	let entries = at.storage().iter(atous::storage().tasks().workers(), ()).await;
	let mut entries = connection.understood(entries).await?;
	let mut devices = Vec::new();
	for _ in 0..MOST_OFFERS {
		let Some(entry) = entries.next().await else { break };
		let entry = connection.understood(entry).await?;
		let Some(offer) = connection.understood(entry.value().decode()).await?.offer else {
			continue;
		};
		let Static(spec) = offer.spec;
		if spec.fits(header, price, spec.cores, spec.memory_mib) {
			let key = entry.key().and_then(|key| key.decode());
			devices.push(connection.understood(key).await?.0);
		}
	}
	Ok(devices)
}

/// The address at which peers reach a device's store.
pub async fn address(
	connection: &Connection,
	at: &At,
	device: &AccountId,
) -> Result<Option<String>, ChainError> {
	let found = value(connection, at, atous::storage().tasks().peers(), (*device,)).await?;
	// The pallet accepts UTF-8 alone; anything else is of no use.
	Ok(found.and_then(|bytes| String::from_utf8(bytes.0).ok()))
}

/// A task.
pub async fn task(
	connection: &Connection,
	at: &At,
	id: TaskId,
) -> Result<Option<Task>, ChainError> {
	let found = value(connection, at, atous::storage().tasks().tasks(), (id,)).await?;
	Ok(found.map(|task| own(id, task)))
}

fn own(id: TaskId, task: chain::Task<AccountId>) -> Task {
	let copy = |copy: chain::Assignment<AccountId>| TaskCopy {
		device: copy.device,
		phase: copy.phase.0,
		commitment: copy.commitment,
		tag: copy.tag,
		by: copy.commit_by,
		paid: copy.paid,
		examined: copy.examined,
	};
	let by_requester = matches!(task.header.0.verification, Verification::Requester { .. });
	Task {
		id,
		requester: task.requester,
		sealed: by_requester && matches!(task.plan, Plan::Delivery { .. }),
		header: task.header.0,
		phase: task.phase.0,
		price: task.price,
		arrived: task.arrived,
		ends_by: task.ends_by,
		stage_by: task.stage_by,
		needed: task.needed,
		judges: task.judges,
		copies: task.copies.0.into_iter().map(copy).collect(),
		outcome: task.outcome.map(|Static(outcome)| outcome),
	}
}
