//! Sending: signed once, the same bytes as often as it takes, the effect once.

// The errors of subxt are large and are not ours; here they are seldom and soon gone.
#![allow(clippy::result_large_err)]

use super::{
	connection::Connection,
	generated::atous,
	h256,
	refusal::{of_call, of_pool, Pool},
	At, Node,
};
use crate::chain::{
	client::{Included, Signer},
	AccountId, BlockId, Call, ChainError,
};
use ::subxt::{
	config::{DefaultExtrinsicParamsBuilder, Header},
	events::Phase,
	rpcs::methods::legacy::TransactionStatus,
	tx::Payload,
	utils::{Static, H256},
	SubstrateConfig,
};
use atous::runtime_types::{
	bounded_collections::bounded_vec::BoundedVec, sp_runtime::MultiSignature,
};
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// Blocks within which a transaction is included or never: two minutes, a power
/// of two as the era's encoding wants it.
const MORTALITY: u32 = 64;
/// Time between two looks at the chain for a transaction nobody tells of.
const LOOK: Duration = Duration::from_secs(2);
/// How long a nonce that was just used is remembered against a node that has
/// not counted it yet.
const REMEMBERED: Duration = Duration::from_secs(6);
/// How long a node that is away is waited for while a call is under way.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long transactions of an earlier run are waited for.
const SETTLE: Duration = Duration::from_secs(30);

/// Nonces: the node's count, and what was used since. Held while one is taken
/// and its transaction handed to the pool, so that two calls never share one.
#[derive(Default)]
pub struct Nonces {
	next: tokio::sync::Mutex<BTreeMap<AccountId, (u64, Instant)>>,
}

/// A signed transaction.
struct Signed {
	bytes: Vec<u8>,
	nonce: u64,
	/// Block number it was signed on; it is void `MORTALITY` blocks later.
	birth: u32,
}

/// What was learned of a transaction.
enum Fate {
	/// It stands in this block, at this index.
	InBlock(H256, u32),
	/// Nothing yet.
	Unknown,
	/// It can no longer be included.
	Void,
}

impl Node {
	/// Sign, send and see into a block.
	pub(super) async fn sign_and_send(
		&self,
		signer: &Signer,
		call: &Call,
	) -> Result<Included, ChainError> {
		let connection = self.connection().await?;
		let mut nonces = self.nonces.next.lock().await;
		let account = signer.account();
		let signed = self.sign(&connection, &nonces, signer, call).await?;
		let subscription = connection.rpc.author_submit_and_watch_extrinsic(&signed.bytes).await;
		let mut watch = match subscription {
			Ok(watch) => {
				nonces.insert(account, (signed.nonce + 1, Instant::now()));
				Some(watch)
			}
			Err(::subxt::rpcs::Error::User(why)) => {
				nonces.remove(&account);
				let at = connection.at(connection.heads().await?.best).await?;
				match of_pool(&at, &why) {
					Pool::HasIt => None,
					Pool::Stale => return Err(ChainError::TimedOut),
					Pool::Refused(why) => return Err(why),
				}
			}
			// It may have arrived all the same.
			Err(_) => None,
		};
		drop(nonces);
		while let Some(Ok(status)) = next(&mut watch).await {
			match status {
				TransactionStatus::InBlock(block) | TransactionStatus::Finalized(block) => {
					if let Some(index) = find(&connection, block, &signed).await? {
						return outcome(&connection, block, index).await;
					}
				}
				TransactionStatus::Future
				| TransactionStatus::Ready
				| TransactionStatus::Broadcast(_)
				| TransactionStatus::Retracted(_) => {}
				// These are what a node believes, not what has happened.
				TransactionStatus::FinalityTimeout(_)
				| TransactionStatus::Usurped(_)
				| TransactionStatus::Dropped
				| TransactionStatus::Invalid => break,
			}
		}
		self.nonces.next.lock().await.remove(&account);
		self.pursue(&signed).await
	}

	/// Nobody tells of the transaction any more: look for it in the chain, and
	/// send the same bytes again, until it stands in a block or is void. A node
	/// that is away is waited for.
	async fn pursue(&self, signed: &Signed) -> Result<Included, ChainError> {
		let mut looked = signed.birth;
		let mut answered = Instant::now();
		loop {
			match self.attempt(signed, &mut looked).await {
				Ok(Some(included)) => return Ok(included),
				Ok(None) => answered = Instant::now(),
				Err(ChainError::Unreachable { .. }) if answered.elapsed() < PATIENCE => {}
				Err(why) => return Err(why),
			}
			tokio::time::sleep(LOOK).await;
		}
	}

	/// Look once, and send once.
	async fn attempt(
		&self,
		signed: &Signed,
		looked: &mut u32,
	) -> Result<Option<Included>, ChainError> {
		let connection = self.connection().await?;
		match search(&connection, signed, looked).await? {
			Fate::InBlock(block, index) => {
				return outcome(&connection, block, index).await.map(Some)
			}
			Fate::Void => return Err(ChainError::TimedOut),
			Fate::Unknown => {}
		}
		let sent = connection.rpc.author_submit_extrinsic(&signed.bytes).await;
		let Err(::subxt::rpcs::Error::User(why)) = sent else { return Ok(None) };
		let at = connection.at(connection.heads().await?.best).await?;
		let Pool::Refused(why) = of_pool(&at, &why) else { return Ok(None) };
		// It may have been included between the look and the sending.
		match search(&connection, signed, looked).await? {
			Fate::InBlock(block, index) => outcome(&connection, block, index).await.map(Some),
			_ => Err(why),
		}
	}

	/// Wait until no transaction of `account` is left in the node's pool.
	pub(super) async fn wait_for_pool(&self, account: &AccountId) -> Result<(), ChainError> {
		let begun = Instant::now();
		loop {
			let (connection, at) = self.best().await?;
			let counted = connection.understood(at.tx().account_nonce(account).await).await?;
			let next = connection.ask(connection.rpc.system_account_next_index(account)).await?;
			if next <= counted {
				return Ok(());
			}
			if begun.elapsed() > SETTLE {
				return Err(ChainError::TimedOut);
			}
			tokio::time::sleep(LOOK).await;
		}
	}
}

type Watch = ::subxt::rpcs::client::RpcSubscription<TransactionStatus<H256>>;

async fn next(
	watch: &mut Option<Watch>,
) -> Option<Result<TransactionStatus<H256>, ::subxt::rpcs::Error>> {
	match watch {
		// A block every two seconds: a minute of silence is no progress.
		Some(watch) => tokio::time::timeout(Duration::from_secs(60), watch.next()).await.ok()?,
		None => None,
	}
}

/// Sign on the finalised block: its hash is known on every fork.
impl Node {
	async fn sign(
		&self,
		connection: &Arc<Connection>,
		nonces: &BTreeMap<AccountId, (u64, Instant)>,
		signer: &Signer,
		call: &Call,
	) -> Result<Signed, ChainError> {
		let account = signer.account();
		let counted = connection.ask(connection.rpc.system_account_next_index(&account)).await?;
		let fresh = |(_, used): &&(u64, Instant)| used.elapsed() < REMEMBERED;
		let nonce =
			nonces.get(&account).filter(fresh).map_or(counted, |(next, _)| counted.max(*next));
		let base = connection.heads().await?.finalized;
		let at = connection.at(base).await?;
		self.ensure_known(&at)?;
		let bytes = connection.understood(encode(&at, base, nonce, signer, call)).await?;
		Ok(Signed { bytes, nonce, birth: base.number })
	}
}

fn encode(
	at: &At,
	base: BlockId,
	nonce: u64,
	signer: &Signer,
	call: &Call,
) -> Result<Vec<u8>, ::subxt::Error> {
	let tasks = atous::transactions().tasks();
	let job = Job { at, base, nonce, signer };
	match call {
		Call::Offer(spec) => job.sign(&tasks.offer(Static(spec.clone()))),
		Call::Withdraw => job.sign(&tasks.withdraw()),
		Call::Submit(header) => job.sign(&tasks.submit(Static(header.clone()))),
		Call::Cancel(task) => job.sign(&tasks.cancel(*task)),
		Call::Commit { task, commitment } => job.sign(&tasks.commit(*task, *commitment)),
		Call::Reveal { task, reveal, opening } => {
			job.sign(&tasks.reveal(*task, Static(*reveal), opening.map(Static)))
		}
		Call::Open { task, outcome } => job.sign(&tasks.open(*task, Static(*outcome))),
		Call::GiveBack(task) => job.sign(&tasks.give_back(*task)),
		Call::Accept { task, opening } => job.sign(&tasks.accept(*task, opening.map(Static))),
		Call::Dispute(task) => job.sign(&tasks.dispute(*task)),
		Call::Announce(address) => {
			job.sign(&tasks.announce(BoundedVec(address.clone().into_bytes())))
		}
		Call::Anchor { size, root, proof, summary } => {
			let proof = BoundedVec(proof.clone());
			job.sign(&atous::transactions().flags().anchor(*size, *root, proof, Static(*summary)))
		}
		Call::Enroll { device, bond, expiry, consent } => {
			let consent = MultiSignature::Sr25519(*consent);
			job.sign(&atous::transactions().credit().enroll(*device, *bond, *expiry, consent))
		}
	}
}

struct Job<'a> {
	at: &'a At,
	base: BlockId,
	nonce: u64,
	signer: &'a Signer,
}

impl Job<'_> {
	fn sign(&self, call: &impl Payload) -> Result<Vec<u8>, ::subxt::Error> {
		let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new()
			.nonce(self.nonce)
			.mortal_from_unchecked(
				u64::from(MORTALITY),
				u64::from(self.base.number),
				h256(self.base.hash),
			)
			.build();
		let mut signable = self.at.tx().create_signable_offline(call, params)?;
		Ok(signable.sign(self.signer.pair())?.into_encoded())
	}
}

/// The index of the transaction in a block.
async fn find(
	connection: &Connection,
	block: H256,
	signed: &Signed,
) -> Result<Option<u32>, ChainError> {
	let found = connection.ask(connection.rpc.chain_get_block(Some(block))).await?;
	let Some(details) = found else { return Ok(None) };
	let index = details.block.extrinsics.iter().position(|bytes| bytes.0 == signed.bytes);
	Ok(index.and_then(|index| u32::try_from(index).ok()))
}

/// Look through the best chain from `looked` on.
async fn search(
	connection: &Connection,
	signed: &Signed,
	looked: &mut u32,
) -> Result<Fate, ChainError> {
	let heads = connection.heads().await?;
	let mut hash = h256(heads.best.hash);
	let mut number = heads.best.number;
	while number > *looked {
		if let Some(index) = find(connection, hash, signed).await? {
			return Ok(Fate::InBlock(hash, index));
		}
		hash = connection.header(hash).await?.parent_hash;
		number -= 1;
	}
	// What is not final may be undone and has to be looked at again.
	*looked = heads.finalized.number.max(signed.birth);
	let void = heads.finalized.number >= signed.birth.saturating_add(MORTALITY);
	Ok(if void { Fate::Void } else { Fate::Unknown })
}

/// Whether an included call succeeded, and the task it submitted.
async fn outcome(connection: &Connection, block: H256, index: u32) -> Result<Included, ChainError> {
	let number = u32::try_from(connection.header(block).await?.number())
		.map_err(|_| ChainError::Malformed("a block number beyond 32 bits".into()))?;
	let block = BlockId { number, hash: block.0 };
	let at = connection.at(block).await?;
	let events = connection.understood(at.events().fetch().await).await?;
	let mut task = None;
	for event in events.iter() {
		let event = connection.understood(event).await?;
		if event.phase() != Phase::ApplyExtrinsic(index) {
			continue;
		}
		if let Some(failed) = event.decode_fields_as::<atous::system::events::ExtrinsicFailed>() {
			let failed = connection.understood(failed).await?;
			return Err(failure(&at, failed.dispatch_error));
		}
		if let Some(submitted) = event.decode_fields_as::<atous::tasks::events::Submitted>() {
			task = Some(connection.understood(submitted).await?.task);
		}
	}
	Ok(Included { block, task })
}

fn failure(at: &At, error: atous::runtime_types::sp_runtime::DispatchError) -> ChainError {
	use atous::runtime_types::sp_runtime::DispatchError;
	match error {
		DispatchError::Module(module) => of_call(at.metadata_ref(), module.index, module.error[0]),
		other => ChainError::Rejected(format!("{other:?}")),
	}
}
