//! Answering peers.

use super::{config::Caps, pace::Pace, wire};
use crate::{error::StoreError, store::Store};
use codec::Encode;
use litep2p::substream::Substream;
use std::{sync::Arc, time::Duration};
use wire::{Answer, Want, ANSWER_OVERHEAD, MAX_RESPONSE_BYTES};

/// How long a peer may take to send its request of a few hundred bytes.
const REQUEST_WITHIN: Duration = Duration::from_secs(5);

/// Read one request from a stream and answer it, at the peer's pace. A peer that does
/// not keep to the protocol, or asks for more than its pace allows, gets no answer: its
/// stream is closed.
pub(crate) async fn serve(mut stream: Substream, store: Store, pace: Arc<Pace>, caps: Caps) {
	let request = wire::receive(&mut stream, wire::MAX_REQUEST_BYTES);
	let Ok(Ok(request)) = tokio::time::timeout(REQUEST_WITHIN, request).await else { return };
	let Some(wants) = wire::decode_request(&request) else {
		tracing::debug!("malformed request for blocks");
		return;
	};
	let answers = tokio::task::spawn_blocking(move || answer(&store, &wants)).await;
	let Ok(response) = answers else { return };
	let Some(wait) = pace.grant(response.len(), caps.request_timeout) else {
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

/// The response to a request, encoded.
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
