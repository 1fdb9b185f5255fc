//! A chain with several devices.

use crate::{
	node::Node,
	observer::Observer,
	sidecar::{Profile, Sidecar},
};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// A chain and its devices.
pub struct Mesh {
	/// The chain.
	pub node: Node,
	/// What a generic client sees of it.
	pub chain: Observer,
	folder: PathBuf,
}

impl Mesh {
	/// Start a chain in `folder`.
	pub async fn start(folder: &Path) -> Result<Self> {
		let node = Node::start(&folder.join("chain"))?;
		let chain = Observer::connect(&node.url()).await?;
		Ok(Self { node, chain, folder: folder.into() })
	}

	/// Kill the chain, start it again, and connect anew.
	pub async fn restart_chain(&mut self) -> Result<()> {
		self.node.restart()?;
		self.chain = Observer::connect(&self.node.url()).await?;
		Ok(())
	}

	/// A device that is enrolled and runs. Gives it with its address.
	pub fn device(
		&self,
		name: &str,
		owner: &str,
		recording: &str,
		extra: &str,
	) -> Result<(Sidecar, String)> {
		let profile = Profile {
			name: name.into(),
			owner: owner.into(),
			recording: recording.into(),
			extra: extra.into(),
		};
		let mut sidecar = Sidecar::create(&self.folder, &self.node.url(), profile)?;
		let address = sidecar.enroll().with_context(|| format!("enrolling {name}"))?;
		sidecar.start().with_context(|| format!("starting {name}"))?;
		Ok((sidecar, address))
	}
}
