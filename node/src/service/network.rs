//! What a running node has besides: peers, and offchain workers.

use super::{FullBackend, FullClient, Pool};
use crate::rpc::AuthoritySet;
use atous_runtime::{opaque::Block, Hash};
use futures::FutureExt;
use sc_client_api::{Backend, BlockBackend};
use sc_consensus::DefaultImportQueue;
use sc_consensus_grandpa::warp_proof::NetworkProvider as WarpProofs;
use sc_network::{
	config::FullNetworkConfiguration, service::traits::NetworkService, types::ProtocolName,
	NetworkBackend, NotificationService,
};
use sc_network_sync::SyncingService;
use sc_network_transactions::TransactionsHandlerController;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{
	error::Error as ServiceError, BuildNetworkParams, Configuration, TaskManager, WarpSyncConfig,
};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sc_utils::mpsc::TracingUnboundedSender;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// What peers are told and asked about.
pub struct Chain {
	/// The client.
	pub client: Arc<FullClient>,
	/// The database.
	pub backend: Arc<FullBackend>,
	/// The transaction pool.
	pub pool: Arc<Pool>,
	/// Who votes, for proofs to those who sync by warping.
	pub authority_set: AuthoritySet,
}

/// The node among its peers.
pub struct Net {
	/// The network.
	pub network: Arc<dyn NetworkService>,
	/// Questions about the network, from RPC.
	pub system_rpc: TracingUnboundedSender<sc_rpc::system::Request<Block>>,
	/// Spreads transactions.
	pub transactions: TransactionsHandlerController<Hash>,
	/// Fetches blocks.
	pub sync: Arc<SyncingService<Block>>,
	/// Name of GRANDPA's protocol on this chain.
	pub grandpa_protocol: ProtocolName,
	/// GRANDPA's messages.
	pub grandpa_notifications: Box<dyn NotificationService>,
}

/// Join the network.
pub fn build<N: NetworkBackend<Block, Hash>>(
	config: &Configuration,
	tasks: &TaskManager,
	chain: &Chain,
	import_queue: DefaultImportQueue<Block>,
) -> Result<Net, ServiceError> {
	let registry = config.prometheus_registry();
	let mut net_config =
		FullNetworkConfiguration::<Block, Hash, N>::new(&config.network, registry.cloned());
	let metrics = N::register_notification_metrics(registry);
	let genesis = chain
		.client
		.block_hash(0)?
		.ok_or_else(|| ServiceError::Other("the database holds no genesis block".into()))?;
	let grandpa_protocol =
		sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
	let (grandpa_config, grandpa_notifications) =
		sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			grandpa_protocol.clone(),
			metrics.clone(),
			net_config.peer_store_handle(),
		);
	net_config.add_notification_protocol(grandpa_config);

	let warp_proofs =
		WarpProofs::new(chain.backend.clone(), chain.authority_set.clone(), Vec::new());
	let (network, system_rpc, transactions, sync, _bitswap) =
		sc_service::build_network(BuildNetworkParams {
			config,
			net_config,
			client: chain.client.clone(),
			transaction_pool: chain.pool.clone(),
			spawn_handle: tasks.spawn_handle(),
			spawn_essential_handle: tasks.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(Arc::new(warp_proofs))),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;
	Ok(Net { network, system_rpc, transactions, sync, grandpa_protocol, grandpa_notifications })
}

/// Run the runtime's offchain workers, which report equivocations. They may not
/// reach out to the web.
pub fn start_offchain_workers(
	config: &Configuration,
	tasks: &TaskManager,
	chain: Chain,
	net: &Net,
	keystore: KeystorePtr,
) -> Result<(), ServiceError> {
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: chain.client.clone(),
		is_validator: config.role.is_authority(),
		keystore: Some(keystore),
		offchain_db: chain.backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(chain.pool)),
		network_provider: Arc::new(net.network.clone()),
		enable_http_requests: false,
		custom_extensions: |_| Vec::new(),
	})?;
	tasks.spawn_handle().spawn(
		"offchain-workers-runner",
		"offchain-worker",
		workers.run(chain.client, tasks.spawn_handle()).boxed(),
	);
	Ok(())
}
