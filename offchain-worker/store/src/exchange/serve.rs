//! Answering peers.

use super::{answers::Answers, config::Caps, pace::Pace, wire};
use crate::{error::StoreError, store::Store};
use codec::Encode;
use litep2p::substream::Substream;
use std::{sync::Arc, time::Duration};
use wire::{Answer, Want, ANSWER_OVERHEAD, MAX_RESPONSE_BYTES};

/// How long a peer may take to send its request of a few hundred bytes.
const REQUEST_WITHIN: Duration = Duration::from_secs(5);

/// What one protocol serves.
#[derive(Clone, Debug)]
pub(crate) struct Service {
	/// The protocol's name.
	pub name: &'static str,
	/// What answers.
	pub answers: Arc<dyn Answers>,
	/// Longest answer, in bytes.
	pub longest: usize,
	/// Bytes that an answer counts for at least towards the peer's pace.
	pub least: usize,
}

/// Read one request from a stream and answer it, at the peer's pace. A peer that does
/// not keep to the protocol, or asks for more than its pace allows, gets no answer: its
/// stream is closed.
pub(crate) async fn serve(mut stream: Substream, service: Service, pace: Arc<Pace>, caps: Caps) {
	let request = wire::receive(&mut stream, wire::MAX_REQUEST_BYTES);
	let Ok(Ok(request)) = tokio::time::timeout(REQUEST_WITHIN, request).await else { return };
	let Service { name, answers, longest, least } = service;
	let response = tokio::task::spawn_blocking(move || answers.answer(&request)).await;
	let Some(response) = response.ok().flatten().filter(|response| response.len() <= longest)
	else {
		tracing::debug!(protocol = name, "a request without an answer");
		return;
	};
	let Some(wait) = pace.grant(response.len().max(least), caps.request_timeout) else {
		tracing::debug!("peer asks for more than its pace allows");
		return;
	};
	tokio::time::sleep(wait).await;
	let sent = tokio::time::timeout(caps.request_timeout, async {
		wire::send(&mut stream, &response).await?;
		tokio::io::AsyncWriteExt::shutdown(&mut stream).await
	});
	if !matches!(sent.await, Ok(Ok(()))) {
		tracing::debug!(bytes = response.len(), "peer did not take its answer");
	}
}

/// Answers with the blocks of a store.
#[derive(Debug)]
pub(crate) struct Blocks(pub Store);

impl Answers for Blocks {
	fn answer(&self, request: &[u8]) -> Option<Vec<u8>> {
		wire::decode_request(request).map(|wants| answer(&self.0, &wants))
	}
}

/// The response to a request for blocks, encoded.
fn answer(store: &Store, wants: &[Want]) -> Vec<u8> {
	let mut room = MAX_RESPONSE_BYTES - ANSWER_OVERHEAD;
	let answers: Vec<Answer> = wants
		.iter()
		.map(|want| {
			let answer = answer_one(store, want, room.saturating_sub(ANSWER_OVERHEAD));
			room = room.saturating_sub(answer.encoded_size());
			answer
		})
		.collect();
	answers.encode()
}

fn answer_one(store: &Store, want: &Want, room: usize) -> Answer {
	let Some(bytes) = store.length(&want.cid) else { return Answer::Absent };
	if bytes > u64::from(want.longest) {
		return Answer::TooLong(u32::try_from(bytes).unwrap_or(u32::MAX));
	}
	if bytes > room as u64 {
		return Answer::Later;
	}
	match store.block(&want.cid) {
		Ok(block) => Answer::Block(block),
		Err(StoreError::Missing { .. } | StoreError::Corrupt { .. }) => Answer::Absent,
		Err(error) => {
			tracing::error!(%error, "could not serve a block");
			Answer::Absent
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::layout::CHUNK_BYTES;
	use atous_primitives::Cid;

	#[test]
	fn answers_are_in_order_and_fit_a_response() {
		let dir = tempfile::tempdir().unwrap();
		let store = Store::open(dir.path(), 1 << 30).unwrap();
		let want = |cid, longest: usize| Want { cid, longest: longest as u32 };
		let chunk = |byte: u8| store.put(&vec![byte; CHUNK_BYTES]).unwrap();
		let small = store.put(b"small").unwrap();
		let wants = [
			want(chunk(1), CHUNK_BYTES),
			want(Cid::of_raw(b"never stored"), CHUNK_BYTES),
			want(chunk(2), CHUNK_BYTES),
			want(small, 4),
			want(small, 5),
		];
		let response = answer(&store, &wants);
		assert!(response.len() <= MAX_RESPONSE_BYTES);
		let answers = wire::decode_response(&response, wants.len()).unwrap();
		assert_eq!(answers[0], Answer::Block(vec![1; CHUNK_BYTES]));
		assert_eq!(
			answers[1..],
			[Answer::Absent, Answer::Later, Answer::TooLong(5), Answer::Block(b"small".to_vec())]
		);
	}
}
