//! The daemon: the parts that run side by side in `atous run`.
//!
//! Each part is a loop over what it watches, and does one thing. They share a
//! [`Context`] and meet only through it: the sampler publishes how the machine
//! feels, the follower what the chain says, and the others act on both.

pub mod adapters;
pub mod anchors;
pub mod checks;
pub mod context;
pub mod deliveries;
#[cfg(test)]
pub mod doubles;
pub mod edges;
pub mod follower;
pub mod handovers;
pub mod offers;
pub mod records;
pub mod requests;
pub mod results;
pub mod retention;
pub mod sampler;
pub mod start;
pub mod tasks;
#[cfg(test)]
mod tests;
pub mod work;

pub use context::{Context, Link, Mood};
pub use requests::Requests;

use crate::{
	api::{self, Api},
	error::Failure,
};
use edges::Readings;
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;

/// Run every part until one fails or the sidecar is told to end, then give what
/// is under way its grace.
pub async fn run(
	context: Arc<Context>,
	readings: Box<dyn Readings>,
	listeners: api::Listeners,
) -> Result<(), Failure> {
	let requests = Arc::new(Requests::open(context.clone())?);
	let api = Arc::new(Api { context: context.clone(), requests: requests.clone() });
	let mut parts: JoinSet<Result<(), Failure>> = JoinSet::new();
	parts.spawn(sampler::run(context.clone(), readings));
	parts.spawn(tasks::run(context.clone()));
	parts.spawn(follower::run(context.clone()));
	spawn(&mut parts, offers::run(context.clone()));
	spawn(&mut parts, anchors::run(context.clone()));
	spawn(&mut parts, async move { requests.run().await });
	parts.spawn(api::serve(api, listeners));

	// The first part that ends ends all: on being told to, or because it failed.
	let first = parts.join_next().await;
	context.ending.send_replace(true);
	let grace = Duration::from_secs(context.config.shutdown.grace_s);
	let drained = tokio::time::timeout(grace, async { while parts.join_next().await.is_some() {} });
	if drained.await.is_err() {
		tracing::warn!(grace_s = grace.as_secs(), "the grace is over, the rest is taken up again");
		parts.abort_all();
	}
	match first {
		Some(Ok(result)) => result,
		Some(Err(why)) => Err(Failure::internal("Running the sidecar", why)),
		None => Ok(()),
	}
}

fn spawn(
	parts: &mut JoinSet<Result<(), Failure>>,
	part: impl std::future::Future<Output = ()> + Send + 'static,
) {
	parts.spawn(async move {
		part.await;
		Ok(())
	});
}
