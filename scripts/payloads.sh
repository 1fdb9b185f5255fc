#!/bin/sh
# Builds the example payloads into payloads/modules, from which the sidecar's
# tests, the guide and the demonstration take them. Called by `make payloads`.
#
#     scripts/payloads.sh            build and replace the modules
#     scripts/payloads.sh --check    build aside and compare byte for byte
#
# The same sources give the same bytes wherever they are built with the
# library that rustup brings; with one built by scripts/wasm-target.sh they
# differ, so the comparison is skipped there.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here/../payloads"
. "$here/lib.sh"

TARGET=wasm32-wasip1
PAYLOADS='render spin trap word-frequency'
# Largest module, in bytes: they are kept in the repository.
LARGEST=153600

mode=${1:-}
case "$mode" in
'' | --check) ;;
*) fail "usage: $0 [--check]" ;;
esac

library=$(rustc --print sysroot)/lib/rustlib/$TARGET
if ! [ -d "$library/lib" ]; then
	[ "$mode" = --check ] || fail "The target $TARGET is missing: run scripts/setup.sh."
	say "The payloads were not compared: the target $TARGET is missing."
	exit 0
fi
if [ "$mode" = --check ] && [ -e "$library/from-source" ]; then
	say "The payloads were not compared: $TARGET was built here and not brought by rustup."
	exit 0
fi

cache=${XDG_CACHE_HOME:-$HOME/.cache}/atous
build=$cache/payloads
# What the machine calls its folders must not be in the modules.
flags="--remap-path-prefix=$PWD=/payloads"
flags="$flags --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/registry"
env -u CARGO_ENCODED_RUSTFLAGS -u CARGO_BUILD_TARGET RUSTFLAGS="$flags" \
	CARGO_TARGET_DIR="$build" cargo build --quiet --locked --release --target "$TARGET" ||
	fail "The payloads could not be built."

different=''
for payload in $PAYLOADS; do
	built=$build/$TARGET/release/$payload.wasm
	kept=modules/$payload.wasm
	size=$(wc -c <"$built")
	[ "$size" -le "$LARGEST" ] || fail "$payload.wasm has $size bytes; at most $LARGEST are kept."
	if cmp -s "$built" "$kept"; then
		continue
	fi
	if [ "$mode" = --check ]; then
		different="$different $payload"
	else
		mkdir -p modules
		cp "$built" "$kept"
		chmod 644 "$kept"
		say "payloads/$kept: $size bytes"
	fi
done
[ -z "$different" ] || fail "Built anew these payloads differ from those in payloads/modules:" \
	"$different. Run scripts/payloads.sh and keep what it writes, with the golden numbers of" \
	"the executor's tests."
