#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wiretag_fuzz::read("input.warc", bytes));
