#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| wiretag_fuzz::folded(text));
