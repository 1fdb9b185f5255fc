//! What the node answers over JSON-RPC, beside what every node of its kind does.
//!
//! | methods | from |
//! |---|---|
//! | `system_accountNextIndex`, `system_dryRun` | `substrate-frame-rpc-system` |
//! | `payment_queryInfo`, `payment_queryFeeDetails` | `pallet-transaction-payment-rpc` |
//! | `babe_epochAuthorship` | `sc-consensus-babe-rpc` |
//! | `grandpa_roundState`, `grandpa_proveFinality`, … | `sc-consensus-grandpa-rpc` |
//! | `atous_account`, `atous_task`, `atous_quote` | [`atous`] |

mod atous;

use crate::service::{FullBackend, FullClient, Pool, SelectChain};
use atous::{Atous, AtousApiServer};
use atous_runtime::{opaque::Block, BlockNumber, Hash};
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_babe_rpc::{Babe, BabeApiServer};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_rpc::SubscriptionTaskExecutor;
use sp_keystore::KeystorePtr;
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// Who votes.
pub type AuthoritySet = SharedAuthoritySet<Hash, BlockNumber>;
/// Justifications as they come.
pub type Justifications = GrandpaJustificationStream<Block>;

/// What the answers about finality are taken from.
pub struct GrandpaDeps {
	/// Runs subscriptions.
	pub executor: SubscriptionTaskExecutor,
	/// State of the voter.
	pub voter_state: SharedVoterState,
	/// Who votes.
	pub authority_set: AuthoritySet,
	/// New justifications.
	pub justifications: Justifications,
	/// Proofs of finality.
	pub finality_proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// What the answers are taken from.
pub struct Deps {
	/// The client.
	pub client: Arc<FullClient>,
	/// The transaction pool.
	pub pool: Arc<Pool>,
	/// Which fork is best.
	pub select_chain: SelectChain,
	/// The node's keys.
	pub keystore: KeystorePtr,
	/// Knows the epochs.
	pub babe_worker: BabeWorkerHandle<Block>,
	/// For answers about finality.
	pub grandpa: GrandpaDeps,
}

/// All methods. Fails if two have the same name.
pub fn create(deps: Deps) -> Result<RpcModule<()>, RegisterMethodError> {
	let Deps { client, pool, select_chain, keystore, babe_worker, grandpa } = deps;
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(Babe::new(client.clone(), babe_worker, keystore, select_chain).into_rpc())?;
	module.merge(
		Grandpa::new(
			grandpa.executor,
			grandpa.authority_set,
			grandpa.voter_state,
			grandpa.justifications,
			grandpa.finality_proofs,
		)
		.into_rpc(),
	)?;
	module.merge(Atous::new(client).into_rpc())?;
	Ok(module)
}
