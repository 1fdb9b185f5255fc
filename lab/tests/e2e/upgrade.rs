//! The chain gets another runtime while the mesh is there: books and accounts stay,
//! and a sidecar sends nothing to a runtime it does not know.

use super::*;
use atous_runtime::{RuntimeCall, VERSION};
use codec::{Decode, Encode};
use sp_core::bytes::{from_hex, to_hex};
use sp_maybe_compressed_blob::{compress_weakly, decompress, CODE_BLOB_BOMB_LIMIT};
use subxt::{
	dynamic,
	ext::{scale_encode, scale_type_resolver},
	rpcs::{client::RpcParams, RpcClient},
};
use subxt_signer::sr25519::dev;

/// Exit code of `atous` where the chain's runtime is another than it was built for.
const OTHER_METADATA: i32 = 83;

/// Arguments of a call, encoded already.
struct Encoded(Vec<u8>);

impl scale_encode::EncodeAsFields for Encoded {
	fn encode_as_fields_to<R: scale_type_resolver::TypeResolver>(
		&self,
		_: &mut dyn scale_encode::FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), scale_encode::Error> {
		out.extend_from_slice(&self.0);
		Ok(())
	}
}

/// Replace every `from` by `to`, which is as long; `None` stands for any byte. Says how
/// often it was found.
fn replace(bytes: &mut [u8], from: &[Option<u8>], to: &[Option<u8>]) -> usize {
	assert_eq!(from.len(), to.len(), "what replaces is as long");
	let mut found = 0;
	for at in 0..=bytes.len().saturating_sub(from.len()) {
		let here = &mut bytes[at..at + from.len()];
		if here.iter().zip(from).all(|(byte, wanted)| wanted.is_none_or(|wanted| wanted == *byte)) {
			here.iter_mut().zip(to).for_each(|(byte, new)| *byte = new.unwrap_or(*byte));
			found += 1;
		}
	}
	found
}

fn exactly(bytes: &[u8]) -> Vec<Option<u8>> {
	bytes.iter().copied().map(Some).collect()
}

/// A runtime's version as its custom section tells it, without what follows the number.
fn told(spec_version: u32) -> Vec<Option<u8>> {
	let named = (&VERSION.spec_name, &VERSION.impl_name, VERSION.authoring_version);
	exactly(&(named, spec_version).encode())
}

/// A runtime's version as its code holds it: three lists, each borrowed from somewhere
/// and so long, and then the numbers.
fn held(spec_version: u32) -> Vec<Option<u8>> {
	let lists = [VERSION.spec_name.len(), VERSION.impl_name.len(), VERSION.apis.len()];
	let lists = lists.into_iter().flat_map(|len| [Some(1 << 31), None, u32::try_from(len).ok()]);
	let numbers = [VERSION.authoring_version, spec_version, VERSION.impl_version].map(Some);
	lists
		.chain(numbers)
		.flat_map(|word: Option<u32>| match word {
			Some(word) => word.to_le_bytes().map(Some),
			None => [None; 4],
		})
		.collect()
}

/// This runtime with a higher version, and with other names for what stands in `renamed`.
fn successor(code: &[u8], renamed: &[(&str, &str)]) -> Result<Vec<u8>> {
	let mut code = decompress(code, CODE_BLOB_BOMB_LIMIT)
		.map_err(|why| anyhow::anyhow!("{why:?}"))?
		.into_owned();
	let (now, next) = (VERSION.spec_version, VERSION.spec_version + 1);
	let mut changes = vec![(told(now), told(next)), (held(now), held(next))];
	changes.extend(
		renamed.iter().map(|(from, to)| (exactly(from.as_bytes()), exactly(to.as_bytes()))),
	);
	for (from, to) in changes {
		let found = replace(&mut code, &from, &to);
		anyhow::ensure!(found > 0, "the runtime does not hold {from:?}");
	}
	compress_weakly(&code, CODE_BLOB_BOMB_LIMIT).context("compressing the runtime")
}

/// The runtime the chain runs.
async fn present_code(rpc: &RpcClient) -> Result<Vec<u8>> {
	let mut key = RpcParams::new();
	key.push(to_hex(b":code", false))?;
	let code: String = ask(rpc, "state_getStorage", key).await?;
	Ok(from_hex(&code)?)
}

async fn ask<R: serde::de::DeserializeOwned>(
	rpc: &RpcClient,
	method: &str,
	params: RpcParams,
) -> Result<R> {
	rpc.request(method, params).await.with_context(|| format!("asking {method}"))
}

/// The version that the runtime at the best block says it has.
async fn spec_version(rpc: &RpcClient) -> Result<u32> {
	let mut call = RpcParams::new();
	call.push("Core_version")?;
	call.push("0x")?;
	let version: String = ask(rpc, "state_call", call).await?;
	let version = sp_version::RuntimeVersion::decode(&mut &*from_hex(&version)?)?;
	Ok(version.spec_version)
}

/// Put a runtime into the place of the present one, as the development chain's root.
async fn upgrade(mesh: &Mesh, rpc: &RpcClient, code: Vec<u8>) -> Result<()> {
	let call = RuntimeCall::System(frame_system::Call::set_code { code });
	let weight = frame_support::weights::Weight::zero();
	let call = dynamic::tx("Sudo", "sudo_unchecked_weight", Encoded((call, weight).encode()));
	let at = mesh.chain.client().at_current_block().await?;
	let mut transaction = at.transactions();
	transaction
		.sign_and_submit_then_watch_default(&call, &dev::alice())
		.await?
		.wait_for_finalized_success()
		.await?;
	mesh.chain
		.wait_for("the new runtime", Duration::from_secs(60), |_| async {
			let now = spec_version(rpc).await?;
			Ok((now == VERSION.spec_version + 1).then_some(()))
		})
		.await
}

#[tokio::test]
async fn an_upgraded_chain_keeps_its_books() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let (mesh, devices) = mesh_of(folder.path(), &["", ""]).await?;
	wait_for_offers(&mesh, &devices[0].address, 2).await?;
	let id = submit(&devices[0], "a task before the upgrade", &[])?;
	let ended = mesh.chain.ended(id, LIFE).await?;
	assert_eq!(ended.phase, atous_primitives::views::TaskPhase::Settled);
	let before = mesh.chain.account(&devices[0].address).await?;
	assert!(before.balance < 0, "the requester owes: {}", before.balance);

	let rpc = RpcClient::from_insecure_url(mesh.node.url()).await?;
	upgrade(&mesh, &rpc, successor(&present_code(&rpc).await?, &[])?).await?;

	// The accounts are read by the new runtime, after its migrations.
	let after = mesh.chain.account(&devices[0].address).await?;
	assert_eq!((after.balance, after.bond), (before.balance, before.bond));
	assert_eq!(mesh.chain.books().await?, 0, "the books sum to zero");

	assert_nothing_left(&mesh, &devices).await
}

#[tokio::test]
async fn a_sidecar_ends_at_a_runtime_it_does_not_know() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let (mesh, mut devices) = mesh_of(folder.path(), &[""]).await?;
	wait_for_offers(&mesh, &devices[0].address, 1).await?;

	let rpc = RpcClient::from_insecure_url(mesh.node.url()).await?;
	// An event's name is part of what the sidecar compares, and stands in the code once.
	let renamed = [("CallbackDelivered", "CallbackForwarded")];
	upgrade(&mesh, &rpc, successor(&present_code(&rpc).await?, &renamed)?).await?;

	// Each sidecar that was running, and a command.
	for device in &mut devices {
		let until = std::time::Instant::now() + Duration::from_secs(60);
		let status = loop {
			if let Some(status) = device.sidecar.ended() {
				break status;
			}
			let name = &device.sidecar.profile.name;
			anyhow::ensure!(std::time::Instant::now() < until, "{name} goes on");
			tokio::time::sleep(Duration::from_millis(200)).await;
		};
		let log = atous_lab::process::tail(&device.sidecar.log(), 15);
		assert_eq!(status.code(), Some(OTHER_METADATA), "{log}");
	}
	let owner = devices[0].sidecar.folder().join("owner.key").display().to_string();
	let output = devices[0].sidecar.run(&["enroll", "--owner-key-file", &owner])?;
	let text = String::from_utf8_lossy(&output.stderr);
	assert_eq!(output.status.code(), Some(OTHER_METADATA), "{text}");
	assert!(text.contains("is newer than version"), "{text}");

	assert_nothing_left(&mesh, &devices).await
}
