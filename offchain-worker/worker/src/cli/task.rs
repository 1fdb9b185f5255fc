//! `atous task`: show a task, save its result, take it back, answer what was delivered.

use super::{
	output::{credits, word},
	Session,
};
use crate::{
	api::client::Sidecar,
	chain::Task,
	daemon::deliveries::Delivery,
	error::{Failure, Kind},
};
use atous_primitives::{views::TaskPhase, Outcome, TaskId};
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Served blocks of a minute.
const MINUTE: u32 = 30;

/// Show a task, save its result, take it back, or answer what was delivered
#[derive(Debug, Args)]
pub struct TaskCommand {
	/// Number of the task
	task: TaskId,
	/// Save the result to this file (- for standard output); of a delivery before you answer, too
	#[arg(long, value_name = "FILE")]
	result: Option<PathBuf>,
	/// Take the task back; possible until a device has been given it, and costs its deposit
	#[arg(long, conflicts_with = "result")]
	cancel: bool,
	/// Accept what was delivered and pay for it; everybody can then read the outcome
	#[arg(long, conflicts_with_all = ["result", "cancel"])]
	accept: bool,
	/// Dispute what was delivered: others run the task again, and whoever was wrong pays them
	#[arg(long, conflicts_with_all = ["result", "cancel", "accept"])]
	dispute: bool,
}

/// A task, and what is known of what was delivered to it.
#[derive(Serialize)]
struct Shown {
	#[serde(flatten)]
	task: Task,
	#[serde(skip_serializing_if = "Option::is_none")]
	delivery: Option<Delivery>,
}

impl TaskCommand {
	/// Do what the options say.
	pub async fn run(&self, session: &Session) -> Result<(), Failure> {
		if self.cancel {
			Sidecar::find(&session.folder).await?.cancel(self.task).await?;
			let body = json!({ "task": self.task, "cancelled": true });
			session.output.print(&body, || {
				format!("Task {} is taken back. All but its deposit is released.", self.task)
			});
			return Ok(());
		}
		if self.accept {
			let opening = Sidecar::find(&session.folder).await?.accept(self.task).await?;
			let body = json!({ "task": self.task, "accepted": true, "opening": opening });
			session
				.output
				.print(&body, || format!("Task {} is accepted and its device paid.", self.task));
			return Ok(());
		}
		if self.dispute {
			Sidecar::find(&session.folder).await?.dispute(self.task).await?;
			let body = json!({ "task": self.task, "disputed": true });
			session.output.print(&body, || {
				format!(
					"Task {} is disputed: other devices run it again. Keep `atous run` running, \
					 they need payload and input.",
					self.task
				)
			});
			return Ok(());
		}
		if let Some(path) = &self.result {
			let bytes = Sidecar::find(&session.folder).await?.result(self.task).await?;
			return save(session, self.task, path, &bytes);
		}
		self.show(session).await
	}

	async fn show(&self, session: &Session) -> Result<(), Failure> {
		let (chain, _) = session.chain().await?;
		let task = chain.task(self.task).await?.ok_or_else(|| {
			Failure::new(
				Kind::MissingInput,
				format!("There is no task {}, or it ended too long ago.", self.task),
			)
		})?;
		let delivery = match task.delivery() {
			Some(_) => delivery(session, self.task).await?,
			None => None,
		};
		let shown = Shown { task, delivery };
		session.output.print(&shown, || {
			format!("{}{}", describe(&shown.task), tell(&shown.task, shown.delivery.as_ref()))
		});
		Ok(())
	}
}

/// What the sidecar knows of what was delivered, if one runs.
async fn delivery(session: &Session, task: TaskId) -> Result<Option<Delivery>, Failure> {
	match Sidecar::find(&session.folder).await {
		Ok(sidecar) => sidecar.delivery(task).await,
		Err(failure) if failure.kind == Kind::Sidecar => Ok(None),
		Err(failure) => Err(failure),
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
	text.push_str(&task.outcome.map(ended).unwrap_or_default());
	text
}

/// An outcome for people.
fn ended(outcome: Outcome) -> String {
	match outcome {
		Outcome::Completed { result, fuel } => {
			format!("result     {result} after {:.3} work units\n", fuel as f64 / 1e9)
		}
		Outcome::Trapped { fuel } => {
			format!("ended      by a trap after {:.3} work units\n", fuel as f64 / 1e9)
		}
		Outcome::OutOfFuel => "ended      at the work limit\n".into(),
		Outcome::Unavailable => "ended      for want of payload or input\n".into(),
	}
}

/// For people, what was delivered to their own task and how long the answer may wait.
fn tell(task: &Task, delivery: Option<&Delivery>) -> String {
	let Some(delivery) = delivery else { return String::new() };
	let mut text = delivery.outcome.map(ended).unwrap_or_default();
	if delivery.fetched {
		text.push_str("           handed over to this device; --result FILE saves the result\n");
	}
	if task.phase == TaskPhase::Delivered {
		let left = delivery.blocks_left.map_or(String::new(), |left| {
			format!(", {left} blocks from now (about {} minutes)", left / MINUTE)
		});
		text.push_str(&format!("answer by  served block {}{left}\n", task.stage_by));
		text.push_str(if delivery.auto_accept {
			"           the sidecar accepts as soon as it has the result\n"
		} else {
			"           with --accept or --dispute; silence accepts\n"
		});
	}
	if let Some(trouble) = &delivery.trouble {
		text.push_str(&format!("trouble    {trouble}\n"));
	}
	text
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::daemon::doubles;

	#[test]
	fn what_was_delivered_is_told_with_the_time_that_is_left() {
		let task = doubles::delivered(Outcome::OutOfFuel);
		let delivery = Delivery {
			outcome: Some(Outcome::OutOfFuel),
			fetched: true,
			blocks_left: Some(90),
			auto_accept: false,
			trouble: None,
		};
		let text = tell(&task, Some(&delivery));
		for words in ["work limit", "90 blocks", "3 minutes", "--dispute", "silence accepts"] {
			assert!(text.contains(words), "{words}: {text}");
		}
		let text = tell(&task, Some(&Delivery { auto_accept: true, ..delivery.clone() }));
		assert!(!text.contains("--dispute") && text.contains("sidecar accepts"), "{text}");

		let lied = Delivery { outcome: None, trouble: Some("not believed".into()), ..delivery };
		assert!(tell(&task, Some(&lied)).contains("not believed"));
		let settled = Task { phase: TaskPhase::Settled, ..task };
		assert!(!tell(&settled, Some(&lied)).contains("answer by"));
		assert_eq!(tell(&settled, None), "");
	}

	#[test]
	fn a_shown_task_is_the_task_with_what_was_delivered_beside() {
		let task = doubles::delivered(Outcome::OutOfFuel);
		let plain = serde_json::to_value(&task).expect("serialises");
		let shown = serde_json::to_value(Shown { task, delivery: None }).expect("serialises");
		assert_eq!(shown, plain);
	}
}
