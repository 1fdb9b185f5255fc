//! The parts of the node that can be seen without its service, which takes minutes
//! to compile a second time.

#[path = "../src/cli.rs"]
mod cli;
#[path = "../src/loopback.rs"]
mod loopback;

use clap::CommandFactory;
use sc_network::Multiaddr;

#[test]
fn development_listens_on_loopback_only() {
	let parse = |text: &str| text.parse::<Multiaddr>().expect("a multiaddr");
	let mut addresses = [parse("/ip4/0.0.0.0/tcp/30333"), parse("/ip6/::/tcp/30333")];
	loopback::keep_to_loopback(&mut addresses);
	assert_eq!(addresses, [parse("/ip4/127.0.0.1/tcp/30333"), parse("/ip6/::1/tcp/30333")]);
}

#[test]
fn command_line_is_consistent() {
	cli::Cli::command().debug_assert();
}
