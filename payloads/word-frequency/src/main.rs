//! Counts the words of the text on standard input and prints the 50 commonest
//! as `count word` lines, the highest count first, equals in the order of their
//! letters. Reads in pieces: a text may be larger than the memory.

use std::{
	collections::HashMap,
	hash::{BuildHasherDefault, DefaultHasher},
	io::{self, Read, Write},
};

/// Lines that are printed.
const TOP: usize = 50;
/// Bytes read at once.
const PIECE: usize = 64 * 1024;

/// Words and how often they were seen. The hasher has fixed keys: the order of
/// the table, and with it the work, is the same in every run.
#[derive(Default)]
struct Counter {
	counts: HashMap<String, u64, BuildHasherDefault<DefaultHasher>>,
	word: String,
}

impl Counter {
	/// Take the next character: words are runs of letters and digits, in lower
	/// case, and an apostrophe between two of them belongs to the word.
	fn take(&mut self, character: char) {
		match character {
			c if c.is_alphanumeric() => self.word.extend(c.to_lowercase()),
			'\'' | '’' if !self.word.is_empty() && !self.word.ends_with('\'') => {
				self.word.push('\'')
			}
			_ => self.end_word(),
		}
	}

	fn end_word(&mut self) {
		let word = self.word.trim_end_matches('\'');
		if !word.is_empty() {
			match self.counts.get_mut(word) {
				Some(count) => *count += 1,
				None => {
					self.counts.insert(word.to_owned(), 1);
				}
			}
		}
		self.word.clear();
	}

	/// Take the text in `bytes` and return how many of them were used: all but
	/// a character that has only begun. What is no UTF-8 separates words.
	fn take_bytes(&mut self, bytes: &[u8]) -> usize {
		let mut used = 0;
		for chunk in bytes.utf8_chunks() {
			chunk.valid().chars().for_each(|c| self.take(c));
			used += chunk.valid().len();
			let rest = &bytes[used..];
			let begun = matches!(std::str::from_utf8(rest), Err(e) if e.valid_up_to() == 0 && e.error_len().is_none());
			if begun {
				break;
			}
			if !chunk.invalid().is_empty() {
				self.end_word();
				used += chunk.invalid().len();
			}
		}
		used
	}

	/// The commonest words.
	fn top(mut self) -> Vec<(u64, String)> {
		self.end_word();
		let mut all: Vec<_> = self.counts.into_iter().map(|(word, count)| (count, word)).collect();
		all.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
		all.truncate(TOP);
		all
	}
}

fn count(mut from: impl Read) -> io::Result<Vec<(u64, String)>> {
	let mut counter = Counter::default();
	let mut buffer = vec![0; PIECE];
	let mut held = 0;
	loop {
		let read = from.read(&mut buffer[held..])?;
		if read == 0 {
			break;
		}
		let filled = held + read;
		let used = counter.take_bytes(&buffer[..filled]);
		buffer.copy_within(used..filled, 0);
		held = filled - used;
	}
	Ok(counter.top())
}

fn main() -> io::Result<()> {
	let top = count(io::stdin().lock())?;
	let mut out = io::BufWriter::new(io::stdout().lock());
	for (count, word) in top {
		writeln!(out, "{count} {word}")?;
	}
	out.flush()
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Gives one byte a call, so that every character is cut.
	struct Drip<'a>(&'a [u8]);

	impl Read for Drip<'_> {
		fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
			let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
			to[0] = *first;
			self.0 = rest;
			Ok(1)
		}
	}

	fn counted(text: &[u8]) -> Vec<(u64, String)> {
		let whole = count(text).unwrap();
		assert_eq!(whole, count(Drip(text)).unwrap());
		whole
	}

	#[test]
	fn words_are_counted_in_lower_case_and_sorted() {
		let top = counted("The cat’s Ärger, the CAT's ärger; the end.".as_bytes());
		let expected = [(3, "the"), (2, "cat's"), (2, "ärger"), (1, "end")];
		assert_eq!(top, expected.map(|(n, w)| (n, w.to_owned())));
	}

	#[test]
	fn invalid_bytes_separate_words() {
		assert_eq!(counted(b"a\xFFb \xE2\x82"), [(1, "a".into()), (1, "b".into())]);
	}

	#[test]
	fn only_the_top_is_printed() {
		let text: String = (0..200).map(|n| format!("w{n} ")).collect();
		assert_eq!(counted(text.as_bytes()).len(), TOP);
	}
}
