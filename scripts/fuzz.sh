#!/bin/sh
# Fuzzes the whole runtime with libFuzzer, for FUZZ_SECONDS. Called by `make fuzz`.
#
# Only the project's own crates are compiled for it, with counters in them; what they
# depend on is that of the ordinary build.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here/.."
. "$here/lib.sh"

seconds=${FUZZ_SECONDS:-600}
target=${CARGO_TARGET_DIR:-$HOME/.cache/atous/target}
program=$target/fuzz/atous-fuzz
artifacts=fuzz/artifacts
found=fuzz/found
mkdir -p "$artifacts" "$found" "$target/fuzz"

build() {
	# A path that stays the same: it is part of what cargo knows the crates by.
	RUSTC_WORKSPACE_WRAPPER="$here/fuzz-rustc.sh" SKIP_WASM_BUILD=1 \
		cargo build --release --workspace --features atous-fuzz/libfuzzer \
		--bin atous-fuzz
	# The next ordinary build must not take this for its own.
	cp "$target/release/atous-fuzz" "$program"
}

if [ $# -gt 0 ]; then
	[ -x "$program" ] || build
	exec "$program" "$@"
fi
build
say "Fuzzing for $seconds s. New cases go to $found, failures to $artifacts."
"$program" "$found" fuzz/corpus -max_total_time="$seconds" -max_len=4096 -timeout=60 \
	-rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="$artifacts/" || {
	for file in "$artifacts"/*; do
		[ -e "$file" ] && say "Replay with: scripts/fuzz.sh $file"
	done
	fail "A promise was broken, or a case took too long."
}
