//! One device delivers, and its requester answers: looks at the result first and accepts,
//! or disputes and pays the panel that confirms it.

use super::*;
use atous_primitives::{
	views::{CopyPhase, TaskPhase},
	Cid, Outcome,
};
use serde_json::Value;

/// What `atous task ID` tells about a task.
fn shown(device: &Device, id: TaskId) -> Result<Value> {
	device.sidecar.json(&["task", &id.to_string()])
}

/// Submit a task that the requester judges, and wait until its sidecar has the result of
/// what was delivered.
async fn delivered(mesh: &Mesh, device: &Device, text: &str) -> Result<(TaskId, Value)> {
	let id = submit(device, text, &["--verify", "requester", "--window", "900"])?;
	let known = mesh
		.chain
		.wait_for("the result of the delivery", LIFE, |_| async move {
			let shown = shown(device, id)?;
			Ok((shown["delivery"]["fetched"] == true).then_some(shown))
		})
		.await?;
	Ok((id, known))
}

#[tokio::test]
async fn a_delivery_is_looked_at_then_accepted_and_another_is_disputed() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let (mesh, devices) = mesh_of(folder.path(), &["", "", ""]).await?;
	let (busy, address) = (&devices[0], &devices[0].address);
	wait_for_offers(&mesh, address, 3).await?;

	let (id, known) = delivered(&mesh, busy, "see see before before you answer").await?;
	assert_eq!(known["phase"], "delivered", "{known}");
	assert_eq!(known["outcome"], Value::Null, "nobody has opened it: {known}");
	assert!(known["delivery"]["blocks_left"].as_u64().is_some_and(|left| left > 0), "{known}");
	let outcome: Outcome = serde_json::from_value(known["delivery"]["outcome"].clone())?;
	let file = busy.sidecar.folder().join("delivered.txt");
	busy.sidecar.json(&["task", &id.to_string(), "--result", &file.display().to_string()])?;
	let bytes = std::fs::read(&file)?;
	let Outcome::Completed { result, .. } = outcome else { anyhow::bail!("{outcome:?}") };
	assert_eq!(Cid::of_raw(&bytes), result, "what was saved is what was delivered");
	assert!(String::from_utf8_lossy(&bytes).contains("before"), "word frequencies");
	let waiting = mesh.chain.task(id).await?.context("there")?;
	assert_eq!(waiting.phase, TaskPhase::Delivered, "it waits for an answer");

	let stranger = devices[1].sidecar.run(&["task", &id.to_string(), "--accept"])?;
	let said = String::from_utf8_lossy(&stranger.stderr).into_owned();
	assert_eq!(stranger.status.code(), Some(86), "{said}");
	assert!(said.contains("Another device has asked"), "{said}");

	busy.sidecar.json(&["task", &id.to_string(), "--accept"])?;
	let task = mesh.chain.ended(id, LIFE).await?;
	assert_eq!(task.phase, TaskPhase::Settled, "{task:?}");
	assert_eq!(task.outcome, Some(outcome), "the acceptance has opened it");
	assert_eq!(task.copies.len(), 1, "one device has worked");
	assert!(task.copies[0].paid > 0);
	let late = busy.sidecar.run(&["task", &id.to_string(), "--dispute"])?;
	assert_eq!(late.status.code(), Some(86), "{late:?}");
	assert_nothing_left(&mesh, &devices).await?;

	// All three are needed: the one that delivers, and two that confirm it.
	wait_for_offers(&mesh, address, 3).await?;
	let (id, known) = delivered(&mesh, busy, "no no no").await?;
	let outcome: Outcome = serde_json::from_value(known["delivery"]["outcome"].clone())?;
	busy.sidecar.json(&["task", &id.to_string(), "--dispute"])?;
	let task = mesh.chain.ended(id, LIFE * 2).await?;
	assert_eq!(task.phase, TaskPhase::Settled, "{task:?}");
	assert_eq!(task.outcome, Some(outcome), "the panel has confirmed what was delivered");
	let paid: Vec<_> = task.copies.iter().filter(|copy| copy.phase == CopyPhase::Paid).collect();
	assert_eq!(paid.len(), 3, "{task:?}");
	assert!(paid.iter().all(|copy| copy.paid > 0), "{task:?}");
	assert_nothing_left(&mesh, &devices).await
}
