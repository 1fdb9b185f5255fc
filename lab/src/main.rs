//! `atous-lab`: the demonstration and the measurements.

use anyhow::{Context, Result};
use atous_lab::{demo, economy, market, weights};
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
	/// Measure the economy on the real pallets, honest devices and attackers.
	Economy(economy::cli::Options),
	/// Measure what calls and hooks cost, on the runtime's WebAssembly.
	Weights(weights::cli::Options),
	/// Measure the market on the real runtime: whole lives, matches, waits, misses.
	Market(market::cli::Options),
}

/// The node's, so that what is measured here takes as long as there.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
	tokio::spawn(end_on_signal());
	match Cli::parse().command {
		Command::Demo(options) => demonstrate(&options).await,
		Command::Economy(options) => measure("economy", move || economy::run(&options)).await,
		Command::Weights(options) => measure("weights", move || weights::run(&options)).await,
		Command::Market(options) => measure("market", move || market::run(&options)).await,
	}
}

async fn demonstrate(options: &demo::Options) -> ExitCode {
	let Err(why) = demo::run(options).await else { return ExitCode::SUCCESS };
	eprintln!("\ndemo failed: {why:#}");
	let folder = options.folder();
	eprintln!("See the ends of the logs in {}, then run it again.", folder.display());
	ExitCode::FAILURE
}

/// Off the threads that watch for signals: it is all computation.
async fn measure(what: &str, work: impl FnOnce() -> Result<()> + Send + 'static) -> ExitCode {
	let done = tokio::task::spawn_blocking(work).await;
	let Err(why) = done.context("running the measurement").and_then(|done| done) else {
		return ExitCode::SUCCESS;
	};
	eprintln!("\n{what} failed: {why:#}");
	ExitCode::FAILURE
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
		eprintln!("\ninterrupted: whatever was started has been ended");
		std::process::exit(130);
	}
}
