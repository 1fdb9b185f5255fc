//! One connection: it reconnects by itself for a moment, and then is lost.

use super::{h256, At};
use crate::chain::{BlockId, ChainError, Heads};
use ::subxt::{
	backend::LegacyBackend,
	config::{substrate::SubstrateHeader, Header, RpcConfigFor},
	error::{ConstantError, ExtrinsicError, RuntimeApiError, StorageError},
	rpcs::{
		client::reconnecting_rpc_client::{FixedInterval, RpcClient as Reconnecting},
		methods::legacy::LegacyRpcMethods,
		RpcClient,
	},
	utils::H256,
	OnlineClient, SubstrateConfig,
};
use std::{
	future::Future,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Duration,
};

/// Pause between attempts to reconnect, milliseconds.
const RETRY_MS: u64 = 250;
/// Attempts before the connection counts as lost: two seconds, about a block.
const RETRIES: usize = 8;
/// How long a node may take to answer one question.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);

/// A header of the chain.
pub type BlockHeader = SubstrateHeader<H256>;

/// One connection.
pub struct Connection {
	pub url: String,
	pub api: OnlineClient<SubstrateConfig>,
	pub rpc: LegacyRpcMethods<RpcConfigFor<SubstrateConfig>>,
	lost: AtomicBool,
}

impl Connection {
	/// Connect, and learn the genesis hash.
	pub async fn open(url: &str) -> Result<Self, ChainError> {
		let unreachable =
			|why: String| ChainError::Unreachable { url: url.to_owned(), reason: why };
		let client = Reconnecting::builder()
			.retry_policy(FixedInterval::from_millis(RETRY_MS).take(RETRIES))
			.request_timeout(ANSWER_WITHIN)
			.connection_timeout(ANSWER_WITHIN)
			.build(url)
			.await
			.map_err(|why| unreachable(why.to_string()))?;
		let client = RpcClient::new(client);
		let backend = LegacyBackend::builder().build(client.clone());
		let api = OnlineClient::from_backend(Arc::new(backend));
		let api = tokio::time::timeout(ANSWER_WITHIN, api)
			.await
			.map_err(|_| unreachable("it did not answer in time".into()))?
			.map_err(|why| unreachable(why.to_string()))?;
		let rpc = LegacyRpcMethods::new(client);
		Ok(Self { url: url.to_owned(), api, rpc, lost: AtomicBool::new(false) })
	}

	/// Whether the connection is lost for good.
	pub fn is_lost(&self) -> bool {
		self.lost.load(Ordering::Acquire)
	}

	/// Note that the connection is lost, and say so.
	pub fn lost(&self, why: &dyn std::fmt::Display) -> ChainError {
		self.lost.store(true, Ordering::Release);
		ChainError::Unreachable { url: self.url.clone(), reason: why.to_string() }
	}

	/// One question, within its time.
	pub async fn ask<T>(
		&self,
		question: impl Future<Output = Result<T, ::subxt::rpcs::Error>>,
	) -> Result<T, ChainError> {
		match tokio::time::timeout(ANSWER_WITHIN, question).await {
			Ok(Ok(answer)) => Ok(answer),
			Ok(Err(::subxt::rpcs::Error::User(why))) => {
				Err(ChainError::Malformed(format!("{} ({})", why.message, why.code)))
			}
			Ok(Err(::subxt::rpcs::Error::Deserialization(why))) => {
				Err(ChainError::Malformed(why.to_string()))
			}
			Ok(Err(why)) => Err(self.lost(&why)),
			Err(_) => Err(self.lost(&"it did not answer in time")),
		}
	}

	/// Whether the chain is for development; a method of its own because subxt's
	/// answer is a plain word, while a custom type is an object.
	pub async fn chain_type(&self) -> Result<String, ::subxt::rpcs::Error> {
		self.rpc.system_chain_type().await
	}

	/// The two heads now.
	pub async fn heads(&self) -> Result<Heads, ChainError> {
		let best = self.ask(self.rpc.chain_get_block_hash(None)).await?;
		let best = best.ok_or_else(|| ChainError::Malformed("no best block".into()))?;
		let finalized = self.ask(self.rpc.chain_get_finalized_head()).await?;
		let best = self.block(best).await?;
		let finalized = self.block(finalized).await?;
		Ok(Heads { best, finalized })
	}

	async fn block(&self, hash: H256) -> Result<BlockId, ChainError> {
		let header = self.header(hash).await?;
		let number = u32::try_from(header.number())
			.map_err(|_| ChainError::Malformed("a block number beyond 32 bits".into()))?;
		Ok(BlockId { number, hash: hash.0 })
	}

	/// The header of a block.
	pub async fn header(&self, hash: H256) -> Result<BlockHeader, ChainError> {
		self.ask(self.rpc.chain_get_header(Some(hash)))
			.await?
			.ok_or_else(|| ChainError::Malformed(format!("no header of block {hash:?}")))
	}

	/// A client at one block.
	pub async fn at(&self, block: BlockId) -> Result<At, ChainError> {
		let at = self.api.at_block_hash_and_number(h256(block.hash), u64::from(block.number));
		match tokio::time::timeout(ANSWER_WITHIN, at).await {
			Ok(at) => self.understood(at).await,
			Err(_) => Err(self.lost(&"it did not answer in time")),
		}
	}

	/// Tell a node that is away from an answer that makes no sense: ask it
	/// something that always does.
	pub async fn understood<T, E: Into<::subxt::Error>>(
		&self,
		answer: Result<T, E>,
	) -> Result<T, ChainError> {
		let why = match answer {
			Ok(answer) => return Ok(answer),
			Err(why) => why.into(),
		};
		if is_other_metadata(&why) {
			return Err(ChainError::Metadata(format!(
				"The chain's runtime changed while this program ran ({why})."
			)));
		}
		self.ask(self.rpc.system_chain()).await?;
		Err(ChainError::Malformed(why.to_string()))
	}
}

fn is_other_metadata(why: &::subxt::Error) -> bool {
	use ::subxt::Error;
	matches!(
		why,
		Error::StorageError(StorageError::IncompatibleCodegen)
			| Error::ExtrinsicError(ExtrinsicError::IncompatibleCodegen)
			| Error::RuntimeApiError(RuntimeApiError::IncompatibleCodegen)
			| Error::ConstantError(ConstantError::IncompatibleCodegen)
	)
}
