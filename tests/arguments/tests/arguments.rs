//! Wrong arguments are compile errors that point at the argument. What is wrong with a directory is
//! tested by real builds in `embedding`.

#[test]
fn wrong_arguments() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/cases/*.rs");
    cases.compile_fail("tests/test_attribute/*.rs");
}
