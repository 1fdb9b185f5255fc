//! One fetch: which peer is asked for what, and what becomes of the answers.

use super::{
	address::PeerAddress,
	client::{Client, Stopped},
	error::{FetchError, PeerFailure},
	plan::Plan,
	source::Source,
	wire::{Answer, Want, ANSWER_OVERHEAD, MAX_RESPONSE_BYTES, MAX_WANTS},
};
use crate::{
	dag::{DagError, Part},
	error::StoreError,
	store::Store,
};
use atous_primitives::Cid;
use futures::{stream::FuturesUnordered, StreamExt};
use std::{
	collections::VecDeque,
	future::Future,
	pin::Pin,
	time::{Duration, Instant},
};

/// Fetch what `store` lacks of `root`. See [`super::Exchange::fetch`].
pub(crate) async fn fetch(
	client: &Client,
	store: &Store,
	root: Cid,
	peers: Vec<PeerAddress>,
	max_bytes: u64,
	timeout: Duration,
) -> Result<(), FetchError> {
	let plan = Plan::new(store.clone(), root, max_bytes);
	let fetching = Fetch::new(client, root, peers).run(plan);
	match tokio::time::timeout(timeout, fetching).await {
		Ok(done) => done,
		Err(_) => {
			let store = store.clone();
			let missing = blocking(root, move || Ok(store.missing_blocks(root)?.len())).await?;
			Err(FetchError::TimedOut { root, after: timeout, missing })
		}
	}
}

/// A part nobody is being asked for at the moment.
struct Wanted {
	part: Part,
	/// Peers, by number, that do not have it.
	refused_by: Vec<usize>,
	/// Why the content has to be refused if nobody has a shorter block. One peer's word is
	/// not enough while there are others.
	too_long: Option<DagError>,
}

/// A request that has been answered, or not.
struct Answered {
	source: usize,
	batch: Vec<Wanted>,
	answers: Result<Result<Vec<Answer>, PeerFailure>, Stopped>,
}

type Asking<'a> = Pin<Box<dyn Future<Output = Answered> + Send + 'a>>;

/// The part of a fetch that deals with peers.
struct Fetch<'a> {
	client: &'a Client,
	root: Cid,
	sources: Vec<Source>,
	wanted: VecDeque<Wanted>,
	asking: FuturesUnordered<Asking<'a>>,
	/// Whether a node is being asked for. One at a time: how long a node is shows only when
	/// it arrives, and only so do all of them together stay within bounds.
	node_asked: bool,
	/// Whether a peer has failed or refused since that was last looked into.
	setback: bool,
}

impl<'a> Fetch<'a> {
	fn new(client: &'a Client, root: Cid, peers: Vec<PeerAddress>) -> Self {
		let mut sources: Vec<Source> = Vec::new();
		for address in peers {
			let known = sources.iter().any(|source| source.address.peer == address.peer);
			if !known && address.peer != client.me() {
				sources.push(Source::new(address));
			}
		}
		Self {
			client,
			root,
			sources,
			wanted: VecDeque::new(),
			asking: FuturesUnordered::new(),
			node_asked: false,
			// There may be no peer to begin with.
			setback: true,
		}
	}

	async fn run(mut self, mut plan: Plan) -> Result<(), FetchError> {
		let root = self.root;
		loop {
			let (back, missing) = blocking(root, move || {
				let missing = plan.missing()?;
				Ok((plan, missing))
			})
			.await?;
			plan = back;
			for part in missing {
				self.wanted.push_back(Wanted { part, refused_by: Vec::new(), too_long: None });
			}
			if self.wanted.is_empty() && self.asking.is_empty() {
				return blocking(root, move || plan.finish()).await;
			}
			if let Some(wanted) = self.hopeless() {
				return Err(self.give_up(wanted));
			}
			let now = Instant::now();
			self.send_requests(&plan, now);
			if let Some(answered) = self.next_answer(now).await {
				plan = self.take(answered, plan).await?;
			}
		}
	}

	/// Give every peer that can be asked as much to do as it may have.
	fn send_requests(&mut self, plan: &Plan, now: Instant) {
		for number in 0..self.sources.len() {
			loop {
				let source = &self.sources[number];
				let busy = source.asked >= self.client.requests_per_peer();
				if busy || source.is_out() || source.pause_until > now {
					break;
				}
				// A peer that has just failed is tried with one request.
				if source.strikes > 0 && source.asked > 0 {
					break;
				}
				let batch = self.batch_for(number, plan);
				if batch.is_empty() {
					break;
				}
				self.send(number, batch, plan);
			}
		}
	}

	/// Take from what is wanted as much as one response can hold of what a peer may have.
	fn batch_for(&mut self, source: usize, plan: &Plan) -> Vec<Wanted> {
		let mut room = MAX_RESPONSE_BYTES - ANSWER_OVERHEAD;
		let mut batch = Vec::new();
		let mut at = 0;
		while batch.len() < MAX_WANTS {
			let Some(wanted) = self.wanted.get(at) else { break };
			let is_node = !wanted.part.is_leaf();
			if wanted.refused_by.contains(&source) || (is_node && self.node_asked) {
				at += 1;
				continue;
			}
			let takes = plan.longest(&wanted.part) as usize + ANSWER_OVERHEAD;
			if takes > room {
				break;
			}
			room -= takes;
			self.node_asked |= is_node;
			batch.extend(self.wanted.remove(at));
		}
		batch
	}

	fn send(&mut self, number: usize, batch: Vec<Wanted>, plan: &Plan) {
		let source = &mut self.sources[number];
		source.asked += 1;
		let (client, to) = (self.client, source.address.clone());
		let wants: Vec<Want> = batch
			.iter()
			.map(|wanted| Want { cid: wanted.part.cid, longest: plan.longest(&wanted.part) })
			.collect();
		self.asking.push(Box::pin(async move {
			let answers = client.ask(to, &wants).await;
			Answered { source: number, batch, answers }
		}));
	}

	/// Wait for an answer, or until a peer can be asked again that could not be `then`.
	async fn next_answer(&mut self, then: Instant) -> Option<Answered> {
		let pause = self.next_pause(then);
		let pause = async {
			match pause {
				Some(until) => tokio::time::sleep_until(until.into()).await,
				None => std::future::pending().await,
			}
		};
		tokio::select! {
			Some(answered) = self.asking.next() => Some(answered),
			() = pause => None,
		}
	}

	/// When the first of the pauses ends that kept a peer from being asked for something.
	fn next_pause(&self, then: Instant) -> Option<Instant> {
		self.sources
			.iter()
			.enumerate()
			.filter(|(_, source)| !source.is_out() && source.pause_until > then)
			.filter(|(number, _)| self.wanted.iter().any(|w| !w.refused_by.contains(number)))
			.map(|(_, source)| source.pause_until)
			.min()
	}

	/// A part that nobody is left to ask for. The rest would be fetched in vain.
	fn hopeless(&mut self) -> Option<Wanted> {
		// Looking through all that is wanted is worth it only when someone has failed.
		if !std::mem::take(&mut self.setback) {
			return None;
		}
		let willing = |wanted: &Wanted| {
			self.sources
				.iter()
				.enumerate()
				.any(|(number, source)| !source.is_out() && !wanted.refused_by.contains(&number))
		};
		let at = self.wanted.iter().position(|wanted| !willing(wanted))?;
		self.wanted.remove(at)
	}

	/// Say what became of each peer.
	fn give_up(&mut self, wanted: Wanted) -> FetchError {
		if let Some(error) = wanted.too_long {
			return FetchError::Refused(error);
		}
		let report = |source: Source| {
			(source.address.address.to_string(), source.failure.unwrap_or(PeerFailure::Absent))
		};
		let peers = std::mem::take(&mut self.sources).into_iter().map(report).collect();
		FetchError::Unavailable { root: self.root, cid: wanted.part.cid, peers }
	}

	/// Take in what a peer has answered. What it has not given is wanted again.
	async fn take(&mut self, answered: Answered, plan: Plan) -> Result<Plan, FetchError> {
		let Answered { source, batch, answers } = answered;
		self.sources[source].asked -= 1;
		if batch.iter().any(|wanted| !wanted.part.is_leaf()) {
			self.node_asked = false;
		}
		let answers = match answers {
			Ok(Ok(answers)) => answers,
			Ok(Err(failure)) => {
				self.strike(source, failure);
				self.wanted.extend(batch);
				return Ok(plan);
			}
			Err(Stopped) => return Err(FetchError::Stopped { root: self.root }),
		};
		let mut arrived = Vec::new();
		let mut gave_something = false;
		for (mut wanted, answer) in batch.into_iter().zip(answers) {
			match answer {
				Answer::Block(block) => {
					arrived.push((wanted, block));
					continue;
				}
				Answer::Absent => {
					self.sources[source].failure = Some(PeerFailure::Absent);
					wanted.refused_by.push(source);
					gave_something = true;
					self.setback = true;
				}
				Answer::TooLong(bytes) => {
					self.sources[source].failure = Some(PeerFailure::TooLong);
					wanted.too_long = Some(plan.too_long(&wanted.part, bytes));
					wanted.refused_by.push(source);
					gave_something = true;
					self.setback = true;
				}
				Answer::Later => self.setback = true,
			}
			self.wanted.push_back(wanted);
		}
		gave_something |= !arrived.is_empty();
		let (plan, wrong) = store_all(self.root, plan, arrived).await?;
		if !wrong.is_empty() {
			self.strike(source, PeerFailure::Lied);
		} else if gave_something {
			self.sources[source].absolve();
		} else {
			self.strike(source, PeerFailure::BrokeOff);
		}
		self.wanted.extend(wrong);
		Ok(plan)
	}

	fn strike(&mut self, source: usize, failure: PeerFailure) {
		self.setback = true;
		self.sources[source].strike(failure);
	}
}

/// Check and store blocks. Returns those that are not what was asked for.
async fn store_all(
	root: Cid,
	mut plan: Plan,
	arrived: Vec<(Wanted, Vec<u8>)>,
) -> Result<(Plan, Vec<Wanted>), FetchError> {
	blocking(root, move || {
		let mut wrong = Vec::new();
		for (wanted, block) in arrived {
			if !plan.accept(&wanted.part, &block)? {
				wrong.push(wanted);
			}
		}
		Ok((plan, wrong))
	})
	.await
}

/// Do something that waits for the disk.
async fn blocking<T: Send + 'static>(
	root: Cid,
	work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, FetchError> {
	match tokio::task::spawn_blocking(work).await {
		Ok(done) => Ok(done?),
		// Only a runtime shutting down cancels it.
		Err(error) => match error.try_into_panic() {
			Ok(panic) => std::panic::resume_unwind(panic),
			Err(_) => Err(FetchError::Stopped { root }),
		},
	}
}
