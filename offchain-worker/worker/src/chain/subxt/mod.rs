//! The chain over JSON-RPC, by subxt and the committed metadata.
//!
//! Only this folder knows the metadata. One [`Node`] is one address; it connects
//! when it is first asked, again after the connection is lost, and believes what
//! the node says: use your own.

mod connection;
mod generated;
mod read;
mod refusal;
mod send;

use super::{
	client::{ChainClient, Heads, Included, Signer},
	AccountId, Anchor, Call, ChainError, Identity, Snapshot, Task,
};
use ::subxt::{client::OnlineClientAtBlockImpl, utils::H256, SubstrateConfig};
use async_trait::async_trait;
use atous_primitives::{
	views::{AccountView, Quote},
	Price, TaskHeader, TaskId,
};
use connection::Connection;
use futures::{stream::BoxStream, StreamExt};
use generated::atous;
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc,
	},
};

/// A client at one block.
type At = ::subxt::client::ClientAtBlock<SubstrateConfig, OnlineClientAtBlockImpl<SubstrateConfig>>;

/// A node at one address.
pub struct Node {
	url: String,
	connection: tokio::sync::Mutex<Option<Arc<Connection>>>,
	/// Own requests that have ended in a final block: they never change again.
	ended: Mutex<BTreeMap<TaskId, Task>>,
	nonces: send::Nonces,
	/// The last runtime version that was found to be what this binary knows.
	known: AtomicU32,
}

impl Node {
	/// The node at `url`; nothing is asked of it yet.
	pub fn new(url: &str) -> Self {
		Self {
			url: url.to_owned(),
			connection: Default::default(),
			ended: Default::default(),
			nonces: Default::default(),
			known: AtomicU32::new(0),
		}
	}

	/// The connection, made where there is none.
	async fn connection(&self) -> Result<Arc<Connection>, ChainError> {
		let mut held = self.connection.lock().await;
		if let Some(connection) = held.as_ref().filter(|connection| !connection.is_lost()) {
			return Ok(connection.clone());
		}
		let connection = Arc::new(Connection::open(&self.url).await?);
		*held = Some(connection.clone());
		Ok(connection)
	}

	/// A client at the best block, whatever its runtime.
	async fn newest(&self) -> Result<(Arc<Connection>, At), ChainError> {
		let connection = self.connection().await?;
		let heads = connection.heads().await?;
		let at = connection.at(heads.best).await?;
		Ok((connection, at))
	}

	/// A client at the best block, of the runtime this binary knows.
	async fn best(&self) -> Result<(Arc<Connection>, At), ChainError> {
		let (connection, at) = self.newest().await?;
		self.ensure_known(&at)?;
		Ok((connection, at))
	}

	/// Whether the runtime at a block is what this binary knows. A chain may get another
	/// one at any time, and what is sent then must not mean something else there.
	fn ensure_known(&self, at: &At) -> Result<(), ChainError> {
		let version = at.spec_version();
		if self.known.load(Ordering::Relaxed) != version {
			generated::compare(at.metadata_ref(), version)?;
			self.known.store(version, Ordering::Relaxed);
		}
		Ok(())
	}
}

fn h256(hash: [u8; 32]) -> H256 {
	H256(hash)
}

#[async_trait]
impl ChainClient for Node {
	async fn identity(&self) -> Result<Identity, ChainError> {
		let (connection, at) = self.newest().await?;
		let name = connection.ask(connection.rpc.system_chain()).await?;
		let kind = connection.ask(connection.chain_type()).await?;
		let genesis = connection.api.genesis_hash().0;
		Ok(Identity { genesis, name, kind, spec_version: at.spec_version() })
	}

	async fn check_metadata(&self) -> Result<(), ChainError> {
		self.best().await.map(drop)
	}

	async fn follow(&self) -> Result<BoxStream<'static, Result<Heads, ChainError>>, ChainError> {
		let connection = self.connection().await?;
		let best = connection.ask(connection.rpc.chain_subscribe_new_heads()).await?;
		let last = connection.ask(connection.rpc.chain_subscribe_finalized_heads()).await?;
		let news = futures::stream::select(best, last);
		let state = (connection, news, Heads::default());
		let stream =
			futures::stream::unfold(state, |(connection, mut news, mut known)| async move {
				loop {
					match news.next().await? {
						Err(why) => {
							let why = connection.lost(&why);
							return Some((Err(why), (connection, news, known)));
						}
						// The notice says that something is new; the question what.
						Ok(_) => match connection.heads().await {
							Ok(heads) if heads == known => {}
							Ok(heads) => {
								known = heads;
								return Some((Ok(heads), (connection, news, known)));
							}
							Err(why) => return Some((Err(why), (connection, news, known))),
						},
					}
				}
			});
		Ok(stream.boxed())
	}

	async fn heads(&self) -> Result<Heads, ChainError> {
		self.connection().await?.heads().await
	}

	async fn snapshot(
		&self,
		device: &AccountId,
		heads: Heads,
		known: &[TaskId],
	) -> Result<Snapshot, ChainError> {
		let connection = self.connection().await?;
		let best = connection.at(heads.best).await?;
		self.ensure_known(&best)?;
		let last = connection.at(heads.finalized).await?;
		let reader = read::Reader { connection: &connection, ended: &self.ended };
		reader.snapshot(device, heads, known, &best, &last).await
	}

	async fn account(
		&self,
		device: &AccountId,
	) -> Result<Option<AccountView<AccountId>>, ChainError> {
		let (connection, at) = self.best().await?;
		read::account(&connection, &at, device).await
	}

	async fn task(&self, task: TaskId) -> Result<Option<Task>, ChainError> {
		let (connection, at) = self.best().await?;
		read::task(&connection, &at, task).await
	}

	async fn quote(
		&self,
		header: &TaskHeader,
		requester: Option<&AccountId>,
	) -> Result<Quote, ChainError> {
		let (connection, at) = self.best().await?;
		read::quote(&connection, &at, header, requester).await
	}

	async fn fitting_owners(
		&self,
		header: &TaskHeader,
		price: Price,
		requester: &AccountId,
		enough: usize,
	) -> Result<usize, ChainError> {
		let (connection, at) = self.best().await?;
		let own = read::account(&connection, &at, requester).await?.map(|account| account.owner);
		let mut owners: BTreeSet<AccountId> = BTreeSet::new();
		for device in read::fitting(&connection, &at, header, price).await? {
			if owners.len() >= enough {
				break;
			}
			let account = read::account(&connection, &at, &device).await?;
			owners.extend(account.map(|account| account.owner).filter(|who| Some(*who) != own));
		}
		Ok(owners.len())
	}

	async fn address_of(&self, device: &AccountId) -> Result<Option<String>, ChainError> {
		let (connection, at) = self.best().await?;
		read::address(&connection, &at, device).await
	}

	async fn anchor_of(&self, device: &AccountId) -> Result<Option<Anchor>, ChainError> {
		let (connection, at) = self.best().await?;
		read::anchor(&connection, &at, device).await
	}

	async fn least_bond(&self) -> Result<u128, ChainError> {
		let (connection, at) = self.best().await?;
		let params = at.constants().entry(atous::constants().credit().params());
		Ok(connection.understood(params).await?.min_bond)
	}

	async fn funds_of(&self, account: &AccountId) -> Result<u128, ChainError> {
		let (connection, at) = self.best().await?;
		let address = atous::storage().system().account();
		let value = connection.understood(at.storage().fetch(address, (*account,)).await).await?;
		Ok(connection.understood(value.decode()).await?.data.free)
	}

	async fn time_ms(&self) -> Result<u64, ChainError> {
		let (connection, at) = self.best().await?;
		let address = atous::storage().timestamp().now();
		let value = connection.understood(at.storage().fetch(address, ()).await).await?;
		connection.understood(value.decode()).await
	}

	async fn settle_pending(&self, account: &AccountId) -> Result<(), ChainError> {
		self.wait_for_pool(account).await
	}

	async fn submit(&self, signer: &Signer, call: &Call) -> Result<Included, ChainError> {
		self.sign_and_send(signer, call).await
	}
}
