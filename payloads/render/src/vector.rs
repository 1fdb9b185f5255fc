//! Vectors of three numbers: points, directions and colours.

use std::ops::{Add, Mul, Sub};

/// A point, a direction or a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vector(pub f64, pub f64, pub f64);

impl Vector {
	/// Scalar product.
	pub fn dot(self, other: Self) -> f64 {
		self.0 * other.0 + self.1 * other.1 + self.2 * other.2
	}

	/// Vector product.
	pub fn cross(self, other: Self) -> Self {
		Vector(
			self.1 * other.2 - self.2 * other.1,
			self.2 * other.0 - self.0 * other.2,
			self.0 * other.1 - self.1 * other.0,
		)
	}

	/// The same direction, one long. The null vector stays as it is.
	pub fn unit(self) -> Self {
		let length = self.dot(self).sqrt();
		if length > 0.0 {
			self * (1.0 / length)
		} else {
			self
		}
	}

	/// Between `self` (0) and `other` (1).
	pub fn mix(self, other: Self, share: f64) -> Self {
		self * (1.0 - share) + other * share
	}
}

impl Add for Vector {
	type Output = Self;
	fn add(self, other: Self) -> Self {
		Vector(self.0 + other.0, self.1 + other.1, self.2 + other.2)
	}
}

impl Sub for Vector {
	type Output = Self;
	fn sub(self, other: Self) -> Self {
		Vector(self.0 - other.0, self.1 - other.1, self.2 - other.2)
	}
}

impl Mul<f64> for Vector {
	type Output = Self;
	fn mul(self, by: f64) -> Self {
		Vector(self.0 * by, self.1 * by, self.2 * by)
	}
}
