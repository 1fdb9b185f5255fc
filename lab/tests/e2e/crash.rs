//! A device is killed after it has committed, and comes back.

use super::*;
use atous_primitives::views::{CopyPhase, TaskPhase};

#[tokio::test]
async fn a_device_killed_after_its_commit_reveals_when_it_is_back() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let slow = "[test]\ndelay_commit_ms = 6000";
	let (mesh, mut devices) = mesh_of(folder.path(), &["", slow]).await?;
	wait_for_offers(&mesh, &devices[0].address, 2).await?;
	let id = submit(&devices[0], "one two two three three three", &[])?;

	// The first commits at once; the other one leaves us time to kill the first.
	let first = devices[1].address.clone();
	wait_for_copy(&mesh, id, &first, |phase| phase == CopyPhase::Committed).await?;
	devices[1].sidecar.kill();
	tokio::time::sleep(Duration::from_secs(4)).await;
	devices[1].sidecar.start()?;

	let task = mesh.chain.ended(id, LIFE).await?;
	assert_eq!(task.phase, TaskPhase::Settled, "{task:?}");
	for device in &devices[1..] {
		assert!(paid(&task, device).is_some_and(|amount| amount > 0));
	}
	assert_nothing_left(&mesh, &devices).await
}

#[tokio::test]
async fn a_requester_that_vanishes_leaves_nothing_escrowed() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let slow = "[test]\ndelay_commit_ms = 8000";
	let (mesh, mut devices) = mesh_of(folder.path(), &[slow, slow]).await?;
	wait_for_offers(&mesh, &devices[0].address, 2).await?;
	let id = submit(&devices[0], "gone with the wind", &[])?;
	let first = devices[1].address.clone();
	wait_for_copy(&mesh, id, &first, |phase| phase != CopyPhase::Released).await?;
	devices[0].sidecar.kill();

	// Whether the content had arrived by then is chance. If neither device has it, both
	// say so; if one has it, the other fetches it there: they agree in any case.
	let task = mesh.chain.ended(id, LIFE * 2).await?;
	assert_eq!(task.phase, TaskPhase::Settled, "{task:?}");
	assert_nothing_left(&mesh, &devices).await
}
