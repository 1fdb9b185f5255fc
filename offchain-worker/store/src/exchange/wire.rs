//! What peers say to each other: one request and one response a stream.
//!
//! A message is its length in bytes (`u32`, little-endian) and then that many bytes: for
//! blocks SCALE, of which a response answers each want of its request in the same order;
//! for questions whatever those who ask and answer have agreed on.

use super::answers::MAX_QUESTION_BYTES;
use crate::layout::CHUNK_BYTES;
use atous_primitives::Cid;
use codec::{Compact, Decode, Encode};
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The name of the protocol for blocks.
pub(crate) const BLOCKS: &str = "/atous/block/1";

/// The name of the protocol for questions. One of its own, so that a peer that does not
/// know it says so and goes on exchanging blocks.
pub(crate) const QUESTIONS: &str = "/atous/ask/1";

/// Most wants in one request.
pub(crate) const MAX_WANTS: usize = 16;

/// Longest request, in bytes: 16 wants of 37 and a length, or a question.
pub(crate) const MAX_REQUEST_BYTES: usize = MAX_QUESTION_BYTES;

/// Longest response, in bytes.
pub(crate) const MAX_RESPONSE_BYTES: usize = 2 << 20;

/// What an answer has beside the bytes of its block, at most.
pub(crate) const ANSWER_OVERHEAD: usize = 8;

// A block of any length fits into a response of its own.
const _: () = assert!(CHUNK_BYTES + 2 * ANSWER_OVERHEAD <= MAX_RESPONSE_BYTES);

/// A block someone wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Want {
	/// Which one.
	pub cid: Cid,
	/// How long it may be, in bytes.
	pub longest: u32,
}

/// The answer to one want.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) enum Answer {
	/// The block.
	Block(Vec<u8>),
	/// It is not here.
	Absent,
	/// It has this many bytes, more than wanted.
	TooLong(u32),
	/// It did not fit beside the others: ask again.
	Later,
}

/// Read a request. `None` if it is not one.
pub(crate) fn decode_request(bytes: &[u8]) -> Option<Vec<Want>> {
	let wants = decode_list(bytes, MAX_WANTS)?;
	(!wants.is_empty()).then_some(wants)
}

/// Read the response to a request of so many wants. `None` if it is not one.
pub(crate) fn decode_response(bytes: &[u8], wants: usize) -> Option<Vec<Answer>> {
	let answers = decode_list(bytes, wants)?;
	(answers.len() == wants).then_some(answers)
}

/// Read a list and nothing after it. The count is checked before the list is read, so
/// that a message of 2 MiB cannot unfold into a much larger list.
fn decode_list<T: Decode>(mut bytes: &[u8], most: usize) -> Option<Vec<T>> {
	let Compact(count) = Compact::<u32>::decode(&mut bytes).ok()?;
	let count = usize::try_from(count).ok().filter(|count| *count <= most)?;
	let list = (0..count).map(|_| T::decode(&mut bytes).ok()).collect::<Option<_>>()?;
	bytes.is_empty().then_some(list)
}

/// Send one message.
pub(crate) async fn send(stream: &mut (impl AsyncWrite + Unpin), message: &[u8]) -> io::Result<()> {
	let length = u32::try_from(message.len()).map_err(io::Error::other)?;
	stream.write_all(&length.to_le_bytes()).await?;
	stream.write_all(message).await?;
	stream.flush().await
}

/// Receive one message of at most `longest` bytes. Memory is taken as bytes arrive, not
/// as the sender claims. A longer one is [`io::ErrorKind::InvalidData`].
pub(crate) async fn receive(
	stream: &mut (impl AsyncRead + Unpin),
	longest: usize,
) -> io::Result<Vec<u8>> {
	let mut length = [0; 4];
	stream.read_exact(&mut length).await?;
	let length = u32::from_le_bytes(length) as usize;
	if length > longest {
		return Err(io::ErrorKind::InvalidData.into());
	}
	let mut message = Vec::new();
	stream.take(length as u64).read_to_end(&mut message).await?;
	if message.len() < length {
		return Err(io::ErrorKind::UnexpectedEof.into());
	}
	Ok(message)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn messages_come_back() {
		let wants = vec![Want { cid: Cid::of_raw(b"x"), longest: 1 << 20 }; MAX_WANTS];
		let request = wants.encode();
		assert!(request.len() <= MAX_REQUEST_BYTES);
		assert_eq!(decode_request(&request), Some(wants));
		let answers = vec![Answer::Block(vec![7; 100]), Answer::Absent, Answer::TooLong(9)];
		assert_eq!(decode_response(&answers.encode(), 3), Some(answers.clone()));
		assert_eq!(decode_response(&answers.encode(), 2), None);
		assert_eq!(decode_response(&answers.encode(), 4), None);
	}

	#[test]
	fn requests_of_nothing_or_too_much_are_refused() {
		let want = Want { cid: Cid::of_raw(b"x"), longest: 1 };
		assert_eq!(decode_request(&Vec::<Want>::new().encode()), None);
		assert_eq!(decode_request(&vec![want; MAX_WANTS + 1].encode()), None);
	}

	#[test]
	fn overhead_of_an_answer_is_bounded() {
		let block = vec![0; CHUNK_BYTES];
		assert!(Answer::Block(block).encode().len() <= CHUNK_BYTES + ANSWER_OVERHEAD);
	}

	#[tokio::test]
	async fn receive_takes_no_more_than_allowed() {
		let mut sent = Vec::new();
		send(&mut sent, b"hello").await.unwrap();
		assert_eq!(receive(&mut &sent[..], 5).await.unwrap(), b"hello");
		let refused = receive(&mut &sent[..], 4).await.unwrap_err();
		assert_eq!(refused.kind(), io::ErrorKind::InvalidData);
		let cut = receive(&mut &sent[..8], 5).await.unwrap_err();
		assert_eq!(cut.kind(), io::ErrorKind::UnexpectedEof);
	}

	proptest! {
		#[test]
		fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
			let _ = decode_request(&bytes);
			let _ = decode_response(&bytes, 16);
		}
	}
}
