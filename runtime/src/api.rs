//! What clients ask the mesh: the runtime API behind the RPC methods `atous_*`.

use atous_primitives::{
	views::{AccountView, CommonsView, Quote, QuoteError, TaskView, Terms, TermsError},
	Credit, TaskHeader, TaskId,
};
use codec::Codec;

sp_api::decl_runtime_apis! {
	/// Accounts, the commons, tasks and what they cost, each at one block.
	pub trait AtousApi<AccountId: Codec> {
		/// The account of a device; `None` if it is not enrolled.
		fn account(device: AccountId) -> Option<AccountView<AccountId>>;

		/// The commons, and what else is one for the whole ledger.
		fn commons() -> CommonsView;

		/// What work of `principal` micro-credits would cost a device, levies included.
		fn cost(device: AccountId, principal: Credit) -> Result<Terms, TermsError>;

		/// A task; `None` if there never was one of this number, or it ended so long
		/// ago that the chain has forgotten it.
		fn task(id: TaskId) -> Option<TaskView<AccountId>>;

		/// What a task would cost and when it would start. With a requester, what
		/// it would put aside includes that device's surcharge.
		fn quote(header: TaskHeader, requester: Option<AccountId>) -> Result<Quote, QuoteError>;
	}
}
