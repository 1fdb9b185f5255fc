//! A chain in memory, for tests: blocks are made by the test, forks too.

use super::{
	client::{ChainClient, Heads, Included, Signer},
	market::{State, PRICE, WINDOW},
	AccountId, Anchor, BlockId, Call, ChainError, Identity, Snapshot, Task,
};
use async_trait::async_trait;
use atous_primitives::{
	outcome::sha256,
	views::{AccountView, Quote},
	Price, TaskHeader, TaskId,
};
use futures::{stream::BoxStream, StreamExt};
use parking_lot::Mutex;
use std::collections::BTreeSet;
use tokio::sync::{oneshot, watch};

/// Blocks the finalised head lies behind the best one.
pub const FINALITY_LAG: usize = 2;

type Waiting = (AccountId, Call, oneshot::Sender<Result<Included, ChainError>>);

/// A chain in memory.
pub struct Double {
	inner: Mutex<Inner>,
	heads: watch::Sender<Heads>,
}

struct Inner {
	blocks: Vec<State>,
	pool: Vec<Waiting>,
	calls: Vec<(AccountId, Call)>,
	reachable: bool,
	identity: Identity,
}

impl Default for Double {
	fn default() -> Self {
		let identity = Identity {
			genesis: [7; 32],
			name: "Double".into(),
			kind: "Development".into(),
			spec_version: 1,
		};
		let inner = Inner {
			blocks: vec![State::default()],
			pool: Vec::new(),
			calls: Vec::new(),
			reachable: true,
			identity,
		};
		Self { inner: Mutex::new(inner), heads: watch::Sender::new(Heads::default()) }
	}
}

impl Double {
	/// Change the newest state behind the chain's back.
	pub fn edit(&self, with: impl FnOnce(&mut State)) {
		let mut inner = self.inner.lock();
		with(inner.blocks.last_mut().expect("there is always a block"));
	}

	/// The newest state.
	pub fn state(&self) -> State {
		self.inner.lock().blocks.last().expect("there is always a block").clone()
	}

	/// Calls that were included, in their order.
	pub fn calls(&self) -> Vec<(AccountId, Call)> {
		self.inner.lock().calls.clone()
	}

	/// Let the node be reached or not.
	pub fn set_reachable(&self, reachable: bool) {
		self.inner.lock().reachable = reachable;
	}

	/// Make a block of everything in the pool.
	pub fn make_block(&self) {
		let mut inner = self.inner.lock();
		let mut state = inner.blocks.last().expect("there is always a block").clone();
		state.begin_block();
		let number = inner.blocks.len();
		let pool = std::mem::take(&mut inner.pool);
		let mut answers = Vec::new();
		for (who, call, answer) in pool {
			let result = state.dispatch(&who, &call);
			if result.is_ok() {
				inner.calls.push((who, call));
			}
			answers.push((answer, result));
		}
		inner.blocks.push(state);
		let heads = inner.heads();
		drop(inner);
		for (answer, result) in answers {
			let result =
				result.map(|task| Included { block: block_id(number), task }).map_err(|error| {
					ChainError::Refused {
						pallet: "Tasks".into(),
						error: error.into(),
						docs: String::new(),
					}
				});
			let _ = answer.send(result);
		}
		self.heads.send_replace(heads);
	}

	fn reachable(&self) -> Result<parking_lot::MutexGuard<'_, Inner>, ChainError> {
		let inner = self.inner.lock();
		if inner.reachable {
			Ok(inner)
		} else {
			Err(ChainError::Unreachable { url: "double".into(), reason: "switched off".into() })
		}
	}
}

impl Inner {
	fn heads(&self) -> Heads {
		let best = self.blocks.len() - 1;
		let finalized = best.saturating_sub(FINALITY_LAG);
		Heads { best: block_id(best), finalized: block_id(finalized) }
	}

	fn state(&self) -> &State {
		self.blocks.last().expect("there is always a block")
	}
}

fn block_id(number: usize) -> BlockId {
	BlockId { number: number as u32, hash: sha256(&[&number.to_le_bytes()]) }
}

#[async_trait]
impl ChainClient for Double {
	async fn identity(&self) -> Result<Identity, ChainError> {
		Ok(self.reachable()?.identity.clone())
	}

	async fn check_metadata(&self) -> Result<(), ChainError> {
		self.reachable().map(|_| ())
	}

	async fn follow(&self) -> Result<BoxStream<'static, Result<Heads, ChainError>>, ChainError> {
		drop(self.reachable()?);
		let mut heads = self.heads.subscribe();
		heads.mark_changed();
		let stream = futures::stream::unfold(heads, |mut heads| async move {
			heads.changed().await.ok()?;
			let now = *heads.borrow_and_update();
			Some((Ok(now), heads))
		});
		Ok(stream.boxed())
	}

	async fn heads(&self) -> Result<Heads, ChainError> {
		Ok(self.reachable()?.heads())
	}

	async fn snapshot(
		&self,
		device: &AccountId,
		heads: Heads,
		known: &[TaskId],
	) -> Result<Snapshot, ChainError> {
		let inner = self.reachable()?;
		let state = &inner.blocks[heads.best.number as usize];
		let finalized = &inner.blocks[heads.finalized.number as usize];
		let of = |state: &State, wanted: &dyn Fn(&Task) -> bool| {
			let tasks = state.tasks.values().filter(|task| wanted(task));
			tasks.map(|task| (task.id, task.clone())).collect()
		};
		let mine = |task: &Task| {
			let live = task.copy_of(device).is_some() && !task.phase.is_final();
			live || (known.contains(&task.id) && task.copy_of(device).is_some())
		};
		Ok(Snapshot {
			best: heads.best,
			finalized: heads.finalized,
			served: state.served,
			account: state.accounts.get(device).cloned(),
			offer: state.offers.get(device).cloned(),
			address: state.addresses.get(device).cloned(),
			anchor: state.anchors.get(device).copied(),
			assigned: of(state, &mine),
			finalized_tasks: of(finalized, &mine),
			requested: of(state, &|task| task.requester == *device),
		})
	}

	async fn account(
		&self,
		device: &AccountId,
	) -> Result<Option<AccountView<AccountId>>, ChainError> {
		Ok(self.reachable()?.state().accounts.get(device).cloned())
	}

	async fn task(&self, task: TaskId) -> Result<Option<Task>, ChainError> {
		Ok(self.reachable()?.state().tasks.get(&task).cloned())
	}

	async fn quote(
		&self,
		header: &TaskHeader,
		_requester: Option<&AccountId>,
	) -> Result<Quote, ChainError> {
		header.validate().map_err(ChainError::Header)?;
		let inner = self.reachable()?;
		let fits = |offer: &super::Offer| {
			offer.spec.fits(header, PRICE, offer.spec.cores, offer.spec.memory_mib)
		};
		let eligible = inner.state().offers.values().filter(|offer| fits(offer)).count();
		Ok(Quote {
			price: PRICE,
			escrow: i128::from(PRICE) * 2 * i128::from(header.work_limit) / 1_000_000_000,
			queue_place: 0,
			eligible: eligible as u32,
			expected_blocks: WINDOW,
			least_deadline: 3 * WINDOW,
			deposit: 0,
			urgency: 0,
			queue_exact: true,
			offers: inner.state().offers.len() as u32,
			sampled: inner.state().offers.len() as u32,
			starts_in: Some(1),
		})
	}

	async fn fitting_owners(
		&self,
		header: &TaskHeader,
		price: Price,
		requester: &AccountId,
		enough: usize,
	) -> Result<usize, ChainError> {
		let inner = self.reachable()?;
		let state = inner.state();
		let owner = |device: &AccountId| state.accounts.get(device).map(|account| account.owner);
		let fits = |offer: &super::Offer| {
			offer.spec.fits(header, price, offer.spec.cores, offer.spec.memory_mib)
		};
		let fitting = state.offers.iter().filter(|(_, offer)| fits(offer));
		let owners: BTreeSet<_> = fitting.filter_map(|(device, _)| owner(device)).collect();
		Ok(owners.iter().filter(|who| Some(**who) != owner(requester)).take(enough).count())
	}

	async fn address_of(&self, device: &AccountId) -> Result<Option<String>, ChainError> {
		Ok(self.reachable()?.state().addresses.get(device).cloned())
	}

	async fn anchor_of(&self, device: &AccountId) -> Result<Option<Anchor>, ChainError> {
		Ok(self.reachable()?.state().anchors.get(device).copied())
	}

	async fn least_bond(&self) -> Result<u128, ChainError> {
		Ok(1_000_000_000_000)
	}

	async fn funds_of(&self, _account: &AccountId) -> Result<u128, ChainError> {
		Ok(1_000_000_000_000_000)
	}

	async fn time_ms(&self) -> Result<u64, ChainError> {
		Ok(0)
	}

	async fn settle_pending(&self, _account: &AccountId) -> Result<(), ChainError> {
		Ok(())
	}

	async fn submit(&self, signer: &Signer, call: &Call) -> Result<Included, ChainError> {
		let (answer, wait) = oneshot::channel();
		self.reachable()?.pool.push((signer.account(), call.clone(), answer));
		wait.await.map_err(|_| ChainError::TimedOut)?
	}
}
