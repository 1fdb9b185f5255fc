//! `atous key`: addresses of keys. Secrets are never printed.

use super::Session;
use crate::{error::Failure, json::Hex, keys};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Show the address of the device, or of a key file
#[derive(Debug, Args)]
pub struct KeyCommand {
	/// Show the address of this key file instead of the device's
	#[arg(long, value_name = "FILE")]
	file: Option<PathBuf>,
}

impl KeyCommand {
	/// Print the address; the device key is made where there is none yet.
	pub fn run(&self, session: &Session) -> Result<(), Failure> {
		let key = match &self.file {
			Some(path) => keys::owner(path)?,
			None => keys::device_or_new(&session.folder)?,
		};
		let account = key.account();
		let public = Hex(&account.0).to_string();
		session
			.output
			.print(&json!({ "address": account, "public_key": public }), || account.to_string());
		Ok(())
	}
}
