//! The two tasks of the demonstration, from request to settlement.

use super::Member;
use crate::{
	mesh::Mesh,
	process::{die_with_us, tail},
	programs,
};
use anyhow::{bail, Context, Result};
use atous_primitives::{
	views::{TaskPhase, TaskView},
	TaskId,
};
use std::{
	path::{Path, PathBuf},
	process::{Child, Stdio},
	time::{Duration, Instant},
};

/// How long offers, and tasks, may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// A task that was settled, and where its result lies.
pub(super) struct Done {
	pub name: &'static str,
	pub task: TaskView<String>,
	pub result: PathBuf,
}

/// One request: a payload, what it reads, and where the result goes.
struct Request {
	name: &'static str,
	payload: &'static str,
	result: &'static str,
}

const REQUESTS: [Request; 2] = [
	Request { name: "word frequencies", payload: "word-frequency", result: "words.txt" },
	Request { name: "a picture", payload: "render", result: "picture.png" },
];

/// A request that `atous submit` is waiting for.
struct Running {
	request: &'static Request,
	child: Child,
	said: PathBuf,
	result: PathBuf,
}

/// Wait until both idle devices have an offer on the chain.
pub(super) async fn wait_for_offers(mesh: &Mesh, members: &[Member]) -> Result<()> {
	let busy = members.first().context("there is a busy device")?;
	let header = programs::repository("payloads/samples/header.json");
	let text = std::fs::read_to_string(&header)
		.with_context(|| format!("reading {}", header.display()))?;
	let header = serde_json::from_str(&text).context("reading the sample header")?;
	mesh.chain
		.wait_for("an offer of both idle devices", PATIENCE, |chain| {
			let (header, busy): (&atous_primitives::TaskHeader, _) = (&header, &busy.address);
			async move {
				let quote = chain.quote(header, busy).await?;
				Ok((quote.eligible >= 2).then_some(()))
			}
		})
		.await
}

/// Submit both tasks at once and wait until both are settled.
pub(super) async fn run_tasks(
	mesh: &mut Mesh,
	members: &mut [Member],
	input: &Path,
	results: &Path,
) -> Result<Vec<Done>> {
	let mut running = Vec::new();
	for request in &REQUESTS {
		running.push(submit(members, request, input, results)?);
	}
	let mut shown: Vec<(TaskId, TaskPhase)> = Vec::new();
	let until = Instant::now() + PATIENCE;
	loop {
		mesh.node.check()?;
		for member in members.iter_mut() {
			member.sidecar.check()?;
		}
		show_progress(mesh, &mut shown).await?;
		let mut waiting = 0;
		for one in &mut running {
			match one.child.try_wait().context("waiting for atous submit")? {
				None => waiting += 1,
				Some(status) if status.success() => {}
				Some(status) => bail!(
					"the request for {} ended with {status}: {}",
					one.request.name,
					tail(&one.said, 5)
				),
			}
		}
		if waiting == 0 {
			break;
		}
		if Instant::now() > until {
			bail!("the tasks were not settled within {} s", PATIENCE.as_secs());
		}
		tokio::time::sleep(Duration::from_millis(500)).await;
	}
	show_progress(mesh, &mut shown).await?;
	collect(mesh, running).await
}

fn submit(
	members: &[Member],
	request: &'static Request,
	text: &Path,
	results: &Path,
) -> Result<Running> {
	let busy = members.first().context("there is a busy device")?;
	let scene = programs::repository("payloads/samples/scene.txt");
	let input = if request.payload == "render" { scene.as_path() } else { text };
	let payload = programs::repository(&format!("payloads/modules/{}.wasm", request.payload));
	let result = results.join(request.result);
	let said = busy.sidecar.folder().join(format!("submit-{}.json", request.payload));
	let errors = std::fs::File::create(said.with_extension("log")).context("creating a log")?;
	let output = std::fs::File::create(&said).context("creating a log")?;
	let mut command = busy.sidecar.command()?;
	die_with_us(&mut command);
	let child = command
		.args(["--json", "submit", "--wait", "--name", request.payload, "--payload"])
		.arg(payload)
		.arg("--input")
		.arg(input)
		.arg("--output")
		.arg(&result)
		.stdin(Stdio::null())
		.stdout(output)
		.stderr(errors)
		.spawn()
		.context("starting atous submit")?;
	Ok(Running { request, child, said, result })
}

/// Say what has changed since the last look.
async fn show_progress(mesh: &Mesh, shown: &mut Vec<(TaskId, TaskPhase)>) -> Result<()> {
	for id in 0..REQUESTS.len() as TaskId {
		let Some(task) = mesh.chain.task(id).await? else { continue };
		if shown.contains(&(id, task.phase)) {
			continue;
		}
		shown.push((id, task.phase));
		println!("      task {id} ({}): {}", task.header.metadata.name, describe(&task));
	}
	Ok(())
}

fn describe(task: &TaskView<String>) -> String {
	match task.phase {
		TaskPhase::Queued => "queued, payment put aside".into(),
		TaskPhase::Assigned => format!("assigned to {} devices, which run it", task.copies.len()),
		TaskPhase::Committed => "all have committed; waiting for finality".into(),
		TaskPhase::Revealed => "a quorum agrees".into(),
		TaskPhase::Delivered => "delivered, waiting for an answer".into(),
		TaskPhase::Settled => "agreed upon, opened and paid".into(),
		other => format!("{other:?}"),
	}
}

async fn collect(mesh: &Mesh, running: Vec<Running>) -> Result<Vec<Done>> {
	let mut done = Vec::new();
	for one in running {
		let text = std::fs::read_to_string(&one.said).context("reading what atous submit said")?;
		let said: serde_json::Value =
			serde_json::from_str(&text).context("reading what atous submit said")?;
		let id = said["task"].as_u64().with_context(|| format!("no task in {said}"))?;
		let task = mesh.chain.task(id).await?.with_context(|| format!("task {id} is gone"))?;
		if task.phase != TaskPhase::Settled {
			bail!("task {id} ({}) ended {:?} instead of settled", one.request.name, task.phase);
		}
		done.push(Done { name: one.request.name, task, result: one.result });
	}
	Ok(done)
}
