//! What is generated from the committed metadata, and how far a chain's differs.

use crate::chain::ChainError;
use ::subxt::{ext::codec::Decode, metadata::Metadata};

/// Types and calls of the runtime this binary was built for.
#[allow(missing_docs, clippy::all)]
#[::subxt::subxt(
	runtime_metadata_path = "metadata/atous.scale",
	substitute_type(
		path = "atous_primitives::header::TaskHeader",
		with = "::subxt::utils::Static<::atous_primitives::TaskHeader>"
	),
	substitute_type(
		path = "atous_primitives::offer::OfferSpec",
		with = "::subxt::utils::Static<::atous_primitives::OfferSpec>"
	),
	substitute_type(
		path = "atous_primitives::outcome::Reveal",
		with = "::subxt::utils::Static<::atous_primitives::Reveal>"
	),
	substitute_type(
		path = "atous_primitives::outcome::Outcome",
		with = "::subxt::utils::Static<::atous_primitives::Outcome>"
	),
	substitute_type(
		path = "atous_primitives::flag::FlagSummary",
		with = "::subxt::utils::Static<::atous_primitives::FlagSummary>"
	),
	substitute_type(
		path = "atous_primitives::views::TaskPhase",
		with = "::subxt::utils::Static<::atous_primitives::views::TaskPhase>"
	),
	substitute_type(
		path = "atous_primitives::views::CopyPhase",
		with = "::subxt::utils::Static<::atous_primitives::views::CopyPhase>"
	),
	substitute_type(
		path = "atous_primitives::views::AccountView<A>",
		with = "::subxt::utils::Static<::atous_primitives::views::AccountView<A>>"
	),
	substitute_type(
		path = "atous_primitives::views::Quote",
		with = "::subxt::utils::Static<::atous_primitives::views::Quote>"
	),
	substitute_type(
		path = "atous_primitives::views::QuoteError",
		with = "::subxt::utils::Static<::atous_primitives::views::QuoteError>"
	)
)]
pub mod atous {}

/// The committed metadata itself.
const METADATA: &[u8] = include_bytes!("../../../metadata/atous.scale");
/// The pallets the sidecar speaks with.
const PALLETS: [&str; 3] = ["Credit", "Tasks", "Flags"];
/// The runtime API it asks.
const API: &str = "AtousApi";

/// Whether `chain`, of runtime version `spec_version`, is what this binary knows,
/// in all that it uses.
pub fn compare(chain: &Metadata, spec_version: u32) -> Result<(), ChainError> {
	let own = Metadata::decode(&mut &*METADATA)
		.map_err(|why| ChainError::Malformed(format!("the built-in metadata: {why}")))?;
	let mut differing: Vec<&str> = PALLETS
		.into_iter()
		.filter(|name| {
			let hash = |metadata: &Metadata| metadata.pallet_by_name(name).map(|p| p.hash());
			hash(&own) != hash(chain)
		})
		.collect();
	let hash = |metadata: &Metadata| metadata.runtime_api_trait_by_name(API).map(|api| api.hash());
	if hash(&own) != hash(chain) {
		differing.push(API);
	}
	if differing.is_empty() {
		return Ok(());
	}
	let known = spec_version_of(&own);
	let side = match known {
		Some(known) if spec_version > known => "newer than",
		Some(known) if spec_version < known => "older than",
		_ => "other than",
	};
	Err(ChainError::Metadata(format!(
		"The chain's runtime, version {spec_version}, is {side} version {} that this program was \
		 built for: {} differ.",
		known.map_or("?".into(), |known| known.to_string()),
		differing.join(", ")
	)))
}

/// The version the runtime of some metadata says it has.
fn spec_version_of(metadata: &Metadata) -> Option<u32> {
	// Its first fields; see `sp_version::RuntimeVersion`.
	#[derive(Decode)]
	#[codec(crate = ::subxt::ext::codec)]
	struct Version {
		_spec_name: String,
		_impl_name: String,
		_authoring_version: u32,
		spec_version: u32,
	}
	let constant = metadata.pallet_by_name("System")?.constant_by_name("Version")?;
	Version::decode(&mut constant.value()).ok().map(|version| version.spec_version)
}

#[cfg(test)]
mod tests {
	use super::*;
	use ::subxt::ext::{
		codec::Encode,
		frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed},
	};

	#[test]
	fn the_committed_metadata_is_its_own_equal() {
		let own = Metadata::decode(&mut &*METADATA).expect("decodes");
		let version = spec_version_of(&own).expect("has a version");
		compare(&own, version).expect("equal");
	}

	#[test]
	fn a_runtime_without_a_call_is_another_one() {
		let mut prefixed = RuntimeMetadataPrefixed::decode(&mut &*METADATA).expect("decodes");
		let RuntimeMetadata::V16(metadata) = &mut prefixed.1 else {
			panic!("the committed metadata is version 16");
		};
		let tasks = metadata.pallets.iter_mut().find(|pallet| pallet.name == "Tasks");
		tasks.expect("there").calls = None;
		let other = Metadata::decode(&mut &*prefixed.encode()).expect("decodes");
		let own = spec_version_of(&other).expect("has a version");
		for (version, says) in
			[(own + 1, "newer than"), (own - 1, "older than"), (own, "other than")]
		{
			let Err(ChainError::Metadata(difference)) = compare(&other, version) else {
				panic!("differs");
			};
			assert!(difference.contains(says) && difference.contains("Tasks"), "{difference}");
		}
	}
}
