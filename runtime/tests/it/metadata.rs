//! The metadata that the sidecar is built against is this runtime's, and it tells
//! people what everything means.

use atous_runtime::{lane, Runtime};
use codec::{Decode, Encode};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use scale_info::{form::MetaForm, Type, TypeDef, TypeInfo};
use std::{env, fs, path::PathBuf};
use subxt_utils_stripmetadata::StripMetadata;

/// The version that the sidecar's client library prefers.
const VERSION: u32 = 16;
/// What the sidecar speaks with. Code is generated for all that the committed file
/// holds, so that it holds no more.
const PALLETS: [&str; 5] = ["System", "Timestamp", "Credit", "Tasks", "Flags"];
/// The runtime API it asks.
const API: &str = "AtousApi";

fn committed() -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../offchain-worker/worker/metadata/atous.scale")
}

/// The runtime's metadata. pallet-revive reads storage for one of its defaults, so
/// that it wants an (empty) state.
fn metadata(version: u32) -> Option<Vec<u8>> {
	sp_io::TestExternalities::default()
		.execute_with(|| Runtime::metadata_at_version(version).map(|opaque| opaque.to_vec()))
}

/// As much of the runtime's metadata as the sidecar needs.
fn for_the_sidecar() -> Vec<u8> {
	let whole = metadata(VERSION).expect("the version is served");
	let mut prefixed = RuntimeMetadataPrefixed::decode(&mut &*whole).expect("decodes");
	let RuntimeMetadata::V16(metadata) = &mut prefixed.1 else {
		panic!("it is of version {VERSION}");
	};
	// These three lead to every pallet's types.
	let enums = &metadata.outer_enums;
	for outer in [enums.call_enum_ty, enums.event_enum_ty, enums.error_enum_ty] {
		let outer = metadata.types.types.iter_mut().find(|entry| entry.id == outer.id);
		let TypeDef::Variant(pallets) = &mut outer.expect("is registered").ty.type_def else {
			panic!("it is an enum of pallets");
		};
		pallets.variants.retain(|pallet| PALLETS.contains(&&*pallet.name));
	}
	metadata.strip_metadata(|pallet| PALLETS.contains(&pallet), |api| api == API);
	prefixed.encode()
}

/// `make metadata` runs this test with `UPDATE_METADATA=1`, which writes the file.
#[test]
fn committed_metadata_is_this_runtimes() {
	let present = for_the_sidecar();
	let path = committed();
	if env::var_os("UPDATE_METADATA").is_some() {
		fs::create_dir_all(path.parent().expect("the file is in a folder"))
			.expect("the folder can be made");
		fs::write(&path, &present).expect("the file can be written");
		return;
	}
	let stored = fs::read(&path).unwrap_or_default();
	assert!(
		stored == present,
		"{} is not this runtime's metadata: run `make metadata`, and look whether the sidecar \
		still builds",
		path.display()
	);
}

#[test]
fn all_promised_versions_are_served() {
	for version in 14..=16 {
		assert!(metadata(version).is_some(), "version {version}");
	}
}

/// Names of variants, and of their fields, that have no docs.
fn undocumented_variants(what: &str, described: &Type<MetaForm>, fields: bool) -> Vec<String> {
	let TypeDef::Variant(variants) = &described.type_def else {
		panic!("{what} is no enum");
	};
	let mut missing = Vec::new();
	for variant in variants.variants.iter().filter(|variant| variant.name != "__Ignore") {
		if variant.docs.iter().all(|line| line.trim().is_empty()) {
			missing.push(format!("{what}::{}", variant.name));
		}
		for field in variant.fields.iter().filter(|_| fields) {
			if field.docs.iter().all(|line| line.trim().is_empty()) {
				missing.push(format!("{what}::{}::{:?}", variant.name, field.name));
			}
		}
	}
	missing
}

/// What of a pallet has no docs. The arguments of a call are described in the
/// call's own docs.
macro_rules! undocumented {
	($pallet:ident) => {{
		let name = stringify!($pallet);
		let mut missing = Vec::new();
		let call = <$pallet::Call<Runtime> as TypeInfo>::type_info();
		missing.extend(undocumented_variants(&format!("{name}::Call"), &call, false));
		let event = <$pallet::Event<Runtime> as TypeInfo>::type_info();
		missing.extend(undocumented_variants(&format!("{name}::Event"), &event, true));
		let error = <$pallet::Error<Runtime> as TypeInfo>::type_info();
		missing.extend(undocumented_variants(&format!("{name}::Error"), &error, false));
		for entry in $pallet::Pallet::<Runtime>::storage_metadata().entries {
			if entry.docs.iter().all(|line| line.trim().is_empty()) {
				missing.push(format!("{name} storage {}", entry.name));
			}
		}
		for constant in $pallet::Pallet::<Runtime>::pallet_constants_metadata() {
			if constant.docs.iter().all(|line| line.trim().is_empty()) {
				missing.push(format!("{name} constant {}", constant.name));
			}
		}
		missing
	}};
}

#[test]
fn everything_of_the_mesh_has_docs() {
	let missing = [
		undocumented!(pallet_credit),
		undocumented!(pallet_tasks),
		undocumented!(pallet_flags),
		undocumented!(lane),
	]
	.concat();
	assert!(missing.is_empty(), "these have no docs in the metadata: {missing:#?}");
}
