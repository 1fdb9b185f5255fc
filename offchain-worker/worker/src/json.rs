//! How the sidecar writes numbers and bytes in JSON: as the chain's RPC does.
//! Amounts are decimal strings (a JavaScript number cannot hold them), bytes `0x…`.

/// Integers as decimal strings.
pub mod decimal {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};
	use std::{fmt::Display, str::FromStr};

	/// Write as a decimal string.
	pub fn serialize<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
		to.collect_str(value)
	}

	/// Read a decimal string.
	pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
		let text = String::deserialize(from)?;
		text.parse().map_err(|_| D::Error::custom("expected a whole number as a decimal string"))
	}
}

/// Byte arrays as `0x…`.
pub mod bytes {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Write as `0x…`.
	pub fn serialize<const N: usize, S: Serializer>(
		bytes: &[u8; N],
		to: S,
	) -> Result<S::Ok, S::Error> {
		to.collect_str(&super::Hex(bytes))
	}

	/// Read `0x…` of exactly `N` bytes.
	pub fn deserialize<'de, const N: usize, D: Deserializer<'de>>(
		from: D,
	) -> Result<[u8; N], D::Error> {
		let text = String::deserialize(from)?;
		let mut bytes = [0; N];
		let digits = text.strip_prefix("0x").unwrap_or(&text);
		hex::decode_to_slice(digits, &mut bytes)
			.map_err(|why| D::Error::custom(format!("expected 0x and {N} bytes: {why}")))?;
		Ok(bytes)
	}
}

/// Bytes that are displayed as `0x…`.
#[derive(Clone, Copy, Debug)]
pub struct Hex<'a>(pub &'a [u8]);

impl std::fmt::Display for Hex<'_> {
	fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(to, "0x{}", hex::encode(self.0))
	}
}

#[cfg(test)]
mod tests {
	use serde::{Deserialize, Serialize};

	#[derive(Debug, PartialEq, Serialize, Deserialize)]
	struct Both {
		#[serde(with = "super::decimal")]
		amount: i128,
		#[serde(with = "super::bytes")]
		hash: [u8; 2],
	}

	#[test]
	fn numbers_and_bytes_are_written_and_read_back() {
		let both = Both { amount: -5, hash: [1, 255] };
		let json = serde_json::to_string(&both).expect("writes");
		assert_eq!(json, r#"{"amount":"-5","hash":"0x01ff"}"#);
		assert_eq!(serde_json::from_str::<Both>(&json).expect("reads"), both);
		assert!(serde_json::from_str::<Both>(r#"{"amount":"x","hash":"0x01ff"}"#).is_err());
		assert!(serde_json::from_str::<Both>(r#"{"amount":"1","hash":"0x01"}"#).is_err());
	}
}
