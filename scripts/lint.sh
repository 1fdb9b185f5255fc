#!/bin/sh
# Checks that cost little where their tools are installed: sorted manifests,
# licences and sources of dependencies. Called by `make lint`.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here/.."
. "$here/lib.sh"

if has cargo-sort; then
	cargo sort --workspace --grouped --check || fail "Run cargo sort --workspace --grouped."
else
	say "The order of the manifests was not checked: cargo-sort is not installed."
fi
if has cargo-deny; then
	cargo deny --offline check bans licenses sources || fail "See deny.toml."
else
	say "Licences and sources were not checked: cargo-deny is not installed."
fi
