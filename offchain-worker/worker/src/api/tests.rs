//! The local API over its listeners.

use super::{Api, Listeners};
use crate::{
	chain::double::Double,
	config::Config,
	daemon::{
		doubles::{context, Shelf},
		Context, Requests,
	},
	error::Kind,
};
use std::{os::unix::fs::PermissionsExt, sync::Arc};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

struct Served {
	_dir: tempfile::TempDir,
	context: Arc<Context>,
	address: std::net::SocketAddr,
}

async fn serve() -> Served {
	let dir = tempfile::tempdir().expect("temporary folder");
	let chain = Arc::new(Double::default());
	let context = context(&dir.path().join("d"), 1, Config::default(), &chain, Shelf::default());
	let listeners =
		Listeners::bind(&context.folder, context.config.api.listen).await.expect("binds");
	let address = listeners.address().expect("bound");
	let requests = Arc::new(Requests::open(context.clone()).expect("opens"));
	tokio::spawn(super::serve(Arc::new(Api { context: context.clone(), requests }), listeners));
	Served { _dir: dir, context, address }
}

async fn get(served: &Served, path: &str) -> String {
	let mut stream = tokio::net::TcpStream::connect(served.address).await.expect("connects");
	let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
	stream.write_all(request.as_bytes()).await.expect("writes");
	let mut answer = String::new();
	stream.read_to_string(&mut answer).await.expect("reads");
	answer
}

#[tokio::test]
async fn tells_over_http_what_it_should_and_no_more() {
	let served = serve().await;
	assert!(get(&served, "/live").await.starts_with("HTTP/1.1 200"));
	let ready = get(&served, "/ready").await;
	assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("not connected yet"), "{ready}");
	assert!(get(&served, "/metrics").await.contains("atous_chain_connected 0"));
	let device = served.context.device.to_string();
	assert!(get(&served, "/state").await.contains(&device));
	// Nothing that spends credit is to be had from other users of the machine.
	for path in
		["/result/0", "/submit", "/content", "/cancel/0", "/delivery/0", "/accept/0", "/dispute/0"]
	{
		let answer = get(&served, path).await;
		assert!(answer.starts_with("HTTP/1.1 404"), "{path}");
		assert!(answer.contains("no such route"), "{path}: {answer}");
	}
}

#[tokio::test]
async fn writes_its_address_and_keeps_the_socket_private() {
	let served = serve().await;
	let folder = &served.context.folder;
	let address = std::fs::read_to_string(folder.api_address()).expect("written");
	assert_eq!(address, served.address.to_string());
	let socket = folder.socket().expect("short enough");
	let mode = std::fs::metadata(socket).expect("there").permissions().mode();
	assert_eq!(mode & 0o777, 0o600);
	let sidecar = super::client::Sidecar::find(folder).await.expect("runs");
	let cid = sidecar.put(b"content".to_vec()).await.expect("puts");
	assert_eq!(cid, atous_primitives::Cid::of_raw(b"content"));
	assert!(sidecar.state().await.expect("tells").is_object());
	assert_eq!(sidecar.result(9).await.expect_err("none").kind, Kind::MissingInput);
}

#[tokio::test]
async fn without_a_sidecar_says_how_to_start_one() {
	let dir = tempfile::tempdir().expect("temporary folder");
	let folder = crate::folder::Folder::open(dir.path()).expect("opens");
	let failure = super::client::Sidecar::find(&folder).await.err().expect("none runs");
	assert_eq!(failure.kind, Kind::Sidecar);
	assert!(failure.message.contains("atous run"), "{failure}");
}
