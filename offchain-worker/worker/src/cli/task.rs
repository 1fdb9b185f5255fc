//! `atous task`: show a task, save its result, take it back.

use super::{
	output::{credits, word},
	Session,
};
use crate::{
	api::client::Sidecar,
	chain::Task,
	error::{Failure, Kind},
};
use atous_primitives::{Outcome, TaskId};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Show a task, save its result, or take it back
#[derive(Debug, Args)]
pub struct TaskCommand {
	/// Number of the task
	task: TaskId,
	/// Save the result to this file (- for standard output)
	#[arg(long, value_name = "FILE")]
	result: Option<PathBuf>,
	/// Take the task back; possible until a device has been given it
	#[arg(long, conflicts_with = "result")]
	cancel: bool,
}

impl TaskCommand {
	/// Do what the options say.
	pub async fn run(&self, session: &Session) -> Result<(), Failure> {
		if self.cancel {
			Sidecar::find(&session.folder).await?.cancel(self.task).await?;
			let body = json!({ "task": self.task, "cancelled": true });
			session.output.print(&body, || {
				format!("Task {} is taken back and what was put aside released.", self.task)
			});
			return Ok(());
		}
		if let Some(path) = &self.result {
			let bytes = Sidecar::find(&session.folder).await?.result(self.task).await?;
			return save(session, self.task, path, &bytes);
		}
		let (chain, _) = session.chain().await?;
		let task = chain.task(self.task).await?.ok_or_else(|| {
			Failure::new(
				Kind::MissingInput,
				format!("There is no task {}, or it ended too long ago.", self.task),
			)
		})?;
		session.output.print(&task, || describe(&task));
		Ok(())
	}
}

/// Write a result to a file, or to standard output where it is `-`.
pub fn save(session: &Session, task: TaskId, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
	if path == Path::new("-") {
		use std::io::Write;
		let mut out = std::io::stdout().lock();
		return out
			.write_all(bytes)
			.and_then(|()| out.flush())
			.map_err(|why| Failure::file("Writing to", path, &why));
	}
	std::fs::write(path, bytes).map_err(|why| {
		let message = format!("Writing the result to {}: {why}.", path.display());
		Failure::new(Kind::InputOutput, message)
	})?;
	let body = json!({ "task": task, "file": path, "bytes": bytes.len() });
	session.output.print(&body, || {
		format!("Task {task}: {} bytes written to {}.", bytes.len(), path.display())
	});
	Ok(())
}

/// A task for people.
pub fn describe(task: &Task) -> String {
	let header = &task.header;
	let name = header.metadata.name.to_string();
	let mut text = format!("task       {} {name}\nphase      {}\n", task.id, word(&task.phase));
	text.push_str(&format!("requester  {}\n", task.requester));
	text.push_str(&format!("class      {}\n", word(&header.class)));
	text.push_str(&format!("payload    {}\ninput      {}\n", header.payload, header.input));
	text.push_str(&format!(
		"price      {} micro-credits per work unit, at most {:.3} work units\n",
		task.price,
		header.work_limit as f64 / 1e9
	));
	text.push_str(&format!("ends by    served block {}\n", task.ends_by));
	for copy in &task.copies {
		text.push_str(&format!(
			"device     {} {}, paid {}\n",
			copy.device,
			word(&copy.phase),
			credits(copy.paid)
		));
	}
	match task.outcome {
		Some(Outcome::Completed { result, fuel }) => {
			let units = fuel as f64 / 1e9;
			text.push_str(&format!("result     {result} after {units:.3} work units\n"));
		}
		Some(Outcome::Trapped { fuel }) => {
			text.push_str(&format!(
				"ended      by a trap after {:.3} work units\n",
				fuel as f64 / 1e9
			));
		}
		Some(Outcome::OutOfFuel) => text.push_str("ended      at the work limit\n"),
		Some(Outcome::Unavailable) => text.push_str("ended      for want of payload or input\n"),
		None => {}
	}
	text
}
