//! The tasks of an exchange, so that they end with it.

use litep2p::executor::Executor;
use parking_lot::Mutex;
use std::{future::Future, pin::Pin};
use tokio::task::JoinSet;

/// Every task litep2p and the exchange have started. Litep2p's own way, detached tasks,
/// would leave connections open after the exchange is gone.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Mutex<Option<JoinSet<()>>>);

impl Tasks {
	/// Run a task until it ends or the exchange does.
	pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
		let mut guard = self.0.lock();
		let running = guard.get_or_insert_default();
		// Drop those that have ended: each connection is one.
		while running.try_join_next().is_some() {}
		running.spawn(task);
	}

	/// End all tasks without waiting.
	pub fn abort(&self) {
		if let Some(running) = self.0.lock().as_mut() {
			running.abort_all();
		}
	}

	/// End all tasks and wait until they have.
	pub async fn stop(&self) {
		let running = self.0.lock().take();
		if let Some(mut running) = running {
			running.shutdown().await;
		}
	}
}

impl Executor for Tasks {
	fn run(&self, task: Pin<Box<dyn Future<Output = ()> + Send>>) {
		self.spawn(task);
	}

	fn run_with_name(&self, _: &'static str, task: Pin<Box<dyn Future<Output = ()> + Send>>) {
		self.spawn(task);
	}
}
