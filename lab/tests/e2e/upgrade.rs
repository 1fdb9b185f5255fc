//! The chain gets another runtime while the mesh is there: books and accounts stay.

use super::*;
use atous_runtime::{RuntimeCall, VERSION};
use codec::Encode;
use serde_json::Value;
use sp_core::bytes::{from_hex, to_hex};
use sp_maybe_compressed_blob::{compress_weakly, decompress, CODE_BLOB_BOMB_LIMIT};
use subxt::{
	dynamic,
	ext::{scale_encode, scale_type_resolver},
	rpcs::{client::RpcParams, RpcClient},
};
use subxt_signer::sr25519::dev;

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

/// Replace every `from` by `to`, which is as long. Says how often it was found.
fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) -> usize {
	let mut found = 0;
	for at in 0..=bytes.len().saturating_sub(from.len()) {
		if bytes[at..].starts_with(from) {
			bytes[at..at + to.len()].copy_from_slice(to);
			found += 1;
		}
	}
	found
}

/// This runtime with a higher version.
fn successor(code: &[u8]) -> Result<Vec<u8>> {
	let mut code = decompress(code, CODE_BLOB_BOMB_LIMIT)
		.map_err(|why| anyhow::anyhow!("{why:?}"))?
		.into_owned();
	let version = |spec_version: u32| {
		let named = (&VERSION.spec_name, &VERSION.impl_name, VERSION.authoring_version);
		(named, spec_version).encode()
	};
	let (now, next) = (version(VERSION.spec_version), version(VERSION.spec_version + 1));
	anyhow::ensure!(replace(&mut code, &now, &next) > 0, "the runtime does not tell its version");
	compress_weakly(&code, CODE_BLOB_BOMB_LIMIT).context("compressing the runtime")
}

async fn ask<R: serde::de::DeserializeOwned>(
	rpc: &RpcClient,
	method: &str,
	params: RpcParams,
) -> Result<R> {
	rpc.request(method, params).await.with_context(|| format!("asking {method}"))
}

/// The runtime version by which the best block was made.
async fn spec_version(rpc: &RpcClient) -> Result<Option<u64>> {
	let version: Value = ask(rpc, "state_getRuntimeVersion", RpcParams::new()).await?;
	Ok(version["specVersion"].as_u64())
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
			Ok((now == Some(u64::from(VERSION.spec_version) + 1)).then_some(()))
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
	let mut key = RpcParams::new();
	key.push(to_hex(b":code", false))?;
	let code: String = ask(&rpc, "state_getStorage", key).await?;
	upgrade(&mesh, &rpc, successor(&from_hex(&code)?)?).await?;

	// The accounts are read by the new runtime, after its migrations.
	let after = mesh.chain.account(&devices[0].address).await?;
	assert_eq!((after.balance, after.bond), (before.balance, before.bond));
	assert_eq!(mesh.chain.books().await?, 0, "the books sum to zero");

	assert_nothing_left(&mesh, &devices).await
}
