//! `atous submit`: have something computed by other devices.

use super::{output::credits, task::save, Session};
use crate::{
	api::{client::Sidecar, Order},
	daemon::{adapters::Wasm, checks::bad_payload, edges::Sandbox},
	error::{Failure, Kind},
};
use atous_primitives::{
	header::{HeaderError, IoClass, Text},
	views::Quote,
	Accelerator, Cid, Class, Fuel, Latency, Metadata, Price, Requirements, ServedBlock, TaskHeader,
	FUEL_PER_WORK_UNIT, PROFILE_WASM_1,
};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

mod judging;
mod wait;

/// Deadline when none is named, in nearest possible ones: a device that fails is
/// replaced twice.
const DEADLINES: ServedBlock = 3;

/// Have something computed by other devices
#[derive(Debug, Args)]
pub struct Submit {
	/// The WebAssembly module to run (wasm32-wasip1, standard input and output only)
	#[arg(long, value_name = "FILE", required_unless_present = "header")]
	payload: Option<PathBuf>,
	/// What it reads on standard input
	#[arg(long, value_name = "FILE", required_unless_present = "header")]
	input: Option<PathBuf>,
	/// Read the whole header from a JSON file; --payload and --input replace its own
	#[arg(long, value_name = "FILE")]
	header: Option<PathBuf>,
	/// Shape of the work: wasm-small, wasm-medium or wasm-large
	#[arg(long, default_value = "wasm-small", value_parser = named::<Class>)]
	class: Class,
	/// Most work to pay for, in work units (about core-seconds)
	#[arg(long, value_name = "UNITS", default_value = "10", value_parser = work_units)]
	work_limit: Fuel,
	/// Memory the module may use, in MiB
	#[arg(long, value_name = "MIB", default_value_t = 256)]
	memory: u32,
	/// Most to pay, in micro-credits per work unit and copy [default: 5 % above the posted price]
	#[arg(long, value_name = "PRICE")]
	max_price: Option<Price>,
	/// How soon work begins: batch, interactive (1.5 times the price) or realtime (3 times)
	#[arg(long, default_value = "batch", value_parser = named::<Latency>)]
	latency: Latency,
	/// Pay 5 % more for a better place in the queue
	#[arg(long)]
	urgent: bool,
	/// Blocks within which the task must have ended [default: three times the nearest possible]
	#[arg(long, value_name = "BLOCKS")]
	deadline: Option<ServedBlock>,
	#[command(flatten)]
	judging: judging::Judging,
	/// A name, for people
	#[arg(long, default_value = "")]
	name: String,
	/// A tag, for people; may be given several times
	#[arg(long = "tag", value_name = "TAG")]
	tags: Vec<String>,
	/// Only say what it would cost
	#[arg(long, conflicts_with_all = ["wait", "output"])]
	quote: bool,
	/// Submit although too few devices offer what it needs
	#[arg(long)]
	queue: bool,
	/// Wait for the result and print it
	#[arg(long)]
	wait: bool,
	/// Wait for the result and save it to this file
	#[arg(long, value_name = "FILE")]
	output: Option<PathBuf>,
}

impl Submit {
	/// Check, submit and, where asked to, wait.
	pub async fn run(&self, session: &Session) -> Result<(), Failure> {
		let payload = read(self.payload.as_deref(), "payload")?;
		let input = read(self.input.as_deref(), "input")?;
		if let (Some(bytes), Some(path)) = (&payload, &self.payload) {
			check_payload(bytes, path, self.memory)?;
		}
		let sidecar = Sidecar::find(&session.folder).await?;
		let payload = put(&sidecar, payload).await?;
		let input = put(&sidecar, input).await?;
		let (header, quote) = self.complete(&sidecar, payload, input).await?;
		if self.quote {
			session.output.print(&json!({ "header": header, "quote": quote }), || price(&quote));
			return Ok(());
		}
		let auto_accept = self.judging.auto_accept(&header)?;
		let order = Order { header, queue: self.queue, auto_accept };
		let task = sidecar.submit(&order).await?;
		let waits = self.wait || self.output.is_some();
		if !waits || !session.output.is_json() {
			let body = json!({ "task": task, "quote": quote });
			let announce = || format!("Task {task} submitted. {}", price(&quote));
			if waits {
				eprintln!("{}", announce());
			} else {
				session.output.print(&body, announce);
			}
		}
		if !waits {
			return Ok(());
		}
		let found = wait::wait(&sidecar, task, !session.output.is_json(), !auto_accept).await?;
		if !found.phase.is_final() && !session.output.is_json() {
			eprintln!(
				"Task {task} is delivered. Look at the result, then say `atous task {task} --accept` \
				 or `--dispute` before served block {}; silence accepts.",
				found.stage_by
			);
		}
		let bytes = sidecar.result(task).await?;
		match &self.output {
			Some(path) => save(session, task, path, &bytes),
			None => save(session, task, Path::new("-"), &bytes),
		}
	}

	/// Fill in what was left open from a first quote, then check the whole.
	async fn complete(
		&self,
		sidecar: &Sidecar,
		payload: Option<Cid>,
		input: Option<Cid>,
	) -> Result<(TaskHeader, Quote), Failure> {
		if let Some(path) = &self.header {
			let header = read_header(path, payload, input)?;
			let order = quoted(header, self.queue);
			let quote = sidecar.quote(&order).await?;
			return Ok((order.header, quote));
		}
		let (Some(payload), Some(input)) = (payload, input) else {
			return Err(Failure::new(Kind::Usage, "Name the files with --payload and --input."));
		};
		let mut header = self.header(payload, input)?;
		if self.max_price.is_none() || self.deadline.is_none() {
			// Everything open as wide as can be: the answer says what is needed.
			let wide =
				TaskHeader { max_price: Price::MAX, deadline: ServedBlock::MAX, ..header.clone() };
			let first = sidecar.quote(&quoted(wide, true)).await?;
			let margin = first.price / 20;
			header.max_price = self.max_price.unwrap_or(first.price.saturating_add(margin));
			let deadline = first.least_deadline.saturating_mul(DEADLINES);
			header.deadline = self.deadline.unwrap_or(deadline);
		}
		let order = quoted(header, self.queue);
		let quote = sidecar.quote(&order).await?;
		Ok((order.header, quote))
	}

	/// The header of the options, with open ends where they are open.
	fn header(&self, payload: Cid, input: Cid) -> Result<TaskHeader, Failure> {
		let wrong = |why: HeaderError| {
			Failure::new(Kind::BadPayload, format!("The task header is wrong: {why}."))
		};
		let tags = self.tags.iter().map(|tag| Text::try_from(tag.as_str()));
		let tags = tags.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
		let header = TaskHeader {
			payload,
			input,
			class: self.class,
			profile: PROFILE_WASM_1,
			runtime: self.class.limits().runtime,
			requirements: Requirements {
				cores: 1,
				memory_mib: self.memory,
				accelerator: Accelerator::None,
				io: IoClass::Any,
			},
			work_limit: self.work_limit,
			max_price: self.max_price.unwrap_or(Price::MAX),
			latency: self.latency,
			urgent: self.urgent,
			deadline: self.deadline.unwrap_or(ServedBlock::MAX),
			verification: self.judging.verification()?,
			callback: None,
			metadata: Metadata {
				name: Text::try_from(self.name.as_str()).map_err(wrong)?,
				tags: tags.try_into().map_err(|_| wrong(HeaderError::TooManyTags))?,
			},
		};
		header.validate().map_err(wrong)?;
		Ok(header)
	}
}

/// What is only to be quoted.
fn quoted(header: TaskHeader, queue: bool) -> Order {
	Order { header, queue, auto_accept: false }
}

fn read(path: Option<&Path>, what: &str) -> Result<Option<Vec<u8>>, Failure> {
	let Some(path) = path else { return Ok(None) };
	let bytes = std::fs::read(path)
		.map_err(|why| Failure::file(&format!("Reading the {what}"), path, &why))?;
	Ok(Some(bytes))
}

fn check_payload(bytes: &[u8], path: &Path, memory_mib: u32) -> Result<(), Failure> {
	Wasm::new()?
		.validate(bytes, memory_mib)
		.map_err(|why| bad_payload(&path.display().to_string(), &why))
}

async fn put(sidecar: &Sidecar, bytes: Option<Vec<u8>>) -> Result<Option<Cid>, Failure> {
	match bytes {
		Some(bytes) => sidecar.put(bytes).await.map(Some),
		None => Ok(None),
	}
}

/// A header from a file; content given as files stands in place of its own.
fn read_header(
	path: &Path,
	payload: Option<Cid>,
	input: Option<Cid>,
) -> Result<TaskHeader, Failure> {
	let text = std::fs::read_to_string(path)
		.map_err(|why| Failure::file("Reading the header", path, &why))?;
	let wrong = |why: &dyn std::fmt::Display| {
		Failure::new(Kind::BadPayload, format!("The header in {} is wrong: {why}.", path.display()))
	};
	let mut json: serde_json::Value = serde_json::from_str(&text).map_err(|why| wrong(&why))?;
	let object = json.as_object_mut().ok_or_else(|| wrong(&"it is no JSON object"))?;
	for (key, cid) in [("payload", payload), ("input", input)] {
		if let Some(cid) = cid {
			object.insert(key.into(), cid.to_string().into());
		}
	}
	let header: TaskHeader = serde_json::from_value(json).map_err(|why| wrong(&why))?;
	header.validate().map_err(|why| wrong(&why))?;
	Ok(header)
}

/// A quote for people.
fn price(quote: &Quote) -> String {
	format!(
		"It puts aside {} at {} micro-credits per work unit; {} devices could take it now, {}{} tasks \
		 are ahead, about {} blocks.",
		credits(quote.escrow),
		quote.price,
		quote.eligible,
		if quote.queue_exact { "" } else { "at least " },
		quote.queue_place,
		quote.expected_blocks
	)
}

/// A word as the header's JSON writes it.
fn named<T: serde::de::DeserializeOwned>(word: &str) -> Result<T, String> {
	serde_json::from_value(json!(word)).map_err(|why| why.to_string())
}

/// Work units, decimals allowed, as fuel.
fn work_units(text: &str) -> Result<Fuel, String> {
	let units: f64 = text.parse().map_err(|_| "a number of work units, such as 10 or 0.5")?;
	let fuel = units * FUEL_PER_WORK_UNIT as f64;
	if !(1.0..=u64::MAX as f64).contains(&fuel) {
		return Err("more than zero and less than 18 billion".into());
	}
	Ok(fuel as Fuel)
}

#[cfg(test)]
mod tests {
	use super::*;
	use atous_primitives::Verification;
	use clap::Parser;

	#[derive(Parser)]
	struct Line {
		#[command(flatten)]
		submit: Submit,
	}

	fn submit(line: &str) -> Submit {
		let words = ["submit", "--payload", "p", "--input", "i"].into_iter();
		Line::try_parse_from(words.chain(line.split_whitespace())).expect(line).submit
	}

	fn header(line: &str) -> Result<TaskHeader, Failure> {
		submit(line).header(Cid::of_raw(b"p"), Cid::of_raw(b"i"))
	}

	#[test]
	fn options_become_a_header() {
		let header = header("--class wasm-medium --work-limit 0.5 --memory 64 --tag a --tag b")
			.expect("valid");
		assert_eq!(header.class, Class::WasmMedium);
		assert_eq!(header.work_limit, 500_000_000);
		assert_eq!(header.metadata.tags.len(), 2);
		assert_eq!(header.verification, Verification::Redundant { quorum: 2, max: 5 });
		let header = self::header("--verify requester --window 60").expect("valid");
		assert_eq!(header.verification, Verification::Requester { window: 60 });
	}

	#[test]
	fn a_wrong_header_is_refused_before_anything_is_asked() {
		for line in [
			"--work-limit 1000",
			"--memory 100000",
			"--quorum 1",
			"--quorum 6",
			&format!("--name {}", "x".repeat(65)),
		] {
			assert_eq!(header(line).expect_err(line).kind, Kind::BadPayload);
		}
		for text in ["0", "-1", "x", "nan", "1e30"] {
			assert!(work_units(text).is_err(), "{text}");
		}
	}

	#[test]
	fn a_header_file_may_leave_content_to_the_files() {
		let dir = tempfile::tempdir().expect("temporary folder");
		let path = dir.path().join("h.json");
		let text = r#"{ "class": "wasm-small", "requirements": { "memory_mib": 64 },
			"work_limit": 1000, "max_price": "5", "deadline": 100 }"#;
		std::fs::write(&path, text).expect("writes");
		let cid = Cid::of_raw(b"x");
		let header = read_header(&path, Some(cid), Some(cid)).expect("valid");
		assert_eq!((header.payload, header.max_price), (cid, 5));
		assert_eq!(read_header(&path, None, None).expect_err("no content").kind, Kind::BadPayload);
	}

	#[test]
	fn a_payload_that_is_no_module_is_refused() {
		let failure = check_payload(b"#!/bin/sh", Path::new("x.sh"), 64).expect_err("refused");
		assert_eq!(failure.kind, Kind::BadPayload);
		assert!(failure.message.contains("wasm32-wasip1"), "{failure}");
	}
}
