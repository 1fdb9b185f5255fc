//! Follows the chain: at each new best block, one snapshot of this device's own affairs.

use super::context::{Context, Link};
use crate::{
	chain::{ChainClient, ChainError, Heads, Identity},
	error::{Failure, Kind},
	faults::Faults,
	folder::Folder,
};
use futures::StreamExt;
use std::{sync::Arc, time::Duration};

/// First pause after the chain was lost; doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// Longest pause between two attempts to reach the chain.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
/// Longest silence of a chain with a block every two seconds before the
/// connection counts as lost: fifteen empty slots in a row.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);

/// Follow until the sidecar ends. Fails only on a chain that this sidecar must
/// not work on.
pub async fn run(context: Arc<Context>) -> Result<(), Failure> {
	let mut pause = FIRST_PAUSE;
	loop {
		let trouble = tokio::select! {
			() = context.ended() => return Ok(()),
			met = meet(&context) => match met {
				Ok(()) => tokio::select! {
					() = context.ended() => return Ok(()),
					ended = follow(&context, &mut pause) => ended.to_string(),
				},
				Err(failure) if is_final(&failure) => return Err(failure),
				// A node that is starting, ending or busy answers oddly for a while.
				Err(failure) => failure.to_string(),
			},
		};
		tracing::warn!(%trouble, retry_ms = pause.as_millis() as u64, "no chain");
		context.metrics.chain_connected.set(0);
		context.link.send_modify(|link| {
			link.connected = false;
			link.trouble = Some(trouble);
		});
		tokio::select! {
			() = context.ended() => return Ok(()),
			() = tokio::time::sleep(pause) => {},
		}
		pause = (pause * 2).min(LONGEST_PAUSE);
	}
}

/// Whether asking again cannot help.
fn is_final(failure: &Failure) -> bool {
	matches!(failure.kind, Kind::OtherGenesis | Kind::OtherMetadata | Kind::Config)
}

/// Make sure that the chain is the one of this data folder and its runtime one
/// this binary knows, and that nothing an earlier run has sent is still under way.
async fn meet(context: &Context) -> Result<(), Failure> {
	let identity = introduce(&*context.chain, &context.folder).await?;
	*context.faults.lock() = Faults::new(context.config.test.clone(), &identity)?;
	tracing::info!(chain = %identity.name, spec_version = identity.spec_version, "met");
	*context.identity.lock() = Some(identity);
	match context.chain.settle_pending(&context.device).await {
		Ok(()) | Err(ChainError::TimedOut) => Ok(()),
		Err(why) => Err(why.into()),
	}
}

/// Meet the chain for the first or another time. The command line does so too.
pub async fn introduce(chain: &dyn ChainClient, folder: &Folder) -> Result<Identity, Failure> {
	let identity = chain.identity().await?;
	folder.pin_genesis(&identity.genesis)?;
	chain.check_metadata().await?;
	Ok(identity)
}

/// Follow until the connection is lost; returns why.
async fn follow(context: &Context, pause: &mut Duration) -> ChainError {
	let mut stream = match context.chain.follow().await {
		Ok(stream) => stream,
		Err(why) => return why,
	};
	loop {
		let heads = match tokio::time::timeout(LONGEST_SILENCE, stream.next()).await {
			Ok(Some(Ok(heads))) => heads,
			Ok(Some(Err(why))) => return why,
			Ok(None) => return lost(context, "the connection was closed"),
			// A chain may stand still; a node that does not answer is lost.
			Err(_) => match context.chain.heads().await {
				Ok(heads) => heads,
				Err(why) => return why,
			},
		};
		if let Err(why) = look(context, heads).await {
			return why;
		}
		*pause = FIRST_PAUSE;
	}
}

/// Take and publish one snapshot.
async fn look(context: &Context, heads: Heads) -> Result<(), ChainError> {
	let known: Vec<_> = context.known.lock().iter().copied().collect();
	let snapshot = context.chain.snapshot(&context.device, heads, &known).await?;
	tracing::debug!(
		best = snapshot.best.number,
		finalized = snapshot.finalized.number,
		assigned = snapshot.assigned.len(),
		requested = snapshot.requested.len(),
		"block"
	);
	context.metrics.observe(&snapshot);
	context.link.send_replace(Link {
		connected: true,
		snapshot: Some(Arc::new(snapshot)),
		trouble: None,
	});
	Ok(())
}

fn lost(context: &Context, reason: &str) -> ChainError {
	ChainError::Unreachable { url: context.config.chain.clone(), reason: reason.into() }
}
