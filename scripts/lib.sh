# What the scripts here share; read with `.`, not run.

say() {
	printf '%s\n' "$*"
}

fail() {
	printf '%s: %s\n' "$(basename -- "$0")" "$*" >&2
	exit 1
}

has() {
	command -v "$1" >/dev/null 2>&1
}

installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Install those of the given Debian packages that are missing.
apt_install() {
	missing=''
	for wanted in "$@"; do
		installed "$wanted" || missing="$missing $wanted"
	done
	[ -n "$missing" ] || return 0
	sudo=''
	if [ "$(id -u)" != 0 ]; then
		has sudo || fail "These packages are missing:$missing. Install them as root" \
			"(apt-get install$missing) and run this again."
		sudo=sudo
	fi
	say "Installing the packages:$missing"
	$sudo apt-get update -qq || say "apt could not refresh its lists; trying with the old ones."
	# shellcheck disable=SC2086
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends $missing >/dev/null ||
		fail "apt could not install:$missing. Its message above says why."
}
