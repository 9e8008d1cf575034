#![no_main]

use wiretag::article::Markup;

libfuzzer_sys::fuzz_target!(|text: &str| wiretag_fuzz::tagged(text, Markup::Html));
