//! `atous-lab`: the demonstration; measurements join it as they are written.

use anyhow::Result;
use atous_lab::demo;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Runs Atous on this machine and shows what it does.
#[derive(Parser)]
#[command(name = "atous-lab", version)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Start a chain and three devices, run two tasks, and show how they were settled.
	Demo(demo::Options),
}

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
	let Cli { command: Command::Demo(options) } = Cli::parse();
	tokio::spawn(end_on_signal());
	match demo::run(&options).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(why) => {
			eprintln!("\ndemo failed: {why:#}");
			let folder = options.folder();
			eprintln!("See the ends of the logs in {}, then run it again.", folder.display());
			ExitCode::FAILURE
		}
	}
}

/// End on Ctrl-C or SIGTERM. The programs we started end with us: the kernel
/// kills them when our main thread is gone.
async fn end_on_signal() {
	use tokio::signal::unix::{signal, SignalKind};
	let wait = async {
		let mut terminate = signal(SignalKind::terminate())?;
		let mut interrupt = signal(SignalKind::interrupt())?;
		tokio::select! {
			_ = terminate.recv() => {},
			_ = interrupt.recv() => {},
		}
		Result::<_, std::io::Error>::Ok(())
	};
	if wait.await.is_ok() {
		eprintln!("\ninterrupted: the chain and the devices have been ended");
		std::process::exit(130);
	}
}
