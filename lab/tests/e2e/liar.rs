//! A device returns a wrong result: a third is brought in, and the liar is not paid.

use super::*;
use atous_primitives::views::{CopyPhase, TaskPhase};

#[tokio::test]
async fn a_liar_brings_in_a_third_and_is_not_paid() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let lies = "[test]\nwrong_results = true";
	// Until the liar is among those asked the third one is kept out of the market.
	let (mesh, mut devices) = mesh_of(folder.path(), &[lies, ""]).await?;
	wait_for_offers(&mesh, &devices[0].address, 2).await?;
	let id = submit(&devices[0], "truth truth truth lie", &["--deadline", "600"])?;
	let liar = devices[1].address.clone();
	wait_for_copy(&mesh, id, &liar, |_| true).await?;
	devices.push(Device::new(&mesh, "third", "//Dave", "idle", "")?);

	let task = mesh.chain.ended(id, LIFE * 2).await?;
	assert_eq!(task.phase, TaskPhase::Settled, "{task:?}");
	assert_eq!(task.copies.len(), 3, "a third was brought in");
	let lie = task.copies.iter().find(|copy| copy.device == liar).context("the liar was asked")?;
	assert_eq!((lie.phase, lie.paid), (CopyPhase::Wrong, 0));
	assert!(paid(&task, &devices[2]).is_some_and(|amount| amount > 0));
	assert!(paid(&task, &devices[3]).is_some_and(|amount| amount > 0));
	assert!(mesh.chain.account(&liar).await?.balance < 0, "the collateral is gone");
	assert_nothing_left(&mesh, &devices).await
}
