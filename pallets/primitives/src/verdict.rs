//! When devices agree: the rule by which the chain settles, and by which a sidecar
//! knows that its reveal settles a task.

use crate::Hash;

/// Jurors that must agree where few could be called: two of at most three.
pub const SMALL_JURY: u8 = 2;
/// Jurors that must agree where many could be called: four of at most seven.
pub const LARGE_JURY: u8 = 4;

/// Jurors whose answers are taken at most where `judges` must agree, those who do not come not
/// counted: as many as leave one side with the majority.
pub const fn jurors(judges: u8) -> u8 {
	judges.saturating_mul(2).saturating_sub(1)
}

/// What one of a task's devices has said so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
	/// The tag it has revealed.
	pub tag: Option<Hash>,
	/// Whether others were asked, after it had committed, to check it, or it has
	/// contradicted those whom it came to check.
	pub examined: bool,
}

/// Whether a check has come out badly: not all tags that were revealed are equal. Then
/// those examined no longer count; conspirators among them would be ahead from the start.
/// Nor does who came to check them, or it would be ahead in its turn.
pub fn is_contested(voices: impl Iterator<Item = Voice> + Clone) -> bool {
	let mut tags = voices.clone().filter_map(|voice| voice.tag);
	let first = tags.next();
	voices.into_iter().any(|voice| voice.examined) && tags.any(|tag| Some(tag) != first)
}

/// How many must agree where a quorum of `needed` is in force and, if a check has come out
/// badly, `judges` jurors decide.
pub fn enough(needed: u8, judges: u8, contested: bool) -> u8 {
	if contested {
		judges
	} else {
		needed
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn voices(said: &[(u8, bool)]) -> Vec<Voice> {
		let tag = |n: u8| (n > 0).then_some([n; 32]);
		said.iter().map(|(n, examined)| Voice { tag: tag(*n), examined: *examined }).collect()
	}

	fn contested(said: &[(u8, bool)]) -> bool {
		is_contested(voices(said).into_iter())
	}

	#[test]
	fn only_a_check_that_contradicts_takes_a_voice() {
		assert!(!contested(&[]));
		assert!(!contested(&[(1, false), (2, false)]), "nobody is examined");
		assert!(!contested(&[(1, true), (1, true), (1, false)]), "all agree");
		assert!(!contested(&[(1, true), (0, false)]), "the check is not in yet");
		assert!(contested(&[(1, true), (1, true), (2, false)]));
		assert!(contested(&[(1, true), (2, true), (0, false)]), "those examined differ");
		assert_eq!((enough(4, LARGE_JURY, true), enough(4, LARGE_JURY, false)), (LARGE_JURY, 4));
		assert_eq!((jurors(SMALL_JURY), jurors(LARGE_JURY)), (3, 7));
	}
}
