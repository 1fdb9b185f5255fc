//! Addresses as text: what is accepted, and who stands behind it.
//!
//! Only numbers, no names: addresses come from a public chain, and resolving names would
//! let anyone there make this device question name servers.

use super::error::ExchangeError;
use litep2p::{
	types::multiaddr::{Multiaddr, Protocol},
	PeerId,
};

/// A peer and where to find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PeerAddress {
	/// Its identity.
	pub peer: PeerId,
	/// Where it listens, with its identity.
	pub address: Multiaddr,
}

/// Read the address of a peer.
pub(crate) fn peer(text: &str) -> Result<PeerAddress, ExchangeError> {
	let address = parse(text)?;
	match PeerId::try_from_multiaddr(&address) {
		Some(peer) => Ok(PeerAddress { peer, address }),
		None => Err(refuse(text, "it does not end in /p2p/ and an identity")),
	}
}

/// Read an address to listen on.
pub(crate) fn listen(text: &str) -> Result<Multiaddr, ExchangeError> {
	let address = parse(text)?;
	match PeerId::try_from_multiaddr(&address) {
		Some(_) => Err(refuse(text, "an address to listen on has no /p2p/ part")),
		None => Ok(address),
	}
}

/// Read an address to announce for the device `me`, and write it out with its identity.
pub(crate) fn announced(text: &str, me: PeerId) -> Result<String, ExchangeError> {
	let address = parse(text)?;
	match PeerId::try_from_multiaddr(&address) {
		None => Ok(address.with(Protocol::P2p(me.into())).to_string()),
		Some(peer) if peer == me => Ok(address.to_string()),
		Some(_) => Err(refuse(text, "its identity is not that of this device")),
	}
}

/// An address of the form `/ip4|ip6/…/tcp/…`, with or without `/p2p/…`.
fn parse(text: &str) -> Result<Multiaddr, ExchangeError> {
	let address: Multiaddr =
		text.parse().map_err(|error: litep2p::types::multiaddr::Error| refuse(text, error))?;
	let mut parts = address.iter();
	let known = matches!(
		(parts.next(), parts.next(), parts.next(), parts.next()),
		(
			Some(Protocol::Ip4(_) | Protocol::Ip6(_)),
			Some(Protocol::Tcp(_)),
			None | Some(Protocol::P2p(_)),
			None
		)
	);
	if known {
		Ok(address)
	} else {
		Err(refuse(text, "only IP addresses with a TCP port are used"))
	}
}

fn refuse(address: &str, why: impl ToString) -> ExchangeError {
	ExchangeError::Address { address: address.into(), why: why.to_string() }
}

#[cfg(test)]
mod tests {
	use super::*;

	const ID: &str = "12D3KooWT2ouvz5uMmCvHJGzAGRHiqDts5hzXR7NdoQ27pGdzp9Q";

	#[test]
	fn peer_with_number_port_and_identity_works() {
		for host in ["/ip4/192.0.2.1", "/ip6/2001:db8::1"] {
			let text = format!("{host}/tcp/4001/p2p/{ID}");
			let peer = peer(&text).unwrap();
			assert_eq!(peer.peer.to_string(), ID);
			assert_eq!(peer.address.to_string(), text);
		}
	}

	#[test]
	fn peer_of_another_form_fails() {
		for text in [
			"",
			"rubbish",
			"/ip4/192.0.2.1/tcp/4001",
			&format!("/dns/example.org/tcp/4001/p2p/{ID}"),
			&format!("/ip4/192.0.2.1/udp/4001/quic-v1/p2p/{ID}"),
			&format!("/ip4/192.0.2.1/tcp/4001/p2p/{ID}/p2p-circuit/p2p/{ID}"),
			&format!("/p2p/{ID}"),
		] {
			assert!(peer(text).is_err(), "{text}");
		}
	}

	#[test]
	fn announced_gets_the_identity_once() {
		let me: PeerId = ID.parse().unwrap();
		let full = format!("/ip4/192.0.2.1/tcp/4001/p2p/{ID}");
		assert_eq!(announced("/ip4/192.0.2.1/tcp/4001", me).unwrap(), full);
		assert_eq!(announced(&full, me).unwrap(), full);
		assert!(announced(&full, PeerId::random()).is_err());
	}
}
