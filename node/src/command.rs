//! What each command does.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	loopback, service,
};
use atous_runtime::opaque::Block;
use sc_cli::SubstrateCli;
use sc_network::{config::NetworkBackendType, Litep2pNetworkBackend};
use sc_service::{ChainType, Configuration, PartialComponents};
use std::path::PathBuf;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Atous Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the repository this program was built from".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		Ok(Box::new(match id {
			"dev" => chain_spec::development()?,
			"" | "local" => chain_spec::local()?,
			path => chain_spec::ChainSpec::from_json_file(PathBuf::from(path))?,
		}))
	}
}

/// Read the command line and do what it says.
pub fn run() -> sc_cli::Result<()> {
	let cli = Cli::from_args();
	match &cli.subcommand {
		Some(command) => run_subcommand(&cli, command),
		None => {
			let listen_chosen = !cli.run.network_params.listen_addr.is_empty();
			cli.create_runner(&cli.run)?.run_node_until_exit(|mut config| async move {
				let development = config.chain_spec.chain_type() == ChainType::Development;
				if development && !listen_chosen {
					loopback::keep_to_loopback(&mut config.network.listen_addresses);
				}
				start(config)
			})
		}
	}
}

fn start(config: Configuration) -> sc_cli::Result<sc_service::TaskManager> {
	match config.network.network_backend {
		NetworkBackendType::Litep2p => {
			service::new_full::<Litep2pNetworkBackend>(config).map_err(sc_cli::Error::Service)
		}
		NetworkBackendType::Libp2p => Err(sc_cli::Error::Input(
			"this node speaks litep2p only: leave --network-backend out".into(),
		)),
	}
}

fn run_subcommand(cli: &Cli, command: &Subcommand) -> sc_cli::Result<()> {
	match command {
		Subcommand::Key(cmd) => cmd.run(cli),
		Subcommand::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Subcommand::BuildSpec(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.chain_spec, config.network))
		}
		Subcommand::PurgeChain(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run(config.database))
		}
		Subcommand::ChainInfo(cmd) => {
			cli.create_runner(cmd)?.sync_run(|config| cmd.run::<Block>(&config))
		}
		Subcommand::CheckBlock(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Subcommand::ExportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, config.database), task_manager))
		}),
		Subcommand::ExportState(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, config.chain_spec), task_manager))
		}),
		Subcommand::ImportBlocks(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } =
				service::new_partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Subcommand::Revert(cmd) => cli.create_runner(cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, backend, .. } =
				service::new_partial(&config)?;
			Ok((cmd.run(client, backend, Some(Box::new(service::revert_consensus))), task_manager))
		}),
	}
}
