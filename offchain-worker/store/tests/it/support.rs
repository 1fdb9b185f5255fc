//! What the tests share: content, devices, and peers that do not keep to the rules.

use atous_primitives::Cid;
use atous_store::{Caps, Exchange, ExchangeConfig, Store};
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
		Arc,
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

type Ways = Arc<dyn Fn(Vec<Want>) -> Deed + Send + Sync>;

/// A peer that speaks the protocol and does with each request what the test says.
pub struct Stranger {
	pub address: String,
	/// Requests it got.
	pub asked: Arc<AtomicUsize>,
	driver: tokio::task::JoinHandle<()>,
}

impl Stranger {
	pub fn start(ways: impl Fn(Vec<Want>) -> Deed + Send + Sync + 'static) -> Self {
		let asked = Arc::new(AtomicUsize::new(0));
		let protocol = StrangeProtocol { ways: Arc::new(ways), asked: asked.clone() };
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
	ways: Ways,
	asked: Arc<AtomicUsize>,
}

#[async_trait::async_trait]
impl UserProtocol for StrangeProtocol {
	fn protocol(&self) -> ProtocolName {
		ProtocolName::from("/atous/block/1")
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
	let wants = Vec::<Want>::decode(&mut &request[..]).unwrap();
	let message = match ways(wants) {
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

/// A peer that opens streams and never says anything on them.
pub struct Silent {
	/// Streams it has open.
	pub open: Arc<AtomicUsize>,
	driver: tokio::task::JoinHandle<()>,
}

impl Silent {
	pub fn towards(address: &str, streams: usize) -> Self {
		let open = Arc::new(AtomicUsize::new(0));
		let protocol = SilentProtocol { streams, open: open.clone() };
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
		Self { open, driver }
	}
}

impl Drop for Silent {
	fn drop(&mut self) {
		self.driver.abort();
	}
}

struct SilentProtocol {
	streams: usize,
	open: Arc<AtomicUsize>,
}

#[async_trait::async_trait]
impl UserProtocol for SilentProtocol {
	fn protocol(&self) -> ProtocolName {
		ProtocolName::from("/atous/block/1")
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
					kept.push(substream);
					self.open.fetch_add(1, Ordering::SeqCst);
				}
				_ => {}
			}
		}
		Ok(())
	}
}
