//! The command line: what can be said, and how a command ends.

mod config;
mod doctor;
mod enroll;
mod flags;
mod key;
mod output;
mod run;
mod status;
mod submit;
mod task;

use crate::{
	chain::{subxt::Node, ChainClient, Identity},
	config::Config,
	daemon::follower::introduce,
	error::{Failure, Kind},
	folder::Folder,
};
use clap::{Args, Parser, Subcommand};
use output::Output;
use std::{io::IsTerminal, path::PathBuf, process::ExitCode, sync::Arc};

/// The Atous sidecar: lets this machine work for others and others for it.
#[derive(Debug, Parser)]
#[command(name = "atous", version, after_help = exit_codes())]
pub struct Cli {
	#[command(flatten)]
	global: Global,
	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Args)]
struct Global {
	/// Data folder of the device [default: ~/.local/share/atous]
	#[arg(long, global = true, env = "ATOUS_DATA", value_name = "DIR")]
	data: Option<PathBuf>,
	/// Configuration [default: config.toml in the data folder, if there is one]
	#[arg(long, global = true, env = "ATOUS_CONFIG", value_name = "FILE")]
	config: Option<PathBuf>,
	/// WebSocket address of the node [default: that of the configuration]
	#[arg(long, global = true, env = "ATOUS_CHAIN", value_name = "URL")]
	chain: Option<String>,
	/// Print JSON, failures too
	#[arg(long, global = true)]
	json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Enrol this device under an owner, who posts its bond
	Enroll(enroll::Enroll),
	/// Run the sidecar until it is told to end (SIGTERM, Ctrl-C)
	Run(run::Run),
	/// Show the device's account, stance, tasks and chain at a glance
	Status,
	/// Have something computed by other devices
	Submit(Box<submit::Submit>),
	/// Show a task, save its result, take it back, or answer what was delivered
	Task(task::TaskCommand),
	/// Check everything the sidecar needs, and say what to do where it is missing
	Doctor,
	/// List the flags of this device, prove one, or check a proof
	Flags(flags::FlagsCommand),
	/// Print the default configuration, every key with its documentation
	Config,
	/// Show the address of the device, or of a key file
	Key(key::KeyCommand),
}

/// The table at the end of the help text.
fn exit_codes() -> String {
	let mut text = String::from("Exit codes:\n   0  done\n");
	for kind in Kind::ALL {
		text.push_str(&format!("  {:>2}  {}\n", kind.code(), kind.meaning()));
	}
	text
}

/// What every command works with.
pub(crate) struct Session {
	folder: Folder,
	config: Config,
	output: Output,
}

impl Session {
	fn open(global: Global) -> Result<Self, Failure> {
		let root = match global.data {
			Some(root) => root,
			None => default_folder()?,
		};
		let folder = Folder::open(&root)?;
		let mut config = Config::load(global.config.as_deref(), &root)?;
		if let Some(chain) = global.chain {
			config.chain = chain;
			config.validate()?;
		}
		Ok(Self { folder, config, output: Output::new(global.json) })
	}

	/// The node, not asked for anything yet.
	fn node(&self) -> Arc<dyn ChainClient> {
		Arc::new(Node::new(&self.config.chain))
	}

	/// The node, after making sure that it is the right chain.
	async fn chain(&self) -> Result<(Arc<dyn ChainClient>, Identity), Failure> {
		let node = self.node();
		let identity = introduce(&*node, &self.folder).await?;
		Ok((node, identity))
	}
}

fn default_folder() -> Result<PathBuf, Failure> {
	let below = |variable: &str, rest: &str| {
		std::env::var_os(variable).filter(|value| !value.is_empty()).map(|value| {
			let mut path = PathBuf::from(value);
			path.push(rest);
			path
		})
	};
	below("XDG_DATA_HOME", "atous").or_else(|| below("HOME", ".local/share/atous")).ok_or_else(
		|| {
			Failure::new(
				Kind::Usage,
				"There is no home folder; say where to keep data with --data.",
			)
		},
	)
}

/// Do what was said; returns the exit code.
pub fn run(cli: Cli) -> ExitCode {
	let json = cli.global.json;
	init_tracing(matches!(cli.command, Command::Run(_)), json);
	let runtime =
		tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
	let ended = match runtime {
		Ok(runtime) => {
			let ended = runtime.block_on(dispatch(cli));
			// A payload that was told to stop may still be on its way to doing so.
			runtime.shutdown_timeout(std::time::Duration::from_millis(500));
			ended
		}
		Err(why) => Err(Failure::internal("Starting", why)),
	};
	match ended {
		Ok(()) => ExitCode::SUCCESS,
		Err(failure) => {
			Output::new(json).failure(&failure);
			ExitCode::from(failure.kind.code())
		}
	}
}

async fn dispatch(cli: Cli) -> Result<(), Failure> {
	if let Command::Config = cli.command {
		return config::run(&Output::new(cli.global.json));
	}
	let session = Session::open(cli.global)?;
	match cli.command {
		Command::Enroll(command) => command.run(&session).await,
		Command::Run(command) => command.run(session).await,
		Command::Status => status::run(&session).await,
		Command::Submit(command) => command.run(&session).await,
		Command::Task(command) => command.run(&session).await,
		Command::Doctor => doctor::run(&session).await,
		Command::Flags(command) => command.run(&session).await,
		Command::Key(command) => command.run(&session),
		// Needs no session, see above.
		Command::Config => Ok(()),
	}
}

/// Log to standard error: what `RUST_LOG` says, else `info` for the daemon and
/// warnings for everything else.
fn init_tracing(daemon: bool, json: bool) {
	use tracing_subscriber::{filter::LevelFilter, EnvFilter};
	let quiet = if daemon { LevelFilter::INFO } else { LevelFilter::ERROR };
	let filter = EnvFilter::builder().with_default_directive(quiet.into()).from_env_lossy();
	let log = tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_ansi(std::io::stderr().is_terminal())
		.with_writer(std::io::stderr);
	// Set already only when tests call this twice.
	let _ = if daemon && json { log.json().try_init() } else { log.try_init() };
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	fn parse(line: &str) -> Result<Cli, clap::Error> {
		Cli::try_parse_from(line.split_whitespace())
	}

	#[test]
	fn the_command_line_is_sound() {
		Cli::command().debug_assert();
	}

	#[test]
	fn global_options_stand_before_and_after_the_command() {
		for line in ["atous --json --data /d status", "atous status --json --data /d"] {
			let cli = parse(line).expect(line);
			assert!(cli.global.json);
			assert_eq!(cli.global.data, Some(PathBuf::from("/d")));
		}
	}

	#[test]
	fn what_belongs_together_is_asked_for_together() {
		for line in [
			"atous",
			"atous nonsense",
			"atous submit",
			"atous submit --payload a.wasm",
			"atous task",
			"atous task x",
			"atous enroll --print-consent",
			"atous enroll --seed 0x00",
			"atous task 1 --result f --cancel",
			"atous task 1 --accept --dispute",
			"atous task 1 --accept --cancel",
			"atous task 1 --dispute --result f",
			"atous submit --payload a --input b --verify somebody",
			"atous submit --payload a --input b --verify requester --adaptive",
		] {
			assert!(parse(line).is_err(), "{line}");
		}
		for line in [
			"atous submit --payload a.wasm --input b",
			"atous submit --header h.json",
			"atous submit --payload a --input b --quorum 3 --max 4 --tag x --tag y --wait",
			"atous enroll --owner-key-file k --bond 10",
			"atous enroll --print-consent --owner 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"atous submit --payload a --input b --verify requester --window 60 --accept auto",
			"atous task 1 --result f",
			"atous task 1 --accept",
			"atous task 1 --dispute",
			"atous key --file k",
			"atous flags list --count 3",
			"atous flags prove 0",
			"atous flags verify f",
		] {
			parse(line).unwrap_or_else(|why| panic!("{line}: {why}"));
		}
	}

	#[test]
	fn help_lists_every_exit_code() {
		let help = Cli::command().render_help().to_string();
		for kind in Kind::ALL {
			assert!(help.contains(&format!("{}  {}", kind.code(), kind.meaning())), "{help}");
		}
	}
}
