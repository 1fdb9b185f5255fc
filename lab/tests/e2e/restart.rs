//! The chain is killed in the middle of a task and started again.

use super::*;
use atous_primitives::views::{CopyPhase, TaskPhase};

#[tokio::test]
async fn a_task_survives_the_restart_of_the_chain() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let slow = "[test]\ndelay_commit_ms = 10000";
	let (mut mesh, mut devices) = mesh_of(folder.path(), &["", slow]).await?;
	wait_for_offers(&mesh, &devices[0].address, 2).await?;
	let mut request = submit_in_background(&devices[0], "again and again and again")?;
	let first = devices[1].address.clone();
	wait_for_copy(&mesh, 0, &first, |phase| phase == CopyPhase::Committed).await?;

	mesh.restart_chain().await?;

	let task = mesh.chain.ended(0, LIFE * 2).await?;
	assert_eq!(task.phase, TaskPhase::Settled, "{task:?}");
	for device in &mut devices {
		device.sidecar.check()?;
	}
	// The one who waits is told, whatever happened in between.
	let until = std::time::Instant::now() + LIFE;
	let status = loop {
		if let Some(status) = request.try_wait()? {
			break status;
		}
		anyhow::ensure!(std::time::Instant::now() < until, "atous submit --wait does not end");
		tokio::time::sleep(Duration::from_millis(200)).await;
	};
	assert!(status.success(), "atous submit --wait ended with {status}");
	let result = std::fs::read_to_string(devices[0].sidecar.folder().join("result.txt"))?;
	assert!(result.starts_with("3 again"), "{result}");
	assert_nothing_left(&mesh, &devices).await
}
