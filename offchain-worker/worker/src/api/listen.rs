//! Where the local API listens, and how it ends.

use super::{routes, Api};
use crate::{
	error::{Failure, Kind},
	folder::{write_atomically, Folder},
};
use std::{
	fs, future::IntoFuture, io, net::SocketAddr, os::unix::fs::PermissionsExt, path::PathBuf,
	sync::Arc,
};
use tokio::net::{TcpListener, UnixListener};

/// The bound listeners. Their files in the data folder go when this is dropped.
pub struct Listeners {
	tcp: TcpListener,
	unix: UnixListener,
	files: Files,
}

struct Files {
	socket: PathBuf,
	address: PathBuf,
}

impl Drop for Files {
	fn drop(&mut self) {
		for path in [&self.socket, &self.address] {
			// What is left behind is replaced at the next start.
			let _ = fs::remove_file(path);
		}
	}
}

impl Listeners {
	/// Bind both, and write the address taken to the data folder. Only whoever
	/// holds the folder's lock may call this: a socket file that is there is of a
	/// sidecar that has ended.
	pub async fn bind(folder: &Folder, address: SocketAddr) -> Result<Self, Failure> {
		let tcp = TcpListener::bind(address).await.map_err(|why| {
			Failure::new(
				Kind::Config,
				format!("The local API cannot listen on {address}: {why}. Change api.listen."),
			)
		})?;
		let socket = folder.socket()?;
		match fs::remove_file(&socket) {
			Err(why) if why.kind() != io::ErrorKind::NotFound => {
				return Err(Failure::file("Removing the old socket", &socket, &why));
			}
			_ => {}
		}
		let bound = |why| Failure::file("Listening on the socket", &socket, &why);
		let unix = UnixListener::bind(&socket).map_err(bound)?;
		fs::set_permissions(&socket, fs::Permissions::from_mode(0o600)).map_err(bound)?;
		let taken =
			tcp.local_addr().map_err(|why| Failure::internal("Asking for the address", why))?;
		let file = folder.api_address();
		write_atomically(&file, taken.to_string().as_bytes(), 0o600)
			.map_err(|why| Failure::file("Writing", &file, &why))?;
		tracing::info!(address = %taken, socket = %socket.display(), "local API");
		Ok(Self { tcp, unix, files: Files { socket, address: file } })
	}

	/// The loopback address taken.
	pub fn address(&self) -> io::Result<SocketAddr> {
		self.tcp.local_addr()
	}
}

/// Serve until the sidecar ends; open requests are answered first.
pub async fn serve(api: Arc<Api>, listeners: Listeners) -> Result<(), Failure> {
	let Listeners { tcp, unix, files } = listeners;
	let ended = |api: Arc<Api>| async move { api.context.ended().await };
	let public =
		axum::serve(tcp, routes::public(api.clone())).with_graceful_shutdown(ended(api.clone()));
	let private =
		axum::serve(unix, routes::private(api.clone())).with_graceful_shutdown(ended(api.clone()));
	let (public, private) = tokio::join!(public.into_future(), private.into_future());
	drop(files);
	public.and(private).map_err(|why| Failure::internal("Serving the local API", why))
}
