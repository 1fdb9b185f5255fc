//! Anchors the flag log on the chain: its size and root, with the proof that it
//! was only extended since the last anchor.

use super::{context::Context, edges::LogHead};
use crate::{
	chain::{Anchor, Call, Snapshot},
	error::Failure,
};
use std::sync::Arc;

/// What to do about the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plan {
	/// Nothing new, or too early.
	Wait,
	/// Anchor, extending a log of so many flags.
	Anchor(u64),
}

/// Anchor until the sidecar ends.
pub async fn run(context: Arc<Context>) {
	let mut link = context.link.subscribe();
	// The block before which nothing is sent again: that of the last attempt.
	let mut not_before = 0;
	loop {
		tokio::select! {
			() = context.ended() => return,
			changed = link.changed() => if changed.is_err() { return },
		}
		let Some(snapshot) = context.snapshot() else { continue };
		let head = context.log.head();
		if snapshot.account.is_none() || snapshot.best.number < not_before {
			continue;
		}
		let every = context.config.flags.anchor_every_blocks;
		let Plan::Anchor(from) = plan(snapshot.anchor.as_ref(), &head, &snapshot, every) else {
			continue;
		};
		not_before = snapshot.best.number.saturating_add(every);
		match prove(&context, from, head, snapshot.anchor.as_ref()) {
			Ok(call) => {
				if context.send(&call).await.is_ok() {
					context.metrics.log_anchored.set(head.size as i64);
				}
			}
			Err(why) => {
				tracing::error!(%why, "the flag log cannot be anchored");
				context.metrics.log_errors.inc();
			}
		}
	}
}

fn plan(anchor: Option<&Anchor>, head: &LogHead, snapshot: &Snapshot, every: u32) -> Plan {
	match anchor {
		None if head.size > 0 => Plan::Anchor(0),
		Some(last) if head.size > last.size => {
			if snapshot.best.number.saturating_sub(last.block) >= every {
				Plan::Anchor(last.size)
			} else {
				Plan::Wait
			}
		}
		_ => Plan::Wait,
	}
}

fn prove(
	context: &Context,
	from: u64,
	head: LogHead,
	anchor: Option<&Anchor>,
) -> Result<Call, Failure> {
	let proof = match anchor {
		None => Vec::new(),
		Some(anchor) => {
			if context.log.root_at(from)? != anchor.root {
				return Err(Failure::internal(
					"Anchoring the flag log",
					"its beginning is not what was anchored: the log was replaced or damaged",
				));
			}
			context.log.consistency(from, head.size)?
		}
	};
	Ok(Call::Anchor { size: head.size, root: head.root, proof, summary: head.summary })
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::BlockId;

	fn at(number: u32) -> Snapshot {
		Snapshot { best: BlockId { number, hash: [0; 32] }, ..Default::default() }
	}

	fn head(size: u64) -> LogHead {
		LogHead { size, ..Default::default() }
	}

	#[test]
	fn anchors_what_is_new_and_not_too_often() {
		let last = Anchor { size: 3, root: [0; 32], block: 10 };
		assert_eq!(plan(None, &head(0), &at(50), 30), Plan::Wait);
		assert_eq!(plan(None, &head(1), &at(1), 30), Plan::Anchor(0));
		assert_eq!(plan(Some(&last), &head(3), &at(90), 30), Plan::Wait);
		assert_eq!(plan(Some(&last), &head(4), &at(39), 30), Plan::Wait);
		assert_eq!(plan(Some(&last), &head(4), &at(40), 30), Plan::Anchor(3));
	}
}
