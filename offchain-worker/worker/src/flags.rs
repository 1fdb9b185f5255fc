//! Proofs that a flag stands in a log that its device has anchored: made by the
//! device, checked by anyone against the anchor on the chain.

use crate::{
	chain::{AccountId, Anchor},
	daemon::edges::FlagLog,
	error::{Failure, Kind},
	json::Hex,
};
use atous_primitives::{merkle, Flag, Hash};
use serde::{Deserialize, Serialize};

/// A flag with its place in the log of its device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
	/// Its index, from 0.
	pub index: u64,
	/// The flag.
	pub flag: Flag,
}

/// The newest `count` flags of a log, the newest last.
pub fn newest(log: &dyn FlagLog, count: u64) -> Result<Vec<Listed>, Failure> {
	let size = log.head().size;
	(size.saturating_sub(count)..size)
		.map(|index| Ok(Listed { index, flag: log.flag(index)? }))
		.collect()
}

/// A flag with the proof that it is in the anchored log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
	/// The device whose log it is.
	pub device: AccountId,
	/// Index of the flag.
	pub index: u64,
	/// Flags in the log when it was anchored.
	pub size: u64,
	/// The flag.
	pub flag: Flag,
	/// The hashes that lead from the flag to the root, as `0x…`.
	pub path: Vec<String>,
}

impl Proof {
	/// Prove that the flag of `index` is in the log that was anchored.
	pub fn make(
		log: &dyn FlagLog,
		device: AccountId,
		index: u64,
		anchor: Option<&Anchor>,
	) -> Result<Self, Failure> {
		let size = anchor.map_or(0, |anchor| anchor.size);
		if index >= size {
			return Err(Failure::new(
				Kind::MissingInput,
				format!(
					"Only the first {size} flags are anchored and can be proven. Wait for the \
					 next anchor, or ask for an earlier flag."
				),
			));
		}
		let path = log.inclusion(index, size)?;
		let path = path.iter().map(|hash| Hex(hash).to_string()).collect();
		Ok(Self { device, index, size, flag: log.flag(index)?, path })
	}

	/// Check the proof against the device's last anchor, from the chain.
	pub fn verify(&self, anchor: Option<&Anchor>) -> Result<(), Failure> {
		let wrong =
			|why: String| Failure::new(Kind::BadPayload, format!("The proof fails: {why}."));
		let anchor = anchor
			.ok_or_else(|| wrong(format!("the device {} has anchored no log", self.device)))?;
		if anchor.size != self.size {
			return Err(wrong(format!(
				"it is for a log of {} flags and the last anchor is of {}; ask the device for a \
				 new one",
				self.size, anchor.size
			)));
		}
		let path = self.path.iter().map(|text| hash(text)).collect::<Option<Vec<Hash>>>();
		let path = path.ok_or_else(|| wrong("a hash is not 0x and 32 bytes".into()))?;
		let leaf = atous_log::leaf_hash(&self.flag);
		merkle::verify_inclusion(self.index, anchor.size, &leaf, &path, &anchor.root)
			.map_err(|why| wrong(why.to_string()))
	}
}

fn hash(text: &str) -> Option<Hash> {
	let mut hash = [0; 32];
	hex::decode_to_slice(text.strip_prefix("0x")?, &mut hash).ok()?;
	Some(hash)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::daemon::doubles::Memory;
	use atous_primitives::{FlagKind, Severity};

	fn log() -> (Memory, Anchor) {
		let log = Memory::default();
		for state in [1, 2] {
			let flag = Flag {
				time_ms: 1,
				kind: FlagKind::Anomaly,
				severity: Severity::Info,
				subject: [1; 32],
				evidence: [2; 32],
				state,
			};
			log.append(&flag).expect("appends");
		}
		let head = log.head();
		(log, Anchor { size: head.size, root: head.root, block: 1 })
	}

	#[test]
	fn a_proof_holds_for_its_flag_and_anchor_alone() {
		let (log, anchor) = log();
		let device = AccountId::from([1; 32]);
		let proof = Proof::make(&log, device, 1, Some(&anchor)).expect("anchored");
		proof.verify(Some(&anchor)).expect("holds");
		let text = serde_json::to_string(&proof).expect("writes");
		assert_eq!(serde_json::from_str::<Proof>(&text).expect("reads"), proof);

		let refused = |proof: &Proof, anchor: Option<&Anchor>| {
			proof.verify(anchor).expect_err("refused").message
		};
		assert!(refused(&proof, None).contains("anchored no log"));
		assert!(refused(&proof, Some(&Anchor { size: 3, ..anchor })).contains("new one"));
		refused(&proof, Some(&Anchor { root: [9; 32], ..anchor }));
		refused(&Proof { index: 0, ..proof.clone() }, Some(&anchor));
		let other = Flag { state: 9, ..proof.flag.clone() };
		refused(&Proof { flag: other, ..proof.clone() }, Some(&anchor));
		refused(&Proof { path: vec!["0x00".into()], ..proof }, Some(&anchor));
	}

	#[test]
	fn what_is_not_anchored_cannot_be_proven() {
		let (log, anchor) = log();
		let device = AccountId::from([1; 32]);
		for (index, anchor) in [(2, Some(&anchor)), (0, None)] {
			let failure = Proof::make(&log, device, index, anchor).expect_err("not anchored");
			assert_eq!(failure.kind, Kind::MissingInput);
		}
	}

	#[test]
	fn the_newest_come_last() {
		let (log, _) = log();
		let listed = newest(&log, 1).expect("lists");
		assert_eq!(listed.iter().map(|listed| listed.index).collect::<Vec<_>>(), [1]);
		assert_eq!(newest(&log, 9).expect("lists").len(), 2);
	}
}
