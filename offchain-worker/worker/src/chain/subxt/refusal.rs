//! Refusals by their names: from a failed call's error, or from the code with
//! which the pool refuses a device's call that would fail.

use super::At;
use crate::chain::ChainError;
use ::subxt::{metadata::Metadata, rpcs::UserError};

/// Codes of the device lane: the first of each pallet's, the highest first. See
/// the runtime's `RefusalCode`.
const LANE: [(u8, &str); 3] = [(160, "Flags"), (100, "Credit"), (0, "Tasks")];
/// The first code that belongs to no pallet.
const LANE_END: u8 = 250;
/// JSON-RPC code of a transaction that is not valid.
const INVALID: i32 = 1010;
/// JSON-RPC codes of a transaction that the pool has already, or had lately.
const HAS_IT: [i32; 2] = [1013, 1012];

/// What the pool's answer to a transaction means.
#[derive(Debug, PartialEq, Eq)]
pub enum Pool {
	/// It has it already, or had it lately.
	HasIt,
	/// It was valid and no longer is: its nonce is used, or its time is over.
	Stale,
	/// It would fail.
	Refused(ChainError),
}

/// Understand the pool's refusal.
pub fn of_pool(at: &At, why: &UserError) -> Pool {
	let data = why.data.as_ref().map(|data| data.get().trim_matches('"').to_owned());
	understand(at.metadata_ref(), why.code, &why.message, data.as_deref().unwrap_or_default())
}

fn understand(metadata: &Metadata, code: i32, message: &str, data: &str) -> Pool {
	if HAS_IT.contains(&code) {
		return Pool::HasIt;
	}
	let custom = data.strip_prefix("Custom error: ").and_then(|code| code.parse::<u8>().ok());
	if let (INVALID, Some(code)) = (code, custom) {
		return Pool::Refused(of_lane(metadata, code));
	}
	if code == INVALID && (data.contains("outdated") || data.contains("ancient")) {
		return Pool::Stale;
	}
	let payment = data.contains("Inability to pay");
	let reason = match (data.is_empty(), payment) {
		(true, _) => message.to_owned(),
		(_, true) => "the fee cannot be paid; a device that is not enrolled, or is past its \
		              quota, needs an owner who pays"
			.to_owned(),
		_ => format!("{message}: {data}"),
	};
	Pool::Refused(ChainError::Rejected(reason))
}

fn of_lane(metadata: &Metadata, code: u8) -> ChainError {
	let found = LANE.iter().find(|(first, _)| code >= *first && code < LANE_END);
	match found.and_then(|(first, pallet)| Some((metadata.pallet_by_name(pallet)?, code - first))) {
		Some((pallet, number)) => named(&pallet, number),
		None => ChainError::Rejected(format!("it would fail (code {code})")),
	}
}

/// The error of a call that was included and failed.
pub fn of_call(metadata: &Metadata, pallet: u8, number: u8) -> ChainError {
	match metadata.pallet_by_error_index(pallet) {
		Some(pallet) => named(&pallet, number),
		None => ChainError::Rejected(format!("error {number} of pallet {pallet}")),
	}
}

fn named(pallet: &::subxt::metadata::PalletMetadata<'_>, number: u8) -> ChainError {
	match pallet.error_variant_by_index(number) {
		Some(variant) => ChainError::Refused {
			pallet: pallet.name().to_owned(),
			error: variant.name.clone(),
			docs: variant.docs.join(" "),
		},
		None => ChainError::Rejected(format!("error {number} of {}", pallet.name())),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use ::subxt::ext::codec::Decode;

	fn metadata() -> Metadata {
		let bytes = include_bytes!("../../../metadata/atous.scale");
		Metadata::decode(&mut &bytes[..]).expect("decodes")
	}

	fn refused(pool: Pool) -> String {
		match pool {
			Pool::Refused(ChainError::Refused { pallet, error, docs }) => {
				assert!(!docs.is_empty(), "{pallet}::{error} has no documentation");
				format!("{pallet}::{error}")
			}
			other => panic!("{other:?}"),
		}
	}

	#[test]
	fn codes_of_the_lane_are_the_errors_of_the_pallets() {
		let metadata = metadata();
		for pallet in ["Tasks", "Credit", "Flags"] {
			let (first, _) = LANE.iter().find(|(_, name)| *name == pallet).expect("listed");
			let details = metadata.pallet_by_name(pallet).expect("there");
			let mut number = 0;
			while let Some(variant) = details.error_variant_by_index(number) {
				let data = format!("Custom error: {}", first + number);
				let found = refused(understand(&metadata, INVALID, "Invalid Transaction", &data));
				assert_eq!(found, format!("{pallet}::{}", variant.name));
				number += 1;
			}
			assert!(number > 0);
		}
	}

	#[test]
	fn other_answers_of_the_pool_are_told_apart() {
		let metadata = metadata();
		let answer = |code, data| understand(&metadata, code, "Invalid Transaction", data);
		assert_eq!(answer(1013, ""), Pool::HasIt);
		assert_eq!(answer(1012, ""), Pool::HasIt);
		assert_eq!(answer(1010, "Transaction is outdated"), Pool::Stale);
		assert_eq!(answer(1010, "Transaction has an ancient birth block"), Pool::Stale);
		let Pool::Refused(ChainError::Rejected(why)) =
			answer(1010, "Inability to pay some fees (e.g. account balance too low)")
		else {
			panic!("rejected");
		};
		assert!(why.contains("quota"), "{why}");
		assert!(matches!(
			answer(1010, "Custom error: 255"),
			Pool::Refused(ChainError::Rejected(_))
		));
	}
}
