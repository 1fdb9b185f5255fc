//! The demonstration: a busy device has two idle ones do its work.
//!
//! Everything runs as a user would run it: a real chain, three sidecars with
//! their own keys and folders, real payloads on a real input, recorded readings
//! so that one machine can play three.

mod folder;
mod report;
mod work;

use crate::{mesh::Mesh, programs, sidecar::Sidecar};
use anyhow::{bail, Context, Result};
use std::{path::PathBuf, time::Duration};

/// How the demonstration is run.
#[derive(clap::Args, Clone, Debug)]
pub struct Options {
	/// A text whose word frequencies are computed.
	#[arg(long)]
	input: Option<PathBuf>,
	/// Where keys, data, logs and results go; made anew at every run.
	#[arg(long, env = "ATOUS_DEMO_DIR")]
	dir: Option<PathBuf>,
	/// Keep the chain and the devices running until Ctrl-C.
	#[arg(long)]
	keep: bool,
}

impl Options {
	/// Where keys, data, logs and results go.
	pub fn folder(&self) -> PathBuf {
		self.dir.clone().unwrap_or_else(|| {
			let home = std::env::var_os("HOME").map_or_else(std::env::temp_dir, PathBuf::from);
			home.join(".cache/atous/demo")
		})
	}

	/// The text; a sample of the repository's if none was given.
	fn input(&self) -> Result<PathBuf> {
		let path = self
			.input
			.clone()
			.unwrap_or_else(|| programs::repository("payloads/samples/lighthouse.txt"));
		let text =
			std::fs::read(&path).with_context(|| format!("reading the text {}", path.display()))?;
		if text.is_empty() {
			bail!("the text {} is empty: give one with words in it", path.display());
		}
		path.canonicalize().with_context(|| format!("finding {}", path.display()))
	}
}

/// A device and what the demonstration knows of it.
pub(crate) struct Member {
	pub sidecar: Sidecar,
	pub address: String,
}

/// Run the demonstration.
pub async fn run(options: &Options) -> Result<()> {
	let input = options.input()?;
	// Held to the end, so that no other demonstration takes it meanwhile.
	let held = folder::fresh(&options.folder())?;
	let folder = &held.path;
	say("starting a development chain");
	let mut mesh = Mesh::start(folder).await?;
	println!("      {} (log: {})", mesh.node.url(), mesh.node.log().display());

	say("enrolling three devices, each with an owner and a bond of its own");
	let mut members = Vec::new();
	for (name, owner, recording) in [
		("busy", "//Alice", "busy"),
		("idle-1", "//Bob", "idle"),
		("idle-2", "//Charlie", "idle-warm"),
	] {
		let (sidecar, address) = mesh.device(name, owner, recording, "")?;
		println!("      {name:<8} {address}");
		members.push(Member { sidecar, address });
	}

	say("waiting until the devices know how busy they are, and the idle ones offer");
	work::wait_for_offers(&mesh, &members).await?;
	let before = report::snapshot(&mesh, &members).await?;

	say("the busy device asks for two tasks");
	let results = folder.join("results");
	std::fs::create_dir_all(&results).context("creating the folder of the results")?;
	let done = work::run_tasks(&mut mesh, &mut members, &input, &results).await?;

	say("waiting until the flag logs are anchored");
	let flags = report::wait_for_anchors(&mesh, &members).await?;
	let after = report::snapshot(&mesh, &members).await?;
	mesh.chain.catch_up().await?;
	let commons = mesh.chain.commons().await?;
	report::print(&done, &before, &after, commons, &flags)?;
	report::print_where(&mesh, folder, options.keep);

	let books = mesh.chain.books().await?;
	if books != 0 {
		bail!("the books sum to {books} micro-credits instead of zero: this is a defect");
	}
	let summary = format!("demo ok: {} tasks settled, books sum to zero", done.len());
	if options.keep {
		println!("\nrunning until Ctrl-C ({summary})");
		loop {
			tokio::time::sleep(Duration::from_secs(1)).await;
			mesh.node.check()?;
			for member in &mut members {
				member.sidecar.check()?;
			}
		}
	}
	say("ending");
	// All at once: each takes its offer back and waits for the block.
	members.iter().for_each(|member| member.sidecar.ask_to_end());
	for member in &mut members {
		member.sidecar.stop()?;
	}
	mesh.node.stop()?;
	println!("\n{summary}");
	Ok(())
}

/// One step, so that whoever watches knows what is going on.
pub(crate) fn say(step: &str) {
	println!("==> {step}");
}
