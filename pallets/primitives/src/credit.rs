//! Node credit: what a device owes or is owed.

/// A signed amount in micro-credits. Below zero is a debt.
pub type Credit = i128;

/// One credit: one work unit, about one core-second.
pub const CREDIT: Credit = 1_000_000;
