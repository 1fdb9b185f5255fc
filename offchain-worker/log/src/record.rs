//! One flag on the disk: its SCALE form and a check.

use atous_primitives::{merkle, Flag, Hash};
use codec::{DecodeAll, Encode};

/// Length of a flag's SCALE form, in bytes: all its fields have a fixed size.
const FLAG_LEN: usize = 75;
/// Leading bytes of the leaf hash that stand behind it. 40 bits, at no cost: the
/// tree needs the hash anyway.
const CHECK_LEN: usize = 5;
/// Length of a record, in bytes.
pub(crate) const RECORD_LEN: usize = FLAG_LEN + CHECK_LEN;

/// Hash of the leaf that `flag` makes in the tree.
pub fn leaf_hash(flag: &Flag) -> Hash {
	merkle::leaf_hash(&flag.encode())
}

/// Append the record of `flag` to `bytes`. Returns its leaf hash.
pub(crate) fn write(flag: &Flag, bytes: &mut Vec<u8>) -> Hash {
	let start = bytes.len();
	flag.encode_to(bytes);
	debug_assert_eq!(bytes.len() - start, FLAG_LEN);
	let leaf = merkle::leaf_hash(&bytes[start..]);
	bytes.extend_from_slice(&leaf[..CHECK_LEN]);
	leaf
}

/// Read a record: the leaf hash and the flag. `None` if it is not whole.
pub(crate) fn read(record: &[u8]) -> Option<(Hash, Flag)> {
	let (flag, check) = record.split_at_checked(FLAG_LEN)?;
	let leaf = merkle::leaf_hash(flag);
	if leaf[..CHECK_LEN] != *check {
		return None;
	}
	Some((leaf, Flag::decode_all(&mut &*flag).ok()?))
}

#[cfg(test)]
mod tests {
	use super::*;
	use atous_primitives::{FlagKind, Severity};
	use codec::MaxEncodedLen;

	fn flag() -> Flag {
		Flag {
			time_ms: 5,
			kind: FlagKind::Executor,
			severity: Severity::Critical,
			subject: [1; 32],
			evidence: [2; 32],
			state: 3,
		}
	}

	#[test]
	fn every_flag_has_the_same_length() {
		assert_eq!(Flag::max_encoded_len(), FLAG_LEN);
		assert_eq!(flag().encoded_size(), FLAG_LEN);
	}

	#[test]
	fn a_record_reads_back() {
		let mut bytes = Vec::new();
		let leaf = write(&flag(), &mut bytes);
		assert_eq!(bytes.len(), RECORD_LEN);
		assert_eq!(leaf, leaf_hash(&flag()));
		assert_eq!(read(&bytes), Some((leaf, flag())));
	}

	#[test]
	fn a_record_with_any_bit_changed_is_refused() {
		let mut bytes = Vec::new();
		write(&flag(), &mut bytes);
		for bit in 0..RECORD_LEN * 8 {
			bytes[bit / 8] ^= 1 << (bit % 8);
			assert_eq!(read(&bytes), None);
			bytes[bit / 8] ^= 1 << (bit % 8);
		}
		assert_eq!(read(&bytes[..RECORD_LEN - 1]), None);
		assert_eq!(read(&[0; RECORD_LEN]), None);
		assert_eq!(read(&[]), None);
	}
}
