//! How numbers and bytes are written in JSON: amounts as decimal strings (a
//! JavaScript number cannot hold them), byte strings as `0x…` hexadecimal.

/// `i128` and other integers as decimal strings.
pub mod decimal {
	use alloc::string::{String, ToString};
	use core::{fmt::Display, str::FromStr};
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Write `value` as a decimal string.
	pub fn serialize<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(&value.to_string())
	}

	/// Read a decimal string.
	pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
		let text = String::deserialize(from)?;
		text.parse().map_err(|_| D::Error::custom("expected a whole number as a decimal string"))
	}
}

/// An integer that may be missing, as a decimal string or `null`.
pub mod maybe_decimal {
	use alloc::string::{String, ToString};
	use core::{fmt::Display, str::FromStr};
	use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};

	/// Write `value` as a decimal string, or nothing as `null`.
	pub fn serialize<T: Display, S: Serializer>(
		value: &Option<T>,
		to: S,
	) -> Result<S::Ok, S::Error> {
		value.as_ref().map(ToString::to_string).serialize(to)
	}

	/// Read a decimal string or `null`.
	pub fn deserialize<'de, T: FromStr, D: Deserializer<'de>>(
		from: D,
	) -> Result<Option<T>, D::Error> {
		let text = Option::<String>::deserialize(from)?;
		text.map(|text| text.parse())
			.transpose()
			.map_err(|_| D::Error::custom("expected a whole number as a decimal string or null"))
	}
}

/// Byte arrays as `0x…`.
pub mod hex_bytes {
	use alloc::string::String;
	use serde::{de::Error, Deserialize, Deserializer, Serializer};

	/// Write bytes as `0x…`.
	pub fn serialize<const N: usize, S: Serializer>(
		bytes: &[u8; N],
		to: S,
	) -> Result<S::Ok, S::Error> {
		to.serialize_str(&super::to_hex(bytes))
	}

	/// Read `0x…` of exactly `N` bytes.
	pub fn deserialize<'de, const N: usize, D: Deserializer<'de>>(
		from: D,
	) -> Result<[u8; N], D::Error> {
		let text = String::deserialize(from)?;
		super::from_hex(&text)
			.ok_or_else(|| D::Error::custom("expected 0x and two hexadecimal digits a byte"))
	}
}

/// `0x` and two lower-case digits a byte.
pub fn to_hex(bytes: &[u8]) -> alloc::string::String {
	use core::fmt::Write;
	let mut text = alloc::string::String::with_capacity(2 + bytes.len() * 2);
	text.push_str("0x");
	for byte in bytes {
		// Writing to a string cannot fail.
		let _ = write!(text, "{byte:02x}");
	}
	text
}

/// Exactly `N` bytes from `0x…`; the prefix may be missing.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
	let digits = text.strip_prefix("0x").unwrap_or(text).as_bytes();
	if digits.len() != N * 2 {
		return None;
	}
	let mut bytes = [0u8; N];
	for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
		let high = (pair[0] as char).to_digit(16)?;
		let low = (pair[1] as char).to_digit(16)?;
		*byte = (high * 16 + low) as u8;
	}
	Some(bytes)
}
