//! Questions that are not for blocks: short, and answered by whoever owns the exchange.

use std::fmt;

/// Longest question and longest answer, in bytes.
pub const MAX_QUESTION_BYTES: usize = 1 << 10;

/// Answers what peers ask. The exchange carries bytes and does not know what they mean:
/// whoever answers decides who may know what, and nobody is believed to be who it says.
pub trait Answers: fmt::Debug + Send + Sync + 'static {
	/// The answer to a question of at most [`MAX_QUESTION_BYTES`], which must be no longer
	/// itself. `None` closes the stream without an answer. May block its thread.
	fn answer(&self, question: &[u8]) -> Option<Vec<u8>>;
}

/// Answers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Nothing;

impl Answers for Nothing {
	fn answer(&self, _question: &[u8]) -> Option<Vec<u8>> {
		None
	}
}
