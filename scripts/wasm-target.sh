#!/bin/sh
# Adds one WebAssembly target to the compiler that rust-toolchain.toml names:
#
#     scripts/wasm-target.sh wasm32v1-none | wasm32-wasip1 [--from-source]
#
# rustup is asked first. Where it can fetch nothing, the target's libraries are
# built here from Debian's copy of the compiler's own source, which apt brings
# into a temporary folder with its own state: no system package and no apt
# configuration changes. `--from-source` skips the question to rustup.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here/.."
. "$here/lib.sh"

# Debian suites that carry several versions of rust-src, tried in this order.
SUITES='trixie-backports sid'
# Where Debian's package debian-archive-keyring puts the archive's keys.
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

target=${1:-}
mode=${2:-}
case "$target" in
wasm32v1-none) crates=core,alloc ;;
wasm32-wasip1) crates=std,panic_abort ;;
*) fail "usage: $0 wasm32v1-none | wasm32-wasip1 [--from-source]" ;;
esac

sysroot=$(rustc --print sysroot) || fail "There is no Rust compiler here: run scripts/setup.sh."
version=$(rustc --version | cut -d ' ' -f 2)
destination=$sysroot/lib/rustlib/$target

# Whether the target's library stands in the compiler's folder.
present() {
	ls "$destination"/lib/libcore-*.rlib >/dev/null 2>&1
}

# apt with its own lists, cache and sources, none of them the system's.
own_apt() {
	command=$1
	shift
	"$command" -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts="$work/none" \
		-o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
		-o APT::Sandbox::User="$(id -un)" "$@"
}

# The address of the machine's own Debian archive, so that no host is written
# down here.
archive() {
	apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' |
		awk -F '|' '$1 == "Debian" && ($2 == "Debian" || $2 ~ /Backports/) { print $3; exit }'
}

# Fetch and unpack the source of exactly this compiler into $work/source.
fetch_source() {
	has apt-get && has dpkg || fail "rustup cannot fetch $target, and without apt its source" \
		"cannot be had. Run: rustup target add $target"
	address=$(archive)
	[ -n "$address" ] || fail "apt knows no Debian archive: run apt-get update, then this again."
	signed=''
	[ ! -e "$KEYRING" ] || signed=yes
	mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
	for suite in $SUITES; do
		printf 'deb %s %s %s main\n' "${signed:+[signed-by=$KEYRING]}" "$address" "$suite" \
			>"$work/sources.list"
		own_apt apt-get update 2>"$work/apt.log" || continue
		package=$(own_apt apt-cache madison rust-src |
			awk -F ' *[|] *' -v want="$version" 'index($2, want "+") == 1 { print $2; exit }')
		[ -n "$package" ] || continue
		(cd "$work" && own_apt apt-get download "rust-src=$package") || continue
		dpkg -x "$work"/rust-src_*.deb "$work/source"
		library=$(find "$work/source" -type d -path "*/rustc-$version/library" | head -n 1)
		[ -n "$library" ] && return
	done
	fail "Debian's archive has no rust-src $version (looked in: $SUITES)." \
		"Run: rustup target add $target"
}

# Build the libraries with a copy of the compiler's folder made of links, into
# which the source is put, so that the compiler's own folder gains the target
# and nothing else.
build() {
	mkdir -p "$work/sysroot/lib/rustlib/src/rust" "$work/crate/src"
	for entry in "$sysroot"/lib/rustlib/*; do
		[ "$(basename "$entry")" = src ] || ln -s "$entry" "$work/sysroot/lib/rustlib/"
	done
	ln -s "$library" "$work/sysroot/lib/rustlib/src/rust/library"
	cat >"$work/rustc" <<END
#!/bin/sh
exec "$sysroot/bin/rustc" --sysroot "$work/sysroot" "\$@"
END
	chmod +x "$work/rustc"
	cat >"$work/crate/Cargo.toml" <<END
[package]
name = "empty"
edition = "2021"
[lib]
[profile.release]
panic = "abort"
[workspace]
END
	printf '#![no_std]\n' >"$work/crate/src/lib.rs"
	# Bitcode in the libraries is what lets the runtime be linked with thin LTO.
	# The paths are those which rustup's own libraries bear.
	flags="-Cembed-bitcode=yes --remap-path-prefix=$library=/rustc/library"
	(
		cd "$work/crate"
		env -u CARGO_BUILD_TARGET -u CARGO_ENCODED_RUSTFLAGS RUSTC="$work/rustc" \
			RUSTC_BOOTSTRAP=1 RUSTFLAGS="$flags" CARGO_TARGET_DIR="$work/target" \
			"$sysroot/bin/cargo" build --quiet --release -Z build-std="$crates" --target "$target"
	) >"$work/build.log" 2>&1 || {
		cat "$work/build.log" >&2
		fail "The library for $target could not be built."
	}
}

# Put the libraries beside those of the machine's own target.
place() {
	staged=$work/staged
	mkdir -p "$staged/lib"
	cp "$work/target/$target/release/deps/"*.rlib "$staged/lib/"
	rm -f "$staged/lib/libempty-"*
	if [ "$target" = wasm32-wasip1 ]; then
		apt_install wasi-libc
		mkdir -p "$staged/lib/self-contained"
		for file in crt1-command.o crt1-reactor.o libc.a; do
			cp "/usr/lib/wasm32-wasi/$file" "$staged/lib/self-contained/"
		done
	fi
	printf 'built by scripts/wasm-target.sh from rust-src %s\n' "$package" >"$staged/from-source"
	rm -rf "$destination"
	mv "$staged" "$destination"
}

if [ "$mode" != --from-source ]; then
	present && exit 0
	say "Adding the target $target to Rust $version."
	if has rustup && rustup --quiet target add "$target" 2>/dev/null && present; then
		exit 0
	fi
	say "rustup cannot fetch $target here: building it from Debian's rust-src."
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/atous-target.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
fetch_source
build
place
present || fail "The library for $target was built but does not stand in $destination."
say "Built $target from rust-src $package."
