#!/bin/sh
# Measures what the calls and hooks of our pallets cost, and writes the figures where the
# runtime takes its weights from. Called by `make weights`, after a build.
#
#     scripts/weights.sh [OPTIONS of `atous-lab weights`]
#
# The runtime is compiled once more, to WebAssembly alone and with its benchmarks, beside
# the one that the node holds and with the dependencies that were compiled for that.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here/.."
. "$here/lib.sh"

release=${CARGO_TARGET_DIR:-$PWD/target}/release
built=$release/wbuild/atous-runtime
project=$release/wbuild/atous-runtime-benchmarks
[ -f "$built/Cargo.toml" ] || fail "There is no built runtime in $built: run 'make build'."

mkdir -p "$project/src"
cp "$built/src/lib.rs" "$project/src/lib.rs"
cp Cargo.lock "$project/Cargo.lock"
sed -e 's|^features = .*|features = ["runtime-benchmarks"]|' \
	-e "s|^path = .*|path = \"$PWD/runtime\"|" \
	-e 's|^name = "atous_runtime"|name = "atous_runtime_benchmarks"|' \
	-e 's|^name = "atous-runtime-blob"|name = "atous-runtime-benchmarks"|' \
	"$built/Cargo.toml" >"$project/Cargo.toml"

# The flags are those of substrate-wasm-builder: others would compile every dependency
# once more.
flags='-C link-arg=--export-table'
flags="$flags -C link-arg=--export=__heap_base -C link-arg=--import-memory"
flags="$flags --cfg substrate_runtime "
RUSTFLAGS=$flags CARGO_TARGET_DIR=$built/target SKIP_WASM_BUILD='' cargo rustc \
	--target=wasm32v1-none --manifest-path="$project/Cargo.toml" --profile release

"$release/atous-lab" weights --out . \
	--runtime "$built/target/wasm32v1-none/release/atous_runtime_benchmarks.wasm" "$@"
cargo fmt --all
