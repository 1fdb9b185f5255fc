//! `atous flags`: the flags of this device, and proofs of them.

use super::{output::word, Session};
use crate::{
	api::client::Sidecar,
	daemon::adapters::LogFile,
	error::{Failure, Kind},
	flags::{newest, Listed, Proof},
	keys,
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};

/// List the flags of this device, prove one, or check a proof
#[derive(Debug, Args)]
pub struct FlagsCommand {
	#[command(subcommand)]
	what: What,
}

#[derive(Debug, Subcommand)]
enum What {
	/// List the newest flags
	List {
		/// How many
		#[arg(long, default_value_t = 20)]
		count: u64,
	},
	/// Print a proof that a flag is in the anchored log
	Prove {
		/// Index of the flag
		index: u64,
	},
	/// Check a proof against the device's anchor on the chain
	Verify {
		/// File with the proof, as `prove` prints it
		file: PathBuf,
	},
}

impl FlagsCommand {
	/// Do what the subcommand says.
	pub async fn run(&self, session: &Session) -> Result<(), Failure> {
		match &self.what {
			What::List { count } => list(session, *count).await,
			What::Prove { index } => prove(session, *index).await,
			What::Verify { file } => verify(session, file).await,
		}
	}
}

/// The sidecar if one runs; otherwise nobody has the log open.
async fn sidecar(session: &Session) -> Result<Option<Sidecar>, Failure> {
	match Sidecar::find(&session.folder).await {
		Ok(sidecar) => Ok(Some(sidecar)),
		Err(failure) if failure.kind == Kind::Sidecar => Ok(None),
		Err(failure) => Err(failure),
	}
}

fn open(session: &Session) -> Result<LogFile, Failure> {
	LogFile::open(&session.folder.log())
}

async fn list(session: &Session, count: u64) -> Result<(), Failure> {
	let flags = match sidecar(session).await? {
		Some(sidecar) => sidecar.flags(count).await?,
		None => newest(&open(session)?, count)?,
	};
	session.output.print(&flags, || match flags.is_empty() {
		true => "No flags.".into(),
		false => flags.iter().map(line).collect(),
	});
	Ok(())
}

fn line(listed: &Listed) -> String {
	let Listed { index, flag } = listed;
	let seconds = flag.time_ms / 1_000;
	let (kind, severity) = (word(&flag.kind), word(&flag.severity));
	format!("{index:>6}  @{seconds}  {severity:<8}  {kind:<9}  state {}\n", flag.state)
}

async fn prove(session: &Session, index: u64) -> Result<(), Failure> {
	let proof = match sidecar(session).await? {
		Some(sidecar) => sidecar.prove(index).await?,
		None => {
			let device = keys::device(&session.folder)?.account();
			let (chain, _) = session.chain().await?;
			let anchor = chain.anchor_of(&device).await?;
			Proof::make(&open(session)?, device, index, anchor.as_ref())?
		}
	};
	// JSON in both forms: it is made to be handed on.
	let text = serde_json::to_string_pretty(&proof)
		.map_err(|why| Failure::internal("Writing the proof", why))?;
	session.output.print(&proof, || text);
	Ok(())
}

async fn verify(session: &Session, file: &Path) -> Result<(), Failure> {
	let text = std::fs::read_to_string(file)
		.map_err(|why| Failure::file("Reading the proof", file, &why))?;
	let proof: Proof = serde_json::from_str(&text).map_err(|why| {
		let message = format!("{} is no proof as `prove` prints it: {why}.", file.display());
		Failure::new(Kind::BadPayload, message)
	})?;
	let (chain, _) = session.chain().await?;
	let anchor = chain.anchor_of(&proof.device).await?;
	proof.verify(anchor.as_ref())?;
	let Proof { device, index, .. } = &proof;
	let block = anchor.map_or(0, |anchor| anchor.block);
	let body = json!({ "valid": true, "device": device, "index": index, "anchor_block": block });
	session.output.print(&body, || {
		format!("Valid: it is flag {index} of {device}, in the log anchored in block {block}.")
	});
	Ok(())
}
