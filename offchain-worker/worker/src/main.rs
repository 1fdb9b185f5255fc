//! `atous`: the sidecar and its command line.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
	match atous_worker::cli::Cli::try_parse() {
		Ok(cli) => atous_worker::cli::run(cli),
		Err(usage) => {
			// Help and version are printed by the same way and are no failure.
			let code = if usage.use_stderr() { atous_worker::error::Kind::Usage.code() } else { 0 };
			let _ = usage.print();
			ExitCode::from(code)
		}
	}
}
