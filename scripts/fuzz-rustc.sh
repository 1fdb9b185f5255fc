#!/bin/sh
# Stands in for rustc when the project's own crates are compiled for `make fuzz`: adds
# the counters by which libFuzzer sees which code a case reaches.
#
# cargo hands it the compiler and its arguments (RUSTC_WORKSPACE_WRAPPER).
set -eu

name=''
previous=''
for argument in "$@"; do
	[ "$previous" = --crate-name ] && name=$argument
	previous=$argument
done

case $name in
# The pallets are generic: their code is made where the runtime names them.
atous_fuzz | atous_primitives | atous_runtime | atous_support | pallet_credit | pallet_flags | pallet_tasks)
	exec "$@" --cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 \
		-Cllvm-args=-sanitizer-coverage-level=4 \
		-Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
		-Cllvm-args=-sanitizer-coverage-pc-table \
		-Cllvm-args=-sanitizer-coverage-trace-compares
	;;
*) exec "$@" ;;
esac
