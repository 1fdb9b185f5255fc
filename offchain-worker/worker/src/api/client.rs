//! The command line's way to the daemon: HTTP over its Unix socket.

use super::{Accepted, Order, Stored, Submitted};
use crate::{
	chain::Task,
	daemon::deliveries::Delivery,
	error::{Failure, Kind},
	flags::{Listed, Proof},
	folder::Folder,
};
use atous_primitives::{views::Quote, Cid, Outcome, TaskId};
use axum::body::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{io, path::PathBuf};
use tokio::net::UnixStream;

/// A sidecar running on this machine.
pub struct Sidecar {
	socket: PathBuf,
}

impl Sidecar {
	/// The sidecar of a data folder, if one runs.
	pub async fn find(folder: &Folder) -> Result<Self, Failure> {
		let socket = folder.socket()?;
		match UnixStream::connect(&socket).await {
			Ok(_) => Ok(Self { socket }),
			Err(why) if gone(&why) => Err(Failure::new(
				Kind::Sidecar,
				format!(
					"No sidecar runs on the data folder {}. Start one with `atous run --data \
					 {0}`, and leave it running: it serves the payload and the input to those \
					 who work on them.",
					folder.root().display()
				),
			)),
			Err(why) => Err(Failure::file("Connecting to", &socket, &why)),
		}
	}

	/// Put content into the store.
	pub async fn put(&self, bytes: Vec<u8>) -> Result<Cid, Failure> {
		let stored: Stored = self.json(Method::POST, "/content", bytes.into()).await?;
		Ok(stored.cid)
	}

	/// What a task would cost.
	pub async fn quote(&self, order: &Order) -> Result<Quote, Failure> {
		self.json(Method::POST, "/quote", encode(order)?).await
	}

	/// Submit a task.
	pub async fn submit(&self, order: &Order) -> Result<TaskId, Failure> {
		let submitted: Submitted = self.json(Method::POST, "/submit", encode(order)?).await?;
		Ok(submitted.task)
	}

	/// A task as the chain has it.
	pub async fn task(&self, task: TaskId) -> Result<Task, Failure> {
		self.json(Method::GET, &format!("/task/{task}"), Bytes::new()).await
	}

	/// The bytes of a result.
	pub async fn result(&self, task: TaskId) -> Result<Vec<u8>, Failure> {
		let bytes = self.call(Method::GET, &format!("/result/{task}"), Bytes::new()).await?;
		Ok(bytes.to_vec())
	}

	/// Take a task back.
	pub async fn cancel(&self, task: TaskId) -> Result<(), Failure> {
		self.call(Method::POST, &format!("/cancel/{task}"), Bytes::new()).await.map(|_| ())
	}

	/// What is known of what was delivered to a task; `None` if nothing was.
	pub async fn delivery(&self, task: TaskId) -> Result<Option<Delivery>, Failure> {
		self.json(Method::GET, &format!("/delivery/{task}"), Bytes::new()).await
	}

	/// Accept what was delivered. Gives the outcome that everybody can now read.
	pub async fn accept(&self, task: TaskId) -> Result<Option<Outcome>, Failure> {
		let accepted: Accepted =
			self.json(Method::POST, &format!("/accept/{task}"), Bytes::new()).await?;
		Ok(accepted.opening)
	}

	/// Dispute what was delivered.
	pub async fn dispute(&self, task: TaskId) -> Result<(), Failure> {
		self.call(Method::POST, &format!("/dispute/{task}"), Bytes::new()).await.map(|_| ())
	}

	/// The newest flags.
	pub async fn flags(&self, count: u64) -> Result<Vec<Listed>, Failure> {
		self.json(Method::GET, &format!("/flags/newest/{count}"), Bytes::new()).await
	}

	/// Proof that a flag is in the anchored log.
	pub async fn prove(&self, index: u64) -> Result<Proof, Failure> {
		self.json(Method::GET, &format!("/flags/{index}/proof"), Bytes::new()).await
	}

	/// Everything at a glance.
	pub async fn state(&self) -> Result<Value, Failure> {
		self.json(Method::GET, "/state", Bytes::new()).await
	}

	async fn json<T: DeserializeOwned>(
		&self,
		method: Method,
		path: &str,
		body: Bytes,
	) -> Result<T, Failure> {
		let bytes = self.call(method, path, body).await?;
		serde_json::from_slice(&bytes)
			.map_err(|why| Failure::internal("Reading the sidecar's answer", why))
	}

	async fn call(&self, method: Method, path: &str, body: Bytes) -> Result<Bytes, Failure> {
		let broken = |why: &dyn std::fmt::Display| {
			Failure::new(
				Kind::Sidecar,
				format!("The sidecar ended in the middle of its answer ({why}). See its log."),
			)
		};
		let stream = UnixStream::connect(&self.socket).await.map_err(|why| broken(&why))?;
		let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
			.await
			.map_err(|why| broken(&why))?;
		let connection = tokio::spawn(connection);
		let request = Request::builder()
			.method(method)
			.uri(path)
			.header("host", "localhost")
			.header("content-type", "application/json")
			.body(Full::new(body))
			.map_err(|why| Failure::internal("Asking the sidecar", why))?;
		let response = sender.send_request(request).await.map_err(|why| broken(&why))?;
		let status = response.status();
		let bytes = response.into_body().collect().await.map_err(|why| broken(&why))?.to_bytes();
		connection.abort();
		if status.is_success() {
			return Ok(bytes);
		}
		Err(serde_json::from_slice(&bytes).unwrap_or_else(|_| {
			let body = String::from_utf8_lossy(&bytes);
			Failure::internal("Asking the sidecar", format!("{status}: {body}"))
		}))
	}
}

fn encode(order: &Order) -> Result<Bytes, Failure> {
	serde_json::to_vec(order)
		.map(Bytes::from)
		.map_err(|why| Failure::internal("Writing the header", why))
}

fn gone(why: &io::Error) -> bool {
	matches!(why.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused)
}
