//! `atous_account`, `atous_commons`, `atous_cost`, `atous_task` and `atous_quote`: a
//! thin wrapper of the runtime API.
//!
//! All are answered at the best block. Amounts are decimal strings.
//!
//! | code | meaning |
//! |---|---|
//! | 10001 | the runtime could not be asked; `data` says why |
//! | 10002 | the header is wrong whatever the state of the chain; `data` names the field's rule |
//! | 10003 | the chain does not serve this mode of verification yet |
//! | 10004 | the device cannot have that work; `data` says why |
//! | -32602 | a parameter is not of the form it should have |

use crate::service::FullClient;
use atous_primitives::{
	views::{AccountView, CommonsView, Quote, QuoteError, TaskView, Terms, TermsError},
	Credit, TaskHeader, TaskId,
};
use atous_runtime::{api::AtousApi as RuntimeAtousApi, AccountId, Hash};
use jsonrpsee::{
	core::RpcResult,
	proc_macros::rpc,
	types::{ErrorCode, ErrorObject, ErrorObjectOwned},
};
use sp_api::{ApiError, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// The runtime could not be asked.
const RUNTIME_FAILED: i32 = 10_001;
/// The header is wrong whatever the state of the chain.
const HEADER_WRONG: i32 = 10_002;
/// Whom the header names to answer for the outcome cannot.
const NO_ANSWERER: i32 = 10_003;

/// The device cannot have that work.
const NO_TERMS: i32 = 10_004;

/// Accounts, the commons, tasks and what they cost.
#[rpc(server)]
pub trait AtousApi {
	/// The account of a device (SS58 address); `null` if it is not enrolled.
	#[method(name = "atous_account")]
	fn account(&self, device: AccountId) -> RpcResult<Option<AccountView<AccountId>>>;

	/// The commons with its target, and what else is one for the whole ledger.
	#[method(name = "atous_commons")]
	fn commons(&self) -> RpcResult<CommonsView>;

	/// What work of `principal` micro-credits (a decimal string) would cost a device
	/// (SS58 address), levies included.
	#[method(name = "atous_cost")]
	fn cost(&self, device: AccountId, principal: String) -> RpcResult<Terms>;

	/// A task by its number; `null` if there never was one, or the chain has
	/// forgotten it.
	#[method(name = "atous_task")]
	fn task(&self, id: TaskId) -> RpcResult<Option<TaskView<AccountId>>>;

	/// What a task would cost and when it would start. With a requester (SS58
	/// address) the amount put aside includes that device's surcharge.
	#[method(name = "atous_quote")]
	fn quote(&self, header: TaskHeader, requester: Option<AccountId>) -> RpcResult<Quote>;
}

/// Answers from the runtime.
pub struct Atous {
	client: Arc<FullClient>,
}

impl Atous {
	/// Answers from `client`'s best block.
	pub fn new(client: Arc<FullClient>) -> Self {
		Self { client }
	}

	fn best(&self) -> Hash {
		self.client.info().best_hash
	}
}

impl AtousApiServer for Atous {
	fn account(&self, device: AccountId) -> RpcResult<Option<AccountView<AccountId>>> {
		self.client.runtime_api().account(self.best(), device).map_err(runtime_failed)
	}

	fn commons(&self) -> RpcResult<CommonsView> {
		self.client.runtime_api().commons(self.best()).map_err(runtime_failed)
	}

	fn cost(&self, device: AccountId, principal: String) -> RpcResult<Terms> {
		let principal: Credit = principal.parse().map_err(|_| no_amount(&principal))?;
		self.client
			.runtime_api()
			.cost(self.best(), device, principal)
			.map_err(runtime_failed)?
			.map_err(no_terms)
	}

	fn task(&self, id: TaskId) -> RpcResult<Option<TaskView<AccountId>>> {
		self.client.runtime_api().task(self.best(), id).map_err(runtime_failed)
	}

	fn quote(&self, header: TaskHeader, requester: Option<AccountId>) -> RpcResult<Quote> {
		self.client
			.runtime_api()
			.quote(self.best(), header, requester)
			.map_err(runtime_failed)?
			.map_err(no_quote)
	}
}

fn runtime_failed(error: ApiError) -> ErrorObjectOwned {
	ErrorObject::owned(RUNTIME_FAILED, "the runtime could not be asked", Some(error.to_string()))
}

fn no_amount(text: &str) -> ErrorObjectOwned {
	let code = ErrorCode::InvalidParams.code();
	let message = "expected micro-credits: a whole number as a decimal string";
	ErrorObject::owned(code, message, Some(text))
}

fn no_terms(error: TermsError) -> ErrorObjectOwned {
	ErrorObject::owned(NO_TERMS, "the device cannot have that work", Some(error))
}

fn no_quote(error: QuoteError) -> ErrorObjectOwned {
	match error {
		QuoteError::Header(error) => {
			ErrorObject::owned(HEADER_WRONG, format!("the header is wrong: {error}"), Some(error))
		}
		QuoteError::NoSuchContract => ErrorObject::owned(
			NO_ANSWERER,
			"there is no contract at the judge's or the callback's address",
			None::<()>,
		),
		QuoteError::WindowOutOfRange => ErrorObject::owned(
			NO_ANSWERER,
			"the requester's window to answer is shorter or longer than the chain allows",
			None::<()>,
		),
	}
}
