//! The command line.
//!
//! RPC and metrics are on loopback unless told otherwise, and so is the whole node
//! of a development chain. An authority started from a specification of your own, without `--dev`, wants a node key that lasts:
//! `key generate-node-key` makes one; `--unsafe-force-node-key-generation` lets
//! the node make its own, which loses its identity with its data.

use sc_cli::{
	BuildSpecCmd, ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd,
	ImportBlocksCmd, KeySubcommand, PurgeChainCmd, RevertCmd, RunCmd,
};

/// The Atous node.
#[derive(Debug, clap::Parser)]
pub struct Cli {
	/// What to do instead of running.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run.
	#[clap(flatten)]
	pub run: RunCmd,
}

/// What the node does instead of running.
#[derive(Debug, clap::Subcommand)]
// One value of this lives, for the length of the program.
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
	/// Make, look at and store keys.
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Write a chain specification.
	ExportChainSpec(ExportChainSpecCmd),

	/// Write a chain specification, as older tools ask for it: use
	/// export-chain-spec.
	BuildSpec(BuildSpecCmd),

	/// Check blocks.
	CheckBlock(CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(ExportBlocksCmd),

	/// Write the state of a block as a chain specification.
	ExportState(ExportStateCmd),

	/// Read blocks from a file.
	ImportBlocks(ImportBlocksCmd),

	/// Delete the whole chain from this machine.
	PurgeChain(PurgeChainCmd),

	/// Go back to an earlier block.
	Revert(RevertCmd),

	/// Print what is known of the chain without starting the node.
	ChainInfo(ChainInfoCmd),
}
