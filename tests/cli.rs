//! What a user sees: arguments, output, messages, exit codes. Each page of `tests/cli/` is a session
//! at a terminal; `TRYCMD=overwrite cargo test --test cli` writes them anew.

#[test]
fn every_session_goes_as_written() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd").case("README.md").case("docs/*.md");
}
