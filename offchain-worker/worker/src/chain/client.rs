//! What the sidecar asks of a chain client.

use super::{AccountId, Anchor, BlockId, Call, ChainError, Identity, Snapshot, Task};
use crate::keys::Key;
use async_trait::async_trait;
use atous_primitives::{
	views::{AccountView, Quote},
	Price, TaskHeader, TaskId,
};
use futures::stream::BoxStream;

/// A key that signs calls.
pub type Signer = Key;

/// The two ends of the chain that matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
	/// The newest block of the best fork.
	pub best: BlockId,
	/// The newest block that can no longer be undone.
	pub finalized: BlockId,
}

/// A call that stands in a block and succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Included {
	/// The block.
	pub block: BlockId,
	/// Number of the task, when the call submitted one.
	pub task: Option<TaskId>,
}

/// A node, as the sidecar uses it. Every answer is of the best block unless it
/// says otherwise.
#[async_trait]
pub trait ChainClient: Send + Sync + 'static {
	/// Which chain the node serves.
	async fn identity(&self) -> Result<Identity, ChainError>;

	/// That the runtime's calls, storage and errors are those this binary knows.
	async fn check_metadata(&self) -> Result<(), ChainError>;

	/// Heads as they change. Ends when the connection is lost.
	async fn follow(&self) -> Result<BoxStream<'static, Result<Heads, ChainError>>, ChainError>;

	/// The heads now.
	async fn heads(&self) -> Result<Heads, ChainError>;

	/// What `device` follows at `heads`; `known` are tasks to read though they
	/// are no longer assigned or requested.
	async fn snapshot(
		&self,
		device: &AccountId,
		heads: Heads,
		known: &[TaskId],
	) -> Result<Snapshot, ChainError>;

	/// A device's account; `None` when it is not enrolled.
	async fn account(
		&self,
		device: &AccountId,
	) -> Result<Option<AccountView<AccountId>>, ChainError>;

	/// A task; `None` when there is none of that number or it is long past.
	async fn task(&self, task: TaskId) -> Result<Option<Task>, ChainError>;

	/// What a task would cost `requester` now.
	async fn quote(
		&self,
		header: &TaskHeader,
		requester: Option<&AccountId>,
	) -> Result<Quote, ChainError>;

	/// Owners other than the requester's with a device whose standing offer fits
	/// the header at `price`, whatever the device is doing now. Counts no further
	/// than `enough`.
	async fn fitting_owners(
		&self,
		header: &TaskHeader,
		price: Price,
		requester: &AccountId,
		enough: usize,
	) -> Result<usize, ChainError>;

	/// The address at which peers reach a device's store.
	async fn address_of(&self, device: &AccountId) -> Result<Option<String>, ChainError>;

	/// A device's last anchor.
	async fn anchor_of(&self, device: &AccountId) -> Result<Option<Anchor>, ChainError>;

	/// The least bond, in the native token's smallest unit.
	async fn least_bond(&self) -> Result<u128, ChainError>;

	/// What an account can spend, in the native token's smallest unit.
	async fn funds_of(&self, account: &AccountId) -> Result<u128, ChainError>;

	/// Milliseconds since the Unix epoch, by the best block.
	async fn time_ms(&self) -> Result<u64, ChainError>;

	/// Wait until no transaction of `account` is left in the node's pool, or
	/// those left there have had their time. Called once after a restart, so
	/// that nothing is signed beside what the last run had sent.
	async fn settle_pending(&self, account: &AccountId) -> Result<(), ChainError>;

	/// Sign `call` and see it into a block.
	///
	/// The same bytes are sent again after a lost connection, under the same
	/// nonce, so the effect happens at most once. Returns when the call stands
	/// in a block of the best fork and succeeded.
	async fn submit(&self, signer: &Signer, call: &Call) -> Result<Included, ChainError>;
}
