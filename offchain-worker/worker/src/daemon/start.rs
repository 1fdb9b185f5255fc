//! Puts a daemon together from its configuration, and sees it to its end.

use super::{
	adapters::{LogFile, Machine, Shelves, Wasm},
	context::{Context, Link},
	handovers::Handovers,
	retention::Retention,
};
use crate::{
	api::{Listeners, Metrics},
	chain::ChainClient,
	config::Config,
	error::Failure,
	folder::Folder,
	keys,
};
use atous_primitives::{FlagKind, Severity};
use std::sync::Arc;
use tokio::{
	signal::unix::{signal, SignalKind},
	sync::watch,
};

/// Run the sidecar on `folder` until SIGTERM or SIGINT.
pub async fn run(
	config: Config,
	folder: Folder,
	chain: Arc<dyn ChainClient>,
) -> Result<(), Failure> {
	let _lock = folder.lock()?;
	let key = keys::device_or_new(&folder)?;
	let readings = Box::new(Machine::open(&config.host)?);
	let listeners = Listeners::bind(&folder, config.api.listen).await?;
	let log = Arc::new(LogFile::open(&folder.log())?);
	let sandbox = Arc::new(Wasm::new()?);
	let handovers = Arc::new(Handovers::open(&folder.handovers())?);
	let content = Arc::new(Shelves::open(&folder, &config.store, handovers.clone()).await?);
	let ending = watch::Sender::new(false);
	tokio::spawn(watch_signals(ending.clone())?);

	let context = Arc::new(Context {
		faults: Default::default(),
		retention: Retention::open(&folder.root().join("kept.json"))?,
		metrics: Metrics::new().map_err(|why| Failure::internal("Naming the metrics", why))?,
		device: key.account(),
		identity: Default::default(),
		config,
		folder,
		key,
		chain,
		content: content.clone(),
		handovers,
		sandbox,
		log,
		known: Default::default(),
		link: watch::Sender::new(Link::default()),
		mood: watch::Sender::new(None),
		ending,
	});
	tracing::info!(device = %context.device, chain = context.config.chain, "sidecar");
	note_start(&context);
	let ended = super::run(context, readings, listeners).await;
	content.close().await;
	ended
}

/// The first flag of a log says when its device began to keep one.
fn note_start(context: &Context) {
	if context.log.head().size == 0 {
		context.flag(FlagKind::Integrity, Severity::Info, "the flag log begins");
	}
	context.metrics.log_size.set(context.log.head().size as i64);
}

fn watch_signals(
	ending: watch::Sender<bool>,
) -> Result<impl std::future::Future<Output = ()>, Failure> {
	let listen = |kind| signal(kind).map_err(|why| Failure::internal("Listening for signals", why));
	let (mut terminate, mut interrupt) =
		(listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
	Ok(async move {
		tokio::select! {
			_ = terminate.recv() => {},
			_ = interrupt.recv() => {},
		}
		tracing::info!("ending");
		ending.send_replace(true);
	})
}
