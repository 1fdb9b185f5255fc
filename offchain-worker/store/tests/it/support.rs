//! What the tests share: content, devices, and peers that do not keep to the rules.

use atous_primitives::Cid;
use atous_store::{Answers, Caps, Exchange, ExchangeConfig, Store};
use codec::{Decode, Encode};
use futures::StreamExt;
use litep2p::{
	codec::ProtocolCodec,
	config::ConfigBuilder,
	protocol::{Direction, TransportEvent, TransportService, UserProtocol},
	substream::Substream,
	transport::tcp::config::Config as TcpConfig,
	Litep2p, ProtocolName,
};
use rand::{RngCore, SeedableRng};
use std::{
	fs,
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc, Mutex,
	},
	time::Duration,
};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// One mebibyte, the length of a chunk.
pub const MIB: usize = 1 << 20;
/// Room enough for any test.
pub const ROOMY: u64 = 1 << 30;
/// Time enough for any fetch that works.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The same content for the same seed, no two chunks alike.
pub fn content(bytes: usize, seed: u64) -> Vec<u8> {
	let mut content = vec![0; bytes];
	rand_chacha::ChaCha20Rng::seed_from_u64(seed).fill_bytes(&mut content);
	content
}

/// All files below a directory.
pub fn files(dir: &Path) -> Vec<PathBuf> {
	let mut found = Vec::new();
	for entry in fs::read_dir(dir).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			found.extend(files(&path));
		} else {
			found.push(path);
		}
	}
	found
}

/// The file of a block.
pub fn block_file(dir: &Path, cid: Cid) -> PathBuf {
	let name: String = cid.digest.iter().map(|byte| format!("{byte:02x}")).collect();
	dir.join("blocks").join(&name[..2]).join(name)
}

/// A device: a store and an exchange in a directory of their own.
pub struct Device {
	pub store: Store,
	pub exchange: Exchange,
	pub dir: TempDir,
}

impl Device {
	pub async fn start() -> Self {
		Self::with(Caps::default(), ROOMY).await
	}

	pub async fn with(caps: Caps, cap_bytes: u64) -> Self {
		let dir = tempfile::tempdir().unwrap();
		let store = Store::open(dir.path().join("store"), cap_bytes).unwrap();
		let config = ExchangeConfig::new(dir.path().join("key"), store.clone());
		let exchange = Exchange::start(ExchangeConfig { caps, ..config }).await.unwrap();
		Self { store, exchange, dir }
	}

	/// One that answers questions.
	pub async fn answering(answers: impl Answers) -> Self {
		let dir = tempfile::tempdir().unwrap();
		let store = Store::open(dir.path().join("store"), ROOMY).unwrap();
		let config = ExchangeConfig::new(dir.path().join("key"), store.clone());
		let config = ExchangeConfig { answers: Arc::new(answers), ..config };
		let exchange = Exchange::start(config).await.unwrap();
		Self { store, exchange, dir }
	}

	pub fn addresses(&self) -> Vec<String> {
		self.exchange.local_addresses()
	}
}

/// The wire format, written down a second time.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Want {
	pub cid: Cid,
	pub longest: u32,
}

#[derive(Clone, Debug, Encode, Decode)]
pub enum Answer {
	Block(Vec<u8>),
	Absent,
	TooLong(u32),
	Later,
}

/// What a stranger does with a request.
pub enum Deed {
	Answer(Vec<Answer>),
	/// Any bytes as a message.
	Raw(Vec<u8>),
	/// Nothing, keeping the stream open.
	Hang,
	/// Close the stream.
	Close,
}

/// The names of the protocols, written down a second time.
const BLOCKS: &str = "/atous/block/1";
const QUESTIONS: &str = "/atous/ask/1";

type Ways = Arc<dyn Fn(Vec<u8>) -> Deed + Send + Sync>;

/// A peer that speaks one protocol and does with each request what the test says.
pub struct Stranger {
	pub address: String,
	/// Requests it got.
	pub asked: Arc<AtomicUsize>,
	driver: tokio::task::JoinHandle<()>,
}

impl Stranger {
	/// One that is asked for blocks.
	pub fn start(ways: impl Fn(Vec<Want>) -> Deed + Send + Sync + 'static) -> Self {
		let ways = move |request: Vec<u8>| ways(Vec::<Want>::decode(&mut &request[..]).unwrap());
		Self::speaking(BLOCKS, Arc::new(ways))
	}

	/// One that is asked questions.
	pub fn questioned(ways: impl Fn(Vec<u8>) -> Deed + Send + Sync + 'static) -> Self {
		Self::speaking(QUESTIONS, Arc::new(ways))
	}

	fn speaking(name: &'static str, ways: Ways) -> Self {
		let asked = Arc::new(AtomicUsize::new(0));
		let protocol = StrangeProtocol { name, ways, asked: asked.clone() };
		let config = ConfigBuilder::new()
			.with_tcp(TcpConfig {
				listen_addresses: vec!["/ip4/127.0.0.1/tcp/0".parse().unwrap()],
				reuse_port: false,
				nodelay: true,
				..Default::default()
			})
			.with_user_protocol(Box::new(protocol))
			.build();
		let mut litep2p = Litep2p::new(config).unwrap();
		let address = litep2p.listen_addresses().next().unwrap().to_string();
		let driver = tokio::spawn(async move { while litep2p.next_event().await.is_some() {} });
		Self { address, asked, driver }
	}

	/// One that has these blocks and serves them truthfully.
	pub fn with_blocks(blocks: Vec<(Cid, Vec<u8>)>) -> Self {
		Self::start(move |wants| {
			let serve = |want: &Want| match blocks.iter().find(|(cid, _)| *cid == want.cid) {
				Some((_, block)) if block.len() > want.longest as usize => {
					Answer::TooLong(block.len() as u32)
				}
				Some((_, block)) => Answer::Block(block.clone()),
				None => Answer::Absent,
			};
			Deed::Answer(wants.iter().map(serve).collect())
		})
	}

	pub fn asked(&self) -> usize {
		self.asked.load(Ordering::SeqCst)
	}
}

impl Drop for Stranger {
	fn drop(&mut self) {
		self.driver.abort();
	}
}

struct StrangeProtocol {
	name: &'static str,
	ways: Ways,
	asked: Arc<AtomicUsize>,
}

#[async_trait::async_trait]
impl UserProtocol for StrangeProtocol {
	fn protocol(&self) -> ProtocolName {
		ProtocolName::from(self.name)
	}

	fn codec(&self) -> ProtocolCodec {
		ProtocolCodec::Unspecified
	}

	async fn run(self: Box<Self>, mut service: TransportService) -> litep2p::Result<()> {
		while let Some(event) = service.next().await {
			if let TransportEvent::SubstreamOpened {
				substream,
				direction: Direction::Inbound,
				..
			} = event
			{
				let (ways, asked) = (self.ways.clone(), self.asked.clone());
				tokio::spawn(async move {
					let _ = act(substream, ways, asked).await;
				});
			}
		}
		Ok(())
	}
}

async fn act(mut stream: Substream, ways: Ways, asked: Arc<AtomicUsize>) -> std::io::Result<()> {
	let length = stream.read_u32_le().await?;
	let mut request = vec![0; length as usize];
	stream.read_exact(&mut request).await?;
	asked.fetch_add(1, Ordering::SeqCst);
	let message = match ways(request) {
		Deed::Answer(answers) => answers.encode(),
		Deed::Raw(bytes) => bytes,
		Deed::Hang => {
			tokio::time::sleep(PATIENCE).await;
			return Ok(());
		}
		Deed::Close => return Ok(()),
	};
	stream.write_u32_le(message.len() as u32).await?;
	stream.write_all(&message).await?;
	stream.flush().await
}

/// A peer that opens many streams at once.
pub struct Flood {
	/// Streams it has opened.
	pub open: Arc<AtomicUsize>,
	/// Streams that have ended, with their answer or without.
	pub ended: Arc<Mutex<Vec<Option<Vec<u8>>>>>,
	driver: tokio::task::JoinHandle<()>,
}

impl Flood {
	/// One that asks for blocks and never says which.
	pub fn silent(address: &str, streams: usize) -> Self {
		Self::towards(address, BLOCKS, streams, None)
	}

	/// One that sends this on each of its streams as a question.
	pub fn asking(address: &str, streams: usize, question: Vec<u8>) -> Self {
		Self::towards(address, QUESTIONS, streams, Some(question))
	}

	fn towards(
		address: &str,
		name: &'static str,
		streams: usize,
		question: Option<Vec<u8>>,
	) -> Self {
		let open = Arc::new(AtomicUsize::new(0));
		let ended = Arc::default();
		let protocol = FloodProtocol {
			name,
			streams,
			question,
			open: open.clone(),
			ended: Arc::clone(&ended),
		};
		let config = ConfigBuilder::new()
			.with_tcp(TcpConfig { listen_addresses: vec![], ..Default::default() })
			.with_user_protocol(Box::new(protocol))
			.build();
		let mut litep2p = Litep2p::new(config).unwrap();
		let address = address.parse().unwrap();
		let driver = tokio::spawn(async move {
			litep2p.dial_address(address).await.unwrap();
			while litep2p.next_event().await.is_some() {}
		});
		Self { open, ended, driver }
	}

	/// Wait until so many streams have ended, and say what was answered.
	pub async fn answers(&self, streams: usize) -> Vec<Option<Vec<u8>>> {
		while self.ended.lock().unwrap().len() < streams {
			tokio::time::sleep(Duration::from_millis(10)).await;
		}
		self.ended.lock().unwrap().clone()
	}
}

impl Drop for Flood {
	fn drop(&mut self) {
		self.driver.abort();
	}
}

struct FloodProtocol {
	name: &'static str,
	streams: usize,
	question: Option<Vec<u8>>,
	open: Arc<AtomicUsize>,
	ended: Arc<Mutex<Vec<Option<Vec<u8>>>>>,
}

#[async_trait::async_trait]
impl UserProtocol for FloodProtocol {
	fn protocol(&self) -> ProtocolName {
		ProtocolName::from(self.name)
	}

	fn codec(&self) -> ProtocolCodec {
		ProtocolCodec::Unspecified
	}

	async fn run(self: Box<Self>, mut service: TransportService) -> litep2p::Result<()> {
		let mut kept = Vec::new();
		while let Some(event) = service.next().await {
			match event {
				TransportEvent::ConnectionEstablished { peer, .. } => {
					for _ in 0..self.streams {
						service.open_substream(peer).unwrap();
					}
				}
				TransportEvent::SubstreamOpened { substream, .. } => {
					self.open.fetch_add(1, Ordering::SeqCst);
					let Some(question) = self.question.clone() else {
						kept.push(substream);
						continue;
					};
					let ended = self.ended.clone();
					tokio::spawn(async move {
						let answer = ask(substream, &question).await.ok();
						ended.lock().unwrap().push(answer);
					});
				}
				_ => {}
			}
		}
		Ok(())
	}
}

/// Send one message and receive one.
async fn ask(mut stream: Substream, question: &[u8]) -> std::io::Result<Vec<u8>> {
	stream.write_u32_le(question.len() as u32).await?;
	stream.write_all(question).await?;
	stream.flush().await?;
	let length = stream.read_u32_le().await?;
	let mut answer = vec![0; length as usize];
	stream.read_exact(&mut answer).await?;
	Ok(answer)
}
