//! What `/state` and `/ready` say.

use crate::{chain::Snapshot, daemon::Context, json::Hex};
use serde_json::{json, Value};

/// Why the sidecar is not ready; `None` when it is.
pub fn not_ready(context: &Context) -> Option<String> {
	let link = context.link.borrow();
	if !link.connected {
		let why = link.trouble.clone().unwrap_or_else(|| "not connected yet".into());
		return Some(format!("the chain does not answer: {why}"));
	}
	let enrolled = link.snapshot.as_ref().is_some_and(|snapshot| snapshot.account.is_some());
	(!enrolled).then(|| "the device is not enrolled: run `atous enroll`".into())
}

/// Everything at a glance.
pub fn state(context: &Context) -> Value {
	let link = context.link.borrow().clone();
	let mood = context.mood.borrow().clone();
	let head = context.log.head();
	let identity = context.identity.lock().clone();
	json!({
		"version": env!("CARGO_PKG_VERSION"),
		"device": context.device,
		"ready": not_ready(context).is_none(),
		"chain": {
			"url": context.config.chain,
			"name": identity.as_ref().map(|chain| chain.name.clone()),
			"genesis": identity.as_ref().map(|chain| Hex(&chain.genesis).to_string()),
			"spec_version": identity.as_ref().map(|chain| chain.spec_version),
			"connected": link.connected,
			"trouble": link.trouble,
			"best": link.snapshot.as_ref().map(|snapshot| snapshot.best.number),
			"finalized": link.snapshot.as_ref().map(|snapshot| snapshot.finalized.number),
		},
		"account": link.snapshot.as_ref().and_then(|snapshot| snapshot.account.clone()),
		"mood": mood,
		"offering": link.snapshot.as_ref().is_some_and(|snapshot| snapshot.offer.is_some()),
		"assigned": link.snapshot.as_ref().map(|snapshot| assigned(context, snapshot)),
		"requested": link.snapshot.as_ref().map(|snapshot| requested(snapshot)),
		"store": { "address": context.content.address(), "stats": context.content.stats() },
		"flags": {
			"size": head.size,
			"root": Hex(&head.root).to_string(),
			"summary": head.summary,
			"anchored": link
				.snapshot
				.as_ref()
				.and_then(|snapshot| snapshot.anchor)
				.map_or(0, |anchor| anchor.size),
			"path": context.folder.log(),
		},
	})
}

fn assigned(context: &Context, snapshot: &Snapshot) -> Vec<Value> {
	let tasks = snapshot.assigned.values().filter(|task| !task.phase.is_final());
	tasks
		.map(|task| {
			json!({
				"task": task.id,
				"class": task.header.class,
				"name": task.header.metadata.name,
				"phase": task.phase,
				"copy": task.copy_of(&context.device).map(|copy| copy.phase),
			})
		})
		.collect()
}

fn requested(snapshot: &Snapshot) -> Vec<Value> {
	let tasks = snapshot.requested.values();
	tasks
		.map(|task| {
			json!({
				"task": task.id,
				"class": task.header.class,
				"name": task.header.metadata.name,
				"phase": task.phase,
				"outcome": task.outcome,
			})
		})
		.collect()
}
