//! A generic client finds documentation for everything of Atous on the chain.

use super::*;

#[tokio::test]
async fn every_call_storage_item_constant_event_and_error_is_documented() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let mesh = Mesh::start(folder.path()).await?;
	let at = mesh.chain.client().at_current_block().await?;
	let metadata = at.metadata();
	let mut missing = Vec::new();
	let mut items = 0;
	for name in ["Credit", "Tasks", "Flags", "Lane"] {
		let pallet = metadata.pallet_by_name(name).with_context(|| format!("no pallet {name}"))?;
		let mut note = |kind: &str, item: &str, docs: &[String]| {
			items += 1;
			if docs.iter().all(|line| line.trim().is_empty()) {
				missing.push(format!("{name} {kind} {item}"));
			}
		};
		for variants in [
			("call", pallet.call_variants()),
			("event", pallet.event_variants()),
			("error", pallet.error_variants()),
		] {
			for variant in variants.1.unwrap_or_default() {
				note(variants.0, &variant.name, &variant.docs);
			}
		}
		for entry in pallet.storage().into_iter().flat_map(|storage| storage.entries()) {
			note("storage", entry.name(), entry.docs());
		}
		for constant in pallet.constants() {
			note("constant", constant.name(), constant.docs());
		}
	}
	assert!(items > 80, "only {items} items were seen");
	assert!(missing.is_empty(), "without documentation: {missing:#?}");
	Ok(())
}
