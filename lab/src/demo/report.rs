//! What the demonstration shows at its end.

use super::{work::Done, Member};
use crate::mesh::Mesh;
use anyhow::{Context, Result};
use atous_primitives::{
	views::{AccountView, CopyPhase},
	Credit, Outcome, CREDIT, FUEL_PER_WORK_UNIT,
};
use std::{fmt::Write, path::Path, str::FromStr, time::Duration};
use subxt::utils::AccountId32;

/// What a device was at one moment.
pub(super) struct Snapshot {
	name: String,
	account: AccountView<String>,
	stance: String,
}

/// Flags a device has anchored.
pub(super) struct Anchored {
	name: String,
	flags: u64,
}

/// Look at every device.
pub(super) async fn snapshot(mesh: &Mesh, members: &[Member]) -> Result<Vec<Snapshot>> {
	let mut all = Vec::new();
	for member in members {
		let status = member.sidecar.json(&["status"])?;
		let decision = &status["sidecar"]["mood"]["decision"];
		let stance = decision["stance"].as_str().unwrap_or("unknown").to_owned();
		let account = mesh.chain.account(&member.address).await?;
		all.push(Snapshot { name: member.sidecar.profile.name.clone(), account, stance });
	}
	Ok(all)
}

/// Wait until every device that has flags has anchored them.
pub(super) async fn wait_for_anchors(mesh: &Mesh, members: &[Member]) -> Result<Vec<Anchored>> {
	let mut all = Vec::new();
	for member in members {
		let device = AccountId32::from_str(&member.address)
			.map_err(|why| anyhow::anyhow!("reading the address {}: {why}", member.address))?;
		let logged = member.sidecar.json(&["status"])?["sidecar"]["flags"]["size"]
			.as_u64()
			.context("the size of the flag log in what atous status prints")?;
		let flags = mesh
			.chain
			.wait_for("the anchor of a flag log", Duration::from_secs(60), |chain| async move {
				let size = chain.anchored(device.0).await?;
				Ok((size >= logged).then_some(size))
			})
			.await?;
		all.push(Anchored { name: member.sidecar.profile.name.clone(), flags });
	}
	Ok(all)
}

/// Print results, balances and flags.
pub(super) fn print(
	done: &[Done],
	before: &[Snapshot],
	after: &[Snapshot],
	commons: Credit,
	flags: &[Anchored],
) -> Result<()> {
	for one in done {
		println!("\n{}: {}", one.name, one.result.display());
		println!("      {}", how(one));
		if one.result.extension().is_some_and(|kind| kind == "txt") {
			let text = std::fs::read_to_string(&one.result)
				.with_context(|| format!("reading {}", one.result.display()))?;
			for line in text.lines().take(10) {
				println!("      {line}");
			}
		}
	}
	println!("\n{:<8} {:>25}   {:>21}   stance", "device", "balance (credits)", "tier");
	for (was, is) in before.iter().zip(after) {
		println!("{}", row(was, is));
	}
	println!("{:<8} {:>25}", "commons", format!("{} -> {}", credits(0), credits(commons)));
	println!();
	for device in flags {
		println!("{:<8} {} flags anchored", device.name, device.flags);
	}
	Ok(())
}

/// Who agreed on what, and what it cost.
fn how(one: &Done) -> String {
	let mut text = String::new();
	if let Some(Outcome::Completed { fuel, .. }) = one.task.outcome {
		let units = fuel as f64 / FUEL_PER_WORK_UNIT as f64;
		// Writing to a string cannot fail.
		let _ = write!(text, "{units:.3} work units");
	}
	for copy in one.task.copies.iter().filter(|copy| copy.phase == CopyPhase::Paid) {
		let short = copy.device.get(..6).unwrap_or(&copy.device);
		let _ = write!(text, ", {short}… paid {}", credits(copy.paid));
	}
	text
}

fn row(was: &Snapshot, is: &Snapshot) -> String {
	let balance = format!("{} -> {}", credits(was.account.balance), credits(is.account.balance));
	let tier = format!("{:?} -> {:?}", was.account.tier, is.account.tier);
	let stance = format!("{} -> {}", was.stance, is.stance);
	format!("{:<8} {balance:>25}   {tier:>21}   {stance}", is.name)
}

/// Say where everything is.
pub(super) fn print_where(mesh: &Mesh, folder: &Path, keep: bool) {
	println!("\nlogs     {}", folder.display());
	println!("chain    {}", mesh.node.url());
	if keep {
		println!("         open it in Polkadot.js Apps: Settings, custom endpoint");
	} else {
		println!(
			"         `make demo KEEP=1` leaves it running; open it in Polkadot.js Apps \
			 (Settings, custom endpoint)"
		);
	}
}

/// Micro-credits as credits.
fn credits(amount: Credit) -> String {
	let sign = if amount < 0 { "-" } else { "" };
	let (whole, part) = (amount.abs() / CREDIT, amount.abs() % CREDIT);
	format!("{sign}{whole}.{part:06}")
}

#[cfg(test)]
mod tests {
	use super::credits;

	#[test]
	fn credits_are_written_with_six_digits() {
		assert_eq!(credits(0), "0.000000");
		assert_eq!(credits(-1), "-0.000001");
		assert_eq!(credits(12_345_678), "12.345678");
	}
}
