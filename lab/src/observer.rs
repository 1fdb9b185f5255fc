//! The chain as any generic client sees it: JSON-RPC and dynamic queries, with
//! nothing of Atous compiled in but the shapes of its answers.

use anyhow::{bail, Context, Result};
use atous_primitives::{
	views::{AccountView, Quote, TaskView},
	Credit, TaskHeader, TaskId,
};
use serde::de::DeserializeOwned;
use std::time::{Duration, Instant};
use subxt::{
	dynamic::{self, At, Value},
	rpcs::{client::RpcParams, RpcClient},
	OnlineClient, PolkadotConfig,
};

/// A connection to a node.
#[derive(Clone)]
pub struct Observer {
	rpc: RpcClient,
	client: OnlineClient<PolkadotConfig>,
}

impl Observer {
	/// Connect to `url`.
	pub async fn connect(url: &str) -> Result<Self> {
		let rpc = RpcClient::from_insecure_url(url)
			.await
			.with_context(|| format!("connecting to {url}"))?;
		let client = OnlineClient::from_rpc_client(rpc.clone())
			.await
			.with_context(|| format!("reading the metadata of {url}"))?;
		Ok(Self { rpc, client })
	}

	/// The client, for queries of one's own.
	pub fn client(&self) -> &OnlineClient<PolkadotConfig> {
		&self.client
	}

	/// A device's account, by its address.
	pub async fn account(&self, device: &str) -> Result<AccountView<String>> {
		let mut params = RpcParams::new();
		params.push(device)?;
		let view: Option<_> = self.ask("atous_account", params).await?;
		view.with_context(|| format!("{device} is not enrolled"))
	}

	/// A task.
	pub async fn task(&self, id: TaskId) -> Result<Option<TaskView<String>>> {
		let mut params = RpcParams::new();
		params.push(id)?;
		self.ask("atous_task", params).await
	}

	/// What a task would cost, and whether anyone could take it.
	pub async fn quote(&self, header: &TaskHeader, requester: &str) -> Result<Quote> {
		let mut params = RpcParams::new();
		params.push(header)?;
		params.push(requester)?;
		self.ask("atous_quote", params).await
	}

	async fn ask<R: DeserializeOwned>(&self, method: &str, params: RpcParams) -> Result<R> {
		self.rpc.request(method, params).await.with_context(|| format!("asking {method}"))
	}

	/// Wait until what is the best block now is final. The dynamic queries here read
	/// the final block, the answers of `atous_*` the best one.
	pub async fn catch_up(&self) -> Result<()> {
		let header: serde_json::Value = self.ask("chain_getHeader", RpcParams::new()).await?;
		let best = header["number"].as_str().and_then(|text| text.strip_prefix("0x"));
		let best = best.and_then(|digits| u64::from_str_radix(digits, 16).ok());
		let best = best.with_context(|| format!("no block number in {header}"))?;
		self.wait_for("the finality of a block", Duration::from_secs(60), |chain| async move {
			let at = chain.client.at_current_block().await?;
			Ok((at.block_number() >= best).then_some(()))
		})
		.await
	}

	/// What the commons hold, in micro-credits, in the final block.
	pub async fn commons(&self) -> Result<Credit> {
		let at = self.client.at_current_block().await?;
		let books = dynamic::storage::<(), Value>("Credit", "Books");
		match at.storage().try_fetch(books, ()).await? {
			Some(books) => {
				let books: Value = books.decode()?;
				let totals = books.at("totals").with_context(|| format!("no totals in {books}"))?;
				number(totals, "commons")
			}
			None => Ok(0),
		}
	}

	/// Sum of every balance, of what is unvested, and of the commons: zero, or the books are wrong. Ask when
	/// nothing is being settled: the two are read one after the other.
	pub async fn books(&self) -> Result<Credit> {
		self.catch_up().await?;
		let mut sum = self.commons().await?;
		let at = self.client.at_current_block().await?;
		let storage = at.storage();
		let accounts = dynamic::storage::<([u8; 32],), Value>("Credit", "Accounts");
		let mut accounts = storage.iter(accounts, ()).await?;
		while let Some(account) = accounts.next().await {
			let account: Value = account?.value().decode()?;
			sum += number(&account, "balance")? + number(&account, "unvested")?;
		}
		Ok(sum)
	}

	/// Size of a device's last anchored flag log; zero if it has anchored none.
	pub async fn anchored(&self, device: [u8; 32]) -> Result<u64> {
		let at = self.client.at_current_block().await?;
		let anchors = dynamic::storage::<([u8; 32],), Value>("Flags", "Anchors");
		match at.storage().try_fetch(anchors, (device,)).await? {
			Some(anchor) => Ok(number(&anchor.decode()?, "size")? as u64),
			None => Ok(0),
		}
	}

	/// Wait until `check` gives something, asking at every half second.
	pub async fn wait_for<R, F, Fut>(&self, what: &str, limit: Duration, mut check: F) -> Result<R>
	where
		F: FnMut(Self) -> Fut,
		Fut: std::future::Future<Output = Result<Option<R>>>,
	{
		let until = Instant::now() + limit;
		loop {
			if let Some(found) = check(self.clone()).await? {
				return Ok(found);
			}
			if Instant::now() > until {
				bail!("{what} did not happen within {} s", limit.as_secs());
			}
			tokio::time::sleep(Duration::from_millis(500)).await;
		}
	}

	/// Wait until a task has ended, and say how.
	pub async fn ended(&self, id: TaskId, limit: Duration) -> Result<TaskView<String>> {
		self.wait_for(&format!("the end of task {id}"), limit, |chain| async move {
			let task = chain.task(id).await?;
			Ok(task.filter(|task| task.phase.is_final()))
		})
		.await
	}
}

/// The whole number under `field`.
fn number(value: &Value, field: &str) -> Result<Credit> {
	let found = value.at(field).with_context(|| format!("no {field} in {value}"))?;
	let signed = found.as_i128();
	let unsigned = || found.as_u128().and_then(|n| i128::try_from(n).ok());
	signed.or_else(unsigned).with_context(|| format!("{field} of {value} is no number"))
}
