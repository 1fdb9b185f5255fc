//! `atous status`: the device at a glance, from the chain and, where one runs,
//! from the sidecar.

use super::{
	output::{credits, word},
	Session,
};
use crate::{
	api::client::Sidecar,
	chain::{Identity, Snapshot},
	error::{Failure, Kind},
	keys,
};
use serde_json::{json, Value};

/// Print it. The sidecar need not run.
pub async fn run(session: &Session) -> Result<(), Failure> {
	let device = keys::device(&session.folder)?.account();
	let (chain, identity) = session.chain().await?;
	let heads = chain.heads().await?;
	let snapshot = chain.snapshot(&device, heads, &[]).await?;
	let sidecar = match Sidecar::find(&session.folder).await {
		Ok(sidecar) => Some(sidecar.state().await?),
		Err(failure) if failure.kind == Kind::Sidecar => None,
		Err(failure) => return Err(failure),
	};
	let body = json!({
		"device": device,
		"chain": identity,
		"best": snapshot.best.number,
		"finalized": snapshot.finalized.number,
		"account": snapshot.account,
		"offering": snapshot.offer.is_some(),
		"address": snapshot.address,
		"assigned": snapshot.assigned.values().collect::<Vec<_>>(),
		"requested": snapshot.requested.values().collect::<Vec<_>>(),
		"anchor": snapshot.anchor,
		"sidecar": sidecar,
	});
	session.output.print(&body, || {
		let mut text = format!("device     {device}\n");
		text.push_str(&chain_lines(&identity, &snapshot, &session.config.chain));
		text.push_str(&account_lines(&snapshot));
		text.push_str(&task_lines(&snapshot));
		text.push_str(&sidecar_lines(sidecar.as_ref()));
		text
	});
	Ok(())
}

fn chain_lines(identity: &Identity, snapshot: &Snapshot, url: &str) -> String {
	format!(
		"chain      {} at {url}, block {}, final {}\n",
		identity.name, snapshot.best.number, snapshot.finalized.number
	)
}

fn account_lines(snapshot: &Snapshot) -> String {
	let Some(account) = &snapshot.account else {
		return "account    not enrolled: run `atous enroll --owner-key-file FILE`\n".into();
	};
	format!(
		"owner      {}\nbalance    {} ({})\nput aside  {} for tasks, {} as collateral\n\
		 may spend  {}\n",
		account.owner,
		credits(account.balance),
		word(&account.tier),
		credits(account.reserved),
		credits(account.collateral),
		credits(account.spendable)
	)
}

fn task_lines(snapshot: &Snapshot) -> String {
	let mut text = String::new();
	for task in snapshot.assigned.values() {
		text.push_str(&format!("working on task {} ({})\n", task.id, word(&task.phase)));
	}
	for task in snapshot.requested.values() {
		let name = task.header.metadata.name.to_string();
		text.push_str(&format!("asked for  task {} {name} ({})\n", task.id, word(&task.phase)));
	}
	let offering = if snapshot.offer.is_some() { "yes" } else { "no" };
	text.push_str(&format!("offering   {offering}\n"));
	let anchored = snapshot.anchor.map_or(0, |anchor| anchor.size);
	text.push_str(&format!("flags      {anchored} anchored\n"));
	text
}

fn sidecar_lines(sidecar: Option<&Value>) -> String {
	let Some(state) = sidecar else {
		return "sidecar    not running: start it with `atous run`\n".into();
	};
	let decision = &state["mood"]["decision"];
	let stance = decision["stance"].as_str().unwrap_or("not known yet");
	let level = decision["average"]
		.as_f64()
		.map_or(String::new(), |average| format!(", average state {average:.0} of 100"));
	let address = state["store"]["address"].as_str().unwrap_or("none");
	format!("stance     {stance}{level}\npeers      reach it at {address}\n")
}
