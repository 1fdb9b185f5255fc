# What people and CI call.
#
#   make setup              install what is missing; silent when nothing is
#   make build              build everything
#   make demo               a chain, three devices, two tasks
#   make demo INPUT=FILE    the same with your text; KEEP=1 leaves it running
#   make test               everything that checks the project
#   make lint               format and clippy; sorted manifests and licences where
#                           cargo-sort and cargo-deny are installed
#   make fuzz               look for cases that break a promise; FUZZ_SECONDS (600)
#   make payloads           rebuild the example payloads
#   make metadata           renew the metadata by which the sidecar knows the chain
#   make weights            measure what calls and hooks cost, and write the figures

# One folder for all builds, outside the checkout, so that a second checkout
# reuses what the first has compiled.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/atous/target
# The runtime's WebAssembly build looks for the workspace from there.
export WASM_BUILD_WORKSPACE_HINT := $(CURDIR)

# Tests of random cases try the same ones in every run of `make test`.
export PROPTEST_RNG_SEED ?= 1

RELEASE := $(CARGO_TARGET_DIR)/release
# The same set and profile everywhere: another one compiles a thousand crates again.
SET := --release --locked --workspace

.PHONY: setup build demo test lint fmt clippy fuzz payloads metadata weights
# Two builds at once only wait for one another.
.NOTPARALLEL:

# A mistyped name is better noticed now than after the build.
ifneq ($(INPUT),)
ifneq ($(shell test -r "$(INPUT)" && echo yes),yes)
$(error There is no file $(INPUT) that can be read: give INPUT the path of a text)
endif
endif

setup:
	@scripts/setup.sh

build: setup
	cargo build $(SET) --bins --tests

demo: build
	@"$(RELEASE)/atous-lab" demo $(if $(INPUT),--input "$(INPUT)") $(if $(KEEP),--keep)

test: setup fmt clippy build
	scripts/payloads.sh --check
	cargo test $(SET)

lint: setup fmt clippy
	@scripts/lint.sh

fmt:
	cargo fmt --all --check

# In the profile of the build, so that it reuses what that has made: build scripts,
# macros and the runtime's WebAssembly.
clippy:
	cargo clippy $(SET) --bins --tests -- -Dwarnings

fuzz: setup
	scripts/fuzz.sh

payloads: setup
	scripts/payloads.sh

metadata: setup
	UPDATE_METADATA=1 SKIP_WASM_BUILD=1 cargo test $(SET) -p atous-runtime --test it metadata

weights: build
	scripts/weights.sh
