//! The two voices of consensus: BABE authors blocks, GRANDPA finalises them.

use super::{
	partial::{inherents, BlockImport},
	FullClient, Pool, SelectChain,
};
use atous_runtime::opaque::Block;
use sc_basic_authorship::ProposerFactory;
use sc_consensus_babe::{BabeLink, BabeParams, SlotProportion};
use sc_consensus_grandpa::{GrandpaParams, LinkHalf, SharedVoterState, VotingRulesBuilder};
use sc_network::{
	config::Role, service::traits::NetworkService, types::ProtocolName, NotificationService,
};
use sc_service::{error::Error as ServiceError, Configuration, TaskManager};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_keystore::KeystorePtr;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;

/// How long a GRANDPA message is expected to travel. Rounds last about four
/// times as long: with a third of a second, a block is final within two slots.
const GOSSIP: Duration = Duration::from_millis(333);

/// Share of a slot in which the author may put transactions into the block: the
/// runtime's limit is a third of the slot, and importing nodes need as much.
const PROPOSAL: f32 = 0.5;

/// What part this node plays.
pub struct Seats {
	/// Authority or not.
	pub role: Role,
	/// Author even when alone.
	pub force_authoring: bool,
	/// Take part in GRANDPA.
	pub vote: bool,
	/// Name in logs and telemetry.
	pub node_name: String,
	/// Where metrics go.
	pub registry: Option<Registry>,
}

impl Seats {
	/// What the configuration asks for.
	pub fn of(config: &Configuration) -> Self {
		Self {
			role: config.role,
			force_authoring: config.force_authoring,
			vote: !config.disable_grandpa,
			node_name: config.network.node_name.clone(),
			registry: config.prometheus_registry().cloned(),
		}
	}
}

/// What both voices are made of.
pub struct Parts {
	pub client: Arc<FullClient>,
	pub pool: Arc<Pool>,
	pub select_chain: SelectChain,
	pub keystore: KeystorePtr,
	pub block_import: BlockImport,
	pub babe_link: BabeLink<Block>,
	pub grandpa_link: LinkHalf<Block, FullClient, SelectChain>,
	pub grandpa_protocol: ProtocolName,
	pub grandpa_notifications: Box<dyn NotificationService>,
	pub voter_state: SharedVoterState,
	pub network: Arc<dyn NetworkService>,
	pub sync_service: Arc<sc_network_sync::SyncingService<Block>>,
	pub telemetry: Option<TelemetryHandle>,
}

/// Start what `seats` asks for. If one of them ends, so does the node.
pub fn start(tasks: &TaskManager, seats: Seats, parts: Parts) -> Result<(), ServiceError> {
	if seats.role.is_authority() {
		start_author(tasks, &seats, &parts)?;
	}
	if seats.vote {
		start_voter(tasks, seats, parts)?;
	}
	Ok(())
}

fn start_author(tasks: &TaskManager, seats: &Seats, parts: &Parts) -> Result<(), ServiceError> {
	let proposer = ProposerFactory::new(
		tasks.spawn_handle(),
		parts.client.clone(),
		parts.pool.clone(),
		seats.registry.as_ref(),
		parts.telemetry.clone(),
	);
	let slot_duration = parts.babe_link.config().slot_duration();
	let babe = sc_consensus_babe::start_babe(BabeParams {
		keystore: parts.keystore.clone(),
		client: parts.client.clone(),
		select_chain: parts.select_chain.clone(),
		env: proposer,
		block_import: parts.block_import.clone(),
		sync_oracle: parts.sync_service.clone(),
		justification_sync_link: parts.sync_service.clone(),
		create_inherent_data_providers: inherents(slot_duration),
		force_authoring: seats.force_authoring,
		backoff_authoring_blocks: None::<()>,
		babe_link: parts.babe_link.clone(),
		block_proposal_slot_portion: SlotProportion::new(PROPOSAL),
		max_block_proposal_slot_portion: None,
		telemetry: parts.telemetry.clone(),
	})?;
	tasks.spawn_essential_handle().spawn_blocking("babe", Some("block-authoring"), babe);
	Ok(())
}

fn start_voter(tasks: &TaskManager, seats: Seats, parts: Parts) -> Result<(), ServiceError> {
	let config = sc_consensus_grandpa::Config {
		gossip_duration: GOSSIP,
		justification_generation_period: super::partial::JUSTIFICATION_PERIOD,
		name: Some(seats.node_name),
		observer_enabled: false,
		// One who cannot vote needs no keys.
		keystore: seats.role.is_authority().then_some(parts.keystore),
		local_role: seats.role,
		telemetry: parts.telemetry.clone(),
		protocol_name: parts.grandpa_protocol,
	};
	let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
		config,
		link: parts.grandpa_link,
		network: parts.network,
		sync: parts.sync_service,
		notification_service: parts.grandpa_notifications,
		voting_rule: VotingRulesBuilder::default().build(),
		prometheus_registry: seats.registry,
		shared_voter_state: parts.voter_state,
		telemetry: parts.telemetry,
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(parts.pool),
	})?;
	tasks.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	Ok(())
}
