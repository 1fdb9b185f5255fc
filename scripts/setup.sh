#!/bin/sh
# Prepares a machine for building Atous: system packages, the compiler that
# rust-toolchain.toml names, the WebAssembly targets. Called by `make setup`.
#
# Safe to run again: it says only what it changes, so a second run is silent.
# It uses sudo for apt alone, and only when something is missing.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here/.."
. "$here/lib.sh"

# What each package is for:
#   build-essential pkg-config   the linker and what C dependencies ask for
#   protobuf-compiler            protoc, for the network protocols
#   clang libclang-dev           bindings to C libraries
#   cmake make                   C dependencies with their own build
#   git                          the revision in `--version`
PACKAGES='build-essential pkg-config protobuf-compiler clang libclang-dev cmake make git'
# What must answer where packages are not Debian's.
COMMANDS='cc pkg-config protoc clang cmake make git'

packages() {
	if has dpkg-query && has apt-get; then
		apt_install $PACKAGES
		return
	fi
	missing=''
	for command in $COMMANDS; do
		has "$command" || missing="$missing $command"
	done
	[ -z "$missing" ] || fail "These commands are missing:$missing. Install them with your" \
		"system's package manager (on Debian: $PACKAGES) and run this again."
}

compiler() {
	if ! has rustup; then
		if has apt-cache && [ -n "$(apt-cache madison rustup 2>/dev/null)" ]; then
			apt_install rustup
		else
			fail "rustup is missing and this system's packages have none." \
				"Install it as its documentation describes and run this again."
		fi
	fi
	rustc --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 &&
		cargo fmt --version >/dev/null 2>&1 && return
	channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
	say "Installing Rust $channel, which rust-toolchain.toml names."
	rustup toolchain install "$channel" --profile minimal --component clippy,rustfmt ||
		fail "rustup could not install Rust $channel. Its message above says why."
}

packages
compiler
"$here/wasm-target.sh" wasm32v1-none ||
	fail "Without wasm32v1-none the runtime cannot be built."
"$here/wasm-target.sh" wasm32-wasip1 ||
	say "Going on without wasm32-wasip1: it serves only to rebuild the payloads in" \
		"payloads/modules, which are kept in the repository."
