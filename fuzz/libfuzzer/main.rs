//! What libFuzzer calls: `make fuzz` builds and runs this.

#![no_main]
// The macro gives the fuzzer its entry by name.
#![allow(unsafe_code, missing_docs)]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
	atous_fuzz::fuzz_one(data);
});
