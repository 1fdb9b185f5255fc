//! Where a development chain listens.

use sc_network::Multiaddr;

/// A development chain's keys are known to everyone: it has no business on a
/// network unless someone says so.
pub fn keep_to_loopback(addresses: &mut [Multiaddr]) {
	for address in addresses {
		let local = address.to_string().replacen("/ip4/0.0.0.0/", "/ip4/127.0.0.1/", 1).replacen(
			"/ip6/::/",
			"/ip6/::1/",
			1,
		);
		if let Ok(local) = local.parse() {
			*address = local;
		}
	}
}
