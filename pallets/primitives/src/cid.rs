//! Content identifiers, always CIDv1 with SHA-256, so that one fits in a fixed
//! 33 bytes and none can be malformed.
//!
//! Source: the multiformats CID specification; the text form is multibase
//! base32 (RFC 4648, lower case, no padding, prefix `b`), as IPFS tools print it.

use alloc::string::String;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};

/// How the bytes behind an identifier are laid out.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Codec {
	/// The bytes themselves (multicodec `raw`, 0x55): content of at most one chunk.
	Raw,
	/// A UnixFS node (multicodec `dag-pb`, 0x70): content of several chunks.
	DagPb,
}

impl Codec {
	/// The multicodec number.
	pub const fn code(self) -> u8 {
		match self {
			Codec::Raw => 0x55,
			Codec::DagPb => 0x70,
		}
	}
}

/// The name of some content: a CIDv1 with a SHA-256 multihash.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Cid {
	/// Layout of the bytes the digest was taken of.
	pub codec: Codec,
	/// SHA-256 of the root block.
	pub digest: [u8; 32],
}

/// Why a text or bytes are not an identifier this chain can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CidError {
	/// Not multibase base32 (`b…`).
	NotBase32,
	/// Not 36 bytes, not version 1, or not SHA-256.
	NotCidV1Sha256,
	/// A codec other than `raw` and `dag-pb`.
	UnknownCodec,
}

impl fmt::Display for CidError {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		to.write_str(match self {
			CidError::NotBase32 => "a content identifier is written in base32 and begins with b",
			CidError::NotCidV1Sha256 => "only CIDv1 with SHA-256 is accepted",
			CidError::UnknownCodec => "only the codecs raw and dag-pb are accepted",
		})
	}
}

impl core::error::Error for CidError {}

/// Length of the binary form: version, codec, hash function, length, digest.
pub const BINARY_LEN: usize = 36;
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

impl Cid {
	/// The identifier of one raw block.
	pub fn of_raw(block: &[u8]) -> Self {
		Self { codec: Codec::Raw, digest: crate::outcome::sha256(&[block]) }
	}

	/// The binary form of the specification.
	pub fn to_bytes(&self) -> [u8; BINARY_LEN] {
		let mut bytes = [0u8; BINARY_LEN];
		bytes[..4].copy_from_slice(&[0x01, self.codec.code(), 0x12, 0x20]);
		bytes[4..].copy_from_slice(&self.digest);
		bytes
	}

	/// Read the binary form.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, CidError> {
		let bytes: &[u8; BINARY_LEN] = bytes.try_into().map_err(|_| CidError::NotCidV1Sha256)?;
		let [version, code, function, length, digest @ ..] = bytes;
		if (*version, *function, *length) != (0x01, 0x12, 0x20) {
			return Err(CidError::NotCidV1Sha256);
		}
		let codec = match code {
			0x55 => Codec::Raw,
			0x70 => Codec::DagPb,
			_ => return Err(CidError::UnknownCodec),
		};
		Ok(Self { codec, digest: *digest })
	}
}

impl fmt::Display for Cid {
	fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
		let mut text = String::with_capacity(59);
		text.push('b');
		let (mut buffer, mut bits) = (0u32, 0u32);
		for byte in self.to_bytes() {
			buffer = (buffer << 8) | u32::from(byte);
			bits += 8;
			while bits >= 5 {
				bits -= 5;
				text.push(ALPHABET[((buffer >> bits) & 31) as usize] as char);
			}
			buffer &= (1 << bits) - 1;
		}
		if bits > 0 {
			text.push(ALPHABET[((buffer << (5 - bits)) & 31) as usize] as char);
		}
		to.write_str(&text)
	}
}

impl FromStr for Cid {
	type Err = CidError;

	fn from_str(text: &str) -> Result<Self, CidError> {
		let digits = text.strip_prefix('b').ok_or(CidError::NotBase32)?;
		let mut bytes = [0u8; BINARY_LEN];
		let (mut buffer, mut bits, mut filled) = (0u32, 0u32, 0usize);
		for digit in digits.bytes() {
			let value = ALPHABET.iter().position(|a| *a == digit).ok_or(CidError::NotBase32)?;
			buffer = (buffer << 5) | value as u32;
			bits += 5;
			if bits >= 8 {
				bits -= 8;
				*bytes.get_mut(filled).ok_or(CidError::NotCidV1Sha256)? = (buffer >> bits) as u8;
				filled += 1;
				buffer &= (1 << bits) - 1;
			}
		}
		// Left-over bits must be zero, or two texts would name the same content.
		if filled != BINARY_LEN || buffer != 0 || bits >= 5 {
			return Err(CidError::NotCidV1Sha256);
		}
		Self::from_bytes(&bytes)
	}
}

impl Serialize for Cid {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(self)
	}
}

impl<'de> Deserialize<'de> for Cid {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		String::deserialize(from)?.parse().map_err(D::Error::custom)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn text_of_known_content_is_what_ipfs_tools_print() {
		// `ipfs add --cid-version 1` of the bytes "hello world" without newline.
		let cid = Cid::of_raw(b"hello world");
		let text = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
		assert_eq!(alloc::format!("{cid}"), text);
		assert_eq!(text.parse::<Cid>(), Ok(cid));
	}

	#[test]
	fn malformed_text_is_refused() {
		assert_eq!("".parse::<Cid>(), Err(CidError::NotBase32));
		assert_eq!(
			"QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG".parse::<Cid>(),
			Err(CidError::NotBase32)
		);
		assert_eq!("bafkrei".parse::<Cid>(), Err(CidError::NotCidV1Sha256));
		let long = alloc::format!("{}aaaaaaaa", Cid::of_raw(b""));
		assert_eq!(long.parse::<Cid>(), Err(CidError::NotCidV1Sha256));
	}

	#[test]
	fn other_codecs_and_hashes_are_refused() {
		let mut bytes = Cid::of_raw(b"x").to_bytes();
		bytes[1] = 0x71;
		assert_eq!(Cid::from_bytes(&bytes), Err(CidError::UnknownCodec));
		bytes[1] = 0x55;
		bytes[2] = 0x13;
		assert_eq!(Cid::from_bytes(&bytes), Err(CidError::NotCidV1Sha256));
	}
}
