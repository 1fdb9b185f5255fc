//! `atous run`: the daemon.

use super::Session;
use crate::{daemon::start, error::Failure};
use clap::Args;

/// Run the sidecar until it is told to end
#[derive(Debug, Args)]
pub struct Run {}

impl Run {
	/// Run until SIGTERM or SIGINT.
	pub async fn run(&self, session: Session) -> Result<(), Failure> {
		let chain = session.node();
		start::run(session.config, session.folder, chain).await
	}
}
