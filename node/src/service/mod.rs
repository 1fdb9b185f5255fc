//! The parts of a node and how they are put together.
//!
//! | file | what stands there |
//! |---|---|
//! | `partial` | what every command needs: database, client, pool, import queue |
//! | `network` | what a running node has besides: peers, and offchain workers |
//! | `consensus` | the two voices: BABE authors, GRANDPA finalises |

mod consensus;
mod network;
mod partial;

pub use partial::{new_partial, revert_consensus};

use crate::rpc;
use atous_runtime::{opaque::Block, Hash, RuntimeApi};
use jsonrpsee::RpcModule;
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_grandpa::{FinalityProofProvider, SharedVoterState};
use sc_executor::WasmExecutor;
use sc_network::NetworkBackend;
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::{
	error::Error as ServiceError, Configuration, PartialComponents, SpawnTasksParams, TaskManager,
};
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// Runs the runtime's WebAssembly.
pub type Executor = WasmExecutor<sp_io::SubstrateHostFunctions>;
/// The client.
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
/// The database.
pub type FullBackend = sc_service::TFullBackend<Block>;
/// Which fork to build on: the longest.
pub type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;
/// The transaction pool.
pub type Pool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

/// Start a node. It runs until it is told to stop or an essential task ends.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	config: Configuration,
) -> Result<TaskManager, ServiceError> {
	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: partial::Other { block_import, grandpa_link, babe_link, babe_worker, mut telemetry },
	} = new_partial(&config)?;
	let keystore = keystore_container.keystore();
	let finality = Finality {
		voter_state: SharedVoterState::empty(),
		authority_set: grandpa_link.shared_authority_set().clone(),
		justifications: grandpa_link.justification_stream(),
	};

	let chain = network::Chain {
		client: client.clone(),
		backend: backend.clone(),
		pool: transaction_pool.clone(),
		authority_set: finality.authority_set.clone(),
	};
	let net = network::build::<N>(&config, &task_manager, &chain, import_queue)?;
	if config.offchain_worker.enabled {
		network::start_offchain_workers(&config, &task_manager, chain, &net, keystore.clone())?;
	}

	let rpc_builder = rpc_builder(RpcParts {
		client: client.clone(),
		backend: backend.clone(),
		pool: transaction_pool.clone(),
		select_chain: select_chain.clone(),
		keystore: keystore.clone(),
		babe_worker,
		finality: finality.clone(),
	});
	let seats = consensus::Seats::of(&config);
	let _rpc_handlers = sc_service::spawn_tasks(SpawnTasksParams {
		network: net.network.clone(),
		client: client.clone(),
		keystore: keystore.clone(),
		task_manager: &mut task_manager,
		transaction_pool: transaction_pool.clone(),
		rpc_builder,
		backend,
		system_rpc_tx: net.system_rpc,
		tx_handler_controller: net.transactions,
		sync_service: net.sync.clone(),
		config,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	let parts = consensus::Parts {
		client,
		pool: transaction_pool,
		select_chain,
		keystore,
		block_import,
		babe_link,
		grandpa_link,
		grandpa_protocol: net.grandpa_protocol,
		grandpa_notifications: net.grandpa_notifications,
		voter_state: finality.voter_state,
		network: net.network,
		sync_service: net.sync,
		telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
	};
	consensus::start(&task_manager, seats, parts)?;
	Ok(task_manager)
}

/// What is known of finality.
#[derive(Clone)]
struct Finality {
	voter_state: SharedVoterState,
	authority_set: rpc::AuthoritySet,
	justifications: rpc::Justifications,
}

/// What the RPC methods are made of.
struct RpcParts {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	pool: Arc<Pool>,
	select_chain: SelectChain,
	keystore: KeystorePtr,
	babe_worker: BabeWorkerHandle<Block>,
	finality: Finality,
}

/// Makes the RPC methods, once for each server.
type RpcBuilder = Box<dyn Fn(SubscriptionTaskExecutor) -> Result<RpcModule<()>, ServiceError>>;

fn rpc_builder(parts: RpcParts) -> RpcBuilder {
	let proofs = FinalityProofProvider::new_for_service(
		parts.backend,
		Some(parts.finality.authority_set.clone()),
	);
	Box::new(move |executor| {
		rpc::create(rpc::Deps {
			client: parts.client.clone(),
			pool: parts.pool.clone(),
			select_chain: parts.select_chain.clone(),
			keystore: parts.keystore.clone(),
			babe_worker: parts.babe_worker.clone(),
			grandpa: rpc::GrandpaDeps {
				executor,
				voter_state: parts.finality.voter_state.clone(),
				authority_set: parts.finality.authority_set.clone(),
				justifications: parts.finality.justifications.clone(),
				finality_proofs: proofs.clone(),
			},
		})
		.map_err(|error| ServiceError::Other(format!("cannot set up RPC: {error}")))
	})
}
