//! End-to-end tests: the real node and the real sidecars, seen from outside.
//!
//! Each test has a chain of its own on loopback, in a temporary folder, and ends
//! its processes however it ends.

mod crash;
mod delivery;
mod errors;
mod liar;
mod metadata;
mod priority;
mod restart;
mod upgrade;

use anyhow::{Context, Result};
use atous_lab::{mesh::Mesh, process::die_with_us, programs, sidecar::Sidecar};
use atous_primitives::{views::TaskView, TaskId};
use std::{path::PathBuf, process::Stdio, time::Duration};

/// How long a task of a few seconds may take from request to its end.
const LIFE: Duration = Duration::from_secs(150);

/// A payload of the repository.
fn payload(name: &str) -> PathBuf {
	programs::repository(&format!("payloads/modules/{name}.wasm"))
}

/// A requester and as many idle devices as `extras` has configurations.
async fn mesh_of(folder: &std::path::Path, extras: &[&str]) -> Result<(Mesh, Vec<Device>)> {
	let mesh = Mesh::start(folder).await?;
	let owners = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve"];
	let mut devices = vec![Device::new(&mesh, "busy", owners[0], "busy", "")?];
	for (n, extra) in extras.iter().enumerate() {
		let owner = owners.get(n + 1).context("an owner for each device")?;
		devices.push(Device::new(&mesh, &format!("idle-{n}"), owner, "idle", extra)?);
	}
	Ok((mesh, devices))
}

/// A sidecar and its address.
struct Device {
	sidecar: Sidecar,
	address: String,
}

impl Device {
	fn new(mesh: &Mesh, name: &str, owner: &str, recording: &str, extra: &str) -> Result<Self> {
		let (sidecar, address) = mesh.device(name, owner, recording, extra)?;
		Ok(Self { sidecar, address })
	}
}

/// Wait until `count` devices could take a task of `requester`.
async fn wait_for_offers(mesh: &Mesh, requester: &str, count: u32) -> Result<()> {
	let text = std::fs::read_to_string(programs::repository("payloads/samples/header.json"))?;
	let header = serde_json::from_str(&text)?;
	mesh.chain
		.wait_for("the offers", Duration::from_secs(90), |chain| {
			let header: &atous_primitives::TaskHeader = &header;
			async move {
				let quote = chain.quote(header, requester).await?;
				Ok((quote.eligible >= count).then_some(()))
			}
		})
		.await
}

/// Submit word frequencies of `text` without waiting. Gives the task.
fn submit(device: &Device, text: &str, more: &[&str]) -> Result<TaskId> {
	let input = device.sidecar.folder().join("input.txt");
	std::fs::write(&input, text)?;
	let (payload, input) = (payload("word-frequency"), input.display().to_string());
	let payload = payload.display().to_string();
	let mut args = vec!["submit", "--payload", &payload, "--input", &input];
	args.extend_from_slice(more);
	let said = device.sidecar.json(&args)?;
	said["task"].as_u64().with_context(|| format!("no task in {said}"))
}

/// Micro-credits a device was paid for a task; `None` if it was not asked.
fn paid(task: &TaskView<String>, device: &Device) -> Option<i128> {
	let mut copies = task.copies.iter();
	copies.find(|copy| copy.device == device.address).map(|copy| copy.paid)
}

/// That nothing is put aside anywhere and the books sum to zero.
async fn assert_nothing_left(mesh: &Mesh, devices: &[Device]) -> Result<()> {
	for device in devices {
		let account = mesh.chain.account(&device.address).await?;
		assert_eq!(account.reserved, 0, "{} still has an escrow", device.sidecar.profile.name);
		assert_eq!(account.collateral, 0, "{} has collateral", device.sidecar.profile.name);
	}
	assert_eq!(mesh.chain.books().await?, 0, "the books sum to zero");
	Ok(())
}

/// Wait until a device's copy of a task satisfies `check`.
async fn wait_for_copy(
	mesh: &Mesh,
	id: TaskId,
	device: &str,
	check: fn(atous_primitives::views::CopyPhase) -> bool,
) -> Result<()> {
	mesh.chain
		.wait_for("the copy", LIFE, |chain| async move {
			let task = chain.task(id).await?;
			let copies = task.map(|task| task.copies).unwrap_or_default();
			let found = copies.iter().any(|copy| copy.device == device && check(copy.phase));
			Ok(found.then_some(()))
		})
		.await
}

/// `atous submit` as a child that waits for the result.
fn submit_in_background(device: &Device, text: &str) -> Result<std::process::Child> {
	let input = device.sidecar.folder().join("input.txt");
	std::fs::write(&input, text)?;
	let output = device.sidecar.folder().join("result.txt");
	let mut command = device.sidecar.command()?;
	die_with_us(&mut command);
	let child = command
		.args(["--json", "submit", "--wait", "--payload"])
		.arg(payload("word-frequency"))
		.arg("--input")
		.arg(input)
		.arg("--output")
		.arg(output)
		.stdin(Stdio::null())
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()?;
	Ok(child)
}
