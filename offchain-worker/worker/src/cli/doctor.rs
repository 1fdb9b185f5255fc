//! `atous doctor`: checks everything the sidecar needs, and says what to do.

use super::Session;
use crate::{
	chain::ChainClient,
	daemon::{
		adapters::{LogFile, Machine, Wasm},
		context::now_ms,
		edges::{FlagLog, Readings, Reins, Run, RunEnd, Sandbox},
	},
	error::{Failure, Kind},
	folder::write_atomically,
	json::Hex,
	keys,
};
use serde::Serialize;
use std::time::Duration;

/// Clocks may differ by so much: a block's time, and as much again for its way.
const MAX_CLOCK_DIFFERENCE_MS: u64 = 10_000;
/// Least free disk space beside what the store may take, MiB.
const LEAST_FREE_MIB: u64 = 256;

/// The smallest module that answers: it writes "ok" to standard output.
const SELF_TEST: &[u8] = include_bytes!("../../payload/self-test.wasm");

/// One check.
#[derive(Clone, Debug, Serialize)]
struct Check {
	name: &'static str,
	ok: bool,
	/// What was found, or what to do.
	detail: String,
}

impl Check {
	fn new(name: &'static str, found: Result<String, Failure>) -> Self {
		match found {
			Ok(detail) => Self { name, ok: true, detail },
			Err(failure) => Self { name, ok: false, detail: failure.message },
		}
	}
}

/// Check everything; fails if any check does.
pub async fn run(session: &Session) -> Result<(), Failure> {
	let mut checks = vec![
		Check::new("data folder", folder(session)),
		Check::new(
			"device key",
			keys::device(&session.folder).map(|key| key.account().to_string()),
		),
		Check::new("disk space", space(session)),
		Check::new("host readings", host(session)),
		Check::new("flag log", log(session)),
		Check::new("sandbox", sandbox()),
	];
	checks.extend(chain(session).await);
	let failed = checks.iter().filter(|check| !check.ok).count();
	session.output.print(&checks, || {
		let line = |check: &Check| {
			let mark = if check.ok { "ok  " } else { "FAIL" };
			format!("{mark}  {:<14} {}\n", check.name, check.detail)
		};
		checks.iter().map(line).collect()
	});
	if failed == 0 {
		return Ok(());
	}
	let message = format!("{failed} of {} checks failed.", checks.len());
	Err(Failure::new(Kind::Unhealthy, message))
}

async fn chain(session: &Session) -> Vec<Check> {
	let node = session.node();
	let identity = match node.identity().await {
		Ok(identity) => identity,
		Err(why) => return vec![Check::new("chain", Err(why.into()))],
	};
	let (name, version) = (&identity.name, identity.spec_version);
	let metadata = node.check_metadata().await.map_err(Failure::from);
	vec![
		Check::new("chain", Ok(format!("{name} at {}", session.config.chain))),
		Check::new(
			"genesis",
			session
				.folder
				.pin_genesis(&identity.genesis)
				.map(|()| Hex(&identity.genesis).to_string()),
		),
		Check::new("metadata", metadata.map(|()| format!("that of runtime version {version}"))),
		Check::new("clock", clock(&*node).await),
		Check::new("enrolment", enrolment(session, &*node).await),
	]
}

async fn clock(node: &dyn ChainClient) -> Result<String, Failure> {
	let chain = node.time_ms().await?;
	let here = now_ms();
	let difference = here.abs_diff(chain);
	if difference <= MAX_CLOCK_DIFFERENCE_MS {
		return Ok(format!("{difference} ms from the last block's"));
	}
	let side = if here < chain { "behind" } else { "ahead of" };
	Err(Failure::new(
		Kind::Unhealthy,
		format!(
			"This machine is {:.1} s {side} the last block: either its clock is wrong (turn on \
			 time synchronisation) or the chain stands still.",
			difference as f64 / 1_000.0
		),
	))
}

async fn enrolment(session: &Session, node: &dyn ChainClient) -> Result<String, Failure> {
	let device = keys::device(&session.folder)?.account();
	let account = node.account(&device).await?;
	let account = account.ok_or_else(|| Failure::not_enrolled(device))?;
	Ok(format!("enrolled under {}", account.owner))
}

fn folder(session: &Session) -> Result<String, Failure> {
	let root = session.folder.root();
	let private = session
		.folder
		.is_private()
		.map_err(|why| Failure::file("Looking at the data folder", root, &why))?;
	if !private {
		return Err(Failure::new(
			Kind::Unhealthy,
			format!("Others may enter {0}. Take that away with `chmod 700 {0}`.", root.display()),
		));
	}
	let probe = root.join("probe");
	write_atomically(&probe, b"", 0o600)
		.and_then(|()| std::fs::remove_file(&probe))
		.map_err(|why| Failure::file("Writing to the data folder", root, &why))?;
	Ok(root.display().to_string())
}

fn space(session: &Session) -> Result<String, Failure> {
	let root = session.folder.root();
	let free = fs4::available_space(root)
		.map_err(|why| Failure::file("Asking for free space on", root, &why))?
		>> 20;
	if free >= LEAST_FREE_MIB {
		return Ok(format!("{free} MiB free"));
	}
	Err(Failure::new(
		Kind::Unhealthy,
		format!("Only {free} MiB are free; free some, or lower store.capacity_mib."),
	))
}

fn host(session: &Session) -> Result<String, Failure> {
	let mut machine = Machine::open(&session.config.host)?;
	// The share of processor time in use needs two looks.
	machine.sample();
	std::thread::sleep(Duration::from_millis(200));
	let sample = machine.sample();
	if sample.observation.cpu.is_none() {
		return Err(Failure::new(
			Kind::Unhealthy,
			format!(
				"The load of the machine is not known ({}), so it will never offer work.",
				sample.unknown.join("; ")
			),
		));
	}
	let inventory = machine.inventory();
	let mut found = format!("{} cores, {} MiB", inventory.cores, inventory.memory_mib);
	if !sample.unknown.is_empty() {
		found.push_str(&format!("; not known: {}", sample.unknown.join("; ")));
	}
	Ok(found)
}

fn log(session: &Session) -> Result<String, Failure> {
	let Ok(_lock) = session.folder.lock() else {
		return Ok("in use by the sidecar that runs, which checked it".into());
	};
	let log = LogFile::open(&session.folder.log())?;
	log.check()?;
	Ok(format!("{} flags, every hash as it should be", log.head().size))
}

fn sandbox() -> Result<String, Failure> {
	let run = Run {
		task: 0,
		payload: SELF_TEST.to_vec(),
		input: Vec::new(),
		work_limit: 1_000_000,
		memory_mib: 1,
	};
	match Wasm::new()?.run(run, &Reins::default()) {
		RunEnd::Completed { output, fuel } if output == b"ok" => {
			Ok(format!("ran its self-test on {fuel} fuel"))
		}
		other => Err(Failure::internal("Running the sandbox's self-test", format!("{other:?}"))),
	}
}
