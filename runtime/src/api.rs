//! What clients ask the mesh: the runtime API behind `atous_account`,
//! `atous_task` and `atous_quote`.

use atous_primitives::{
	views::{AccountView, Quote, QuoteError, TaskView},
	TaskHeader, TaskId,
};
use codec::Codec;

sp_api::decl_runtime_apis! {
	/// Accounts, tasks and quotes, each at one block.
	pub trait AtousApi<AccountId: Codec> {
		/// The account of a device; `None` if it is not enrolled.
		fn account(device: AccountId) -> Option<AccountView<AccountId>>;

		/// A task; `None` if there never was one of this number, or it ended so long
		/// ago that the chain has forgotten it.
		fn task(id: TaskId) -> Option<TaskView<AccountId>>;

		/// What a task would cost and when it would start. With a requester, what
		/// it would put aside includes that device's surcharge.
		fn quote(header: TaskHeader, requester: Option<AccountId>) -> Result<Quote, QuoteError>;
	}
}
