//! The numbers of a pallet: set as a whole, effective from the next session.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Numbers that hold one another in bounds.
pub trait Validate {
	/// Whether the numbers fit together; the error says which do not.
	fn validate(&self) -> Result<(), &'static str>;
}

/// Numbers in force, and those that follow. One storage value, so that whoever needs
/// one number reads all of them at once and none is out of line with another.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Settings<Params> {
	/// How often they have changed.
	pub version: u32,
	/// What is in force.
	pub current: Params,
	/// What comes into force with the start of a session.
	pub next: Option<Upcoming<Params>>,
}

/// Numbers to come.
#[derive(
	Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Upcoming<Params> {
	/// The first session in which they are in force.
	pub session: u32,
	/// The numbers.
	pub params: Params,
}

impl<Params: Validate> Settings<Params> {
	/// Settings that start with `params`.
	pub fn new(params: Params) -> Self {
		Self { version: 0, current: params, next: None }
	}

	/// Have `params` come into force after session `now`, in place of any that were to
	/// come. Refuses numbers that do not fit together.
	pub fn schedule(&mut self, params: Params, now: u32) -> Result<u32, &'static str> {
		params.validate()?;
		let session = now.saturating_add(1);
		self.next = Some(Upcoming { session, params });
		Ok(session)
	}

	/// Bring into force what is due in session `now`. Says whether anything was.
	pub fn advance(&mut self, now: u32) -> bool {
		match self.next.take() {
			Some(next) if next.session <= now => {
				self.current = next.params;
				self.version = self.version.saturating_add(1);
				true
			}
			waiting => {
				self.next = waiting;
				false
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[derive(Clone, Debug, PartialEq)]
	struct Even(u32);

	impl Validate for Even {
		fn validate(&self) -> Result<(), &'static str> {
			if self.0.is_multiple_of(2) {
				Ok(())
			} else {
				Err("odd")
			}
		}
	}

	#[test]
	fn numbers_come_into_force_with_the_next_session_and_not_before() {
		let mut settings = Settings::new(Even(2));
		assert_eq!(settings.schedule(Even(3), 7), Err("odd"));
		assert_eq!(settings.schedule(Even(4), 7), Ok(8));
		assert!(!settings.advance(7));
		assert_eq!((settings.version, &settings.current), (0, &Even(2)));
		assert!(settings.advance(9));
		assert_eq!((settings.version, &settings.current), (1, &Even(4)));
		assert!(!settings.advance(10));
	}
}
