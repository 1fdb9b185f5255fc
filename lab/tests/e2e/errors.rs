//! Errors a user meets: each has its own sentence and exit code, and leaves
//! nothing escrowed.

use super::*;
use std::collections::BTreeMap;

/// What `atous` said and how it ended.
struct Said {
	code: i32,
	text: String,
}

/// Run a command of `atous` to its end.
fn said(device: &Device, args: &[&str]) -> Result<Said> {
	let output = device.sidecar.run(args)?;
	let text = String::from_utf8_lossy(&output.stderr).into_owned();
	Ok(Said { code: output.status.code().unwrap_or(-1), text })
}

#[tokio::test]
async fn each_error_has_its_own_code_and_leaves_nothing_escrowed() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let (mesh, devices) = mesh_of(folder.path(), &["", ""]).await?;
	let busy = &devices[0];
	let text = busy.sidecar.folder().join("text.txt");
	std::fs::write(&text, "some words")?;
	let broken = busy.sidecar.folder().join("broken.wasm");
	std::fs::write(&broken, "no module")?;
	let (text, broken) = (text.display().to_string(), broken.display().to_string());
	let good = payload("word-frequency").display().to_string();
	let missing = busy.sidecar.folder().join("missing.wasm").display().to_string();
	let submit = |payload: &str, more: &[&str]| {
		let mut args = vec!["submit", "--payload", payload, "--input", &text];
		args.extend_from_slice(more);
		said(busy, &args)
	};

	let mut codes: BTreeMap<&str, Said> = BTreeMap::new();
	// Nobody has offered for so large a memory, whatever the devices are doing.
	codes.insert(
		"no offer that fits",
		submit(
			&good,
			&["--latency", "realtime", "--max-price", "999999999", "--class", "wasm-large"],
		)?,
	);
	wait_for_offers(&mesh, &busy.address, 2).await?;
	codes.insert("bad wasm", submit(&broken, &[])?);
	codes.insert("missing payload", submit(&missing, &[])?);
	codes.insert("price too low", submit(&good, &["--max-price", "1"])?);
	codes.insert("deadline too near", submit(&good, &["--deadline", "3"])?);
	let dear = [
		"--class",
		"wasm-medium",
		"--work-limit",
		"1800",
		"--latency",
		"realtime",
		"--max-price",
		"999999999",
		"--deadline",
		"9000",
	];
	codes.insert("debt limit reached", submit(&good, &dear)?);

	let stranger = atous_lab::sidecar::Profile {
		name: "stranger".into(),
		owner: "//Eve".into(),
		recording: "idle".into(),
		extra: String::new(),
	};
	let mut stranger = Device {
		sidecar: Sidecar::create(folder.path(), &mesh.node.url(), stranger)?,
		address: String::new(),
	};
	stranger.sidecar.start()?;
	let args = ["submit", "--payload", &good, "--input", &text];
	codes.insert("device not enrolled", said(&stranger, &args)?);
	codes.insert("wrong consent signature", forged_consent(&stranger, busy)?);

	for (what, said) in &codes {
		assert_ne!(said.code, 0, "{what} is an error: {}", said.text);
		assert!(!said.text.contains("panicked"), "{what}: {}", said.text);
		assert!(said.text.trim().len() > 20, "{what} has no sentence: {:?}", said.text);
	}
	for (what, code) in [
		("no offer that fits", 75),
		("bad wasm", 65),
		("missing payload", 66),
		("price too low", 80),
		("deadline too near", 82),
		("debt limit reached", 81),
		("device not enrolled", 77),
		("wrong consent signature", 79),
	] {
		assert_eq!(codes[what].code, code, "{what}: {}", codes[what].text);
	}
	assert_nothing_left(&mesh, &devices).await
}

/// A consent that the stranger gave to the owner of another device.
fn forged_consent(stranger: &Device, other: &Device) -> Result<Said> {
	let key = |device: &Device| device.sidecar.folder().join("owner.key").display().to_string();
	let owner = stranger.sidecar.json(&["key", "--file", &key(other)])?;
	let owner = owner["address"].as_str().with_context(|| format!("no address in {owner}"))?;
	let consent = stranger.sidecar.json(&["enroll", "--print-consent", "--owner", owner])?;
	let file = stranger.sidecar.folder().join("consent.json");
	std::fs::write(&file, consent.to_string())?;
	let file = file.display().to_string();
	said(stranger, &["enroll", "--owner-key-file", &key(stranger), "--consent-file", &file])
}

#[tokio::test]
async fn an_unreachable_chain_and_another_genesis_are_told_apart() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let mut first = Mesh::start(&folder.path().join("first")).await?;
	let (mut sidecar, address) = first.device("device", "//Alice", "idle", "")?;
	sidecar.stop()?;
	first.node.kill();
	let device = Device { sidecar, address };
	let unreachable = said(&device, &["doctor"])?;
	assert_ne!(unreachable.code, 0);

	let url = first.node.url();
	let enroll = |device: &Device, url: &str| {
		let key = device.sidecar.folder().join("owner.key").display().to_string();
		said(device, &["--chain", url, "enroll", "--owner-key-file", &key])
	};
	let unreachable = enroll(&device, &url)?;
	assert_eq!(unreachable.code, 69, "{}", unreachable.text);
	assert!(unreachable.text.contains(&url), "it names the address: {}", unreachable.text);

	// As if the folder belonged to another chain: the genesis it has noted is not this one's.
	let second = Mesh::start(&folder.path().join("second")).await?;
	let pinned = device.sidecar.data().join("genesis");
	anyhow::ensure!(pinned.exists(), "the genesis is pinned in {}", pinned.display());
	std::fs::write(&pinned, format!("0x{}\n", "00".repeat(32)))?;
	let other = enroll(&device, &second.node.url())?;
	assert_eq!(other.code, 76, "{}", other.text);
	Ok(())
}
